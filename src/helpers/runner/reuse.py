"""Only what changed is run again: a step whose key an earlier run has is taken from there.

The key is a hash of all that a page is made from: the notebook, the parameters it declares, the articles, the reference
data, the project's code and the versions of the packages. What an earlier run found is no part of it: a page that is
taken over still says what was new when it was made. Refuses to take a file that is not as its run.json says.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.paths import REFERENCE
from helpers.runner import history, manifest
from helpers.runner.publish import DATA
from helpers.runner.step import Result, declared


def keys(notebooks: Mapping[str, Path], parameters: Mapping[str, Any], articles: Iterable[str]) -> dict[str, str]:
    """The key of each step. `articles`: the keys of the corpus's shards."""
    common = [*articles, manifest.code_version(), json.dumps(manifest.versions(), sort_keys=True), _reference()]
    found = {}
    for step, path in notebooks.items():
        source = path.read_bytes()
        try:
            names = declared(json.loads(source))
        except (ValueError, KeyError, TypeError, SyntaxError):  # it will fail, and say why, when it is run
            names = set()
        mine = {name: value for name, value in sorted(parameters.items()) if name in names}
        found[step] = _digest([step, hashlib.sha256(source).hexdigest(), json.dumps(mine), *common])
    return found


@dataclass(frozen=True)
class Kept:
    """A step that an earlier run has: the folder of that run, and what its run.json says about the step."""

    folder: Path
    entry: Mapping[str, Any]

    @property
    def origin(self) -> str:
        """The run that executed it."""
        return self.entry.get("taken_from") or self.folder.name


def find(reports: Path, wanted: Mapping[str, str]) -> dict[str, Kept]:
    """The steps of `wanted` (key by step) that an earlier run has, good and whole; the newest of each."""
    found: dict[str, Kept] = {}
    for run in history.runs(reports):
        folder = reports / run["run_id"]
        sums = {entry["path"]: entry["sha256"] for entry in run.get("outputs", ())}
        for entry in run.get("steps", ()):
            step = entry.get("step", "")
            if step in found or entry.get("status") != "good" or entry.get("key") != wanted.get(step, ""):
                continue
            if all(_is(folder / path, sums.get(path, "")) for path in _files(step)):
                found[step] = Kept(folder, entry)
        if len(found) == len(wanted):
            break
    return {step: found[step] for step in wanted if step in found}


def take(kept: Mapping[str, Kept], building: Path) -> dict[str, Result]:
    """The steps as results of this run, their executed notebooks copied into `building`."""
    taken = {}
    for step, old in kept.items():
        notebook, findings = _files(step)
        shutil.copyfile(old.folder / notebook, building / notebook)
        facts = json.loads((old.folder / findings).read_text(encoding="utf-8"))
        taken[step] = Result(step, 0.0, facts, None, old.entry.get("peak_mb", 0), old.origin)
    return taken


def pages_of(reports: Path, wanted: Mapping[str, str]) -> Path | None:
    """The folder of a good run of just these steps with these keys, whose pages and tables are whole."""
    for run in history.runs(reports):
        if {entry["step"]: entry.get("key") for entry in run.get("steps", ())} != dict(wanted):
            continue
        folder = reports / run["run_id"]
        pages = {entry["path"]: entry["sha256"] for entry in run["outputs"]
                 if entry["path"].endswith(".html") or entry["path"].startswith(f"{DATA}/")}
        if run.get("status") == "good" and all(_is(folder / path, digest) for path, digest in pages.items()):
            return folder
    return None


def _files(step: str) -> tuple[str, str]:
    return f"notebooks/{step}.ipynb", f"findings/{step}.json"


def _is(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _reference() -> str:
    """Names, sizes and times of the reference data: they change by hand or with the project."""
    files = sorted(path for path in REFERENCE.rglob("*") if path.is_file())
    return _digest(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
