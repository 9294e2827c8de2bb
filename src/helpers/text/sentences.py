"""Sentence spans by NLTK's Punkt with what news copy adds to it, and paragraphs; by offsets into the text.

Punkt: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32 (2006);
its English parameters come with an installed package: no download. What it decides is looked up by chunk
(text/breaks.py).
A line break followed by a blank line always ends a sentence, as paragraphs do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.text.breaks import Breaks, Ending, is_odd

#: Abbreviations of news copy that Punkt's English model was not trained on (lower case, no final stop).
NEWS_ABBREVIATIONS = frozenset(
    "adm ariz brig calif capt cmdr col colo conn cpl dept fla gen gov hon jr lt maj mich minn mont mr mrs ms mt neb nev"
    " okla prof rep rev sen sgt spc sr st supt tenn tex va vt jan feb aug sept oct nov dec vs u.s u.n u.k e.u u.s.a"
    " a.m p.m d.c n.y n.j n.c s.c n.d s.d n.h n.m w.va r.i".split()
)
#: No sentence ends behind these where a number follows.
_NUMBERED = frozenset("no. nos. art. sec. vol. approx. pp.".split())
#: Nor, ever, behind these.
_GOES_ON = frozenset("i.e. e.g. al. approx. cf.".split())

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-•*]\s)")
_MARK = re.compile(r"[.?!]")
_BLANKS = re.compile(r" *")
_OTHER_SPACES = "\t\n\r\x0b\x0c"
_ODD_SPACE = re.compile(r"[^\S ]")
_CLOSERS = "\"')]}‘’“”«»"
_LONGEST_CHUNK = 1000


@lru_cache(maxsize=1)
def _news() -> Breaks:
    return Breaks(NEWS_ABBREVIATIONS)


def punkt():
    """NLTK's PunktSentenceTokenizer with the English model and the abbreviations of news."""
    return _news().punkt


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of paragraphs: runs of text between blank lines, white space trimmed."""
    spans, start = [], 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = gap.end() if gap else end
    return spans


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of a text, in order; they never cross a paragraph."""
    return tuple((start + a, start + b) for start, end in paragraphs(text) for a, b in _split(text[start:end]))


@lru_cache(maxsize=1 << 16)
def _ending(chunk: str) -> Ending:
    return _news().ending(chunk)


@lru_cache(maxsize=1 << 16)
def _beginning(chunk: str) -> tuple[int, int]:
    return _news().beginning(chunk)


def _split(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of one paragraph without white space at its ends."""
    flat = text
    for space in _OTHER_SPACES:
        flat = flat.replace(space, " ")
    if not flat.isascii() and _ODD_SPACE.search(flat) or any(sign in flat for sign in "\x1c\x1d\x1e\x1f"):
        return list(punkt().span_tokenize(text))
    spans, start, done, size = [], 0, 0, len(text)
    for mark in _MARK.finditer(flat):
        if mark.start() < done:
            continue
        first = flat.rfind(" ", done, mark.start()) + 1 or done
        space = flat.find(" ", mark.start())
        done = size if space < 0 else space
        if first == mark.start() and is_odd(flat[first:done]):
            return list(punkt().span_tokenize(text))
        if done - first <= _LONGEST_CHUNK:
            end, behind = _end_in(flat, first, done)
            if end:
                spans.append((start, end))
                start = behind
    return [*spans, (start, size)] if start < size else spans


def _end_in(flat: str, first: int, done: int) -> tuple[int, int]:
    """Where a sentence ends in or with the chunk flat[first:done], and where the next one begins; 0, 0 if none does."""
    chunk = flat[first:done]
    ending = _ending(chunk)
    follows = _BLANKS.match(flat, done).end()
    if follows == len(flat):
        return (first + ending.inner, first + ending.inner) if ending.inner > 0 else (0, 0)
    if not ending.kind:
        if ending.inner < 0:
            return done, follows
        return (first + ending.inner, first + ending.inner) if ending.inner else (0, 0)
    space = flat.find(" ", follows)
    following = flat[follows : len(flat) if space < 0 else space][:_LONGEST_CHUNK]
    if not _news().ends(ending, *_beginning(following)) or _goes_on(chunk, following):
        return 0, 0
    if following[0] in _CLOSERS:
        drawn = _news().drawn_to_the_sentence_before(flat, follows)
        if drawn:
            return drawn
    return done, follows


def _goes_on(chunk: str, following: str) -> bool:
    """Whether it is an abbreviation after all, for what stands behind it: "No. 5"."""
    word = chunk.lstrip("\"'([{‘“«").lower()
    return word in _GOES_ON or word in _NUMBERED and following[:1].isdigit()
