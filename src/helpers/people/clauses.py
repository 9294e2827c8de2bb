"""Whether a verb before a quotation reports it: not a noun, not in a clause of its own, not itself reported."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.people.frames import Token
from helpers.people.parts import is_adverb, is_verb
from helpers.people.phrases import Names, Range
from helpers.people.verbs import ADVERBS, AUXILIARIES, MODALS, reporting_verbs

_NEW_CLAUSE = frozenset("if when while because whether who which whose whom although though".split())
#: Nouns that look like participles.
_NOUNS = frozenset(
    "meeting building filing briefing ruling hearing morning evening nothing anything everything something".split()
)


def is_object(tokens: Sequence[Token], verb: int) -> bool:
    """Whether an -ing form of a loose verb is a noun: "demands for ending the war", "starting"."""
    if not tokens[verb].low.endswith("ing") or tokens[verb].low in reporting_verbs().say:
        return False
    before = tokens[verb - 1] if verb else None
    return (
        before is not None and before.text != "," and before.low not in AUXILIARIES and before.low not in ("by", "and")
    )


def is_cut_off(tokens: Sequence[Token], first: int, verb: int, at: int) -> bool:
    """Whether a verb that only judges stands in a clause that does not reach the quotation: a relative clause between
    commas ("Roe, who ended her bid on Sunday, as “…”"), or one with a clause of its own behind it ("to see if “…”")."""
    if tokens[verb].low in reporting_verbs().say or tokens[at - 1].text == ":":
        return False
    if tokens[verb + 1].low in ("that", "out"):
        return False
    between = tokens[verb + 1 : at]
    if any(token.low in _NEW_CLAUSE for token in between):
        return True
    start = verb - 1
    while start > first and (is_adverb(tokens[start]) or tokens[start].low in AUXILIARIES):
        start -= 1
    opens = tokens[start].low in ("who", "which") and tokens[start - 1].text == ","
    return opens and any(token.text == "," for token in between[:-1])


def without_verb(tokens: Sequence[Token], found: tuple[Range, str] | None, names: Names) -> Range | None:
    """The subject found by a rule. A phrase that begins with a verb is none ("boosting candidates", "held in May"), but
    for a name that ends it right before its own verb ("succeed in it and Jane Roe")."""
    if not found:
        return None
    phrase, why = found
    start, after = phrase
    head = tokens[start]
    if head.capital or len(head.low) < 5 or not head.low.endswith(("ing", "ed")) or head.low in _NOUNS:
        return phrase
    start = after
    while start > phrase[0] and (tokens[start - 1].capital or tokens[start - 1].text == "."):
        start -= 1
    named = start < after and names(tokens[start].start, tokens[after - 1].end)
    return (start, after) if named and why == "name-verb" else None


def is_reported(tokens: Sequence[Token], first: int, subject: int, verb: int) -> bool:
    """Whether the verb only stands in what somebody else is reported to say: "Roe said he would call it “…”"."""
    verbs = reporting_verbs()
    if tokens[verb].low in verbs.say and not any(t.low in MODALS for t in tokens[subject:verb]):
        return False
    ahead = subject - 1
    while ahead > first and (tokens[ahead].low in ADVERBS or tokens[ahead].low == "that"):
        ahead -= 1
    reach = first if tokens[verb].low in verbs.loose else max(first, ahead - 6)
    for at in range(ahead, reach - 1, -1):
        if tokens[at].low in ("when", "while", "after", "before") and tokens[verb].low not in verbs.loose:
            return False
        if tokens[at].low in verbs.say and is_verb(tokens, first, at):
            return True
    return False
