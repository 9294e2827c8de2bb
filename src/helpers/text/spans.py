"""Where the tokens of one text stand: offsets on demand, for evidence and concordances. Counting needs none."""

from __future__ import annotations

import re

from helpers.text.tokens import encode

_INK = re.compile(r"\S")
#: What NLTK writes for a double quotation mark.
_QUOTES = ("``", "''")


def token_spans(text: str, *, rule: str = "nltk") -> list[tuple[int, int]]:
    """Spans (start, end) of the tokens of a text as it is, in order: of `word_tokenize`'s for rule `nltk`."""
    spans, at = [], 0
    for token in encode([text], rule=rule, plain=False, fold=False).tokens(0):
        if token in _QUOTES:
            start = _INK.search(text, at).start()
            size = 1 if text[start] == '"' else 2
        else:
            start, size = text.find(token, at), len(token)
        spans.append((start, start + size))
        at = start + size
    return spans
