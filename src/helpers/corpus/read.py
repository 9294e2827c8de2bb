"""Find the files of a corpus and part them into shards, the partitions of every table.

A corpus is a file, a folder with its subfolders, a glob, or the same behind a URL. Large files become shards of their
own, a slice each (slices.py, packed.py). Small ones share shards: a shard is opened by a file whose name hashes to it,
the likelier the more text the file holds and once the shard before is full, not by counting; so a new file changes the
shard it falls in and hardly ever the next, and shards hold about 1.5 MB of text whether that is ten files or a
thousand (content-defined chunking, normalised as in FastCDC, Xia 2016).
Refuses: a place that is not there, and a folder without any file of a kind we read. A single bad file is never refused
here; it is listed as not read when its shard is built.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from helpers.corpus import remember
from helpers.corpus.location import Entry, NotThere, is_url, locate
from helpers.corpus.packed import slice_gzip, slice_records, slice_zip
from helpers.corpus.shards import KINDS, MAX_PAGE_BYTES, READABLE, TARGET, Part, Shard, Slice, kind_of, refused
from helpers.corpus.slices import (
    hash_file,
    page_slice,
    slice_bytes,
    slice_csv,
    slice_lines,
    slice_parquet,
    slice_warc,
)  # fmt: skip
from helpers.corpus.streams import Refused, is_wide
from helpers.errors import CorpusError
from helpers.paths import DERIVED

__all__ = ["KINDS", "Shard", "exists", "list_shards"]


def list_shards(corpus: str | Path, *, derived: str | Path = DERIVED) -> list[Shard]:
    """The corpus in shards, in the order of their first files. `derived`: folder (or URL) for what a look at the corpus
    leaves behind: a memory of it, and large packed files unpacked."""
    location = locate(corpus)
    entries = location.entries()
    if not entries:
        raise CorpusError("no article files in the folder", where=str(corpus), do=f"Put {READABLE} files in it.")
    derived = str(derived)
    known = remember.recall(location.root, derived)
    found = {entry.name: known[entry.name] for entry in entries if remember.still_holds(known, entry)}
    if len(found) < len(entries) or len(found) < len(known):
        found = {
            entry.name: found.get(entry.name) or (entry.stamp, _slices(location.root, entry, derived))
            for entry in entries
        }
        remember.keep(location.root, derived, entries, found)
    return [_shard(location.root, group) for group in cut(one for _, slices in found.values() for one in slices)]


def exists(corpus: str | Path) -> bool:
    """Whether there is anything at a path, glob or URL; CorpusError, as of `list_shards`, if nobody can say."""
    try:
        location = locate(corpus)
    except NotThere:
        return False
    return not location.globs or bool(location.entries())


def cut(slices: Iterable[Slice]) -> list[tuple[Slice, ...]]:
    """Slices in groups of about 1.5 MB of text, given in the order of their files. A slice of a larger file is a group
    of its own and does not disturb the others."""
    groups: list[list[Slice]] = []
    shared: list[Slice] | None = None
    held = 0
    for one in slices:
        if not one.part.whole:
            groups.append([one])
            continue
        one_in = max(1, -(-TARGET // one.weight))
        one_in = 2 * one_in if held < TARGET else max(1, one_in // 4)
        if shared is None or _number(one.part.name) % one_in == 0:
            shared, held = [], 0
            groups.append(shared)
        shared.append(one)
        held += one.weight
    return [tuple(group) for group in groups]


def _slices(root: str, entry: Entry, derived: str) -> list[Slice]:
    name = entry.name
    if entry.fault:
        return [refused(name, entry.fault)]
    how, packed = kind_of(name)
    try:
        if how == "zip":
            return slice_zip(root, entry, derived)
        if packed:
            return slice_gzip(root, entry, derived)
        if how == "lines" and is_url(root):
            return slice_bytes(None, Part(name, how), entry.size, entry.stamp, step=TARGET, share=1)
        if how in ("lines", "csv") and is_wide(root, name):
            return slice_records(root, Part(name, how), entry.size, hash_file(root, entry), derived)
        if how in ("lines", "csv"):
            return slice_lines(root, name) if how == "lines" else slice_csv(root, name)
        if how == "warc":
            return slice_warc(root, Part(name, how), entry.size, entry.stamp)
        if how == "parquet":
            return slice_parquet(root, Part(name, how), hash_file(root, entry))
        if entry.size > MAX_PAGE_BYTES:
            return [refused(name, f"larger than {MAX_PAGE_BYTES >> 20} MB")]
        return [page_slice(Part(name, how), entry.size, hash_file(root, entry))]
    except (Refused, CorpusError) as error:
        return [refused(name, str(error))]
    except (OSError, EOFError) as error:
        return [refused(name, f"cannot be opened: {getattr(error, 'strerror', None) or type(error).__name__}")]


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(os.fsencode(name)).digest()[:4], "big")


def _shard(root: str, slices: tuple[Slice, ...]) -> Shard:
    whole, digests = hashlib.sha256(), []
    for one in slices:
        facts = (one.part.name, one.digest, str(one.part.first), *one.part.head)
        line = "\0".join(facts).encode("utf-8", "surrogateescape") + b"\n"
        whole.update(line)
        digests.append(hashlib.sha256(line).hexdigest()[:16])
    weight = sum(one.weight for one in slices)
    return Shard(whole.hexdigest()[:24], root, tuple(one.part for one in slices), weight, tuple(digests))
