"""From executed notebooks to the pages of a run, by the report room. A page that cannot be made says so itself."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.report.index import render_changes, render_front
from helpers.report.render import render_method, render_report
from helpers.runner.publish import FRONT
from helpers.runner.truth import Failure, one_line


def make_page(step: str, run: Mapping[str, Any], folder: Path) -> Failure | None:
    """Write the page of one step; why that failed, if it did."""
    out = folder / f"{step}.html"
    try:
        render_report(folder / "notebooks" / f"{step}.ipynb", run=dict(run), nav=run["steps"], out=out)
    except Exception as error:  # one page must never cost the others
        failure = Failure(type(error).__name__, f"the page could not be made: {one_line(str(error))}")
        _last_resort(out, step, failure)
        return failure
    return None


def make_front(run: Mapping[str, Any], folder: Path) -> None:
    """Write the front page, what changed since the run compared with, and the method."""
    try:
        render_changes(dict(run), folder)
        render_method(folder)
        render_front(dict(run), run["steps"], folder / FRONT)
    except Exception as error:  # the reports are there; a plain list leads to them
        failure = Failure(type(error).__name__, f"the front page could not be made: {one_line(str(error))}")
        _last_resort(folder / FRONT, "Reports", failure, [entry["page"] for entry in run["steps"]])


def _last_resort(out: Path, title: str, failure: Failure, links: list[str] | None = None) -> None:
    items = "".join(f'<li><a href="{html.escape(link)}">{html.escape(link)}</a></li>' for link in links or [])
    out.write_text(
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>' + html.escape(title) + "</title>"
        f"<h1>{html.escape(title)}</h1><p>{html.escape(str(failure))}</p><ul>{items}</ul></html>\n",
        encoding="utf-8", errors="replace",
    )
