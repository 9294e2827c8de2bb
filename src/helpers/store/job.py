"""What a task on one partition may read: tables of the partition as they are and as they were, each column once, and of
whole tables the rows of its own keys.

What belongs to a whole table is kept in the process, for the next partition wants it too. Refuses: a damaged file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa

from helpers.corpus.shards import Shard
from helpers.store import changes, files
from helpers.store.location import Location
from helpers.tables import Slice, Step


@dataclass(frozen=True)
class Task:
    """The steps of a pass on one partition. `steps`: for each, the first table it makes; `versions`: of their code;
    `have`: files of the partition that are there, by table; `whole`: those of whole tables; `earlier`, `earlier_whole`:
    the same of the state that this corpus had before, `earlier_parts` what the partition then held; `touched`: of
    tables that were made from earlier ones since, the articles whose rows differ; `look`: of this pass, so that a
    process looks once a pass which files are there."""

    store: str
    steps: tuple[str, ...]
    versions: Mapping[str, str]
    shard: Shard | None
    have: Mapping[str, str]
    whole: Mapping[str, str]
    earlier: Mapping[str, str] = field(default_factory=dict)
    earlier_whole: Mapping[str, str] = field(default_factory=dict)
    earlier_parts: frozenset[str] = frozenset()
    touched: Mapping[str, frozenset[str]] = field(default_factory=dict)
    look: str = ""


@dataclass(frozen=True)
class Made:
    """What a task made: names of files and `touched` as in `Task`, by table."""

    names: dict[str, str]
    touched: dict[str, frozenset[str]]


class Job:
    """A task at work: the files of its partition as they are (`names`) and their rows, and `touched` as in `Task`."""

    def __init__(self, task: Task) -> None:
        self.task, self.where = task, Location(task.store)
        self.names, self.touched = dict(task.have), dict(task.touched)
        self._open: dict[tuple[str, str], files.OpenFile] = {}

    def put(self, table: str, rows: pa.Table) -> None:
        """Keep the rows of a table that was just written."""
        self._open[table, files.content_of(self.names[table])] = files.OpenFile(rows)

    def get(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table of the partition as it is."""
        return self._read(table, self.names[table], columns)

    def old(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table of the partition as it was."""
        return self._read(table, self.task.earlier[table], columns)

    def is_same(self, table: str) -> bool:
        """Whether a table of the partition is as it was."""
        return is_same_file(self.task.earlier[table], self.names[table])

    def _read(self, table: str, name: str, columns: list[str] | None) -> pa.Table:
        known = table, files.content_of(name)
        if known not in self._open:
            self._open[known] = files.open_file(self.where, table, name)
        return self._open[known].read(columns)


def cut(job: Job, part: Slice, name: str) -> pa.Table:
    """The rows of a whole table that a partition needs."""
    wanted = job.get(part.of, [part.of_column])[part.of_column]
    return _keyed(job.task.store, part, name).cut(wanted)


@lru_cache(maxsize=4)
def _keyed(store: str, part: Slice, name: str) -> changes.Keyed:
    """A whole table that partitions cut their rows from, kept in the process."""
    return changes.Keyed(files.read(Location(store), part.table, name, list(part.columns)), part.key)


def changed_keys(task: Task, part: Slice) -> pa.Array:
    """The keys of a whole table whose rows are not what they were."""
    old, new = task.earlier_whole[part.table], task.whole[part.table]
    return pa.array([]) if is_same_file(old, new) else _compared(task.store, part, old, new)


@lru_cache(maxsize=4)
def _compared(store: str, part: Slice, old: str, new: str) -> pa.Array:
    """Keys with other rows, kept in the process."""
    tables = (files.read(Location(store), part.table, name, list(part.columns)) for name in (old, new))
    return changes.changed_keys(*tables, part.key)


def is_same_file(one: str, other: str) -> bool:
    return files.content_of(one) == files.content_of(other)


@lru_cache(maxsize=2)
def whole_table(store: str, table: str, name: str) -> pa.Table:
    """A whole table that partitions need as it is, kept in the process."""
    return files.read(Location(store), table, name)


def there(where: Location, step: Step, key: str, look: str) -> dict[str, str]:
    """Files under a key, by table; empty unless all are there."""
    found = {table: listed(where, table, look).get(key, "") for table in step.makes}
    return found if all(found.values()) else {}


@lru_cache(maxsize=64)
def listed(where: Location, table: str, look: str) -> dict[str, str]:
    """The files of a table by their keys, as they were when this process first looked in this pass."""
    return files.by_key(where.names(table))
