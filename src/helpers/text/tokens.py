"""Token rule `nltk`: the tokens of NLTK's `word_tokenize` (Treebank rules after Punkt), each distinct chunk cut once.

Punkt finds the sentences; each is parted at white space, and NLTK tokenizes every distinct chunk once (and once more
where it ends a sentence, for there its full stop is a token of its own). Counting then works on chunks, which repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from helpers.text.normalise import for_tokens
from helpers.text.sentences import punkt

#: Name and version of the rule, for the reports: a count means nothing without it.
RULE = "nltk word_tokenize"

_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1)
def _treebank():
    from nltk.tokenize import NLTKWordTokenizer

    return NLTKWordTokenizer()


@lru_cache(maxsize=1 << 18)
def _cut(chunk: str, last: bool) -> tuple[str, ...]:
    """The tokens of one chunk amid a sentence (`x chunk x`), or at its end (`x chunk`)."""
    cut = _treebank().tokenize(f"x {chunk}" if last else f"x {chunk} x")
    return tuple(cut[1:] if last else cut[1:-1])


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """The chunks of a text in order, each with whether it ends a sentence."""
    plain = for_tokens(text)
    for start, end in punkt().span_tokenize(plain):
        *inner, last = plain[start:end].split()
        for chunk in inner:
            yield chunk, False
        yield last, True


def count(text: str) -> Counter[str]:
    """How often each token occurs in a text."""
    tokens: Counter[str] = Counter()
    for (chunk, last), n in Counter(_chunks(text)).items():
        for token in _cut(chunk, last):
            tokens[token] += n
    return tokens


def sequence(text: str) -> list[str]:
    """The tokens of a text in order, case-folded, punctuation included: for phrases, which must not cross it."""
    return [token.casefold() for chunk, last in _chunks(text) for token in _cut(chunk, last)]


def is_term(token: str) -> bool:
    """Whether a token is a term that keywords count: it holds a letter."""
    return _LETTER.search(token) is not None
