"""The role and the affiliation written beside a person's name, before it or after it.

"Austrian presidential adviser Jane Roe" gives the role "presidential adviser" and the affiliation "Austrian"; and "Jane
Roe, director of the Kyiv Institute" gives "director" and "Kyiv Institute". Words are read in a window beside the name,
never past the line. Refuses: to take a relative's word ("his sister") for a role, unless its owner is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from helpers.people.verbs import CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, read_sections

_WINDOW = 110
_MAX_WORDS = 9
_WORD = re.compile(r"[\w.’'&/-]+|[,;:()—–\"“”]")
_POSSESSIVE = ("'s", "’s")
_OF_PLACE = re.compile(r" of ((?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3})")
#: Endings of nouns for people by their trade: "hydrologist", "locksmith".
_TRADES = ("ologist", "ographer", "ician", "smith", "keeper", "maker", "monger", "wright", "onomist")
_AGE = re.compile(r"\d{1,3}")
_INNER = frozenset("of for and the".split())
_ROLE_ADJECTIVES = frozenset(
    "former then ex acting top senior late longtime veteran incoming outgoing deputy interim".split()
)
_STOP_BEFORE = frozenset(
    "said says told and but or that when while as if with by to from of in on at for after before".split()
)
#: Role words that may also be said of relatives: kept as a role only with an owner ("Roe's wife").
_RELATIVES = frozenset(
    "wife husband son daughter father mother brother sister widow nephew niece uncle aunt cousin".split()
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
    """A role and an affiliation as written, either of them perhaps empty."""

    role: str = ""
    affiliation: str = ""
    why: str = ""


@lru_cache(maxsize=1)
def role_words() -> Roles:
    """The lexicon, from data/reference/people.roles.txt."""
    parts = {name: " ".join(lines).split() for name, lines in read_sections("people.roles.txt").items()}
    sets = (frozenset(parts.get(name, ())) for name in ("titles", "ranks", "heads", "modifiers", "bodies"))
    return Roles(*sets, dict(pair.split(":") for pair in parts.get("verbs", ())))


def role_at(text: str, start: int, end: int) -> Role:
    """The role of the person named in text[start:end], from the words before it or else after it."""
    before = _role_before(text, start)
    if before and before.why != "title":
        of = _OF_PLACE.match(text, end) if not before.affiliation else None
        return Role(before.role, of[1], before.why) if of else before
    return _role_after(text, end) or before or Role()


def _role_before(text: str, start: int) -> Role | None:
    lexicon = role_words()
    window = text[max(0, start - _WINDOW) : start]
    window = window[window.rfind("\n") + 1 :]
    words = _WORD.findall(window)
    title = ""
    while words and _plain(words[-1]) in lexicon.titles:
        title = words.pop()
    comma = bool(words) and words[-1] == ","
    if comma:
        words.pop()
    head = _head_position(words, lexicon)
    if (
        head is None
        or comma
        and head != len(words) - 1
        and "the" not in (w.lower() for w in words[max(0, head - 3) : head])
    ):
        return Role(title, "", "title") if title and _plain(title) in ("dr", "prof") else None
    first = head
    while first > 0 and head - first < _MAX_WORDS and _belongs(words[first - 1], lexicon):
        first -= 1
        ahead = words[first - 1] if first else ""
        if words[first].endswith(_POSSESSIVE) and not (ahead[:1].isupper() or ahead in lexicon.modifiers):
            break
    owner = any(word.endswith((*_POSSESSIVE, "s’", "s'")) for word in words[first:head])
    determined = first > 0 and (words[first - 1].lower() in DETERMINERS or words[first - 1].lower() == "whose")
    if comma and not (owner or determined or head > first and words[head].islower()):
        return None
    if _plain(words[head]) in _RELATIVES and not owner:
        return None
    return _split(words[first : head + 1], words[head + 1 :], "role-before")


def _head_position(words: list[str], lexicon: Roles) -> int | None:
    """Where the role's noun stands: last, or before "of State", "for the ministry" and the like."""
    for at in range(len(words) - 1, max(-1, len(words) - 12), -1):
        word = _plain(words[at])
        if _is_head(word, lexicon):
            rest = words[at + 1 :]
            if not rest or rest[0].lower() in ("of", "for") and len(rest) > 1 and rest[-1][0].isupper():
                return at
            return None
        if not (words[at][0].isupper() or word in ("of", "for", "the", "and")):
            return None
    return None


def _role_after(text: str, end: int) -> Role | None:
    lexicon = role_words()
    window = text[end : end + _WINDOW].partition("\n")[0]
    words = _WORD.findall(window)
    if len(words) < 2 or words[0] not in (",", "—", "–", "("):
        return None
    words = words[1:]
    if len(words) > 2 and _AGE.fullmatch(words[0]) and words[1] == ",":
        words = words[2:]
    if words[0].lower() == "who":
        words = words[1:]
        if words and words[0].lower() in lexicon.verbs:
            return Role(lexicon.verbs[words[0].lower()], _named(words[1:]), "role-after")
        if (
            len(words) > 2
            and words[0].lower() == "serves"
            and words[1].lower() == "as"
            or words
            and words[0].lower() in ("is", "was")
        ):
            words = words[2:] if words[0].lower() == "serves" else words[1:]
        else:
            return None
    article = words[0].lower() if words else ""
    determined = article in DETERMINERS
    if determined:
        words = words[1:]
    head = None
    for at, word in enumerate(words[:_MAX_WORDS]):
        plain = _plain(word)
        if _is_head(plain, lexicon):
            head = at + _further(words[at + 1 : at + 4], lexicon)
            break
        if not _belongs(word, lexicon) and not (
            determined
            and at < 2
            and word.isalpha()
            and word.islower()
            and (word not in PREPOSITIONS and word not in CLAUSE_WORDS)
        ):
            break
    if head is None:
        return _any_trade(words) if article in ("a", "an") else None
    owner = any(word.endswith(_POSSESSIVE) for word in words[:head])
    rest = [] if words[head].endswith(".") and len(words[head]) > 4 else words[head + 1 :]
    closes = (
        not rest
        or rest[0] in ",;:()—–."
        or rest[0].lower() in ("of", "for", "at", "in", "with", "from", "and", "on", "to", "who")
    )
    if not (determined or owner or closes) or _plain(words[head]) in _RELATIVES and not (owner or rest[:1] == ["of"]):
        return None
    return _split(words[: head + 1], rest, "role-after")


def _is_head(plain: str, lexicon: Roles) -> bool:
    return plain in lexicon.heads or plain in lexicon.ranks or plain.endswith(_TRADES) and len(plain) > 6


def _further(following: list[str], lexicon: Roles) -> int:
    """How many words on the role's last noun stands, as in "chief flood engineer"."""
    steps = 0
    for number, word in enumerate(following, start=1):
        word, stops = word.rstrip("."), word.endswith(".")
        if (
            not word.isalpha()
            or not word.islower()
            or word in PREPOSITIONS
            or word in CLAUSE_WORDS
            or word in DETERMINERS
        ):
            break
        if _is_head(word, lexicon):
            steps = number
        if stops:
            break
    return steps


def _any_trade(words: list[str]) -> Role | None:
    """Whatever "a" or "an" says a person is, in one to three plain words: "Jane Roe, a boat builder"."""
    taken: list[str] = []
    for word in words[:4]:
        if not word.isalpha() or not word.islower() or word in PREPOSITIONS or word in CLAUSE_WORDS:
            break
        taken.append(word)
    rest = words[len(taken) :]
    closes = (
        not rest
        or rest[0] in ",;:()—–"
        or rest[0].lower() in PREPOSITIONS | {"who", "whose"}
        or words[len(taken)][-1] == "."
    )
    if not taken and rest and rest[0][:-1].isalpha() and rest[0].islower() and rest[0].endswith("."):
        return Role(rest[0][:-1], "", "role-after")
    if not 1 <= len(taken) <= 3 or not closes or taken[-1].endswith(("ing", "ed", "ly")):
        return None
    if rest and rest[0][-1] == "." and rest[0][:-1].islower() and rest[0][:-1].isalpha():
        taken.append(rest[0][:-1])
    return Role(" ".join(taken), "", "role-after")


def _split(words: list[str], rest: list[str], why: str) -> Role:
    """Part a role phrase: capitalised words before the role's own words are whom the person acts for."""
    lexicon = role_words()
    cut = 0
    for at, word in enumerate(words[:-1]):
        plain = _plain(word)
        if (
            word.endswith((*_POSSESSIVE, "s’", "s'"))
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
    for ending in _POSSESSIVE:
        affiliation = affiliation.removesuffix(ending)
    role = " ".join([*before, *words[cut:]])
    tail = rest[0].lower() if rest else ""
    if tail in ("of", "for", "at", "from", "with", "in"):
        named = _named(rest[1:])
        if named.lower() == "state" and tail == "of":
            return Role(f"{role} of State", affiliation, why)
        affiliation = f"{affiliation}, {named}" if affiliation and named else affiliation or named
    return Role(role.rstrip(".").removeprefix("new "), affiliation, why)


def _named(words: list[str]) -> str:
    """The name of a body at the head of some words: up to the first sign, small word or verb."""
    lexicon = role_words()
    taken: list[str] = []
    for at, word in enumerate(words[:8]):
        low = word.lower()
        if not word[0].isalnum() or low in CLAUSE_WORDS - {"and"} or taken and low in PREPOSITIONS - {"of", "for"}:
            break
        if low in DETERMINERS:
            if taken and taken[-1].lower() not in ("of", "for"):
                break
            if not taken:
                continue
        after_name = any(part[0].isupper() for part in taken) and not taken[-1].endswith(_POSSESSIVE)
        if (
            after_name
            and not word[0].isupper()
            and low not in _INNER
            and _plain(word) not in lexicon.bodies | lexicon.modifiers
        ):
            break
        if low == "and" and not (at + 1 < len(words) and words[at + 1][0].isupper()):
            break
        if _plain(word) in ("them", "him", "her", "it", "us"):
            break
        taken.append(word)
        if word.endswith("."):
            break
    while taken and taken[-1].lower() in ("of", "for", "and", "the"):
        taken.pop()
    return " ".join(taken).rstrip(".,")


def _belongs(word: str, lexicon: Roles) -> bool:
    """Whether a word may stand inside a role phrase, before its noun."""
    low = word.lower()
    if not word[0].isalnum() or low in DETERMINERS or low in PREPOSITIONS or low in CLAUSE_WORDS or low in _STOP_BEFORE:
        return False
    plain = _plain(word)
    if word[-1] == "." and len(word) > 3 and "." not in word[:-1] and plain not in lexicon.ranks:
        return False  # the end of the sentence before
    return (
        word[0].isupper()
        or plain in lexicon.modifiers
        or plain in lexicon.heads
        or word.endswith(_POSSESSIVE)
        or "-" in word
    )


def _plain(word: str) -> str:
    return word.lower().rstrip(".").removesuffix("’s").removesuffix("'s")
