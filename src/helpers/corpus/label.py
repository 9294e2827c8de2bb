"""Names for the blocks that are not of the story: title, date, byline, caption, teaser, navigation and so on.

Refuses: to leave a block without a kind and a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from helpers.corpus.blocks import Block
from helpers.corpus.features import Traits
from helpers.corpus.title import find_title

#: Kind of a block that bears a sign.
KIND = {
    "rule": "rule", "widget": "boilerplate", "time-ago": "date", "contributed": "credit", "comment-head": "comment",
    "after-head": "promo", "copyright": "boilerplate", "credit": "credit", "caption": "caption", "cut": "caption",
    "promo": "promo", "byline": "byline", "date": "date", "bio": "bio", "address": "boilerplate",
}  # fmt: skip


class Labelled(NamedTuple):
    """A block with its kind and the name of the rule that gave it. (A tuple: there are many.)"""

    kind: str
    why: str
    text: str


def label(
    blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int], *, whole: bool = False, title: str = ""
) -> list[tuple[str, str]]:
    """Kind and reason of each block; those in `kept` are the story, but for a headline at its start and short lines
    above that. `whole`: the text is all story, and stays so; `title`: the headline, if known."""
    headline = -1 if whole else find_title(blocks, traits, kept, known=title)
    above = [number for number in kept if number < headline]
    if not any(traits[number].prose for number in above):
        kept = kept[len(above) :]
    inside = frozenset(kept)
    first, last = (kept[0], kept[-1] + 1) if kept else (len(blocks), len(blocks))
    said = blocks[headline].text if headline >= 0 else None
    comments = False
    labels = []
    for number, (block, one) in enumerate(zip(blocks, traits, strict=True)):
        comments = comments or (number >= last and one.hint == "comment-head")
        if number in inside and number != headline:
            labels.append(("body", "in-story-run"))
        elif block.text == said:
            labels.append(("title", "headline-above-story" if number == headline else "headline-repeated"))
        elif one.hint == "promo" and one.words <= 2:
            labels.append(("navigation", "menu-word"))
        elif one.hint:
            labels.append((KIND[one.hint], one.hint))
        elif comments:
            labels.append(("comment", "after-comment-heading"))
        elif first <= number < last:
            labels.append(("other", "unlike-story-around-it"))
        elif one.prose:
            labels.append(("teaser", "prose-before-story" if number < first else "prose-after-story"))
        elif one.words <= 5:
            labels.append(("navigation", "short-line"))
        else:
            labels.append(("teaser", "headline-like"))
    return labels
