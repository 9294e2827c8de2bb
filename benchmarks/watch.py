"""What work costs: wall time, processor time and memory of this process and all that it starts."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

_LOOK_S = 0.1


@dataclass
class Cost:
    """`peak_mb`: of the largest single process; `peak_all_mb`: of all together."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    peak_all_mb: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.wall_s:8.1f} s wall {self.cpu_s:8.1f} s CPU   peak {self.peak_mb:5.0f} MB a process,"
            f" {self.peak_all_mb:5.0f} MB in all"
        )


@contextmanager
def watch() -> Iterator[Cost]:
    """The cost of what is done inside, filled in at the end. Processes are looked at ten times a second."""
    cost, end = Cost(), threading.Event()
    seen: dict[tuple[int, float], float] = {}
    before = _look(psutil.Process(os.getpid()), cost, {})
    cost.peak_mb = cost.peak_all_mb = 0.0
    begin_s = time.monotonic()

    def look_on() -> None:
        while not end.wait(_LOOK_S):
            _look(psutil.Process(os.getpid()), cost, seen)

    watcher = threading.Thread(target=look_on, daemon=True)
    watcher.start()
    try:
        yield cost
    finally:
        end.set()
        watcher.join()
        cost.wall_s = time.monotonic() - begin_s
        _look(psutil.Process(os.getpid()), cost, seen)
        cost.cpu_s = sum(cpu_s - before.get(key, 0.0) for key, cpu_s in seen.items())


def _look(root: psutil.Process, cost: Cost, seen: dict[tuple[int, float], float]) -> dict[tuple[int, float], float]:
    """Note memory and processor time of a process and its descendants."""
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            with process.oneshot():
                memory, times = process.memory_info().rss / 2**20, process.cpu_times()
                seen[process.pid, process.create_time()] = times.user + times.system
        except psutil.Error:
            continue
        total += memory
        cost.peak_mb = max(cost.peak_mb, memory)
    cost.peak_all_mb = max(cost.peak_all_mb, total)
    return seen
