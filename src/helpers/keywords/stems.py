"""Stems: "flood", "floods" and "flooding" as one term, if the analyst asks for it (`stems: "yes"`)."""

from __future__ import annotations

from functools import lru_cache

from nltk.stem.snowball import SnowballStemmer


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("english")


@lru_cache(maxsize=1 << 18)
def stem(term: str) -> str:
    """The stem of a case-folded word by the Snowball (Porter 2) rules; a term of other than Latin letters stays."""
    return _stemmer().stem(term) if term.isascii() and term.isalpha() else term
