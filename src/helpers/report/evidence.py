"""Evidence: behind every count the sentences it came from, the words marked, outlet and day named, the page linked.

Texts belong to others, so a sentence is quoted, not the article: the first few of each value, and how many more.
A sentence printed by many outlets is shown once, with the number of them. All mentions, not their sentences, are in
a CSV, in the page where it is short, always in the run's folder: as many rows as the count says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.errors import ParameterError
from helpers.report import escape, words
from helpers.report.export import csv_bytes, csv_link, pack
from helpers.report.show import Shown
from helpers.text.sentences import sentences

#: Values shown when the caller names none.
_MOST_VALUES = 60
#: Mentions in the CSV; the first of them, where there are more.
_MOST_ROWS = 50_000
#: Bytes of the CSV, packed, that a page carries.
_MOST_CARRIED = 60_000
_MORE = "\N{HORIZONTAL ELLIPSIS}"
#: What the CSV says of a mention, as far as the mentions tell it.
_COLUMNS = ("day", "outlet", "title", "url", "article_id", "start", "end", "words", "n")


class Evidence(Shown):
    """Sentences behind mentions. `mentions`: rows with article_id, the offsets named in `marks`, and the column `by`;
    `order`: the values to show, in that order (default: the most mentioned); `limit`: sentences for each;
    `second`: offsets of a second thing behind the first, that is marked too; `noun`: what a row is called
    ("quotation"); `names`: how values are shown that are not shown as they are; `counted`: where `mentions` holds but
    some of them, how many there are in each article (article_id, the column `by`, n)."""

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
        second: tuple[str, str] | None = None,
        noun: str = "mention",
        counted: pd.DataFrame | None = None,
        names: Mapping[Any, str] | None = None,
    ) -> None:
        lacking = [name for name in ("article_id", by, *marks, *(second or ())) if name not in mentions.columns]
        if lacking:
            do = "Give the mentions themselves."
            raise ParameterError("evidence has no such column", where=", ".join(lacking), do=do)
        self.prefix, self.limit, self.noun, self._names = prefix, limit, noun, names or {}
        found = mentions[mentions[by].notna()]
        counts = found[by].value_counts(sort=False)
        self._hidden = 0
        if order is None:
            order = sorted(counts.index, key=lambda value: (-counts[value], str(value)))
            self._hidden, order = max(0, len(order) - _MOST_VALUES), order[:_MOST_VALUES]
        wanted = [value for value in dict.fromkeys(order) if value in counts.index]
        groups = {value: _distinct(found[found[by] == value], marks) for value in wanted}
        # whole articles: a sentence that names the thing twice is one item with both mentions
        first = {value: group["article_id"].head(limit * 4) for value, group in groups.items()}
        shown = {value: group[group["article_id"].isin(first[value])] for value, group in groups.items()}
        ids = {article for group in shown.values() for article in group["article_id"]}
        texts = ctx.texts(ids) if ids else {}
        about = ctx.articles.set_index("article_id")
        self._rows = _rows(found, counted, wanted, by, marks, about)
        totals = self._rows.groupby(by, sort=False).agg(n=("n", "sum"), articles=("article_id", "nunique"))
        self._sections = [
            (value, int(totals["n"][value]), int(totals["articles"][value]),
             _quotations(shown[value], texts, about, (marks, second or marks), limit))
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
            more, shown = n - sum(quotation["n"] for quotation in quotations), self._names.get(value, value)
            rest = f'<p class="dl-note">and {words.number(more)} more.</p>' if more > 0 else ""
            parts.append(
                f'<details class="dl-proof" id="{self.anchor(self.prefix, value)[1:]}"><summary>'
                f'<span dir="auto">{escape.text(shown)}</span> <span class="dl-count">{words.count(n, self.noun)} in'
                f' {words.count(n_articles, "article")}</span></summary>'
                f'<ol>{"".join(_item(quotation) for quotation in quotations)}</ol>{rest}</details>'
            )
        hidden = f'<p class="dl-note">{words.number(self._hidden)} more not shown.</p>' if self._hidden else ""
        return f'<section class="dl-evidence" aria-label="Evidence">{"".join(parts)}{hidden}{self._all()}</section>'

    def files(self) -> dict[str, str]:
        return {} if not self._sections or self._carried else {f"{self._name}.csv": self._packed}

    @cached_property
    def _packed(self) -> str:
        return pack(csv_bytes(self._rows.head(_MOST_ROWS)))

    @property
    def _carried(self) -> bool:
        return len(self._packed) <= _MOST_CARRIED

    @property
    def _name(self) -> str:
        return f"evidence-{escape.slug(self.prefix)}"

    def _all(self) -> str:
        """Where all mentions are: in the page, or in the run's folder (`render` puts the step's into the address)."""
        n, n_rows = int(self._rows["n"].sum()), len(self._rows)
        first = f"the first {words.number(_MOST_ROWS)} rows of " if n_rows > _MOST_ROWS else ""
        what = f"{first}{words.count(n, self.noun)}"
        if self._carried:
            return f'<p class="dl-note dl-all">{what[0].upper()}{what[1:]}: {csv_link(self._rows, self._name)}</p>'
        file = f"{self._name}.csv"
        return (
            f'<p class="dl-note dl-all">Too long for this page, and only in the run\'s folder: {what}, '
            f'<a class="dl-csv" download="{file}" href="data/{file}">{file}</a></p>'
        )

    def plain(self) -> str:
        return escape.visible("\n".join(
            f"{self._names.get(value, value)}: {words.count(n, self.noun)} in {words.count(n_articles, 'article')}"
            for value, n, n_articles, _ in self._sections
        ))


def _rows(
    found: pd.DataFrame, counted: pd.DataFrame | None, wanted: Sequence[Any], by: str, marks: tuple[str, str],
    about: pd.DataFrame,
) -> pd.DataFrame:
    """All mentions of the values `wanted`, in their order: a row for each with where it stands; of a value that is
    counted, a row for each article with the number `n` of its mentions."""
    words_in = next((name for name in ("surface", "text") if name in found.columns), None)
    rows = found.assign(start=found[marks[0]], end=found[marks[1]], words=found[words_in] if words_in else "", n=1)
    rows = rows[[by, "article_id", "start", "end", "words", "n"]]
    if counted is not None:
        rows = pd.concat([rows[~rows[by].isin(counted[by])], counted[[by, "article_id", "n"]]])
    rows = rows[rows[by].isin(wanted)]
    known = about.rename(columns={"source": "outlet"})
    rows = rows.join(known[[name for name in _COLUMNS if name in known.columns]], on="article_id")
    rows["_place"] = rows[by].map({value: place for place, value in enumerate(wanted)})
    order = [name for name in ("_place", "day", "article_id", "start") if name in rows.columns]
    rows = rows.sort_values(order, kind="stable", na_position="last", ignore_index=True)
    return rows[[by, *(name for name in _COLUMNS if name in rows.columns)]]


def _distinct(mentions: pd.DataFrame, marks: tuple[str, str]) -> pd.DataFrame:
    """The mentions in order of day, one story's copies after each other's first."""
    order = [name for name in ("day", "article_id", marks[0]) if name in mentions.columns]
    return mentions.sort_values(order, kind="stable", na_position="last")


def _quotations(
    mentions: pd.DataFrame,
    texts: dict[str, str],
    about: pd.DataFrame,
    marks: tuple[tuple[str, str], tuple[str, str]],
    limit: int,
) -> list[dict[str, Any]]:
    """The first `limit` different sentences, each with all its marked spans and how many mentions it stands for.
    `marks`: the offsets of what a mention marks, from the first to the last."""
    found: dict[str, dict[str, Any]] = {}
    (start_column, _), (_, end_column) = marks
    spans = [list(zip(mentions[a].astype(int), mentions[b].astype(int), strict=True)) for a, b in marks]
    whole = zip(mentions["article_id"], mentions[start_column], mentions[end_column], *spans, strict=True)
    for article_id, start, end, *marked in whole:
        text = texts.get(article_id)
        if text is None or not 0 <= start < end <= len(text):
            continue
        first, last, cut = _sentence(text, int(start), int(end))
        sentence = text[first:last]
        if sentence not in found and len(found) == limit:
            continue
        article = about.loc[article_id] if article_id in about.index else None
        new = {"text": sentence, "cut": cut, "spans": set(), "n": 0, "articles": [], "about": article}
        entry = found.setdefault(sentence, new)
        entry["spans"].update((a - first, min(b, last) - first) for a, b in marked if a < last)
        entry["n"] += 1
        if article_id not in entry["articles"]:
            entry["articles"].append(article_id)
    return list(found.values())


def _sentence(text: str, start: int, end: int) -> tuple[int, int, tuple[str, str]]:
    """Start and end of the sentence(s) that hold the span, where they are very long of a window on its beginning; and
    what stands for the parts cut off."""
    first, last = start, end
    for a, b in sentences(text):
        if a <= start < b:
            first = a
        if a < end <= b:
            last = b
    whole = first, last
    if last - first > words.EXCERPT:
        first = max(first, start - words.EXCERPT // 2)
        last = min(last, first + words.EXCERPT)
    return first, last, (_MORE * (first > whole[0]), _MORE * (last < whole[1]))


def _item(quotation: dict[str, Any]) -> str:
    text, html, position = quotation["text"], [quotation["cut"][0]], 0
    for start, end in sorted(quotation["spans"]):
        if start < position:
            continue
        html.append(f"{escape.text(text[position:start])}<mark>{escape.text(text[start:end])}</mark>")
        position = end
    html.append(escape.text(text[position:]) + quotation["cut"][1])
    article = quotation["about"]
    where = ""
    if article is not None:
        outlet = str(article.get("source") or article.get("site") or "unknown outlet")
        day = words.short_day(article.get("day")) or "undated"
        copies = len(quotation["articles"]) - 1
        also = f", also in {words.count(copies, 'other article')}" if copies else ""
        where = f'<cite>{escape.link(article.get("url"), outlet)}, {day}{also}</cite>'
    return f'<li><q dir="auto">{"".join(html)}</q> {where}</li>'
