"""Who says each number of an article: what its sentences name, carried on by "he" and by quotations that go on.

Pronouns lead back to the last source they can mean; who is quoted with a number says it. Refuses to name a source for
sentences without one: what the article says in its own voice is said by nobody, also beside sentences with a source
(of 61 numbers in such sentences of the PolNeAR collection, readers gave 8 a source).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpers.figures import voices
from helpers.figures.attribution import in_sentence
from helpers.figures.clause import Clause, Source
from helpers.figures.fullnames import Names, full_names, in_full, is_personal, known_as, last_named
from helpers.people import phrases
from helpers.people.frames import Frame
from helpers.people.marks import find_quoted

#: Characters that a quotation is followed without its closing mark.
LONGEST_QUOTE = 1500
_ONE_PERSON = ("he", "she", "him", "his", "her")
_BODIES = ("it", "its", "they", "them", "their")
Row = Mapping[str, Any]


class Sources:
    """The sources of one article's numbers. `people`, `quotes`: its rows of these tables, in order of place."""

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], people: Sequence[Row], quotes: Sequence[Row]
    ) -> None:
        self._text, self._quotes = text, quotes
        self._persons = {row["person_id"]: row for row in people if row["person_id"]}
        cast = voices.cast_of(people)
        self._told = find_sources(text, sentences, cast.named)
        self._meant: dict[tuple[int, int], Row] = {}
        last = (-1, "")
        for source in (source for told in self._told for source in told):
            who = voices.person_at(text, source.start, source.end, cast, last) if self._persons else ""
            if who:
                self._meant[source.start, source.end] = self._persons[who]
            last = (source.start, who)

    def at(self, sentence: int, start: int) -> tuple[Source | None, Row | None]:
        """The source of a number at `start` and the person that it is: who is quoted with it, else who is said to say
        it."""
        source, person = self._quoted(start)
        if source is None:
            source = source_at(self._told[sentence], start)
            person = self._meant.get((source.start, source.end)) if source else None
        return source, person

    def said_by(self, source: Source | None, person: Row | None) -> str:
        """The canonical name of a person, else the source as written; "he" whom nobody knows is nobody."""
        if source is None:
            return ""
        if person:
            return person["name"]
        unknown = self._persons and self._text[source.start : source.end].lower() in (*_ONE_PERSON, "i")
        return "" if unknown else source.name

    def _quoted(self, start: int) -> tuple[Source | None, Row | None]:
        """The speaker of the quotation that holds the number, as the people room found it."""
        for quote in self._quotes:
            if quote["start"] <= start < quote["end"] and quote["speaker"]:
                first, last = quote["speaker_start"] or 0, quote["speaker_end"] or 0
                person = self._persons.get(quote["person_id"])
                span = voices.trimmed(self._text, first, last)
                if span is None and person is None:
                    return None, None
                name = voices.plain_name(self._text[slice(*span)]) if span else ""
                return Source(quote["start"], quote["end"], *(span or (first, last)), name, "quotation"), person
        return None, None


def find_sources(
    text: str, sentences: Sequence[tuple[int, int]], named: phrases.Names = lambda start, end: False
) -> list[list[Source]]:
    """For each sentence its sources, in order of place; a sentence that only goes on with a quotation has the carried
    one. `named`: whether a person is named in text[start:end]."""
    names = full_names(text)
    last_person = last_any = None
    quoting: Source | None = None
    bodies: dict[str, str] = {}
    out: list[list[Source]] = []
    for clause in _clauses(text, sentences, named):
        start, end = clause.start, clause.end
        sources = []
        for source in in_sentence(clause):
            word = source.name.lower()
            if word in voices.PRONOUNS:
                outer = next((told for told in sources if told.name and told.why != "pronoun"), None)
                body = last_any if last_any is None or word in ("it", "its") or not is_personal(last_any.name) else None
                if outer is not None and word not in ("i", "we", "you"):
                    before = outer  # "officials said they had found 440"
                elif word in _ONE_PERSON:
                    before = _person_before(last_person, names, start)
                else:
                    before = body if word in _BODIES else quoting or last_person
                source = replace(source, name=before.name if before else "", why="pronoun")
            else:
                name = known_as(in_full(source.name, names, start), bodies)
                source = source if name == source.name else replace(source, name=name)
                last_any = source
                bodies[source.name.split()[-1].lower()] = source.name
                if is_personal(source.name):
                    last_person = source
            sources.append(source)
        inside = text[start:end]
        if not sources and quoting is not None and (quoting.last >= 0) and _goes_on(text, start, end, quoting):
            sources = [Source(start, end, quoting.start, quoting.end, quoting.name, "quotation-goes-on")]
        if sources:
            quoting = sources[-1] if any(mark in inside for mark in voices.QUOTES) else None
        out.append(sources)
    return out


def source_at(sources: list[Source], start: int) -> Source | None:
    """The source of a number at `start`: among those that cover it the one whose words stand nearest."""
    covering = [
        source
        for source in sources
        if source.first <= start < source.last
        and not source.start <= start < max(source.end, source.said)
        and not (source.why in ("according-to", "by-estimate") and start > source.start and source.cut <= start)
    ]
    if not covering:
        return None
    raised = [source for source in covering if source.why != "x-raised"]  # "officials raised the toll to 8, X said"
    covering = raised or covering
    counts = [source for source in covering if source.why in ("according-to", "by-estimate")]
    if len(counts) > 1:  # "64 by the count of X, 71 by that of Y", "31, according to X, or 38, according to Y"
        return next((source for source in counts if source.start > start), counts[-1])
    return min(
        covering,
        key=lambda source: (
            source.why == "according-to"
            and start < source.start
            and len(covering) > 1
            and any(s.end <= start for s in covering),
            abs(source.start - start),
        ),
    )


def _clauses(text: str, sentences: Sequence[tuple[int, int]], named: phrases.Names) -> Iterator[Clause]:
    """The sentences, each with its paragraph."""
    frames = (Frame(text, start, end, quoted) for (start, end), quoted in find_quoted(text))
    frame = next(frames, None)
    for start, end in sentences:
        while frame is not None and frame.end <= start:
            frame = next(frames, None)
        yield Clause(text, start, end, frame, named)


def _person_before(last: Source | None, names: Names, start: int) -> Source | None:
    """Whom "he" or "she" means: the last person that spoke, or one named since."""
    named = last_named(names, max(last.end if last else 0, start - 300), start)
    if named is None:
        return last
    return Source(start, start, named[0], named[0] + len(named[1]), named[1], "named-before")


def _goes_on(text: str, start: int, end: int, quoting: Source) -> bool:
    """Whether a sentence without a source stands inside the quotation that a speaker began just before."""
    begin = max(0, start - LONGEST_QUOTE)
    if text.rfind("“", begin, start) > text.rfind("”", begin, start):
        return True
    paragraph = max(begin, text.rfind("\n\n", begin, start))
    if text.count('"', paragraph, start) % 2:
        return True
    return text[start : start + 1] in voices.QUOTES and start - quoting.end < 400
