"""Find the files of a corpus and part them into shards, the partitions of every table.

A shard is opened by a file whose name hashes to it, not by counting: so a new file changes only the shard it falls in.
Refuses: a path that is not there, and a folder without any file of a kind we read. A single bad file is never refused
here; it is listed as not read when its shard is built. No link is followed out of the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from helpers.errors import CorpusError

KINDS = frozenset({".txt", ".html", ".htm", ".jsonl", ".ndjson"})
IGNORE_FILE = ".datelineignore"
#: One file in so many opens a shard, so shards hold about this many files.
FILES_A_SHARD = 64
#: A JSONL file of at least this size is a shard of its own.
BIG_BYTES = 8 << 20

_READABLE = ".txt, .html, .htm, .jsonl and .ndjson"


@dataclass(frozen=True)
class Shard:
    """Some files of the corpus that become one partition of each table. `key` is the hash of their names and bytes;
    `files` are paths relative to `root` with forward slashes, sorted."""

    key: str
    root: Path
    files: tuple[str, ...]


def list_shards(corpus: Path) -> list[Shard]:
    """The corpus (a folder, read recursively, or one file) in shards, in the order of their first files."""
    corpus = Path(corpus)
    if not corpus.exists():
        raise CorpusError("corpus not found", where=str(corpus), do="Give an existing folder or file.")
    if corpus.is_file():
        if corpus.suffix.lower() not in KINDS:
            raise CorpusError("not a kind of file that is read", where=corpus.name, do=f"Known are {_READABLE}.")
        return [_shard(corpus.parent, (corpus.name,))]
    names = sorted(_find(corpus, _ignored(corpus)))
    if not names:
        raise CorpusError("no article files in the folder", where=str(corpus), do=f"Put {_READABLE} files in it.")
    return [_shard(corpus, group) for group in cut(names, _big(corpus, names))]


def cut(names: list[str], alone: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
    """Sorted names in groups; each in `alone` is a group of its own and does not disturb the others."""
    groups: list[list[str]] = []
    for name in names:
        if name in alone:
            continue
        if not groups or _opens(name):
            groups.append([])
        groups[-1].append(name)
    return sorted([tuple(group) for group in groups] + [(name,) for name in alone])


def leads_out(root: Path, name: str) -> bool:
    """Whether a file, once links are followed, lies outside the folder (or leads nowhere)."""
    try:
        base, target = root.resolve(), (root / name).resolve(strict=True)
    except (OSError, RuntimeError):
        return True
    return base not in target.parents


def _opens(name: str) -> bool:
    return int.from_bytes(hashlib.sha256(os.fsencode(name)).digest()[:4], "big") % FILES_A_SHARD == 0


def _ignored(folder: Path) -> tuple[str, ...]:
    """The globs in the folder's ignore file; none if it is absent or cannot be read."""
    try:
        lines = (folder / IGNORE_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _find(folder: Path, ignored: tuple[str, ...]) -> Iterator[str]:
    for here, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in files:
            name = (Path(here) / file).relative_to(folder).as_posix()
            if file.startswith(".") or Path(file).suffix.lower() not in KINDS:
                continue
            if not any(fnmatchcase(name, glob) for glob in ignored):
                yield name


def _big(root: Path, names: list[str]) -> frozenset[str]:
    big = set()
    for name in names:
        if name.lower().endswith((".jsonl", ".ndjson")):
            try:
                if (root / name).stat().st_size >= BIG_BYTES:
                    big.add(name)
            except OSError:
                continue
    return frozenset(big)


def _shard(root: Path, names: tuple[str, ...]) -> Shard:
    digest = hashlib.sha256()
    for name in names:
        digest.update(os.fsencode(name) + b"\0")
        if leads_out(root, name):
            continue
        try:
            with (root / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:
            continue
    return Shard(digest.hexdigest()[:24], root, names)
