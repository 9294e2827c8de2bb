"""Bytes out of files, archives and ranges, never more of them in memory than a buffer: and lines out of bytes.

Refuses, with `Refused`: data that unpack to far more than their size, that are damaged, cut off or encrypted.
"""

from __future__ import annotations

import codecs
import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from helpers.corpus.location import open_file
from helpers.corpus.shards import MAX_PAGE_BYTES, Part

#: So many times its size may a packed file unpack to, once that is more than so many bytes.
MAX_RATIO, RATIO_FROM = 200, 64 << 20
_CHUNK = 1 << 18
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GZIP = b"\x1f\x8b"
_MEMBER = struct.Struct("<4s5H3L2H")


class Refused(Exception):
    """What cannot or must not be read on, with the reason in plain words."""


class _Through(io.RawIOBase):
    """Bytes read through another stream, which is closed with this one."""

    def __init__(self, source: BinaryIO | io.TextIOWrapper) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._source.close()
        super().close()


class Unpacked(_Through):
    """The bytes that deflated data hold. `size`: bytes of input to take (-1: all); `raw`: as in zip, without header."""

    def __init__(self, source: BinaryIO, *, size: int = -1, raw: bool = False) -> None:
        super().__init__(source)
        self._left, self._raw = size, raw
        self._taken = self._given = 0
        self._waiting, self._ended = b"", False
        self._unpacker = self._new()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ended:
            if not self._waiting:
                self._waiting = self._take()
            if self._unpacker.eof and not self._more():
                break
            if not self._waiting:
                raise Refused("the packed data end too early")
            try:
                data = self._unpacker.decompress(self._waiting, len(buffer))
            except zlib.error as error:
                raise Refused(
                    "the packed data are damaged" if self._taken > _CHUNK else "not packed as its name says"
                ) from error
            self._waiting = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            if data:
                self._given += len(data)
                if self._given > RATIO_FROM and self._given > MAX_RATIO * self._taken:
                    raise Refused(f"unpacks to more than {MAX_RATIO} times its size")
                buffer[: len(data)] = data
                return len(data)
        return 0

    def _take(self) -> bytes:
        data = self._source.read(_CHUNK if self._left < 0 else min(_CHUNK, self._left))
        self._taken += len(data)
        self._left -= len(data) if self._left > 0 else 0
        return data

    def _more(self) -> bool:
        """After the end of a gzip member: whether another one follows. Anything else that follows is left alone."""
        self._ended = self._raw or not self._waiting.startswith(_GZIP)
        if not self._ended:
            self._unpacker = self._new()
        return not self._ended

    def _new(self):
        return zlib.decompressobj(-15 if self._raw else 31)


class Span(_Through):
    """The next `size` bytes of a file."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        super().__init__(source)
        self._left = size

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


class _Recoded(_Through):
    """Text in UTF-16, by its mark, as UTF-8."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__(io.TextIOWrapper(source, encoding="utf-16", errors="replace", newline=""))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer) // 4).encode("utf-8", "replace")
        buffer[: len(data)] = data
        return len(data)


def open_part(root: str, part: Part) -> BinaryIO:
    """The bytes of a part, unwrapped, from its start. Of a plain file's range the end is for the reader to see."""
    stream = open_file(root, part.place or part.name)
    if part.start:
        stream.seek(part.start)
    for wrap in part.wraps:
        if wrap == "frame":
            import pyarrow as pa  # here, so that a look at a folder does not wait for it

            with stream:
                data = stream.read(part.stop - part.start)
            stream = io.BufferedReader(io.BytesIO(pa.decompress(data, part.size, "zstd", asbytes=True)))
        else:
            unwrapped = open_member(stream, part.stop - part.start) if wrap == "zip" else Unpacked(stream)
            stream = io.BufferedReader(unwrapped, _CHUNK)
    wide = part.how in ("lines", "csv") and stream.peek(2).startswith(_WIDE)
    return io.BufferedReader(_Recoded(stream), _CHUNK) if wide else stream


def is_wide(root: str, name: str) -> bool:
    """Whether a file of lines is in UTF-16, so that a line end is two bytes; such a file is recoded as it is read."""
    with open_file(root, name) as stream:
        return stream.read(2).startswith(_WIDE)


def open_member(stream: BinaryIO, size: int) -> io.RawIOBase:
    """A member of a zip file whose header stands next in the stream; `size`: its packed bytes."""
    head = stream.read(_MEMBER.size)
    if len(head) < _MEMBER.size or not head.startswith(b"PK\x03\x04"):
        raise Refused("the archive is damaged")
    _, _, flags, method, _, _, _, _, _, name_length, extra_length = _MEMBER.unpack(head)
    if flags & 1:
        raise Refused("encrypted")
    if method not in (0, 8):
        raise Refused(f"packed in a way that is not read (zip method {method})")
    stream.read(name_length + extra_length)
    return Unpacked(stream, size=size, raw=True) if method else Span(stream, size)


def read_page(stream: BinaryIO) -> bytes:
    """All of a stream that is one page."""
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        raise Refused(f"larger than {MAX_PAGE_BYTES >> 20} MB")
    return data


def lines_of(stream: io.BufferedReader) -> Iterator[tuple[bytes, int]]:
    """Each line, and its length in bytes; a line that is too long comes as b"" with its length, and is never held."""
    while line := stream.readline(MAX_PAGE_BYTES + 1):
        length = len(line)
        if length > MAX_PAGE_BYTES:
            length += 0 if line.endswith(b"\n") else _skip_line(stream)
            line = b""
        yield line, length


def _skip_line(stream: io.BufferedReader) -> int:
    """Go behind the end of the line, without holding it; how many bytes that was."""
    length = 0
    while waiting := stream.peek(1):
        end = waiting.find(b"\n") + 1
        length += len(stream.read(end or len(waiting)))
        if end:
            break
    return length
