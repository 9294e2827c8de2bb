"""Whether words can be the source of a figure, where they begin and end, and which person they mean.

A source is a person, a body (ministry, police, agency) or a document (report, poll), or a pronoun for one of these.
Everything else is refused: "last week", "I would like to", a phrase with a verb in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from helpers.figures import units
from helpers.people.meant import Cast, Mention, person_meant
from helpers.people.titles import role_words
from helpers.people.verbs import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    TIME_WORDS,
    read_sections,
    reporting_verbs,
)
from helpers.places import gazetteer

QUOTES = '"“”'
PRONOUNS = frozenset("he she they it i we you him them his her their its".split())
#: "52 percent of voters say": what they say is the figure's business, but they are not its source.
_NUMBERED = re.compile(
    r"(?:\$?\d[\d,.]*%?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\w-]*|(?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|most|many|some|few|half|nearly|about|more than|almost|only|just|roughly"
    r"|around)\b)(?!.*(?:officials?|sources|witnesses|authorities))",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r"^(?:meanwhile|however|also|still|but|and|yet|in addition|later|earlier|separately|elsewhere|on \w+day|\w+day)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er)\s(?!New York Times)")
_LETTERS = re.compile(r"[A-Za-z]{2}|[A-Z]\.[A-Z]")
#: Words of a source that are kept; longer ones are cut before their second preposition.
_LONGEST = 14
#: Letters and full stop of the longest abbreviation that ends a name: "Corp.".
_ABBREVIATED = 5
_WORD = re.compile(r"[\w&][\w.&’'/-]*")
_GLUED = re.compile(r"[^\W\d_][a-z]+[.?!”][-– ]*(?=[A-Z])")
_NO_OPENING = frozenset("on in at by for from with to of into over under through across during after before".split())
_LOOSE = frozenset(
    "and or but because as while if when although though however meanwhile then that so also yet".split()
)
_OPENING_TIME = re.compile(r"(?:last|this|that|next) (?:\w+day|week|month|year|night)\s", re.IGNORECASE)
_NO_END = _LOOSE | PREPOSITIONS | ADVERBS | frozenset("the a an never actually there here".split())
_ADVERB = re.compile(r"[a-z]{3,}ly")
_CONTRACTED = re.compile(r"(he|she|they|it|we|i)['’](?:s|d|ve|re|ll|m)", re.IGNORECASE)
#: Words that go on behind a noun without belonging to a name: "a poll released on Friday", "sources close to him".
_GOES_ON = re.compile(r"[a-z]{2,}ed|taken|close|familiar|privy|run|run-up|made|seen|known|based|aware")
_FINITE = frozenset("took spoke went goes came gave met got held won lost took takes uses used ran wants".split())
#: Times that are never part of a name.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow last next earlier later"
    " late early".split()
)
_NOBODY = frozenset(
    "advertisement following less more whose others people something nothing everything anybody nobody someone anyone"
    " everyone there one ones lot number amount rest".split()
)
_FAMILY = frozenset("father mother brother sister wife husband son daughter friend man woman child captain".split())


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Nouns in small letters that can report: people, bodies, documents."""
    own = read_sections("figures_sources.txt")
    roles = role_words()
    return frozenset(word for lines in own.values() for line in lines for word in line.split()) | (
        roles.heads | roles.bodies
    )


def is_source_noun(word: str) -> bool:
    """Whether a noun in small letters can report."""
    return word in _nouns()


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of text[start:end] that names a source, or None."""
    span = _trimmed(text[start:end])
    return span and (start + span[0], start + span[1])


@lru_cache(maxsize=1 << 14)
def _trimmed(text: str) -> tuple[int, int] | None:
    start = max((glued.end() for glued in _GLUED.finditer(text)), default=0)  # "unknown.The media": a space was lost
    opening = _OPENING_TIME.match(text, start)
    words = list(_WORD.finditer(text, opening.end() if opening else start))
    while words and words[0].group().lower() in _LOOSE:
        words.pop(0)
    if not words or words[0].group().lower() in _NO_OPENING:
        return None
    stop = next((i for i, word in enumerate(words) if i and _ends(words, i)), len(words))
    words = words[:stop]
    if len(words) > _LONGEST:
        second = [i for i, word in enumerate(words) if i > 2 and word.group() in PREPOSITIONS]
        words = words[: second[-1]] if second else words[:_LONGEST]
    while words and _loose_end(words[-1].group()):
        words.pop()
    if not words or not _may_report([word.group() for word in words]):
        return None
    last = words[-1].group()
    stop = last.endswith(".") and "." not in last[:-1] and len(last) > _ABBREVIATED
    return words[0].start(), words[-1].end() - stop


def _ends(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the noun phrase is over before word `at`: a verb, a clause, an infinitive, a day."""
    low = words[at].group().lower()
    capital = words[at].group()[0].isupper()
    if low in AUXILIARIES or low in CLAUSE_WORDS and low != "and" and not capital:
        return True
    if low == "to" or low in _FINITE and not capital:
        return True
    if low in _TIMES:
        return words[at - 1].group().lower() not in DETERMINERS
    if capital or low in _nouns():
        return False
    verb = low in reporting_verbs().say and low.endswith("ed")
    return verb or bool(_GOES_ON.fullmatch(low)) and words[at - 1].group().lower() in _nouns()


def _loose_end(word: str) -> bool:
    return word.lower() in _NO_END or bool(_ADVERB.fullmatch(word)) and word not in _nouns()


def _may_report(words: Sequence[str]) -> bool:
    if len(words) == 1 and (words[0].lower() in PRONOUNS or _CONTRACTED.fullmatch(words[0])):
        return True
    first = next((i for i, word in enumerate(words) if i and word.lower() in PREPOSITIONS), len(words))
    if words[0].lower() in ("whose", "which") or len(words) == 1 and words[0].lower() in reporting_verbs():
        return False
    head = words[first - 1].removesuffix("’s").removesuffix("'s").strip(".’'")
    low = head.lower()
    if not head or low in _NOBODY or low in ("the", "a", "an", "i") or low in AUXILIARIES:
        return False
    if low in TIME_WORDS and len(words) < 2:
        return False
    if low in _nouns() or units.is_person(low) or low.endswith(("ologist", "ographer", "ician")):
        return True
    if not head[0].isupper():  # a document read by its owner: "the ministry’s latest"
        return any(word[0].isupper() and word.endswith(("’s", "'s")) for word in words[:first])
    named = [word for word in words[:first] if word[0].isupper() and word.lower() not in ("the", "a", "an")]
    places = gazetteer.load()
    return len(named) > 1 or len(words) > 2 or not places.demonym(head) or bool(places.lookup(head))


@lru_cache(maxsize=1 << 14)
def clean(name: str) -> str:
    """A source's name without article, opening adverb and marks, at most 120 characters."""
    name = _LEADING.sub("", name.strip(" ,’'“”\""))
    return " ".join(_ARTICLE.sub("", name).split())[:120]


@lru_cache(maxsize=1 << 14)
def can_speak(name: str) -> bool:
    """Whether a name may be somebody's or some body's: no count, no bare pointing word."""
    low = name.lower()
    if low in PRONOUNS:
        return True
    return (
        bool(_LETTERS.search(name))
        and low not in ("there", "this", "that", "these", "those", "one", "which", "what", "who", "all", "both")
        and not _NUMBERED.match(name)
    )


def plain_name(words: str) -> str:
    """The words as a name: without article; a pronoun names nobody."""
    return "" if words.lower() in PRONOUNS or _CONTRACTED.fullmatch(words) else clean(words)


def cast_of(people: Iterable[Mapping[str, Any]]) -> Cast:
    """The people of an article as the people room reads them."""
    return Cast(
        Mention(row["start"], row["end"], row["person_id"], row["surface"], row["role"] or "")
        for row in people
        if row["person_id"]
    )


def person_at(text: str, start: int, end: int, cast: Cast, last: tuple[int, str]) -> str:
    """The person_id that a source's words mean, or "": see people.meant.person_meant. A child or wife has no role."""
    words = text[start:end].lower().split()
    if len(words) <= 2 and words[-1:] and words[-1] in _FAMILY:
        return ""
    return person_meant(text, start, end, cast, last)
