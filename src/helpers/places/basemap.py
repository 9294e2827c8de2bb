"""Land and borders for a map: outlines cut to a window and thinned to what a screen can show.

Outlines: Natural Earth 1:50m through world-atlas (public domain), in data/reference/basemap.parquet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from helpers.paths import REFERENCE

_STEP = 180.0  # see build_basemap.py
_CLOSE = 0.02  # of the window's size: so far outside it a line is still drawn


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@lru_cache(maxsize=1)
def load(folder: Path = REFERENCE) -> dict[str, list[np.ndarray]]:
    """kind ("land", "border") -> lines as arrays of (lon, lat) in degrees."""
    table = pq.read_table(folder / "basemap.parquet")
    out: dict[str, list[np.ndarray]] = {"land": [], "border": []}
    for kind, lon, lat in zip(table["kind"].to_pylist(), table["lon"], table["lat"]):
        out[kind].append(np.column_stack([lon.values.to_numpy(), lat.values.to_numpy()]) / _STEP)
    return out


def land(window: Window, tolerance: float) -> list[np.ndarray]:
    """Polygons of the land inside the window; points closer than `tolerance` degrees are left out."""
    shapes = (clip(thin(ring, tolerance), window) for ring in load()["land"] if _touches(ring, window, tolerance))
    return [shape for shape in shapes if len(shape) > 3]


def lines(kind: str, window: Window, tolerance: float) -> list[np.ndarray]:
    """Coasts ("land") or borders that touch the window, thinned alike, cut where they jump across the date line or
    leave the window."""
    out = []
    for line in load()[kind]:
        if _touches(line, window, tolerance if kind == "land" else 0):
            line = thin(line, tolerance)
            near = (np.abs(np.diff(line[:, 0])) < 90) & _is_near(line, window) & (np.abs(line[:-1, 0]) < 179.9)
            parts = np.split(line, np.flatnonzero(~near) + 1)
            out += [part for part in parts if len(part) > 1]
    return out


def _is_near(line: np.ndarray, window: Window) -> np.ndarray:
    """Whether each step of a line begins or ends in the window or close to it, or is so long that it may cross it."""
    size = np.array([window.east - window.west, window.north - window.south])
    low, high = np.array([window.west, window.south]), np.array([window.east, window.north])
    close = ((line > low - _CLOSE * size) & (line < high + _CLOSE * size)).all(axis=1)
    in_reach = ((line[:-1] > low - size) & (line[:-1] < high + size)).all(axis=1)
    long = (np.abs(np.diff(line, axis=0)) > size / 4).any(axis=1) & in_reach
    return close[:-1] | close[1:] | long


def thin(line: np.ndarray, tolerance: float) -> np.ndarray:
    """A line without the points that lie nearer than `tolerance` to the last one kept; its ends stay."""
    keep, last = [0], line[0]
    for number in range(1, len(line) - 1):
        point = line[number]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= tolerance:
            keep.append(number)
            last = point
    keep.append(len(line) - 1)
    return line[keep]


def clip(ring: np.ndarray, window: Window) -> np.ndarray:
    """The part of a ring inside the window (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1)):
        if len(ring) == 0:
            break
        inside = sign * (ring[:, axis] - bound) >= 0
        before, was = np.roll(ring, 1, axis=0), np.roll(inside, 1)
        step = ring[:, axis] - before[:, axis]
        part = np.divide(bound - before[:, axis], step, out=np.zeros(len(ring)), where=np.abs(step) > 1e-9)
        crossing = before + (ring - before) * part[:, None]
        points = np.stack([crossing, ring], axis=1)
        chosen = np.stack([inside != was, inside], axis=1)
        ring = points[chosen]
    return ring


def _touches(line: np.ndarray, window: Window, least: float) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    if max(high - low) < least * 2:
        return False
    return low[0] <= window.east and high[0] >= window.west and low[1] <= window.north and high[1] >= window.south
