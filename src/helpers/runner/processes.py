"""Find and end the processes that a run started, also those that left their parent: by a mark in their environment.

A kernel's children inherit the mark, whatever session or group they move to; nothing else on the machine has it. A
forked kernel shows the environment of the process it was forked from, which has the run's mark only: its step is known
by its session as well.
"""

from __future__ import annotations

import os
from collections.abc import Collection

import psutil

#: Environment variables by which a process belongs to a run, and to a step of it.
RUN_MARK, STEP_MARK = "DATELINE_RUN_MARK", "DATELINE_STEP_MARK"


def marked(run: str, step: str = "", sessions: Collection[int] = ()) -> list[psutil.Process]:
    """The living processes of a run, or of one step of it, whose kernels lead `sessions`. Never this one."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            environment = process.environ()
        except (psutil.Error, OSError):
            continue
        if environment.get(RUN_MARK) == run and (
            step in ("", environment.get(STEP_MARK)) or _session(process.pid) in sessions
        ):
            found.append(process)
    return found


def memory_of(sessions: Collection[int]) -> int:
    """Bytes of memory that kernels and their children hold now (shared pages count in each)."""
    total = 0
    for pid in sessions:
        try:
            kernel = psutil.Process(pid)
            family = [kernel, *kernel.children(recursive=True)]
        except psutil.Error:
            continue
        for process in family:
            try:
                total += process.memory_info().rss
            except psutil.Error:
                continue
    return total


def _session(pid: int) -> int:
    try:
        return os.getsid(pid) if hasattr(os, "getsid") else 0
    except OSError:
        return 0


def end_marked(run: str, step: str = "", sessions: Collection[int] = ()) -> int:
    """Kill the processes of a run or a step; how many there were. Repeats until none is left to start another."""
    n_ended = 0
    for _ in range(5):
        living = marked(run, step, sessions)
        if not living:
            break
        for process in living:
            try:
                process.kill()
                n_ended += 1
            except psutil.Error:
                continue
        psutil.wait_procs(living, timeout=2)
    return n_ended
