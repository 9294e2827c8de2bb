"""What a word is where it stands: a verb that reports speech, the same form as a noun, a passive, an adverb."""

from __future__ import annotations

from collections.abc import Container, Sequence

from helpers.people.frames import Token
from helpers.people.verbs import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NOUN_FOLLOWERS,
    NOUN_OR_VERB,
    PASSIVE,
    PREPOSITIONS,
    reporting_verbs,
)

_CONTRACTED = frozenset("he's she's it's he’s she’s it’s".split())
_NO_ADVERBS = frozenset("family assembly daily weekly monthly quarterly elderly monopoly supply reply rally".split())
_ONE = frozenset("a an the his her its this".split())
_HOLD = frozenset("hold holds held holding".split())  # talks
_AFTER_PLURAL = (AUXILIARIES - {"'d", "’d", "had"}) | {"who", "whose"}
_NO_NOUN_AFTER = frozenset(
    "that these those her one many some several most all to as by in before after without".split()
)


def is_passive(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Whether the verb is said of its object: "was told", "been described"."""
    if tokens[verb].low.endswith("ing"):
        return False
    at = verb - 1
    while at >= first and is_adverb(tokens[at]):
        at -= 1
    return at >= first and tokens[at].low in PASSIVE


def is_noun(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Whether the form is a noun or an adjective here: "the reports", "of calls", "his alleged"."""
    if verb <= first:
        return False
    low = tokens[verb - 1].low
    is_ing = tokens[verb].low.endswith("ing")
    if low.endswith(("'s", "’s")) and low not in _CONTRACTED:
        return not is_ing
    if low == "her" and tokens[verb].low in NOUN_OR_VERB:
        return True
    if low in _NO_NOUN_AFTER:
        return False
    form = tokens[verb].low
    if form in NOUN_OR_VERB and not form.endswith("s") and verb - 1 > first and tokens[verb - 2].low in _ONE:
        return not low.endswith("s") and low not in ("people", "police")  # "a sweeping promise"
    return low in DETERMINERS or low in _HOLD or low in PREPOSITIONS and not is_ing


def is_verb(tokens: Sequence[Token], first: int, at: int, verbs: Container[str] | None = None) -> bool:
    """Whether tokens[at] reports speech, as a verb. Inside a sentence a capitalised form is a name: "United States".

    `verbs`: the forms that count, if not those of the lexicon."""
    token = tokens[at]
    if token.low not in (reporting_verbs() if verbs is None else verbs):
        return False
    if token.capital and at > first and tokens[at - 1].quoted < 0 and tokens[at - 1].text[0].isalnum():
        return False
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if following in _AFTER_PLURAL and token.low.endswith("s") and token.low not in ("says", "asks"):
        return False  # "states can", "reports whose"
    return not (token.low in NOUN_OR_VERB and following in NOUN_FOLLOWERS) and not is_noun(tokens, first, at)


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between a subject and its verb: "later", "angrily"."""
    if token.low in ADVERBS:
        return True
    return token.low.endswith("ly") and len(token.low) > 4 and not token.capital and token.low not in _NO_ADVERBS
