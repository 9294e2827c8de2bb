"""Whether a notebook did what it should, judged by what happened, not by what papermill wrote about it.

Good is only: no exception was raised, every code cell ran, no cell shows an error, and the last word is `ctx.finish()`.
(papermill 2.7 marks all cells of a notebook with a killed kernel as completed, and takes `sys.exit(0)` for success.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

#: Kind of output by which a finished notebook tells the runner what it found (made by `context.Context.finish`).
STEP_MIME = "application/vnd.dateline.step+json"
_INJECTED = "injected-parameters"
_ERROR_MARK = "papermill-error-cell-tag"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MAX_MESSAGE = 300


@dataclass(frozen=True)
class Failure:
    """What went wrong. `cell`: which code cell of the notebook, counted from 1 as "Run all" numbers them; 0: none."""

    kind: str
    message: str
    cell: int = 0
    trace: str = ""

    def __str__(self) -> str:
        place = f"in code cell {self.cell}: " if self.cell else ""
        return f"{place}{self.kind}: {self.message}"

    def as_dict(self) -> dict[str, Any]:
        """For run.json; the trace stays in a file of its own."""
        facts = asdict(self)
        del facts["trace"]
        return facts


def judge(
    notebook: Mapping[str, Any], step: str, raised: Failure | None = None
) -> tuple[dict[str, Any], Failure | None]:
    """What the notebook says it found (empty if it did not finish), and why it is not to be believed, if so.

    `raised`: what stopped the execution from outside the cells (a dead kernel, a time limit), if anything did.
    """
    cells = code_cells(notebook)
    for number, cell in enumerate(cells, start=1):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                return {}, _of_error(output, number)
    if raised:
        return {}, raised if raised.cell else Failure(raised.kind, raised.message, last_started(cells), raised.trace)
    for number, cell in enumerate(cells, start=1):
        if cell["source"].strip() and cell.get("execution_count") is None:
            return {}, Failure("NotRun", "the cell was not run, though nothing failed before it", number)
    said = [
        (number, output["data"][STEP_MIME])
        for number, cell in enumerate(cells, start=1)
        for output in cell.get("outputs", ())
        if STEP_MIME in output.get("data", {})
    ]
    if not said:
        why = "ctx.finish() was not reached, or is not the last line of its cell"
        return {}, Failure("NotFinished", why, len(cells))
    number, facts = said[-1]
    if not isinstance(facts, dict) or facts.get("notebook") != step:
        return {}, Failure("NotFinished", "ctx.finish() speaks for another notebook", number)
    return facts, None


def code_cells(notebook: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The notebook's own code cells, without the one that papermill adds."""
    return [
        cell for cell in notebook["cells"]
        if cell["cell_type"] == "code" and _INJECTED not in cell["metadata"].get("tags", ())
    ]


def last_started(cells: list[Mapping[str, Any]]) -> int:
    """Number of the last cell that was begun; 0 if none was."""
    begun = [number for number, cell in enumerate(cells, 1) if cell["metadata"].get("papermill", {}).get("start_time")]
    return begun[-1] if begun else 0


def tidy(notebook: dict[str, Any]) -> dict[str, Any]:
    """The executed notebook without papermill's error banners and notes (which hold paths and claims of success)."""
    notebook["metadata"].pop("papermill", None)
    notebook["cells"] = [c for c in notebook["cells"] if _ERROR_MARK not in c["metadata"].get("tags", ())]
    for cell in notebook["cells"]:
        cell["metadata"].pop("papermill", None)
    return notebook


def one_line(text: str) -> str:
    """Text that may go to a terminal or a page: no control or direction characters, one line, not long."""
    text = " ".join(_CONTROL.sub(" ", _ANSI.sub("", text)).split())
    return text if len(text) <= _MAX_MESSAGE else text[: _MAX_MESSAGE - 1] + "…"


def _of_error(output: Mapping[str, Any], number: int) -> Failure:
    kind, message = one_line(output.get("ename", "Error")), one_line(output.get("evalue", ""))
    if kind == "SystemExit":
        message = f"the notebook ended itself (sys.exit({message}))"
    return Failure(kind, message, number, _ANSI.sub("", "\n".join(output.get("traceback", ()))))
