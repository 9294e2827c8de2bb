"""The words of a page's blocks as numbers: counts of characters and words by kind, and each word's hash.

A page is looked at as one array of characters, so that a feature costs a few array operations for all of its blocks
together. Words are known by a 64-bit hash of their lower-case letters; nothing here depends on a language.
Refuses: to look at more than `LOOK` characters of one block, so that memory stays bounded on a page in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

#: Of each block so many characters are looked at.
LOOK = 4000
_SIZE, _AT_ONCE = 1 << 16, 1 << 20
_LONGEST = 24
# Kinds of characters, several for one: they may overlap.
WORD, UPPER, DIGIT, END, CLOSE, JOIN, SPACE = (1 << bit for bit in range(7))
# Sorts of characters, one for each.
_SORTS = 16
(
    _OTHER, _LETTER, _UPPER, _DIGIT, _WIDE, _COMMA, _QUOTE, _QUESTION, _EXCLAIM, _BAR, _SLASH, _SIGN, _RIGHTS, _AT,
) = range(14)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Of a page's blocks, each array as long as there are blocks, but for the last two. `n`: words; `capitals`,
    `digits`: of them how many begin so; `wide`: characters of scripts without spaces; `ends`: whether the block ends
    as a sentence does; `sentences`, `commas`, `quotes`: how many; `first`, `last`: its first and last character;
    `letters`: characters of words; `edges`: (blocks + 1) where each block's words begin in `hashes`."""

    n: np.ndarray
    length: np.ndarray
    capitals: np.ndarray
    digits: np.ndarray
    wide: np.ndarray
    ends: np.ndarray
    sentences: np.ndarray
    commas: np.ndarray
    quotes: np.ndarray
    questions: np.ndarray
    exclaims: np.ndarray
    bars: np.ndarray
    slashes: np.ndarray
    figures: np.ndarray
    letters: np.ndarray
    uppers: np.ndarray
    first: np.ndarray
    last: np.ndarray
    before: np.ndarray
    signs: np.ndarray
    rights: np.ndarray
    ats: np.ndarray
    edges: np.ndarray
    hashes: np.ndarray
    sizes: np.ndarray

    @property
    def block_of(self) -> np.ndarray:
        """The block of each word."""
        return np.repeat(np.arange(len(self.n)), np.diff(self.edges))


def look(texts: Sequence[str]) -> Words:
    """The words of some blocks (one line each). A long page is looked at in pieces, so that memory stays bounded."""
    parts = [text if len(text) <= LOOK else text[:LOOK] for text in texts]
    if sum(map(len, parts)) <= _AT_ONCE:
        return _look(parts)
    pieces, first, total = [], 0, 0
    for number, part in enumerate(parts):
        total += len(part)
        if total > _AT_ONCE:
            pieces.append(_look(parts[first:number]))
            first, total = number, len(part)
    pieces.append(_look(parts[first:]))
    joined = {name: np.concatenate([getattr(one, name) for one in pieces]) for name in Words.__dataclass_fields__}
    joined["edges"] = np.concatenate([[0], np.cumsum(np.concatenate([np.diff(one.edges) for one in pieces]))])
    return Words(**joined)


def _look(parts: Sequence[str]) -> Words:
    kinds, sorts, fold, mix = _tables()
    joined = "\n".join([*parts, ""])
    chars = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    chars = np.minimum(chars, _SIZE - 1)
    size = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    edges = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum(size + 1, out=edges[1:])
    kind = kinds[chars]
    row = np.repeat(np.arange(len(parts)), size + 1)
    counts = np.bincount(row * _SORTS + sorts[chars], minlength=len(parts) * _SORTS).reshape(-1, _SORTS).T
    word = (kind & WORD) != 0
    token = word.copy()
    token[1:-1] |= ((kind[1:-1] & JOIN) != 0) & word[:-2] & word[2:]
    begins = token.copy()
    begins[1:] &= ~token[:-1]
    starts = np.flatnonzero(begins)
    at = np.flatnonzero(token)
    # position of each character in its word
    where = np.searchsorted(at, starts)
    lengths = np.diff(np.append(where, len(at)))
    place = np.arange(len(at)) - np.repeat(where, lengths)
    np.minimum(place, _LONGEST - 1, out=place)
    hashes = np.add.reduceat(fold[chars[at]] * mix[place], where) if len(at) else np.zeros(0, dtype=np.uint64)
    first_kind = kind[starts]
    by_block = np.searchsorted(starts, edges)
    stop, space = (kind & END) != 0, (kind & SPACE) != 0
    after = np.ones_like(space)
    after[:-1] = space[1:]
    close = (kind & CLOSE) != 0
    closed = close & after
    after[:-1] |= closed[1:]
    last = edges[1:] - 2
    final = last.copy()
    for _ in range(3):
        final = np.where(close[final] & (final > edges[:-1]), final - 1, final)
    starts_upper = np.flatnonzero((first_kind & UPPER) != 0)
    starts_digit = np.flatnonzero((first_kind & DIGIT) != 0)
    sentence = np.flatnonzero(stop & after)
    return Words(
        n=np.diff(by_block), length=size,
        capitals=np.diff(np.searchsorted(starts_upper, by_block)),
        digits=np.diff(np.searchsorted(starts_digit, by_block)),
        ends=stop[final], sentences=np.diff(np.searchsorted(sentence, edges)),
        letters=counts[_UPPER] + counts[_LETTER] + counts[_DIGIT] + counts[_WIDE], uppers=counts[_UPPER],
        figures=counts[_DIGIT], wide=counts[_WIDE], commas=counts[_COMMA], quotes=counts[_QUOTE],
        questions=counts[_QUESTION], exclaims=counts[_EXCLAIM], bars=counts[_BAR], slashes=counts[_SLASH],
        signs=counts[_SIGN], rights=counts[_RIGHTS], ats=counts[_AT],
        first=chars[edges[:-1]], last=chars[last], before=chars[np.maximum(last - 1, 0)],
        edges=by_block, hashes=hashes, sizes=lengths,
    )  # fmt: skip


def hashes_of(words: Iterable[str]) -> np.ndarray:
    """The hash of each word by itself, in the order given."""
    return look(list(words)).hashes


@lru_cache(maxsize=1)
def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Kinds of characters, their sort, the random number of each lower-case one, and of each place in a word."""
    kinds, sorts = np.zeros(_SIZE, dtype=np.uint8), np.zeros(_SIZE, dtype=np.uint8)
    lower = np.arange(_SIZE, dtype=np.uint32)
    for code in range(_SIZE):
        char = chr(code)
        if char.isalnum():
            kinds[code], sorts[code] = WORD, _LETTER
            if char.isupper():
                kinds[code], sorts[code] = WORD | UPPER, _UPPER
                lower[code] = ord(char.lower()[0])
            elif char.isdigit():
                kinds[code], sorts[code] = WORD | DIGIT, _DIGIT
        elif char.isspace():
            kinds[code] = SPACE
    for low, high in ((0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F)):
        sorts[low : high + 1] = np.where(sorts[low : high + 1] == _LETTER, _WIDE, sorts[low : high + 1])
    for chars, kind in ((".!?…。！？", END), ("\"'”’»)]*_」』", CLOSE), ("'’-", JOIN)):
        for char in chars:
            kinds[ord(char)] |= kind
    for chars, sort in (
        (",", _COMMA), ("\"“„«”", _QUOTE), ("?", _QUESTION), ("!", _EXCLAIM), ("|", _BAR), ("/", _SLASH),
        ("$%€£", _SIGN), ("©", _RIGHTS), ("@", _AT),
    ):  # fmt: skip
        for char in chars:
            sorts[ord(char)] = sort
    return kinds, sorts, _scatter(lower), _scatter(np.arange(_LONGEST, dtype=np.uint32) + (1 << 20)) | np.uint64(1)


def _scatter(numbers: np.ndarray) -> np.ndarray:
    """Numbers spread evenly over 64 bits (splitmix64)."""
    x = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
