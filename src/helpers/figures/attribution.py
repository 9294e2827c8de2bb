"""Who is named as a source in one sentence: the subjects of reporting verbs, "according to X", "by X's count".

Subjects are found by the people room (people/phrases.py), which names the speakers of quotations by the same rules;
here they need no quotation. A source covers what stands on its side of the verb. Refuses what cannot report
(voices.py), and what only looks like a report: "amid reports", "told 3,000 supporters", a subject's age.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from helpers.figures import voices
from helpers.figures.clause import Clause, Source
from helpers.people import phrases
from helpers.people.frames import Token
from helpers.people.parts import is_passive, is_verb
from helpers.people.verbs import DETERMINERS, PASSIVE, PREPOSITIONS, TIME_WORDS, read_sections, reporting_verbs
from helpers.text.cues import cue, words_in

_ACCORDING = frozenset("according citing quoted per".split())
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
#: These are nouns as often as verbs: "amid reports that", "the claims".
_NOUNISH = re.compile(
    r"reports?|claims?|estimates?|states|notes|counts?|forecasts?|projects|finds|shows?|puts?|posts?|lists?"
    r"|records?|promises?|pledges?|offers?|appeals?|orders?|demands?|hopes?|details?"
)
_BEFORE_NOUN = re.compile(
    r"\b(?:at|of|on|about|from|the|an?|new|amid|by|in|with|to|for|its|their|his|her|no|any|such|these|those|some|latest"
    r"|recent|media|news|earlier|previous|official|local|initial|despite|[a-z]+(?:ed|ing|al|ary|ent|ous))\s$",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = re.compile(
    r"\s(?:(?:on |last |this |earlier )?\w*(?:day|week|month|year)\s)?(?:that|the|it|he|she|they|between|at least|about"
    r"|more than|an?|its|some|over|nearly|roughly|almost|most|half|fewer"
    r"|two|three|four|five|six|seven|eight|nine|ten|\W?\d|[A-Z])|\s?[,.;]|\s?$"
)
#: "the attack claimed 40 lives"
_LIVES = re.compile(r"(?:[^.;,]|,\d){0,50}\slives\b")
#: "raised the death toll", "lowered its estimate"
_TOLL_BEHIND = re.compile(
    r"\s(?:the|its|his|her|their|that)\s(?:[\w’'-]+\s){0,3}?"
    r"(?:tolls?|counts?|tally|tallies|estimates?|figures?|numbers?|totals?|forecasts?|projections?|damage|losses)\b"
)
_SOON_OVER = re.compile(r"(?:\s[\w’' -]{0,60})?[.,;:]?\s?[”\"]?$|(?:\s[\w’' -]{0,50})?,|\.")
_NEVER_INVERTED = frozenset("tell tells told".split())
_OF = frozenset("spoke speaks spoken".split())
_ADDRESSING = _NEVER_INVERTED | {"wrote", "writes"}
_FEW = r"\s(?:to\s)?(?:(?:a|an|his|her|its|the|about|more|than|some|nearly)\s){0,3}"
_AUDIENCE = re.compile(_FEW + r"(?:[\d,.]+|[a-z]+s of)")
_AGO = re.compile(_FEW + r"[\w.,]+ (?:years?|months?|weeks?|days?|hours?|minutes?) (?:ago|earlier|later)")
#: "Police: 5 dead in blast", "In a survey published on Friday, 40% …"
_LABEL = re.compile(r"((?:[A-Z][\w.&’'-]*\s){0,3}[A-Z][\w.&’'-]*):\s(?=[“‘\"]?[A-Z\d][\w.,’'-]*(?:\s[\w.,’'-]+){2})")
_LONGEST_LABEL = 80
_IN_POLL = re.compile(
    r"In\s((?:a|an|its|the|their)\s(?:[\w.&/’'-]+\s){0,6}?"
    r"(?:polls?|surveys?|study|report|estimate|census|tally|count)\b)[^,]{0,80},"
)
_OF_WHICH = re.compile(r"(?:,\s[^,.;]{0,60})?,\s(?:of which|of whom|of them|including|among them|most of|half of)\b")
_OPENING = frozenset("on in at earlier late after meanwhile".split())


@dataclass(frozen=True)
class _Verbs:
    """The verbs that give figures: all; those that do so only when a clause or a number follows (`shown`) or
    a toll (`raised`); and those that may stand before their subject (`said`)."""

    all: frozenset[str]
    shown: frozenset[str]
    said: frozenset[str]
    raised: frozenset[str]


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    parts = read_sections("figures_sources.txt")
    sections = ("verbs", "verbs with a clause", "verbs with a toll")
    told, shown, raised = (frozenset(" ".join(parts[name]).split()) for name in sections)
    said = ((told | shown) & reporting_verbs().say) - _NEVER_INVERTED
    return _Verbs(told | shown | raised, shown, frozenset(v for v in said if not v.endswith("ing")), raised)


def in_sentence(clause: Clause) -> list[Source]:
    """The sources that a sentence names, in order of place."""
    text, start, end = clause.text, clause.start, clause.end
    found: list[Source] = []
    words = words_in(text, start, end)
    if not words.isdisjoint(_ACCORDING):
        found += _according(clause)
    sentence = text[start:end]
    for match in (*_ESTIMATE.finditer(sentence, words), *_COUNT_OF.finditer(sentence, words)):
        found.append(Source(start, end, start + match.start(1), start + match.end(1), "", "by-estimate"))
    colon = text.find(":", start, min(end, start + _LONGEST_LABEL)) >= 0
    if colon and (match := _LABEL.match(text, start, end)) and _may_head(match, clause.named):
        found.append(Source(match.end(), end, *match.span(1), "", "label"))
    if text.startswith("In ", start) and (match := _IN_POLL.match(text, start, end)):
        found.append(Source(match.end(), end, *match.span(1), "", "in-document"))
    found = [source for source in map(_trimmed(text), found) if source]
    told = _verbs().all
    tokens, first, after = ((), 0, 0) if told.isdisjoint(words) else (clause.tokens, clause.first, clause.after)
    for verb in range(first, after):
        if tokens[verb].low in told and is_verb(tokens, first, verb, told) and not _is_noun(clause, verb):
            source = _by_verb(clause, verb)
            if source and not any(source.start < other.end and other.start < source.end for other in found):
                found.append(source)
    return sorted(found, key=lambda source: source.start)


def _may_head(label: re.Match[str], named: phrases.Names) -> bool:
    """Whether "Police: 5 dead in blast" begins with a speaker, not with an entry of a list ("Roe: 547")."""
    who = label[1].rsplit(" ", 1)[-1]
    return voices.is_source_noun(who.lower()) or named(*label.span(1))


def _trimmed(text: str) -> Callable[[Source], Source | None]:
    """Makes of a source one without the words that do not belong to its name; None when nobody is named."""

    def trim(source: Source) -> Source | None:
        span = voices.trimmed(text, source.start, source.end)
        if span is None:
            return None
        name = voices.clean(text[slice(*span)])
        return replace(source, start=span[0], end=span[1], name=name) if voices.can_speak(name) else None

    return trim


def _is_noun(clause: Clause, verb: int) -> bool:
    token = clause.tokens[verb]
    ahead = clause.text[max(clause.start, token.start - 20) : token.start]
    return bool(_NOUNISH.fullmatch(token.low) and _BEFORE_NOUN.search(ahead))


def _according(clause: Clause) -> Iterator[Source]:
    tokens, after = clause.tokens, clause.after
    for at in range(clause.first, after - 1):
        low = tokens[at].low
        if low not in _ACCORDING:
            continue
        behind = at + 2 if low == "according" and tokens[at + 1].low == "to" else at + 1
        free = low == "according"
        if behind >= after or not (free or tokens[behind].capital or tokens[behind].low == "the"):
            continue
        found = phrases.phrase_from(tokens, behind, after)
        if found:
            span = tokens[found[0]].start, tokens[found[1] - 1].end
            cut = clause.text.find(";", span[1], clause.end)
            yield Source(clause.start, clause.end, *span, "", "according-to", cut if cut >= 0 else clause.end)


def _by_verb(clause: Clause, verb: int) -> Source | None:
    """The source that is the subject of a reporting verb, before it, behind it, or "by" whom it is done."""
    start, end, tokens, first = clause.start, clause.end, clause.tokens, clause.first
    if verb == first or tokens[verb - 1].low == "to":
        return None
    ahead, after = tokens[verb - 1], tokens[verb].end
    trim = _trimmed(clause.text)
    of = verb
    if tokens[verb].low.endswith("ing"):
        if ahead.text == ",":  # "the ministry raised the toll, saying …"
            acts = next((at for at in range(first + 1, verb) if is_verb(tokens, first, at)), None)
            told = phrases.subject_before(tokens, first, acts, clause.named) if acts else None
            subject = told[0] if told else phrases.main_subject(tokens, first, verb, clause.named)
            return trim(Source(after, end, *_span(tokens, subject), "", "saying")) if subject else None
        if ahead.low not in PASSIVE:
            return None
        of = verb - 1
    elif is_passive(tokens, first, verb):
        agent = next((at for at in range(verb + 1, min(clause.after, verb + 8)) if tokens[at].low == "by"), None)
        if agent is None or any(token.text == "," for token in tokens[verb:agent]):
            return None
        subject = phrases.phrase_from(tokens, agent + 1, clause.after)
        return trim(Source(start, end, *_span(tokens, subject), "", "passive-by")) if subject else None
    told = phrases.subject_before(tokens, first, of, clause.named)
    apposed = told is not None and told[1] == "apposition-verb" and tokens[verb].low not in ("said", "says")
    if (ahead.text == "," and not apposed or ahead.quoted >= 0) and (source := _behind(clause, verb)):
        return source
    if told is None or not _takes_object(clause, verb):
        return None
    subject, rule = told
    begin = subject[0]
    subject = _named_in_apposition(tokens, _with_first(clause, subject), verb)
    source = trim(Source(start, end, *_span(tokens, subject), "", "x-said"))
    if source is None and (main := phrases.main_subject(tokens, first, of, clause.named)):
        source, begin = trim(Source(start, end, *_span(tokens, main), "", "x-said")), main[0]
    if source is None:
        return None
    scope = _scope(clause, begin, verb, rule)
    if tokens[verb].low in _verbs().raised:
        scope |= {"why": "x-raised"}
    semicolon = clause.text.rfind(";", start, source.start) + 1
    scope["first"] = max(scope["first"], semicolon)
    return replace(source, said=_told_to(clause, verb), **scope)


def _takes_object(clause: Clause, verb: int) -> bool:
    """Whether what a verb such as "found" or "put" says follows it, or stands before it: "as the ministry noted, …"."""
    token = clause.tokens[verb]
    if token.low.startswith("claim") and _LIVES.match(clause.text, token.end, clause.end):
        return False
    if token.low in _verbs().shown:
        return _CLAUSE_BEHIND.match(clause.text, token.end, clause.end) is not None
    if token.low in _verbs().raised:
        return _TOLL_BEHIND.match(clause.text, token.end, clause.end) is not None
    return token.low not in _OF or clause.text.startswith(" of ", token.end)


def _told_to(clause: Clause, verb: int) -> int:
    """Where the verb ends, with the number of those who are told, or of the years since: "told 3,000 supporters"."""
    token = clause.tokens[verb]
    pattern = _AUDIENCE if token.low in _ADDRESSING else _AGO
    behind = pattern.match(clause.text, token.end, clause.end)
    return behind.end() if behind else token.end


def _with_first(clause: Clause, subject: phrases.Range) -> phrases.Range:
    """The subject with the one that "and" joins to it: "police and witnesses"."""
    tokens, (first, after) = clause.tokens, subject
    if first - 2 < clause.first or tokens[first - 1].low != "and" or not voices.is_source_noun(tokens[first - 2].low):
        return subject
    begin = first - 2
    while begin > max(clause.first, first - 5) and (tokens[begin - 1].low in DETERMINERS or tokens[begin - 1].capital):
        begin -= 1
    return begin, after


def _named_in_apposition(tokens: Sequence[Token], subject: phrases.Range, verb: int) -> phrases.Range:
    """Of "the governor, Jane Roe" the name; of "a spokesman for the governor, Jane Roe" all."""
    first, after = subject
    comma = next((at for at in range(after - 1, first, -1) if tokens[at].text == ","), None)
    if comma is None and tokens[first].low in DETERMINERS and tokens[after].text == "," == tokens[verb - 1].text:
        comma, after = after, verb - 1
    if comma is None or after - comma > 8 or any(token.low == "for" for token in tokens[first:comma]):
        return subject
    begin = after
    while begin - 1 > comma and (tokens[begin - 1].capital or tokens[begin - 1].text == "."):
        begin -= 1
    return (begin, after) if after - begin > 1 else subject


def _behind(clause: Clause, verb: int) -> Source | None:
    """The source of "…, said Jane Roe" and "…, said the mayor": its words end the clause."""
    tokens = clause.tokens
    if tokens[verb].low not in _verbs().said or verb + 1 >= clause.after or tokens[verb + 1].low in TIME_WORDS:
        return None
    subject = phrases.subject_after(tokens, verb, clause.after)
    if subject is None or subject[1] < clause.after and not _ends_clause(tokens[subject[1]]):
        return None
    if subject[1] + 1 < clause.after and tokens[subject[1]].text == ",":  # "said the mayor, Jane Roe"
        stop = subject[1] + 1
        while stop < clause.after and stop < subject[1] + 5 and tokens[stop].capital:
            stop += 1
        name = subject[1] + 1, stop
        if stop > name[0] and clause.named(*_span(tokens, name)) and not clause.named(*_span(tokens, subject)):
            subject = name
    span = _span(tokens, subject)
    resumed = any(token.quoted >= 0 for token in tokens[subject[1] : clause.after])
    resumed = resumed or _OF_WHICH.match(clause.text, span[1], clause.end) is not None
    return _trimmed(clause.text)(Source(clause.start, clause.end if resumed else span[0], *span, "", "said-x"))


def _ends_clause(token: Token) -> bool:
    return not token.text[0].isalnum() or token.low in TIME_WORDS | PREPOSITIONS | {"who", "as", "and"}


def _scope(clause: Clause, subject: int, verb: int, rule: str) -> dict[str, Any]:
    """What a source covers whose subject begins at a token: first, last, why."""
    text, start, end, tokens = clause.text, clause.start, clause.end, clause.tokens
    after = tokens[verb].end
    lead = text[start : tokens[subject].start].rstrip()
    ahead = tokens[subject - 1] if subject > clause.first else None
    behind = lead[-1:] in (",", "—", "–", *voices.QUOTES) or ahead is not None and ahead.quoted >= 0
    trailing = behind and _SOON_OVER.match(text, after, end) is not None
    opening = len(lead) < 40 and lead.count(",") == 1 and lead.split()[0].lower() in _OPENING  # "On Friday, X said …"
    if trailing and not opening:
        return {"first": start, "last": end, "why": "x-said-after"}
    if ahead is not None and ahead.low in ("what", "whatever"):
        comma = text.find(",", after, end)
        return {"first": after, "last": comma if comma >= 0 else end, "why": "that-x-says"}
    relative = ahead is not None and (
        ahead.low in ("that", "which", "who")
        or ahead.text[0].isalnum()
        and ahead.low not in ("and", "but", "as", "while", "where")
        and len(lead) > 40
    )
    if relative or rule == "relative-verb":
        return {"first": after, "last": end, "why": "that-x-says"}
    return {"first": after if len(lead) > 60 else start, "last": end, "why": "x-said"}


def _span(tokens: Sequence[Token], found: tuple[int, int]) -> tuple[int, int]:
    return tokens[found[0]].start, tokens[found[1] - 1].end
