"""The stop list: words too common to be keywords. Shipped in data/reference/stopwords.en.txt."""

from __future__ import annotations

from functools import lru_cache

from helpers.paths import REFERENCE


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """The shipped English stop words, case-folded."""
    lines = (REFERENCE / "stopwords.en.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
