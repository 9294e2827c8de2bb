"""Quotation marks: where quoted words begin and end. Knows nothing of who speaks.

Curly, straight, low, angled and TeX marks (``…''), British single marks, marks that open each paragraph of a long
speech and close once. A missing mark costs at most its own paragraph. Refuses: apostrophes, feet and inches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.text.sentences import paragraphs

# A single mark counts only where it can open (no word before it) or close (no word after it): the rest are apostrophes.
# The sign comes first in the pattern, as it is then searched for many times faster.
_MARK = re.compile(
    r"[“”„‟«»\"`'‘’](?:(?<=[“”„‟«»\"])|(?<=`)`|(?<=')'|(?<=[‘'])(?<!\w.)(?=[^\s'])|(?<=[^\s'‘]['’])(?!\w))", re.DOTALL
)
_ANY = re.compile(r"[“”„‟«»\"`‘]|'(?<!\w')|’(?<!\w’)")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|cos|n|bout|round|neath|\d\ds?|\d\d\d\ds)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…](?=\s)")
_SINGLE_CLOSE = re.compile(r"[.,?!][’'](?=\s|$)")
_OPENING, _CLOSING = frozenset("“„‟«"), frozenset("”»")
_BEFORE_OPENING = frozenset("([{—–-/:>")
_MAX_SINGLE = 1200


@dataclass(frozen=True)
class Quoted:
    """Quoted words text[start:end], without their marks; `outer_*` with them. `opens`: no mark closes it here."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    opens: bool = False


def has_marks(text: str) -> bool:
    """Whether there are quotation marks in a text."""
    return _ANY.search(text) is not None


def find_quoted(text: str) -> list[tuple[tuple[int, int], list[Quoted]]]:
    """Each paragraph (start, end) with the quoted stretches in it, in order, never overlapping."""
    spans = paragraphs(text)
    found = []
    for number, (start, end) in enumerate(spans):
        marks = [m.span() for m in _MARK.finditer(text, start, end)]
        goes_on = number + 1 < len(spans) and text[spans[number + 1][0]] in '“"„«‘'
        found.append(((start, end), _pair(text, start, end, marks, goes_on) if marks else []))
    return found


def _pair(text: str, start: int, end: int, marks: list[tuple[int, int]], goes_on: bool) -> list[Quoted]:
    """Pair the marks of one paragraph."""
    quoted: list[Quoted] = []
    opened: tuple[int, int] | None = None
    skip_to = start
    for number, (at, after) in enumerate(marks):
        if at < skip_to:
            continue
        mark = text[at:after]
        if mark in "‘'’" and len(mark) == 1:
            if opened is None and mark != "’" and (closing := _close_single(text, after, end, marks, number)):
                _add(quoted, text, at, after, closing, closing + 1)
                skip_to = closing + 1
            continue
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        if (
            before == "="
            and mark == '"'
            or mark == '"'
            and opened is not None
            and opened[0] > start
            and text[opened[0] - 1] == "="
        ):
            opened = (at, after) if before == "=" else None  # an attribute of left-over markup
            continue
        way = _direction(mark, before, behind, opened is not None)
        if way == "open":
            if opened is not None:
                if _is_nested(text, marks, number, opened):
                    continue
                _add_unclosed(quoted, text, opened, at)
            opened = (at, after)
        elif opened is not None:
            if _closes_inner(text, marks, number, opened, start):
                continue
            _add(quoted, text, *opened, at, after)
            opened = None
    if opened is not None:
        if goes_on:
            _add(quoted, text, *opened, end, end, opens=True)
        else:
            _add_unclosed(quoted, text, opened, end, whole=opened[0] == start)
    return quoted


def _direction(mark: str, before: str, behind: str, is_open: bool) -> str:
    """Whether a double mark opens or closes, by its shape, or else by what stands beside it."""
    may_open = (before.isspace() or before in _BEFORE_OPENING) and not behind.isspace()
    may_close = not before.isspace() and not (behind.isalnum())
    if mark in _OPENING or mark == "``":
        return "close" if is_open and may_close and not may_open else "open"  # a wrongly turned mark
    if mark in _CLOSING or mark == "''":
        return "open" if not is_open and may_open and not may_close else "close"
    if may_open and not may_close:
        return "open"
    if may_close and not may_open:
        return "close"
    return "close" if is_open else "open" if not behind.isspace() and not before.isalnum() else "close"


def _kinds(text: str, marks: list[tuple[int, int]], number: int) -> str:
    """`o` or `c` for a curly or TeX double mark, `s` for a straight one, empty for single marks."""
    mark = text[slice(*marks[number])]
    if mark in _OPENING or mark == "``":
        return "o"
    if mark in _CLOSING or mark == "''":
        return "c"
    return "s" if mark == '"' else ""


def _is_nested(text: str, marks: list[tuple[int, int]], number: int, opened: tuple[int, int]) -> bool:
    """An opening mark inside open words is nested if two closing marks follow before the next opening one, or if it is
    curly inside straight ones."""
    if _kinds(text, marks, number) != "o":
        return False
    if text[slice(*opened)] == '"':
        return True
    following = [k for i in range(number + 1, min(number + 9, len(marks))) if (k := _kinds(text, marks, i))]
    return following[:2] == ["c", "c"]


def _closes_inner(text: str, marks: list[tuple[int, int]], number: int, opened: tuple[int, int], start: int) -> bool:
    """Whether a closing mark ends nested words: the mark before it is the nested opening one."""
    for i in range(number - 1, max(-1, number - 9), -1):
        if kind := _kinds(text, marks, i):
            return kind == "o" and marks[i][0] > opened[0] and _kinds(text, marks, number) == "c"
    return False


def _close_single(text: str, after: int, end: int, marks: list[tuple[int, int]], number: int) -> int | None:
    """Where single-quoted words that open before `after` close, or None if the mark was an apostrophe."""
    if after >= end or not text[after].isalnum() and text[after] not in '“"[($£€…' or _ELISION.match(text, after):
        return None
    fallback = None
    for at, stop in marks[number + 1 : number + 40]:
        if at - after > _MAX_SINGLE:
            break
        if stop - at != 1 or text[at] not in "'’" or at <= after:
            continue
        if text[at - 1] in ".,?!…—–":
            return at
        follows = text[stop : stop + 2]
        if text[at - 1] == "s" and len(follows) == 2 and follows[0] == " " and follows[1].isalnum():
            fallback = fallback or at  # as likely a plural's apostrophe: look for a surer mark first
            continue
        return fallback if fallback and text[fallback + 1 : at].count(" ") > 25 else at
    return fallback


def _add(found: list[Quoted], text: str, at: int, start: int, end: int, after: int, *, opens: bool = False) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(char.isalnum() for char in text[start:end]):
        found.append(Quoted(start, end, at, after, opens))


def _add_unclosed(found: list[Quoted], text: str, opened: tuple[int, int], limit: int, *, whole: bool = False) -> None:
    """Words whose closing mark is missing: to a single mark that closes a sentence, else to the end of the paragraph
    if they began it, else of their sentence."""
    if single := _SINGLE_CLOSE.search(text, opened[1], limit):
        _add(found, text, *opened, single.end() - 1, single.end())
        return
    stop = None if whole else _SENTENCE_END.search(text, opened[1], limit)
    end = stop.end() if stop else limit
    _add(found, text, *opened, end, end)
