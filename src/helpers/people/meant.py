"""Which person the words for a speaker mean: a name, a pronoun, or a role said before ("the minister").

Refuses: to take "a spokesman for Jane Roe" or "Roe's office" for Jane Roe.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from helpers.people.spelling import fold
from helpers.people.titles import role_words
from helpers.people.verbs import read_sections

_WORD = re.compile(r"[\w’'-]+")
_NOT_HEAD = frozenset("for to of by with from at against about behind".split())
_PRONOUNS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_REACH, _MOST_MENTIONS = 900, 400
_SENTENCE_ENDS = (". ", "? ", "! ", "\n", ".” ", ",” ")
_ARTICLES = ("the ", "this ", "that ")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person, text[start:end]."""

    start: int
    end: int
    person_id: str
    surface: str
    role: str


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    parts = read_sections("people.genders.txt")
    found: dict[str, str] = {}
    for gender in ("male", "female"):
        for section in (gender, f"{gender} words"):
            for word in " ".join(parts.get(section, ())).split():
                found[word] = gender if found.get(word, gender) == gender else ""
    return found


def gender_of(surface: str, role: str) -> str:
    """male, female, or empty when nothing tells: by title and role, by given name, by a Slavic surname's ending."""
    genders = _genders()
    for word in fold(role).replace("-", " ").split():
        if genders.get(word):
            return genders[word]
    words = fold(surface).split()
    if len(words) > 1 and genders.get(words[0]):
        return genders[words[0]]
    if words and words[-1].endswith(("ova", "eva", "ina", "skaya", "ska")) and len(words[-1]) > 5:
        return "female"
    return ""


class Cast:
    """The people of one article: their mentions in order, and what is known of each one's gender."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]
        self.ends = [mention.end for mention in self.mentions]
        self.genders: dict[str, str] = {}
        for mention in self.mentions:
            if not self.genders.get(mention.person_id):
                self.genders[mention.person_id] = gender_of(mention.surface, mention.role)

    def named(self, start: int, end: int) -> bool:
        """Whether a person is named in text[start:end]."""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end

    def before(self, start: int) -> list[Mention]:
        """The mentions not far before `start`, in order."""
        return self.mentions[bisect_left(self.starts, start - _REACH) : bisect_left(self.starts, start)]

    def fits(self, person_id: str, gender: str) -> bool:
        """Whether a pronoun of this gender may mean the person."""
        return self.genders.get(person_id, "") in ("", gender)


def person_meant(text: str, start: int, end: int, cast: Cast, last: tuple[int, str]) -> str:
    """The person_id that text[start:end] means, or an empty text. `last`: where the last speaker is named, and who."""
    inside = cast.mentions[bisect_left(cast.starts, start) : bisect_left(cast.starts, end)]
    if inside:
        return next((m.person_id for m in inside if _is_head(text, start, end, m)), "")
    words = text[start:end].lower()
    if words in _PRONOUNS:
        return _by_pronoun(text, start, _PRONOUNS[words], cast, last)
    if words.startswith(_ARTICLES):
        return _by_role(start, words, cast)
    return ""


def _is_head(text: str, start: int, end: int, mention: Mention) -> bool:
    """Whether a name is the speaker, not somebody that the speaker is said to belong to."""
    if text[mention.end : mention.end + 1] in ("'", "’"):
        return False
    titles = role_words()
    for word in reversed(_WORD.findall(text[start : mention.start])):
        low = word.lower()
        if low in _NOT_HEAD:
            return low in ("of", "at") and mention.end >= end - 1 and _leads(text, start)
        if not any(low in words for words in (titles.titles, titles.ranks, titles.heads, titles.modifiers)):
            return True
    return True


def _leads(text: str, start: int) -> bool:
    """Whether the phrase begins with an office, as "Mayor of London Jane Roe" does."""
    word = _WORD.match(text, start)
    return word is not None and word[0][0].isupper() and word[0].lower() in role_words().heads


def _by_pronoun(text: str, start: int, gender: str, cast: Cast, last: tuple[int, str]) -> str:
    """The person last named who fits; in the nearest sentence, the one named first, as its subject would be."""
    fitting = [
        mention
        for mention in cast.before(start)
        if cast.fits(mention.person_id, gender) and text[mention.end : mention.end + 1] not in ("'", "’")
    ]
    said_at, said_by = last
    since = not fitting or fitting[-1].end <= said_at or said_at == start
    if said_at >= 0 and since and (not said_by or cast.fits(said_by, gender)):
        return said_by
    if not fitting:
        return ""
    near = fitting[-1].start
    head = max(text.rfind(mark, max(0, near - _REACH), near) for mark in _SENTENCE_ENDS)
    return next(mention.person_id for mention in fitting if mention.start > head)


def _by_role(start: int, words: str, cast: Cast) -> str:
    """The person last named whose role holds the last word of "the minister", "the Ukrainian president"."""
    wanted = _WORD.findall(words)
    if len(wanted) > 4 or wanted[-1] not in role_words().heads:
        return ""
    earlier = bisect_left(cast.starts, start)
    for mention in reversed(cast.mentions[max(0, earlier - _MOST_MENTIONS) : earlier]):
        if wanted[-1] in fold(mention.role).replace("-", " ").split():
            return mention.person_id
    return ""
