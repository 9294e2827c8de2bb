"""Evidence: behind every count the sentences it came from, the words marked, outlet and day named, the page linked.

Texts belong to others, so a sentence is quoted, not the article: the first few of each value, and how many more.
A sentence printed by many outlets is shown once, with the number of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.errors import ParameterError
from helpers.report import escape, words
from helpers.report.show import Shown
from helpers.text.sentences import sentences

#: Values shown when the caller names none, and characters shown of one sentence.
_MOST_VALUES = 60
_MOST_CHARS = 420


class Evidence(Shown):
    """Sentences behind mentions. `mentions`: rows with article_id, the offsets named in `marks`, and the column `by`;
    `order`: the values to show, in that order (default: the most mentioned); `limit`: sentences for each;
    `noun`: what a row is called ("quotation"); `totals`: of each value all mentions and their articles, where
    `mentions` holds but some of them."""

    def __init__(
        self,
        ctx: Any,
        mentions: pd.DataFrame,
        *,
        by: str,
        prefix: str,
        order: Sequence[Any] | None = None,
        limit: int = 5,
        marks: tuple[str, str] = ("start", "end"),
        noun: str = "mention",
        totals: Mapping[Any, tuple[int, int]] | None = None,
    ) -> None:
        lacking = [name for name in ("article_id", by, *marks) if name not in mentions.columns]
        if lacking:
            do = "Give the mentions themselves."
            raise ParameterError("evidence has no such column", where=", ".join(lacking), do=do)
        self.prefix, self.limit, self.noun = prefix, limit, noun
        found = mentions[mentions[by].notna()]
        counts = found[by].value_counts(sort=False)
        if order is None:
            order = sorted(counts.index, key=lambda value: (-counts[value], str(value)))
        wanted = [value for value in dict.fromkeys(order) if value in counts.index]
        self._hidden = 0 if len(wanted) <= _MOST_VALUES else len(wanted) - _MOST_VALUES
        wanted = wanted[:_MOST_VALUES]
        groups = {value: _distinct(found[found[by] == value], marks) for value in wanted}
        # whole articles: a sentence that names the thing twice is one item with both mentions
        first = {value: group["article_id"].head(limit * 4) for value, group in groups.items()}
        shown = {value: group[group["article_id"].isin(first[value])] for value, group in groups.items()}
        ids = {article for group in shown.values() for article in group["article_id"]}
        texts = ctx.texts(ids) if ids else {}
        about = ctx.articles.set_index("article_id")
        known = totals or {}
        self._sections = [
            (value, *known.get(value, (int(counts[value]), found.loc[found[by] == value, "article_id"].nunique())),
             _quotations(shown[value], texts, about, marks, limit))
            for value in wanted
        ]

    @staticmethod
    def anchor(prefix: str, value: Any) -> str:
        """Where the evidence for a value stands: "#ev-places-kyiv"."""
        return f"#ev-{escape.slug(prefix)}-{escape.slug(value)}"

    def html(self) -> str:
        if not self._sections:
            return ""
        parts = []
        for value, n, n_articles, quotations in self._sections:
            more = n - sum(quotation["n"] for quotation in quotations)
            rest = f'<p class="dl-note">and {words.number(more)} more.</p>' if more > 0 else ""
            parts.append(
                f'<details class="dl-proof" id="{self.anchor(self.prefix, value)[1:]}"><summary>'
                f'<span dir="auto">{escape.text(value)}</span> <span class="dl-count">{words.count(n, self.noun)} in'
                f' {words.count(n_articles, "article")}</span></summary>'
                f'<ol>{"".join(_item(quotation) for quotation in quotations)}</ol>{rest}</details>'
            )
        hidden = f'<p class="dl-note">{words.number(self._hidden)} more not shown.</p>' if self._hidden else ""
        return f'<section class="dl-evidence" aria-label="Evidence">{"".join(parts)}{hidden}</section>'

    def plain(self) -> str:
        return escape.visible("\n".join(
            f"{value}: {words.count(n, self.noun)} in {words.count(n_articles, 'article')}"
            for value, n, n_articles, _ in self._sections
        ))


def _distinct(mentions: pd.DataFrame, marks: tuple[str, str]) -> pd.DataFrame:
    """The mentions in order of day, one story's copies after each other's first."""
    order = [name for name in ("day", "article_id", marks[0]) if name in mentions.columns]
    return mentions.sort_values(order, kind="stable", na_position="last")


def _quotations(
    mentions: pd.DataFrame, texts: dict[str, str], about: pd.DataFrame, marks: tuple[str, str], limit: int
) -> list[dict[str, Any]]:
    """The first `limit` different sentences, each with all its marked spans and how many mentions it stands for."""
    found: dict[str, dict[str, Any]] = {}
    for article_id, start, end in zip(mentions["article_id"], mentions[marks[0]], mentions[marks[1]]):
        text = texts.get(article_id)
        if text is None or not 0 <= start < end <= len(text):
            continue
        first, last = _sentence(text, int(start), int(end))
        sentence = text[first:last]
        if sentence not in found and len(found) == limit:
            continue
        article = about.loc[article_id] if article_id in about.index else None
        entry = found.setdefault(sentence, {"text": sentence, "spans": set(), "n": 0, "articles": [], "about": article})
        entry["spans"].add((int(start) - first, int(end) - first))
        entry["n"] += 1
        if article_id not in entry["articles"]:
            entry["articles"].append(article_id)
    return list(found.values())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence(s) that hold the span, cut to a window around it where they are very long."""
    first, last = start, end
    for a, b in sentences(text):
        if a <= start < b:
            first = a
        if a < end <= b:
            last = b
    if last - first > _MOST_CHARS:
        first, last = max(first, start - _MOST_CHARS // 2), min(last, max(end, start + _MOST_CHARS // 2))
    return first, last


def _item(quotation: dict[str, Any]) -> str:
    text, html, position = quotation["text"], [], 0
    for start, end in sorted(quotation["spans"]):
        if start < position:
            continue
        html.append(f"{escape.text(text[position:start])}<mark>{escape.text(text[start:end])}</mark>")
        position = end
    html.append(escape.text(text[position:]))
    article = quotation["about"]
    where = ""
    if article is not None:
        outlet = str(article.get("source") or article.get("site") or "unknown outlet")
        day = words.short_day(article.get("day")) or "undated"
        copies = len(quotation["articles"]) - 1
        also = f", also in {words.count(copies, 'other article')}" if copies else ""
        where = f'<cite>{escape.link(article.get("url"), outlet)}, {day}{also}</cite>'
    return f'<li><q dir="auto">{"".join(html)}</q> {where}</li>'
