"""Tables as CSV inside the page: text that a spreadsheet would run is made harmless, numbers stay numbers."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import re
from typing import Any

import pandas as pd

from helpers.report import escape
from helpers.report.words import missing

#: What spreadsheets take for the start of a formula, also in full width (which some of them fold), after white space.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"\s*[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?%?\s*")


def harmless(value: Any) -> Any:
    """The value as it may stand in a CSV cell; a text that begins like a formula gets an apostrophe before it."""
    if missing(value):
        return ""
    if isinstance(value, pd.Timestamp | dt.datetime):
        return value.date().isoformat() if value == value.replace(hour=0, minute=0, second=0, microsecond=0) else (
            value.isoformat())
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, list | tuple | set):
        value = "; ".join(str(part) for part in (sorted(value) if isinstance(value, set) else value))
    if not isinstance(value, str):
        return value
    value = value.encode("utf-8", "replace").decode().replace("\0", "")
    return "'" + value if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def to_csv(frame: pd.DataFrame) -> str:
    """The frame as CSV (UTF-8, comma, CRLF, a header line), every cell `harmless`."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(str(column)) for column in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([harmless(value) for value in row])
    return out.getvalue()


def csv_link(frame: pd.DataFrame, name: str, *, label: str = "CSV") -> str:
    """A link that saves the frame as `name`.csv; the data lie in the link itself."""
    data = base64.b64encode(("\ufeff" + to_csv(frame)).encode()).decode()
    return (
        f'<a class="dl-csv" download="{escape.attribute(name)}.csv" href="data:text/csv;charset=utf-8;base64,{data}"'
        f' aria-label="Save the data as {escape.attribute(name)}.csv">{escape.text(label)}</a>'
    )
