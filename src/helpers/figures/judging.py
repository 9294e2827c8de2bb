"""What a reader should think of a figure: the doubts that stand beside it, and whether it is worth a timeline."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.figures.quantities import Quantity

#: Smallest count of people, or of things, that is worth a timeline without an event to it.
MANY_PEOPLE, MANY_THINGS, MUCH_MONEY = 5, 20, 1e5
#: Smallest count of things that something happened to.
FEW = 3
_DIGIT = re.compile(r"\d")

_HEDGES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "undercount",
            r"\bunder-?counts?\b|\bunderestimates?\b|\b(?:likely|probably|believed to be|could be|may be|expected to"
            r" be) (?:much |far |considerably |significantly )?higher\b|\bincomplete\b|\bexpected to (?:rise|climb|grow"
            r"|increase)\b|\b(?:will|could|may|might) (?:rise|climb|go up)\b",
        ),
        (
            "unverified",
            r"\b(?:could|can|did|has|have|had)\s?(?:not|n['’]t|yet to) (?:be |been )?(?:independently |immediately"
            r" )?(?:verif|confirm|corroborat)\w+|\bunverified\b|\bunconfirmed\b|\bno independent confirmation\b"
            r"|\bwithout providing evidence\b",
        ),
        (
            "disputed",
            r"\b(?:denied|disputed|rejected|contested|questioned) (?:the|that|those|these|its|their|such)\b"
            r"|\bdisputed\b",
        ),
        (
            "preliminary",
            r"\bpreliminary\b|\binitial (?:count|estimate|figures?|tally|reports?)\b|\bprovisional(?:ly)?\b|\bso far"
            r" unclear\b",
        ),
        ("alleged", r"\balleg(?:ed|edly|es)\b|\bpurported(?:ly)?\b|\breportedly\b"),
    )
)


_DOUBT_STEMS = (
    "undercount",
    "under-count",
    "underestimat",
    "verif",
    "confirm",
    "corroborat",
    "evidence",
    "disput",
    "denied",
    "rejected",
    "contested",
    "questioned",
    "prelim",
    "initial",
    "provision",
    "unclear",
    "alleg",
    "purport",
    "reportedly",
    "higher",
    "incomplete",
    " rise",
    " climb",
    " grow",
    " increase",
    " go up",
)


_ABOUT_NUMBERS = re.compile(
    r"\b(?:number|figure|toll|count|tally|claim|report|estimate|total)s?\b|\b[Tt]hat could not\b|\b[Tt]he AP\b"
)
#: "a man of 83": an age.
_AGED = re.compile(
    r"\b(?:man|woman|boy|girl|patient|son|daughter|child|widow|widower|pensioner|farmer|mother|father) of $"
)
_OLDEST = 115
_HYPOTHETICAL = re.compile(r"\b(?:if|would|could|might|may|should|unless)\b[^.;,]{0,40}$", re.IGNORECASE)


_WOULD_BE = re.compile(r"(?:\s[\w’'-]+){0,3}?,?\s(?:could|would|might|may|if not)\s", re.IGNORECASE)
#: "Hundreds" can be held against a count; "thousands" and "millions" are a manner of speaking.
_ROUNDEST = 2000
#: Wars and times that no article reports on the day: what a sentence counts beside them is history.
_PAST = re.compile(
    r"\b(?:(?:First|Second) World War|World Wars?|WW ?(?:I|II|1|2)\b|Holocaust|Cold War|Nazis?|Hitler|Stalin(?:grad)?"
    r"|Soviet (?:Union|era|rule)|Napoleon\w*|(?:Vietnam|Korean|Gulf|Iraq|Winter|Crimean) [Ww]ar|centur(?:y|ies)"
    r"|decades? ago|in the (?:18|19)\d\ds)\b"
)

#: "The largest since the Second World War": a comparison.
_SINCE = re.compile(r"\b(?:since|after|than)\b[^.;]*$")


@lru_cache(maxsize=64)
def hedge_of(text: str, span: tuple[int, int], block: tuple[int, int]) -> str:
    """What the sentence says against its figure; a warning about "those numbers" may stand in the sentence after, if
    that has no numbers of its own."""
    own = text[span[0] : span[1]]
    for name, pattern in _HEDGES if _may_hedge(own) else ():
        if pattern.search(own):
            return name
    after = text[span[1] : min(block[1], span[1] + 220)]
    if _may_hedge(after) and _ABOUT_NUMBERS.search(after):
        for name, pattern in _HEDGES[:2]:
            doubt = pattern.search(after)
            if doubt and not _DIGIT.search(after, 0, doubt.start()):
                return name
    return ""


def _may_hedge(text: str) -> bool:
    """Whether a text holds the stem of any word of doubt: a quick look before the slow one."""
    low = text.lower()
    return any(map(low.__contains__, _DOUBT_STEMS))


def is_salient(
    text: str, quantity: Quantity, why: str, unit: str, head: str, event: str, span: tuple[int, int]
) -> bool:
    """Whether a figure is worth a timeline: it says what became of how many, or how much, and not just how the story
    goes, what may come, or what once was. `span`: the sentence."""
    low = abs(quantity.low)
    if quantity.number.kind == "vague" and low >= _ROUNDEST:
        return False
    past = _PAST.search(text, *span)
    if past and not _SINCE.search(text[max(span[0], past.start() - 30) : past.start()]):
        return False
    if _WOULD_BE.match(text, max(quantity.end, quantity.phrase_end), span[1]):
        return False
    if quantity.kind in ("age", "one-of") or why.startswith("hyphen-noun") or quantity.number.kind == "fraction":
        return False
    if low <= _OLDEST and not quantity.phrase and _AGED.search(text[max(0, quantity.start - 25) : quantity.start]):
        return False
    if _HYPOTHETICAL.search(text[max(0, quantity.start - 50) : quantity.start]):
        return False
    if quantity.kind == "money":
        return low >= MUCH_MONEY or bool(event)
    if quantity.kind == "percent":
        return bool(event) or bool(head) or bool(quantity.bound.change)
    if quantity.kind == "measure":
        return event == "level" or quantity.rate != ""
    if unit == "person":
        return low >= MANY_PEOPLE or event in (
            "killed",
            "injured",
            "missing",
            "captured",
            "detained",
            "trapped",
            "evacuated",
            "rescued",
            "infected",
        )
    if event:
        return low >= FEW and bool(head)
    return low >= MANY_THINGS and bool(head)
