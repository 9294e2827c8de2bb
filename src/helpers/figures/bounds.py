"""How sure a number is meant: "at least", "nearly", "up to", "passed", and whether it is a level or a change.

Looks only at the words that stand directly around the number. Refuses nothing; without such words a number is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXACT, ABOUT, AT_LEAST, MORE, AT_MOST, LESS = "exact", "about", "at least", "more than", "at most", "less than"

_FILL = (
    r"(?:(?:a|an|the|just|only|its|their|that|of|another|further|additional|by|to|at|some|an? (?:further|additional"
    r"|estimated|total of))\s)*"
)
_BEFORE = tuple(
    (bound, re.compile(rf"(?:^|[\s(—–“\"-])(?:{words})\s?{_FILL}$", re.IGNORECASE))
    for bound, words in (
        (
            AT_LEAST,
            r"at least|at the very least|no fewer than|no less than|not fewer than|not less than|a minimum of|minimum",
        ),
        (
            AT_MOST,
            r"up to|at most|as many as|as much as|as high as|as long as|no more than|not more than|a maximum of|maximum"
            r" of|no higher than",
        ),
        (LESS, r"less than|fewer than|under|below|short of|lower than|shy of|sub-"),
        (
            MORE,
            r"more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|(?:has|have|had"
            r"|just|already) passed|passed|topp(?:ed|ing)|tops|beyond|greater than|higher than|well over|north of"
            r"|crossed|outnumber(?:s|ed)|over than|at over|higher at",
        ),
        (
            ABOUT,
            r"about|around|approximately|approx\.?|roughly|nearly|almost|close to|an estimated|estimated|estimated at"
            r"|in the region of|some|~|circa|more or less|nearing|approaching|averag(?:ed|es|ing)|barely|virtually|near"
            r"|in the vicinity of|or so",
        ),
    )
)
_NEAR = re.compile(r"(?:nearly|almost|nearing|approaching|barely)\s", re.IGNORECASE)
_AFTER = (
    (
        AT_LEAST,
        re.compile(
            r"\s?(?:\+(?!\d)|-plus\b|\splus\b(?!\s\d)|(?:\s\w+){0,2}?\sor more\b|(?:\s\w+)?\sand counting\b)",
            re.IGNORECASE,
        ),
    ),
    (AT_MOST, re.compile(r"(?:\s\w+){0,2}?\sor (?:less|fewer|under)\b", re.IGNORECASE)),
    (ABOUT, re.compile(r"(?:\s\w+){0,2}?\sor (?:so|thereabouts)\b", re.IGNORECASE)),
)

_UP = (
    r"up|ups|rose|rises?|rising|risen|gain(?:s|ed|ing)?|increas(?:e|es|ed|ing)|grew|grow(?:s|n|ing)?|jump(?:s|ed|ing)?"
    r"|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|add(?:s|ed|ing)|advanc(?:e|es|ed|ing)|rall(?:y|ies|ied)"
    r"|swell(?:s|ed)?|spik(?:e|es|ed)|higher|boosted|leap(?:s|ed)?|leapt|ris(?:e|es) of|increase of|gain of|upward"
    r"|widened|raised"
)
_DOWN = (
    r"down|fell|falls?|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:es|ing)"
    r"|lost|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|slid|slides?|slipp?(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|sank|sinks?"
    r"|shrank|shrinks?|shed|sheds|shedding|lower|dip(?:s|ped)?|cut|slump(?:s|ed|ing)?|eased|retreated|contracted|drop"
    r" of|fall of|decline of|decrease of|narrowed|reduced|weakened|crashed"
)
_MOD = (
    r"(?:by|a|an|another|a further|an additional|nearly|almost|about|around|roughly|approximately|some|more than|less"
    r" than|under|over|as much as|just|only|at least|up to|an estimated|sharply|slightly|further|marginally|steeply"
    r"|again|back|to minus|to)"
)
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<fill>(?:\s{_MOD})*)\s$", re.IGNORECASE)
_MOVES = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|slow(?:ed|ing)?|rebound(?:ed)?|went|mov(?:ed|ing)|creep(?:ing)?|crept|revised|lifted"
    rf"|chang(?:e|ed)|double[ds]?|tripled)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\bto\b", re.IGNORECASE)


@dataclass(frozen=True)
class Bound:
    """`bound` as in the figures table; `change`: up or down when the number is how much something moved, else ""."""

    bound: str
    change: str
    near: bool = False

    @property
    def mark(self) -> str:
        """The NewsQuant mark: = ~ > < up down. A direction outweighs "nearly" and "under", not "about" and "more
        than"."""
        sign = {EXACT: "=", ABOUT: "~", AT_LEAST: ">", MORE: ">", AT_MOST: "<", LESS: "<"}[self.bound]
        if self.change and (sign in "=<" or self.near):
            return self.change
        return sign


def read_bound(text: str, start: int, end: int, *, sign: str = "") -> Bound:
    """What the words around text[start:end] (a number, without its unit) make of it."""
    before = text[max(0, start - 60) : start]
    cut = max(before.rfind(mark) for mark in ("\n", ". ", "; ", ": "))
    before = before[cut + 1 :] if cut >= 0 else before
    bound = next((name for name, pattern in _BEFORE if pattern.search(before)), "")
    if not bound:
        bound = next((name for name, pattern in _AFTER if pattern.match(text, end)), EXACT)
    change = ""
    match = _DIRECTION.search(before)
    if match and not _LEVEL.search(match["fill"]):
        change = "up" if match["up"] else "down"
    elif sign == "+":
        change = "up"
    return Bound(bound, change, bound == ABOUT and bool(_NEAR.search(before[-30:])))


def moves(before: str) -> bool:
    """Whether the words before "from A to B" say that something went from A to B (and that it is no range)."""
    return bool(_MOVES.search(before))


def ends(low: float, high: float | None, bound: str) -> tuple[float | None, float | None]:
    """The interval that a value and its bound allow: open above for "at least", open below for "at most"."""
    if high is None or high != low:
        return low, high
    if bound in (AT_LEAST, MORE):
        return low, None
    return (None, high) if bound in (AT_MOST, LESS) else (low, high)
