"""Worker processes on this machine, started once, ended with their parent; one that dies costs its tasks only.

Refuses: to give out a task once more that was at work three times when a process died (it lacks memory, mostly).
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from types import ModuleType
from typing import Any

import psutil

from helpers.errors import EngineError

#: Memory that one process is meant to stay below; how many processes start follows from it.
MEMORY_BYTES = 2 << 30

#: Tasks handed out at a time, for each process: enough that none waits, few enough to stay small.
_AHEAD = 2
_MOST_TRIES = 3
#: Imported once, in the process that the workers are forked from.
_PRELOAD = ["helpers.store.ready"]


def default_workers() -> int:
    """Worker processes to use: DATELINE_WORKERS if set, else as many as processors and free memory allow."""
    given = os.environ.get("DATELINE_WORKERS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // MEMORY_BYTES))


def run_in_processes(
    function: Callable[..., Any], tasks: Sequence[tuple], workers: int, progress: Callable[[int], None]
) -> list[Any]:
    """`[function(*task) for task in tasks]`, in worker processes; the first error is raised."""
    results: dict[int, Any] = {}
    tries = [0] * len(tasks)
    waiting = list(range(len(tasks)))[::-1]
    running: dict[Future, int] = {}
    while waiting or running:
        try:
            while waiting and len(running) < workers * _AHEAD:
                with _without_script():
                    future = _pool(workers).submit(function, *tasks[waiting[-1]])
                running[future] = waiting.pop()
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                results[running[future]] = future.result()
                del running[future]
            progress(len(results))
        except BrokenProcessPool:
            close()
            waiting += _again(sorted(running.values(), reverse=True), tries)
            running.clear()
        except BaseException:
            for future in running:
                future.cancel()
            raise
    return [results[number] for number in range(len(tasks))]


def close() -> None:
    """End the worker processes, if there are any; the next work starts new ones."""
    for pool in _pools().values():
        pool.shutdown(wait=False, cancel_futures=True)
    _pools().clear()


def _again(numbers: list[int], tries: list[int]) -> list[int]:
    """The same tasks, to be given out once more after a process died."""
    for number in numbers:
        tries[number] += 1
        if tries[number] == _MOST_TRIES:
            raise EngineError(
                "worker processes died again and again", where=f"at partition {number + 1}",
                do="Most likely memory ran out: set DATELINE_WORKERS to 1.",
            )  # fmt: skip
    return numbers


@lru_cache(maxsize=1)
def _pools() -> dict[int, ProcessPoolExecutor]:
    """The worker processes by their number, kept for the next step: their first task pays for reading lexicons."""
    return {}


def _pool(workers: int) -> ProcessPoolExecutor:
    pools = _pools()
    if workers not in pools:
        pools[workers] = ProcessPoolExecutor(workers, mp_context=_start_method(), initializer=_begin)
    return pools[workers]


@contextmanager
def _without_script() -> Iterator[None]:
    """While processes start, the script that runs is hidden: they need nothing of it, and would run it again first. One
    without the guard that Python asks for would then wait for itself."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _start_method() -> BaseContext:
    """Forked from a server that has imported everything and runs no thread, where there are forks; else new ones."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context


def _begin() -> None:
    """In a worker: Ctrl-C is the parent's affair, and no worker outlives its parent, however that ends. Its tasks make
    millions of small objects and hardly a cycle: looking for cycles that often takes a fifth of the time."""
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
