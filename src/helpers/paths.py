"""Where things are: the project's root, and joins that cannot leave a folder.

Refuses: paths that point outside the folder they are said to be in, whether by `..`, an absolute path or a link.
"""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

from helpers.errors import ParameterError

ROOT = Path(os.environ.get("DATELINE_HOME") or Path(__file__).resolve().parents[2])
REFERENCE = ROOT / "data" / "reference"
#: Where derived tables are kept: a folder, or an fsspec address such as s3://bucket/dateline.
DERIVED: Path | str = os.environ.get("DATELINE_STORE") or ROOT / "data" / "derived"
REPORTS = Path(os.environ.get("DATELINE_REPORTS") or ROOT / "reports")
NOTEBOOKS = ROOT / "notebooks"
PARAMS = ROOT / "params"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://")
_GLOB = re.compile(r"[*?\[]")


def inside(folder: Path, name: str | Path) -> Path:
    """The path `folder/name`, resolved; ParameterError if that lies outside `folder`."""
    base = folder.resolve()
    try:
        target = (base / name).resolve()
    except (ValueError, OSError) as error:
        raise ParameterError(
            "not a usable path", where=repr(str(name))[:80], do="Give a plain relative name."
        ) from error
    if target != base and base not in target.parents:
        raise ParameterError(
            "path leaves its folder", where=repr(str(name))[:80], do=f"Name something inside {base.name}/."
        )
    return target


def is_address(place: str | Path) -> bool:
    """Whether a place is an address with a scheme (s3://bucket/folder), not a path of this machine."""
    return _SCHEME.match(str(place)) is not None


def from_root(path: str | Path) -> Path | str:
    """A path as the user gave it: absolute, relative to the working folder if that exists, else to the project root.

    Notebooks run in notebooks/, papermill in the caller's folder, the runner in the root: `data/sample` must mean the
    same in all three. Of a glob the folder before its first sign counts. An address is left as it is.
    """
    if is_address(path):
        return str(path)
    try:
        given = Path(path).expanduser()
        plain = Path(*itertools.takewhile(lambda part: not _GLOB.search(part), given.parts))
        here = given.exists() or (plain != given and plain.exists())
        return given.resolve() if here or given.is_absolute() else (ROOT / given).resolve()
    except (ValueError, OSError, RuntimeError) as error:  # a NUL, an endless name, ~nobody
        where = repr(str(path))[:80]
        raise ParameterError("not a usable path", where=where, do="Give an existing file or folder.") from error
