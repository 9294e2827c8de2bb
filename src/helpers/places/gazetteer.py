"""The gazetteer: places by name, from the index in data/reference (built by build_gazetteer.py there).

A name is found whatever its case, accents, apostrophes, leading "the" or possessive. Spellings of one place have one
id. Refuses: unknown names (an empty answer), short words in lower case ("us"), abbreviations without
their full stop ("Penn Park", "Miss").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.errors import StoreError
from helpers.paths import REFERENCE
from helpers.places.fold import fold

_INDEX, _NAMES = "gazetteer.parquet", "gazetteer.names.parquet"
_PRIOR_STEPS = 20.0  # see build_gazetteer.py
_DOTTED = re.compile(r"[A-Z][a-z]+\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `country`: ISO 3166 two-letter code or ""; `admin1`: its first-level division's name or "".

    `size` stands for how much a place is spoken of, in people: its population, more for capitals and named regions.
    """

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    size: int = 0
    capital: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """The index in memory; entries are made when asked for. `states`: (country, postal code) -> name; `dotted`: keys of
    abbreviations that count only with their full stop; `countries`: ISO code -> name."""

    positions: Mapping[str, int]
    offsets: np.ndarray
    rows: np.ndarray
    priors: np.ndarray
    strengths: np.ndarray
    table: pa.Table
    demonyms: Mapping[str, str]
    states: Mapping[tuple[str, str], str]
    abbreviations: frozenset[str]
    dotted: frozenset[str]
    countries: Mapping[str, str]
    _entries: dict[int, Entry] = field(default_factory=dict)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places that bear a name, best prior first; () for none."""
        position = self._position(name)
        if position is None:
            return ()
        return tuple(
            self._entry(row) for row in self.rows[self.offsets[position] : self.offsets[position + 1]].tolist()
        )

    def ranked(self, name: str) -> tuple[tuple[float, Entry], ...]:
        """The same with each place's prior under this name: log10 of its size in people, shifted by kind and lowered
        where the name is not its main one. About 0 to 13."""
        position = self._position(name)
        if position is None:
            return ()
        part = slice(self.offsets[position], self.offsets[position + 1])
        priors = (self.priors[part] / _PRIOR_STEPS).tolist()
        return tuple(zip(priors, map(self._entry, self.rows[part].tolist()), strict=True))

    def strength(self, name: str) -> float:
        """How surely the bare name is a place, 0..1, before any context: 1 for countries, .95 for the largest cities,
        .2 for small towns, less for common words and names of people, 0 for the unknown."""
        position = self._position(name)
        return 0.0 if position is None else float(self.strengths[position]) / 100

    def demonym(self, word: str) -> Entry | None:
        """The place whose people or adjective the word is ("Ukrainian", "Russians", "Texan's"), or None."""
        if not word[:1].isupper():
            return None
        key = fold(word)
        name = self.demonyms.get(key)
        if name is None and key.endswith("s"):
            name = self.demonyms.get(key[:-1])
        return None if name is None else next(iter(self.lookup(name)), None)

    def state(self, code: str, country: str = "US") -> Entry | None:
        """The state or province of a postal code ("TX", "ON"), or None."""
        name = self.states.get((country, code))
        found = self.lookup(name) if name else ()
        return next((entry for entry in found if entry.country == country and entry.kind == "admin1"), None)

    def _position(self, name: str) -> int | None:
        key = fold(name)
        if len(key) < 4 and name.islower():
            return None
        if key in self.dotted and "." not in name:
            return None
        return self.positions.get(key)

    def _entry(self, row: int) -> Entry:
        entry = self._entries.get(row)
        if entry is None:
            values = [column[row].as_py() for column in self.table.columns]
            entry = self._entries[row] = Entry(*values[:5], round(values[5], 4), round(values[6], 4), *values[7:])
        return entry


@lru_cache(maxsize=1)
def load(folder: Path = REFERENCE) -> Gazetteer:
    """The gazetteer of the project; read once in a process (about 0.5 s, 200 MB)."""
    try:
        names = pq.ParquetFile(folder / _NAMES).read()
        table = pq.ParquetFile(folder / _INDEX).read()
    except (OSError, pa.ArrowException) as error:
        raise StoreError(
            "the gazetteer index cannot be read",
            where=f"data/reference/{_INDEX}",
            do="Restore it: git checkout -- data/reference.",
        ) from error
    states = _read(folder / "gazetteer.states.csv")
    priors = names["priors"].combine_chunks()  # one byte a bearer of the name; `rows` has four
    _, offsets, values = priors.buffers()
    n_bearers = int(pc.sum(pc.binary_length(priors)).as_py())
    areas = table.filter(pc.equal(table["kind"], "country")).select(["country", "name"])
    return Gazetteer(
        positions=dict(zip(names["key"].to_pylist(), range(len(names)))),
        offsets=np.frombuffer(offsets, np.int32, len(priors) + 1),
        rows=np.frombuffer(names["rows"].combine_chunks().buffers()[2], "<i4", n_bearers),
        priors=np.frombuffer(values, np.uint8, n_bearers),
        strengths=names["strength"].to_numpy(),
        table=table.combine_chunks(),
        demonyms=_read_demonyms(folder / "gazetteer.demonyms.csv"),
        states={(row["country"], row["code"]): row["name"] for row in states},
        abbreviations=frozenset(word for row in states for word in row["abbreviations"].split("|") if word),
        dotted=frozenset(
            fold(word) for row in states for word in row["abbreviations"].split("|") if _DOTTED.fullmatch(word)
        ),
        countries=dict(zip(areas["country"].to_pylist(), areas["name"].to_pylist(), strict=True)),
    )


def _read_demonyms(path: Path) -> dict[str, str]:
    """Folded adjective or name of a people -> the name of the place."""
    found: dict[str, str] = {}
    for row in _read(path):
        for word in row["words"].split("|"):
            found.setdefault(fold(word), row["name"])
    return found


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
