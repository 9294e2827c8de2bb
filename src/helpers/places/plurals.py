"""Places that share one noun: "the Kharkiv and Sumy regions", "Jackson, Barrow and Clarke counties".

Each is the region or county, not the town of that name. Found from the noun backwards. Refuses: names of which the
gazetteer has no such division.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.places.gazetteer import Entry, Gazetteer

_NOUN = re.compile(r" (counties|parishes|regions|oblasts|provinces|governorates|prefectures)\b")
_WORD = r"[A-ZÀ-Þ][\w’'\-]+"
_NAME = re.compile(rf"{_WORD}(?: {_WORD})?")
_LIST = re.compile(rf"(?:{_NAME.pattern}, ){{0,8}}{_NAME.pattern},? and (?:the )?{_NAME.pattern}$")
_REACH = 200
#: What a second-level division is called with its noun; the nouns that are not here are those of first-level ones.
_CALLED = {"counties": "County", "parishes": "Parish"}


class Shared(NamedTuple):
    """A name of such a list: its span; the whole name to look up, if it is not the name as written; and the divisions
    that it can be, best first, if nothing else need be asked."""

    start: int
    end: int
    full: str
    inside: tuple[Entry, ...]


def find_shared(text: str, gazetteer: Gazetteer) -> Iterator[Shared]:
    """The names of all such lists in a text."""
    for noun in _NOUN.finditer(text):
        begin = max(0, noun.start() - _REACH)
        found = _LIST.search(text, begin, noun.start())
        for name in _NAME.finditer(text, found.start(), found.end()) if found else ():
            yield from _division(name.group(), name.start(), noun[1], gazetteer)


def _division(name: str, start: int, noun: str, gazetteer: Gazetteer) -> Iterator[Shared]:
    """The division that a name means before a noun; without its first word if that only opens the sentence."""
    for first in (0, name.find(" ") + 1):
        short, end = name[first:], start + len(name)
        if noun in _CALLED:
            full = f"{short} {_CALLED[noun]}"
            if (entry := gazetteer.first(full)) is not None and entry.kind == "admin2":
                yield Shared(start + first, end, full, ())
                return
        elif inside := tuple(entry for entry in gazetteer.lookup(short) if entry.kind == "admin1"):
            yield Shared(start + first, end, "", inside)
            return
