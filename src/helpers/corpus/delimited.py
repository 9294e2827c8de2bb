"""Rows of CSV files as records.

A file's delimiter is the one its first line uses most; its first row names the columns. Every value is text: "NA" and
"null" are words, not gaps.
Refuses: a row with a field of more than 16 MB; the reading goes on behind it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from helpers.corpus.decode import decode
from helpers.corpus.shards import MAX_PAGE_BYTES, Part
from helpers.corpus.streams import lines_of, open_part

_DELIMITERS = (",", ";", "\t", "|")
_MARK = "\xef\xbb\xbf"  # of UTF-8, its bytes as characters
Row = tuple[int, dict[str, Any] | str, str]


def delimiter_of(first: bytes) -> str:
    """The delimiter of a CSV file by its first line, without what stands in quotation marks."""
    bare = b"".join(first.split(b'"')[::2]).decode("latin-1")
    return max(_DELIMITERS, key=bare.count)


def csv_rows(lines: Iterable[tuple[bytes, int]], delimiter: str) -> Iterator[tuple[list[str] | None, int]]:
    """Rows (None: one that cannot be read), each with its length in bytes. Bytes come as characters (Latin-1)."""
    csv.field_size_limit(MAX_PAGE_BYTES)
    taken, lost = 0, False

    def feed() -> Iterator[str]:
        nonlocal taken, lost
        for line, length in lines:
            taken += length
            lost = lost or not line
            yield line.decode("latin-1")

    fed = feed()
    reader = csv.reader(fed, delimiter=delimiter)
    while True:
        before, lost = taken, False
        try:
            row = next(reader)
            row = None if lost else row
        except StopIteration:
            return
        except csv.Error:
            row = None
            reader = csv.reader(fed, delimiter=delimiter)
        yield row, taken - before


def header(row: list[str]) -> list[str]:
    """The names of the columns, from a file's first row."""
    return _texts([name.removeprefix(_MARK) for name in row])[0]


def read_csv(root: str, part: Part) -> Iterator[Row]:
    """Rows of a part: number, record (or why there is none), encoding. The file's first row is number 1."""
    with open_part(root, part) as stream:
        if part.head:
            delimiter, names = part.head[0], list(part.head[1:])
        else:
            delimiter, names = delimiter_of(stream.peek(1 << 16).partition(b"\n")[0]), []
        left = part.stop - part.start if part.stop >= 0 and not part.wraps else -1
        number = part.first - 1
        for row, length in csv_rows(lines_of(stream), delimiter):
            number += 1
            if row is None:
                yield number, f"a row that cannot be read, or a field larger than {MAX_PAGE_BYTES >> 20} MB", ""
            elif not names:
                names = header(row)
            elif any(row):
                values, encoding = _texts(row)
                yield number, dict(zip(names, values, strict=False)), encoding
            if left >= 0:
                left -= length
                if left <= 0:
                    return


def _texts(row: list[str]) -> tuple[list[str], str]:
    """The values of a row, whose bytes came as characters, as text, and the encoding that all of them are in."""
    joined = "\n".join(row)
    if joined.isascii():
        return row, "utf-8"
    _, encoding = decode(joined.encode("latin-1"))
    return [value.encode("latin-1").decode(encoding.rstrip("?"), "replace") for value in row], encoding
