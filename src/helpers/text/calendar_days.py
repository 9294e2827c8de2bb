"""Calendar arithmetic behind time expressions: days, weeks, quarters, and what a TIMEX3 value covers.

Weeks are ISO weeks. Seasons are meteorological (spring March to May), as no text says otherwise. Refuses nothing:
values that stand for no interval (durations, PAST_REF, "XXXX-05") give None.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from helpers.text.numbers import number_of as _number_of

Days = tuple[dt.date, dt.date]

WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNIT_LETTER = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
    "quarter": "Q",
    "decade": "DE",
    "century": "CE",
    "weekend": "WE",
}
_DAYS_A_UNIT = {
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "weekend": 7,
    "night": 1,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
_MONTHS_A_UNIT = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "summer": 12, "winter": 12}
_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)(-WE)?|-Q(\d)|-(SP|SU|FA|WI))?(?:T.*)?$")


def number_of(written: str) -> float | None:
    """The number that words or digits stand for; "a" and "the" are one, "a couple of" two; None for "several"."""
    written = written.lower().strip()
    if written in ("a", "an", "the", "one"):
        return 1
    if written in ("a couple of", "a couple", "couple", "couple of"):
        return 2
    return _number_of(written)


def month_number(name: str) -> int:
    """1 for "January" and "Jan."."""
    return MONTHS[name[:3].lower()]


def nearest_weekday(day: dt.date, weekday: int, *, ahead: bool, strict: bool) -> dt.date:
    """The nearest such weekday on or before `day` (`ahead`: on or after it); `strict`: not `day` itself."""
    gap = (weekday - day.weekday()) % 7 if ahead else -((day.weekday() - weekday) % 7)
    if gap == 0 and strict:
        gap = 7 if ahead else -7
    return day + dt.timedelta(days=gap)


def nearest_year(day: dt.date, month: int, number: int | None, *, future: bool | None, strict: bool = False) -> int:
    """The year meant by a month (and day) without one. With no tense to go by: the nearer one, the past a little
    nearer."""
    apart = (month - day.month) * 30 + ((number or day.day) - day.day)
    if future is None:
        return day.year - 1 if apart > 120 else day.year + 1 if apart < -300 else day.year
    if future:
        behind = apart < -45 or (strict and apart <= 0)
        return day.year + 1 if behind else day.year
    reach = -1 if strict else 45  # "resigned, effective Nov. 20" in a story of Nov. 2 is not a year old
    return day.year - 1 if apart > reach else day.year


def add_months(day: dt.date, months: int) -> dt.date:
    """`day` moved by whole months, kept inside the month it lands in."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_value(day: dt.date) -> str:
    """ISO week of a day, "1998-W12"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def unit_value(day: dt.date, unit: str, shift: int) -> str:
    """TIMEX value of the day's own unit (`shift` 0), the one before (-1) or after (1): ("week", -1) -> "1998-W12"."""
    if unit in ("week", "weekend"):
        value = week_value(day + dt.timedelta(days=7 * shift))
        return value + ("-WE" if unit == "weekend" else "")
    if unit == "day":
        return (day + dt.timedelta(days=shift)).isoformat()
    if unit == "month":
        return add_months(day.replace(day=1), shift).isoformat()[:7]
    if unit == "quarter":
        moved = add_months(day.replace(day=1), 3 * shift)
        return f"{moved.year:04d}-Q{(moved.month - 1) // 3 + 1}"
    if unit == "decade":
        return f"{(day.year + 10 * shift) // 10:03d}X"
    if unit == "century":
        return f"{day.year // 100 + shift:02d}XX"
    return f"{day.year + shift:04d}"


def shifted(day: dt.date, count: float, unit: str) -> str:
    """Value of the day `count` units away, at the unit's granularity: (-3, "week") -> a week, (-2, "day") -> a day."""
    unit = unit.rstrip("s") if unit != "centuries" else "century"
    if unit in _MONTHS_A_UNIT:
        moved = add_months(day, round(count * _MONTHS_A_UNIT[unit]))
        if unit == "month":
            return moved.isoformat()[:7]
        return f"{moved.year:04d}"
    moved = day + dt.timedelta(days=count * _DAYS_A_UNIT.get(unit, 1))
    return week_value(moved) if unit in ("week", "fortnight") else moved.isoformat()


def span_back(day: dt.date, count: float, unit: str) -> Days:
    """The days from `count` units before `day` to `day`."""
    unit = unit.rstrip("s")
    if unit in _MONTHS_A_UNIT:
        return add_months(day, -round(count * _MONTHS_A_UNIT[unit])), day
    return day - dt.timedelta(days=max(1, round(count * _DAYS_A_UNIT.get(unit, 1)))), day


def span_forth(day: dt.date, count: float, unit: str) -> Days:
    """The days from `day` to `count` units after it."""
    unit = unit.rstrip("s")
    if unit in _MONTHS_A_UNIT:
        return day, add_months(day, round(count * _MONTHS_A_UNIT[unit]))
    return day, day + dt.timedelta(days=max(1, round(count * _DAYS_A_UNIT.get(unit, 1))))


def duration(count: float | None, unit: str) -> str:
    """TIMEX duration: (3, "days") -> "P3D"; None counts as X."""
    unit = "century" if unit.startswith("centur") else unit.rstrip("s")
    factor, letter = {
        "decade": (10, "Y"),
        "century": (100, "Y"),
        "fortnight": (2, "W"),
        "quarter": (1, "Q"),
        "night": (1, "D"),
        "summer": (1, "SU"),
        "winter": (1, "WI"),
    }.get(unit, (1, UNIT_LETTER.get(unit, "D")))
    prefix = "PT" if unit in ("hour", "minute", "second") else "P"
    if count is None:
        return f"{prefix}X{'DE' if unit == 'decade' else 'CE' if unit == 'century' else letter}"
    return f"{prefix}{count * factor:g}{letter}"


@lru_cache(maxsize=1 << 14)
def interval(value: str) -> Days | None:
    """First and last day that a TIMEX value covers, or None when it stands for no such interval."""
    if len(value) == 4 and value[3] == "X" and value[:3].isdecimal():
        return dt.date(int(value[:3]) * 10, 1, 1), dt.date(int(value[:3]) * 10 + 9, 12, 31)
    match = _VALUE.match(value)
    if not match or not int(match[1]):
        return None
    year, month, day, week, weekend, quarter, season = match.groups()
    number = int(year)
    if day:
        date = dt.date(number, int(month), int(day))
        return date, date
    if month:
        return _months(number, int(month), 1)
    if week:
        first = dt.date.fromisocalendar(number, int(week), 6 if weekend else 1)
        return first, first + dt.timedelta(days=1 if weekend else 6)
    if quarter:
        return _months(number, int(quarter) * 3 - 2, 3)
    if season:
        return _months(number, SEASON_MONTH[season], 3)
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def _months(year: int, month: int, count: int) -> Days:
    first = dt.date(year, month, 1)
    return first, add_months(first, count) - dt.timedelta(days=1)


@lru_cache(maxsize=1 << 14)
def granularity(kind: str, value: str) -> str:
    """day, week, month, quarter, season, year, decade, century, time, duration, set, or vague."""
    if kind in ("DURATION", "SET"):
        return kind.lower()
    if kind == "TIME":
        return "time"
    for pattern, name in _GRAINS:
        if pattern.fullmatch(value):
            return name
    return "vague"


_GRAINS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"[\dX]{4}-\d\d-\d\d.*", "day"),
        (r"[\dX]{4}-W\d\d.*", "week"),
        (r"[\dX]{4}-\d\d", "month"),
        (r"[\dX]{4}-Q\d", "quarter"),
        (r"[\dX]{4}-(?:SP|SU|FA|WI)", "season"),
        (r"\d{4}", "year"),
        (r"\d{3}X", "decade"),
        (r"\d\dXX", "century"),
    )
)


def holiday(name: str, day: dt.date, *, back: bool, ahead: bool) -> dt.date:
    """The day of a holiday next to `day`: the nearest past one, or the next with `ahead`."""
    options = [_holiday_in(name, day.year + shift) for shift in (-1, 0, 1)]
    if ahead:
        return min(option for option in options if option >= day)
    past = [option for option in options if option < day or (option == day and not back)]
    return max(past)


def _holiday_in(name: str, year: int) -> dt.date:
    if name in _FIXED:
        return dt.date(year, *_FIXED[name])
    if name == "thanksgiving":
        first = dt.date(year, 11, 1)
        return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)
    return _easter(year)


_FIXED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
}


def _easter(year: int) -> dt.date:
    """Western Easter, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, rest = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, rest + 1)
