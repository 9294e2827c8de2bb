"""Dates and times as pages, addresses and file names print them, as moments in UTC.

    find_stamps("Mar 16, 2022, 5:59 AM | Updated: Dec 14, 2022, 12:39 pm")  →  two stamps, the second marked updated

A named zone or an offset counts; a time without one is taken as UTC, a day without a time as its midnight. Months are
read in the larger European languages. Refuses: days that do not exist, years outside 1900 to 2100, two-digit years, and
05/01/2024, of which nobody knows whether it is May or January unless its weekday, its zone or its page tells; it is
found, and marked ambiguous.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from helpers.corpus.months import month_of
from helpers.corpus.zones import AMERICAN, EUROPEAN, offset_of

FIRST_YEAR, LAST_YEAR = 1900, 2100

_ENGLISH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?(?:\s?Uhr)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>Z\b|[+-]\d\d:?\d\d\b|(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{2,4}\b))?"
    r"|(?P<hour2>\d{1,2})\s?(?P<half2>[ap]\.?m\b\.?)(?:\s(?P<zone2>[A-Z]{2,4})\b)?"
)
#: A year; text dumps run the hour, or the time that reading takes, into it ("20242:05 PM", "20245 min read").
_YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d(?!\d?(?:\s?min|:\d\d)))"
_DAYS = (
    ("iso", rf"(?<!\d){_YEAR}\s?[-/.年년]\s?(?P<month>\d\d?)\s?[-/.月월]\s?(?P<day>\d\d?)(?!\d)"),
    (
        "month-day-year",
        rf"(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))(?P<name>{_ENGLISH})\.?,?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
    ),
    (
        "day-month-year",
        r"(?<!\d)(?P<day>\d{1,2})(?:st\b|nd\b|rd\b|th\b|er\b|\.|º|°)?(?:\s(?:of|de)\b)?(?:[\s-]|(?<=\.))"
        rf"(?P<name>[^\W\d_]{{3,12}})\.?,?(?:\s(?:de|del)\b)?[\s-]{_YEAR}",
    ),
    ("numbers", rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<mark>[/.-])\s?(?P<second_>\d{{1,2}})(?P=mark)\s?{_YEAR}"),
)
_DAY_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _DAYS)
_HAS_YEAR = re.compile(r"(?:19|20|21)\d\d")
_TIME_AFTER = re.compile(
    rf"^(?:T|,?\s?(?:at|um|à|às|a las|alle|ore|kl\.?|om|o godz\.|[|•·–—@/-])?\s*)(?:{_TIME})", re.I
)
_TIME_BEFORE = re.compile(
    rf"(?:{_TIME})\)?\s*(?:,|on|\||•|·|–|—|-|/)?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?$",
    re.I,
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s*$", re.I)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UPDATED = re.compile(
    r"(?:(?:\b|(?<=\d))(?:updated?|modified|edited|revised|corrected|changed|last reviewed|current as of|aktualisiert"
    r"|stand|geändert|mis à jour|modifié"
    r"|actualizado|actualización|aggiornato|atualizado|bijgewerkt|gewijzigd|uppdaterad"
    r"|opdateret|oppdatert|aktualizacja)|[a-z]{3}updated)[^.\n]{0,30}$",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first|original(?:ly)?|uploaded|released?|issued|filed|submitted|post time|date\b"
    r"|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|geplaatst|publicerad|publiceret|publisert"
    r"|opublikowano|data publikacji)[^.\n]{0,30}$",
    re.I,
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T(\d\d)(\d\d)(\d\d)?Z?)?(?!\d)")
_SLUG = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]([01]?\d)[-_/.]([0-3]?\d)(?!\d)(?:[T_ -](\d\d)[:h-]?(\d\d)(?!\d))?")


@dataclass(frozen=True)
class Stamp:
    """A moment read at text[start:end]. `utc`: in UTC; `offset`: minutes east of it, as printed (0 if not); `role`:
    published, updated or empty; `timed`: whether a time stood with it; `order`: how the day was written (`dm` or `md`
    for numbers, known or settled); `ambiguous`: day and month may be exchanged."""

    start: int
    end: int
    utc: dt.datetime
    role: str = ""
    timed: bool = False
    order: str = ""
    ambiguous: bool = False
    offset: int = 0

    @property
    def local(self) -> dt.datetime:
        """The moment in the zone in which it was printed."""
        return self.utc.astimezone(dt.timezone(dt.timedelta(minutes=self.offset))) if self.offset else self.utc


def find_stamps(text: str) -> list[Stamp]:
    """The dates in a line, in order; a date's time may stand before or after it."""
    found: list[Stamp] = []
    text = text[:2000]
    if not _HAS_YEAR.search(text):
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


def settle(
    stamps: Sequence[Stamp], *, order: str = "", others: Callable[[], Sequence[Stamp]] = tuple
) -> list[Stamp]:  # fmt: skip
    """Ambiguous dates read as the other dates of the page are written, where these agree, or as one that the page
    spells out; else in the `order` (`dm` or `md`) of its language, if given; else left ambiguous. `others`: gives more
    dates of the page, asked for only if needed."""
    if not any(one.ambiguous for one in stamps):
        return list(stamps)
    for known in (stamps, others()):
        orders = {one.order for one in known if one.order and not one.ambiguous}
        told = orders.pop() if len(orders) == 1 else ""
        spelt = {one.utc.date() for one in known if not one.ambiguous}
        stamps = [_settled(one, _order(one, spelt) or told) if one.ambiguous else one for one in stamps]
    return [_settled(one, order) if one.ambiguous else one for one in stamps]


def _order(one: Stamp, spelt: set[dt.date]) -> str:
    """How an ambiguous date (read as month, day) is meant, by a date that its page spells out."""
    day = one.utc.date()
    as_is, other = day in spelt, day.replace(month=day.day, day=day.month) in spelt
    return ("md" if as_is else "dm") if as_is != other else ""


def _settled(one: Stamp, order: str) -> Stamp:
    if not order:
        return one
    utc = one.utc.replace(month=one.utc.day, day=one.utc.month) if order == "dm" else one.utc
    return replace(one, utc=utc, order=order, ambiguous=False)


def _stamp(text: str, match: re.Match, how: str) -> Stamp | None:
    part = match.groupdict()
    year, order, ambiguous = int(part["year"]), "", False
    start, end = match.span()
    if how == "numbers":
        a, b = int(part["first"]), int(part["second_"])
        if part["mark"] == "." or a > 12:
            month, day, order = b, a, "dm"
        elif b > 12:
            month, day, order = a, b, "md"
        else:
            month, day, order, ambiguous = a, b, "", a != b
    else:
        month = month_of(part["name"]) if part.get("name") else int(part["month"])
        day = int(part["day"])
    after = _TIME_AFTER.match(text[end : end + 40])
    before = None if after else _TIME_BEFORE.search(text[max(0, start - 40) : start])
    time, zone = _time(after or before)
    if ambiguous:
        order = _weekday_order(text[max(0, start - 14) : start], year, month, day) or _zone_order(zone)
        if order:
            month, day, ambiguous = (month, day, False) if order == "md" else (day, month, False)
    if after and time:
        end += after.end()
    elif before and time:
        start = max(0, start - 40) + before.start()
    local = _moment(year, month, day, *(time or ()))
    if local is None:
        return None
    offset = offset_of(zone, local) if time else 0
    return Stamp(start, end, local - dt.timedelta(minutes=offset), "", time is not None, order, ambiguous, offset)


def _weekday_order(before: str, year: int, month: int, day: int) -> str:
    """Which of the two readings of a date falls on the weekday before it."""
    found = _WEEKDAY.search(before)
    if not found:
        return ""
    wanted = _WEEKDAYS.index(found[1].lower())
    fits = [dt.date(year, a, b).weekday() == wanted for a, b in ((month, day), (day, month))]
    return ("md" if fits[0] else "dm") if fits[0] != fits[1] else ""


def _zone_order(zone: str) -> str:
    """The order of day and month where a named zone is in use."""
    return "md" if zone in AMERICAN else "dm" if zone in EUROPEAN else ""


def _time(match: re.Match | None) -> tuple[tuple[int, int, int] | None, str]:
    """Hour, minute, second (None if the clock cannot show it), and the zone in lower case."""
    if match is None:
        return None, ""
    part = match.groupdict()
    hour = int(part["hour"] or part["hour2"])
    half = (part["half"] or part["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None, ""
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    minute, second = int(part["minute"] or 0), int(part["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None, ""
    return (hour, minute, second), (part["zone"] or part["zone2"] or "").lower()


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> dt.datetime | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        return None


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
        out.append(replace(one, role=role))
        edge = one.end
    return out
