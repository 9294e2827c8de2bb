"""The members of a zip archive that can be articles, read from its directory without unpacking anything.

Refuses, each as a fault of its own: names that leave the archive (`../`, absolute), an archive in an archive, encrypted
members, members that share their bytes (the way of a zip bomb), a directory too large to hold.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from helpers.corpus.shards import kind_of
from helpers.corpus.streams import Refused

MAX_DIRECTORY_BYTES = 64 << 20
_TAIL = 65_557
_LEAVES = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_HEADER = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: where its header stands, its packed and unpacked size, or why it must not be read."""

    name: str
    start: int
    packed: int
    size: int
    fault: str = ""


def members_of(file: BinaryIO) -> list[Member]:
    """The members of a kind that is read, by name."""
    if _directory_bytes(file) > MAX_DIRECTORY_BYTES:
        raise Refused(f"an archive whose directory is larger than {MAX_DIRECTORY_BYTES >> 20} MB")
    try:
        with zipfile.ZipFile(file) as archive:
            found = [item for item in archive.infolist() if not item.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Refused("not a zip archive, or a damaged one") from error
    shared = _shared(found)
    members = {item.filename: member for item in found for member in _member(item, item.header_offset in shared)}
    return [members[name] for name in sorted(members)]


def _member(item: zipfile.ZipInfo, shared: bool) -> Iterator[Member]:
    name = item.filename
    levels = name.split("/")
    how, _ = kind_of(name)
    if not how or levels[0] == "__MACOSX" or any(level.startswith(".") and level != ".." for level in levels):
        return
    fault = ""
    if _LEAVES.search(name):
        fault = "a name that leaves the archive"
    elif how in ("zip", "packed"):
        fault = "an archive in an archive"
    elif item.flag_bits & 1:
        fault = "encrypted"
    elif shared:
        fault = "shares its bytes with another member"
    yield Member(name, item.header_offset, item.compress_size, item.file_size, fault)


def _shared(items: list[zipfile.ZipInfo]) -> set[int]:
    """Where the headers of those members stand that begin before another one has ended."""
    shared, end = set(), 0
    for item in sorted(items, key=lambda one: one.header_offset):
        if item.header_offset < end:
            shared.add(item.header_offset)
        end = max(end, item.header_offset + _HEADER + item.compress_size)
    return shared


def _directory_bytes(file: BinaryIO) -> int:
    """The size of the directory as the end of the archive states it; 0 if nothing does."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return 0
    (size,) = struct.unpack_from("<L", tail, end + 12)
    large = tail.rfind(b"PK\x06\x06")
    if size == 0xFFFFFFFF and 0 <= large <= len(tail) - 56:
        (size,) = struct.unpack_from("<Q", tail, large + 40)
    return size
