"""Where certain words stand in a text, found without looking at every other word.

Dates and numbers can begin only with certain words; trying their patterns nowhere else makes them many times faster.
Words are runs of ASCII letters, whatever their case; refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Small letters for letters, a blank for everything else.
_PLAIN = bytes(code | 32 if chr(code).isalpha() else 32 for code in range(128)) + b" " * 128


class Openings:
    """A set of words, in small letters, to be found in texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word.encode() for word in words)

    def find(self, text: str) -> list[tuple[int, str]]:
        """Where each of the words begins in a text, and the word, in no order."""
        # one byte for each character, so that places stay; the blanks around spare the ends a special case
        plain = b" %b " % text.encode("ascii", "replace").translate(_PLAIN)
        found = []
        for word in self._words.intersection(plain.split()):
            needle, written = b" %b " % word, word.decode()
            at = plain.find(needle)
            while at >= 0:
                found.append((at, written))
                at = plain.find(needle, at + 1)
        return found
