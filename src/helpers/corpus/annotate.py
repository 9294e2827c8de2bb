"""Records in, cleaned stories with their facts out: what `dateline annotate clean` writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpers.corpus.build import clean_page
from helpers.corpus.decode import tidy
from helpers.corpus.records import Page


def annotate_clean(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For each record (`id` or `doc_id`, and `text` or `html`): its id, story, title, byline and published time.

    `published` is `YYYY-MM-DDTHH:MM:SS+00:00` with the offset that the page prints (`+00:00` if it prints none), or
    empty if the page tells no date.
    """
    return [_annotated(record) for record in records]


def _annotated(record: Mapping[str, Any]) -> dict[str, Any]:
    name = str(record.get("id", record.get("doc_id", "")))
    html, text = record.get("html"), record.get("text")
    kind, content = ("html", html) if isinstance(html, str) and html else ("dump", text)
    content = content if isinstance(content, str) else ""
    cleaned, meta = clean_page(Page(name, kind, tidy(content), "utf-8"))
    return {
        "id": record.get("id", record.get("doc_id", "")),
        "text": cleaned.text,
        "title": meta.title,
        "byline": meta.byline,
        "published": meta.published.isoformat() if meta.published else "",
    }
