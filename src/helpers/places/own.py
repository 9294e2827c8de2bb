"""The analyst's own places, data/reference/places.csv: new places, further names, pinned senses, names that are none.

A name that stands there means that place and no other, unless an article says "Town, State" of another; a new place is
found wherever its name stands, even where no rule sees a name ("Mila 23"). Columns:
`name`; `lat` and `lon` in degrees, for a place that the gazetteer does not have; `kind`; and `same_as`, for a name of a
place that it has: the place's id, its name, or its name and area ("Springfield, Missouri"). Kind `stop`: no place at
all. Refuses: a line that says neither where the place lies nor which it is, and a `same_as` that means none or several.
"""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import StoreError
from helpers.places.fold import fold

if TYPE_CHECKING:
    from helpers.places.gazetteer import Entry, Gazetteer

FILE = "places.csv"
COLUMNS = ("name", "lat", "lon", "kind", "same_as")
STOP = "stop"
NEW = "own:"  # begins the ids of new places
_CLEAR_LEAD = 1.0  # a place ten times as large as the next of its name is meant
KINDS = ("city", "admin1", "admin2", "region", "country", "water", "mountain", "island", "building", STOP)


@dataclasses.dataclass(frozen=True)
class Own:
    """`places`: folded name -> its only place; `stopped`: folded names that are no places; `pattern`: finds the names
    of new places as they are written, or in capitals."""

    places: Mapping[str, Entry]
    stopped: frozenset[str]
    pattern: re.Pattern[str] | None = None


def read_own(path: Path, gazetteer: Gazetteer) -> Own:
    """The analyst's file; empty if there is none."""
    if not path.exists():
        return Own({}, frozenset())
    places: dict[str, Entry] = {}
    stopped: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        if "name" not in (lines.fieldnames or ()) or not set(lines.fieldnames) <= set(COLUMNS):
            do = f"Its first line must be: {','.join(COLUMNS)}"
            raise StoreError("the columns do not fit", where=f"data/reference/{path.name}", do=do)
        for row in lines:
            row = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
            key = fold(row["name"])
            if not key or row["name"].startswith("#"):
                continue
            if row["kind"] == STOP:
                stopped.add(key)
            else:
                places[key] = _place(row, gazetteer, f"data/reference/{path.name}, line {lines.line_num}")
    return Own(places, frozenset(stopped - places.keys()), _pattern(places))


def _pattern(places: Mapping[str, Entry]) -> re.Pattern[str] | None:
    names = {entry.name for entry in places.values() if entry.place_id.startswith(NEW)}
    names = sorted({*names, *(name.upper() for name in names)}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None


def _place(row: Mapping[str, str], gazetteer: Gazetteer, where: str) -> Entry:
    if row["kind"] not in ("", *KINDS):
        raise StoreError(f"unknown kind {row['kind']!r}", where=where, do="Choose one of " + ", ".join(KINDS) + ".")
    if row["same_as"]:
        return _known(row["same_as"], row["kind"], gazetteer, where)
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        lat = lon = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        do = "Give lat and lon in degrees, or same_as."
        raise StoreError(f"where does {row['name']!r} lie?", where=where, do=do)
    near = gazetteer.nearest(lat, lon)
    return dataclasses.replace(
        near,
        place_id=f"{NEW}{fold(row['name']).replace(' ', '-')}",
        name=row["name"],
        kind=row["kind"] or "city",
        lat=lat,
        lon=lon,
        population=0,
        size=1,
        capital=False,
    )


def _known(same_as: str, kind: str, gazetteer: Gazetteer, where: str) -> Entry:
    """The place that an id, a name, or a name with its area means: a town rather than the division called after it,
    unless the kind says otherwise."""
    entry = gazetteer.by_id(same_as)
    if entry is not None:
        return entry
    found = gazetteer.lookup(same_as)
    if not found and "," in same_as:
        name, _, area = (part.strip() for part in same_as.partition(","))
        wanted = {fold(part) for part in area.split(",")}
        ranked = [item for item in gazetteer.ranked(name) if wanted <= _areas(item[1], gazetteer)]
        ranked = [item for item in ranked if item[1].kind == (kind or "city")] or ranked
        found = tuple(entry for _, entry in ranked)
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR_LEAD:
            ids = ", ".join(entry.place_id for entry in found[:5])
            raise StoreError(f"{same_as!r} means several places", where=where, do=f"Give an id: {ids}.")
    if not found:
        do = "Give the id that the report shows, or a name and its area: Springfield, Missouri."
        raise StoreError(f"no place is {same_as!r}", where=where, do=do)
    return found[0]


def _areas(entry: Entry, gazetteer: Gazetteer) -> set[str]:
    return {fold(entry.admin1), fold(entry.country), fold(gazetteer.countries.get(entry.country, ""))}
