"""A plain file of the corpus in slices: parts of about 1.5 MB of text, each with the hash of its bytes.

How a large file is cut, so that its slices can be read side by side, each without what stands before it:

- JSONL: at line ends. Appending changes only the last slice. (Behind a URL, at round numbers of bytes, unread: the
  reader goes on to the next line.)
- CSV: at the ends of rows, told from line ends in quotation marks by reading the file once; the first row goes along.
- Parquet: ranges of rows. Within a group of rows those before the range are decoded too, so a range is at least 1/32
  of a group.
- WARC: ranges of bytes; the reader finds the first record in them, see warc.py.

Refuses: a large `.warc.gz` that is packed as a whole, since nobody can begin in its middle.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from helpers.corpus.delimited import csv_rows, delimiter_of, header
from helpers.corpus.location import Entry, is_url, open_file
from helpers.corpus.shards import LEAST, MAX_PAGE_BYTES, TARGET, Part, Slice
from helpers.corpus.streams import Refused, lines_of, open_part
from helpers.corpus.warc import is_seekable

#: Bytes of a WARC file in a slice, plain and packed. HTML is a tenth text, and packs to a fifth.
WARC_BYTES, WARC_PACKED_BYTES = 16 << 20, 8 << 20
#: Rows of a Parquet file in a slice, at the most; and slices of a group of rows.
_ROWS, _GROUP_SLICES = 5000, 32
#: Bytes of a file for one of text.
_THIN = {"html": 10, "feed": 2}
_CHUNK = 1 << 20

Pieces = Iterator[tuple[int, bytes]]


def hash_bytes(file: BinaryIO, size: int = -1) -> str:
    """SHA-256 of the next `size` bytes (-1: all), streamed."""
    digest = hashlib.sha256()
    while size and (data := file.read(_CHUNK if size < 0 else min(size, _CHUNK))):
        digest.update(data)
        size -= len(data) if size > 0 else 0
    return digest.hexdigest()


def hash_file(root: str, entry: Entry) -> str:
    """Hash of a file's bytes; behind a URL its stamp there, so that nothing is fetched for it."""
    if is_url(root):
        return entry.stamp
    with open_file(root, entry.name) as file:
        return hash_bytes(file)


def page_slice(part: Part, size: int, digest: str) -> Slice:
    """A file (or member of an archive) of `size` bytes that is one page or one feed."""
    return Slice(part, digest, max(LEAST, size // _THIN.get(part.how, 1)))


def slice_lines(root: str, name: str) -> list[Slice]:
    """A JSONL file on this machine."""
    with open_file(root, name) as file:
        return _cut(Part(name, "lines"), ((length, line) for line, length in lines_of(file)))


def slice_csv(root: str, name: str) -> list[Slice]:
    """A CSV file."""
    with open_file(root, name) as file:
        return _cut(*csv_pieces(file, Part(name, "csv")))


def csv_pieces(stream, part: Part) -> tuple[Part, Pieces]:
    """A CSV part that begins behind its first row and knows it, and the rows that follow as bytes."""
    delimiter = delimiter_of(stream.peek(1 << 16).partition(b"\n")[0])
    seen: list[bytes] = []

    def watched() -> Iterator[tuple[bytes, int]]:
        for line, length in lines_of(stream):
            seen.append(line)
            yield line, length

    def pieces(rows: Iterable[tuple[list[str] | None, int]]) -> Pieces:
        for _, length in rows:
            yield length, b"".join(seen)
            seen.clear()

    rows = csv_rows(watched(), delimiter)
    names, start = next(rows, ([], 0))
    seen.clear()
    return replace(part, head=(delimiter, *header(names or [])), start=start, first=2), pieces(rows)


def slice_parquet(root: str, part: Part, digest: str) -> list[Slice]:
    """A Parquet file; `digest`: hash of its bytes."""
    from helpers.corpus.parquet import open_parquet  # here, so that a look at a folder does not wait for pyarrow

    with open_part(root, part) as file:
        facts = open_parquet(file).metadata
    bounds, at, held = [0], 0, 0
    for number in range(facts.num_row_groups):
        group = facts.row_group(number)
        size, end = max(group.total_byte_size, 1), at + group.num_rows
        if held + size > TARGET or end - bounds[-1] > _ROWS:
            rows = max(1, min(_ROWS, group.num_rows * max(TARGET, size // _GROUP_SLICES) // size))
            bounds += range(at, end, rows)
            held = 0
        held += size
        at = end
    bounds.append(at)
    ranges = [(low, high) for low, high in itertools.pairwise(bounds) if low < high]
    if len(ranges) <= 1:
        return [Slice(part, digest, max(LEAST, min(TARGET, facts.row_group(0).total_byte_size if ranges else 0)))]
    return [
        Slice(replace(part, first=low + 1, stop=high, whole=False), f"{digest}:{low}", TARGET) for low, high in ranges
    ]


def slice_warc(root: str, part: Part, size: int, stamp: str) -> list[Slice]:
    """A WARC file; `stamp`: what it is known by where it is not on this machine."""
    packed = part.name.lower().endswith(".gz")
    step, share = (WARC_PACKED_BYTES, 5) if packed else (WARC_BYTES, 10)
    with open_part(root, part) as file:
        if packed and size > step and not is_seekable(file.read(_CHUNK)):
            raise Refused("packed as a whole, not record by record: unpack it first")
        file.seek(0)
        return slice_bytes(None if is_url(root) else file, part, size, stamp, step=step, share=share)


def slice_bytes(
    file: BinaryIO | None, part: Part, size: int, stamp: str, *, step: int, share: int
) -> list[Slice]:  # fmt: skip
    """A file cut at round numbers of bytes, each slice hashed, or known by the file's stamp if no `file` is given."""
    bounds = [*range(0, max(size, 1), step), max(size, 1)]
    whole = len(bounds) == 2
    return [
        Slice(
            replace(part, start=start, stop=stop, first=int(whole), whole=whole),
            hash_bytes(file, stop - start) if file else f"{stamp}:{start}",
            max(LEAST, (stop - start) // share),
        )
        for start, stop in itertools.pairwise(bounds)
    ]


def is_too_large(length: int, data: bytes) -> bool:
    """Whether a line or row was too large to be held: its length is known, its bytes are not."""
    return length > MAX_PAGE_BYTES and len(data) < length


def _cut(part: Part, pieces: Pieces) -> list[Slice]:
    """Slices of a plain file from its lines or rows."""
    start = at = part.start
    first = number = part.first
    digest, found = hashlib.sha256(), []
    for length, data in pieces:
        digest.update(data if not is_too_large(length, data) else b"%d" % length)
        at += length
        number += 1
        if at - start >= TARGET:
            found.append((start, at, first, digest.hexdigest()))
            start, first, digest = at, number, hashlib.sha256()
    if at > start or not found:
        found.append((start, at, first, digest.hexdigest()))
    whole = len(found) == 1
    return [
        Slice(
            replace(part, start=start, stop=stop, first=first, whole=whole), key, max(LEAST, min(stop - start, TARGET))
        )
        for start, stop, first, key in found
    ]
