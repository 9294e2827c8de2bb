"""What happened to what is counted: killed, injured, displaced, destroyed, pledged … by the lexicon figures_events.csv.

The word nearest to the number in its own clause decides, what follows the counted noun before what stands in front.
Refuses an event that does not fit what is counted: people are not "intercepted", money is not "injured".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from helpers.figures import units
from helpers.text.cues import words_in

#: Events whose nouns say what a number after them counts ("deaths rose to 41", "aid of $3 million"); "troops … 400"
#: does not.
_TOLD_BY_NOUN = frozenset(("killed", "injured", "missing", "infected", "pledged", "lost", "displaced", "cost", "level"))
_OWN_VERB = re.compile(r"\s(?:have|has|had|were|was|are|is|will|would|could|remain|remained)\b")
_TOKEN = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?!\w)")
_DOING = re.compile(r"\s\w+ing\b")
_CLAUSE_END = re.compile(
    r"[.;:!?\n]|,\s(?:but|while|whereas|including|which|who|with|as|after|according)\b|\s(?:while|whereas|but"
    r"|although)\s"
)
_PASSIVE = re.compile(
    r"\s(?:(?:who|that|which)\s)?(?:\w+ly\s)?(?:(?:have|has|had|were|was|are|is|being|be|been|reported|confirmed|feared"
    r"|believed|presumed|left|still|also|now|already|remain|remained|managed to|able to|forced to|said to|known to|told"
    r" to|ordered to|asked to|urged to|to)\s)*$"
)


@dataclass(frozen=True)
class Event:
    """A line of the lexicon. `of`: person, thing or money; `accumulates`: whether a count of it only grows; `weight`:
    how much readers want to know it, 1 to 9."""

    name: str
    of: str
    accumulates: bool
    weight: int


@dataclass(frozen=True)
class _Word:
    event: Event
    noun: bool


@lru_cache(maxsize=1)
def lexicon() -> dict[str, _Word]:
    """Word (lower case) -> event. A word of two events belongs to the first in the file."""
    words: dict[str, _Word] = {}
    for row in units.rows("figures_events.csv"):
        event = Event(row["event"], row["of"], row["accumulates"] == "yes", int(row["weight"]))
        for column in ("nouns", "verbs"):
            for word in filter(None, (piece.strip() for piece in row[column].split(";"))):
                words.setdefault(word, _Word(event, column == "nouns"))
                if column == "nouns":
                    words.setdefault(units.singular(word), _Word(event, True))
    return words


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Of every entry of the lexicon the first word, or the first part of a hyphened one."""
    return frozenset(re.match("[a-z]+", entry).group() for entry in lexicon())


@lru_cache(maxsize=1)
def names() -> dict[str, Event]:
    """Events by name."""
    return {word.event.name: word.event for word in lexicon().values()}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[str]]:
    """First word -> the lexicon's entries of several words that begin with it, longest first."""
    phrases: dict[str, list[str]] = {}
    for entry in sorted(lexicon(), key=lambda entry: (-len(entry), entry)):
        if " " in entry:
            phrases.setdefault(entry.split()[0], []).append(entry)
    return phrases


def _hits(text: str) -> list[tuple[int, int, _Word]]:
    """The lexicon's words in a short text: start, end, entry, in order."""
    words, low = lexicon(), text.lower()
    hits = []
    for match in _TOKEN.finditer(low):
        entry = next(
            (phrase for phrase in _phrases().get(match.group(), ()) if low.startswith(phrase, match.start())),
            match.group(),
        )
        if entry in words:
            hits.append((match.start(), match.start() + len(entry), words[entry]))
    return hits


def find_event(
    text: str, start: int, end: int, *, kind: str, head: str, floor: int, ceiling: int
) -> tuple[Event, str] | None:
    """The event of a figure and the rule that found it.

    `start`, `end`: the number with what it counts; `floor`, `ceiling`: the sentence, or the neighbours' places in it;
    `kind`: person, money, measure, bare (a number without a noun) or thing.
    """
    words = lexicon()
    counted = words[head].event if head in words and words[head].noun else None
    if _telling().isdisjoint(words_in(text, floor, ceiling)):
        return (counted, "event-counted") if counted and _fits(counted, kind, noun=True) else None
    after = text[end : min(ceiling, end + 110)]
    stop = _CLAUSE_END.search(after)
    after = after[: stop.start()] if stop else after
    following = _hits(after)
    for first, last, word in following:
        if word.event.name == "without" and _DOING.match(after, last):
            continue
        near = first <= 2 or _PASSIVE.match(after[:first])
        if near and _fits(word.event, kind, noun=word.noun):
            return word.event, "event-after"
    before = text[max(floor, start - 120) : start].rstrip().removesuffix(":")  # "The dead: 64"
    stops = [found.end() for found in _CLAUSE_END.finditer(before)]
    before = before[stops[-1] :] if stops else before
    own_verb = _OWN_VERB.match(after)  # the number is the subject: what was said before is not about it
    for _, _, word in () if own_verb else reversed(_hits(before)):
        if word.event.name == "without" or (word.noun and word.event.name not in _TOLD_BY_NOUN):
            continue
        if _fits(word.event, kind, noun=word.noun):
            return word.event, "event-before"
    if counted and _fits(counted, kind, noun=True):
        return counted, "event-counted"
    for _, _, word in following:
        if not word.noun and word.event.name != "without" and _fits(word.event, kind, noun=False):
            return word.event, "event-later"
    return None


def _fits(event: Event, kind: str, *, noun: bool) -> bool:
    """People and things may be what an event is of; a bare count may be either; money only what money does."""
    if kind in ("money", "measure") or event.of in ("money", "measure"):
        return event.of == kind
    if kind == "person":
        return event.of == "person" or (event.name in ("without",))
    return event.of == "thing" or kind == "bare" or noun
