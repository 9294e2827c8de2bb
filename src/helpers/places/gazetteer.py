"""The gazetteer: places by name, from the index in data/reference (built by build_gazetteer.py there).

A name is found whatever its case, accents, apostrophes, leading "the" or possessive. Spellings of one place have one
id. Refuses: unknown names (an empty answer), short words in lower case ("us"), abbreviations without
their full stop ("Penn Park", "Miss").
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.errors import StoreError
from helpers.paths import REFERENCE
from helpers.places.fold import fold
from helpers.places.own import FILE, Own, read_own

_INDEX, _NAMES = "gazetteer.parquet", "gazetteer.names.parquet"
_PRIOR_STEPS = 20.0  # see build_gazetteer.py
_REMEMBERED = 1 << 16
PINNED, _OWN_STRENGTH = 99.0, 0.95  # prior and strength of a name that the analyst gave a place
_HEAD = 8
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


class Texts(Sequence):
    """A column of texts as UTF-8, each read where it lies."""

    def __init__(self, column: pa.StringArray) -> None:
        _, offsets, values = column.buffers()
        self._size, self._offsets, self._values = len(column), memoryview(offsets).cast("i"), memoryview(values)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._values[self._offsets[number] : self._offsets[number + 1]])


class Keys(Texts):
    """The folded names of the index, in order: searched where they lie, as a dictionary of half a million names takes
    longer to make than it saves. `_heads`: the first eight bytes of each, as a number."""

    def __init__(self, names: pa.StringArray) -> None:
        super().__init__(names)
        _, offsets, values = names.buffers()
        bounds = np.frombuffer(offsets, np.int32, len(names) + 1)
        padded = np.append(np.frombuffer(values, np.uint8), np.zeros(_HEAD, np.uint8))
        eights = np.ndarray(len(padded) - _HEAD, ">u8", padded, strides=(1,))  # the eight bytes from each byte on
        kept = np.array([(1 << 64) - (1 << 8 * (_HEAD - size)) for size in range(_HEAD + 1)], np.uint64)
        heads = eights[bounds[:-1]].astype(np.uint64) & kept[np.minimum(np.diff(bounds), _HEAD)]
        self._heads = memoryview(heads)

    def find(self, key: str) -> int | None:
        """The number of a key, or None."""
        number, wanted = self._first_from(key)
        return number if number < len(self) and self[number] == wanted else None

    def begin(self, key: str) -> bool:
        """Whether some key begins with these letters."""
        number, wanted = self._first_from(key)
        return number < len(self) and self[number].startswith(wanted)

    def _first_from(self, key: str) -> tuple[int, bytes]:
        """The number of the first key that is not before `key`, and that in bytes."""
        wanted = key.encode("utf-8", "surrogatepass")
        head = int.from_bytes(wanted[:_HEAD].ljust(_HEAD, b"\0"), "big")
        first = bisect_left(self._heads, head)
        if first == len(self) or self._heads[first] != head:
            return first, wanted
        return bisect_left(self, wanted, first, bisect_right(self._heads, head, first)), wanted


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The index in memory; entries are made when asked for. `states`: (country, postal code) -> name; `dotted`: keys of
    abbreviations that count only with their full stop; `countries`: ISO code -> name; `own`: the analyst's places."""

    keys: Keys
    offsets: np.ndarray
    rows: np.ndarray
    priors: np.ndarray
    strengths: np.ndarray
    columns: tuple[Callable[[int], Any], ...]
    demonyms: Mapping[str, str]
    states: Mapping[tuple[str, str], str]
    abbreviations: frozenset[str]
    dotted: frozenset[str]
    countries: Mapping[str, str]
    table: pa.Table
    own: Own = field(default_factory=lambda: Own({}, frozenset()))

    def __post_init__(self) -> None:
        """Answers are remembered: the same few thousand names are asked for again and again."""
        for method in ("_position", "lookup", "first", "ranked", "strength", "demonym", "begins"):
            object.__setattr__(self, method, lru_cache(maxsize=_REMEMBERED)(getattr(self, method)))
        long_names = [name for name in (*self.demonyms, *self.own.places) if " " in name]
        beginnings = frozenset(name[:size] for name in long_names for size in range(len(name) + 1))
        object.__setattr__(self, "_beginnings", beginnings)
        object.__setattr__(self, "_entry", lru_cache(maxsize=1 << 17)(self._entry))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places that bear a name, best prior first; () for none."""
        position = self._position(name)
        rows = [] if position is None else self.rows[self.offsets[position] : self.offsets[position + 1]].tolist()
        found = tuple(map(self._entry, rows))
        pinned = self.own.places.get(fold(name))
        return found if pinned is None else (pinned, *(entry for entry in found if entry != pinned))

    def first(self, name: str) -> Entry | None:
        """The first of the places that bear a name, or None."""
        if pinned := self.own.places.get(fold(name)):
            return pinned
        position = self._position(name)
        if position is None or self.offsets[position] == self.offsets[position + 1]:
            return None
        return self._entry(int(self.rows[self.offsets[position]]))

    def ranked(self, name: str, most: int | None = None) -> tuple[tuple[float, Entry], ...]:
        """The first `most` of them with each place's prior under this name: log10 of its size in people, shifted by
        kind and lowered where the name is not its main one. About 0 to 13; `PINNED` for the only place that a name has
        by the analyst's word."""
        if pinned := self.own.places.get(fold(name)):
            return ((PINNED, pinned),)
        position = self._position(name)
        if position is None:
            return ()
        part = slice(*self.offsets[position : position + 2].tolist())
        if most is not None:
            part = slice(part.start, min(part.stop, part.start + most))
        priors = (self.priors[part] / _PRIOR_STEPS).tolist()
        return tuple(zip(priors, map(self._entry, self.rows[part].tolist()), strict=True))

    def bearers_of(self, keys: Sequence[str], most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of folded names all at once their bearers, at most `most` each, best first: number of the name, row of the
        place in `table`, prior as in `ranked`. Nothing for unknown names and those that the analyst gave a place."""
        found = (None if key in self.own.places else self.keys.find(key) for key in keys)
        known = [(number, position) for number, position in enumerate(found) if position is not None]
        numbers, at = np.array(known, np.int64).reshape(-1, 2).T
        first = self.offsets[at].astype(np.int64)
        sizes = np.minimum(self.offsets[at + 1] - first, most)
        bearer = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        return np.repeat(numbers, sizes), self.rows[bearer], self.priors[bearer] / _PRIOR_STEPS

    def strength(self, name: str) -> float:
        """How surely the bare name is a place, 0..1, before any context: 1 for countries, .95 for the largest cities,
        .2 for small towns, less for common words and names of people, 0 for the unknown."""
        if fold(name) in self.own.places:
            return _OWN_STRENGTH
        position = self._position(name)
        return 0.0 if position is None else float(self.strengths[position]) / 100

    def demonym(self, word: str) -> Entry | None:
        """The place whose people or adjective the word is ("Ukrainian", "Russians", "Texan's"), or None."""
        if not word[:1].isupper():
            return None
        key = fold(word)
        if key in self.own.stopped:
            return None
        name = self.demonyms.get(key)
        if name is None and key.endswith("s"):
            name = self.demonyms.get(key[:-1])
        return None if name is None else self.first(name)

    def begins(self, name: str) -> bool:
        """Whether the name of some place, or of its people, begins with these two words or more."""
        key = fold(name)
        return key in self._beginnings or self.keys.begin(key)

    def state(self, code: str, country: str = "US") -> Entry | None:
        """The state or province of a postal code ("TX", "ON"), or None."""
        name = self.states.get((country, code))
        found = self.lookup(name) if name else ()
        return next((entry for entry in found if entry.country == country and entry.kind == "admin1"), None)

    def is_stopped(self, name: str) -> bool:
        """Whether the analyst says that a name is no place."""
        return fold(name) in self.own.stopped

    def by_id(self, place_id: str) -> Entry | None:
        """The place with this id, or None."""
        row = pc.index(self.table["place_id"], place_id).as_py()
        return None if row < 0 else self._entry(row)

    def nearest(self, lat: float, lon: float) -> Entry:
        """The town nearest to a point."""
        lats, lons = (self.table[name].to_numpy() for name in ("lat", "lon"))
        away = (lats - lat) ** 2 + (((lons - lon + 180) % 360 - 180) * np.cos(np.radians(lat))) ** 2
        away[pc.not_equal(self.table["kind"], "city").to_numpy()] = np.inf
        return self._entry(int(away.argmin()))

    def _position(self, name: str) -> int | None:
        key = fold(name)
        if key in self.own.stopped:
            return None
        if len(key) < 4 and name.islower():
            return None
        if key in self.dotted and "." not in name:
            return None
        return self.keys.find(key)

    def _entry(self, row: int) -> Entry:
        values = [value_of(row) for value_of in self.columns]
        return Entry(*values[:5], round(values[5], 4), round(values[6], 4), *values[7:])


@lru_cache(maxsize=1)
def load(folder: Path = REFERENCE) -> Gazetteer:
    """The gazetteer of the project; read once in a process (about 0.2 s, 140 MB)."""
    try:  # in this thread alone: worker processes are forked from one that has read it
        names = pq.ParquetFile(folder / _NAMES).read(use_threads=False)
        table = pq.ParquetFile(folder / _INDEX, read_dictionary=["kind", "country", "admin1"]).read(
            use_threads=False
        )
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
    found = Gazetteer(
        keys=Keys(names["key"].combine_chunks()),
        offsets=np.frombuffer(offsets, np.int32, len(priors) + 1),
        rows=np.frombuffer(names["rows"].combine_chunks().buffers()[2], "<i4", n_bearers),
        priors=np.frombuffer(values, np.uint8, n_bearers),
        strengths=names["strength"].to_numpy(),
        columns=tuple(_reader(column.combine_chunks()) for column in table.columns),
        demonyms=read_demonyms(folder / "gazetteer.demonyms.csv"),
        states={(row["country"], row["code"]): row["name"] for row in states},
        abbreviations=frozenset(word for row in states for word in row["abbreviations"].split("|") if word),
        dotted=frozenset(
            fold(word) for row in states for word in row["abbreviations"].split("|") if _DOTTED.fullmatch(word)
        ),
        countries=dict(zip(areas["country"].to_pylist(), areas["name"].to_pylist(), strict=True)),
        table=table,
    )
    own = read_own(folder / FILE, found)
    return replace(found, own=own) if own.places or own.stopped else found


def _reader(column: pa.Array) -> Callable[[int], Any]:
    """What gives the value of a column in a row: a tenth of the time that Arrow takes for one value."""
    if pa.types.is_dictionary(column.type):
        values, codes = column.dictionary.to_pylist(), memoryview(column.indices.to_numpy())
        return lambda row: values[codes[row]]
    if pa.types.is_string(column.type):
        texts = Texts(column)
        return lambda row: texts[row].decode()
    return memoryview(column.to_numpy(zero_copy_only=False)).__getitem__


def read_demonyms(path: Path) -> dict[str, str]:
    """Folded adjective or name of a people -> the name of the place."""
    found: dict[str, str] = {}
    for row in _read(path):
        for word in row["words"].split("|"):
            found.setdefault(fold(word), row["name"])
    return found


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
