"""What a step is given and what it comes to. Light: the command line and the list of runs need no more than this."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.runner.nursery import Nursery
from helpers.runner.processes import RUN_MARK
from helpers.runner.truth import Failure


@dataclass(frozen=True)
class Limits:
    """Seconds that a cell, a notebook, and a whole run may take."""

    cell_s: int = 1800
    step_s: int = 3600
    run_s: int = 14_400


@dataclass(frozen=True)
class Place:
    """Where a run works. `mark`: in the environment of all its processes; `sockets`: a folder with a short path;
    `nursery`: forks its kernels."""

    mark: str
    root: Path
    sockets: Path
    reports: Path
    nursery: Nursery | None = None

    def environment(self) -> dict[str, str]:
        """What all kernels of the run find in their environment."""
        return {
            RUN_MARK: self.mark, "DATELINE_REPORTS": str(self.reports), "IPYTHONDIR": str(self.sockets / "ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What one step came to. `facts`: what `ctx.finish` said, empty after a failure; `peak_mb`: the most memory its
    kernel and the children of that held; `taken_from`: the run that executed it, if this one did not."""

    step: str
    seconds: float
    facts: dict[str, Any]
    failure: Failure | None
    peak_mb: int = 0
    taken_from: str = ""


def declared(notebook: Mapping[str, Any]) -> set[str]:
    """The names that the cell tagged `parameters` assigns."""
    cells = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ())]
    nodes = ast.parse("".join(cells[0]["source"])).body if cells else []
    targets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
