"""Names of people in full: the surname that speaks is given its first name from where the article gave both.

Works from capital letters alone. Refuses to expand a surname before its full form stood in the text.
"""

from __future__ import annotations

import re

from helpers.people.verbs import CLAUSE_WORDS, DETERMINERS, PREPOSITIONS

#: Surname -> where full forms with it stand, and these, titles taken off.
Names = dict[str, list[tuple[int, str]]]

_NO_NAME = PREPOSITIONS | CLAUSE_WORDS | DETERMINERS
_FULL_NAME = re.compile(r"[A-Z][\w’-]+(?:\s(?:[A-Z]\.\s?)?(?:al-|van |von |de )?[A-Z][\w’-]+){1,3}")
_TITLES = frozenset(
    "president minister secretary prime deputy vice foreign defense defence interior health finance general gov."
    " governor sen. senator rep. representative mayor dr. dr mr. mrs. ms. chancellor king queen prince gen. lt. col."
    " maj. capt. adm. sgt. officer chief spokesman spokeswoman spokesperson director chairman chairwoman commissioner"
    " ambassador adviser advisor leader premier judge justice professor prof. pope father rev. sheriff attorney chief"
    " first second lady state emergencies regional ministry national security council white house department commander"
    " captain colonel major lieutenant head negotiator envoy russian ukrainian american british french german chinese"
    " israeli palestinian polish turkish u.s. u.n. democratic republican presidential former sir lord sources"
    " former".split()
)
#: Last words of names that are no person's.
_BODIES = frozenset(
    "ministry office agency council department nations party house service police union association times post journal"
    " news press university institute committee group bank court center centre organization".split()
)


def full_names(text: str) -> Names:
    """Surname -> places and full forms of names of several words, titles taken off."""
    names: dict[str, list[tuple[int, str]]] = {}
    for match in _FULL_NAME.finditer(text):
        words = _without_titles(match.group().removesuffix("’s").split())
        if len(words) >= 2:
            names.setdefault(words[-1], []).append((match.start(), " ".join(words)))
    return names


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (words[0].lower() in _TITLES or words[0].lower() in _NO_NAME):
        words = words[1:]
    return words


def last_named(names: Names, since: int, before: int) -> tuple[int, str] | None:
    """Place and full form of the last person named between two places."""
    return max(
        (
            (place, full)
            for places in names.values()
            for place, full in places
            if since <= place < before and is_personal(full)
        ),
        default=None,
    )


def in_full(name: str, names: Names, before: int) -> str:
    """A person's name without title and, for a surname alone, in the form it had when first given."""
    plain = name.removesuffix("’s").removesuffix("'s")
    words = plain.split()
    if len(words) == 1 and words[0] in names:
        earlier = [full for place, full in names[words[0]] if place <= before]
        return earlier[0] if earlier else plain
    tail: list[str] = []
    for word in reversed(words):
        if not word[:1].isupper() or word.lower() in _TITLES:
            break
        tail.insert(0, word)
    if 2 <= len(tail) <= 4 and len(tail) < len(words) and not any(word.lower() in ("of", "for") for word in words):
        return " ".join(tail)
    return plain


def known_as(name: str, bodies: dict[str, str]) -> str:
    """ "ministry" is the "interior ministry" that spoke before."""
    full = bodies.get(name.lower(), name) if " " not in name else name
    return full if full.lower().endswith(name.lower()) else name


def is_personal(name: str) -> bool:
    """Whether a name has the form of a person's: two to four capitalised words, the last of them no body."""
    words = name.split()
    return 1 < len(words) <= 4 and all(word[:1].isupper() for word in words) and words[-1].lower() not in _BODIES
