"""The words around a number by kind: noun, verb, number, mark, or a small word that ends a phrase. No parser.

Kinds are told by lists (data/reference/figures_concept.txt), endings and neighbours: "imported cars", "the drop in",
"Fortune 100". Refuses nothing; a word that nothing tells is a noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.figures.bounds import DIRECTIONS
from helpers.people.verbs import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    read_sections,
    reporting_verbs,
)

_TOKEN = re.compile(r"[$€£¥]?\w+(?:[.’'&/-]\w+)*(?:[’']s?)?|[^\w\s]")
_NUMBER = re.compile(r"[$€£¥]?\d|(?:million|billion|trillion|thousand|hundred|dozen|half|percent|cent)s?\Z")
NAMELESS = PRONOUNS | frozenset("you us them him me this these those there who whom what everyone one ones".split())
#: Prepositions that tie a noun to the one before them.
_JOINS = frozenset("of in for on across with to".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())


@lru_cache(maxsize=16)
def listed(name: str) -> frozenset[str]:
    return frozenset(" ".join(read_sections("figures_concept.txt")[name]).split())


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    text: str
    low: str
    kind: str  # noun, verb, stop, number, mark


@lru_cache(maxsize=1 << 14)
def _kind(word: str, low: str) -> str:
    if not word[0].isalnum() and word[0] not in "$€£¥":
        return "mark"
    if _NUMBER.match(low):
        return "number"
    if word.isupper() and len(word) > 1:
        return "noun"  # "US" is no pronoun
    if low in NAMELESS or low in DETERMINERS or low in PREPOSITIONS or low in CLAUSE_WORDS or low in listed("no nouns"):
        return "stop"
    if word[0].isupper() and low not in AUXILIARIES and not low.endswith("lly"):
        return "noun"
    if low in AUXILIARIES or low in listed("verbs") or low in DIRECTIONS:
        return "verb"
    if low in reporting_verbs().say or low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return "verb"
    if low.endswith("ing") and len(low) > 5 and low not in listed("nouns in ing"):
        return "verb"
    return "stop" if low.endswith("ly") and len(low) > 4 else "noun"


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end] by kind; what stands in brackets is left out."""
    found: list[Word] = []
    closed = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() < closed:
            continue
        close = text.find(")", match.end(), min(end, match.end() + 80)) if match[0] == "(" else -1
        if close > 0:
            closed = close + 1
            continue
        word = match[0].removesuffix("’s").removesuffix("'s")
        found.append(Word(match.start(), match.end(), word, word.lower(), _kind(word, word.lower())))
    return [_in_its_place(found, i) for i in range(len(found))]


def _in_its_place(words: Sequence[Word], at: int) -> Word:
    """The word as a noun where its neighbours make it one: "imported cars", "the drop in", "Fortune 100"."""
    word = words[at]
    ahead = words[at - 1] if at else None
    behind = words[at + 1] if at + 1 < len(words) else None
    if word.kind == "number":
        named = ahead is not None and ahead.kind == "noun" and ahead.text[0].isupper() and word.text[0].isdigit()
        return replace(word, kind="noun") if named else word
    if word.low in _MONTHS and word.text[0].isupper() and behind is not None and behind.kind == "noun":
        return replace(word, kind="noun")
    if word.kind == "noun" and word.text[0].islower() and ahead is not None and ahead.low == "to":
        infinitive = behind is not None and (behind.kind == "number" or behind.low in DETERMINERS | PREPOSITIONS)
        return replace(word, kind="verb") if infinitive else word
    if word.kind != "verb" or word.low in AUXILIARIES:
        return word
    opened = ahead is None or ahead.low in DETERMINERS or ahead.low in PREPOSITIONS - {"to"}
    inside = (
        ahead is not None
        and ahead.kind == "noun"
        and at > 1
        and (words[at - 2].kind == "verb" or words[at - 2].low in PREPOSITIONS | DETERMINERS)
    )
    if word.low.endswith(("ed", "ing")):
        adjective = opened and behind is not None and behind.kind in ("noun", "number")
        closed = behind is None or behind.kind == "mark" or behind.low in PREPOSITIONS or behind.low in AUXILIARIES
        noun = adjective or word.low.endswith("ing") and inside and closed
    else:
        noun = ahead is not None and ahead.low in DETERMINERS - {"that", "this"}
        noun = noun or behind is not None and behind.low == "of"
        noun = noun or inside and behind is not None and behind.low in AUXILIARIES
    return replace(word, kind="noun") if noun else word


def nouns_to(words: Sequence[Word], at: int) -> list[Word]:
    """The nouns that end at `at`, with those they are "of"."""
    chain: list[Word] = []
    while at >= 0:
        while at >= 0 and words[at].kind == "noun":
            chain.insert(0, words[at])
            at -= 1
        while at >= 0 and words[at].low in DETERMINERS:
            at -= 1
        if at > 0 and words[at].low in _JOINS | {"and", "&"} and words[at - 1].kind == "noun":
            at -= 1
            continue
        break
    return chain


def nouns_from(words: Sequence[Word], at: int) -> list[Word]:
    """The nouns that begin at `at`, with those they are "of"."""
    chain: list[Word] = []
    while at < len(words):
        while at < len(words) and words[at].low in DETERMINERS:
            at += 1
        begin = at
        while at < len(words) and words[at].kind == "noun":
            chain.append(words[at])
            at += 1
        if at == begin or at + 1 >= len(words) or words[at].low not in _JOINS:
            break
        at += 1
    return chain
