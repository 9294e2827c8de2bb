"""Who says a number: subjects of reporting verbs ("the ministry said"), "according to X", and speakers carried on by
"he".

Works from the text alone. A source covers what stands on its side of the verb in the sentence; pronouns lead back to
the last source they can mean; a quotation that goes on keeps its speaker. Refuses to name a source for sentences
without one: what the article says in its own voice is said by nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from helpers.figures import voices
from helpers.figures.speakers import PRONOUNS, QUOTES, can_speak, clean, phrase_after, phrase_before, sentence_subject
from helpers.people.verbs import CLAUSE_WORDS, DETERMINERS, PREPOSITIONS

#: Characters that a quotation is followed without its closing mark.
LONGEST_QUOTE = 1500

_VERB = (
    r"(?:is|are|was|were) (?:telling|saying|reporting|warning|claiming|predicting|estimating)|said|says|say|told|tells"
    r"|reported|reports|report|announced|announces|claimed|claims|claim|estimated|estimates|estimate|confirmed|confirms"
    r"|added|adds|stated|states|wrote|writes|warned|warns|noted|notes|put|puts|counted|counts|recorded|found|finds"
    r"|acknowledged|acknowledges|admitted|insisted|argued|predicted|predicts|explained|tweeted|posted|believes|believe"
    r"|suggested|suggests|showed|shows|show|declared|revealed|indicated|indicates|asserted|alleged|alleges|maintained"
    r"|conceded|disclosed|responded|replied|recalled|described|expressed|denied|denies|cautioned|stressed|emphasized"
    r"|complained|reads|vowed|pledged|testified|tallied|verified|documented|forecast|forecasts|expects|projected"
    r"|projects|concluded|thinks|accused|spoke of|speaks of|spoken of"
)
#: Verbs that report only when a clause follows: "showed that", "put the toll at".
_NEEDS_CLAUSE = re.compile(
    r"put|puts|counted|counts|recorded|found|finds|show|shows|showed|report|estimate|claim|posted|described|pledged"
    r"|forecast|forecasts|documented|maintained|noted|notes|recalled|accused|projects|reports|estimates|claims|notes"
    r"|states|predicted"
)
_REPORT = re.compile(rf"(?<![\w-])(?:{_VERB})(?![\w’'-])")
#: These are nouns as often as verbs: "amid reports that", "the claims".
_NOUNISH = re.compile(r"reports?|claims?|estimates?|states|notes|counts|forecasts?|projects|finds|shows?|puts?")
_BEFORE_NOUN = re.compile(
    r"\b(?:at|of|on|about|from|the|an?|new|amid|by|in|with|to|for|its|their|his|her|no|any|such|these|those|some|latest"
    r"|recent|media|news|earlier|previous|official|local|initial|despite|[a-z]+(?:ed|ing|al|ary|ent|ous))\s$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r",\s(?:saying|claiming|warning|estimating|reporting|noting|adding)\s")
_ACCORDING = re.compile(
    r"\b[Aa]ccording to\s|\b[Cc]iting\s(?=the\b|[A-Z])|\b[Qq]uoted\s(?=the\b|[A-Z])|\b[Pp]er (?=the [A-Z]|[A-Z])"
)
_ESTIMATE = re.compile(
    r"\b(?:[Bb]y|[Ii]n|[Ff]rom)\s((?:the\s|its\s|their\s)?(?:[A-Z]|(?:interior|health|foreign|defense|defence|local"
    r"|government|ministry|state|city|official|prosecutor|governor|police|army|agency|commissioner|council)\b)"
    r"[\w.’'& -]{0,50}?)"
    r"(?:['’]s?)?\s(?:(?:own|latest|official)\s)?(?:estimates?|figures|data|count|counts|tall(?:y|ies)|statistics"
    r"|numbers)\b|\bby (?:the (?:count|tally|figures|estimate|data|reckoning)|that|those) of ([\w.’'& -]{3,60})"
)
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
_NO_NAME = PREPOSITIONS | CLAUSE_WORDS | DETERMINERS
_FULL_NAME = re.compile(r"[A-Z][\w’-]+(?:\s(?:[A-Z]\.\s?)?(?:al-|van |von |de )?[A-Z][\w’-]+){1,3}")
_TITLES = frozenset(
    "president minister secretary prime deputy vice foreign defense defence interior health finance general gov."
    " governor sen. senator rep. representative mayor dr. dr mr. mrs. ms. chancellor king queen prince gen. lt. col."
    " maj. capt. adm. sgt. officer chief spokesman spokeswoman spokesperson director chairman chairwoman commissioner"
    " ambassador adviser advisor leader premier judge justice professor prof. pope father rev. sheriff attorney chief"
    " first second lady state emergencies regional ministry national security council white house department commander"
    " captain colonel major lieutenant head negotiator envoy russian ukrainian american british french german chinese"
    " israeli palestinian polish turkish u.s. u.n. democratic republican presidential former sir lord sources"
    " former".split()
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
    names = _full_names(text)
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
                source = replace(source, name=_known_as(_in_full(source.name, names, start), bodies))
                last_any = source
                bodies[source.name.split()[-1].lower()] = source.name
                if _personal(source.name):
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
    for match in _ACCORDING.finditer(sentence):
        span = phrase_after(text, start + match.end(), end)
        if span:
            cut = text.find(";", span[1], end)
            found.append(
                Source(start, end, *span, clean(text[span[0] : span[1]]), "according-to", cut if cut >= 0 else end)
            )
    for match in _ESTIMATE.finditer(sentence):
        group = 1 if match[1] else 2
        span = start + match.start(group), start + match.end(group)
        found.append(Source(start, end, *span, clean(match[group]), "by-estimate"))
    for match in _REPORT.finditer(sentence):
        at = start + match.start()
        if _NOUNISH.fullmatch(match.group()) and _BEFORE_NOUN.search(text[max(start, at - 20) : at]):
            continue
        source = _subject(text, start, at, start + match.end(), end, match.group())
        if source and not any(source.start < other.end and other.start < source.end for other in found):
            found.append(source)
    participle = _PARTICIPLE.search(sentence)
    if participle and not found:
        span = sentence_subject(text, start, start + participle.start())
        if span and can_speak(clean(text[span[0] : span[1]])):
            found.append(Source(start + participle.end(), end, *span, clean(text[span[0] : span[1]]), "saying"))
    named = (_named(text, source) for source in found)
    return sorted((source for source in named if source), key=lambda source: source.start)


def _named(text: str, source: Source) -> Source | None:
    """The source without the words that do not belong to its name; None when nobody is named."""
    span = voices.trimmed(text, source.start, source.end)
    return replace(source, start=span[0], end=span[1], name=clean(text[span[0] : span[1]])) if span else None


def _subject(text: str, start: int, at: int, after: int, end: int, verb: str) -> Source | None:
    """The source that is the subject of the reporting verb text[at:after], before it or, inverted, behind it."""
    tail = text[after:end]
    span = None if _inverted(text, start, at, after, end) else phrase_before(text, start, at)
    if span is None:
        before = text[start:at].rstrip()
        if before[-1:] in (",", *QUOTES, "’", "'") and re.match(r"\s(?:the|a|an|[A-Z])", tail):
            span = phrase_after(text, after + 1, end)
            if span:
                resumed = next((i for i in range(span[1], end) if text[i] in '“"'), None)
                last = end if resumed is not None else span[0]
                return Source(start, last, *span, clean(text[span[0] : span[1]]), "said-x")
        return None
    name = clean(text[span[0] : span[1]])
    if not name or not can_speak(name):
        return None
    if _NEEDS_CLAUSE.fullmatch(verb) and not re.match(
        r"\s(?:that|the|at least|about|more than|an?|its|some|over|nearly|roughly|almost|most|half|fewer|two|three|four"
        r"|five|six|seven|eight|nine|ten|\$?\d|[A-Z])",
        tail,
    ):
        return None
    lead = text[start : span[0]].rstrip()
    trailing = (
        lead[-1:] in (",", *QUOTES)
        and re.match(r"(?:\s[\w’' -]{0,60})?[.,;:]?\s?[”\"]?$|(?:\s[\w’' -]{0,50})?,|\.", tail) is not None
    )
    relative = lead.endswith((" that", " which", " what", " who")) or (
        lead
        and lead[-1].isalnum()
        and not trailing
        and not re.search(r"\b(?:and|but|as|while|where)$", lead)
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
        or not re.match(r"\s[A-Z]", text[after : after + 2])
    ):
        return False
    span = phrase_after(text, after + 1, end)
    return (
        span is not None
        and len(text[span[0] : span[1]].split()) <= 7
        and text[span[0] : span[1]].split()[0].lower() not in _WHEN
    )


def _full_names(text: str) -> dict[str, list[tuple[int, str]]]:
    """Surname -> places and full forms of names of several words, titles taken off."""
    names: dict[str, list[tuple[int, str]]] = {}
    for match in _FULL_NAME.finditer(text):
        words = _without_titles(match.group().removesuffix("’s").split())
        if len(words) >= 2:
            names.setdefault(words[-1], []).append((match.start(), " ".join(words)))
    return names


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (words[0].lower() in _TITLES or words[0].lower() in _NO_NAME):
        words = words[1:]
    return words


def _person_before(last: Source | None, names: dict[str, list[tuple[int, str]]], start: int) -> Source | None:
    """Whom "he" or "she" means: the last person that spoke, or one named since."""
    since = max(last.end if last else 0, start - 300)
    named = max(
        (
            (place, full)
            for places in names.values()
            for place, full in places
            if since <= place < start and _personal(full)
        ),
        default=None,
    )
    if named is None:
        return last
    return Source(start, start, named[0], named[0] + len(named[1]), named[1], "named-before")


def _in_full(name: str, names: dict[str, list[tuple[int, str]]], before: int) -> str:
    """A person's name without title and, for a surname alone, in the form it had when first given."""
    plain = name.removesuffix("’s").removesuffix("'s")
    words = plain.split()
    if len(words) == 1 and words[0] in names:
        earlier = [full for place, full in names[words[0]] if place <= before]
        return earlier[0] if earlier else plain
    tail: list[str] = []
    for word in reversed(words):
        if not word[:1].isupper() or word.lower() in _TITLES:
            break
        tail.insert(0, word)
    if 2 <= len(tail) <= 4 and len(tail) < len(words) and not any(word.lower() in ("of", "for") for word in words):
        return " ".join(tail)
    return plain


def _known_as(name: str, bodies: dict[str, str]) -> str:
    """ "ministry" is the "interior ministry" that spoke before."""
    full = bodies.get(name.lower(), name) if " " not in name else name
    return full if full.lower().endswith(name.lower()) else name


def _personal(name: str) -> bool:
    words = name.split()
    return (
        1 < len(words) <= 4
        and all(word[:1].isupper() for word in words)
        and words[-1].lower()
        not in (
            "ministry",
            "office",
            "agency",
            "council",
            "department",
            "nations",
            "party",
            "house",
            "service",
            "police",
            "union",
            "association",
            "times",
            "post",
            "journal",
            "news",
            "press",
            "university",
            "institute",
            "committee",
            "group",
            "bank",
            "court",
            "center",
            "centre",
            "organization",
        )
    )


def _goes_on(text: str, start: int, end: int, quoting: Source) -> bool:
    """Whether a sentence without a source stands inside the quotation that a speaker began just before."""
    begin = max(0, start - LONGEST_QUOTE)
    if text.rfind("“", begin, start) > text.rfind("”", begin, start):
        return True
    paragraph = max(begin, text.rfind("\n\n", begin, start))
    if text.count('"', paragraph, start) % 2:
        return True
    return text[start : start + 1] in QUOTES and start - quoting.end < 400
