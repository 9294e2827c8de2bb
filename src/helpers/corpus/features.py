"""What is measured of each block of a page: how much it reads like prose, and which sign of page furniture it bears.

Refuses: nothing. A block's hint is the name of the first sign that fits, or empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.corpus import signs
from helpers.corpus.blocks import Block

#: Patterns look at this much of a block's start or end at most.
LOOK = 400
#: The traits of lines up to so many characters are remembered from page to page.
SHORT = 120

_WORD = re.compile(r"\w[\w’'-]*")
_SENTENCE = re.compile(r"[.!?。][\"”’)]*(?:\s|$)")
_DIGIT = re.compile(r"\d")
_CONTRIBUTED = ("report", "writing", "editing", "compiled", "written", "edited", "contribut", "with", "this", "the ass")
_CAPTION = ("photo", "image", "picture", "file", "fig", "caption", "in this ", "this combination", "this handout",
            "this frame")  # fmt: skip
_STOP = signs.ENGLISH | signs.FOREIGN
_is_stop = _STOP.__contains__
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f]")


class Traits(NamedTuple):
    """Of one block. `words`: number (of scripts without spaces, half the characters); shares are 0 to 1; `prose`:
    whether it reads like a sentence or more of running text; `hint`: the sign it bears. (A tuple: there are many.)"""

    words: int
    stop: float
    capitals: float
    digits: float
    ends: bool
    prose: bool
    sentences: int
    repeats: int
    title: float
    hint: str


def measure(blocks: Sequence[Block], *, title: str = "") -> list[Traits]:
    """The traits of each block of a page, in order."""
    repeats = Counter(block.text for block in blocks)
    wanted = frozenset(word.lower() for word in _WORD.findall(title))
    known: dict[str, Traits] = {}  # menus repeat themselves
    for text, times in repeats.items():
        one = _known_traits(text) if len(text) <= SHORT else _traits(text)
        if times > 1 or wanted:
            one = one._replace(repeats=times, title=_likeness(text, wanted))
        known[text] = one
    return [known[block.text] for block in blocks]


def _likeness(text: str, title: frozenset[str]) -> float:
    """Share of words that a block and the title have in common, 0 to 1."""
    if not title:
        return 0.0
    words = {word.lower() for word in _WORD.findall(text[:LOOK])}
    return len(title & words) / max(len(title), len(words))


def _traits(text: str) -> Traits:
    """The traits of a block that stands once on its page."""
    start = text[:4000]
    words = _WORD.findall(start)
    n = some = len(words) or 1
    if not words:
        n = 0
    wide = 0 if text.isascii() else len(_WIDE.findall(start))
    if wide > n:
        n = wide // 2
    hinted = hint(text, n)
    if len(text) > 4000:
        n = int(n * len(text) / 4000)
    stop = 1.0 if wide > 20 else sum(map(_is_stop, map(str.lower, words))) / some
    ends = signs.ENDS.search(text[-12:]) is not None or (wide > 0 and text[-1] in "。！？」』")
    prose = ends and n >= 7 and (stop >= 0.2 or n >= 15)
    firsts = [word[0] for word in words]
    capitals, digits = sum(map(str.isupper, firsts)) / some, sum(map(str.isdigit, firsts)) / some
    return Traits(n, stop, capitals, digits, ends, prose, len(_SENTENCE.findall(start)), 1, 0.0, hinted)


#: The same menu stands on every page of a site.
_known_traits = lru_cache(maxsize=1 << 15)(_traits)


def hint(text: str, words: int) -> str:
    """The name of the sign that a block bears; empty for plain text.

    A look for a character or word that a pattern cannot do without comes before the pattern: most blocks end there.
    """
    head = text[:LOOK]
    low = head.lower()
    if not low[0].isalnum() and signs.RULE.match(head):
        return "rule"
    if low[0] in "[i(_" and signs.WIDGET.match(low):
        return "widget"
    if words <= 8 and signs.TIME_AGO.match(low):
        return "time-ago"
    if 3 <= words <= 60 and any(map(low.__contains__, _CONTRIBUTED)) and signs.CONTRIBUTED.match(low):
        return "contributed"
    if words <= 12:
        if signs.COMMENT_HEAD.match(low):
            return "comment-head"
        if signs.AFTER_HEAD.match(low):
            return "after-head"
    if words <= 40 and ("©" in low or "copyright" in low or "rights reserved" in low) and signs.COPYRIGHT.search(low):
        return "copyright"
    if words <= 25 and signs.CREDIT.search(head):
        return "credit"
    tail = text[-LOOK:]
    if 2 <= words <= 120 and _caption(head if len(text) <= LOOK else head[:120] + tail):
        return "caption"
    if words <= 40 and text[-1] in ".…]" and signs.CUT.search(tail) and not signs.QUOTE.search(head):
        return "cut"
    if words <= 45 and signs.PROMO.match(low):
        return "promo"
    if words <= 16:
        if signs.BYLINE.match(low):
            return "byline"
        if _DIGIT.search(low) and signs.DATE.search(low):
            return "date"
    if words <= 80 and text[0].isupper() and signs.BIO.match(head):
        return "bio"
    if words <= 12 and ("." in low or "://" in low) and signs.URL.search(low):
        return "address"
    return ""


def _caption(text: str) -> bool:
    low = text.lower()
    if not (text[-1] in ")\"”" or "/" in text or " - " in text or any(map(low.__contains__, _CAPTION))):
        return False
    return signs.CAPTION.search(text) is not None
