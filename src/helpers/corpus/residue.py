"""What is taken out of the story's run again: its edges, and captions, credits and promotions amid it.

A wire story has ends of its own: the dateline opens it, a rule, a line of contributors or a heading such as "Related"
closes it. Refuses: to cut where much running text would follow or go before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.corpus.blocks import Block
from helpers.corpus.dateline import find_dateline
from helpers.corpus.features import LOOK, Traits
from helpers.corpus.label import KIND
from helpers.corpus.signs import NEWSLETTER

#: Signs for which a block is taken out even amid the story.
RESIDUE = frozenset(KIND) - {"address", "bio", "date"}
#: Sentences of stories bear these too: one of so many words stays if the model is so sure of it (log-odds), unless it
#: calls the reader to a letter.
DOUBTFUL, SENTENCE, SURE = frozenset({"promo", "cut", "widget"}), 8, 1.0
#: A paragraph of so many words that comes again is a pull quote, or the page holds its story twice.
SAID_TWICE = 12
#: At most so many words may stand between the run's beginning and a dateline, in so many blocks.
BEFORE_DATELINE, BLOCKS_BEFORE = 90, 6
#: An end mark closes the story if at most this share of its words comes after it.
TAIL_SHARE = 0.4
#: A paragraph of so many words is the story's, as teasers are shorter; of so many, if no headline stands with it.
LONG, PARAGRAPH = 38, 18
#: A heading has at most so many.
HEADING = 12

_ENDS = frozenset({"contributed", "copyright", "comment-head", "after-head", "rule"})


def residue(
    blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int], odds: np.ndarray
) -> dict[int, tuple[str, str]]:
    """Blocks of the run `kept` that are not of the story: position -> (kind, why). `odds`: the model's log-odds of each
    block of the page."""
    lost: dict[int, tuple[str, str]] = {}

    def rest() -> list[int]:
        return [number for number in kept if number not in lost]

    # What bears a sign goes first, as an end of the story is known by how little stands after it.
    for number in kept:
        one = traits[number]
        sure = one.hint in DOUBTFUL and one.ends and one.words >= SENTENCE and odds[number] > SURE
        if one.hint in RESIDUE and not (sure and not NEWSLETTER.search(blocks[number].text[:LOOK])):
            lost[number] = (KIND[one.hint], f"{one.hint}-inside-story")
    lost.update(_aged(traits, kept))
    lost.update(_last_heading(blocks, traits, rest()))
    shown = rest()
    lost.update(_before_dateline(blocks, traits, shown))
    lost.update(_after_end(traits, shown))
    lost.update(_captions(blocks, traits, shown))
    for number in rest()[-2:]:
        if traits[number].hint == "bio" and len(shown) > 3:
            lost[number] = ("bio", "bio-at-end")
    lost.update(_said_twice(blocks, traits, rest()))
    lost.update(_last_heading(blocks, traits, rest()))
    return lost


def _said_twice(blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Paragraphs that the story has already."""
    lost, said = {}, set()
    for number in kept:
        text = blocks[number].text
        if traits[number].words >= SAID_TWICE and text in said:
            lost[number] = ("other", "said-already")
        said.add(text)
    return lost


def _last_heading(blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """A heading at the end of the story, if more of the page comes: it is of what follows."""
    if len(kept) < 3 or kept[-1] + 1 == len(traits) or not traits[kept[-2]].prose:
        return {}
    last = traits[kept[-1]]
    heads = not last.prose and not last.ends and last.words <= HEADING and blocks[kept[-1]].marker != "list"
    return {kept[-1]: ("teaser", "heading-of-teasers")} if heads else {}


def _before_dateline(
    blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int]
) -> dict[int, tuple[str, str]]:
    words = 0
    for at, number in enumerate(kept[:BLOCKS_BEFORE]):
        story = traits[number].words >= 12 and traits[number].hint != "caption"
        if at and story and find_dateline(blocks[number].text):
            if any(find_dateline(blocks[one].text) for one in kept[:at] if not traits[one].hint):
                return {}
            return {one: _outside(traits[one], "before-dateline") for one in kept[:at]}
        words += traits[number].words
        if words > BEFORE_DATELINE:
            break
    return {}


def _after_end(traits: Sequence[Traits], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """What follows the first end mark after which nothing but short things comes. The marks between kept blocks count
    as well, though they are not of the run."""
    if not kept:
        return {}
    total = sum(traits[number].words for number in kept)
    for mark in range(kept[0] + 1, kept[-1] + 1):
        if traits[mark].hint not in _ENDS:
            continue
        after = [number for number in kept if number >= mark]
        words = [traits[number].words for number in after if number > mark]
        if sum(words) > TAIL_SHARE * total or max(words, default=0) >= LONG:
            continue
        lines = sum(not traits[number].prose for number in after if number > mark)
        if not lines and max(words, default=0) >= PARAGRAPH:
            continue
        if traits[mark].hint in ("contributed", "copyright", "comment-head") or lines >= 0.3 * len(words):
            return {number: _outside(traits[number], "after-end-of-story") for number in after}
    return {}


def _aged(traits: Sequence[Traits], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Teasers that their age gives away: lines of heading, at most two of summary, then "2 hours ago"."""
    lost = {}
    for mark in range(kept[0] + 2 if kept else 0, min(kept[-1] + 6, len(traits)) if kept else 0):
        if traits[mark].hint != "time-ago":
            continue
        top = mark - 1
        while top > kept[0] and mark - top <= 2 and traits[top].prose and traits[top].words < LONG:
            top -= 1
        below = top
        while top > kept[0] and below - top < 5 and not traits[top].prose and traits[top].words <= PARAGRAPH:
            top -= 1
        if top < below:
            lost.update(dict.fromkeys(range(top + 1, mark), ("teaser", "above-its-age")))
    inside = frozenset(kept)
    lost = {number: named for number, named in lost.items() if number in inside}
    rest = [number for number in kept if number not in lost]
    # A heading of which nothing is left below.
    while lost and rest and rest[-1] < max(lost) and not traits[rest[-1]].prose and traits[rest[-1]].words <= PARAGRAPH:
        lost[rest.pop()] = ("teaser", "heading-of-teasers")
    return lost


def _captions(blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Captions without a sign of their own: said twice, once cut or with a credit, or standing above a credit."""
    lost = {}
    inside = frozenset(kept)
    long_before = False
    for number in kept:
        text = blocks[number].text
        for other in (number - 1, number + 1):
            if 0 <= other < len(blocks) and traits[other].hint in ("caption", "cut", "credit") and len(text) > 25:
                said = blocks[other].text.rstrip(".… ")
                if text.startswith(said[:200]) and len(said) > 25 or said.startswith(text.rstrip(". ")):
                    lost[number] = ("caption", "caption-said-twice")
        credit = number + 1 < len(blocks) and traits[number + 1].hint == "credit" and traits[number + 1].words <= 8
        if credit and not long_before and traits[number].words <= 60 and number + 2 in inside:
            lost[number] = ("caption", "above-credit")
        long_before = long_before or (traits[number].words >= 25 and number not in lost)
    return lost


def _outside(one: Traits, why: str) -> tuple[str, str]:
    if one.hint:
        return KIND[one.hint], one.hint
    return ("caption" if one.prose and why == "before-dateline" else "teaser"), why
