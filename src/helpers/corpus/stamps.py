"""Dates and times as pages, addresses and file names print them, as moments in UTC.

    find_stamps("Mar 16, 2022, 5:59 AM | Updated: Dec 14, 2022, 12:39 pm")  →  two stamps, the second marked updated

A time without a zone is taken as UTC, a day without a time as its midnight. Refuses: days that do not exist, years
outside 1900 to 2100, two-digit years, and 05/01/2024, of which nobody knows whether it is May or January; it is found,
and marked ambiguous.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from helpers.corpus.signs import MONTH

FIRST_YEAR, LAST_YEAR = 1900, 2100

_NUMBER = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420,
    "pst": -480, "pdt": -420, "pt": -480, "aest": 600, "aedt": 660, "ist": 330, "jst": 540, "sgt": 480, "hkt": 480,
}  # fmt: skip
_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>Z\b|[+-]\d\d:?\d\d\b|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{2,4}\b))?"
    r"|(?P<hour2>\d{1,2})\s?(?P<half2>[ap]\.?m\b\.?)(?:\s(?P<zone2>[A-Z]{2,4})\b)?"
)
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAYS = (
    ("iso", rf"(?<!\d){_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)"),
    (
        "month-day-year",
        rf"(?:(?<![a-z])|(?<=ed)(?=[A-Z]))(?P<name>{MONTH})\.?,?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
    ),
    ("day-month-year", rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<name>{MONTH})\.?,?[\s-]{_YEAR}"),
    ("numbers", rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second_>\d{{1,2}})(?P=mark){_YEAR}"),
)
_DAY_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _DAYS)
_TIME_AFTER = re.compile(rf"^(?:T|,?\s?(?:at|[|•·–—@/-])?\s*)(?:{_TIME})", re.I)
_TIME_BEFORE = re.compile(
    rf"(?:{_TIME})\s*(?:,|on|\||•|·|–|—|-|/)?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?$",
    re.I,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited|revised|corrected|changed|last reviewed)[^.\n]{0,30}$", re.I)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first|original(?:ly)?|uploaded|released?|issued|filed|date\b)[^.\n]{0,30}$",
    re.I,
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T(\d\d)(\d\d)(\d\d)?Z?)?(?!\d)")
_SLUG = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]([01]?\d)[-_/.]([0-3]?\d)(?!\d)(?:[T_ -](\d\d)[:h-]?(\d\d)(?!\d))?")


@dataclass(frozen=True)
class Stamp:
    """A moment read at text[start:end]. `role`: published, updated or empty; `timed`: whether a time stood with it;
    `order`: how the day was written (`dm` or `md` for numbers, known or settled); `ambiguous`: day and month may be
    exchanged."""

    start: int
    end: int
    utc: dt.datetime
    role: str = ""
    timed: bool = False
    order: str = ""
    ambiguous: bool = False


def find_stamps(text: str) -> list[Stamp]:
    """The dates in a line, in order; a date's time may stand before or after it."""
    found: list[Stamp] = []
    text = text[:2000]
    if not any(char.isdigit() for char in text):
        return []
    for name, pattern in _DAY_PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            stamp = _stamp(text, match, name)
            if stamp:
                found.append(stamp)
    found.sort(key=lambda one: one.start)
    return _with_roles(text, found)


def stamp_in_name(name: str) -> dt.datetime | None:
    """The moment that a file name or an address tells: 20220214T193000Z_…, 2031-04-12-slug, /2022/03/16/."""
    for pattern in (_COMPACT, _SLUG):
        for match in pattern.finditer(name[:1000]):
            year, month, day, *time = (int(part) if part else 0 for part in match.groups())
            moment = _moment(year, month, day, *time[:3])
            if moment:
                return moment
    return None


def settle(stamps: list[Stamp]) -> list[Stamp]:
    """Ambiguous dates read as the other dates of the page are written, where these agree; else left ambiguous."""
    orders = {one.order for one in stamps if one.order and not one.ambiguous}
    if len(orders) != 1 or not any(one.ambiguous for one in stamps):
        return stamps
    swap = orders == {"dm"}
    return [_settled(one, swap) if one.ambiguous else one for one in stamps]


def _settled(one: Stamp, swap: bool) -> Stamp:
    utc = one.utc.replace(month=one.utc.day, day=one.utc.month) if swap else one.utc
    return Stamp(one.start, one.end, utc, one.role, one.timed, "dm" if swap else "md", False)


def _stamp(text: str, match: re.Match, how: str) -> Stamp | None:
    part = match.groupdict()
    year, order, ambiguous = int(part["year"]), "", False
    if how == "numbers":
        a, b = int(part["first"]), int(part["second_"])
        if part["mark"] == "." or a > 12:
            month, day, order = b, a, "dm"
        elif b > 12:
            month, day, order = a, b, "md"
        else:
            month, day, order, ambiguous = a, b, "", a != b
    else:
        month = _NUMBER[part["name"][:3].lower()] if part.get("name") else int(part["month"])
        day = int(part["day"])
    start, end = match.span()
    after = _TIME_AFTER.match(text[end : end + 40])
    before = None if after else _TIME_BEFORE.search(text[max(0, start - 40) : start])
    time = _time(after or before)
    if after and time:
        end += after.end()
    elif before and time:
        start = max(0, start - 40) + before.start()
    hour, minute, second, offset = time or (0, 0, 0, 0)
    moment = _moment(year, month, day, hour, minute, second, offset)
    return Stamp(start, end, moment, "", time is not None, order, ambiguous) if moment else None


def _time(match: re.Match | None) -> tuple[int, int, int, int] | None:
    """Hour, minute, second and minutes east of UTC; None if the clock cannot show it."""
    if match is None:
        return None
    part = match.groupdict()
    hour = int(part["hour"] or part["hour2"])
    half = (part["half"] or part["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    minute, second = int(part["minute"] or 0), int(part["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour, minute, second, _offset((part["zone"] or part["zone2"] or "").lower())


def _offset(zone: str) -> int:
    zone = re.sub(r"^(?:utc|gmt)(?=[+-])", "", zone)
    if zone[:1] in "+-" and zone:
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:4] or 0)
        return (-minutes if zone[0] == "-" else minutes) if minutes <= 14 * 60 else 0
    return _ZONES.get(zone, 0)


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, offset: int = 0
) -> dt.datetime | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        local = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        return None
    return local - dt.timedelta(minutes=offset)


def _with_roles(text: str, found: list[Stamp]) -> list[Stamp]:
    """Each stamp's role by the words between it and the stamp before."""
    out, edge = [], 0
    for one in found:
        before = text[max(edge, one.start - 60) : one.start]
        updated, published = _UPDATED.search(before), _PUBLISHED.search(before)
        role = ""
        if updated and (not published or updated.start() > published.start()):
            role = "updated"
        elif published:
            role = "published"
        out.append(Stamp(one.start, one.end, one.utc, role, one.timed, one.order, one.ambiguous))
        edge = one.end
    return out
