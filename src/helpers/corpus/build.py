"""The files of a shard into the tables `pages_alone`, `blocks_alone` and `not_read`: each page cleaned by itself.

Refuses nothing aloud: what cannot be read is a row of `not_read`, and the rest goes on.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

import pyarrow as pa

from helpers.corpus.clean import Cleaned, clean_text
from helpers.corpus.html import clean_html
from helpers.corpus.htmlmeta import HtmlMeta
from helpers.corpus.language import language_of
from helpers.corpus.metadata import AMBIGUOUS, Meta, gather, moment, order_in, order_of
from helpers.corpus.records import NotRead, Page, first_text, read_pages
from helpers.corpus.shards import Shard
from helpers.schema import make

_WORD = re.compile(r"\w+")
_ID_LENGTH = 16


def build_pages(shard: Shard) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables (pages_alone, blocks_alone, not_read) of a shard, in the order of its parts."""
    pages: list[dict[str, Any]] = []
    blocks: list[dict[str, Any]] = []
    not_read: list[dict[str, Any]] = []
    dates: dict[str, list[tuple[dict[str, Any], Any]]] = {}
    for part in shard.parts:
        for page in read_pages(shard.root, part):
            if isinstance(page, NotRead):
                not_read.append({"page_path": page.path, "reason": page.reason})
                continue
            row, parts = page_rows(page)
            pages.append(row)
            blocks.extend(parts)
            dates.setdefault(page.path.split("#")[0], []).append((row, page.fields.get("published")))
    for rows in dates.values():
        _settle(rows)
    return make("pages_alone", pages), make("blocks_alone", blocks), make("not_read", not_read)


def _settle(rows: list[tuple[dict[str, Any], Any]]) -> None:
    """Dates the rows of a table whose dates may be read in two ways as its other dates are written, or else as is
    usual in the row's language."""
    unsure = [(row, date) for row, date in rows if row["date_from"] == AMBIGUOUS and date]
    order = order_of(date for _, date in rows) if unsure else ""
    for row, date in unsure:
        found = moment(date, order=order or order_in(row["language"]))
        if found:
            row["published_utc"], row["date_from"] = found, "page"


def page_rows(page: Page) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A page as its row of `pages_alone` and its rows of `blocks_alone`."""
    cleaned, meta = clean_page(page)
    article_id = hashlib.sha256(page.path.encode()).hexdigest()[:_ID_LENGTH]
    row = {
        "article_id": article_id, "source": meta.source, "site": meta.site, "url": meta.url, "title": meta.title,
        "byline": meta.byline, "dateline": meta.dateline, "published_utc": meta.published, "updated_utc": meta.updated,
        "date_from": meta.date_from, "language": meta.language or language_of(cleaned.text), "text": cleaned.text,
        "n_words": count_words(cleaned.text), "text_hash": text_hash(cleaned.text), "page_path": page.path,
        "encoding": page.encoding, "kept_share": cleaned.kept_share, "certainty": cleaned.certainty,
    }  # fmt: skip
    parts = [
        {"page_path": page.path, "article_id": article_id, "position": number, "kind": block.kind, "why": block.why,
         "text": block.text}
        for number, block in enumerate(cleaned.blocks)
    ]  # fmt: skip
    return row, parts


def clean_page(page: Page) -> tuple[Cleaned, Meta]:
    """The story of a page and its facts."""
    title = first_text(page.fields, ("title",))
    head = HtmlMeta()
    if page.kind == "html":
        cleaned, head = clean_html(page.text)
    else:
        cleaned = clean_text(page.text, title=title, body=page.kind == "record")
    return cleaned, gather(cleaned.blocks, cleaned.text, fields=page.fields, head=head, name=page.path)


def count_words(text: str) -> int:
    """The number of words of a text."""
    return len(_WORD.findall(text))


def text_hash(text: str) -> str:
    """Equal for texts that differ only in case, punctuation, spacing or the form of their letters."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:32] if words else ""
