"""One function over many partitions: in this process, in processes of this machine, or on a Dask cluster.

Order of results is the order of tasks, whichever way they ran, so that the same input gives the same bytes. Tasks are
small (paths and names, never text) and their function is importable and stateless.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from helpers.engine import local
from helpers.engine.local import MEMORY_BYTES, default_workers, run_in_processes

__all__ = ["MEMORY_BYTES", "MIN_TASKS_FOR_PROCESSES", "close", "default_workers", "run"]

#: Below this many tasks, starting worker processes costs more than it saves.
MIN_TASKS_FOR_PROCESSES = 4


def close() -> None:
    """End the worker processes and let go of clusters; the next work starts and connects anew."""
    local.close()
    if "helpers.engine.cluster" in sys.modules:
        sys.modules["helpers.engine.cluster"].disconnect()


def run(
    function: Callable[..., Any],
    tasks: Sequence[tuple],
    *,
    workers: int | None = None,
    more: int = 0,
    cluster: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> list[Any]:
    """`[function(*task) for task in tasks]`; the first error is raised.

    `cluster`: "" for this machine, "local" for a Dask cluster on it, or the address of a Dask scheduler (tcp://...).
    `more`: how many tasks follow or went before, so that for few of them, too, processes are worth starting: what they
    have read need not be read here.
    `progress(n)` is told how many tasks are done.
    """
    if cluster and tasks:
        from helpers.engine.cluster import run_on_cluster

        return run_on_cluster(function, tasks, cluster, progress)
    workers = workers or default_workers()
    if workers > 1 and tasks and len(tasks) + more >= MIN_TASKS_FOR_PROCESSES:
        return run_in_processes(function, tasks, workers, progress)
    results = []
    for number, task in enumerate(tasks, 1):
        results.append(function(*task))
        progress(number)
    return results
