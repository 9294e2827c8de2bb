"""Where a corpus is: a file, a folder, a glob, or the same behind any URL that fsspec knows (s3://, gs://, memory://).

Refuses: a place that is not there, a URL whose package is not installed. No link is followed out of the folder, and
none to a folder at all, so links in a circle do no harm; what is neither a file nor a folder is never opened.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, BinaryIO

from helpers.corpus.shards import READABLE, kind_of
from helpers.errors import CorpusError

IGNORE_FILE = ".datelineignore"
_MAGIC = re.compile(r"[*?\[]")
_BUFFER = 1 << 16
#: What services call a mark or a time that changes when a file does, the surer first.
_STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "created")


class NotThere(CorpusError):
    """There is nothing at the place that was given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file found. `stamp` changes when the file does; `changed_ns`: when it last did (0: unknown); `fault`: why it
    must not be read."""

    name: str
    size: int
    stamp: str
    changed_ns: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A folder (an absolute path, or a URL) and what of it is meant: the one file `only`, or what matches `globs`, one
    a level (a folder that matches is meant with all that is in it); without either, everything."""

    root: str
    globs: tuple[str, ...] = ()
    only: str = ""

    def entries(self) -> list[Entry]:
        """The files of a kind that is read, by name."""
        if self.only:
            return list(_one_remote(self.root, self.only) if is_url(self.root) else _one_local(self.root, self.only))
        ignored = self._ignored()
        found = _find_remote(self.root) if is_url(self.root) else _find_local(self.root, self.globs)
        return sorted(
            (one for one in found if self._wanted(one) and not any(fnmatchcase(one.name, glob) for glob in ignored)),
            key=lambda one: one.name,
        )

    def _wanted(self, entry: Entry) -> bool:
        levels = entry.name.split("/")
        if any(level.startswith(".") for level in levels):
            return False
        if self.globs and not any(_matches(levels[:end], self.globs) for end in range(1, len(levels) + 1)):
            return False
        return bool(kind_of(entry.name)[0] or entry.fault)

    def _ignored(self) -> tuple[str, ...]:
        """The globs in the folder's ignore file; none if it is absent or cannot be read."""
        try:
            with open_file(self.root, IGNORE_FILE) as file:
                lines = file.read(1 << 20).decode("utf-8", "replace").splitlines()
        except OSError:
            return ()
        return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def locate(corpus: str | Path) -> Location:
    """The folder a corpus is in and what of it is meant; CorpusError if nothing is there."""
    given = os.fspath(corpus)
    if given.startswith("file://"):
        given = given.removeprefix("file://")
    if is_url(given):
        return _locate_remote(given)
    path = Path(given).expanduser().absolute()
    try:
        if path.is_dir():
            return Location(str(path))
        if path.exists():
            return _one_file(str(path.parent), path.name)
    except (OSError, ValueError) as error:
        raise CorpusError("not a usable path", where=repr(given)[:80], do="Give a file or folder.") from error
    levels = path.as_posix().split("/")
    first = next((number for number, level in enumerate(levels) if _MAGIC.search(level)), 0)
    folder = Path("/".join(levels[:first]) or "/")
    if not first or not folder.is_dir():
        raise NotThere("corpus not found", where=given, do="Give an existing folder or file.")
    return Location(str(folder), tuple(levels[first:]))


def is_url(place: str) -> bool:
    """Whether a place is a URL rather than a path on this machine."""
    return "://" in place


def open_file(root: str, name: str) -> BinaryIO:
    """The file `name` below `root` for reading in binary, buffered; an absolute `name` stands for itself."""
    if is_url(name):
        root, _, name = name.rpartition("/")
    if not is_url(root) or name.startswith("/"):
        # A Path for each of 100,000 files would take longer than opening them does.
        path = name if name.startswith("/") else f"{root}/{name}"
        return open(path, "rb", buffering=_BUFFER)  # noqa: PTH123, SIM115
    files, base = filesystem(root)
    if root.startswith(("http://", "https://")):
        # Many web servers give no part of a file: it is fetched whole, once, into a temporary folder.
        from fsspec.implementations.cached import SimpleCacheFileSystem

        files = SimpleCacheFileSystem(fs=files)
    return io.BufferedReader(files.open(f"{base.rstrip('/')}/{name}", "rb"), 4 * _BUFFER)


def filesystem(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path in it."""
    protocol = url.split("://")[0].split("::")[-1]
    if importlib.util.find_spec("fsspec") is None:
        raise CorpusError("a package is missing to read", where=f"{protocol}://", do="Run: pip install fsspec.")
    from fsspec.core import url_to_fs
    from fsspec.registry import known_implementations

    try:
        return url_to_fs(url)
    except ImportError as error:
        module = known_implementations.get(protocol, {}).get("class", "").partition(".")[0]
        package = {"": "fsspec", "fsspec": error.name or "aiohttp"}.get(module, module)
        raise CorpusError(
            "a package is missing to read", where=f"{protocol}://", do=f"Run: pip install {package}."
        ) from error
    except (ValueError, OSError) as error:
        raise CorpusError(
            "not a location that is known", where=url[:80], do="Give a folder, s3://…, gs://…."
        ) from error


def leads_out(root: str | Path, name: str) -> bool:
    """Whether a file, once links are followed, lies outside the folder (or leads nowhere)."""
    try:
        base, target = os.path.realpath(root), os.path.realpath(Path(root) / name, strict=True)
    except (OSError, RuntimeError, ValueError):
        return True
    return not target.startswith(base.rstrip(os.sep) + os.sep)


def _one_file(root: str, name: str) -> Location:
    if not kind_of(name)[0]:
        raise CorpusError("not a kind of file that is read", where=name, do=f"Known are {READABLE.rstrip(',')}.")
    return Location(root, only=name)


def _locate_remote(url: str) -> Location:
    files, _ = filesystem(url)
    scheme, _, path = url.partition("://")
    levels = path.rstrip("/").split("/")
    first = next((number for number, level in enumerate(levels) if _MAGIC.search(level)), len(levels))
    root = f"{scheme}://" + "/".join(levels[:first])
    try:
        if first < len(levels):
            return Location(root, tuple(levels[first:]))
        if files.isfile(filesystem(root)[1]):
            return _one_file(root.rpartition("/")[0], levels[-1])
        there = files.exists(filesystem(root)[1])
    except CorpusError:
        raise
    except Exception as error:  # each service has its own errors; all mean that nothing can be read there
        raise CorpusError("location cannot be read", where=url[:80], do=_first_line(error)) from error
    if not there:
        raise NotThere("corpus not found", where=url[:80], do="Give an existing folder or file.")
    return Location(root)


def _find_local(root: str, globs: tuple[str, ...]) -> Iterator[Entry]:
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(f"{root}/{below}") as items:
                for item in items:
                    name = below + item.name
                    if item.name.startswith("."):
                        continue
                    if item.is_dir(follow_symlinks=False):
                        if _may_lead(name.split("/"), globs):
                            waiting.append(name + "/")
                    elif kind_of(item.name)[0] or item.is_symlink():
                        yield from _one_local(root, name, is_link=item.is_symlink())
        except OSError as error:
            yield Entry(below.rstrip("/") or ".", 0, "", fault=f"cannot be opened: {error.strerror}")


def _one_local(root: str, name: str, *, is_link: bool = True) -> Iterator[Entry]:
    try:
        facts = os.stat(f"{root}/{name}")  # noqa: PTH116  (see open_file)
    except OSError:
        facts = None
    if facts is not None and stat.S_ISDIR(facts.st_mode):
        yield Entry(name, 0, "", fault="a link to a folder, which is not followed")
    elif not kind_of(name)[0]:
        return
    elif facts is None or (is_link and leads_out(root, name)):
        yield Entry(name, 0, "", fault="a link that leads out of the folder, or nowhere")
    elif not stat.S_ISREG(facts.st_mode):
        yield Entry(name, 0, "", fault="not a file")
    else:
        stamp = f"{facts.st_size}:{facts.st_mtime_ns}:{facts.st_ctime_ns}:{facts.st_ino}"
        yield Entry(name, facts.st_size, stamp, max(facts.st_mtime_ns, facts.st_ctime_ns))


def _find_remote(root: str) -> Iterator[Entry]:
    files, base = filesystem(root)
    try:
        found = files.find(base, detail=True)
    except Exception as error:  # as in _locate_remote
        raise CorpusError("location cannot be read", where=root[:80], do=_first_line(error)) from error
    for path, facts in found.items():
        if facts.get("type", "file") == "file":
            yield _remote_entry(path[len(base) :].lstrip("/"), facts)


def _one_remote(root: str, name: str) -> Iterator[Entry]:
    files, base = filesystem(root)
    yield _remote_entry(name, files.info(f"{base.rstrip('/')}/{name}"))


def _remote_entry(name: str, facts: dict[str, Any]) -> Entry:
    size = int(facts.get("size") or 0)
    return Entry(name, size, f"{size}:{next((str(facts[key]) for key in _STAMPS if facts.get(key)), '')}")


def _matches(levels: list[str], globs: tuple[str, ...]) -> bool:
    if not globs:
        return not levels
    if globs[0] == "**":
        return _matches(levels, globs[1:]) or bool(levels and _matches(levels[1:], globs))
    return bool(levels) and fnmatchcase(levels[0], globs[0]) and _matches(levels[1:], globs[1:])


def _may_lead(levels: list[str], globs: tuple[str, ...]) -> bool:
    """Whether a folder may hold something that matches, so that other folders are not walked."""
    for level, glob in zip(levels, globs, strict=False):
        if glob == "**":
            return True
        if not fnmatchcase(level, glob):
            return False
    return True


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
