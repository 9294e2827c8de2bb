"""Who says the quoted words: by the reporting verb in the sentence, in any order; else by what came before.

Rules are tried from the surest to the loosest; the name of the one that held is kept as `why`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.people.clauses import is_cut_off, is_object, is_reported, without_verb
from helpers.people.frames import QUOTE, Frame
from helpers.people.kinds import is_headline
from helpers.people.parts import is_passive, is_verb
from helpers.people.phrases import (
    Names,
    clause_subject,
    main_subject,
    phrase_from,
    subject_after,
    subject_before,
)
from helpers.people.verbs import ADVERBS, CLAUSE_WORDS, SPEECH_NOUNS, reporting_verbs

_MAX_AFTER = 60
_REACH = 150
_MAX_LABEL = 6
_VIEWS = frozenset("view opinion words telling account judgment reckoning".split())


@dataclass(frozen=True)
class Speaker:
    """The words text[start:end] that name the speaker, the words that report, and the rule. No speaker: start is -1."""

    start: int
    end: int
    cue: str
    why: str


def attribute(frames: Sequence[Frame], names: Names) -> list[list[Speaker | None]]:
    """For each paragraph, the speaker of each of its quotations, or None."""
    found: list[list[Speaker | None]] = []
    for number, frame in enumerate(frames):
        speakers: list[Speaker | None] = []
        for quote in range(len(frame.quoted)):
            by_sentence = _in_sentence(frame, quote, names)
            if by_sentence and by_sentence.why == "clause-subject" and _goes_on(frame, quote, speakers):
                by_sentence = _again(speakers[-1], by_sentence.why)
            speakers.append(by_sentence or _carried(frames, found, number, quote, speakers, names))
        for quote in range(len(speakers) - 2, -1, -1):
            if speakers[quote] is None and speakers[quote + 1] is not None and _alone(frame, quote):
                speakers[quote] = _again(speakers[quote + 1], "quote-after")
        found.append(speakers)
    return found


def _goes_on(frame: Frame, quote: int, speakers: list[Speaker | None]) -> bool:
    """Whether a quotation stands in the sentence of the one before, and nobody is said to speak between the two."""
    if not quote or speakers[-1] is None:
        return False
    earlier, at = frame.places[quote - 1], frame.places[quote]
    if frame.sentence_of(earlier) != frame.sentence_of(at):
        return False
    say = reporting_verbs().say
    return not any(frame.tokens[p].low in say and is_verb(frame.tokens, earlier, p) for p in range(earlier + 1, at))


def _near(frame: Frame, at: int) -> tuple[int, int]:
    """The sentence that holds token `at`, or of a very long one the part around it, so that time stays linear."""
    first, after = frame.sentences[frame.sentence_of(at)]
    return max(first, at - _REACH), min(after, at + _REACH)


def _in_sentence(frame: Frame, quote: int, names: Names) -> Speaker | None:
    at = frame.places[quote]
    first, after = _near(frame, at)
    last = frame.text[frame.quoted[quote].end - 1]
    following = frame.tokens[at + 1] if at + 1 < len(frame.tokens) else None
    if after == at + 1 and last in "?!" and following is not None:  # “Why?” Roe asked.
        after = frame.sentences[frame.sentence_of(at + 1)][1]
        return _before(frame, first, at, names) or _right_after(frame, at, min(after, at + 12), names)
    if after == at + 1 and last == "." and following is not None and (found := _stray_stop(frame, at, names)):
        return found
    direct = last in ",?!—–-…" or following is not None and following.text == ","
    if direct and (found := _right_after(frame, at, after, names)):
        return found
    return (
        _named_by_colon(frame, first, at, names)
        or _before(frame, first, at, names)
        or (None if direct else _right_after(frame, at, after, names))
        or _according(frame, first, after)
        or _loosely_after(frame, at, after, names)
    )


def _stray_stop(frame: Frame, at: int, names: Names) -> Speaker | None:
    """“….” Roe said. A full stop for a comma: the sentence after the words says no more than who spoke."""
    first, after = frame.sentences[frame.sentence_of(at + 1)]
    if after - first > 5 or any(token.quoted >= 0 for token in frame.tokens[first:after]):
        return None
    return _right_after(frame, at, after, names)


def _right_after(frame: Frame, at: int, after: int, names: Names) -> Speaker | None:
    """“…,” said Roe · “…,” Roe said · “…,” Roe, the mayor of Kyiv, told reporters"""
    tokens, verbs = frame.tokens, reporting_verbs()
    first = at + 1
    while first < after and tokens[first].text in ",-–—":
        first += 1
    if first < after and tokens[first].low == "as":
        first += 1
    if first >= after:
        return None
    if (
        is_verb(tokens, first, first)
        and not tokens[first].low.endswith("ing")
        and (subject := subject_after(tokens, first, after))
        and (tokens[first].low in verbs.say or subject[1] >= after or tokens[subject[1]].text in ",.;")
    ):
        return _speaker(frame, _with_name(frame, subject, after, names), first, "verb-name")
    for verb in range(first, min(after, first + _MAX_AFTER)):
        if tokens[verb].quoted >= 0:
            break
        if verb > first and not tokens[verb].low.endswith("ing") and is_verb(tokens, first, verb):
            found = subject_before(tokens, first, verb, names)
            if (
                found
                and found[0][0] <= first + 1
                and found[1] != "clause-subject"
                and not is_passive(tokens, first, verb)
            ):
                return _speaker(frame, found[0], verb, found[1])
            if tokens[verb].low in verbs.say:
                break
    return None


def _with_name(frame: Frame, subject: tuple[int, int], after: int, names: Names) -> tuple[int, int]:
    """The phrase with the name set beside it: "said the mayor, Jane Roe"."""
    tokens, at = frame.tokens, subject[1]
    if at + 1 >= after or tokens[at].text != "," or names(tokens[subject[0]].start, tokens[at - 1].end):
        return subject
    stop = at + 1
    while (
        stop < after
        and (tokens[stop].capital or tokens[stop].text == "." and tokens[stop + 1 : stop + 2])
        and stop < at + 7
    ):
        stop += 1
    return (subject[0], stop) if stop > at + 1 and names(tokens[at + 1].start, tokens[stop - 1].end) else subject


def _before(frame: Frame, first: int, at: int, names: Names) -> Speaker | None:
    """Roe said that “…” · Roe welcomed the news and said: “…” · “…,” Roe said, “…”"""
    tokens = frame.tokens
    for verb in range(at - 1, max(first, at - 80) - 1, -1):
        low = tokens[verb].low
        if low == "to" and verb > first and tokens[verb - 1].low == "according":
            subject = phrase_from(tokens, verb + 1, at)
            if subject:
                return _speaker(frame, subject, verb, "according-to")
        if not is_verb(tokens, first, verb) or is_object(tokens, verb) or is_cut_off(tokens, first, verb, at):
            continue
        if verb == first or tokens[verb - 1].quoted >= 0:
            says = tokens[verb].capital or low in reporting_verbs().say
            if says and not low.endswith("ing") and (subject := subject_after(tokens, verb, at)):
                return _speaker(frame, subject, verb, "verb-name")
        if verb == first:
            continue
        if is_passive(tokens, first, verb):
            agent = next((p for p in range(verb + 1, min(at, verb + 8)) if tokens[p].low == "by"), None)
            if agent and (subject := phrase_from(tokens, agent + 1, at)):
                return _speaker(frame, subject, verb, "passive-by")
            if low not in ("quoted", "heard", "overheard"):
                continue
        found = subject_before(tokens, first, verb, names)
        subject = without_verb(tokens, found, names)
        if found and subject and not is_reported(tokens, first, subject[0], verb):
            return _speaker(frame, subject, verb, found[1])
    return _by_noun(frame, first, at)


def _by_noun(frame: Frame, first: int, at: int) -> Speaker | None:
    """Her remark that “…” · Roe's promise of “…”"""
    tokens = frame.tokens
    for noun in range(at - 1, max(first, at - 8), -1):
        if tokens[noun].low in SPEECH_NOUNS:
            owner = tokens[noun - 1]
            if owner.low in ("his", "her", "their") or owner.low.endswith(("'s", "’s")) and owner.capital:
                return _speaker(frame, (noun - 1, noun), noun, "owner-noun")
    return None


def _according(frame: Frame, first: int, after: int) -> Speaker | None:
    tokens = frame.tokens
    for at in range(first, after - 2):
        if tokens[at].low == "according" and tokens[at + 1].low == "to":
            subject = phrase_from(tokens, at + 2, after)
            if subject:
                return _speaker(frame, subject, at, "according-to")
        if tokens[at].low == "in" and tokens[at + 2].low in _VIEWS and tokens[at + 1].low.endswith(("'s", "’s")):
            return _speaker(frame, (at + 1, at + 2), at + 2, "owner-noun")
    return None


def _named_by_colon(frame: Frame, first: int, at: int, names: Names) -> Speaker | None:
    """Jane Roe: “…” · It did not surprise the pollster Jane Roe: “…”"""
    tokens = frame.tokens
    if at - first < 2 or tokens[at - 1].text != ":":
        return None
    says = any(is_verb(tokens, first, p) for p in range(first, at))
    if at - first <= _MAX_LABEL and tokens[first].capital and not says:
        return _speaker(frame, (first, at - 1), at - 1, "name-colon")
    if any(is_verb(tokens, first, p) and tokens[p].low in reporting_verbs().say for p in range(first, at)):
        return None
    start = at - 1
    while start > first and (tokens[start - 1].capital or tokens[start - 1].text == "."):
        start -= 1
    named = start < at - 1 and names(tokens[start].start, tokens[at - 2].end)
    return _speaker(frame, (start, at - 1), at - 1, "name-colon") if named else None


def _loosely_after(frame: Frame, at: int, after: int, names: Names) -> Speaker | None:
    """The “…” of the north was over, Roe said."""
    tokens, verbs = frame.tokens, reporting_verbs()
    for verb in range(min(after, at + _MAX_AFTER) - 1, at + 1, -1):
        if tokens[verb].low in verbs.say and is_verb(tokens, at + 1, verb):
            if is_passive(tokens, at + 1, verb) or tokens[verb].low.endswith("ing"):
                continue
            found = subject_before(tokens, at + 1, verb, names)
            if found:
                return _speaker(frame, found[0], verb, found[1])
    return None


def _carried(
    frames: Sequence[Frame],
    found: list[list[Speaker | None]],
    number: int,
    quote: int,
    speakers: list[Speaker | None],
    names: Names,
) -> Speaker | None:
    """The speaker of the words before: in the sentence, the paragraph, or the paragraph before."""
    frame = frames[number]
    at = frame.places[quote]
    sentence = frame.sentence_of(at)
    first, after = _near(frame, at)
    if quote and speakers[-1] and frame.places[quote - 1] >= first:
        return _again(speakers[-1], "same-sentence")
    if frame.tokens[at - 1].text == ":" and at > first + 1:
        return (
            _who_says(frame, first, at - 1, names, "clause-subject")
            or _by_clause(frame, first, at, names, least=1)
            or _by_sentence(frame, first, at - 1, names, "clause-subject")
        )
    if not _alone(frame, quote):
        return _by_clause(frame, first, at, names)
    if sentence:
        start, stop = frame.sentences[sentence - 1]
        before = start, min(stop, start + _REACH)
        if quote and speakers[-1] and frame.places[quote - 1] >= start:
            return _again(speakers[-1], "sentence-before")
        return _by_sentence(frame, *before, names, "sentence-before") or (
            _again(speakers[-1], "paragraph") if quote and speakers[-1] else None
        )
    number = next((n for n in range(number - 1, max(-1, number - 4), -1) if not is_headline(frames[n])), -1)
    if number < 0:
        return None
    earlier, said = frames[number], found[number]
    if said and said[-1] and earlier.quoted[-1].opens:
        return _again(said[-1], "speech-goes-on")
    if not earlier.sentences:
        return None
    start, stop = earlier.sentences[-1]
    last = max(start, stop - _REACH), stop
    if said and said[-1] and earlier.places[len(said) - 1] >= start:
        return _again(said[-1], "paragraph-before")
    return _by_sentence(earlier, *last, names, "paragraph-before") or (
        _again(said[-1], "paragraph-before") if said and said[-1] else None
    )


def _by_sentence(frame: Frame, first: int, after: int, names: Names, why: str) -> Speaker | None:
    """The one who speaks, or else acts, in a sentence before the quotation."""
    tokens, verbs = frame.tokens, reporting_verbs()
    if tokens[after - 1].text == ":" and (by_verb := _before(frame, first, after, names)):
        return _again(by_verb, why)
    if found := _who_says(frame, first, after, names, why):
        return found
    subject = main_subject(tokens, first, after, names)
    if not subject:
        return None
    cue = next((p for p in range(subject[1], after) if tokens[p].low in verbs), subject[1])
    return _speaker(frame, subject, min(cue, after - 1), why)


def _who_says(frame: Frame, first: int, after: int, names: Names, why: str) -> Speaker | None:
    """The first who is said to speak in a sentence."""
    tokens, verbs = frame.tokens, reporting_verbs()
    for verb in range(first + 1, after):
        if tokens[verb].low in verbs.say and is_verb(tokens, first, verb) and not is_passive(tokens, first, verb):
            subject = without_verb(tokens, subject_before(tokens, first, verb, names), names)
            if subject and not is_reported(tokens, first, subject[0], verb):
                return _speaker(frame, subject, verb, why)
    return None


def _by_clause(frame: Frame, first: int, at: int, names: Names, *, least: int = 5) -> Speaker | None:
    """Words quoted inside a sentence that reports nothing: its subject, if the words are enough to be speech."""
    last = frame.quoted[frame.tokens[at].quoted]
    if frame.text.count(" ", last.start, last.end) + 1 < least:
        return None
    subject = clause_subject(frame.tokens, first, at, names)
    return _speaker(frame, subject, at - 1, "clause-subject") if subject else None


def _alone(frame: Frame, quote: int) -> bool:
    """Whether the sentence of a quotation holds nothing else, but for a word such as "Indeed," or "Adding:"."""
    first, after = _near(frame, frame.places[quote])
    words = [token for token in frame.tokens[first:after] if token.text != QUOTE and token.text[0].isalnum()]
    return (
        not words
        or len(words) == 1
        and words[0].start == frame.tokens[first].start
        and (words[0].low in CLAUSE_WORDS or words[0].low in ADVERBS or words[0].low.endswith(("ing", "ly", "ed")))
    )


def _again(speaker: Speaker, why: str) -> Speaker:
    return Speaker(speaker.start, speaker.end, speaker.cue, why)


def _speaker(frame: Frame, subject: tuple[int, int], cue: int, why: str) -> Speaker:
    """A token range as a Speaker, without a closing full stop or possessive."""
    tokens = frame.tokens
    first, after = subject
    while after > first + 1 and not tokens[after - 1].text[0].isalnum() and tokens[after - 1].text != ".":
        after -= 1
    return Speaker(tokens[first].start, tokens[after - 1].end, tokens[cue].text, why)
