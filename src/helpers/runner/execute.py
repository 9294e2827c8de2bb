"""Run one notebook: papermill behind this module, with limits of time, and nothing left running afterwards.

What happened is told by `truth.judge`. Refuses: nothing; whatever goes wrong comes back as a Failure.
"""

from __future__ import annotations

import ast
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.runner.jupyter import CellTimeoutError, DeadKernelError, PapermillExecutionError, nbformat, papermill
from helpers.runner.kernel import manager_for
from helpers.runner.processes import RUN_MARK, STEP_MARK, end_marked
from helpers.runner.truth import Failure, judge, one_line, tidy

_START_LIMIT_S = 120
logging.getLogger("papermill").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Limits:
    """Seconds that a cell, and a whole notebook, may take."""

    cell_s: int = 1800
    step_s: int = 3600


@dataclass(frozen=True)
class Place:
    """Where a run works. `mark`: in the environment of all its processes; `sockets`: a folder with a short path."""

    mark: str
    root: Path
    sockets: Path
    reports: Path


@dataclass(frozen=True)
class Result:
    """What one step came to. `facts`: what `ctx.finish` said, empty after a failure."""

    step: str
    seconds: float
    facts: dict[str, Any]
    failure: Failure | None


def execute(source: Path, target: Path, parameters: Mapping[str, Any], *, place: Place, limits: Limits) -> Result:
    """Run the notebook `source`, leave it as it was executed (so far) in `target`, and say what came of it."""
    step = source.stem
    begin = time.monotonic()
    log = target.with_suffix(".log")
    too_late = threading.Event()

    def give_up() -> None:
        too_late.set()
        end_marked(place.mark, step)

    watch = threading.Timer(limits.step_s, give_up)
    watch.daemon = True
    watch.start()
    try:
        raised = _papermill(source, target, parameters, log, place, limits)
    finally:
        watch.cancel()
        end_marked(place.mark, step)
    if too_late.is_set():
        raised = Failure("Timeout", f"the notebook ran longer than {limits.step_s} s and was ended")
    notebook = _read(target if target.exists() else source)
    facts, failure = judge(notebook, step, raised) if notebook else ({}, raised)
    if notebook:
        nbformat.write(tidy(notebook), target)
    if log.exists() and not log.stat().st_size:
        log.unlink()
    return Result(step, round(time.monotonic() - begin, 2), facts, failure)


def declared(notebook: Mapping[str, Any]) -> set[str]:
    """The names that the cell tagged `parameters` assigns."""
    cells = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ())]
    nodes = ast.parse(cells[0]["source"]).body if cells else []
    targets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _papermill(
    source: Path, target: Path, parameters: Mapping[str, Any], log: Path, place: Place, limits: Limits
) -> Failure | None:
    """Execute by papermill; what it raised, as a Failure. Errors inside cells are left to `judge`."""
    environment = {
        RUN_MARK: place.mark, STEP_MARK: source.stem, "DATELINE_REPORTS": str(place.reports),
        "IPYTHONDIR": str(place.sockets / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    try:
        known = declared(nbformat.read(source, as_version=4))
        papermill.execute_notebook(
            _literal(source), _literal(target), {name: value for name, value in parameters.items() if name in known},
            kernel_name="python3", progress_bar=False, start_timeout=_START_LIMIT_S, execution_timeout=limits.cell_s,
            kernel_manager_class=manager_for(folder=place.sockets, environment=environment, log=log),
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
