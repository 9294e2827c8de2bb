"""One file into the pages it holds: a text dump, an HTML page, or the records of a JSONL file.

Refuses nothing aloud: what cannot be read comes back as `NotRead` with the reason in plain words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers.corpus.decode import decode, tidy
from helpers.corpus.read import leads_out

#: A page larger than this is not an article; it is listed as not read.
MAX_PAGE_BYTES = 64 << 20

_TEXT_FIELDS = ("text", "body", "content", "article", "articlebody", "maintext", "article_text", "full_text", "story")
_HTML_FIELDS = ("html", "raw_html")
_MARKUP = re.compile(r"<(?:p|div|br|html|body|article|h[1-6])\b[^<>]{0,200}>", re.I)


@dataclass(frozen=True)
class Page:
    """A page as read. `path`: of its file, and for a record `#` and its own id or else its line; `kind`: dump, html or
    record; `fields`: those of a record, names in lower case."""

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


def read_pages(root: Path, name: str) -> Iterator[Page | NotRead]:
    """The pages of the file `root/name`."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    if leads_out(root, name):
        yield NotRead(shown, "a link that leads out of the folder, or nowhere")
        return
    try:
        if name.lower().endswith((".jsonl", ".ndjson")):
            yield from _records(root / name, shown)
            return
        if (root / name).stat().st_size > MAX_PAGE_BYTES:
            yield NotRead(shown, f"larger than {MAX_PAGE_BYTES >> 20} MB")
            return
        data = (root / name).read_bytes()
    except OSError as error:
        yield NotRead(shown, f"cannot be opened: {error.strerror or type(error).__name__}")
        return
    text, encoding = decode(data)
    if not text.strip():
        yield NotRead(shown, "the file is empty" if not data else "the file holds no text")
        return
    yield Page(shown, "dump" if name.lower().endswith(".txt") else "html", text, encoding)


def _records(file: Path, shown: str) -> Iterator[Page | NotRead]:
    """The records of a JSONL file, a line each; the file is never in memory as a whole."""
    number, seen = 0, set()
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip(b"\0 \t\r\n\xef\xbb\xbf"):
                continue
            page = _record(line, f"{shown}#{number}", shown)
            if isinstance(page, Page):
                if page.path in seen:
                    page = replace(page, path=f"{shown}#{number}")
                seen.add(page.path)
            yield page
    if number == 0:
        yield NotRead(shown, "the file is empty")


def _record(line: bytes, path: str, file: str) -> Page | NotRead:
    """One line as a page, named by the record's own id where it has one."""
    if len(line) > MAX_PAGE_BYTES:
        return NotRead(path, f"larger than {MAX_PAGE_BYTES >> 20} MB")
    text, encoding = decode(line)
    try:
        record = json.loads(text, strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        return NotRead(path, f"not JSON: {getattr(error, 'msg', 'cannot be parsed')}")
    if not isinstance(record, dict):
        return NotRead(path, "not a JSON object")
    fields = {str(key).lower().strip(): value for key, value in record.items()}
    body = first_text(fields, _TEXT_FIELDS)
    kind = "record"
    if not body or _MARKUP.search(body[:20000]):
        body, kind = body or first_text(fields, _HTML_FIELDS), "html"
    if not body:
        return NotRead(path, "no text: none of the fields " + ", ".join(_TEXT_FIELDS[:4]) + " holds any")
    own = fields.get("id", fields.get("article_id"))
    name = f"{file}#{tidy(str(own))[:200]}" if isinstance(own, str | int) and own != "" else path
    return Page(name, kind, body, encoding, fields)


def first_text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of some fields that holds text, tidied; lists of texts are joined. Empty without one."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ", ".join(value) if name not in _TEXT_FIELDS else "\n\n".join(value)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str) and value.strip():
            return tidy(value).strip()
    return ""
