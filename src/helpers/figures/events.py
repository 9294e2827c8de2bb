"""What happened to what is counted: killed, injured, displaced, destroyed, pledged … by the lexicon figures_events.csv.

The word nearest to the number in its own clause decides, what follows the counted noun before what stands in front.
Refuses an event that does not fit what is counted: people are not "intercepted", money is not "injured".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.figures import units
from helpers.text.cues import words_in

#: Events whose nouns say what a number after them counts ("deaths rose to 41", "aid of $3 million"); "troops … 400"
#: does not.
_TOLD_BY_NOUN = frozenset(("killed", "injured", "missing", "infected", "pledged", "lost", "displaced", "cost", "level"))
#: "the evacuation of 2,250 people", "an offer of €3 million": between such a noun and its number.
_OF = re.compile(
    r"\sof\s(?:(?:about|around|some|nearly|almost|over|more than|at least|up to|an estimated|the|its|another)\s)*$"
)
_OWN_VERB = re.compile(r"\s(?:have|has|had|were|was|are|is|will|would|could|remain|remained)\b")
_TOKEN = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?!\w)")
_DOING = re.compile(r"\s\w+ing\b")
_CLAUSE_END = re.compile(
    r"(?<![ap]\.m)\.(?=\s)|:(?=\s)|[;!?\n]|,\s(?:but|while|whereas|including|which|who|with|as|after|according)\b|\s(?:while|whereas|but"
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
    """An entry of the lexicon: its first event, whether a noun names it, and the other events it may name."""

    event: Event
    noun: bool
    others: tuple[_Word, ...] = ()

    def fitting(self, kind: str) -> _Word | None:
        """The entry for the first of its events that fits what is counted."""
        return next((word for word in (self, *self.others) if _fits(word.event, kind, noun=word.noun)), None)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, _Word]:
    """Word (lower case) -> event; a word of several events belongs to the first in the file that fits what is
    counted."""
    words: dict[str, list[_Word]] = {}
    for row in units.rows("figures_events.csv"):
        event = Event(row["event"], row["of"], row["accumulates"] == "yes", int(row["weight"]))
        for column in ("nouns", "verbs"):
            for word in filter(None, (piece.strip() for piece in row[column].split(";"))):
                noun = column == "nouns"
                for form in {word, units.singular(word)} if noun else {word}:
                    words.setdefault(form, []).append(_Word(event, noun))
    return {form: replace(entries[0], others=tuple(entries[1:])) for form, entries in words.items()}


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
    counted = words[head].fitting(kind) if head in words and words[head].noun else None
    counted = counted if counted and counted.noun else None
    if _telling().isdisjoint(words_in(text, floor, ceiling)):
        return (counted.event, "event-counted") if counted else None
    if counted and counted.event.name == "killed":  # bodies are not "brought in" as the living are
        return counted.event, "event-counted"
    for _, _, word in _hits(text[start:end]):  # "60 flooded cellars"
        if not word.noun and (found := word.fitting(kind)) and not found.noun:
            return found.event, "event-phrase"
    after = text[end : min(ceiling, end + 110)]
    stop = _CLAUSE_END.search(after)
    after = after[: stop.start()] if stop else after
    following = [(first, last, found) for first, last, word in _hits(after) if (found := word.fitting(kind))]
    before = text[max(floor, start - 120) : start].rstrip().removesuffix(":")  # "The dead: 64"
    stops = [found.end() for found in _CLAUSE_END.finditer(before)]
    before = before[stops[-1] :] if stops else before
    preceding = [(last, found) for _, last, word in _hits(before) if (found := word.fitting(kind))]
    if preceding and preceding[-1][1].noun and _OF.fullmatch(f"{before[preceding[-1][0] :]} "):
        return preceding[-1][1].event, "event-of"  # "the lives of 14 people"
    for first, last, word in following:
        if word.event.name == "without" and _DOING.match(after, last):
            continue
        if first <= 2 or _PASSIVE.match(after[:first]):
            return word.event, "event-after"
    own_verb = _OWN_VERB.match(after)  # the number is the subject: what was said before is not about it
    for _, word in () if own_verb else reversed(preceding):
        if _lacks(word.event) or (word.noun and word.event.name not in _TOLD_BY_NOUN):
            continue
        return word.event, "event-before"
    if counted:
        return counted.event, "event-counted"
    for _, _, word in following:
        adjective = any(other.event == word.event and not other.noun for other in word.others)
        if (adjective or not word.noun) and word.event.name != "without":
            return word.event, "event-later"
    return None


def _lacks(event: Event) -> bool:
    return event.name.startswith("without")


def _fits(event: Event, kind: str, *, noun: bool) -> bool:
    """People and things may be what an event is of; a bare count may be either; money only what money does."""
    if kind in ("money", "measure") or event.of in ("money", "measure"):
        return event.of == kind
    if kind == "person":
        return event.of == "person" or _lacks(event)
    return event.of == "thing" or kind == "bare" or noun
