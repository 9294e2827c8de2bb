"""What is measured of each block of a page: how much it reads like prose, and which sign of page furniture it bears.

Counts come from `words` for the whole page at once. A sign's pattern is tried only on blocks that hold a word or mark
which the pattern cannot do without. Refuses: nothing. A block's hint is the name of the first sign that fits, or empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from helpers.corpus import signs
from helpers.corpus.blocks import Block
from helpers.corpus.words import Words, hashes_of, look

#: Patterns look at this much of a block's start or end at most.
LOOK = 400

# What a word is known for (bits of `Page.known`): the first are of any word of a block, the rest of its first word.
(
    STOP, WE, YOU, OF_CONTRIBUTED, OF_COPYRIGHT, OF_CREDIT, OF_CAPTION, OF_BIO, OF_ADDRESS, OF_AGO, OF_HEAD, OF_PROMO,
    OF_BYLINE,
) = (1 << bit for bit in range(13))  # fmt: skip
_AGO, _HEAD, _PROMO, _BYLINE = 1 << 16, 1 << 17, 1 << 18, 1 << 19
_WIDGET, _COPYRIGHT, _CREDIT, _CAPTION, _CUT, _DATE, _BIO, _ADDRESS, _CONTRIBUTED = (1 << bit for bit in range(9))


class Traits(NamedTuple):
    """Of one block. `words`: number (of scripts without spaces, half the characters); `stop`, `digits`: shares, 0 to 1;
    `ends`: as a sentence does; `prose`: whether it reads like a sentence or more of running text; `hint`: the sign it
    bears. (A tuple: there are many.)"""

    words: int
    stop: float
    digits: float
    ends: bool
    prose: bool
    hint: str


@dataclass(frozen=True)
class Page:
    """A page's blocks as measured. `traits`: of each block; `n`, `stop`, `digits`, `prose`: the same as arrays;
    `any_of`: what the words of each block are known for. What only the model asks for is worked out when it does, as
    most texts are stories that need no model."""

    blocks: Sequence[Block]
    texts: Sequence[str]
    headline: str
    traits: list[Traits]
    words: Words
    n: np.ndarray
    stop: np.ndarray
    digits: np.ndarray
    prose: np.ndarray
    any_of: np.ndarray

    @cached_property
    def vocabulary(self) -> np.ndarray:
        """The page's distinct words (hashes, sorted)."""
        return self._coded[0]

    @cached_property
    def codes(self) -> np.ndarray:
        """Of each word its place in the vocabulary."""
        return self._coded[1]

    @cached_property
    def known(self) -> np.ndarray:
        """Of each distinct word what it is known for."""
        return _known(self.vocabulary)

    @cached_property
    def capitals(self) -> np.ndarray:
        """Of each block the share of words that begin with a capital."""
        return self.words.capitals / np.maximum(self.words.n, 1)

    @cached_property
    def repeats(self) -> np.ndarray:
        """How often the text of each block stands on the page."""
        times = Counter(self.texts)
        return np.fromiter((times[text] for text in self.texts), dtype=np.int64, count=len(self.texts))

    @cached_property
    def title(self) -> np.ndarray:
        """Of each block the share of words that it and the known title have in common, 0 to 1."""
        wanted = np.unique(look([self.headline]).hashes) if self.headline else []
        if not len(wanted):
            return np.zeros(len(self.n))
        shared = _sum(np.isin(self.vocabulary, wanted)[self.codes].astype(np.int64), self.words.edges)
        return np.minimum(1.0, shared / np.maximum(len(wanted), np.maximum(self.words.n, 1)))

    @cached_property
    def _coded(self) -> tuple[np.ndarray, np.ndarray]:
        return np.unique(self.words.hashes, return_inverse=True)


def measure(blocks: Sequence[Block], *, title: str = "") -> Page:
    """The traits of the blocks of a page. `title`: if known, how like it each block is, can be asked too."""
    texts = [block.text for block in blocks]
    words = look(texts)
    some = np.maximum(words.n, 1)
    n = np.where(words.wide > words.n, words.wide // 2, words.n)
    longer = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    n = np.where(longer > words.length, n * longer // words.length, n)
    flags = _known(words.hashes)
    stop = np.where(words.wide > 20, 1.0, _sum(flags & STOP, words.edges) / some)
    ends = words.ends
    prose = ends & (n >= 7) & ((stop >= 0.2) | (n >= 15))
    digits = words.digits / some
    any_of, first_of = _any(flags, words.edges), _first(flags, words.edges)
    hints = _hints(texts, words, n, any_of, first_of)
    traits = list(map(Traits, n.tolist(), stop.tolist(), digits.tolist(), ends.tolist(), prose.tolist(), hints))
    return Page(blocks, texts, title, traits, words, n, stop, digits, prose, any_of)


def _sum(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    total = np.concatenate([[0], np.cumsum(values)])
    return total[edges[1:]] - total[edges[:-1]]


def _any(flags: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """All bits that words of each block have."""
    if not len(flags):
        return np.zeros(len(edges) - 1, dtype=flags.dtype)
    found = np.bitwise_or.reduceat(flags, np.minimum(edges[:-1], len(flags) - 1))
    return np.where(edges[1:] > edges[:-1], found, 0)


def _first(flags: np.ndarray, edges: np.ndarray) -> np.ndarray:
    if not len(flags):
        return np.zeros(len(edges) - 1, dtype=flags.dtype)
    return np.where(edges[1:] > edges[:-1], flags[np.minimum(edges[:-1], len(flags) - 1)], 0)


@lru_cache(maxsize=1)
def _table() -> tuple[np.ndarray, np.ndarray]:
    bits: dict[int, int] = {}
    for bit, group in (
        (STOP, signs.ENGLISH | signs.FOREIGN), (WE, ("we", "our", "us", "i", "my")),
        (YOU, ("you", "your", "you're", "you’re")), (OF_CONTRIBUTED, signs.CONTRIBUTED_WORDS),
        (OF_COPYRIGHT, ("copyright", "rights")), (OF_CREDIT, signs.CREDIT_WORDS), (OF_CAPTION, signs.CAPTION_WORDS),
        (OF_BIO, signs.BIO_WORDS), (OF_ADDRESS, signs.URL_WORDS), (OF_AGO, signs.AGO_FIRST),
        (OF_HEAD, signs.HEAD_FIRST), (OF_PROMO, signs.PROMO_FIRST), (OF_BYLINE, signs.BYLINE_FIRST),
    ):  # fmt: skip
        for number in hashes_of(group).tolist():
            bits[number] = bits.get(number, 0) | bit
    keys = np.array(sorted(bits), dtype=np.uint64)
    return keys, np.array([bits[key] for key in keys.tolist()], dtype=np.int64)


def _known(vocabulary: np.ndarray) -> np.ndarray:
    """What each word is known for, as bits."""
    keys, bits = _table()
    at = np.minimum(np.searchsorted(keys, vocabulary), len(keys) - 1)
    return np.where(keys[at] == vocabulary, bits[at], 0)


def _among(characters: str) -> np.ndarray:
    """For each code of a character as `words` gives it, whether it is one of these."""
    found = np.zeros(1 << 16, dtype=bool)
    found[[ord(character) for character in characters]] = True
    return found


_OPENS_WIDGET, _ENDS_CAPTION = _among("[iI(_"), _among("\")”")


def _hints(texts: list[str], words: Words, n: np.ndarray, any_of: np.ndarray, first_of: np.ndarray) -> list[str]:
    """The hint of each block."""
    first, last = words.first, words.last
    number_first = (words.digits > 0) & (((first >= 48) & (first <= 57)) | (first == 40))
    rule = (words.letters == 0) & (words.length <= 200)

    def gate(where: np.ndarray, bit: int) -> np.ndarray:
        return where.astype(np.int64) * bit

    def has(flags: np.ndarray, bit: int) -> np.ndarray:
        return (flags & bit) != 0

    three_dots = (last == 8230) | (last == 93) | ((last == 46) & (words.before == 46))
    gates = (
        gate(_OPENS_WIDGET[first], _WIDGET)
        + gate((n <= 8) & (has(first_of, OF_AGO) | number_first), _AGO)
        + gate((n >= 3) & (n <= 60) & has(any_of, OF_CONTRIBUTED), _CONTRIBUTED)
        + gate((n <= 12) & (has(first_of, OF_HEAD) | number_first), _HEAD)
        + gate((n <= 40) & (has(any_of, OF_COPYRIGHT) | (words.rights > 0)), _COPYRIGHT)
        + gate((n <= 25) & (has(any_of, OF_CREDIT) | (words.rights > 0)), _CREDIT)
        + gate(
            (n >= 2) & (n <= 120)
            & (has(any_of, OF_CAPTION) | _ENDS_CAPTION[last] | (words.slashes > 0) | (words.uppers >= 12)),
            _CAPTION,
        )
        + gate((n <= 40) & three_dots & (words.quotes == 0), _CUT)
        + gate((n <= 45) & (has(first_of, OF_PROMO) | number_first), _PROMO)
        + gate((n <= 16) & has(first_of, OF_BYLINE), _BYLINE)
        + gate((n <= 16) & (words.figures > 0), _DATE)
        + gate((n <= 80) & has(any_of, OF_BIO), _BIO)
        + gate((n <= 12) & (has(any_of, OF_ADDRESS) | (words.ats > 0)), _ADDRESS)
    )  # fmt: skip
    hints = ["rule" if one else "" for one in rule.tolist()]
    tried = np.flatnonzero((gates > 0) & ~rule)
    for number, gated in zip(tried.tolist(), gates[tried].tolist()):
        hints[number] = _hint(texts[number], gated)
    return hints


def _hint(text: str, gates: int) -> str:
    """The name of the first sign that fits, of those that `gates` lets through."""
    head = text[:LOOK]
    low = head.lower()
    if gates & _WIDGET and signs.WIDGET.match(low):
        return "widget"
    if gates & _AGO and signs.TIME_AGO.match(low):
        return "time-ago"
    if gates & _CONTRIBUTED and signs.CONTRIBUTED.match(low):
        return "contributed"
    if gates & _HEAD:
        if signs.COMMENT_HEAD.match(low):
            return "comment-head"
        if signs.AFTER_HEAD.match(low):
            return "after-head"
    if gates & _COPYRIGHT and signs.COPYRIGHT.search(low):
        return "copyright"
    if gates & _CREDIT and signs.CREDIT.search(head):
        return "credit"
    if gates & _CAPTION and _caption(text, head, low):
        return "caption"
    if gates & _CUT and signs.CUT.search(text[-LOOK:]):
        return "cut"
    if gates & _PROMO and signs.PROMO.match(low):
        return "promo"
    if gates & _BYLINE and signs.BYLINE.match(low):
        return "byline"
    if gates & _DATE and signs.DATE.search(low):
        return "date"
    if gates & _BIO and signs.BIO.match(head):
        return "bio"
    if gates & _ADDRESS and signs.URL.search(low):
        return "address"
    return ""


def _caption(text: str, head: str, low: str) -> bool:
    """Whether a line reads as a caption does: by its opening words, or by the credit at its end."""
    if signs.CAPTION.match(low):
        return True
    tail = text[-120:]
    if tail[-1] == ")" or tail[-2:] in (')"', ")”"):
        return signs.CAPTION_CREDIT.match(tail, tail.rfind("(")) is not None
    if "/" in tail and signs.CAPTION_SLASH.search(tail):
        return True
    return signs.CAPTION_BY.search(tail) is not None or (" - " in head and signs.CAPTION_PLACE.match(head) is not None)
