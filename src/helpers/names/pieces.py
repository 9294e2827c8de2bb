"""What the words of a run of capitalised words are to each other: where it falls apart, and where it does not.

Asked by `spans`, which cuts. Refuses nothing.
"""

from __future__ import annotations

from helpers.names.gazetteer import demonym, strength
from helpers.names.lexicon import load

#: The words of a run, each with where it begins there.
Tokens = list[tuple[str, int]]
JOIN_WORDS = frozenset(
    "of the for de la las los da do dos das del della di du van der den von ter ten zu bin bint ibn al el &".split()
)
_ROMAN = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI XXIII".split())
_PREFIXES = frozenset("anti co ex non pan post pre pro semi stand start".split())


def is_function(word: str, key: str) -> bool:
    """Whether a word is capitalised only by its place ("The", "When")."""
    return key in load()["function"] and word not in ("US", "WHO")


def known(word: str) -> bool:
    """Whether a word is surely a place or the name of a people."""
    return strength(word) >= 0.6 or demonym(word)


def is_compound(word: str) -> bool:
    """Whether a word is an ordinary one with a prefix, capitalised by its place ("Co-organizer", "Pro-democracy")."""
    front, _, tail = word.partition("-")
    ordinary = tail.islower() and (tail in load().common or tail in load()["not-names"])
    return ordinary and front.lower() in _PREFIXES and not is_title(tail)


def is_title(word: str) -> bool:
    """Whether a word stands before a person's name ("Sen.", "Mayor")."""
    return word.lower().rstrip(".") in load()["titles"]


def near_person(tokens: Tokens, number: int) -> bool:
    """Whether the word next to a month or "Will" makes it a person's name ("Theresa May", "Will Smith")."""
    key = tokens[number][0].lower()
    if key in ("april", "june", "august") and number + 1 < len(tokens):
        return tokens[number + 1][0].lower() not in load().common
    if key == "will":
        return number + 1 < len(tokens) and tokens[number + 1][0].lower() in load().surnames
    before = tokens[number - 1][0].rstrip(".") if number else ""
    if before.lower() in ("mrs", "ms") or key == "may" and before.lower() in load().first_names:
        return True
    return may_bear(before, key)


def may_bear(first: str, key: str) -> bool:
    """Whether a first name may have a month as its surname: not "in Clinton April 4", nor "in Alexandria Friday"."""
    return first.lower() in load().first_names and strength(first) < 0.2 and not key.endswith("day")


def is_role(piece: Tokens) -> bool:
    """Whether a piece says no more than what kind of office it is ("Foreign", "County")."""
    words = load()
    return all(word.lower() in words["modifiers"] or word.lower() == "county" for word, _ in piece)


def is_body(keys: list[str]) -> bool:
    """Whether the words after a title show that the whole is no person ("General Assembly", "King Street")."""
    words = load()
    last = keys[-1]
    if "of" in keys[1:] and keys[keys.index("of", 1) - 1] in words["organisation-heads"]:
        return True
    return last in words["organisation-heads"] or last in words["thing-heads"] or last in words["place-heads"]


def only_opens(piece: Tokens, first: str, second: str, whole: str) -> bool:
    """Whether the first word of a piece is an ordinary one that opens the sentence ("Asked Ukraine ...")."""
    words = load()
    if first not in words.common or first in words.first_names or any(
            first in words[name] for name in ("modifiers", "front-place-heads", "organisation-heads")):
        return False
    if second in words["organisation-heads"] or strength(whole) or strength(f"{piece[0][0]} {piece[1][0]}"):
        return False
    return second in words.first_names or known(piece[1][0])


def person_inside(piece: Tokens) -> int | None:
    """Where a person's name begins behind the name of a body or an ordinary word, or ends before an acronym."""
    if len(piece) < 3:
        return None
    words = load()
    keys = [word.lower() for word, _ in piece]
    if is_body(keys) or "&" in keys:
        return None
    for number in range(1, len(keys) - 1):
        if (keys[number] in words.first_names and keys[number] not in words.common and number + 5 > len(keys)
                and strength(piece[number][0]) < 0.6 and not any(key in words["of-links"] for key in keys[number + 1:])
                and is_foreign(piece[number - 1][0]) and not strength(" ".join(word for word, _ in piece[number:]))):
            return number
    for number in range(2, len(keys)):
        word = piece[number][0]
        if is_acronym(word) and word not in _ROMAN and not piece[0][0].isupper() and keys[0] in words.first_names:
            return number
    return None


def is_foreign(word: str) -> bool:
    """Whether a word cannot be part of a person's name: a body, an ordinary word, a place, an acronym."""
    words = load()
    key = word.lower()
    if key in words.first_names or len(key) < 2 or word in JOIN_WORDS:
        return False
    return (is_acronym(word) or key in words["organisation-heads"] or strength(word) >= 0.9 or demonym(word)
            or (key in words.common and key not in words.surnames))


def is_acronym(word: str) -> bool:
    """Whether a word is three capitals or more."""
    return word.isupper() and len(word) > 2 and word.isalpha()
