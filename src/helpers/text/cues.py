"""Patterns that are searched only where a sentence holds one of their telling words: a quick look before a slow one.

Most sentences hold none, and to look a word up in a set costs a hundredth of a search. Refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile("[a-z]+|~")


@dataclass(frozen=True)
class Cue:
    """A pattern, and the words of which every match holds at least one."""

    words: frozenset[str]
    pattern: re.Pattern[str]

    def search(self, text: str, among: frozenset[str]) -> re.Match[str] | None:
        """The first match in a text, all of whose words are `among` these."""
        return None if self.words.isdisjoint(among) else self.pattern.search(text)

    def finditer(self, text: str, among: frozenset[str]) -> Iterable[re.Match[str]]:
        """All matches in a text, all of whose words are `among` these."""
        return () if self.words.isdisjoint(among) else self.pattern.finditer(text)


def cue(words: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Cue:
    """A cue from its telling words, in small letters and parted by blanks, and its pattern."""
    return Cue(frozenset(words.split()), re.compile(pattern, flags))


@lru_cache(maxsize=256)
def words_in(text: str, start: int, end: int) -> frozenset[str]:
    """The words (runs of ASCII letters) of text[start:end], in small letters, and "~"."""
    return frozenset(_WORD.findall(text[start:end].lower()))


def word_before(text: str, end: int) -> str:
    """The word that ends at `end`, in small letters; "" if none does."""
    start = end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return text[max(start, 0) : max(end, 0)].lower()
