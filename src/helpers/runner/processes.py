"""Find and end the processes that a run started, also those that left their parent: by a mark in their environment.

A kernel's children inherit the mark, whatever session or group they move to; nothing else on the machine has it.
"""

from __future__ import annotations

import os

import psutil

#: Environment variables by which a process belongs to a run, and to a step of it.
RUN_MARK, STEP_MARK = "DATELINE_RUN_MARK", "DATELINE_STEP_MARK"


def marked(run: str, step: str = "") -> list[psutil.Process]:
    """The living processes of a run, or of one step of it. Never this one."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            environment = process.environ()
        except (psutil.Error, OSError):
            continue
        if environment.get(RUN_MARK) == run and step in ("", environment.get(STEP_MARK)):
            found.append(process)
    return found


def end_marked(run: str, step: str = "") -> int:
    """Kill the processes of a run or a step; how many there were. Repeats until none is left to start another."""
    n_ended = 0
    for _ in range(5):
        living = marked(run, step)
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
