"""What a measure, a sum or a share is of: the noun phrase it stands beside, or the subject it is said of.

"Revenue rose to $5 million": revenue. "A drop of 3% in sales": drop, sales. "A 5-watt charger": charger. No parser:
words are told apart by wordkinds.py, phrases end at function words, and a subject stands before the nearest verb of its
clause. Refuses pronouns: "it cost $5" is of nothing that is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.figures.bounds import DIRECTIONS
from helpers.figures.quantities import Quantity
from helpers.figures.wordkinds import NAMELESS, Word, listed, nouns_from, nouns_to, words_of
from helpers.people.verbs import AUXILIARIES, DETERMINERS, PREPOSITIONS
from helpers.text.sentences import sentences

#: Characters on each side of a number that are read.
REACH = 300
_ENDS = frozenset(".;:!?\n—–")
_RELATIVE = frozenset("that which who".split())
_OPENERS = frozenset("as than like since until after before".split())
_DISTANCE = re.compile(
    r"\)?\s(?:away\s)?(from|off|(?:to\sthe\s)?(?:north|south|east|west|northeast|northwest|southeast|southwest)"
    r"(?:ern|ward)?\sof)\b"
)


@dataclass(frozen=True)
class Concept:
    """The words that name what is measured, in order, and the first phrase among them as written."""

    words: tuple[str, ...] = ()
    phrase: str = ""


def concept_of(
    text: str, start: int, end: int, span: tuple[int, int], *, counted: bool = False, time: bool = False
) -> Concept:
    """The concept of the quantity text[start:end] in the sentence text[span]; `counted`: whether it has a counted noun,
    which is then within the quantity; `time`: whether it is a duration."""
    before = words_of(text, max(span[0], start - REACH), start)
    while before and before[-1].text == "(":
        before.pop()
    after = words_of(text, end, min(span[1], end + REACH))
    if (
        after
        and after[0].kind == "verb"
        and after[0].low not in AUXILIARIES
        and any(word.low in ("a", "an") for word in before[-3:])
    ):
        after[0] = replace(after[0], kind="noun")  # "a 3 percent drop"
    if counted:
        chain = _of_after(after, ("of",)) or _of(before) or _subject(before) or _done_to(after)
    elif time:
        chain = _of(before) or _subject(before)
    elif text[start] in "+-−" and before and before[-1].kind == "noun":
        chain = nouns_to(before, len(before) - 1)  # "Dow +0.2% S&P 500 +0.3%"
    else:
        chain = _beside(after) or _of(before) or _of_after(after) or _object(before) or _subject(before)
    if chain:
        said_of = _subject(before)
        chain = [*chain, *(word for word in said_of if word not in chain)]
    return Concept(tuple(word.text for word in chain), _phrase(text, chain))


def _phrase(text: str, chain: Sequence[Word]) -> str:
    if not chain:
        return ""
    last = 0
    while last + 1 < len(chain) and not text[chain[last].end : chain[last + 1].start].strip():
        last += 1
    return text[chain[0].start : chain[last].end]


def _beside(after: Sequence[Word]) -> list[Word]:
    """The noun right behind a measure: "0.6 per cent fee", "5 W USB-C charger"."""
    if after and after[0].text == "-":
        after = after[1:]
    return nouns_from(after, 0)


def _of(before: Sequence[Word]) -> list[Word]:
    """The phrase that the quantity is "of": "winds of 155 mph", "a fine of up to $3 million"."""
    at = _before_bound(before)
    if (
        at > 0
        and before[at].low == "of"
        and before[at - 1].kind == "noun"
        and before[at - 1].low not in listed("light")
    ):
        return nouns_to(before, at - 1)
    return []


def _of_after(after: Sequence[Word], joins: tuple[str, ...] = ("of", "in", "for")) -> list[Word]:
    """What the quantity is said to be part of, or to consist of: "13% of the firm", "$5 billion in gains"."""
    if after and after[0].low in joins:
        return nouns_from(after, 1)
    return []


def _done_to(after: Sequence[Word]) -> list[Word]:
    """What those counted do something to: "14 players left the club"."""
    if after and after[0].kind == "verb":
        return nouns_from(after, 1)
    return []


def _object(before: Sequence[Word]) -> list[Word]:
    """What is moved by the amount: "boosts the range by 35 miles", "pulled the sector 0.7 percent lower"."""
    at = _before_bound(before)
    while at >= 0 and before[at].low in ("by", "to", "from", "at"):
        at -= 1
    if at < 0 or before[at].kind != "noun":
        return []
    chain = nouns_to(before, at)
    begin = chain[0].start
    ahead = next((word for word in reversed(before) if word.end <= begin and word.low not in DETERMINERS), None)
    return chain if ahead is not None and ahead.kind == "verb" and ahead.low not in AUXILIARIES else []


def _before_bound(before: Sequence[Word]) -> int:
    """The last word before those that bound the number: "up to", "at least", "about"."""
    at = len(before) - 1
    while at >= 0 and before[at].low in listed("before numbers"):
        if before[at].low in ("of", "by", "from", "to", "at") and not (at and before[at - 1].low in ("up", "close")):
            break
        at -= 1
    return at


def _subject(before: Sequence[Word]) -> list[Word]:
    """The phrase before the nearest verb of the clause; of a chain of verbs before the first."""
    at = len(before) - 1
    if at > 0 and before[at].low == "to" and before[at - 1].low == "up":
        at -= 2
    while at >= 0 and before[at].kind != "verb":
        if before[at].text in _ENDS:
            return []
        at -= 1
    if at > 2 and before[at - 1].text == ",":  # "the trust, a landlord in the city, posted"
        comma = next((i for i in range(at - 2, 0, -1) if before[i].text == ","), 0)
        at = comma if comma and before[comma - 1].kind == "noun" else at
    relative = at > 0 and before[at - 1].low in _RELATIVE
    at -= 2 if relative else 0
    while at >= 0:
        word = before[at]
        if word.low in NAMELESS or word.text in _ENDS:
            return []
        if word.kind == "noun":
            chain = nouns_to(before, at)
            first = next(i for i, found in enumerate(before) if found is chain[0])
            while first and before[first - 1].low in DETERMINERS:
                first -= 1
            verb = first - 1
            while verb > 0 and before[verb].kind == "verb":
                verb -= 1
            if 0 < verb < first - 1 and before[verb].low in _RELATIVE:  # "the firm, which imported cars, lost"
                at, relative = verb - 1, True
                continue
            if not first or relative or before[first - 1].low not in PREPOSITIONS - _OPENERS:
                return chain
            at = first - 1  # "shares have been on a tear, up 57%"
        at -= 1
    return []


def concepts(text: str, quantities: Sequence[Quantity]) -> list[Concept]:
    """The concept of each quantity, in order. One that names none goes on with that of the one before it in the
    sentence: "homes stay 70 days, $1 million to $2 million: 99 days"."""
    spans = sentences(text)
    starts = [start for start, _ in spans]
    found: list[Concept] = []
    told = -1
    for quantity in quantities:
        at = max(0, bisect_right(starts, quantity.start) - 1)
        counted = quantity.kind in ("count", "one-of") and bool(quantity.phrase)
        end = max(quantity.end, quantity.phrase_end) if counted else (quantity.twin or quantity).end
        concept = Concept()
        if quantity.kind != "one-of":
            concept = concept_of(
                text, quantity.start, end, spans[at], counted=counted, time=quantity.why == "unit-time"
            )
        if not concept.words and not counted and at == told and quantity.kind != "one-of":
            concept = found[-1]
        told = at
        found.append(concept)
    return found


def measured(text: str, quantity: Quantity, span: tuple[int, int]) -> str:
    """What a sum, share or measure is of, as a phrase: "revenue", "distance from the capital"; "" for durations and
    where only an actor is named ("she raised $5 million")."""
    end = (quantity.twin or quantity).end
    distance = _DISTANCE.match(text, end, span[1]) if quantity.why == "unit-length" else None
    if distance:
        place = nouns_from(words_of(text, distance.end(), min(span[1], distance.end() + REACH)), 0)
        return f"distance {distance[1]} {text[distance.end() : place[-1].end].strip()}" if place else ""
    if quantity.why in ("unit-time", "unit-age") or quantity.kind == "age":
        return ""
    before = words_of(text, max(span[0], quantity.start - REACH), quantity.start)
    verb = next((word.low for word in reversed(before) if word.kind == "verb"), "")
    chain = _of(before) or (_subject(before) if verb in listed("states") or verb in DIRECTIONS else [])
    phrase = _phrase(text, chain)
    return phrase if phrase and phrase.split()[-1].islower() or chain and chain[0].start == span[0] else ""
