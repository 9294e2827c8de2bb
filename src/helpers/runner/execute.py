"""Run one notebook: papermill behind this module, with limits of time, and nothing left running afterwards.

What happened is told by `truth.judge`. Refuses: nothing; whatever goes wrong comes back as a Failure.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.runner.jupyter import CellTimeoutError, DeadKernelError, PapermillExecutionError, nbformat, papermill
from helpers.runner.kernel import manager_for
from helpers.runner.processes import STEP_MARK, end_marked, memory_of
from helpers.runner.step import Limits, Place, Result, declared
from helpers.runner.truth import Failure, judge, one_line, tidy

_START_LIMIT_S = 120
#: Seconds between two looks at the clock and at the memory of a kernel.
_LOOK_S = 0.25
logging.getLogger("papermill").setLevel(logging.CRITICAL)


def execute(source: Path, target: Path, parameters: Mapping[str, Any], *, place: Place, limits: Limits) -> Result:
    """Run the notebook `source`, leave it as it was executed (so far) in `target`, and say what came of it."""
    step = source.stem
    begin = time.monotonic()
    log = target.with_suffix(".log")
    too_late = threading.Event()

    over = threading.Event()
    pids: list[int] = []
    peak = [0]

    def watch() -> None:
        while not over.wait(_LOOK_S):
            peak[0] = max(peak[0], memory_of(pids))
            if time.monotonic() - begin > limits.step_s and not too_late.is_set():
                too_late.set()
                end_marked(place.mark, step, pids)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        raised = _papermill(source, target, parameters, log, place, limits, pids)
    finally:
        over.set()
        watcher.join()
        end_marked(place.mark, step, pids)
    if too_late.is_set():
        raised = Failure("Timeout", f"the notebook ran longer than {limits.step_s} s and was ended")
    notebook = _read(target if target.exists() else source)
    facts, failure = judge(notebook, step, raised) if notebook else ({}, raised)
    if notebook:
        nbformat.write(tidy(notebook), target)
    if log.exists() and not log.stat().st_size:
        log.unlink()
    return Result(step, round(time.monotonic() - begin, 2), facts, failure, round(peak[0] / 2**20))


def _papermill(
    source: Path, target: Path, parameters: Mapping[str, Any], log: Path, place: Place, limits: Limits, pids: list[int]
) -> Failure | None:
    """Execute by papermill; what it raised, as a Failure. Errors inside cells are left to `judge`."""
    environment = place.environment() | {STEP_MARK: source.stem}
    try:
        known = declared(nbformat.read(source, as_version=4))
        papermill.execute_notebook(
            _literal(source), _literal(target), {name: value for name, value in parameters.items() if name in known},
            kernel_name="python3", progress_bar=False, start_timeout=_START_LIMIT_S, execution_timeout=limits.cell_s,
            kernel_manager_class=manager_for(
                folder=place.sockets, environment=environment, log=log, nursery=place.nursery, pids=pids
            ),
            resources={"metadata": {"path": str(place.root)}}, shutdown_kernel="immediate",
        )
    except PapermillExecutionError as error:
        return Failure(error.ename, one_line(error.evalue), 0, str(error))
    except CellTimeoutError:
        return Failure("Timeout", f"the cell ran longer than {limits.cell_s} s and was ended")
    except DeadKernelError:
        return Failure("KernelDied", "the kernel died (often memory)")
    except Exception as error:  # whatever else papermill, nbclient or the kernel's start may raise fails this step only
        return Failure(type(error).__name__, one_line(str(error)) or "no message", 0, repr(error))
    return None


def _literal(path: Path) -> str:
    """papermill takes braces in a path for places to put parameters in."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, KeyError, AttributeError):
        return None
