"""Table: rows that can be read, sorted, filtered, checked and taken away.

Every cell is escaped, and cut where it is long; numbers stand right, with thousands separators; the CSV holds all rows,
even beyond `limit`, and whole cells.
Refuses: columns that the frame does not have.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from helpers.errors import ParameterError
from helpers.report import escape, words
from helpers.report.export import csv_link
from helpers.report.show import Shown

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
_NOTHING = "\N{EN DASH}"
#: A column that holds a text of more characters is not made as narrow as its longest word on a phone.
_LONG = 36
#: The class of the cells of a column of numbers.
_NUMBERS = ' class="dl-n"'
#: The class of the head of a column of long texts; its cells follow.
_ROOMY = ' class="dl-long"'
#: From this many columns on a table may leave the text column.
_MANY_COLUMNS = 7
#: Rows shown of a bare DataFrame.
_MOST_OF_A_FRAME = 20


class Table(Shown):
    """A table of a report. `columns`: column -> heading, in order (default: all); `links`: column -> column that
    holds its addresses (`#ev-…` or http); `limit`: rows shown, the rest are in the CSV; `csv_only`: columns that only
    the CSV holds; `note`: a line below; `wide`: it may leave the text column."""

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        id: str,
        caption: str,
        columns: Mapping[str, str] | None = None,
        links: Mapping[str, str] | None = None,
        note: str = "",
        limit: int | None = None,
        csv_only: Collection[str] = (),
        wide: bool = False,
    ) -> None:
        self.columns = dict(columns) if columns is not None else {name: str(name) for name in frame.columns}
        self.links = dict(links or {})
        unknown = [str(name) for name in (*self.columns, *self.links.values()) if name not in frame.columns]
        if unknown:
            known = ", ".join(str(name) for name in frame.columns)
            raise ParameterError("table has no such column", where=", ".join(unknown), do=f"It has: {known}.")
        if not escape.is_id(id):
            raise ParameterError("not an id", where=repr(id), do="Use letters, digits and hyphens, a letter first.")
        self._shown = {name: heading for name, heading in self.columns.items() if name not in csv_only}
        self.frame, self.id, self.caption, self.note, self.limit = frame, id, caption, note, limit
        self.wide = wide or len(self._shown) >= _MANY_COLUMNS

    @property
    def data(self) -> pd.DataFrame:
        """All rows under their headings: what the CSV holds."""
        return self.frame[list(self.columns)].rename(columns=self.columns)

    def html(self) -> str:
        shown = self.frame if self.limit is None else self.frame.head(self.limit)
        if self.frame.empty:
            return (
                f'<div class="dl-table" id="{self.id}"><p class="dl-title">{escape.text(self.caption)}</p>'
                f'<p class="dl-none">No rows.</p></div>'
            )
        hidden = len(self.frame) - len(shown)
        notes = [escape.text(self.note)] if self.note else []
        if hidden:
            counted = f"{words.number(len(shown))} of {words.count(len(self.frame), 'row')} shown"
            notes.append(f"{counted}; all are in the CSV.")
        if len(self._shown) < len(self.columns):
            only = [heading for name, heading in self.columns.items() if name not in self._shown]
            notes.append(f"In the CSV only: {escape.text(words.listing(only))}.")
        if any(isinstance(cell, str) and len(cell) > words.EXCERPT for name in self._shown for cell in shown[name]):
            notes.append(f"Texts are cut after {words.EXCERPT} characters; the CSV holds them whole.")
        notes.append(csv_link(self.data, self.id))
        return (
            f'<div class="dl-table{" dl-leaves" if self.wide else ""}" id="{self.id}">'
            f'<p class="dl-title" aria-hidden="true">{escape.text(self.caption)}</p>'
            f'<div class="dl-scroll" tabindex="0" role="region" aria-label="{escape.attribute(self.caption)}">'
            f'<table><caption class="dl-unseen">{escape.text(self.caption)}</caption>'
            f"{table_body(shown, self._shown, self.links)}</table></div>"
            f'<p class="dl-note">{" ".join(notes)}</p></div>'
        )

    def plain(self) -> str:
        shown = self.data if self.limit is None else self.data.head(self.limit)
        return escape.visible(f"{self.caption}\n{shown.to_string(index=False)}")


def show_frames(formatter: Any) -> None:
    """Let a notebook show a DataFrame as a small table of the house instead of pandas' own. `formatter`: IPython's
    formatter of text/html."""
    formatter.for_type(pd.DataFrame, _frame)


def _frame(frame: pd.DataFrame) -> str:
    shown = frame.head(_MOST_OF_A_FRAME)
    rest = len(frame) - len(shown)
    note = f'<p class="dl-note">{words.count(len(frame), "row")}; the first {len(shown)} are shown.</p>' if rest else ""
    columns = {name: str(name).replace("_", " ") for name in shown.columns}
    return (
        '<div class="dl-look"><div class="dl-scroll dl-raw" tabindex="0" role="group" aria-label="A few rows">'
        f'<table><caption class="dl-unseen">A few rows</caption>{table_body(shown, columns)}</table></div>{note}</div>'
    )


def table_body(frame: pd.DataFrame, columns: Mapping[str, str], links: Mapping[str, str] | None = None) -> str:
    """`<thead>` and `<tbody>` of the frame's columns; the first column heads its rows."""
    links = links or {}
    kinds = {name: _kind(frame[name]) for name in columns}
    head = "".join(f'<th scope="col"{kinds[name]}>{escape.text(heading)}</th>' for name, heading in columns.items())
    cells = [
        _cells(frame[name], frame[links[name]] if name in links else None, kind.replace(_ROOMY, ""), position == 0)
        for position, (name, kind) in enumerate(kinds.items())
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells))
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def _cells(column: pd.Series, targets: pd.Series | None, kind: str, is_head: bool) -> list[str]:
    """The cells of one column. Its fractions all get as many decimals as the one that needs most."""
    tag, scope = ("th", ' scope="row"') if is_head else ("td", "")
    values = column.tolist()
    decimals = max((_decimals(value) for value in values), default=0) if kind == _NUMBERS else 0
    found = []
    for value, target in zip(values, targets.tolist() if targets is not None else [None] * len(values)):
        shown = f"{value:,.{decimals}f}" if decimals and not words.missing(value) else _shown(value)
        shown = shown.replace("-", "\N{MINUS SIGN}") if decimals else shown
        inside = escape.text(shown) if target is None else escape.link(target, shown)
        key = _sort_key(value, shown)
        direction = ' dir="auto"' if isinstance(value, str) and not value.isascii() else ""
        sort = f' data-sort="{escape.attribute(key)}"' if key else ""
        found.append(f"<{tag}{scope}{kind}{direction}{sort}>{inside}</{tag}>")
    return found


def _sort_key(value: Any, shown: str) -> str:
    """What to sort a cell by, where that is not what one reads."""
    if words.missing(value) or isinstance(value, bool | str | list | tuple | set):
        return ""
    if isinstance(value, pd.Timestamp | dt.date):
        return value.isoformat()[:10]
    key = f"{value:.12g}" if isinstance(value, int | float) else ""
    return key if key != shown else ""


def _decimals(value: Any) -> int:
    """Decimals that `words.number` would write."""
    if not isinstance(value, float) or words.missing(value) or value.is_integer() or abs(value) < 0.01:
        return 0
    return len(words.number(value).partition(".")[2])


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple | set):
        parts = sorted(value, key=str) if isinstance(value, set) else value
        return ", ".join(str(part) for part in parts) or _NOTHING
    if words.missing(value):
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp | dt.date):
        return words.short_day(value)
    if isinstance(value, int | float):
        return words.number(value)
    return words.excerpt(str(value)) if str(value).strip() else _NOTHING


def _kind(column: pd.Series) -> str:
    """The class attribute of a column's cells: numbers stand right, dates are not broken, long texts have room."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return _NUMBERS
    filled = column.dropna()
    if len(filled) and filled.map(_is_day).all():
        return ' class="dl-d"'
    if any(isinstance(value, str) and len(value) > _LONG for value in filled):
        return _ROOMY
    return ""


def _is_day(value: Any) -> bool:
    return isinstance(value, pd.Timestamp | dt.date) or (isinstance(value, str) and bool(_DAY.fullmatch(value)))
