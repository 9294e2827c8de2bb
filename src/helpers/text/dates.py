"""Time expressions in text as intervals, read against the day of publication: "Tuesday", "since Feb. 24", "last week".

`type` and `value` are those of TIMEX3 (ISO-TimeML): DATE 1998-08-07, 1998-W12, 1998-Q3; TIME 1998-08-07T10:35; DURATION
P3D; SET P1W. Refuses to guess without a publication day: relative expressions then keep their place and type but have
no value and no interval. The patterns stand in timewords.py, what each means in datereaders.py, the calendar in
calendar_days.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa

from helpers import schema
from helpers.text import calendar_days as cal
from helpers.text import timewords as words
from helpers.text.datereaders import READERS

#: Name, pattern and reader of each kind, in the order in which they win.
_RULES = tuple((why, pattern, READERS[why]) for why, pattern in words.PATTERNS)


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
    found = []
    for rank, (why, pattern, reader) in enumerate(_RULES):
        for match in pattern.finditer(text):
            found.append((match.start(), -match.end(), rank, why, match, reader))
    found.sort(key=lambda item: item[:3])
    timexes: list[Timex] = []
    reached = 0
    for start, _, _, why, match, reader in found:
        if start < reached:
            continue
        try:
            read = reader(match, published)
        except (ValueError, OverflowError):  # 31 February, year 0, a million years ago: written, but no such day
            continue
        if read is None:
            continue
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
