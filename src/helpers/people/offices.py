"""The role and the affiliation written beside a person's name, before it or after it.

"Austrian presidential adviser Jane Roe" gives the role "presidential adviser" and the affiliation "Austrian"; and "Jane
Roe, director of the Kyiv Institute" gives "director" and "Kyiv Institute". Words are read in a window beside the name,
never past the line. Refuses: to take a relative's word ("his sister") for a role, unless its owner is named.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.people.titles import POSSESSIVE, Role, Roles, belongs, body_named, is_head, key_of, role_words, split_role
from helpers.people.verbs import AUXILIARIES, CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, reporting_verbs

_WINDOW = 110
_MAX_WORDS = 9
_WORD = re.compile(r"[\w.’'&/-]+|[,;:()—–\"“”]")
_OF_PLACE = re.compile(r" of ((?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3})")
_TOLD = re.compile(
    r" (?:(?:was|is|has been|had been) (?:re-?elected|elected|named|appointed|chosen|sworn in)(?: as)?"
    r"|(?:took over|took office|serves|served) as|is|(was)|became|remains|remained)"
    r"(?: now| then| also| currently)? (?:(the|an?) )?(?=[A-Za-z])"
)
#: What somebody is by fate and not by office.
_FATES = frozenset("survivor witness victim suspect defendant member".split())
#: Words before a role with its determiner: "and the keeper of the park, Jane Roe, said".
_BEFORE_ROLE = frozenset("and by to with from".split())
_SINCE = frozenset("until now once formerly currently also previously".split())
_CLOSERS = frozenset("of for at in with from and on to who".split())
_AGE = re.compile(r"\d{1,3}")
#: Role words that may also be said of relatives: kept as a role only with an owner ("Roe's wife").
_RELATIVES = frozenset(
    "wife husband son daughter father mother brother sister widow nephew niece uncle aunt cousin".split()
)


def role_at(text: str, start: int, end: int) -> Role:
    """The role of the person named in text[start:end], from the words before it or else after it."""
    before = _role_before(text, start, apposed=text.startswith(",", end))
    if before and before.why != "title":
        of = _OF_PLACE.match(text, end) if not before.affiliation else None
        return Role(before.role, of[1], before.why) if of else before
    return _role_after(text, end) or _role_told(text, end) or before or Role()


def _role_before(text: str, start: int, *, apposed: bool) -> Role | None:
    """The role written before a name; `apposed`: a comma follows the name."""
    lexicon = role_words()
    window = text[max(0, start - _WINDOW) : start]
    window = window[window.rfind("\n") + 1 :]
    words = _WORD.findall(window)
    title = ""
    while words and key_of(words[-1]) in lexicon.titles:
        title = words.pop()
    comma = bool(words) and words[-1] == ","
    if comma or words and words[-1].lower() in ("named", "called"):  # a locksmith named Jane Roe
        words.pop()
    head = _head_position(words, lexicon)
    if comma and apposed and head is None and (whole := _long_role(words, lexicon)):
        return whole
    if (
        head is None
        or comma
        and head != len(words) - 1
        and "the" not in (w.lower() for w in words[max(0, head - 3) : head])
    ):
        return Role(title, "", "title") if title and key_of(title) in ("dr", "prof") else None
    first = head
    while first > 0 and head - first < _MAX_WORDS and belongs(words[first - 1], lexicon):
        first -= 1
        ahead = words[first - 1] if first else ""
        if words[first].endswith(POSSESSIVE) and not (ahead[:1].isupper() or ahead in lexicon.modifiers):
            break
    owner = any(word.endswith((*POSSESSIVE, "s’", "s'")) for word in words[first:head])
    determined = first > 0 and (words[first - 1].lower() in DETERMINERS or words[first - 1].lower() == "whose")
    if comma and not (owner or determined or head > first and words[head].islower()):
        return None
    if key_of(words[head]) in _RELATIVES and not owner:
        return None
    return split_role(words[first : head + 1], words[head + 1 :], "role-before")


def _head_position(words: list[str], lexicon: Roles) -> int | None:
    """Where the role's noun stands: last, or before "of State", "for the ministry" and the like."""
    for at in range(len(words) - 1, max(-1, len(words) - 12), -1):
        word = key_of(words[at])
        if is_head(word, lexicon):
            rest = words[at + 1 :]
            if not rest or rest[0].lower() in ("of", "for") and len(rest) > 1 and rest[-1][0].isupper():
                return at
            return None
        if not (words[at][0].isupper() or word in ("of", "for", "the", "and")):
            return None
    return None


def _long_role(words: list[str], lexicon: Roles) -> Role | None:
    """The keeper of the island's small animal park, Jane Roe, …"""
    for at in range(len(words) - 3, max(0, len(words) - 11), -1):
        if words[at + 1].lower() not in ("of", "for") or not is_head(key_of(words[at]), lexicon):
            continue
        first = at
        while first > 0 and belongs(words[first - 1], lexicon):
            first -= 1
        ahead = words[first - 2].lower() if first > 1 else "."
        opens = ahead[0] in ",.;:—–" or ahead in _BEFORE_ROLE or ahead in reporting_verbs().say
        if not first or words[first - 1].lower() not in DETERMINERS or not opens:
            return None
        rest = words[at + 1 :]
        runs_on = any(not word[0].isalnum() or word.endswith("ed") or word in AUXILIARIES for word in rest)
        return None if runs_on else split_role(words[first : at + 1], rest, "role-before")
    return None


def _role_told(text: str, end: int) -> Role | None:
    """Jane Roe was sworn in as interior minister · Jane Roe is the mayor of Vienna"""
    told = _TOLD.match(text, end)
    if not told:
        return None
    lexicon = role_words()
    words = _WORD.findall(text[told.end() : told.end() + _WINDOW].partition("\n")[0])
    for at, word in enumerate(words[:_MAX_WORDS]):
        if is_head(key_of(word), lexicon):
            head = at + _further(words[at + 1 : at + 4], lexicon)
            rest = [] if words[head].endswith(".") else words[head + 1 :]
            if key_of(words[head]) in _RELATIVES | _FATES or not _closes(rest):
                return None
            role = split_role(words[: head + 1], rest, "role-told")
            return replace(role, passing=told[1] is not None or told[2] in ("a", "an"))
        if not belongs(word, lexicon):
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
            return Role(lexicon.verbs[words[0].lower()], body_named(words[1:]), "role-after")
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
    while len(words) > 2 and (words[0].lower() in _SINCE or words[0] == "then" and words[1].lower() in DETERMINERS):
        words = words[1:]
    article = words[0].lower() if words else ""
    determined = article in DETERMINERS
    if determined:
        words = words[1:]
    head = None
    for at, word in enumerate(words[:_MAX_WORDS]):
        plain = key_of(word)
        if is_head(plain, lexicon):
            head = at + _further(words[at + 1 : at + 4], lexicon)
            break
        unknown = word.isalpha() and word.islower() and word not in PREPOSITIONS and word not in CLAUSE_WORDS
        compound = at == 0 and not word.endswith(("ing", "ed", "ly")) and word not in reporting_verbs()  # dike master
        if not belongs(word, lexicon) and not (unknown and (determined and at < 2 or compound)):
            break
    if head is None:
        return _any_trade(words) if article in ("a", "an") else None
    owner = any(word.endswith(POSSESSIVE) for word in words[:head])
    rest = [] if words[head].endswith(".") and len(words[head]) > 4 else words[head + 1 :]
    if not (determined or owner or _closes(rest)):
        return None
    if key_of(words[head]) in _RELATIVES and not (owner or rest[:1] == ["of"]):
        return None
    return replace(split_role(words[: head + 1], rest, "role-after"), passing=article in ("a", "an"))


def _closes(rest: list[str]) -> bool:
    """Whether a role phrase can end where `rest` follows."""
    return not rest or rest[0] in ",;:()—–." or rest[0].lower() in _CLOSERS


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
        if is_head(word, lexicon):
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
        return Role(rest[0][:-1], "", "role-after", passing=True)
    if not 1 <= len(taken) <= 3 or not closes or taken[-1].endswith(("ing", "ed", "ly")):
        return None
    if rest and rest[0][-1] == "." and rest[0][:-1].islower() and rest[0][:-1].isalpha():
        taken.append(rest[0][:-1])
    return Role(" ".join(taken), "", "role-after", passing=True)


