"""Which files make up the tables of one corpus as it was: found again at once, and what a new day is compared with.

A convenience only: without it the same tables are found by their keys, or made, and are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.store.location import Location
from helpers.tables import STEPS

FOLDER = ".states"
_LAST = "last.json"


@dataclass
class State:
    """Names of files by table, one a partition; of a whole table one. `versions`: of the code that made them; `starts`:
    where each partition starts, by which it is known again when it has grown; `parts`: hashes of its parts."""

    versions: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)

    def valid(self, versions: Mapping[str, str]) -> dict[str, list[str]]:
        """The tables that the present code, theirs and that of all that they need, would give."""
        good: dict[str, list[str]] = {}
        for step in STEPS:
            first = step.makes[0]
            same = self.versions.get(first) == versions[first]
            needs = (*step.needs, *(part.of for part in step.slices))
            if same and all(need in good for need in needs) and all(table in self.tables for table in step.makes):
                good |= {table: self.tables[table] for table in step.makes}
        return good

    def by_start(self, versions: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """For each start of a partition: its files, by table. Results of other code are left out."""
        code = {table: step.makes[0] for step in STEPS for table in step.makes if not step.whole}
        kept = [t for t in self.tables if t in code and self.versions.get(code[t]) == versions[code[t]]]
        return {start: {table: self.tables[table][n] for table in kept} for n, start in enumerate(self.starts)}

    def parts_by_start(self) -> dict[str, frozenset[str]]:
        """For each start of a partition: the hashes of its parts."""
        return dict(zip(self.starts, map(frozenset, self.parts), strict=True))

    def whole(self) -> dict[str, str]:
        """The files of whole tables."""
        return {t: self.tables[t][0] for step in STEPS if step.whole for t in step.makes if t in self.tables}


def load(where: Location, corpus_hash: str) -> State:
    """The state of a corpus; an empty one if none is known, or it cannot be read."""
    return _read(where, f"{corpus_hash}.json")


def last(where: Location, corpus: str) -> State:
    """The last state of the corpus of this name, whatever was in it."""
    found = _raw(where, f"{corpus}-{_LAST}")
    return _read(where, f"{found['corpus_hash']}.json") if "corpus_hash" in found else State()


def save(where: Location, corpus: str, corpus_hash: str, state: State) -> None:
    """Keep the state of a corpus, as the last one of its name."""
    body = {"versions": state.versions, "tables": state.tables, "starts": state.starts, "parts": state.parts}
    where.write(f"{FOLDER}/{corpus_hash}.json", json.dumps(body).encode())
    where.write(f"{FOLDER}/{corpus}-{_LAST}", json.dumps({"corpus_hash": corpus_hash}).encode())


def all_there(where: Location, tables: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Those of the tables whose files are all in the store."""
    return {table: list(names) for table, names in tables.items() if set(names) <= set(where.names(table))}


def _read(where: Location, name: str) -> State:
    found = _raw(where, name)
    try:
        tables = {str(table): [str(name) for name in names] for table, names in found["tables"].items()}
        starts = [str(start) for start in found["starts"]]
        parts = [[str(digest) for digest in digests] for digests in found["parts"]]
        same = len(starts) == len(parts) and all(len(names) in (1, len(starts)) for names in tables.values())
        return State({str(k): str(v) for k, v in found["versions"].items()}, tables, starts, parts) if same else State()
    except (KeyError, TypeError, AttributeError):
        return State()


def _raw(where: Location, name: str) -> dict[str, Any]:
    try:
        found = json.loads(where.read(f"{FOLDER}/{name}"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
