"""What notebook 04 shows: series of claims over time, who says what, conflicts, and the checklist of one article."""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.figures import findings, series, summary
from helpers.report import Evidence, Figure, Sentence, Table, charts
from helpers.report.words import count, listing, short_day, when

#: Prefix of the evidence anchors of series on the page.
PREFIX = "figure"
_SOURCES_DRAWN = 5


def claims_chart(ctx: Context, seen: pd.DataFrame, strong: pd.DataFrame, rank: int) -> Figure | Sentence:
    """The series at `rank` over the days its values hold for, one colour a source, bounds as arrows."""
    rows = summary.of_series(seen, strong, rank)
    label = strong["label"].iloc[rank] if rank < len(strong) else ""
    sources = _drawn_sources(rows)
    drawn = rows[rows["source_name"].isin(sources)]
    drawn = drawn.assign(restated=series.restated(drawn))
    left_out = rows["source_name"].nunique() - len(sources) if len(rows) else 0
    note = f"; {count(left_out, 'source')} with fewer values not drawn" if left_out else ""
    values = [f"{row.source_name} {row.said} as of {short_day(row.as_of_last)}" for row in drawn.tail(8).itertuples()]
    return charts.claims(
        drawn.assign(anchor=Evidence.anchor(PREFIX, label)),
        links="anchor",
        x="as_of_last",
        low="low",
        high="high",
        bound="bound",
        by="source_name",
        loose=series.UNNAMED,
        restated="restated",
        id=f"series-{rank + 1}",
        title=findings.series_sentence(rows, label) or label,
        subtitle=f"Reported values by the day they hold for, {when(ctx.period)}{note}",
        alt=f"{label}: {listing(values)}",
        source=f"{count(rows['article_id'].nunique(), 'article')} that report it",
        n=len(drawn),
        data=drawn[["as_of_last", "source_name", "said", "low", "high", "bound", "count_kind", "hedge", "article_id"]]
        if len(drawn)
        else None,
        empty=f"No series number {rank + 1}: too few figures of the same thing in this selection.",
    )


def _drawn_sources(rows: pd.DataFrame) -> list[str]:
    """The sources that a picture has room for: those its title names, then those with most values."""
    if rows.empty:
        return []
    titled = [row["source_name"] for row in findings.two_latest(rows)[0]]
    return list(dict.fromkeys([*titled, *rows["source_name"].value_counts().index]))[:_SOURCES_DRAWN]


def series_table(ctx: Context, strong: pd.DataFrame) -> Table:
    """The leading series: what they count, how often, by how many sources."""
    rows = strong.assign(anchor=[Evidence.anchor(PREFIX, label) for label in strong["label"]])
    return Table(
        rows,
        id="series",
        caption=f"What is counted most, {when(ctx.period)}",
        links={"label": "anchor"},
        columns={
            "label": "What is counted",
            "n": "Values",
            "n_days": "As-of days",
            "n_sources": "Sources",
            "n_articles": "Articles",
        },
        note="A source that says the same again, and copies of a story, count once.",
    )


def claims_table(ctx: Context, seen: pd.DataFrame, strong: pd.DataFrame) -> Table:
    """The claims of the leading series with their sentences."""
    rows = seen[seen["series_id"].isin(strong["series_id"])]
    rows = summary.with_sentences(ctx, rows.sort_values(["series_id", "as_of_last", "day"], kind="stable"))
    rows = rows.assign(
        as_of=[_span(row.as_of_first, row.as_of_last) for row in rows.itertuples()],
        label=rows["series_id"].map(dict(zip(strong["series_id"], strong["label"]))),
    )
    rows = rows.assign(anchor=[Evidence.anchor(PREFIX, label) for label in rows["label"]])
    return Table(
        rows,
        id="claims",
        caption=f"The claims of these series, {when(ctx.period)}",
        links={"said": "anchor"},
        limit=60,
        columns={
            "label": "What is counted",
            "said": "Value",
            "source_name": "Said by",
            "as_of": "As of",
            "hedge": "Doubt",
            "sentence": "Sentence",
            "source": "Outlet",
        },
        note="As of: the days that the text says the value holds for; else the day of publication.",
    )


def side_by_side_table(ctx: Context, table: pd.DataFrame) -> Table:
    """Who says what: the latest value of each source, none averaged."""
    rows = table.assign(
        as_of=[short_day(value) for value in table["as_of_last"]],
        anchor=[Evidence.anchor(PREFIX, label) for label in table["label"]],
    )
    return Table(
        rows,
        id="who-says-what",
        caption=f"The latest value of each source, {when(ctx.period)}",
        links={"said": "anchor"},
        limit=60,
        columns={
            "label": "What is counted",
            "source_name": "Said by",
            "said": "Latest value",
            "as_of": "As of",
            "hedge": "Doubt",
        },
        note="“not attributed”: the article says it in its own voice.",
    )


def conflicts_table(ctx: Context, table: pd.DataFrame) -> Table:
    """What does not fit together."""
    return Table(
        table,
        id="conflicts",
        caption=f"Figures that do not fit, {when(ctx.period)}",
        limit=40,
        columns={"kind": "Kind", "label": "What is counted", "what": "Who says what"},
        note="Sources differ: latest values at most three days apart, the larger a quarter to four times more.",
    )


def checklist_table(ctx: Context, rows: pd.DataFrame) -> Table:
    """Every figure of one article, salient or not."""
    titles = dict(zip(ctx.articles["article_id"], ctx.articles["title"]))
    title = titles.get(rows["article_id"].iloc[0], "") if len(rows) else ""
    shown = summary.with_sentences(ctx, rows)
    shown = shown.assign(
        worth=["yes" if value else "" for value in shown["salient"]],
        as_of=[_span(row.as_of_first, row.as_of_last) for row in shown.itertuples()],
    )
    return Table(
        shown,
        id="checklist",
        caption=f"All figures of one article: {title}" if title else "All figures of one article",
        columns={
            "surface": "Figure",
            "counted": "Counted",
            "event": "Event",
            "source_name": "Said by",
            "place": "Place",
            "worth": "Timeline",
            "sentence": "Sentence",
        },
        note="The article with most figures worth a timeline.",
    )


def all_claims_table(ctx: Context, claims: pd.DataFrame) -> Table:
    """All figures of the selection; the table shows the first, the CSV holds all."""
    rows = claims[claims["salient"]] if len(claims) else claims
    rows = rows.assign(as_of=[_span(row.as_of_first, row.as_of_last) for row in rows.itertuples()])
    return Table(
        rows,
        id="all-claims",
        caption=f"All figures worth a timeline, {when(ctx.period)}",
        limit=15,
        columns={
            "said": "Value",
            "label": "What is counted",
            "source_name": "Said by",
            "as_of": "As of",
            "source": "Outlet",
            "surface": "As written",
        },
    )


def evidence(ctx: Context, seen: pd.DataFrame, strong: pd.DataFrame) -> Evidence:
    """The sentences behind the leading series."""
    rows = seen[seen["series_id"].isin(strong["series_id"])]
    rows = rows.assign(label=rows["series_id"].map(dict(zip(strong["series_id"], strong["label"]))))
    return Evidence(ctx, rows, by="label", prefix=PREFIX, order=strong["label"].tolist(), limit=8)


def look(claims: pd.DataFrame) -> pd.DataFrame:
    """Five rows for the first look at the data."""
    return claims[["surface", "said", "counted", "event", "said_by", "place"]].head()


def _span(first: object, last: object) -> str:
    if pd.isna(last):
        return ""
    return short_day(last) if pd.isna(first) or first == last else f"{short_day(first)} – {short_day(last)}"
