"""The words of a role phrase: which are its noun, which belong to it, and which name the body acted for.

"Austrian presidential adviser" is the role "presidential adviser" and the affiliation "Austrian". Reads
data/reference/people.roles.txt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from helpers.people.verbs import CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, read_sections

POSSESSIVE = ("'s", "’s")
#: Endings of nouns for people by their trade: "hydrologist", "locksmith".
_TRADES = ("ologist", "ographer", "ician", "smith", "keeper", "maker", "monger", "wright", "onomist")
_INNER = frozenset("of for and the".split())
_ROLE_ADJECTIVES = frozenset(
    "former then ex acting top senior late longtime veteran incoming outgoing deputy interim".split()
)
_STOP_BEFORE = frozenset(
    "said says told and but or that when while as if with by to from of in on at for after before".split()
)


@dataclass(frozen=True)
class Roles:
    """The lexicon of roles: titles, ranks, head nouns, modifiers, and verbs that amount to a role."""

    titles: frozenset[str]
    ranks: frozenset[str]
    heads: frozenset[str]
    modifiers: frozenset[str]
    bodies: frozenset[str]
    verbs: dict[str, str]


@dataclass(frozen=True)
class Role:
    """A role and an affiliation as written, either of them perhaps empty. `passing`: said in passing, as one of many
    ("an engineer", "a member of the party"), so that an office which the article gives elsewhere tells more."""

    role: str = ""
    affiliation: str = ""
    why: str = ""
    passing: bool = False


@lru_cache(maxsize=1)
def role_words() -> Roles:
    """The lexicon, from data/reference/people.roles.txt."""
    parts = {name: " ".join(lines).split() for name, lines in read_sections("people.roles.txt").items()}
    sets = (frozenset(parts.get(name, ())) for name in ("titles", "ranks", "heads", "modifiers", "bodies"))
    return Roles(*sets, dict(pair.split(":") for pair in parts.get("verbs", ())))


def is_head(plain: str, lexicon: Roles) -> bool:
    return plain in lexicon.heads or plain in lexicon.ranks or plain.endswith(_TRADES) and len(plain) > 6


def belongs(word: str, lexicon: Roles) -> bool:
    """Whether a word may stand inside a role phrase, before its noun."""
    low = word.lower()
    if not word[0].isalnum() or low in DETERMINERS or low in PREPOSITIONS or low in CLAUSE_WORDS or low in _STOP_BEFORE:
        return False
    plain = key_of(word)
    if word[-1] == "." and len(word) > 3 and "." not in word[:-1] and plain not in lexicon.ranks:
        return False  # the end of the sentence before
    return (
        word[0].isupper()
        or plain in lexicon.modifiers
        or plain in lexicon.heads
        or word.endswith(POSSESSIVE)
        or "-" in word
    )


def split_role(words: list[str], rest: list[str], why: str) -> Role:
    """Part a role phrase: capitalised words before the role's own words are whom the person acts for."""
    lexicon = role_words()
    cut = 0
    for at, word in enumerate(words[:-1]):
        plain = key_of(word)
        if (
            word.endswith((*POSSESSIVE, "s’", "s'"))
            or word[0].isupper()
            and plain not in lexicon.modifiers
            and (plain not in lexicon.heads and plain not in lexicon.ranks)
        ):
            cut = at + 1
    whom, before = list(words[:cut]), []
    for at in range(cut - 1, -1, -1):  # "former Soviet leader": the adjective is the role's
        if words[at] in _ROLE_ADJECTIVES:
            whom, before = list(words[at + 1 : cut]), [word for word in words[: at + 1] if word in _ROLE_ADJECTIVES]
            break
    affiliation = " ".join(whom)
    for ending in POSSESSIVE:
        affiliation = affiliation.removesuffix(ending)
    role = " ".join([*before, *words[cut:]])
    tail = rest[0].lower() if rest else ""
    if tail in ("of", "for", "at", "from", "with", "in"):
        named = body_named(rest[1:])
        if named.lower() == "state" and tail == "of":
            return Role(f"{role} of State", affiliation, why)
        affiliation = f"{affiliation}, {named}" if affiliation and named else affiliation or named
    return Role(role.rstrip(".").removeprefix("new "), affiliation, why)


def body_named(words: list[str]) -> str:
    """The name of a body at the head of some words: up to the first sign, small word or verb."""
    lexicon = role_words()
    taken: list[str] = []
    for at, word in enumerate(words[:8]):
        low = word.lower()
        if not word[0].isalpha() or low in CLAUSE_WORDS - {"and"} or taken and low in PREPOSITIONS - {"of", "for"}:
            break
        if low in DETERMINERS:
            if taken and taken[-1].lower() not in ("of", "for"):
                break
            if not taken:
                continue
        after_name = any(part[0].isupper() for part in taken) and not taken[-1].endswith(POSSESSIVE)
        if (
            after_name
            and not word[0].isupper()
            and low not in _INNER
            and key_of(word) not in lexicon.bodies | lexicon.modifiers
        ):
            break
        if low == "and" and not (at + 1 < len(words) and words[at + 1][0].isupper()):
            break
        if key_of(word) in ("them", "him", "her", "it", "us"):
            break
        taken.append(word)
        if word.endswith("."):
            break
    while taken and taken[-1].lower() in ("of", "for", "and", "the"):
        taken.pop()
    return " ".join(taken).rstrip(".,")


def key_of(word: str) -> str:
    return word.lower().rstrip(".").removesuffix("’s").removesuffix("'s")
