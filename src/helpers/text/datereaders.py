"""What each kind of time expression means: a match of timewords.py and the day of publication give type and value.

A weekday is the nearest one that is past or today ("Friday" in a Friday story is that day) unless "next" or the tense
says otherwise. Refuses to guess without a publication day: the value of a relative expression is then empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from helpers.text import calendar_days as cal
from helpers.text import timewords as words
from helpers.text.tense import future_of

_ENDS = re.compile(
    r",? (?:that )?(?:end(?:ed|s|ing)) (?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
)


@dataclass(frozen=True)
class Read:
    """What a rule made of its match; `days` only where they do not follow from the value."""

    type: str
    value: str
    days: cal.Days | None = None


def _weekday(match: re.Match[str], published: dt.date | None) -> Read | None:
    group = match.groupdict()
    kind = "TIME" if group.get("part") else "DATE"
    if published is None:
        return Read(kind, "")
    which = (group.get("which") or "").lower()
    ahead = which in ("next", "this coming", "coming") or (
        which in ("", "this", "early", "late") and future_of(match) is True
    )
    number = cal.WEEKDAYS[group["weekday"][:3].lower()]
    day = cal.nearest_weekday(published, number, ahead=ahead, strict=which in ("last", "past", "next"))
    return Read(kind, _with_part(day.isoformat(), group.get("part")))


def _with_part(value: str, part: str | None) -> str:
    return value + (words.PARTS[part.lower()] if part else "")


def _day_word(match: re.Match[str], published: dt.date | None) -> Read:
    word, part = match["word"].lower(), match.groupdict().get("part")
    if word in ("tonight", "overnight", "last night"):
        part = "night"
    kind = "TIME" if part else "DATE"
    if published is None:
        return Read(kind, "")
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(word, 0)
    day = published + dt.timedelta(days=shift)
    days = (day - dt.timedelta(days=1), day) if word == "overnight" else None
    return Read(kind, _with_part(day.isoformat(), part), days)


def _calendar_date(match: re.Match[str], published: dt.date | None) -> Read | None:
    """Month and day, month and year, month: the year is the written one or the nearest that the tense allows."""
    group = match.groupdict()
    month = cal.month_number(group["month"])
    day = int(group["day"]) if group.get("day") else None
    if group.get("year"):
        year = _year_of(group["year"])
    elif published is None:
        return Read("DATE", f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))
    else:
        which = (group.get("which") or "").lower()
        future = {"last": False, "past": False, "next": True, "coming": True}.get(which)
        if which == "this":
            year = published.year
        else:
            year = cal.nearest_year(
                published, month, day, future=future_of(match) if future is None else future, strict=future is not None
            )
    if day is None:
        return Read("DATE", f"{year:04d}-{month:02d}")
    return Read("DATE", _with_part(dt.date(year, month, day).isoformat(), group.get("part")))


def _year_of(written: str) -> int:
    if written.isdigit():
        return int(written) if len(written) == 4 else 1900 + int(written) + (100 if int(written) < 50 else 0)
    tens = cal.number_of(written.split(None, 1)[1].replace("and ", ""))
    return (2000 if written.lower().startswith("two thousand") else 1900) + int(tens or 0)


def _numeric_date(match: re.Match[str], published: dt.date | None) -> Read | None:
    return Read("DATE", dt.date(int(match["year"]), int(match["m"]), int(match["d"])).isoformat())


def _year(match: re.Match[str], published: dt.date | None) -> Read | None:
    value = f"{_year_of(match['year']):04d}"
    return Read("DATE", value)


def _decade(match: re.Match[str], published: dt.date | None) -> Read | None:
    written = match["decade"]
    digits = written if written.isdigit() else str(words.DECADES[written.lower()])
    return Read("DATE", (digits if len(digits) == 4 else "19" + digits)[:3] + "X")


def _century(match: re.Match[str], published: dt.date | None) -> Read | None:
    number = match["n"].lower()
    count = int(number[:-2]) if number[0].isdigit() else words.ORDINALS.get(number)
    return Read("DATE", f"{count - 1:02d}XX") if count else None


def _quarter(match: re.Match[str], published: dt.date | None) -> Read:
    number = words.ORDINALS[match["n"].lower()]
    if match.groupdict().get("year"):
        year = int(match["year"])
    elif published is None:
        return Read("DATE", f"XXXX-Q{number}")
    else:
        shift = {"last": -1, "next": 1}.get((match.groupdict().get("which") or "").lower(), 0)
        year = published.year + shift
        if not shift and number > (published.month - 1) // 3 + 1 and future_of(match) is not True:
            year -= 1
    return Read("DATE", f"{year:04d}-Q{number}")


def _season(match: re.Match[str], published: dt.date | None) -> Read | None:
    code = words.SEASONS[match["season"].lower()]
    group = match.groupdict()
    if group.get("year"):
        return Read("DATE", f"{int(group['year']):04d}-{code}")
    if published is None:
        return Read("DATE", f"XXXX-{code}")
    first = cal.SEASON_MONTH[code]
    which = (group.get("which") or "").lower()
    year = published.year
    if which == "last" and first >= published.month or which == "next" and first <= published.month:
        year += -1 if which == "last" else 1
    return Read("DATE", f"{year:04d}-{code}")


def _this_unit(match: re.Match[str], published: dt.date | None) -> Read | None:
    """ "last week", "this month", "next year", "the weekend", with an optional "early" or "end of"."""
    unit = match["unit"].lower()
    which = (match.groupdict().get("which") or "this").lower().removeprefix("the ")
    shift = -1 if which in words.BACK else 1 if which in words.FORTH else 0
    if published is None:
        return Read("DATE", "")
    if unit == "morning" or unit in words.PARTS:
        day = published + dt.timedelta(days=shift)
        return Read("TIME", day.isoformat() + words.PARTS[unit])
    if which == "the" and unit in ("quarter", "year"):
        return _accounted(match, published, unit)
    if which in ("past", "the past") and unit in ("year", "month", "week", "decade", "century"):
        code = {"decade": "P10Y", "century": "P100Y"}.get(unit, f"P1{cal.UNIT_LETTER[unit]}")
        return Read("DURATION", code, cal.span_back(published, 1, unit))
    return Read("DATE", cal.unit_value(published, unit, shift))


def _accounted(match: re.Match[str], published: dt.date, unit: str) -> Read:
    """ "The quarter", "the year ended June 30": what accounts are given of: the last one over, or the one that ends
    then."""
    ends = _ENDS.match(match.string, match.end())
    if unit == "year":
        return Read("DURATION", "P1Y") if ends else Read("DATE", cal.unit_value(published, "year", 0))
    if ends is None:
        return Read("DATE", cal.unit_value(published, "quarter", -1))
    month = cal.month_number(ends["month"])
    year = published.year - (month > published.month)
    return Read("DATE", cal.unit_value(cal.add_months(dt.date(year, month, 1), -1), "quarter", 0))


def _count(match: re.Match[str]) -> float | None:
    written = match["n"].lower().strip(" -")
    return None if written in words.VAGUE_COUNTS else cal.number_of(written)


def _ago(match: re.Match[str], published: dt.date | None) -> Read | None:
    """ "three weeks ago", "a year earlier", "two days later": a point at the unit's own granularity."""
    unit, count, when = match["unit"].lower(), _count(match), match["when"].lower()
    if count is None and not match["n"] and published:  # "the year-ago quarter"
        count = 1
    if count is None:
        return Read("DATE", "PAST_REF" if when != "from now" else "FUTURE_REF")
    if published is None:
        return Read("DATE", "")
    return Read("DATE", cal.shifted(published, count if when in ("later", "from now") else -count, unit))


def _span(match: re.Match[str], published: dt.date | None) -> Read | None:
    """ "the past 24 hours", "the next two years": a duration that touches the day of publication."""
    unit, count = match["unit"].lower(), _count(match)
    value = cal.duration(count, unit)
    if published is None or count is None:
        return Read("DURATION", value)
    which = match["which"].lower()
    forth = any(word in which for word in ("next", "coming", "following"))
    days = cal.span_forth(published, count, unit) if forth else cal.span_back(published, count, unit)
    return Read("DURATION", value, days)


def _duration(match: re.Match[str], published: dt.date | None) -> Read | None:
    return Read("DURATION", cal.duration(_count(match), match["unit"].lower()))


def _bare_units(match: re.Match[str], published: dt.date | None) -> Read:
    return Read("DURATION", cal.duration(None, match["unit"].lower()))


def _reference(match: re.Match[str], published: dt.date | None) -> Read:
    value = words.reference(match.group())
    days = (published, published) if published and value == "PRESENT_REF" else None
    return Read("DATE", value, days)


def _set(match: re.Match[str], published: dt.date | None) -> Read:
    group = match.groupdict()
    if group.get("adverb"):
        return Read("SET", words.SETS[group["adverb"].lower()])
    if group.get("weekday"):
        return Read("SET", f"XXXX-WXX-{cal.WEEKDAYS[group['weekday'][:3].lower()] + 1}")
    count = cal.number_of(group["n"]) if group.get("n") else 1
    return Read("SET", cal.duration(count, group["unit"].lower()))


def _clock(match: re.Match[str], published: dt.date | None) -> Read | None:
    """ "10:35 a.m. Friday", "noon Thursday", "midnight": a time of a day, that of the story when none is written."""
    group = match.groupdict()
    if group.get("noon"):
        clock = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}[group["noon"].lower()]
    else:
        hour, minute = int(group["h"]), group.get("mi")
        half = (group.get("half") or "").lower()[:1]
        if hour > 24 or (minute and int(minute) > 59) or (half and hour > 12):
            return None
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        clock = f"{hour:02d}:{minute or '00'}"
    if group.get("weekday"):
        day = _weekday(match, published)
        return Read("TIME", f"{day.value[:10]}T{clock}" if day and day.value else "")
    if published is None:
        return Read("TIME", "")
    shift = {"yesterday": -1, "tomorrow": 1}.get((group.get("dayword") or "").lower(), 0)
    return Read("TIME", f"{(published + dt.timedelta(days=shift)).isoformat()}T{clock}")


def _week_of(match: re.Match[str], published: dt.date | None) -> Read | None:
    day = _calendar_date(match, published)
    if day is None or not day.value[:4].isdigit():
        return day
    return Read("DATE", cal.week_value(dt.date.fromisoformat(day.value[:10])))


def _holiday(match: re.Match[str], published: dt.date | None) -> Read:
    if published is None:
        return Read("DATE", "")
    which = (match.groupdict().get("which") or "").lower()
    day = cal.holiday(
        match["holiday"].lower().replace("’", "'"),
        published,
        back=which == "last",
        ahead=which == "next" or future_of(match) is True,
    )
    return Read("DATE", day.isoformat())


READERS: dict[str, Callable[[re.Match[str], dt.date | None], Read | None]] = {
    "clock": _clock,
    "week-of": _week_of,
    "month-day": _calendar_date,
    "day-month": _calendar_date,
    "numeric-date": _numeric_date,
    "month-year": _calendar_date,
    "month": _calendar_date,
    "weekday": _weekday,
    "day-word": _day_word,
    "past-span": _span,
    "ago": _ago,
    "quarter": _quarter,
    "season": _season,
    "this-unit": _this_unit,
    "edge-of-unit": _this_unit,
    "set": _set,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "duration": _duration,
    "duration-adjective": _duration,
    "some-units": _bare_units,
    "reference": _reference,
    "holiday": _holiday,
}
