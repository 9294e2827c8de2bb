"""Whether a text is English, by the share of its words that are English function words. Refuses to name any other."""

from __future__ import annotations

import re

from helpers.corpus.signs import ENGLISH

#: Of running English about 40 to 50 % of words are on the list; of other languages using our letters, under 12 %.
MIN_SHARE = 0.22
MIN_WORDS = 8

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """`en`, or empty for another language, or for too few words to tell."""
    words = [word.lower() for word in _WORD.findall(text[:8000])]
    if len(words) < MIN_WORDS:
        return ""
    return "en" if sum(word in ENGLISH for word in words) >= MIN_SHARE * len(words) else ""
