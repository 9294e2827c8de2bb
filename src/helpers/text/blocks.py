"""Texts as one buffer of bytes that numpy can read: half a megabyte at a time, between them a byte that is not UTF-8.

Where it is asked for, texts are put in plain spelling (text/normalise.py) on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from helpers.text.lexicon import PADDING
from helpers.text.normalise import GOES, plain_bytes

Texts = Sequence[str] | pa.Array | pa.ChunkedArray

#: Stands behind every text.
WALL = 0xFF
#: Bytes of text in a block: arrays that fit the processor's caches, and enough pieces to make a call worth its cost.
BLOCK = 1 << 19


@dataclass(frozen=True)
class Block:
    """`data`: uint8, texts with a WALL behind each, then PADDING zeros; `walls`: where the WALLs are; `n_bytes`: length
    without padding."""

    data: np.ndarray
    walls: np.ndarray
    n_bytes: int


def blocks(texts: Texts, *, in_plain: bool) -> Iterator[Block]:
    """The texts in order, in blocks of about BLOCK bytes; a longer text is a block of its own."""
    waiting: list[bytes] = []
    size = 0
    for text in _as_bytes(texts):
        if waiting and size + len(text) > BLOCK:
            yield _block(waiting, in_plain)
            waiting, size = [], 0
        waiting.append(text)
        size += len(text)
    if waiting:
        yield _block(waiting, in_plain)


def _as_bytes(texts: Texts) -> Iterator[bytes]:
    if isinstance(texts, pa.ChunkedArray):
        for chunk in texts.chunks:
            yield from _as_bytes(chunk)
    elif isinstance(texts, pa.Array):
        kind = pa.large_binary() if pa.types.is_large_string(texts.type) else pa.binary()
        for first in range(0, len(texts), 256):
            yield from (text or b"" for text in texts.slice(first, 256).cast(kind).to_pylist())
    else:
        for text in texts:
            yield text.encode("utf-8", "replace")  # lone surrogates


def _block(texts: list[bytes], in_plain: bool) -> Block:
    joined = b"\xff".join([*texts, b""])
    data = _padded(np.frombuffer(joined, np.uint8))
    if in_plain and not all(text.isascii() for text in texts):
        data = _in_plain(data)
    n_bytes = len(data) - PADDING
    return Block(data, np.flatnonzero(data[:n_bytes] == WALL), n_bytes)


def _padded(data: np.ndarray) -> np.ndarray:
    room = np.zeros(len(data) + PADDING, np.uint8)
    room[: len(data)] = data
    return room


def characters(data: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the characters beyond ASCII begin in a padded buffer, their code points and their sizes in bytes; a WALL
    is one byte of code point 0."""
    first = np.flatnonzero(data >= 0xC0)
    lead = data[first]
    size = 2 + (lead >= 0xE0).astype(np.int64) + (lead >= 0xF0)
    size[lead == WALL] = 1
    point = (lead & (0x7F >> size)).astype(np.int64)
    for step in (1, 2, 3):
        longer = size > step
        point[longer] = point[longer] << 6 | data[first[longer] + step] & 0x3F
    point[lead == WALL] = 0
    return first, point, size


def _in_plain(data: np.ndarray) -> np.ndarray:
    first, point, size = characters(data)
    new = plain_bytes()[np.minimum(point, 0xFFFF)]
    changed = new > 0
    first, size, new = first[changed], size[changed], new[changed]
    data[first] = new
    keep = np.ones(len(data), bool)
    keep[first[new == GOES]] = False
    for step in (1, 2):
        keep[first[size > step] + step] = False
    return data[keep]
