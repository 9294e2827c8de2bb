"""Build basemap.parquet: land outlines and borders for the map of notebook 03. See basemap.README.md.

    python data/reference/build_basemap.py COUNTRIES_TOPOJSON

COUNTRIES_TOPOJSON: countries-50m.json of the npm package world-atlas 2.0.2 (Natural Earth, public domain).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
STEP = 180  # points a degree: int16 holds -180..180 degrees in steps of 0.6 km
#: Natural Earth draws the de facto border north of Crimea; the project follows the UN's, where Crimea is Ukraine.
NOT_A_BORDER = (32.5, 45.3, 36.8, 46.4)  # west, south, east, north


def decode(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs of a quantised TopoJSON in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def rings_of(geometry: dict) -> list[list[int]]:
    polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"], [])
    return [ring for polygon in polygons for ring in polygon]


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = decode(topology)

    def line(ring: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in ring:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += part if not points else part[1:]
        return points

    rows = [("land", line(ring)) for shape in topology["objects"]["land"]["geometries"] for ring in rings_of(shape)]
    users: dict[int, set[str]] = defaultdict(set)
    for shape in topology["objects"]["countries"]["geometries"]:
        for ring in rings_of(shape):
            for number in ring:
                users[number if number >= 0 else ~number].add(shape["properties"]["name"])
    west, south, east, north = NOT_A_BORDER
    for number, names in sorted(users.items()):
        inside = all(west <= x <= east and south <= y <= north for x, y in arcs[number])
        if len(names) > 1 and not (inside and names == {"Russia", "Ukraine"}):
            rows.append(("border", arcs[number]))
    table = pa.table({
        "kind": [kind for kind, _ in rows],
        "lon": pa.array([[round(x * STEP) for x, _ in points] for _, points in rows], pa.list_(pa.int16())),
        "lat": pa.array([[round(y * STEP) for _, y in points] for _, points in rows], pa.list_(pa.int16())),
    })
    pq.write_table(table, HERE / "basemap.parquet", compression="zstd", compression_level=19)
    sys.stdout.write(f"{len(rows)} lines\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
