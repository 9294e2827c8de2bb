"""What the gazetteer says of a string, remembered: the same few thousand strings are asked for again and again."""

from __future__ import annotations

from functools import lru_cache

from helpers.places.gazetteer import load


@lru_cache(maxsize=200_000)
def strength(name: str) -> float:
    """How surely the bare name is a place, 0..1 (0: not in the gazetteer)."""
    return load().strength(name)


@lru_cache(maxsize=50_000)
def demonym(word: str) -> bool:
    """Whether the word is the adjective or the people of a place ("Ukrainian", "Russians")."""
    return load().demonym(word) is not None


@lru_cache(maxsize=50_000)
def is_large(name: str) -> bool:
    """Whether the name is that of a country or first-level division: the "Florida" of "Naples, Florida"."""
    entry = load().first(name)
    return entry is not None and entry.kind in ("country", "admin1")
