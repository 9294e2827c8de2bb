"""The headline of a page among its blocks: what stands above the story, is said twice, and shares words with the story.

Refuses: to name a headline where no block earns it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.corpus.blocks import Block
from helpers.corpus.features import Traits
from helpers.corpus.signs import ENGLISH

MAX_WORDS = 40
#: Blocks further than this above the story are not looked at, except the page's first.
REACH = 60

_WORD = re.compile(r"\w+")


def find_title(blocks: Sequence[Block], traits: Sequence[Traits], first: int, story: str) -> int:
    """Position of the headline, or -1. `first`: where the story begins; `story`: its text (the start is enough)."""
    body = {word for word in (w.lower() for w in _WORD.findall(story[:3000])) if word not in ENGLISH and len(word) > 2}
    page_title = _key(blocks[0].text) if blocks else ""
    keys = [_key(block.text) for block in blocks[: first + 1]]
    tail = {_key(block.text) for block in blocks[max(first + 1, len(blocks) - 3) :]}
    best, where = 0.0, -1
    for number in range(max(0, first - REACH), min(first + 1, len(blocks))):
        one = traits[number]
        if not 2 <= one.words <= MAX_WORDS or one.hint not in ("", "cut", "address", "bio", "promo"):
            continue
        score = _score(blocks[number], one, keys[number], body, first - number) - (2.0 if one.hint == "promo" else 0.0)
        if number and len(keys[number]) > 12 and (page_title.startswith(keys[number]) or keys[number] in page_title):
            score += 4.0
        if len(keys[number]) > 20 and keys[number] in tail:
            score += 2.0
        if number == first:
            score -= 6.0 if one.prose else 2.0
        if score > best:
            best, where = score, number
    return where


def _score(block: Block, one: Traits, key: str, body: set[str], distance: int) -> float:
    words = {word for word in key.split() if word not in ENGLISH and len(word) > 2}
    shared = len(words & body) / len(words) if words else 0.0
    score = 3.0 * shared - min(distance, 40) * 0.06
    score += {2: -1.5, 3: -0.8, 4: -0.2}.get(one.words, 0.6 if one.words <= 20 else 0.0)
    if block.marker == "heading":
        score += 3.0 if block.level == 1 else 1.0
    if block.marker == "list":
        score -= 1.0
    if block.text.endswith((".", ",", ";")):
        score -= 1.2
    if one.prose:
        score -= 0.8
    return score


def _key(text: str) -> str:
    return " ".join(word.lower() for word in _WORD.findall(text[:400]))
