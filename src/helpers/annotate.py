"""Mark up an analyst's own texts: JSON lines in; places, people, quotes, figures, dates or cleaned stories out.

The same functions as in the reports, on texts that lie in no corpus folder, so that anything can be checked and scored.
Refuses: input without one usable line. A single bad line is named and skipped, never guessed at.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import importlib
import io
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from helpers import schema
from helpers.errors import DatelineError

_SURROGATE = re.compile("[\ud800-\udfff]")
#: What a record may say about its page besides the text.
_ALSO = ("title", "dateline", "source", "site")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


class AnnotateError(DatelineError):
    """The texts cannot be marked up: unknown kind, unreadable file, no usable line."""


@dataclass(frozen=True)
class Maker:
    """Who marks up one kind of thing: `module:function`, called with all records, and the columns if it goes to CSV."""

    function: str
    columns: tuple[str, ...] = ()


MAKERS: dict[str, Maker] = {
    "clean": Maker("helpers.corpus.annotate:annotate_clean"),
    "places": Maker("helpers.places.annotate:annotate_places",
                    ("doc_id", "start", "end", "name", "lat", "lon", "geonameid")),
    "people": Maker("helpers.people.annotate:annotate_people"),
    "quotes": Maker("helpers.people.annotate:annotate_quotes"),
    "figures": Maker("helpers.figures.annotate:annotate_figures"),
    "dates": Maker("helpers.figures.annotate:annotate_dates"),
}


def pages_of(records: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Records ({"id" or "doc_id", "text"[, "published" or "dct"][, "title", "dateline", "source"]}) as a `pages` table.

    The text is taken as it is, character for character, so that offsets hold in the input.
    """
    return schema.make("pages", (_page(record) for record in records))


def parse_records(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """The records of some JSON lines, each with "id" and "doc_id" as the same text, and what is wrong with the rest."""
    records: list[dict[str, Any]] = []
    bad: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            bad.append(f"line {number}: not JSON in UTF-8 ({type(error).__name__})")
            continue
        fault = _fault(record, seen)
        if fault:
            bad.append(f"line {number}: {fault}")
            continue
        name = _name(record)
        seen.add(name)
        records.append({**record, "id": name, "doc_id": name, "text": whole_text(record.get("text", ""))})
    return records, bad


def annotate(what: str, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows that `what` (a key of MAKERS) yields for the records."""
    module, _, function = _maker(what).function.partition(":")
    return getattr(importlib.import_module(module), function)(list(records))


def write_rows(what: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as the text of the output file: CSV with a header for kinds that have columns, else JSON lines."""
    columns = _maker(what).columns
    if not columns:
        return "".join(json.dumps(dict(row), ensure_ascii=False, default=_as_text) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if row.get(name) is None else row[name] for name in columns} for row in rows)
    return out.getvalue()


def annotate_file(what: str, source: Path, target: Path) -> tuple[int, int, list[str]]:
    """Mark up the JSON lines in `source` into `target`: how many records, how many rows, and the lines left out."""
    _maker(what)
    try:
        data = source.read_bytes()
    except OSError as error:
        where = f"{source} ({error.strerror})"
        raise AnnotateError("cannot read", where=where, do="Give a file of JSON lines.") from error
    records, bad = parse_records(data)
    if not records:
        first = f" ({bad[0]})" if bad else ""
        raise AnnotateError("no usable line", where=f"{source}{first}",
                            do='Each line is {"id": ..., "text": ...}, with "published" if known.')
    rows = annotate(what, records)
    _write(target, write_rows(what, rows))
    return len(records), len(rows), bad


def whole_text(text: str) -> str:
    """The text with lone surrogates, which no file can hold, as U+FFFD: one character for one, so offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def published_of(record: Mapping[str, Any]) -> dt.datetime | None:
    """When the record says it was published ("published" or "dct": ISO time, YYYY-MM-DD or YYYYMMDD), in UTC."""
    given = record.get("published") or record.get("dct")
    if not isinstance(given, str):
        return None
    try:
        time = dt.datetime.fromisoformat(given.strip())
        return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    start = _DAY.match(given.strip())
    try:
        return dt.datetime(*map(int, start.groups()), tzinfo=dt.UTC) if start else None
    except ValueError:
        return None


def _page(record: Mapping[str, Any]) -> dict[str, Any]:
    text = whole_text(record["text"])
    words = len(text.split())
    published = published_of(record)
    row = dict.fromkeys(schema.SCHEMAS["pages"].names, "")
    row |= {name: whole_text(record[name]) for name in _ALSO if isinstance(record.get(name), str)}
    return row | {
        "article_id": _name(record), "text": text, "n_words": words, "language": "en", "encoding": "utf-8",
        "published_utc": published, "updated_utc": None, "date_from": "record" if published else "",
        "text_hash": hashlib.sha256(text.encode()).hexdigest(), "kept_share": 1.0, "certainty": 1.0,
    }


def _name(record: Mapping[str, Any]) -> str:
    given = record["id"] if record.get("id") is not None else record["doc_id"]
    return whole_text(str(given))


def _fault(record: Any, seen: set[str]) -> str:
    if not isinstance(record, dict):
        return "not a JSON object"
    if record.get("id") is None and record.get("doc_id") is None:
        return "has no id"
    if not isinstance(record.get("text", record.get("html")), str):
        return "has no text"
    return "id seen before" if _name(record) in seen else ""


def _maker(what: str) -> Maker:
    if what not in MAKERS:
        raise AnnotateError("cannot annotate", where=repr(what), do="Choose one of " + ", ".join(MAKERS) + ".")
    return MAKERS[what]


def _as_text(value: Any) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def _write(target: Path, text: str) -> None:
    """Complete or not at all; a pipe or a device is written to as it is."""
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="")
            return
        waiting = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.tmp")
        try:
            waiting.write_text(text, encoding="utf-8", newline="")
            waiting.replace(target)
        finally:
            waiting.unlink(missing_ok=True)
    except OSError as error:
        where = f"{target} ({error.strerror})"
        raise AnnotateError("cannot write", where=where, do="Name a file you may write.") from error
