"""A saved page's text into its story, every other block kept with its kind and the rule that decided.

The story is the best run of blocks: each block has a score (running text for, page furniture against; a small trained
model weighs the signs), and the run with the largest sum wins. Inside the run, captions, credits, promotions and the
like are taken out again.
Refuses: to harm. A text that is a story already, without page furniture, comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.corpus import model
from helpers.corpus.blocks import Block, split
from helpers.corpus.features import Page, Traits, measure
from helpers.corpus.label import Labelled, label
from helpers.corpus.residue import residue

#: Inside the run a block stays unless the model is this sure against it (log-odds).
STAY = -1.5
#: The weight of another tool's word (log-odds).
VOTE = 2.0
#: What a run of story costs, and what is added to each block's log-odds: found on held-out pages.
RUN_COST, BIAS = 8.0, 0.25
#: With less page furniture than this (and than a tenth of its paragraphs) a text is a story without a page around it.
ENOUGH_FURNITURE = 4
#: In a text of so many blocks lines with figures are a table; in a longer one, where menus are, they are nothing.
FEW_BLOCKS = 60
#: With at most so many lines that are no running text, and this share of words in running text, all of that stays.
HARDLY_ANY, MOSTLY_STORY = 12, 0.85
#: Lines of headline, byline and date above such a story.
MAX_HEADING = 5
#: A line that only pages have weighs more than a short line.
_FURNITURE = {
    "time-ago": 2, "byline": 2, "date": 2, "credit": 2, "caption": 2, "copyright": 2, "comment-head": 2,
}  # fmt: skip


_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Cleaned:
    """`text`: the story, paragraphs parted by blank lines; `blocks`: all of the page, in order; `kept_share`:
    characters kept of all, 0 to 1; `certainty`: the cleaner's own estimate of its F1 on the page's words, 0 to 1."""

    text: str
    blocks: tuple[Labelled, ...]
    kept_share: float
    certainty: float


def clean_text(text: str, *, title: str = "", found: Sequence[str] = (), body: bool = False) -> Cleaned:
    """The story of a text dump (tidied: line feeds only). `title`: if known from elsewhere, helps to find the start;
    `found`: the story as other tools see it (of HTML), each of which has a vote on each block; `body`: the text is said
    to be a story (a record's field), so that if no block looks like one, all of it stays."""
    blocks = split(text)
    if not blocks:
        return Cleaned("", (), 0.0, 0.0)
    cleaned = choose(measure(blocks, title=title), model.load(), found=found)
    if body and not cleaned.text:
        kept = tuple(Labelled("body", "said-to-be-a-story", block.text) for block in blocks)
        return Cleaned("\n\n".join(block.text for block in kept), kept, 1.0, 0.0)
    return cleaned


def choose(page: Page, weights: model.Model, *, found: Sequence[str] = ()) -> Cleaned:
    """The story of a page in blocks (one at least), by some weights."""
    blocks, traits = page.blocks, page.traits
    certainty = 1.0
    if not found and is_story(traits):
        kept, lost = list(range(heading(traits), len(blocks))), {}
    else:
        odds = weights.log_odds(weights.features(page, best_run(rule_scores(traits))))
        for one in found:
            odds = odds + VOTE * votes(blocks, one)
        kept = decode(odds, traits)
        if kept and not found and hardly_a_page(traits):
            kept = sorted({*kept, *(number for number, one in enumerate(traits) if one.prose and not one.hint)})
        lost = residue(blocks, traits, kept, odds)
        kept = [number for number in kept if number not in lost]
        certainty = expected_f1(odds, page.n, kept)
    whole = len(kept) == len(blocks)
    labels = label(blocks, traits, kept, whole=whole, title=page.headline)
    shown = [Labelled(*lost.get(n, labels[n]), block.text) for n, block in enumerate(blocks)]
    story = "\n\n".join(block.text for block in shown if block.kind == "body")
    size = sum(len(block.text) for block in blocks)
    body = sum(len(block.text) for block in shown if block.kind == "body")
    return Cleaned(story, tuple(shown), body / size, certainty)


def expected_f1(odds: np.ndarray, words: np.ndarray, kept: Sequence[int]) -> float:
    """The F1 of the words kept that the model's log-odds let expect, 0 to 1; 0 if nothing is kept."""
    likely = words / (1 + np.exp(-np.clip(odds, -30, 30)))
    chosen = np.array(kept, dtype=np.int64)
    size = words[chosen].sum() + likely.sum()
    return float(2 * likely[chosen].sum() / size) if size else 0.0


def votes(blocks: Sequence[Block], found: str) -> np.ndarray:
    """1 for each block whose words stand together in `found`, else -1."""
    there = f" {' '.join(_WORD.findall(found))} "
    return np.array([1.0 if f" {' '.join(_WORD.findall(block.text))} " in there else -1.0 for block in blocks])


def is_story(traits: Sequence[Traits]) -> bool:
    """Whether a text is a story without a page around it: hardly a line in it is page furniture. A short line amid
    running text is a sub-head, one with figures is of a table, and an advertisement mark may stand anywhere."""
    prose = [one.prose for one in traits]
    furniture = 0
    for number, one in enumerate(traits):
        if one.prose or one.hint in ("rule", "after-head", "promo"):
            furniture += one.hint == "promo" and one.words < 8
            continue
        if one.hint:
            furniture += _FURNITURE.get(one.hint, 1)
        elif one.words <= 8 and not (one.digits and len(traits) <= FEW_BLOCKS):
            amid = 0 < number < len(traits) - 1 and prose[number - 1] and prose[number + 1]
            furniture += not amid
    return furniture < max(ENOUGH_FURNITURE, 0.1 * sum(prose))


def hardly_a_page(traits: Sequence[Traits]) -> bool:
    """Whether a text has so little furniture, say captions, that all of its running text is the story's."""
    prose = sum(one.words for one in traits if one.prose)
    furniture = sum(not one.prose for one in traits)
    return furniture <= HARDLY_ANY and prose >= MOSTLY_STORY * sum(one.words for one in traits)


def heading(traits: Sequence[Traits]) -> int:
    """How many lines stand above a story as its heading: only if one of them is a date or a byline."""
    start = next((number for number, one in enumerate(traits) if one.prose), 0)
    signed = any(one.hint in ("date", "byline") for one in traits[:start])
    return start if signed and start <= MAX_HEADING else 0


def decode(odds: np.ndarray, traits: Sequence[Traits]) -> list[int]:
    """Positions of the story's blocks, given each block's log-odds: the runs with the largest sum in all, where each
    run costs `RUN_COST` (Viterbi's search over two states), without the blocks clearly not of the story."""
    weight = np.sqrt(np.array([min(one.words, 100) + 1 for one in traits], dtype=float))
    out, within = 0.0, -RUN_COST
    switches: list[tuple[bool, bool]] = []
    for value in ((odds + BIAS) * weight).tolist():
        enters, leaves = out - RUN_COST > within, within > out
        switches.append((leaves, not enters))
        out, within = max(out, within), (out - RUN_COST if enters else within) + value
    inside, kept = within > out, []
    for number in range(len(switches) - 1, -1, -1):
        if inside:
            kept.append(number)
        inside = switches[number][inside]
    return [number for number in reversed(kept) if odds[number] > STAY]


def rule_scores(traits: Sequence[Traits]) -> list[float]:
    """A score for each block by rules alone: above zero for running text."""
    return [_score(one) for one in traits]


def _score(one: Traits) -> float:
    if one.hint in ("time-ago", "cut"):
        return -25.0
    if one.hint in ("comment-head", "after-head"):
        return -20.0
    if one.hint in ("promo", "copyright", "contributed", "widget"):
        return -12.0
    if one.hint in ("caption", "credit", "byline", "date", "rule"):
        return -6.0
    if one.prose:
        return float(min(one.words, 80))
    return -5.0 if one.words < 12 else -2.0


def best_run(values: Sequence[float] | np.ndarray) -> tuple[int, int]:
    """First and one past the last of the run with the largest sum (the first such); (0, 0) if none is above zero."""
    best, where, total, start = 0.0, (0, 0), 0.0, 0
    for number, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, number
        total += value
        if total > best:
            best, where = total, (start, number + 1)
    return where
