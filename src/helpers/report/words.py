"""Numbers, days and lists in words: grammatical for none, one and many, and no more exact than the count allows.

    count(1, "article") -> "1 article"      listing(["a", "b", "c"]) -> "a, b and c"      share(0.123) -> "12%"
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers.report import escape
from helpers.report.show import Shown

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
#: Characters shown of a text of somebody else, at most: short quotations, because texts belong to others.
EXCERPT = 420
_ES = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


class Sentence(Shown):
    """A computed sentence, shown as a paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text

    def html(self) -> str:
        return f'<p class="dl-say">{escape.text(self.text)}</p>' if self.text else ""

    def plain(self) -> str:
        return escape.visible(self.text)

    def __str__(self) -> str:
        return self.text


def say(text: str) -> Sentence:
    """Show a computed sentence. It is plain text: markup in it is shown, not obeyed."""
    return Sentence(str(text))


def large(value: float) -> str:
    """A number as news writes it: 3 million, 1.25 billion, 2,300."""
    for scale, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{number(round(value / scale, 3))} {name}"
    return number(value)


def number(value: Any) -> str:
    """12345 -> "12,345"; 0.25 -> "0.25"; 3.0 -> "3"; missing -> "unknown"."""
    if missing(value):
        return "unknown"
    value = float(value)
    if math.isinf(value):
        return "infinite"
    if value == round(value):
        return f"{round(value):,}".replace("-", "\N{MINUS SIGN}")
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    rounded = f"{value:,.{digits}f}"
    if float(rounded.replace(",", "")) == 0:
        rounded = f"{value:.2g}"
    rounded = rounded.rstrip("0").rstrip(".") if "." in rounded and "e" not in rounded else rounded
    return rounded.replace("-", "\N{MINUS SIGN}")


def count(n: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun: "no articles", "1 article", "2 articles"."""
    many = plural or _plural(noun)
    if n == 0:
        return f"no {many}"
    return f"{number(n)} {noun if n == 1 else many}"


def listing(items: Iterable[Any], *, limit: int | None = None, last: str = "and") -> str:
    """["a", "b", "c"] -> "a, b and c"; with `limit`, the first of them "and 4 more"."""
    names = [str(item) for item in items]
    if limit is not None and len(names) > limit:
        names = [*names[:limit], f"{number(len(names) - limit)} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def excerpt(text: str) -> str:
    """The text, where it is longer than `EXCERPT` its beginning up to a space, with "…"."""
    if len(text) <= EXCERPT:
        return text
    cut = text[: EXCERPT - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > EXCERPT // 2 else cut}\N{HORIZONTAL ELLIPSIS}"


def day(value: Any) -> str:
    """A date as "16 March 2022"; missing -> "an unknown day"."""
    if missing(value):
        return "an unknown day"
    found = _as_date(value)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def short_day(value: Any) -> str:
    """A date as "16 Mar 2022", for tables and labels; missing -> an empty text."""
    if missing(value):
        return ""
    found = _as_date(value)
    return f"{found.day} {MONTHS[found.month - 1][:3]} {found.year}"


def period(first: Any, last: Any) -> str:
    """Two days as "16 March 2022", "1 to 16 March 2022" or "28 February to 16 March 2022"."""
    if missing(first) or missing(last):
        return "an unknown period" if missing(first) and missing(last) else day(first if missing(last) else last)
    a, b = _as_date(first), _as_date(last)
    if a == b:
        return day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day} to {day(b)}"
    if a.year == b.year:
        return f"{a.day} {MONTHS[a.month - 1]} to {day(b)}"
    return f"{day(a)} to {day(b)}"


def short_period(first: Any, last: Any) -> str:
    """Two days as "16 Mar 2022", "1\u201316 Mar 2022" or "28 Feb \u2013 16 Mar 2022", for labels."""
    a, b = _as_date(first), _as_date(last)
    if a == b:
        return short_day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}\N{EN DASH}{short_day(b)}"
    begin = short_day(a).removesuffix(f" {b.year}")
    return f"{begin} \N{EN DASH} {short_day(b)}"


def when(span: tuple[Any, Any] | None) -> str:
    """A period as `Context.period` gives it, in words; "undated" for none."""
    return period(*span) if span else "undated"


def share(value: Any) -> str:
    """A share from 0 to 1 in whole per cent; "less than 1%", "more than 99%" where rounding would say none or all."""
    if missing(value):
        return "an unknown share"
    value = float(value)
    if 0 < value < 0.01:
        return "less than 1%"
    if 0.99 < value < 1:
        return "more than 99%"
    return f"{math.floor(value * 100 + 0.5):,}%"


def missing(value: Any) -> bool:
    """Whether a single value stands for nothing: None, NaN, NaT, NA."""
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _as_date(value: Any) -> dt.date:
    return value if type(value) is dt.date else pd.Timestamp(value).date()


def _plural(noun: str) -> str:
    if noun.endswith(_ES):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"
