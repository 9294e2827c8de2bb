"""Quoted words that nobody says: the names of works and programmes, and headlines that stand in a text."""

from __future__ import annotations

from helpers.people.frames import Frame
from helpers.people.verbs import PREPOSITIONS, reporting_verbs

_SMALL = frozenset(
    "a an the and or nor but of in on at by for from with to into as is it s vs v via if than that".split()
)
_MAX_TITLE = 12
_MAX_HEADLINE = 250
_MAX_SCARE = 4
_MAX_BEFORE = 3  # characters before a text's first paragraph
_WORKS = frozenset(
    "album article book campaign column comedy documentary drama essay exhibition film hit memoir movie musical novel"
    " opera paper play podcast poem programme program project report series show single sitcom song special study"
    " thriller video".split()
)
_NAMING = frozenset(
    "so-called named titled entitled dubbed nicknamed codenamed phrase word words term hashtag acronym nickname".split()
)


def is_title(frame: Frame, quote: int) -> bool:
    """Whether the quoted words are the name of a work or a programme: all their words are capitalised, and they stand
    where a noun would ("on CNN's “State of the Union”"), or are followed by no comma of speech."""
    quoted = frame.quoted[quote]
    inner = frame.text[quoted.start : quoted.end]
    words = [word.strip("'’.,:;!?()[]&-–") for word in inner.split()]
    words = [word for word in words if word]
    if not words or len(words) > _MAX_TITLE or any(word[0].islower() and word not in _SMALL for word in words):
        return False
    at = frame.places[quote]
    before = frame.tokens[at - 1] if at else None
    if before is not None and before.text == "," and at > 1 and frame.tokens[at - 2].low in _WORKS:
        return len(words) > 1  # his 12th novel, “The Long Water,”
    if _opens_as_noun(frame, at):
        return len(words) > 2 and inner[-1] not in ",.!?"
    if before is None or not before.text[0].isalnum() and before.low not in ("'s", "’s"):
        return False
    if (
        before.low.endswith(("'s", "’s", "s'", "s’"))
        or before.low in PREPOSITIONS
        or before.low in ("the", "a", "his", "her", "and")
    ):
        return len(words) > 1 or inner[-1] not in ".!?"
    return len([word for word in words if word not in _SMALL]) > 1 and inner[-1] not in ".!?"


def _opens_as_noun(frame: Frame, at: int) -> bool:
    """Whether quoted words open a sentence and belong to the noun after them: "“The Long Water” author Jane Roe"."""
    first, after = frame.sentences[frame.sentence_of(at)]
    if first != at or at + 1 >= after:
        return False
    low = frame.tokens[at + 1].text
    return low.isalpha() and low.islower() and low not in reporting_verbs() and low not in PREPOSITIONS


def is_scare(frame: Frame, quote: int) -> bool:
    """Whether a few quoted words are spoken of, not said: "so-called “safe zone”", "the word “dike”"."""
    at = frame.places[quote]
    quoted = frame.quoted[quote]
    few = len(frame.text[quoted.start : quoted.end].split()) <= _MAX_SCARE
    return few and at > 0 and frame.tokens[at - 1].low in _NAMING


def is_headline(frame: Frame, *, double: bool = False) -> bool:
    """Whether a paragraph is set as a headline: its long words, quoted or not, begin with capitals; or it opens a text
    whose other paragraphs have double marks (`double`) and has only single ones."""
    if frame.end - frame.start > _MAX_HEADLINE:
        return False
    if double and frame.start < _MAX_BEFORE and all(frame.text[q.outer_start] in "'‘" for q in frame.quoted):
        return True
    words = [word.lstrip("'\"“‘(") for word in frame.text[frame.start : frame.end].split()]
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long_words) >= 3 and sum(word[0].isupper() for word in long_words) >= 0.85 * len(long_words)
