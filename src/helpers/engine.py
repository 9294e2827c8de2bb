"""One function over many partitions: in this process, or in worker processes when there is enough work.

Order of results is the order of tasks, whichever way they ran, so that the same input gives the same bytes.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context, parent_process
from typing import Any

#: Below this many tasks, starting worker processes costs more than it saves.
MIN_TASKS_FOR_PROCESSES = 4


def default_workers() -> int:
    """Worker processes to use: DATELINE_WORKERS if set, else the processors this process may use."""
    given = os.environ.get("DATELINE_WORKERS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(function: Callable[..., Any], tasks: Sequence[tuple], *, workers: int | None = None) -> list[Any]:
    """`[function(*task) for task in tasks]`. `function` must be importable and stateless; the first error is raised."""
    workers = workers or default_workers()
    if workers == 1 or len(tasks) < MIN_TASKS_FOR_PROCESSES:
        return [function(*task) for task in tasks]
    return list(_pool(workers).map(function, *zip(*tasks, strict=True)))


@lru_cache(maxsize=1)
def _pool(workers: int) -> ProcessPoolExecutor:
    """The worker processes, kept for the next step: starting one costs a second or two of imports."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In a worker: Ctrl-C is the parent's affair, and no worker outlives its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
