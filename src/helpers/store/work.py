"""What one task does: the steps of a pass on one partition, one merge of partial results, or one reduction.

A task is small and may be sent to another machine: it names files, never holds rows. What is there already under the
same key is not made again; what has an earlier result is made again only for the articles whose inputs changed.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pyarrow as pa

from helpers import schema
from helpers.corpus.shards import Shard
from helpers.store import changes, files
from helpers.store.location import Location
from helpers.tables import MAKER, Slice, Step

#: Suffix of the folders that hold partial results of reductions.
PARTIAL = ".partial"


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


def make_partition(task: Task) -> Made:
    """Run the steps of a task on its partition."""
    where = Location(task.store)
    names = dict(task.have)
    tables: dict[str, pa.Table] = {}
    touched = dict(task.touched)

    def get(table: str) -> pa.Table:
        if table not in tables:
            tables[table] = files.read(where, table, names[table])
        return tables[table]

    for step in (MAKER[first] for first in task.steps):
        cuts = {part.table: _cut(task.store, part, task.whole[part.table], get) for part in step.slices}
        key = partition_key(step, task.versions[step.makes[0]], task.shard, names, task.whole, cuts)
        there = _there(where, step, key, task.look)
        if there:
            names |= there
            continue
        made = _made(step, task, key, names, get, cuts, touched)
        for table, rows in zip(step.makes, made, strict=True):
            if isinstance(rows, str):
                names[table] = rows
            else:
                names[table] = files.write(where, table, key, rows)
                tables[table] = rows
    new = {table: name for table, name in names.items() if table not in task.have}
    return Made(new, {table: articles for table, articles in touched.items() if table in new})


def partition_key(
    step: Step,
    version: str,
    shard: Shard | None,
    names: Mapping[str, str],
    whole: Mapping[str, str],
    cuts: Mapping[str, pa.Table],
) -> str:
    """The key of the files that a step makes of one partition: of its code and of the content of all it is given."""
    if not step.needs:
        return files.digest(step.makes[0], version, shard.key)
    given = []
    for need in step.needs:
        if need in cuts:
            given.append(files.content_of_rows(cuts[need]))
        else:
            given.append(files.content_of(whole[need] if MAKER[need].whole else names[need]))
    return files.digest(step.makes[0], version, *given)


def merge_files(store: str, step_name: str, table: str, names: tuple[str, ...], key: str) -> str:
    """Merge some files of `table` (partial results) into one: a row for each key of the reduction."""
    where, step = Location(store), MAKER[step_name]
    folder = f"{step.needs[0]}{PARTIAL}"
    there = where.find(folder, key)
    if there:
        return there
    rows = pa.concat_tables([files.read(where, table, name) for name in names])
    return files.write(where, folder, key, function(step.combine)(rows))


def reduce_files(store: str, step_name: str, inputs: tuple[tuple[str, tuple[str, ...]], ...], key: str) -> str:
    """Make a whole table from files: pairs of folder and names, one for each need, in order."""
    where, step = Location(store), MAKER[step_name]
    tables = []
    for number, (need, (folder, names)) in enumerate(zip(step.needs, inputs, strict=True)):
        columns = list(step.columns) if step.columns and number == 0 else None
        parts = [files.read(where, folder, name, columns) for name in names]
        tables.append(pa.concat_tables(parts) if parts else _empty(need, columns))
    return files.write(where, step.makes[0], key, function(step.function)(*tables))


@lru_cache(maxsize=64)
def function(path: str) -> Callable[..., Any]:
    """The function that "module:name" means."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def _made(
    step: Step,
    task: Task,
    key: str,
    names: Mapping[str, str],
    get: Callable[[str], pa.Table],
    cuts: Mapping[str, pa.Table],
    touched: dict[str, frozenset[str]],
) -> tuple[pa.Table | str, ...]:
    """The tables of a step: from an earlier result as far as it holds, else from the inputs; where nothing changed, the
    name of a copy of the earlier file. `touched` is filled."""
    if not step.needs:
        return _of_files(step, task)
    if step.by_article and _is_known(step, task):
        try:
            found = _from_earlier(step, task, key, names, get, cuts, touched)
        except files.DamagedFile:
            found = None  # an earlier result is of use only whole; a damaged input is met again below
        if found is not None:
            return found
    inputs = []
    for need in step.needs:
        if MAKER[need].whole:
            inputs.append(cuts[need] if need in cuts else whole_table(task.store, need, task.whole[need]))
        else:
            inputs.append(get(need))
    made = _run(step, inputs)
    if "pages" in step.makes and "pages" in task.earlier:
        with contextlib.suppress(files.DamagedFile):
            before = files.read(Location(task.store), "pages", task.earlier["pages"])
            touched["pages"] = frozenset(changes.changed_articles(before, made[step.makes.index("pages")]))
    return made


def _run(step: Step, inputs: Any) -> tuple[pa.Table, ...]:
    made = function(step.function)(*inputs)
    return made if isinstance(made, tuple) else (made,)


def _of_files(step: Step, task: Task) -> tuple[pa.Table, ...]:
    """The tables made of the files of a shard; files that are as they were are not read again."""
    shard = task.shard
    same = frozenset(
        part.name for part, digest in zip(shard.parts, shard.digests, strict=True) if digest in task.earlier_parts
    )
    names = [part.name for part in shard.parts]
    told_apart = len(set(names)) == len(names) and all(name.isprintable() and "#" not in name for name in names)
    if not same or not told_apart or any(table not in task.earlier for table in step.makes):
        return _run(step, (shard,))
    try:
        before = [files.read(Location(task.store), table, task.earlier[table]) for table in step.makes]
    except files.DamagedFile:
        return _run(step, (shard,))
    made = _run(step, (replace(shard, parts=tuple(part for part in shard.parts if part.name not in same)),))
    return tuple(changes.by_part(names, same, *tables) for tables in zip(before, made, strict=True))


def _is_known(step: Step, task: Task) -> bool:
    """Whether there is an earlier result of the step on this partition as it was."""
    return all(table in task.earlier or table in task.earlier_whole for table in ("pages", *step.makes, *step.needs))


def _from_earlier(
    step: Step,
    task: Task,
    key: str,
    names: Mapping[str, str],
    get: Callable[[str], pa.Table],
    cuts: Mapping[str, pa.Table],
    touched: dict[str, frozenset[str]],
) -> tuple[pa.Table | str, ...] | None:
    """The tables of a step, only the articles with changed inputs computed; None if that are too many."""
    where = Location(task.store)

    def old(table: str) -> pa.Table:
        if task.earlier[table] == names.get(table):
            return get(table)
        return files.read(where, table, task.earlier[table])

    def same(table: str) -> bool:
        return files.content_of(task.earlier[table]) == files.content_of(names[table])

    def holding(table: str, rows: pa.Table | None) -> pa.Table | str:
        """The earlier table with the new rows of changed articles; if they are the old ones, its file again."""
        if changed or not same("pages"):
            before = old(table)
            rows = before.slice(0, 0) if rows is None else rows
            touched[table] = frozenset(changes.changed_articles(changes.only(before, changed), rows))
            if touched[table] or not same("pages"):
                return changes.merged(articles, before, rows, changed)
        touched[table] = frozenset()
        return files.write_again(where, table, key, task.earlier[table])

    changed: set[str] = set()
    for part in step.slices:
        before = _cut(task.store, part, task.earlier_whole[part.table], get)
        keys = changes.changed_keys(before, cuts[part.table], part.key)
        changed |= changes.articles_with(get(part.of), part.of_column, keys)
    for need in step.needs:
        if need in touched:
            changed |= touched[need]
        elif not MAKER[need].whole and not same(need):
            changed |= changes.changed_articles(old(need), get(need))
    articles = get("pages")["article_id"]
    if not changes.is_worth_it(articles, changed):
        return None
    inputs = [cuts[need] if need in cuts else changes.only(get(need), changed) for need in step.needs]
    made = _run(step, inputs) if changed else [None for _ in step.makes]
    return tuple(holding(table, rows) for table, rows in zip(step.makes, made, strict=True))


def _cut(store: str, part: Slice, name: str, get: Callable[[str], pa.Table]) -> pa.Table:
    """The rows of a whole table that a partition needs."""
    return _keyed(store, part.table, name, part.columns, part.key).cut(get(part.of)[part.of_column])


@lru_cache(maxsize=4)
def _keyed(store: str, table: str, name: str, columns: tuple[str, ...], key: str) -> changes.Keyed:
    """A whole table that partitions cut their rows from, kept in the process."""
    return changes.Keyed(files.read(Location(store), table, name, list(columns)), key)


@lru_cache(maxsize=2)
def whole_table(store: str, table: str, name: str) -> pa.Table:
    """A whole table that partitions need as it is, kept in the process."""
    return files.read(Location(store), table, name)


def _there(where: Location, step: Step, key: str, look: str) -> dict[str, str]:
    """Files under a key, by table; empty unless all are there."""
    found = {table: _listed(where, table, look).get(key, "") for table in step.makes}
    return found if all(found.values()) else {}


@lru_cache(maxsize=64)
def _listed(where: Location, table: str, look: str) -> dict[str, str]:
    """The files of a table by their keys, as they were when this process first looked in this pass."""
    return files.by_key(where.names(table))


def _empty(table: str, columns: list[str] | None) -> pa.Table:
    return schema.empty(table).select(columns) if columns else schema.empty(table)
