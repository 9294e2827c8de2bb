"""Makes the tables of one corpus: looks what is there, hands out the rest in passes over the partitions, reduces.

Held under a lock of the corpus, so that two notebooks never make the same table at once.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from helpers import engine
from helpers.corpus.shards import Shard
from helpers.store import files, state
from helpers.store.location import Location
from helpers.store.plan import Pass, passes
from helpers.store.state import State
from helpers.store.versions import step_versions
from helpers.store.work import PARTIAL, Task, make_partition, merge_files, partition_key, reduce_files
from helpers.tables import MAKER, Step

_LOG = logging.getLogger("helpers.store")
#: Partial results merged at a time: about so many, cut where a hash says so, at most twice as many.
_MERGED_AT_ONCE = 16

Progress = Callable[[str, int, int], None]


class Maker:
    """`known`: the names of the files of each table that has been looked up or made."""

    def __init__(self, where: Location, corpus: str, corpus_hash: str, shards: Sequence[Shard], cluster: str) -> None:
        self.known: dict[str, list[str]] = {}
        self._touched: dict[str, dict[str, frozenset[str]]] = {}
        self._where, self._corpus, self._hash = where, files.digest(corpus), corpus_hash
        self._shards, self._cluster = shards, cluster

    def make(self, tables: Sequence[str], progress: Progress) -> None:
        """Make these tables and all that they need; their files are then in `known`."""
        self._look_up()
        if all(table in self.known for table in tables):
            return
        with self._where.lock(f"{self._hash}.lock"):
            self._look_up()  # another process may have made them while we waited
            before = state.last(self._where, self._corpus)
            self._touched.clear()
            made = False
            with ThreadPoolExecutor(1) as beside:
                going_on: dict[str, Future[str]] = {}
                for part in passes(tables):
                    made |= self._run(part, before, progress)
                    for step in part.last:
                        if step.makes[0] not in self.known:
                            going_on[step.makes[0]] = beside.submit(self._reduce, step, progress, workers=1)
                self.known |= {table: [name.result()] for table, name in going_on.items()}
            if made or going_on:
                now = State(dict(_versions()), dict(self.known))
                now.starts = [shard.start for shard in self._shards]
                now.parts = [list(shard.digests) for shard in self._shards]
                state.save(self._where, self._corpus, self._hash, now)

    def _look_up(self) -> None:
        """What an earlier process made of this very corpus."""
        valid = state.load(self._where, self._hash).valid(_versions())
        unknown = {table: names for table, names in valid.items() if table not in self.known}
        self.known |= state.all_there(self._where, unknown)

    def _run(self, part: Pass, before: State, progress: Progress) -> bool:
        """One pass; whether there was anything to do."""
        steps = [step for step in part.steps if not all(table in self.known for table in step.makes)]
        reductions = [step for step in part.reductions if step.makes[0] not in self.known]
        if steps:
            self._map(steps, before, progress)
        for step in reductions:
            self.known[step.makes[0]] = [self._reduce(step, progress)]
        return bool(steps or reductions)

    def _map(self, steps: list[Step], before: State, progress: Progress) -> None:
        """The steps of a pass, on each partition that lacks a result."""
        label = ", ".join(table for step in steps for table in step.makes)
        begin = time.monotonic()
        have = [
            {t: names[n] for t, names in self.known.items() if not MAKER[t].whole} for n in range(len(self._shards))
        ]
        there = {step.makes[0]: [files.by_key(self._where.names(t)) for t in step.makes] for step in steps}
        earlier, earlier_whole = before.by_start(_versions()), before.whole()
        parts = before.parts_by_start() if not steps[0].needs else {}
        whole = {table: names[0] for table, names in self.known.items() if MAKER[table].whole}
        tasks, numbers, look = [], [], uuid.uuid4().hex
        # the largest first, so that no worker is left alone with one at the end
        for number, shard in sorted(enumerate(self._shards), key=lambda pair: -pair[1].weight):
            left = self._left(steps, shard, have[number], there, whole)
            if left:
                old = earlier.get(shard.start, {})
                versions = {step.makes[0]: _versions()[step.makes[0]] for step in left}
                names = tuple(step.makes[0] for step in left)
                own = shard if not left[0].needs else None
                touched = self._touched.get(shard.start, {})
                task = Task(
                    self._where.url, names, versions, own, have[number], whole, old, earlier_whole,
                    parts.get(shard.start, frozenset()), touched, look,
                )  # fmt: skip
                tasks.append((task,))
                numbers.append(number)
        progress(label, 0, len(tasks))
        results = engine.run(
            make_partition,
            tasks,
            more=len(self._shards),
            cluster=self._cluster,
            progress=lambda done: progress(label, done, len(tasks)),
        )
        for number, made in zip(numbers, results, strict=True):
            have[number] |= made.names
            self._touched.setdefault(self._shards[number].start, {}).update(made.touched)
        for step in steps:
            for table in step.makes:
                self.known[table] = [names[table] for names in have]
        _LOG.info("%s: %d of %d partitions made, %.1f s", label, len(tasks), len(have), time.monotonic() - begin)

    def _left(
        self, steps: list[Step], shard: Shard, have: dict[str, str], there: dict[str, list[dict]], whole: dict[str, str]
    ) -> list[Step]:
        """The steps of the partition that must run; `have` is filled with what the others made before."""
        for number, step in enumerate(steps):
            if step.slices or any(need not in have and need not in whole for need in step.needs):
                return steps[number:]  # what it needs is known only when the steps before it are done
            key = partition_key(step, _versions()[step.makes[0]], shard, have, whole, {})
            found = [names.get(key) for names in there[step.makes[0]]]
            if not all(found):
                return steps[number:]
            have |= dict(zip(step.makes, found, strict=True))
        return []

    def _reduce(self, step: Step, progress: Progress, workers: int | None = None) -> str:
        """The file of a whole table: partial results merged in a tree, then the reduction itself."""
        begin = time.monotonic()
        progress(step.makes[0], 0, 1)
        inputs = [(need, tuple(self.known[need])) for need in step.needs]
        if step.combine:
            inputs[0] = self._merged(step, *inputs[0])
        version = _versions()[step.makes[0]]
        key = files.digest(step.makes[0], version, *(files.content_of(name) for _, names in inputs for name in names))
        name = self._where.find(step.makes[0], key)
        if not name:
            task = (self._where.url, step.makes[0], tuple(inputs), key)
            more = len(self._shards)
            (name,) = engine.run(reduce_files, [task], workers=workers, more=more, cluster=self._cluster)
        progress(step.makes[0], 1, 1)
        _LOG.info("%s: from %d files, %.1f s", step.makes[0], len(inputs[0][1]), time.monotonic() - begin)
        return name

    def _merged(self, step: Step, table: str, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Merge the partial results of all partitions, some at a time, until one is left: its folder and name."""
        version = _versions()[step.makes[0]]
        folder = table
        while len(names) > 1:
            tasks = []
            for group in groups(names):
                key = files.digest(step.combine, version, *(files.content_of(name) for name in group))
                tasks.append((self._where.url, step.makes[0], folder, group, key))
            names = tuple(engine.run(merge_files, tasks, more=len(self._shards), cluster=self._cluster))
            folder = f"{table}{PARTIAL}"
        return folder, names


def groups(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Names cut into groups at those whose content says so: a new one changes its own group and no other.

    Among at least two names there is always a group of two or more, so that merging comes to an end.
    """
    found: list[list[str]] = [[]]
    for name in names:
        opens = int(files.content_of(name), 16) % _MERGED_AT_ONCE == 0
        if len(found[-1]) >= 2 and (opens or len(found[-1]) >= 2 * _MERGED_AT_ONCE):
            found.append([])
        found[-1].append(name)
    return [tuple(group) for group in found]


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    return step_versions()
