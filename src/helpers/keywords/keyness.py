"""Keyness: which terms are distinctive of one set of articles against another.

Log-likelihood G2 (Dunning 1993; two-cell form of Rayson and Garside 2000), its Bayes factor (BIC, Wilson 2013), and the
log ratio of the relative frequencies as effect size (Hardie 2014), with 0.5 for a count of nought.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords.frequency import labels
from helpers.keywords.stopwords import stop_words


def log_likelihood(a: np.ndarray, b: np.ndarray, size_a: float, size_b: float) -> np.ndarray:
    """G2 of counts `a` of `size_a` tokens against `b` of `size_b` tokens; always >= 0. Shapes: (terms,)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    total = a + b
    expected_a, expected_b = size_a * total / (size_a + size_b), size_b * total / (size_a + size_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        part_a = np.where(a > 0, a * np.log(a / expected_a), 0.0)
        part_b = np.where(b > 0, b * np.log(b / expected_b), 0.0)
    return np.maximum(2 * (part_a + part_b), 0.0)


def log_ratio(a: np.ndarray, b: np.ndarray, size_a: float, size_b: float) -> np.ndarray:
    """Binary log of the ratio of relative frequencies: 1 means twice as frequent in `a`. Noughts count as 0.5."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    return np.log2((np.where(a > 0, a, 0.5) / size_a) / (np.where(b > 0, b, 0.5) / size_b))


def keyness(counts: pd.DataFrame, *, min_articles: int = 3) -> pd.DataFrame:
    """Keyness of the rows of `counts` (term, n_a, n_b, articles_a, articles_b): g2, bic, log_ratio; strongest first.

    Terms in fewer than `min_articles` articles of the side they lean to are left out: one article makes no trend.
    """
    size_a, size_b = float(counts["n_a"].sum()), float(counts["n_b"].sum())
    if not size_a or not size_b:
        return counts.head(0).assign(g2=0.0, bic=0.0, log_ratio=0.0)
    table = counts.assign(
        g2=log_likelihood(counts["n_a"], counts["n_b"], size_a, size_b),
        log_ratio=log_ratio(counts["n_a"], counts["n_b"], size_a, size_b),
    )
    table["bic"] = table["g2"] - np.log(size_a + size_b)
    enough = table["articles_a"].where(table["log_ratio"] > 0, table["articles_b"]) >= min_articles
    return table[enough].sort_values(["g2", "term"], ascending=[False, True], kind="stable").reset_index(drop=True)


def early_and_late(ctx: Context) -> pd.DataFrame:
    """Keyness of the later half of the dated articles (a) against the earlier half (b), cut at a day; see `keyness`.

    Adds `label`. Empty when all articles are of one day. The cut is in `attrs["cut"]`: first day of the later half.
    """
    days = ctx.articles["day"].dropna().sort_values()
    if days.nunique() < 2:
        counts = ["n_a", "n_b", "articles_a", "articles_b", "n"]
        return pd.DataFrame(columns=["term", *counts, "g2", "log_ratio", "bic", "label"])
    cut = days.iloc[len(days) // 2]
    if cut == days.iloc[0]:
        cut = days[days > cut].iloc[0]
    counts = ctx.sql(
        "SELECT term, CAST(sum(n) FILTER (s.day >= $cut) AS BIGINT) AS n_a,"
        " CAST(sum(n) FILTER (s.day < $cut) AS BIGINT) AS n_b,"
        " count(*) FILTER (s.day >= $cut) AS articles_a, count(*) FILTER (s.day < $cut) AS articles_b"
        " FROM terms JOIN selected s USING (article_id) WHERE s.day IS NOT NULL GROUP BY term ORDER BY term",
        {"cut": cut},
    ).fillna({"n_a": 0, "n_b": 0})
    table = keyness(counts)
    table = table[~table["term"].isin(stop_words()) & (table["term"].str.len() > 1)].reset_index(drop=True)
    table = table.assign(n=table["n_a"] + table["n_b"])
    table["label"] = labels(ctx, table)
    table.attrs["cut"] = cut.date()
    return table


def turnover(table: pd.DataFrame, *, top: int = 8) -> pd.DataFrame:
    """Terms that entered (only in the later half) and left (only in the earlier half): change, label, articles."""
    entered = table[(table["n_b"] == 0) & (table["bic"] > 0)].head(top)
    left = table[(table["n_a"] == 0) & (table["bic"] > 0)].head(top)
    return pd.concat(
        [
            entered.assign(change="entered", articles=entered["articles_a"]),
            left.assign(change="left", articles=left["articles_b"]),
        ]
    )[["change", "term", "label", "articles", "n", "log_ratio", "g2"]].reset_index(drop=True)
