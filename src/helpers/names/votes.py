"""What the words around a mention say of its kind: titles, prepositions, verbs of speaking, appositions, datelines.

Votes are weights, in steps of about one for a hint and three for a proof; they add up. Nothing is decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.names.gazetteer import demonym, is_large, strength
from helpers.names.lexicon import load
from helpers.names.own import Votes
from helpers.names.spans import Candidate

KINDS = ("person", "place", "organisation", "other")

_WINDOW = 28  # characters before a mention that may hold the word before it
_MARKS = "([“‘\"'/—–-"
_GAP = ' \t\u00a0\r\n,(“"'
_AFTER = re.compile(r"(’s|'s|’|')?(\s*[,(:—–-]?\s*)([\w’'-]+)?(\s+[\w’'-]+)?(\s+[\w’'-]+)?(\s+[\w’'-]+)?")
_NEXT = re.compile(r"[\w’'-]+")
_NOTHING = frozenset(("", *".;!?)]”"))  # signs that no vote comes from, nor from what is behind them
_WEIGHTS = {"speech-after": 1.0, "who": 1.2, "person-verb": 0.8}
_SMALL_WORDS = {"a": "a", "an": "a", "the": "the", "of": "of"}
_NAMING = frozenset("named called titled entitled dubbed christened".split())
_NAMED = re.compile(r"\b([\w-]+),? (?:\w+ly )?[\w]+ [“‘\"']?$")
_MANY = frozenset("many several most some few other fellow two three four five six seven eight nine ten".split())
_COUNTED = re.compile(r"\d[\d,.]*")
_OWNED = ("-listed", "-owned", "-flagged", "-registered")
_AGE = re.compile(r",? \(?(?:aged )?\d{1,2}\)?(?:,|\.|;|\)| who\b| of\b| from\b)")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,24})?\s{0,2}(?:\([A-Z][^)\n]{1,30}\)\s{0,2})?[—–-]{1,2}\s")
_AGENCY = re.compile(r"\]?\)\s?[—–-]")
_AGED_OF = re.compile(r"\d{1,3}, of $")
_OF = re.compile(r"\b(\w+) of(?: the)? $")
_STATE = re.compile(r", ((?:[A-Z]\.){2,}|[A-Z][\w.]+(?: [A-Z][\w.]+)?)(?=[,.;:)’'\n—–]|\Z| [—–(-]| and\b)")
#: Votes of a noun beside a mention that no person is called: "the magazine X", "the ship X", "the X people".
_NOT_PERSON: dict[str, tuple[tuple[str, float, str], ...]] = {
    "body": (("person", -2.5, "body-noun"), ("organisation", 1.2, "body-noun")),
    "thing": (("person", -2.0, "thing-noun"), ("other", 1.0, "thing-noun")),
    "people": (("person", -2.5, "people"),),
}
_FAMILY = frozenset("wife husband son daughter brother sister father mother widow lawyer death attorney family".split())
_OF_TOWNS = frozenset("police firefighters resident residents mayor".split())  # "Winona police": no article is needed
_APPOSED = frozenset("a an the his her their its then now chief former".split())


@lru_cache(maxsize=20_000)
def write_votes(votes: tuple[tuple[str, float, str], ...]) -> str:
    """Votes as a text, from which `read_votes` makes the same votes."""
    return "|".join(f"{kind} {weight!r} {rule}" for kind, weight, rule in votes)


@lru_cache(maxsize=20_000)
def read_votes(written: str) -> tuple[tuple[str, float, str], ...]:
    """The votes that `write_votes` wrote."""
    parts = (vote.split(" ") for vote in written.split("|") if vote)
    return tuple((kind, float(weight), rule) for kind, weight, rule in parts)


def context_votes(text: str, candidate: Candidate) -> Votes:
    """Votes (kind, weight, rule) from the words next to a mention."""
    start, end = candidate.start, candidate.end
    stretch = text[max(0, start - _WINDOW) : start]
    ahead = stretch.rstrip(_GAP)
    gap = stretch[len(ahead) :]
    before = ahead[ahead.rfind(" ") + 1 :]
    before = before[before.rfind("\n") + 1 :].lstrip(_MARKS)
    votes = _before(text, candidate, before, gap) if candidate.title or gap != " " or _says(before) else []
    behind = text[end : end + 2]
    if behind[:1] == " " and "a" <= behind[1:] <= "z":  # most often: a blank and a word, whose first matters alone
        word = _NEXT.match(text, end + 1, end + 80).group()
        if _says_behind(word):
            votes += _followed(candidate, word, before)
    elif behind[:1] not in _NOTHING:
        votes += _behind(text, candidate, before)
    if candidate.opens and end > start + 3 and candidate.surface.isupper() and _DATELINE.match(text, end):
        votes += [("place", 4.0, "dateline"), ("person", -2.0, "dateline")]
    elif start < 150 and text[start - 1 : start] in ("(", "[") and _AGENCY.match(text, end):
        votes.append(("organisation", 3.0, "agency"))
    return votes


def _behind(text: str, candidate: Candidate, before: str) -> Votes:
    """Votes of a possessive, a sign and up to four words after a mention."""
    possessive, mark, one, two, three, four = _AFTER.match(text, candidate.end, candidate.end + 80).groups(default="")
    if possessive:
        return _possessed(candidate, one)
    if not mark.strip():
        return _followed(candidate, one, before)
    if mark.strip() == ",":
        return _apposed(text, candidate, (one, two.strip(), three.strip(), four.strip()))
    if mark.strip() == "(" and one in ("D", "R") and two.strip() in ("", "-"):
        return [("person", 2.0, "party")]
    return []


def _before(text: str, candidate: Candidate, before: str, gap: str) -> Votes:
    """Votes of the word before a mention, `gap` being what stands between them."""
    single = len(candidate.words) == 1
    if candidate.title:
        return [("person", _after_title(candidate), "title")]
    if not before:
        return []
    if gap != " " and not gap.isspace():
        lower_roles = load()["lower-roles"]
        return [("person", 0.8, "role-before")] if gap.strip() == "," and before in lower_roles else []
    says = _says(before)
    if not says:
        return []
    key, weight = before.lower(), 0.0
    if says == "preposition":
        if demonym(candidate.surface):
            return []  # "in Russian cities"
        if "\n" not in gap:
            weight = load().prepositions[key]
            if not single and not strength(candidate.surface):
                weight *= 0.6  # "in Council Chambers"
            return [("place", weight, f"after-{key}")]
        says = _says_besides(before)
    if says == "role":
        return [("person", 2.0, "role-before")]
    if says == "a":
        return [("person", -1.0, "article-before")] if single else []
    if says == "the":
        return [("person", -2.0, "the"), ("organisation", 0.6, "the")] if single else [("person", -2.0, "the")]
    if says == "speech":
        return [] if candidate.opens else [("person", 0.8, "speech-before")]
    if says in _NOT_PERSON:
        return list(_NOT_PERSON[says])
    if says == "named":
        found = _NAMED.search(text[max(0, candidate.start - 40) : candidate.start])
        return list(_NOT_PERSON.get(_says_besides(found.group(1)), ())) if found else []
    if says == "many":  # "16 Sherpas"
        return [("person", -2.5, "counted")] if single and candidate.surface.endswith("s") else []
    if says == "of":
        found = _OF.search(text[max(0, candidate.start - 30) : candidate.start])
        if found and found.group(1) in load()["of-place"]:
            return [("place", 3.0, "of-place")]
        if found and found.group(1) in load()["of-bodies"]:
            return [("person", -2.0, "of-body"), ("organisation", 1.0, "of-body")]
        if _AGED_OF.search(text[max(0, candidate.start - 10) : candidate.start]):
            return [("place", 2.5, "age-of")]
    return []


@lru_cache(maxsize=50_000)
def _says(before: str) -> str:
    """What a word before a mention is to it: preposition, role, a, the, speech, of, or nothing."""
    return "preposition" if load().prepositions.get(before.lower()) else _says_besides(before)


def _says_besides(before: str) -> str:
    words, key = load(), before.lower()
    if before in words["lower-roles"]:
        return "role"
    if key in _SMALL_WORDS:
        return _SMALL_WORDS[key]
    if key in words["body-nouns"] or key.endswith(_OWNED):
        return "body"
    if key in words["thing-nouns"]:
        return "thing"
    if key in _NAMING:
        return "named"
    if key in _MANY or _COUNTED.fullmatch(key):
        return "many"
    return "speech" if key in words["speech"] else ""


def _after_title(candidate: Candidate) -> float:
    """Weight of a title: little before an acronym or an ordinary word ("Miss Tourism Ghana"), or a country that it
    makes a figure of ("Captain America")."""
    words = load()
    key = candidate.words[0].lower()
    ordinary = key in words.common and key not in words.surnames and key not in words.first_names
    if len(candidate.words) > 1:
        return 1.2 if ordinary and is_large(candidate.words[-1]) else 3.5
    figure = candidate.title in ("Miss", "Captain") and is_large(candidate.surface)
    return 1.2 if ordinary or figure or candidate.surface.isupper() else 3.5


def _possessed(candidate: Candidate, one: str) -> Votes:
    """Votes of the word after "'s"."""
    votes: Votes = []
    if candidate.words[0].rstrip(".") in ("St", "Saint") and one[:1].isupper():
        votes += [("place", -3.0, "saint"), ("organisation", 2.5, "saint")]
    if one in _FAMILY:
        votes.append(("person", 1.5, "family"))
    elif one in load()["body-owned"]:
        votes += [("person", -1.0, "body-owned"), ("organisation", 0.8, "body-owned")]
    return votes


def _followed(candidate: Candidate, one: str, before: str) -> Votes:
    """Votes of the word after a mention, nothing between them."""
    says = _says_behind(one)
    if not says:
        return []
    if says == "place-word":
        return [] if demonym(candidate.surface) else [("place", 2.0, "place-word")]
    if says == "dweller":
        of_town = one in _OF_TOWNS and strength(candidate.surface) > 0
        if of_town or before.lower() in ("a", "an", "the", "old"):
            return [("place", 1.3, "dweller")]
        return [("person", 0.8, "person-verb")] if one in load()["person-verbs"] else []
    if says in _NOT_PERSON:
        return list(_NOT_PERSON[says])
    return [("person", _WEIGHTS[says], says)]


@lru_cache(maxsize=50_000)
def _says_behind(one: str) -> str:
    """What a word behind a mention tells of it: the name of a vote, or nothing."""
    words = load()
    if one in words["speech"]:
        return "speech-after"
    if one in ("who", "whose"):
        return "who"
    if one in words["place-words"]:
        return "place-word"
    if one in words["dweller"]:
        return "dweller"
    if one in words["body-tails"]:
        return "body"
    if one in words["peoples"]:
        return "people"
    return "person-verb" if one in words["person-verbs"] else ""


def _apposed(text: str, candidate: Candidate, following: tuple[str, str, str, str]) -> Votes:
    """Votes of what follows a comma: an age, an apposition, a state or country."""
    words = load()
    one = following[0]
    if _AGE.match(text, candidate.end):
        return [("person", 3.0 if strength(candidate.surface) < 0.6 else 0.5, "age")]
    if one in ("who", "whose"):
        return [("person", 1.2, "who")]
    if one in _APPOSED or one in words["role-nouns"]:
        if not words["role-nouns"].isdisjoint(following):
            return [("person", 1.8, "apposition")]
        if not words["of-place"].isdisjoint(following[1:]):
            return [("place", 1.5, "apposition")]
        for says in ("body", "thing"):
            if not words[f"{says}-nouns"].isdisjoint(following):
                return list(_NOT_PERSON[says])
    elif one[:1].isupper() and _large_after(text, candidate.end):
        return [("place", 2.0, "state-after")]
    return []


def _large_after(text: str, end: int) -> bool:
    """Whether ", Florida" or ", South Korea" follows."""
    match = _STATE.match(text, end)
    if not match:
        return False
    name = match.group(1)
    return is_large(name) or is_large(name.rstrip("."))
