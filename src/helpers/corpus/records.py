"""The pages of one part of the corpus: a text dump, an HTML page, or the records of a JSONL, CSV, Parquet, feed or WARC
file.

Refuses nothing aloud: what cannot be read comes back as `NotRead` with the reason in plain words.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.corpus.columns import COLUMNS, to_fields
from helpers.corpus.decode import decode, not_text, tidy
from helpers.corpus.delimited import read_csv
from helpers.corpus.feeds import read_feed
from helpers.corpus.location import is_url, leads_out
from helpers.corpus.shards import MAX_PAGE_BYTES, Part
from helpers.corpus.streams import Refused, lines_of, open_part, read_page
from helpers.corpus.warc import read_warc
from helpers.errors import CorpusError

_MARKUP = re.compile(r"<(?:p|div|br|html|body|article|h[1-6])\b[^<>]{0,200}>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)
# NaN and Infinity are no values; controls within texts are let through, and taken out later.
_JSON = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
_BLANK = b"\0 \t\r\n\xef\xbb\xbf"
_TOO_LARGE = f"larger than {MAX_PAGE_BYTES >> 20} MB"

Row = tuple[int, dict[str, Any] | str, str]


@dataclass(frozen=True)
class Page:
    """A page as read. `path`: of its file, and for a record `#` and its own id or else its number; `kind`: dump, html
    or record; `fields`: those of a record, facts under our names (see columns.py)."""

    path: str
    kind: str
    text: str
    encoding: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NotRead:
    """What could not be read, and why."""

    path: str
    reason: str


def read_pages(root: str, part: Part) -> Iterator[Page | NotRead]:
    """The pages of a part of the corpus at `root`, in order."""
    shown = part.name.encode("utf-8", "replace").decode("utf-8")
    if part.why:
        yield NotRead(shown, part.why)
        return
    place = part.place or part.name
    if not is_url(root) and not is_url(place) and not place.startswith("/") and leads_out(root, place):
        yield NotRead(shown, "a link that leads out of the folder, or nowhere")
        return
    try:
        yield from _READERS[part.how](root, part, shown)
    except Refused as refused:
        yield NotRead(shown, str(refused))
    except CorpusError as error:
        yield NotRead(shown, str(error))
    except (OSError, EOFError) as error:
        yield NotRead(shown, f"cannot be opened: {getattr(error, 'strerror', None) or type(error).__name__}")


def first_text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of some fields that holds text, tidied; lists of texts are joined, objects give their name. Empty
    without one."""
    for name in names:
        value = _plain(fields.get(name), "\n\n" if name == "text" else ", ")
        if value.strip():
            value = tidy(value).strip()
            return (
                tidy(_ENTITY.sub(_character, value)) if "&" in value and not _MARKUP.search(value[:20_000]) else value
            )
    return ""


def _plain(value: Any, between: str) -> str:
    if isinstance(value, list):
        return between.join(filter(None, (_plain(part, between) for part in value[:10_000])))
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "value", "#text") if isinstance(value.get(key), str)), "")
    return value if isinstance(value, str) else ""


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _one_page(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    with open_part(root, part) as stream:
        data = read_page(stream)
    other = not_text(data)
    if other:
        yield NotRead(shown, f"not text but {other}")
        return
    text, encoding = decode(data)
    if text.strip():
        yield Page(shown, part.how, text, encoding)
    else:
        yield NotRead(shown, "the file holds no text" if data else "the file is empty")


def _feed(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    with open_part(root, part) as stream:
        data = read_page(stream)
    yield from _records(read_feed(data), part, shown)


def _csv(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    yield from _records(read_csv(root, part), part, shown)


def _parquet(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    from helpers.corpus.parquet import read_parquet  # here, so that a look at a folder does not wait for pyarrow

    yield from _records(read_parquet(root, part), part, shown)


def _lines(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    yield from _records(_json_rows(root, part), part, shown)


def _warc(root: str, part: Part, shown: str) -> Iterator[Page | NotRead]:
    packed = part.name.lower().endswith(".gz")
    place, same = -1, 0
    with open_part(root, part) as stream:
        stop = -1 if part.whole else part.stop
        for found in read_warc(stream, start=part.start, stop=stop, packed=packed):
            # All records of a file that is packed as a whole begin at the same place.
            place, same = found[0], same + 1 if found[0] == place else 0
            path = f"{shown}#{place}" + (f"+{same}" if same else "")
            yield NotRead(path, found[1]) if len(found) == 2 else _saved(path, *found[1:])
    if place < 0 and part.whole:
        yield NotRead(shown, "no pages in the archive")


def _saved(path: str, kind: str, data: bytes, stated: str, fields: dict[str, Any]) -> Page | NotRead:
    other = not_text(data)
    text, encoding = ("", "") if other else decode(data, declared=stated)
    if text.strip():
        return Page(path, kind, text, encoding, fields)
    return NotRead(path, f"not text but {other}" if other else "the page holds no text")


_READERS = {
    "dump": _one_page, "html": _one_page, "feed": _feed, "lines": _lines, "csv": _csv, "parquet": _parquet,
    "warc": _warc,
}  # fmt: skip


def _json_rows(root: str, part: Part) -> Iterator[Row]:
    """The lines of a JSONL file that begin in the part: number (or, where nobody counted, minus the byte where it
    begins), object or why there is none, encoding."""
    with open_part(root, part) as stream:
        at, number = part.start, part.first
        if part.start and not part.first:
            at += _to_next_line(stream, root, part)
        for line, length in lines_of(stream):
            if not part.wraps and 0 <= part.stop <= at:
                return
            if line.strip(_BLANK) or length > MAX_PAGE_BYTES:
                record, encoding = _object(line) if line else (_TOO_LARGE, "")
                yield number or -at, record, encoding
            at += length
            number += bool(number)


def _to_next_line(stream: Any, root: str, part: Part) -> int:
    """Go to the first line that begins at or after the part's start, by how many bytes."""
    stream.seek(part.start - 1)
    return next((length for _, length in lines_of(stream)), 1) - 1


def _object(line: bytes) -> tuple[dict[str, Any] | str, str]:
    try:
        text, encoding = line.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = decode(line)
    try:
        record = _JSON.decode(text.strip("\0 \t\r\n"))
    except (ValueError, RecursionError) as error:
        return f"not JSON: {getattr(error, 'msg', 'cannot be parsed')}", ""
    return (record, encoding) if isinstance(record, dict) else ("not a JSON object", "")


def _records(rows: Iterator[Row], part: Part, shown: str) -> Iterator[Page | NotRead]:
    """Rows as pages. A record is named by its own id; by its number too where the file has other parts, in which the
    same id may stand again."""
    seen: set[str] = set()
    empty = True
    for number, record, encoding in rows:
        empty = False
        path = f"{shown}#{number}" if number > 0 else f"{shown}#@{-number}"
        if isinstance(record, str):
            yield NotRead(path, record)
            continue
        fields = to_fields(record)
        own = fields.get("id")
        if isinstance(own, str | int) and not isinstance(own, bool) and own != "":
            name = f"{shown}#{tidy(str(own))[:200]}" + ("" if part.whole else path[len(shown) :].replace("#", "@", 1))
            path = path if name in seen else name
        seen.add(path)
        yield _as_page(path, fields, encoding)
    if empty and part.whole:
        yield NotRead(shown, "the file is empty" if part.how in ("lines", "csv") else "the file holds no records")


def _as_page(path: str, fields: dict[str, Any], encoding: str) -> Page | NotRead:
    body, kind = first_text(fields, ("text",)), "record"
    if not body or _MARKUP.search(body[:20_000]):
        body, kind = body or first_text(fields, ("html",)), "html"
    if not body:
        return NotRead(path, "no text: none of the columns " + ", ".join(COLUMNS["text"][:4]) + " holds any")
    if len(body) > MAX_PAGE_BYTES:
        return NotRead(path, _TOO_LARGE)
    return Page(path, kind, body, encoding, fields)
