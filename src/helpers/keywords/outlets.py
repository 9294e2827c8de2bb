"""Terms and outlets: who uses which term, who used it first, and how many days later the others followed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import counts as of_counts
from helpers.keywords import measures
from helpers.keywords.study import Study


def by_source(found: Study, terms: list[str], *, top: int = 8) -> pd.DataFrame:
    """Term by outlet, for the outlets with most articles: source, term, n, articles, all_articles, share (0..1) with
    low and high (Wilson), per_million (of the outlet's tokens). Outlets with most articles first."""
    columns = ["source", "term", "n", "articles", "all_articles", "share", "low", "high", "per_million"]
    totals = np.bincount(found.source[found.source >= 0], minlength=len(found.outlets))
    chosen = np.argsort(-totals, kind="stable")[:top]
    if not len(chosen) or not terms:
        return pd.DataFrame(columns=columns)
    counts = found.counts.of(terms)
    cells = of_counts.cells(counts, found.source, len(found.outlets))
    n, articles = (np.zeros((len(found.outlets), len(terms)), np.int64) for _ in range(2))
    n[cells.part, cells.term], articles[cells.part, cells.term] = cells.n, cells.df
    n, articles = n[chosen].ravel(), articles[chosen].ravel()
    tokens = np.repeat(found.tokens_by(found.source, len(found.outlets))[chosen], len(terms))
    all_articles = np.repeat(totals[chosen], len(terms))
    low, high = measures.wilson(articles, all_articles)
    return pd.DataFrame({
        "source": np.repeat(np.array(found.outlets, dtype=object)[chosen], len(terms)),
        "term": np.tile(np.array(terms, dtype=object), len(chosen)), "n": n, "articles": articles,
        "all_articles": all_articles, "share": articles / all_articles, "low": low, "high": high,
        "per_million": n * 1e6 / np.maximum(tokens, 1),
    })[columns]


def first_use(ctx: Context, found: Study, terms: list[str]) -> pd.DataFrame:
    """First use of each term by each outlet that has a dated article with it: term, source, day, lag_days (after the
    first outlet of all), article_id, url, title, began (the outlet's first dated article in the selection, so that a
    late start is not taken for a late use), late_start (it began only after the first use of all). In the order of
    `terms`, then of days."""
    columns = ["term", "source", "day", "lag_days", "article_id", "url", "title", "began", "late_start"]
    dated = int((found.step >= 0).sum())
    counts = found.counts.of(terms)
    named = (counts.article < dated) & (found.source[counts.article] >= 0)
    if not named.any():
        return pd.DataFrame(columns=columns)
    # Articles are in order of time, so the first row of a term and an outlet is its first use.
    rows = pd.DataFrame({"number": counts.term[named], "article": counts.article[named]})
    rows["outlet"] = found.source[rows["article"]]
    rows = rows.drop_duplicates(["number", "outlet"])
    articles = ctx.articles
    began = articles.iloc[:dated][articles["source"].iloc[:dated] != ""].groupby("source")["day"].min()
    about = articles.iloc[rows["article"].to_numpy()]
    table = pd.DataFrame({
        "term": counts.terms[rows["number"].to_numpy()], "source": about["source"].to_numpy(),
        "day": about["day"].to_numpy(), "article_id": about["article_id"].to_numpy(), "url": about["url"].to_numpy(),
        "title": about["title"].to_numpy(),
    })
    first = table.groupby("term")["day"].transform("min")
    table["lag_days"] = (table["day"] - first).dt.days
    table["began"] = table["source"].map(began)
    table["late_start"] = table["began"] > first
    return table[columns].reset_index(drop=True)


def spread(table: pd.DataFrame) -> pd.DataFrame:
    """Of `first_use` a row a term that another outlet took up: term, first_source, day, url, title, outlets (how many
    use it), followed (the others with their lag in words, those that began late left out)."""
    rows = []
    for term, group in table.groupby("term", sort=False):
        first, rest = group.iloc[0], group.iloc[1:]
        rest = rest[~rest["late_start"]]
        lags = [f"{source} {_lag(lag)}" for source, lag in zip(rest["source"], rest["lag_days"])]
        if lags:
            rows.append((term, first["source"], first["day"], first["url"], first["title"], len(group), lags))
    return pd.DataFrame(rows, columns=["term", "first_source", "day", "url", "title", "outlets", "followed"])


def _lag(days: int) -> str:
    return "the same day" if days == 0 else f"+{days} day{'' if days == 1 else 's'}"
