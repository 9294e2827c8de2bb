"""Time expressions in text as intervals, read against the day of publication: "Tuesday", "since Feb. 24", "last week".

`type` and `value` are those of TIMEX3 (ISO-TimeML): DATE 1998-08-07, 1998-W12, 1998-Q3; TIME 1998-08-07T10:35; DURATION
P3D; SET P1W. Refuses to guess without a publication day: relative expressions then keep their place and type but have
no value and no interval. The patterns stand in timewords.py, what each means in datereaders.py, the calendar in
calendar_days.py.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pyarrow as pa

from helpers import schema
from helpers.text import calendar_days as cal
from helpers.text.datereaders import READERS, Read
from helpers.text.openings import Openings
from helpers.text.timewords import BEHIND, RULES

#: First word of an expression -> the numbers of the rules that may begin with it.
_OPENED: dict[str, tuple[int, ...]] = {
    word: tuple(number for number, rule in enumerate(RULES) if word in rule.openings)
    for word in frozenset().union(*(rule.openings for rule in RULES))
}
_OPENINGS = Openings(word for word in _OPENED if word.isalpha())
_QUARTER = re.compile(r"\d{4}-Q\d")
#: Characters within which "a year ago" is held against a quarter named before.
_SAME_ACCOUNT = 400
_DIGITS = re.compile(r"(?<!\w)\d\w*")
_NEXT = re.compile(r"\w+\W+(\w+)")


@dataclass(frozen=True)
class Timex:
    """A time expression: text[start:end] == surface. `first_day`, `last_day`: the days it covers, both included."""

    start: int
    end: int
    surface: str
    type: str
    value: str
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str
    why: str


def find_dates(pages: pa.Table) -> pa.Table:
    """The dates table: the time expressions of every page, in order."""
    rows = []
    columns = (pages[name].to_pylist() for name in ("article_id", "text", "published_utc"))
    for article_id, text, published in zip(*columns, strict=True):
        for timex in find_timexes(text, published.date() if published else None):
            rows.append({"article_id": article_id, **vars(timex)})
    return schema.make("dates", rows)


def find_timexes(text: str, published: dt.date | None) -> list[Timex]:
    """Time expressions of a text in order, none overlapping. `published`: day the text was published, None if
    unknown."""
    timexes: list[Timex] = []
    reached = 0
    quarter: tuple[int, str] | None = None
    for rank, match in _matches(text):
        start = match.start()
        if start < reached:
            continue
        why = RULES[rank].why
        try:
            read = READERS[why](match, published)
        except (ValueError, OverflowError):  # 31 February, year 0, a million years ago: written, but no such day
            continue
        if read is None:
            continue
        near = quarter is not None and start - quarter[0] < _SAME_ACCOUNT
        before = _quarter_before(read, why, quarter[1], published) if near and published else None
        if before is None and _QUARTER.fullmatch(read.value):
            quarter = start, read.value
        read = before or read
        days = read.days or cal.interval(read.value)
        end = match.end()
        timexes.append(
            Timex(
                start,
                end,
                text[start:end],
                read.type,
                read.value,
                *(days or (None, None)),
                cal.granularity(read.type, read.value),
                why,
            )
        )
        reached = end
    return timexes


def _quarter_before(read: Read, why: str, quarter: str, published: dt.date) -> Read | None:
    """ "A year ago", where accounts of a quarter are given: the same quarter of the year before."""
    compared = why in ("ago", "this-unit") and read.value == str(published.year - 1)
    year, name = quarter.split("-")
    return Read("DATE", f"{int(year) - 1}-{name}") if compared and int(year) >= published.year - 1 else None


def _matches(text: str) -> list[tuple[int, re.Match[str]]]:
    """What each rule's `finditer` would find, with the rule's number: by place, the longer first, then by rule.

    Rules are tried only at words that they can begin with, which is much faster than at every letter.
    """
    openings = [
        (start, word) for start, word in _OPENINGS.find(text) if word not in BEHIND or _goes_on(text, start, word)
    ]
    openings += [(digits.start(), _kind(digits[0])) for digits in _DIGITS.finditer(text)]
    found = []
    ends = [0] * len(RULES)
    for start, word in sorted(openings):
        for rank in _OPENED[word]:
            if start >= ends[rank] and (match := RULES[rank].pattern.match(text, start)):
                ends[rank] = match.end()
                found.append((start, -match.end(), rank, match))
    found.sort(key=lambda item: item[:3])
    return [(rank, match) for _, _, rank, match in found]


def _kind(digits: str) -> str:
    """How timewords.py writes a word that begins with a digit."""
    return "0th" if not digits.isdecimal() else "0000" if len(digits) == 4 else "0"


def _goes_on(text: str, start: int, word: str) -> bool:
    """Whether the "the" or "a" at `start` is followed by a word of time, or by digits."""
    following = _NEXT.match(text, start)
    return following is not None and (following[1].lower() in BEHIND[word] or following[1][0].isdecimal())
