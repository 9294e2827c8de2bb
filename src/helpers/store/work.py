"""What one task does: the steps of a pass on one partition, one merge of partial results, or one reduction.

A task is small and may be sent to another machine: it names files, never holds rows. What is there already under the
same key is not made again; what has an earlier result is made again only for the articles whose inputs changed.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from helpers import schema
from helpers.corpus.shards import Shard
from helpers.store import changes, files
from helpers.store.job import Job, Made, Task, changed_keys, cut, is_same_file, listed, there, whole_table
from helpers.store.location import Location
from helpers.tables import MAKER, Step

#: Suffix of the folders that hold partial results of reductions.
PARTIAL = ".partial"


def make_partition(task: Task) -> Made:
    """Run the steps of a task on its partition."""
    job = Job(task)
    names = job.names
    for step in (MAKER[first] for first in task.steps):
        if _is_as_before(step, job):
            names |= {table: task.earlier[table] for table in step.makes}
            continue
        cuts = {part.table: cut(job, part, task.whole[part.table]) for part in step.slices}
        key = partition_key(step, task.versions[step.makes[0]], task.shard, names, task.whole, cuts)
        found = there(job.where, step, key, task.look)
        if found:
            names |= found
            continue
        for table, rows in zip(step.makes, _made(step, job, key, cuts), strict=True):
            if isinstance(rows, str):
                names[table] = rows
            else:
                names[table] = files.write(job.where, table, key, rows)
                job.put(table, rows)
    new = {table: name for table, name in names.items() if table not in task.have}
    return Made(new, {table: articles for table, articles in job.touched.items() if table in new})


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
        if step.in_pieces and number == 0:
            tables.append(files.Pieces(where, folder, names))
            continue
        columns = step.columns_of(number)
        parts = [files.read(where, folder, name, columns) for name in names]
        tables.append(pa.concat_tables(parts) if parts else _empty(need, columns))
    return files.write(where, step.makes[0], key, function(step.function)(*tables))


@lru_cache(maxsize=64)
def function(path: str) -> Callable[..., Any]:
    """The function that "module:name" means."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def _is_as_before(step: Step, job: Job) -> bool:
    """Whether a step is given on this partition what it was given before, and what it made is there."""
    task = job.task
    if not step.needs or not _is_known(step, task):
        return False
    sliced = {part.table for part in step.slices}
    for need in {*step.needs, *(part.of for part in step.slices)}:
        if MAKER[need].whole:
            if need not in sliced and not is_same_file(task.earlier_whole[need], task.whole[need]):
                return False
        elif need not in task.earlier or not job.is_same(need):
            return False
    for table in step.makes:
        key, name = files.key_of(task.earlier[table]), task.earlier[table]
        if listed(job.where, table, task.look).get(key) != name:
            return False
    return not any(
        len(keys) and pc.any(pc.is_in(job.get(part.of, [part.of_column])[part.of_column], value_set=keys)).as_py()
        for part in step.slices
        for keys in [changed_keys(task, part)]
    )


def _made(step: Step, job: Job, key: str, cuts: Mapping[str, pa.Table]) -> tuple[pa.Table | str, ...]:
    """The tables of a step: from an earlier result as far as it holds, else from the inputs; where nothing changed, the
    name of a copy of the earlier file."""
    if not step.needs:
        return _of_files(step, job.task)
    if step.by_article and _is_known(step, job.task):
        try:
            found = _from_earlier(step, job, key, cuts)
        except files.DamagedFile:
            found = None  # an earlier result is of use only whole; a damaged input is met again below
        if found is not None:
            return found
    inputs = []
    for number, need in enumerate(step.needs):
        if MAKER[need].whole:
            inputs.append(cuts[need] if need in cuts else whole_table(job.task.store, need, job.task.whole[need]))
        else:
            inputs.append(job.get(need, step.columns_of(number)))
    made = _run(step, inputs)
    if "pages" in step.makes and "pages" in job.task.earlier:
        with contextlib.suppress(files.DamagedFile):
            now = made[step.makes.index("pages")]
            job.touched["pages"] = frozenset(changes.changed_articles(job.old("pages"), now))
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
    step: Step, job: Job, key: str, cuts: Mapping[str, pa.Table]
) -> tuple[pa.Table | str, ...] | None:
    """The tables of a step, only the articles with changed inputs computed; None if that are too many."""
    changed = _changed(step, job, cuts)
    articles = job.get("pages", ["article_id"])["article_id"]
    if changed is None or not changes.is_worth_it(articles, changed):
        return None

    def holding(table: str, rows: pa.Table | None) -> pa.Table | str:
        """The earlier table with the new rows of changed articles; if they are the old ones, its file again."""
        if changed or not job.is_same("pages"):
            before, kept = changes.parted(job.old(table), changed)
            rows = before.slice(0, 0) if rows is None else rows
            job.touched[table] = frozenset(changes.changed_articles(before, rows))
            if job.touched[table] or not job.is_same("pages"):
                return changes.merged(articles, kept, rows)
        job.touched[table] = frozenset()
        return files.write_again(job.where, table, key, job.task.earlier[table])

    if not changed:
        return tuple(holding(table, None) for table in step.makes)
    inputs = [
        cuts[need] if need in cuts else changes.only(job.get(need, step.columns_of(number)), changed)
        for number, need in enumerate(step.needs)
    ]
    return tuple(holding(table, rows) for table, rows in zip(step.makes, _run(step, inputs), strict=True))


def _changed(step: Step, job: Job, cuts: Mapping[str, pa.Table]) -> set[str] | None:
    """The articles of which the step reads other rows than it did; None if it may be any."""
    changed: set[str] = set()
    for part in step.slices:
        keys = changed_keys(job.task, part)
        changed |= changes.articles_with(job.get(part.of, ["article_id", part.of_column]), part.of_column, keys)
    for number, need in enumerate(step.needs):
        columns = step.columns_of(number)
        if need in cuts:
            continue
        if MAKER[need].whole:
            if not is_same_file(job.task.earlier_whole[need], job.task.whole[need]):
                return None
        elif need not in job.touched:
            if not job.is_same(need):
                changed |= changes.changed_articles(job.old(need, columns), job.get(need, columns))
        elif columns is None:
            changed |= job.touched[need]
        elif some := job.touched[need] - changed:
            both = (changes.only(rows, some) for rows in (job.old(need, columns), job.get(need, columns)))
            changed |= changes.changed_articles(*both)
    return changed


def _empty(table: str, columns: list[str] | None) -> pa.Table:
    return schema.empty(table).select(columns) if columns else schema.empty(table)
