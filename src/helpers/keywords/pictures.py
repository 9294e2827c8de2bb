"""What notebook 02 shows: each function takes computed frames and gives one Figure or Table, its finding as title."""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.keywords import findings
from helpers.report import Evidence, Figure, Table, charts
from helpers.report.words import count, number, when

#: Prefix of the evidence anchors of terms on the page.
PREFIX = "term"


def _source(ctx: Context) -> str:
    return f"{count(len(ctx.articles), 'article')}, tokens by nltk word_tokenize, stop words left out"


def with_anchor(table: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    """`table` with the column `anchor`: the evidence of its term, for the terms whose evidence is on the page."""
    anchors = [Evidence.anchor(PREFIX, term) if term in shown else "" for term in table["term"]]
    return table.assign(anchor=anchors)


def top_terms(ctx: Context, frequencies: pd.DataFrame) -> Figure:
    """The terms that most articles use."""
    top = with_anchor(frequencies.head(ctx.params.top_n), focus(ctx, frequencies))
    numbers = ", ".join(f"{row.label} {number(row.articles)}" for row in top.head(8).itertuples())
    return charts.bars(
        top[["label", "articles", "n", "per_million", "first_seen", "last_seen", "anchor"]],
        label="label",
        value="articles",
        links="anchor",
        id="top-terms",
        title=findings.top_terms(frequencies, len(ctx.articles)),
        subtitle=f"Articles that use the term at least once, {when(ctx.period)}",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Bar chart of articles by term: {numbers}.",
        empty="No terms: the selection holds no articles.",
    )


def focus(ctx: Context, frequencies: pd.DataFrame, *, limit: int = 8) -> list[str]:
    """The terms followed in trends and evidence: the analyst's `focus_terms`, then the most widespread ones."""
    wanted = [term.casefold() for term in ctx.params.focus_terms]
    return list(dict.fromkeys([*wanted, *frequencies["term"].head(limit)]))[: max(limit, len(wanted))]


def trends(ctx: Context, frequencies: pd.DataFrame, table: pd.DataFrame) -> Figure:
    """One panel a term: the share of each bin's articles that use it, on one scale."""
    names = frequencies.set_index("term")["label"]
    table = table.assign(label=table["term"].map(names).fillna(table["term"]), few=table["all_articles"] < 3)
    return charts.small_multiples(
        table[["bin", "label", "articles", "all_articles", "few"]],
        x="bin",
        value="articles",
        by="label",
        denominator="all_articles",
        shade="few",
        id="trends",
        title=findings.trends(table),
        n=len(ctx.articles),
        source=_source(ctx),
        subtitle=f"Share of each {ctx.bin}'s articles that use the term; pale: fewer than three articles, grey: none",
        alt=f"Small line charts, one a term, of the share of articles by {ctx.bin}. {findings.trends(table)}",
        empty="No trend: fewer than two dated articles.",
    )


def distinctive(ctx: Context, table: pd.DataFrame) -> Table:
    """Terms that set the later half of the period apart from the earlier, and the other way round."""
    n = max(ctx.params.top_n // 2, 3)
    strong = table[table["bic"] > 0]
    rows = pd.concat([strong[strong["log_ratio"] > 0].head(n), strong[strong["log_ratio"] < 0].head(n)])
    rows = rows.assign(
        half=["later" if ratio > 0 else "earlier" for ratio in rows["log_ratio"]],
        times=(2 ** rows["log_ratio"].abs()).round(1),
    )
    return Table(
        rows,
        id="distinctive",
        caption=findings.distinctive(table),
        columns={
            "half": "Half",
            "label": "Term",
            "articles_b": "Articles, earlier",
            "articles_a": "Articles, later",
            "times": "Times as frequent",
            "g2": "Log-likelihood",
        },
        note="Only terms whose Bayes factor (BIC) speaks for a difference; a term that is absent counts as 0.5.",
    )


def changes(ctx: Context, table: pd.DataFrame) -> Table:
    """Words that entered or left the story."""
    return Table(
        table,
        id="turnover",
        caption=findings.changes(table),
        columns={"change": "Change", "label": "Term", "articles": "Articles", "n": "Uses"},
    )


def phrases(ctx: Context, table: pd.DataFrame) -> Table:
    """Neighbouring words that belong together."""
    return Table(
        table.head(ctx.params.top_n),
        id="phrases",
        caption="Phrases: neighbouring words that keep together",
        columns={"phrase": "Phrase", "articles": "Articles", "n": "Uses", "g2": "Log-likelihood", "pmi": "PMI, bits"},
    )


def outlets(ctx: Context, frequencies: pd.DataFrame, table: pd.DataFrame) -> Figure:
    """Which outlet uses which term: share of its articles."""
    names = frequencies.set_index("term")["label"]
    table = table.assign(label=table["term"].map(names).fillna(table["term"]), share_pct=100 * table["share"])
    return charts.heatmap(
        table[["source", "label", "share_pct", "articles", "all_articles"]],
        x="label",
        y="source",
        value="share_pct",
        id="outlets",
        title=findings.outlets(table),
        subtitle="Share of an outlet's articles that use the term, per cent",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Heat map of terms by outlet. {findings.outlets(table)}",
        empty="No outlets are named in the selected articles.",
    )


def use_evidence(ctx: Context, uses: pd.DataFrame) -> Evidence:
    """The sentences behind the counts of the followed terms."""
    return Evidence(ctx, uses, by="term", prefix=PREFIX, order=list(dict.fromkeys(uses["term"])))
