"""Articles: whole texts, each to be opened. Only for `full_text: true`: texts belong to others, so a report quotes.

Bounded in number and in bytes; the rest is counted. Every text is escaped. Refuses nothing: no articles, a sentence.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.report import escape, words
from helpers.report.show import Shown

#: Articles on a page, and bytes of their texts together: the page of a large corpus stays within its size.
MOST, MOST_BYTES = 300, 600_000


class Articles(Shown):
    """The texts of `rows` (columns article_id, title, source, day, url), in their order, as many as there is room for;
    `ctx.texts` gives them by id. A text that has no room is passed over, and counted."""

    def __init__(self, ctx: Any, rows: pd.DataFrame, *, id: str, caption: str) -> None:
        self.id, self.caption = id, caption
        texts = ctx.texts(rows["article_id"].head(MOST)) if len(rows) else {}
        self._items, room = [], MOST_BYTES
        for row in rows.head(MOST).to_dict("records"):
            paragraphs = [line for line in texts.get(row["article_id"], "").splitlines() if line.strip()]
            html = "".join(f'<p dir="auto">{escape.text(line)}</p>' for line in paragraphs)
            size = len(html.encode("utf-8", "replace"))
            if size <= room:
                room -= size
                self._items.append((row, html))
        self._hidden = len(rows) - len(self._items)

    def html(self) -> str:
        items = "".join(_item(row, html) for row, html in self._items) or '<p class="dl-none">No articles.</p>'
        return (
            f'<section class="dl-table" id="{self.id}" aria-label="{escape.attribute(self.caption)}">'
            f'<p class="dl-title">{escape.text(self.caption)}</p>{items}'
            f'<p class="dl-note">{escape.text(self._note())}</p></section>'
        )

    def plain(self) -> str:
        return escape.visible(f"{self.caption}: {words.count(len(self._items), 'whole article')}. {self._note()}")

    def _note(self) -> str:
        said = "The texts belong to their publishers: see what you may pass on."
        if self._hidden:
            more = words.count(self._hidden, "more article")
            said = f"And {more}: narrow the selection with query, start or end to open other texts. {said}"
        return said


def _item(row: dict[str, Any], html: str) -> str:
    outlet = str(row["source"] or "unknown outlet")
    where = f"{escape.link(row['url'], outlet)}, {words.short_day(row['day']) or 'undated'}"
    return (
        f'<details class="dl-proof dl-whole"><summary><span dir="auto">{escape.text(row["title"])}</span>'
        f'</summary><p><cite>{where}</cite></p>{html or "<p>No text.</p>"}</details>'
    )
