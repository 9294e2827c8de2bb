"""How sure a number is meant: "at least", "nearly", "up to", "passed", and whether it is a level or a change.

Looks only at the words that stand directly around the number. Refuses nothing; without such words a number is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.text.cues import cue, words_in

EXACT, ABOUT, AT_LEAST, MORE, AT_MOST, LESS = "exact", "about", "at least", "more than", "at most", "less than"

_FILL = (
    r"(?:(?:a|an|the|just|only|its|their|that|of|another|further|additional|by|to|at|some|an? (?:further|additional"
    r"|estimated|total of))\s)*"
)
_BEFORE = tuple(
    (bound, cue(telling, rf"(?:^|[\s(—–“\"-])(?:{words})\s?{_FILL}$"))
    for bound, telling, words in (
        (
            AT_LEAST,
            "least fewer less minimum",
            r"at least|at the very least|no fewer than|no less than|not fewer than|not less than|a minimum of|minimum",
        ),
        (
            AT_MOST,
            "up most many much high long more maximum higher",
            r"up to|at most|as many as|as much as|as high as|as long as|no more than|not more than|a maximum of|maximum"
            r" of|no higher than",
        ),
        (
            LESS,
            "less fewer under below short lower shy sub",
            r"less than|fewer than|under|below|short of|lower than|shy of|sub-",
        ),
        (
            MORE,
            "more over above upward upwards excess exceed exceeds exceeded exceeding surpass surpasses surpassed"
            " surpassing passed topped topping tops beyond greater higher north crossed outnumbers outnumbered",
            r"more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|(?:has|have|had"
            r"|just|already) passed|passed|topp(?:ed|ing)|tops|beyond|greater than|higher than|well over|north of"
            r"|crossed|outnumber(?:s|ed)|over than|at over",
        ),
        (
            ABOUT,
            "about around approximately approx roughly nearly almost close estimated region some circa more nearing"
            " approaching averaged averages averaging barely virtually near vicinity so ~",
            r"about|around|approximately|approx\.?|roughly|nearly|almost|close to|an estimated|estimated|estimated at"
            r"|in the region of|some|~|circa|more or less|nearing|approaching|averag(?:ed|es|ing)|barely|virtually|near"
            r"|in the vicinity of|or so",
        ),
    )
)
_NEAR = re.compile(r"(?:nearly|almost|nearing|approaching|barely)\s", re.IGNORECASE)
_AFTER = tuple(
    (bound, re.compile(pattern, re.IGNORECASE))
    for bound, pattern in (
        (
            AT_LEAST,
            r"\s?(?:\+(?!\d)|-plus\b|\splus\b(?!\s\d)|(?:\s\w+){0,2}?\sor more\b|(?:\s\w+)?\sand counting\b)",
        ),
        (AT_MOST, r"(?:\s\w+){0,2}?\sor (?:less|fewer|under)\b"),
        (ABOUT, r"(?:\s\w+){0,2}?\sor (?:so|thereabouts)\b"),
    )
)
_AFTER_WORDS = frozenset(("plus", "or", "counting"))
_REACH = 60

_UP_WORDS = (
    "up ups rose rise rises rising risen gain gains gained gaining increase increases increased increasing grew grow"
    " grows grown growing jump jumps jumped jumping climb climbs climbed climbing surge surges surged surging"
    " soar soars soared soaring adds added adding advance advances advanced advancing rally rallies rallied swell"
    " swells swelled spike spikes spiked higher boosted leap leaps leaped leapt upward widened"
)
_DOWN_WORDS = (
    "down fell fall falls falling fallen drop drops dropped dropping decline declines declined declining decrease"
    " decreases decreased decreasing loses losing lost plunge plunges plunged plunging plummet plummets plummeted"
    " plummeting slid slide slides slip slips slipped slipping tumble tumbles tumbled tumbling sank sink sinks shrank"
    " shrink shrinks shed sheds shedding lower dip dips dipped cut slump slumps slumped slumping eased retreated"
    " contracted narrowed reduced weakened crashed"
)
_UP = "|".join([*_UP_WORDS.split(), "rises? of", "increase of", "gain of"])
_DOWN = "|".join([*_DOWN_WORDS.split(), "drop of", "fall of", "decline of", "decrease of"])
_MOD = (
    r"(?:by|a|an|another|a further|an additional|nearly|almost|about|around|roughly|approximately|some|more than|less"
    r" than|under|over|as much as|just|only|at least|up to|an estimated|sharply|slightly|further|marginally|steeply"
    r"|again|back|to minus|to)"
)
_DIRECTION = cue(f"{_UP_WORDS} {_DOWN_WORDS}", rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<fill>(?:\s{_MOD})*)\s$")
#: "cut its staff by 5", "grew sales by nearly 3": what moves stands between.
_MOVED_BY = cue(
    "by",
    r"\b(?:(?P<up>rais|increas|grow|grew|boost|lift|expand|rais|widen|improv)|(?P<down>cut|reduc|lower|trim|shrink|slash|narrow))"
    rf"\w*\s(?:[\w’'-]+\s){{1,4}}by\s(?:{_MOD}\s)*$",
)
#: "gave up 517 yards", "set up two": no rise.
_NO_MOVE = re.compile(
    r"\b(?:g[ai]ven?|giving|gives|set|sets|end|ends|ended|made|makes|make|picked|put|took|take|taken|broke|split|show"
    r"|showed|shows|back|backed|line|lined|turned|hold|held) up\Z",
    re.IGNORECASE,
)
#: Words that say that something moved up or down.
DIRECTIONS = frozenset(f"{_UP_WORDS} {_DOWN_WORDS}".split())
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
    begin = max(0, start - _REACH)
    before, words = text[begin:start], words_in(text, begin, start)
    cut = max(before.rfind(mark) for mark in ("\n", ". ", "; ", ": "))
    before = before[cut + 1 :] if cut >= 0 else before
    bound = next((name for name, said in _BEFORE if said.search(before, words)), "") or _bound_after(text, end)
    change = ""
    match = _DIRECTION.search(before, words)
    by = None if match else _MOVED_BY.search(before, words)
    if match and not _LEVEL.search(match["fill"]) and not _NO_MOVE.search(before[: match.end("up")]):
        change = "up" if match["up"] else "down"
    elif by:
        change = "up" if by["up"] else "down"
    elif sign == "+":
        change = "up"
    return Bound(bound, change, bound == ABOUT and bool(_NEAR.search(before[-30:])))


def _bound_after(text: str, end: int) -> str:
    if "+" not in text[end : end + 2] and _AFTER_WORDS.isdisjoint(words_in(text, end, end + _REACH)):
        return EXACT
    return next((name for name, pattern in _AFTER if pattern.match(text, end)), EXACT)


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
