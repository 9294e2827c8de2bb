"""The dateline that opens a wire story: place, agency, day. `KYIV, Ukraine (AP) — `, `LONDON, March 16 (Xinhua) -- `.

Refuses: an opening that only looks like one: without an agency or a day the town must be in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.corpus.signs import MONTH

_OPENING = re.compile(
    r"^(?P<place>[^\W\d_][^()\n:;!?\"“”—–]{1,70}?)"
    rf"(?i:,? (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?P<day>{MONTH}\.? \d{{1,2}}"
    rf"|\d{{1,2}} {MONTH})\.?(?:,? \d{{4}})?)?"
    r"(?:[, ]*\((?P<agency>[A-Z][\w .,&/’'-]{1,40})\)|,? ?/(?P<slash>[A-Z][\w .-]{1,30})/|,? (?P<bare>[A-Z]{2,8}"
    r"|Reuters|Xinhua))?"
    r",? ?(?:—|–|--|-|:)[ \u00a0](?=\S)"
)
_REST = re.compile(r"^(?:(?:[^\W\d_a-zß-ÿ][\w.’'-]*|\d{1,3}|of|the|and|de|la|el|al|near|in)(?:[ -]|$))+$")
_AGENCIES = ("AP", "AFP", "UPI", "PTI", "ANI", "IANS", "TASS", "DPA", "EFE", "ANSA", "PA", "CNN", "JTA", "CP", "BBC")
#: A town has at most so many words, if neither agency nor day stands with it.
TOWN_WORDS = 4
#: Words in capitals that open a text and are no town.
_LABELS = frozenset(
    "exclusive breaking update updated watch video live note tldr opinion editorial analysis commentary comment review"
    " warning abstract background introduction summary question answer disclaimer advertisement sponsored editor's"
    " editor’s fact explainer recap correction developing spoiler faq".split()
)


@dataclass(frozen=True)
class Dateline:
    """`place` as written, `agency` (empty without), `day` as written (empty without); it ends at text[:end]."""

    place: str
    agency: str
    day: str
    end: int


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the start of a text."""
    found = _OPENING.match(text[:160])
    if not found:
        return None
    place = found["place"].strip(" ,-")
    agency = (found["agency"] or found["slash"] or "").strip()
    bare = found["bare"] or ""
    if bare in _AGENCIES or bare in ("Reuters", "Xinhua"):
        agency = agency or bare
    elif bare:
        place = f"{place} {bare}" if " " + bare in found[0] else place
    if not _is_place(place, sure=bool(agency or found["day"])):
        return None
    return Dateline(place, agency, (found["day"] or "").strip(), found.end())


def _is_place(place: str, *, sure: bool) -> bool:
    town, *rest = (part.strip() for part in place.split(","))
    if len(town) < 2 or len(rest) > 3 or not all(_REST.match(part) for part in rest):
        return False
    if town.isupper():
        if town.split()[0].lower() in _LABELS:
            return False
        return sure or (len(town) > 3 and len(town.split()) <= TOWN_WORDS) or bool(rest)
    return sure and len(town.split()) <= 4 and _REST.match(town) is not None
