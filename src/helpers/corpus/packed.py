"""Packed files of the corpus in slices: gzip, members of a zip archive, and lines in UTF-16, which need a new form too.

A packed page is unpacked by its reader. So is a packed file of records, if it is small. Nobody can begin in the middle
of a larger one, so it is unpacked once, as a stream, into *frames*: pieces of about 1.5 MB of whole lines or rows, each
packed by itself (zstd), one after another in one file under `derived`/unpacked/, which is named after the hash of what
was packed. A frame's slice is known by the hash of its lines, so that appending to a `.jsonl.gz` changes only the last.
Packed Parquet and WARC files are unpacked as they are, and then cut like any other.
Refuses: packed data in packed data (but for `.gz` in a zip), and what streams.py and zips.py refuse.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from helpers.corpus.location import Entry, filesystem, is_url, open_file
from helpers.corpus.shards import LEAST, MAX_PAGE_BYTES, TARGET, Part, Slice, kind_of, refused
from helpers.corpus.slices import (
    Pieces,
    csv_pieces,
    hash_bytes,
    hash_file,
    is_too_large,
    page_slice,
    slice_parquet,
    slice_warc,
)  # fmt: skip
from helpers.corpus.streams import Refused, lines_of, open_part
from helpers.corpus.zips import Member, members_of

FOLDER = "unpacked"
#: A packed file of records up to this size is one slice. Deflate unpacks to 1,032 times its size at the most.
SMALL = 64 << 10
_RECORDS = frozenset({"lines", "csv", "parquet", "warc"})


def slice_gzip(root: str, entry: Entry, derived: str) -> list[Slice]:
    """A file packed with gzip."""
    how, _ = kind_of(entry.name)
    if how == "packed":
        raise Refused("packed data in packed data")
    part, digest = Part(entry.name, how, wraps=("gz",)), hash_file(root, entry)
    if how in _RECORDS:
        return slice_records(root, part, entry.size, digest, derived)
    return [page_slice(part, 4 * entry.size, digest)]


def slice_zip(root: str, entry: Entry, derived: str) -> list[Slice]:
    """The members of a zip archive, each as a file below it. One that cannot be read does not disturb the others."""
    found: list[Slice] = []
    with open_file(root, entry.name) as file:
        for member in members_of(file):
            name = f"{entry.name}/{member.name}"
            if member.fault:
                found.append(refused(name, member.fault))
                continue
            how, packed = kind_of(member.name)
            part = Part(
                name, how, member.start, member.start + member.packed, place=entry.name,
                wraps=("zip", "gz") if packed else ("zip",),
            )  # fmt: skip
            digest = f"{entry.stamp}:{member.start}" if is_url(root) else _hash_member(file, member)
            if how not in _RECORDS:
                found.append(page_slice(part, member.size, digest))
                continue
            try:
                found += slice_records(root, part, member.packed, digest, derived)
            except Refused as error:
                found.append(refused(name, str(error)))
    return found or [refused(entry.name, "no article files in the archive")]


def slice_records(root: str, part: Part, size: int, digest: str, derived: str) -> list[Slice]:
    """Records that cannot be read from the middle; `size`, `digest`: of the packed bytes."""
    # A stamp from behind a URL may be that of another file too.
    known_by = f"{root}/{part.name}:{digest}" if is_url(root) else digest
    name = hashlib.sha256(known_by.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    if part.how in ("lines", "csv"):
        if size <= SMALL:
            return [Slice(part, digest, max(LEAST, 4 * size))]
        with open_part(root, part) as stream, _writing(derived, f"{name}.frames") as (file, place):
            plain = replace(part, start=0, stop=-1, place=place, wraps=("frame",))
            if part.how == "csv":
                plain, pieces = csv_pieces(stream, plain)
            else:
                pieces = ((length, line) for line, length in lines_of(stream))
            return _frames(plain, pieces, file)
    with open_part(root, part) as stream, _writing(derived, f"{name}.{part.how}") as (file, place):
        shutil.copyfileobj(stream, file, 1 << 20)
        n_bytes = file.tell()
    plain = replace(part, start=0, stop=-1, place=place, wraps=())
    return slice_parquet(root, plain, digest) if part.how == "parquet" else slice_warc(root, plain, n_bytes, digest)


def is_there(part: Part) -> bool:
    """Whether what a part was unpacked to is still there."""
    if not is_url(part.place):
        return Path(part.place).exists()
    files, path = filesystem(part.place)
    return bool(files.exists(path))


def _frames(part: Part, pieces: Pieces, file: BinaryIO) -> list[Slice]:
    """Write lines or rows as frames; their slices."""
    import pyarrow as pa

    found: list[Slice] = []
    waiting: list[bytes] = []
    held, first, number = 0, part.first, part.first

    def flush() -> None:
        data = b"".join(waiting)
        if data:
            start = file.tell()
            file.write(pa.compress(data, codec="zstd", asbytes=True))
            frame = replace(part, start=start, stop=file.tell(), size=len(data), first=first, whole=False)
            found.append(Slice(frame, hashlib.sha256(data).hexdigest(), len(data)))
        waiting.clear()

    try:
        for length, data in pieces:
            number += 1
            if is_too_large(length, data):
                flush()
                found.append(refused(f"{part.name}#{number - 1}", f"larger than {MAX_PAGE_BYTES >> 20} MB"))
                held, first = 0, number
                continue
            waiting.append(data)
            held += length
            if held >= TARGET:
                flush()
                held, first = 0, number
    except Refused as error:
        flush()
        return [*found, refused(part.name, str(error))]
    flush()
    if len(found) == 1 and found[0].part.how:
        found = [replace(found[0], part=replace(found[0].part, whole=True))]
    return found or [refused(part.name, "the file is empty")]


def _hash_member(file: BinaryIO, member: Member) -> str:
    """Hash of the packed bytes of a member of a zip file, behind its header."""
    file.seek(member.start)
    head = file.read(30)
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    return hash_bytes(file, member.packed)


@contextmanager
def _writing(derived: str, name: str) -> Iterator[tuple[BinaryIO, str]]:
    """A file under `derived`/unpacked/ to write, and where it will be; it is there as a whole or not at all."""
    if is_url(derived):
        place = f"{derived.rstrip('/')}/{FOLDER}/{name}"
        files, path = filesystem(place)
        with files.transaction, files.open(path, "wb") as file:
            yield file, place
        return
    folder = Path(derived).absolute() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{uuid.uuid4().hex}.tmp"
    try:
        with waiting.open("wb") as file:
            yield file, str(folder / name)
        waiting.replace(folder / name)
    finally:
        waiting.unlink(missing_ok=True)
