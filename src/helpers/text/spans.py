"""Where the tokens of a text stand, for evidence and concordances: offsets on demand. Counting needs none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.text.normalise import plain, plain_offsets

_INK = re.compile(r"\S")
#: What NLTK writes for a double quotation mark.
_QUOTES = ("``", "''")


def token_spans(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Spans (start, end) in the text as it is of its tokens, in order. `tokens`: what `encode` gives with fold=False,
    of the plain spelling."""
    spelt, offsets = plain(text), plain_offsets(text)
    spans, at = [], 0
    for token in tokens:
        if token in _QUOTES:
            start = _INK.search(spelt, at).start()
            size = 1 if spelt[start] == '"' else 2
        else:
            start, size = spelt.find(token, at), len(token)
        at = start + size
        spans.append((start, at) if offsets is None else (offsets[start], offsets[at - 1] + 1))
    return spans
