"""Who says a number: subjects of reporting verbs ("the ministry said"), "according to X", and speakers carried on by
"he".

Works from the text alone. A source covers what stands on its side of the verb in the sentence; pronouns lead back to
the last source they can mean; a quotation that goes on keeps its speaker. Refuses to name a source for sentences
without one: what the article says in its own voice is said by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.figures import voices
from helpers.figures.fullnames import Names, full_names, in_full, is_personal, known_as, last_named
from helpers.figures.speakers import PRONOUNS, QUOTES, can_speak, clean, phrase_after, phrase_before, sentence_subject
from helpers.text.cues import cue, word_before, words_in

#: Characters that a quotation is followed without its closing mark.
LONGEST_QUOTE = 1500

_SAYING = "telling|saying|reporting|warning|claiming|predicting|estimating"
_VERB = (
    "said|says|say|told|tells"
    "|reported|reports|report|announced|announces|claimed|claims|claim|estimated|estimates|estimate|confirmed|confirms"
    "|added|adds|stated|states|wrote|writes|warned|warns|noted|notes|put|puts|counted|counts|recorded|found|finds"
    "|acknowledged|acknowledges|admitted|insisted|argued|predicted|predicts|explained|tweeted|posted|believes|believe"
    "|suggested|suggests|showed|shows|show|declared|revealed|indicated|indicates|asserted|alleged|alleges|maintained"
    "|conceded|disclosed|responded|replied|recalled|described|expressed|denied|denies|cautioned|stressed|emphasized"
    "|complained|reads|vowed|pledged|testified|tallied|verified|documented|forecast|forecasts|expects|projected"
    "|projects|concluded|thinks|accused"
)
#: Verbs that report only when a clause follows: "showed that", "put the toll at".
_NEEDS_CLAUSE = re.compile(
    r"put|puts|counted|counts|recorded|found|finds|show|shows|showed|report|estimate|claim|posted|described|pledged"
    r"|forecast|forecasts|documented|maintained|noted|notes|recalled|accused|projects|reports|estimates|claims|notes"
    r"|states|predicted"
)
_REPORT = re.compile(rf"(?<![\w-])(?:(?:is|are|was|were) (?:{_SAYING})|{_VERB}|(?:spoke|speaks|spoken) of)(?![\w’'-])")
#: The words that a match of _REPORT can begin with.
_REPORTING = frozenset(f"{_VERB}|spoke|speaks|spoken|is|are|was|were".split("|"))
_WORD = re.compile(r"(?<![\w-])[a-z]+")
#: These are nouns as often as verbs: "amid reports that", "the claims".
_NOUNISH = re.compile(r"reports?|claims?|estimates?|states|notes|counts|forecasts?|projects|finds|shows?|puts?")
_BEFORE_NOUN = re.compile(
    r"\b(?:at|of|on|about|from|the|an?|new|amid|by|in|with|to|for|its|their|his|her|no|any|such|these|those|some|latest"
    r"|recent|media|news|earlier|previous|official|local|initial|despite|[a-z]+(?:ed|ing|al|ary|ent|ous))\s$",
    re.IGNORECASE,
)
_PARTICIPLE = cue(
    "saying claiming warning estimating reporting noting adding",
    r",\s(?:saying|claiming|warning|estimating|reporting|noting|adding)\s",
    re.NOFLAG,
)
_ACCORDING = cue(
    "according citing quoted per",
    r"\b[Aa]ccording to\s|\b[Cc]iting\s(?=the\b|[A-Z])|\b[Qq]uoted\s(?=the\b|[A-Z])|\b[Pp]er (?=the [A-Z]|[A-Z])",
    re.NOFLAG,
)
_ESTIMATE = cue(
    "estimate estimates figures data count counts tally tallies statistics numbers",
    r"\b(?:[Bb]y|[Ii]n|[Ff]rom)\s((?:the\s|its\s|their\s)?(?:[A-Z]|(?:interior|health|foreign|defense|defence|local"
    r"|government|ministry|state|city|official|prosecutor|governor|police|army|agency|commissioner|council)\b)"
    r"[\w.’'& -]{0,50}?)"
    r"(?:['’]s?)?\s(?:(?:own|latest|official)\s)?(?:estimates?|figures|data|count|counts|tall(?:y|ies)|statistics"
    r"|numbers)\b",
    re.NOFLAG,
)
_COUNT_OF = cue(
    "count tally figures estimate data reckoning that those",
    r"\bby (?:the (?:count|tally|figures|estimate|data|reckoning)|that|those) of ([\w.’'& -]{3,60})",
    re.NOFLAG,
)
#: What stands behind a reporting verb.
_NAME_BEHIND = re.compile(r"\s(?:the|a|an|[A-Z])")
_CAPITAL_BEHIND = re.compile(r"\s[A-Z]")
_CLAUSE_BEHIND = re.compile(
    r"\s(?:that|the|at least|about|more than|an?|its|some|over|nearly|roughly|almost|most|half|fewer|two|three|four"
    r"|five|six|seven|eight|nine|ten|\$?\d|[A-Z])"
)
_SOON_OVER = re.compile(r"(?:\s[\w’' -]{0,60})?[.,;:]?\s?[”\"]?$|(?:\s[\w’' -]{0,50})?,|\.")
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)


@dataclass(frozen=True)
class Source:
    """Who says what: covers text[first:last] (in one sentence), for "according to" only up to `cut`, the next
    semicolon; text[start:end] names the source; `name`: in full."""

    first: int
    last: int
    start: int
    end: int
    name: str
    why: str
    cut: int = 1 << 31


def find_sources(text: str, sentences: tuple[tuple[int, int], ...]) -> list[list[Source]]:
    """For each sentence its sources, in order of place; a sentence that only goes on with a quotation has the carried
    one."""
    names = full_names(text)
    last_person = last_any = None
    quoting: Source | None = None
    bodies: dict[str, str] = {}
    out: list[list[Source]] = []
    for start, end in sentences:
        sources = []
        for source in _in_sentence(text, start, end):
            word = source.name.lower()
            if word in PRONOUNS:
                before = (
                    _person_before(last_person, names, start)
                    if word in ("he", "she")
                    else last_any
                    if word in ("it", "they")
                    else quoting or last_person
                )
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
            quoting = sources[-1] if any(mark in inside for mark in QUOTES) else None
        out.append(sources)
    return out


def source_at(sources: list[Source], start: int) -> Source | None:
    """The source of a number at `start`: among those that cover it the one whose words stand nearest."""
    covering = [
        source
        for source in sources
        if source.first <= start < source.last
        and not source.start <= start < source.end
        and not (source.why in ("according-to", "by-estimate") and start > source.start and source.cut <= start)
    ]
    if not covering:
        return None
    counts = [source for source in covering if source.why == "by-estimate"]
    if len(counts) > 1:  # "64 by the count of X, 71 by that of Y"
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


def _in_sentence(text: str, start: int, end: int) -> list[Source]:
    found: list[Source] = []
    sentence = text[start:end]
    words = words_in(text, start, end)
    for match in _ACCORDING.finditer(sentence, words):
        span = phrase_after(text, start + match.end(), end)
        if span:
            cut = text.find(";", span[1], end)
            found.append(
                Source(start, end, *span, clean(text[span[0] : span[1]]), "according-to", cut if cut >= 0 else end)
            )
    for match in (*_ESTIMATE.finditer(sentence, words), *_COUNT_OF.finditer(sentence, words)):
        found.append(Source(start, end, start + match.start(1), start + match.end(1), clean(match[1]), "by-estimate"))
    for match in () if _REPORTING.isdisjoint(words) else _reports(sentence):
        at = start + match.start()
        if _NOUNISH.fullmatch(match.group()) and _BEFORE_NOUN.search(text[max(start, at - 20) : at]):
            continue
        source = _subject(text, start, at, start + match.end(), end, match.group())
        if source and not any(source.start < other.end and other.start < source.end for other in found):
            found.append(source)
    participle = _PARTICIPLE.search(sentence, words)
    if participle and not found:
        span = sentence_subject(text, start, start + participle.start())
        if span and can_speak(clean(text[span[0] : span[1]])):
            found.append(Source(start + participle.end(), end, *span, clean(text[span[0] : span[1]]), "saying"))
    named = (_named(text, source) for source in found)
    return sorted((source for source in named if source), key=lambda source: source.start)


def _reports(sentence: str) -> Iterator[re.Match[str]]:
    """The reporting verbs of a sentence."""
    reached = 0
    for word in _WORD.finditer(sentence):
        if word[0] in _REPORTING and word.start() >= reached and (match := _REPORT.match(sentence, word.start())):
            reached = match.end()
            yield match


def _named(text: str, source: Source) -> Source | None:
    """The source without the words that do not belong to its name; None when nobody is named."""
    span = voices.trimmed(text, source.start, source.end)
    if span is None or span == (source.start, source.end):
        return span and source
    return replace(source, start=span[0], end=span[1], name=clean(text[span[0] : span[1]]))


def _subject(text: str, start: int, at: int, after: int, end: int, verb: str) -> Source | None:
    """The source that is the subject of the reporting verb text[at:after], before it or, inverted, behind it."""
    span = None if _inverted(text, start, at, after, end) else phrase_before(text, start, at)
    if span is None:
        before = text[start:at].rstrip()
        if before[-1:] in (",", *QUOTES, "’", "'") and _NAME_BEHIND.match(text, after, end):
            span = phrase_after(text, after + 1, end)
            if span:
                resumed = next((i for i in range(span[1], end) if text[i] in '“"'), None)
                last = end if resumed is not None else span[0]
                return Source(start, last, *span, clean(text[span[0] : span[1]]), "said-x")
        return None
    name = clean(text[span[0] : span[1]])
    if not name or not can_speak(name):
        return None
    if _NEEDS_CLAUSE.fullmatch(verb) and not _CLAUSE_BEHIND.match(text, after, end):
        return None
    lead = text[start : span[0]].rstrip()
    trailing = lead[-1:] in (",", *QUOTES) and _SOON_OVER.match(text, after, end) is not None
    relative = lead.endswith((" that", " which", " what", " who")) or (
        lead
        and lead[-1].isalnum()
        and not trailing
        and word_before(lead, len(lead)) not in ("and", "but", "as", "while", "where")
        and len(lead) > 40
    )
    if trailing and not (
        lead.count(",") == 1 and lead.split()[0].lower() in ("on", "in", "at", "earlier", "late", "after", "meanwhile")
    ):
        return Source(start, end, *span, name, "x-said-after")
    if relative:
        return Source(after, end, *span, name, "that-x-says")
    return Source(after if len(lead) > 60 else start, end, *span, name, "x-said")


def _inverted(text: str, start: int, at: int, after: int, end: int) -> bool:
    """Whether "…, said Mayor"
    " Smith." stands there: a comma or quote before the verb, a name behind it that ends the clause."""
    if (
        text[start:at].rstrip()[-1:] not in (",", *QUOTES)
        or text[at:after] not in ("said", "says")
        or not _CAPITAL_BEHIND.match(text, after)
    ):
        return False
    span = phrase_after(text, after + 1, end)
    return (
        span is not None
        and len(text[span[0] : span[1]].split()) <= 7
        and text[span[0] : span[1]].split()[0].lower() not in _WHEN
    )


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
    return text[start : start + 1] in QUOTES and start - quoting.end < 400
