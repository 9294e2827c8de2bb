"""What a candidate's own words say of its kind, the same in any article.

Votes are weights, in steps of about one for a hint and three for a proof; they add up. Nothing is decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.names.gazetteer import demonym, strength
from helpers.names.lexicon import load

Votes = list[tuple[str, float, str]]

_ACRONYM = re.compile(r"[A-Z][A-Z&0-9/.-]*[A-Z0-9]s?")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
_EAST_ASIAN = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}")
_WATERS = frozenset(("lake", "mount", "mt", "gulf", "river", "cape", "fort", "isle", "strait"))
_ARTICLES = frozenset(("al", "el", "il", "la", "le", "les", "los", "las", "the"))
_NEVER_SURNAMES = frozenset(
    "airport bank bay beach bridge church clinic club college council county creek falls hamlet harbor harbour hospital"
    " hotel island islands lake mall mine museum park reef reserve river road school springs station street trust"
    " university valley village".split()
)
_UNKNOWN_ONE, _UNKNOWN_TWO = 0.5, 1.1  # what a word in no list tells: in news it is more often a person's name


@lru_cache(maxsize=100_000)
def own_votes(surface: str, words: tuple[str, ...]) -> tuple[tuple[str, float, str], ...]:
    """Votes from the candidate's own words, the same in any article."""
    lists = load()
    votes: Votes = []
    keys = [word.lower().rstrip(".") for word in words]
    last, n = keys[-1], len(keys)
    power = strength(surface)
    if power:
        votes.append(("place", 3.4 * power if power > 0.3 else 1.7 * power, "gazetteer"))
    if demonym(surface) and power < 0.5:
        votes.append(("other", 4.0, "demonym"))
    if last.isdigit():
        votes.append(("other", 3.0, "road"))
    if n > 1 and surface.lower().replace(" ", "-") in lists["organisations"]:
        votes.append(("organisation", 4.0, "known-body"))
    if n == 1:
        votes.extend(_single(surface, last, power))
        return tuple(votes)
    named = n == 2 and keys[0] in lists.first_names and keys[0] not in lists.common and (
        last in lists.surnames and last not in _NEVER_SURNAMES)
    heads = last in lists["organisation-heads"] and not named
    if heads and power < 0.9 or "of" in keys and keys[keys.index("of") - 1] in lists["organisation-heads"]:
        votes.append(("organisation", 3.0, "organisation-head"))
    elif not lists["organisation-heads"].isdisjoint(keys[1:-1]) or (
            keys[0] in lists["organisation-heads"] and n > 2):
        votes.append(("organisation", 1.5, "organisation-word"))
    if last in lists["thing-heads"] and not named:
        votes.append(("other", 2.5, "thing-head"))
    if last in lists["facility-heads"] and not power:
        votes.append(("other", 2.5, "facility"))
    elif last == "district" and any(key in lists["organisation-heads"] or key in lists.common for key in keys[:-1]):
        votes.append(("organisation", 2.0, "district"))
    elif last in lists["place-heads"] and not named:
        votes.append(("place", 2.0, "place-head"))
    elif keys[0] in _WATERS and n <= 3 and not heads:
        votes.append(("place", 1.6, "place-front"))
    elif keys[0] in lists["front-place-heads"] and n <= 3 and not heads:
        votes.append(("place", 0.8, "place-front"))
    if demonym(words[0]) and not power:
        votes.append(("person", -3.0, "demonym-inside"))
        votes.append(("organisation", 0.7, "demonym-inside"))
    if n <= 5 and not heads and (named or last not in lists["thing-heads"]):
        votes.extend(_personal(words, keys, power))
    return tuple(votes)


def _single(surface: str, key: str, power: float) -> Votes:
    lists = load()
    votes: Votes = []
    if key in lists["organisations"]:
        votes.append(("organisation", 5.5, "known-body"))
    elif key in lists["known-people"]:
        votes.append(("person", 2.5 if power < 0.2 else 1.2, "known-person"))
    elif key in lists["not-names"]:
        votes.append(("other", 3.0, "not-a-name"))
    elif _ACRONYM.fullmatch(surface) and power < 0.9 and len(surface) <= 8:
        votes.append(("organisation", 0.8 if key in lists.common else 2.0, "acronym"))
        votes.append(("person", -2.5, "acronym"))
    elif key in lists["organisation-heads"] and power < 0.9:
        votes.append(("organisation", 1.2, "organisation-head"))
    if key in lists.common:
        votes.append(("other", 2.0 if power < 0.3 else 0.8, "ordinary-word"))
    elif surface[1:].islower() and not power:
        votes.append(("person", _UNKNOWN_ONE, "unknown-word"))
    if key in lists["titles"]:
        votes.append(("other", 1.5, "title-word"))
    if key in lists.first_names:
        votes.append(("person", 1.0, "first-name"))
    elif key in lists.surnames:
        votes.append(("person", 0.5, "surname"))
    elif power < 0.3 and len(key) > 5 and key.endswith(lists.surname_endings) and key not in lists.common:
        votes.append(("person", 0.6, "surname-ending"))
    return votes


def _personal(words: tuple[str, ...], keys: list[str], power: float) -> Votes:
    """Votes of the words of a name of two to five words for a person."""
    lists = load()
    votes: Votes = []
    first, last = keys[0], keys[-1]
    initials = any(len(key) == 1 and word[0].isupper() for word, key in zip(words[:-1], keys[:-1])) or (
        _INITIALS.fullmatch(words[0]) is not None)
    if first in lists.first_names:
        ordinary = first in lists.common or first == "al" or (
            last in lists["place-heads"] or last in lists["thing-heads"] or last in lists["organisation-heads"])
        votes.append(("person", 1.5 if ordinary or power > 0.5 else 3.0, "first-name"))
        if ordinary and last in lists.surnames and last not in _NEVER_SURNAMES:
            votes.append(("person", 1.0, "surname"))
    elif "-" in first and first.split("-")[0] in lists.first_names:
        votes.append(("person", 2.5, "first-name"))
    elif last in lists.first_names and last not in lists.common:
        votes.append(("person", 0.6, "first-name-last"))
    elif len(keys) > 2 and keys[1] in lists.first_names:
        votes.append(("person", 0.6, "first-name-second"))
    if not power and len(keys) < 4 and first not in _ARTICLES and last not in _NEVER_SURNAMES and (
            lists.common.isdisjoint(keys)) and all(word[:1].isupper() and not word.isupper() for word in words) and (
            strength(words[0]) < 0.6 and strength(words[-1]) < 0.6 and not demonym(words[-1])):
        votes.append(("person", _UNKNOWN_TWO, "unknown-words"))
    if first in lists["given-tails"] and len(keys) < 4 and not power:
        votes.append(("person", 1.5, "family-name-first"))
    if len(keys) < 4 and not power and _EAST_ASIAN.fullmatch(words[-1]):
        votes.append(("person", 1.5, "given-name-last"))
    if initials and len(last) > 1:
        votes.append(("person", 1.1, "initial"))
    ordinary = first in lists.common or last in lists.common
    if last in lists.surnames and last not in _NEVER_SURNAMES and not ordinary:
        votes.append(("person", 0.7, "surname"))
    if len(last) > 5 and last.endswith(lists.surname_endings) and last not in lists.common:
        votes.append(("person", 0.8, "surname-ending"))
    if not lists["particles"].isdisjoint(keys[:-1]):
        votes.append(("person", 0.4, "particle"))
    if first in lists.common and first not in lists.first_names:
        votes.append(("person", -1.5, "ordinary-word"))
    if last in lists.common and last not in lists.surnames:
        votes.append(("person", -1.2, "ordinary-word"))
    if "&" in words:
        votes.append(("person", -3.0, "and"))
        votes.append(("organisation", 2.0, "and"))
    if first in lists["foreign-heads"]:
        votes.append(("person", -3.0, "foreign-head"))
    if strength(words[0]) >= 0.9 and first not in lists.first_names:
        votes.append(("person", -1.5, "place-inside"))
    if "county" in keys[1:-1]:
        votes.append(("person", -3.0, "county-inside"))  # "Laurel County Adult Education"
    return votes
