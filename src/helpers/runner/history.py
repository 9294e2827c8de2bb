"""The runs in a reports folder, read from their run.json, and which of them a new one is compared with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.params import NAMES
from helpers.paths import ROOT

MANIFEST = "run.json"
RUN_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
#: What may differ between two runs that are still compared with each other.
_FREE = ("corpus", "compare_to", "run_title", "store", "cluster")


def runs(reports: Path) -> list[dict[str, Any]]:
    """The manifests of all runs, newest first. A damaged one is left out."""
    if not reports.is_dir():
        return []
    folders = sorted((p for p in reports.iterdir() if RUN_ID.fullmatch(p.name) and p.is_dir()), reverse=True)
    return [run for run in map(read, folders) if run]


def read(folder: Path) -> dict[str, Any]:
    """The manifest of one run; empty if it cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and "run_id" in found else {}


def last_good(reports: Path, parameters: Mapping[str, Any] | None = None) -> str:
    """Id of the newest whole run without a failed step; empty if there is none.

    With `parameters`, of the same corpus with the same parameters. A corpus is the same if it lies in the same place:
    what has been added to it since is what a comparison shows.
    """
    return next((run["run_id"] for run in runs(reports) if _good(run) and _alike(run, parameters)), "")


def failed_since(reports: Path, good: str, parameters: Mapping[str, Any] | None = None) -> str:
    """Id of the first failed run (of the same corpus with the same parameters) after `good`; empty if there is none."""
    failed = [run["run_id"] for run in runs(reports)
              if run["run_id"] > good and run.get("status") == "failed" and _alike(run, parameters)]
    return failed[-1] if failed else ""


def seconds(reports: Path) -> dict[str, float]:
    """How long each step took when it was executed last."""
    found: dict[str, float] = {}
    for run in runs(reports):
        for step in run.get("steps", ()):
            if step.get("seconds"):
                found.setdefault(step["step"], step["seconds"])
    return found


def _good(run: Mapping[str, Any]) -> bool:
    return run.get("status") == "good" and not run.get("only")


def _alike(run: Mapping[str, Any], parameters: Mapping[str, Any] | None) -> bool:
    if parameters is None:
        return True
    then = run.get("parameters", {})
    same = all(then.get(name) == parameters.get(name) for name in NAMES if name not in _FREE)
    return same and _where(then.get("corpus", "")) == _where(parameters["corpus"])


def _where(corpus: str) -> str:
    return str((ROOT / corpus).resolve())
