"""The noun phrase that is the subject of a verb, without a parser: left of it, right of it, or at the clause's head.

Ranges are positions [first, after) among a frame's tokens. Refuses to guess across a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpers.names.gazetteer import demonym
from helpers.people.frames import Token
from helpers.people.parts import is_adverb, is_noun
from helpers.people.titles import role_words
from helpers.people.verbs import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIME_WORDS,
    reporting_verbs,
)

Range = tuple[int, int]
#: Whether a person is named in text[start:end].
Names = Callable[[int, int], bool]

_DASHES = frozenset("–—-")
_JOINS = frozenset("and but then so while whereas although though".split())
#: Nouns before a verb, though verbs elsewhere: "new estimates show".
_DOCUMENTS = frozenset("report reports estimate estimates".split())
_MAX_PHRASE = 24
_MAX_APPOSITION = 45
#: The noun of "the former Russian deputy foreign minister" stands so many words behind the people's name.
_FROM_DEMONYM = 4
_OBJECTS = frozenset("him her them me us it you himself herself themselves".split())


def subject_before(tokens: Sequence[Token], first: int, verb: int, names: Names) -> tuple[Range, str] | None:
    """The subject left of tokens[verb] and the name of the rule that found it."""
    at = verb - 1
    while at >= first and (is_adverb(tokens[at]) or tokens[at].low in AUXILIARIES):
        at -= 1
    if at < first:
        return None
    at = _skip_auxiliary(tokens, first, _skip_time(tokens, first, at))
    token = tokens[at]
    if token.low in PRONOUNS:
        return (at, at + 1), "pronoun-verb"
    if token.low in RELATIVES and at > first:
        at -= 2 if tokens[at - 1].text == "," else 1
        found = _antecedent(tokens, first, at, names) if at >= first else None
        return (found, "relative-verb") if found else None
    if token.text == ",":
        found = _appositive(tokens, first, at, names)
        return (found, "apposition-verb") if found else _of_clause(tokens, first, verb, names)
    if token.text in _DASHES:
        found = _appositive(tokens, first, at, names, marks=_DASHES)
        return (found, "apposition-verb") if found else _of_clause(tokens, first, verb, names)
    if token.text == ")":
        at = _skip_brackets(tokens, first, at)
        if at < first:
            return None
        token = tokens[at]
    if (
        token.quoted >= 0
        or not (token.text[0].isalnum() or token.text in ".’'")
        or token.low in CLAUSE_WORDS
        or token.low in PREPOSITIONS
        or token.low in _OBJECTS
        or token.low in reporting_verbs()
        and not token.capital
        and token.low not in _DOCUMENTS
        or tokens[verb].low.endswith("ing")
        and not token.capital
    ):
        return _of_clause(tokens, first, verb, names)
    found = _phrase_before(tokens, first, at, names)
    return (found, "name-verb") if found else _of_clause(tokens, first, verb, names)


def subject_after(tokens: Sequence[Token], verb: int, after: int) -> Range | None:
    """The subject right of tokens[verb]: "said Jane Roe", "said the mayor"."""
    at = verb + 1
    if at >= after:
        return None
    token = tokens[at]
    if token.low in PRONOUNS:
        return at, at + 1
    if token.low in PREPOSITIONS or token.low in CLAUSE_WORDS or token.low in TIME_WORDS and not token.capital:
        return None
    if token.low in _OBJECTS - {"her"} or not token.text[0].isalnum() or is_adverb(token):
        return None
    return _phrase_after(tokens, at, after, begins_free=token.capital or token.low in DETERMINERS)


def phrase_from(tokens: Sequence[Token], first: int, after: int) -> Range | None:
    """The noun phrase that begins at `first`, as after "according to"."""
    return _phrase_after(tokens, first, after, begins_free=True) if first < after else None


def clause_subject(tokens: Sequence[Token], first: int, before: int, names: Names) -> Range | None:
    """The nearest phrase left of `before` that heads a main clause: behind the start, a comma or "and"."""
    at = before - 1
    while at >= first:
        token, ahead = tokens[at], tokens[at - 1] if at > first else None
        heads = ahead is None or ahead.text in ",;:—–)" or ahead.low in _JOINS or ahead.quoted >= 0
        if heads and (token.low in PRONOUNS):
            return at, at + 1
        if heads and _may_head(token):
            found = _head(tokens, at, before, names)
            sure = ahead is None or ahead.low not in ("and", ",") or token.low in DETERMINERS
            named = found and (sure or names(tokens[found[0]].start, tokens[found[1] - 1].end))
            if found and named and not _lists(tokens, at, found, first):
                return found
        at -= 1
    return None


def main_subject(tokens: Sequence[Token], first: int, after: int, names: Names) -> Range | None:
    """The subject of a sentence's first main clause: its first words, or those behind an opening phrase's comma."""
    at = first
    if tokens[at].low in PREPOSITIONS or tokens[at].low in CLAUSE_WORDS or _is_opening(tokens[at]):
        while at < after and tokens[at].text != ",":
            at += 1
        at = at + 1 if at + 1 < after else first + 1
    while at < after and is_adverb(tokens[at]):
        at += 1
    if at >= after:
        return None
    if tokens[at].low in PRONOUNS:
        return at, at + 1
    if at + 1 < after and tokens[at + 1].text == "," and not names(tokens[at].start, tokens[at].end):
        return None  # "Wait, there is more:"
    return _head(tokens, at, after, names) if tokens[at].capital or tokens[at].low in DETERMINERS else None


def _may_head(token: Token) -> bool:
    if not token.text[0].isalpha() or token.low in PREPOSITIONS or token.low in CLAUSE_WORDS or _is_opening(token):
        return False
    return token.capital or token.low in DETERMINERS


def _lists(tokens: Sequence[Token], at: int, found: Range, first: int) -> bool:
    """A phrase between commas, or before "and" after one, is an item or an apposition, not the head of a clause."""
    return at > first and tokens[at - 1].text in ",(" and found[1] < len(tokens) and tokens[found[1]].text in ",)"


def _head(tokens: Sequence[Token], at: int, before: int, names: Names) -> Range | None:
    """The phrase that begins at `at`, up to a person's name if there is one in it, else its first words."""
    stop = at
    while stop < before and stop - at < 14 and (tokens[stop].text[0].isalnum() or tokens[stop].text in ".’'"):
        low = tokens[stop].low
        if stop > at and (
            low in AUXILIARIES or low in CLAUSE_WORDS or low in reporting_verbs() and not tokens[stop].capital
        ):
            break
        if stop > at and low in PREPOSITIONS - {"of", "for"}:
            break
        stop += 1
    for end in range(min(stop, at + 10), at, -1):
        if tokens[end - 1].capital and names(tokens[end - 1].start, tokens[end - 1].end):
            return at, end
    run = at + 1
    while run < stop and (tokens[run].capital or tokens[run].text in ".’'" and run + 1 < stop):
        run += 1
    if run == at + 1 and tokens[at].low in DETERMINERS:
        run = min(stop, at + 3)
        while run < stop and (_is_open(tokens[run - 1]) or tokens[run - 1].capital and tokens[run].capital):
            run += 1
    if run < stop and demonym(tokens[run - 1].text) and tokens[run].text[0].islower():
        run = _with_noun(tokens, run, stop)
    return (at, run) if run > at else None


def _with_noun(tokens: Sequence[Token], run: int, stop: int) -> int:
    """Where a phrase ends that so far ends with "Russian": behind the noun for a person or a body, else one word on."""
    heads = role_words()
    near = range(run, min(stop, run + _FROM_DEMONYM))
    return max((at for at in near if tokens[at].low in heads.heads | heads.bodies), default=run) + 1


def _of_clause(tokens: Sequence[Token], first: int, verb: int, names: Names) -> tuple[Range, str] | None:
    found = clause_subject(tokens, first, verb, names)
    return (found, "clause-subject") if found else None


def _appositive(
    tokens: Sequence[Token], first: int, comma: int, names: Names, *, marks: frozenset[str] = frozenset(",")
) -> Range | None:
    """The phrase before the apposition that ends at `comma`: "Jane Roe, the mayor of Kyiv, said"."""
    fallback: Range | None = None
    for at in range(comma - 1, max(first, comma - _MAX_APPOSITION), -1):
        if tokens[at].quoted >= 0:
            break
        if tokens[at].text not in marks:
            continue
        found = _phrase_before(tokens, first, at - 1, names)
        if not found:
            continue
        head = tokens[found[0]]
        named = names(head.start, tokens[found[1] - 1].end)
        inner_named = names(tokens[at + 1].start, tokens[comma - 1].end)
        if named:
            return found
        possessed = head.capital and head.low.endswith(("'s", "’s"))  # "Kyiv’s mayor, former boxer Jane Roe,"
        capital = possessed or any(t.capital for t in tokens[found[0] : found[1]] if t is not tokens[first])
        if fallback is None and (capital or head.low in DETERMINERS) and tokens[at + 1].low not in ("and", "or"):
            fallback = (found[0], comma) if inner_named and comma - at < 9 else found
            if inner_named and comma - at < 9:
                opening = tokens[first].low in PREPOSITIONS or _is_opening(tokens[first])
                return (at + 1, comma) if opening and found[0] <= first + 1 else fallback
    return fallback


def _phrase_before(tokens: Sequence[Token], first: int, at: int, names: Names) -> Range | None:
    """The noun phrase that ends with token `at`."""
    low_edge = max(first, at - _MAX_PHRASE)
    start = at
    while start >= low_edge:
        token = tokens[start]
        if token.text == ")":
            start = _skip_brackets(tokens, first, start)
            continue
        if token.quoted >= 0 or not (token.text[0].isalnum() or token.text in ".’'&-/" or token.low in ("'s", "’s")):
            break
        low = token.low
        if low == "and" and start > first and tokens[start - 1].capital and start < at and tokens[start + 1].capital:
            start -= 1
            continue
        if low in CLAUSE_WORDS or low in AUXILIARIES or low in PRONOUNS:
            break
        if low in reporting_verbs() and not token.capital and not is_noun(tokens, first, start) and start < at:
            break
        start -= 1
    start += 1
    if start > at:
        return None
    while start < at and (is_adverb(tokens[start]) or tokens[start].low in TIME_WORDS and tokens[start].low != "may"):
        start += 1
    if tokens[start].low in PREPOSITIONS or tokens[start].low in ("asked", "pressed", "speaking"):
        start = _after_opening(tokens, start, at, names)
    return start, at + 1


def _antecedent(tokens: Sequence[Token], first: int, at: int, names: Names) -> Range | None:
    """The phrase that a relative clause belongs to: no longer than its own determiner or preposition allows."""
    found = _phrase_before(tokens, first, at, names)
    if not found:
        return None
    for start in range(found[1] - 1, found[0], -1):
        if tokens[start].low in DETERMINERS and tokens[start - 1].low not in ("of", "for"):
            return start, found[1]
        if tokens[start].low in PREPOSITIONS - {"of", "for", "at", "from"} and start + 1 < found[1]:
            return start + 1, found[1]
    return found


def _after_opening(tokens: Sequence[Token], start: int, at: int, names: Names) -> int:
    """Where the subject begins behind a phrase without a comma: "In a speech the mayor", "On Friday Jane Roe"."""
    run = at
    while run > start and (tokens[run].capital or tokens[run].text == "."):
        run -= 1
    for position in range(at, start, -1):
        if tokens[position].low in DETERMINERS and tokens[position - 1].low not in PREPOSITIONS:
            return position
    named = [p for p in range(run + 1, at + 1) if names(tokens[p].start, tokens[p].end)]
    if named and tokens[named[0]].low not in TIME_WORDS:
        return named[0]
    while run < at and (tokens[run].low in PREPOSITIONS or tokens[run].low in TIME_WORDS or not tokens[run].capital):
        run += 1
    return run


def _phrase_after(tokens: Sequence[Token], first: int, after: int, *, begins_free: bool) -> Range | None:
    stop = first
    while stop < min(after, first + _MAX_PHRASE):
        token = tokens[stop]
        if token.quoted >= 0 or not (token.text[0].isalnum() or token.text in ".’'&-/" or token.low in ("'s", "’s")):
            break
        if token.text == "." and (stop + 1 >= after or not tokens[stop - 1].capital):
            break
        low = token.low
        if stop > first and (_is_time(token) or low in AUXILIARIES):
            break
        if low == "and" and stop + 1 < after and tokens[stop + 1].capital and tokens[stop - 1].capital:
            stop += 1
            continue
        if low in CLAUSE_WORDS or stop > first and low in PREPOSITIONS - {"of", "for", "from", "at", "with"}:
            break
        if stop > first and low in reporting_verbs() and not token.capital:
            break
        stop += 1
    while stop > first + 1 and tokens[stop - 1].low in PREPOSITIONS:
        stop -= 1
    if stop == first or not begins_free and not any(t.capital for t in tokens[first:stop]):
        return None
    return first, stop


def _is_open(token: Token) -> bool:
    """Whether a phrase cannot end with a word: "the head of", "a spokesman for China's"."""
    return token.low in PREPOSITIONS or token.low in DETERMINERS or token.low.endswith(("'s", "’s"))


def _is_time(token: Token) -> bool:
    """Whether a word tells when: "Friday", "last"; but not a capital "Day" or "May", which are surnames."""
    return token.low in TIME_WORDS and (token.capital == (token.low in CALENDAR)) and token.low != "may"


def _skip_brackets(tokens: Sequence[Token], first: int, at: int) -> int:
    """The position before the bracket that `at` closes."""
    for position in range(at - 1, max(first, at - 15) - 1, -1):
        if tokens[position].text == "(":
            return position - 1
    return at - 1


def _skip_time(tokens: Sequence[Token], first: int, at: int) -> int:
    """Past a time between subject and verb: "Roe on Friday said"."""
    here = at
    while here > first and tokens[here].low in TIME_WORDS and tokens[here].low not in ("may", "march", "april", "june"):
        here -= 1
    if here < at and here > first and tokens[here].low in ("on", "in"):
        here -= 1
    return here if here < at and tokens[here].text[0].isalnum() else at


def _skip_auxiliary(tokens: Sequence[Token], first: int, at: int) -> int:
    """Past a phrase between an auxiliary and its verb: "Roe has in the past described"."""
    for here in range(at, max(first, at - 6), -1):
        if not tokens[here].text[0].isalnum():
            break
        if tokens[here].low in ("has", "have", "had", "will", "would") and tokens[here + 1].low in PREPOSITIONS:
            return here - 1
    return at


def _is_opening(token: Token) -> bool:
    """A capitalised word that opens a sentence without being its subject."""
    return token.low in ADVERBS or token.low in TIME_WORDS or token.low.endswith(("ing", "ly", "ed")) and token.capital
