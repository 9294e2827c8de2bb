"""Tables as CSV: inside the page, where a link saves them, and as files beside it. Text that a spreadsheet would run is
made harmless, numbers stay numbers. A long table is packed (gzip), so that a page of it stays small."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import gzip
import io
import re
from typing import Any

import pandas as pd

from helpers.report import escape
from helpers.report.words import missing

#: What spreadsheets take for the start of a formula, also in full width (which some of them fold), after white space.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
#: A CSV of more bytes is packed in the page; in the run's folder it is not.
_MOST_PLAIN = 16_000
PLAIN, PACKED = "data:text/csv;charset=utf-8;base64,", "data:application/gzip;base64,"
_SAVED = re.compile(rf' download="([^"]+)" href="({re.escape(PLAIN)}|{re.escape(PACKED)})([A-Za-z0-9+/=]*)"')
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
    """A link that saves the frame as `name`.csv, packed as `name`.csv.gz where it is long; the data lie in the link
    itself. The page's script unpacks what it saves."""
    data = csv_bytes(frame)
    packed = len(data) > _MOST_PLAIN
    kind, ending = (PACKED, ".csv.gz") if packed else (PLAIN, ".csv")
    held = pack(data) if packed else base64.b64encode(data).decode()
    name = escape.attribute(name)
    return (
        f'<a class="dl-csv" download="{name}{ending}" href="{kind}{held}"'
        f' aria-label="Save the data as {name}.csv">{escape.text(label)}</a>'
    )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as a CSV file: `to_csv` in UTF-8 with the mark by which spreadsheets know it."""
    return ("\ufeff" + to_csv(frame)).encode()


def pack(data: bytes) -> str:
    """Bytes as gzip in base64, the same each time."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def unpack(held: str) -> bytes:
    """What `pack` packed."""
    return gzip.decompress(base64.b64decode(held))


def saved(html: str) -> dict[str, bytes]:
    """The CSV files that a page's links hold, by name, unpacked."""
    return {
        name.removesuffix(".gz"): base64.b64decode(held) if kind == PLAIN else unpack(held)
        for name, kind, held in _SAVED.findall(html)
    }
