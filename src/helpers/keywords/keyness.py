"""Keyness: which terms are distinctive of one set of articles against another.

Log-likelihood G2 (Dunning 1993; two-cell form of Rayson and Garside 2000), its Bayes factor (BIC, Wilson 2013), and the
log ratio of the relative frequencies as effect size (Hardie 2014), with 0.5 for a count of nought. One long article can
make a count, and one event the count of a day. So where the articles of both sides are known, terms are ranked by the
G2 of the articles that use them, not of the uses (text dispersion keyness: Egbert and Biber 2019); that G2 must be 3.84
or more (p < 0.05), and the term be used on three days of the side it leans to, or on all of its days if they are fewer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import reference as references
from helpers.keywords.counts import Counts, cells, sums
from helpers.keywords.frequency import written
from helpers.keywords.reference import Reference
from helpers.keywords.study import Study, least_articles, study

#: G2 from which the shares of articles count as different (chi-squared, one degree of freedom, p = 0.05).
_DIFFERENT = 3.84
#: On so many days a term must be used: what one day brought is no trait of a half.
_DAYS = 3
_THIS = "this coverage"
_COLUMNS = ["term", "n_a", "n_b", "articles_a", "articles_b"]
_RESULT = [*_COLUMNS, "g2", "bic", "log_ratio", "g2_articles"]


def log_likelihood(a: np.ndarray, b: np.ndarray, size_a: float, size_b: float) -> np.ndarray:
    """G2 of counts `a` of `size_a` tokens against `b` of `size_b` tokens; always >= 0. Shapes: (terms,).

    2 (a ln(a / E_a) + b ln(b / E_b)), E_a = size_a (a + b) / (size_a + size_b)."""
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


def bic(g2: np.ndarray, size: float) -> np.ndarray:
    """Bayes factor of a G2 with one degree of freedom over `size` tokens (Wilson 2013): G2 - ln(size). Above 0 it
    speaks for a difference, above 10 very strongly."""
    return g2 - np.log(size)


def keyness(
    counts: pd.DataFrame, *, min_articles: int = 3, tokens: tuple[float, float] | None = None,
    articles: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Keyness of the rows of `counts` (term, n_a, n_b, articles_a, articles_b): g2, bic, log_ratio, g2_articles (NaN
    where articles are not compared); strongest first, by g2_articles or else by g2.

    `tokens`, `articles`: of the two sides (default: tokens as the counts add up to; articles are not compared). Terms
    in fewer than `min_articles` articles of the side they lean to are left out: one article makes no trend."""
    size_a, size_b = tokens or (float(counts["n_a"].sum()), float(counts["n_b"].sum()))
    if not size_a or not size_b or counts.empty:
        return counts.head(0).assign(g2=0.0, bic=0.0, log_ratio=0.0, g2_articles=0.0)
    g2 = log_likelihood(counts["n_a"], counts["n_b"], size_a, size_b)
    ratio = log_ratio(counts["n_a"], counts["n_b"], size_a, size_b)
    table = counts.assign(g2=g2, bic=bic(g2, size_a + size_b), log_ratio=ratio, g2_articles=np.nan)
    enough = table["articles_a"].where(table["log_ratio"] > 0, table["articles_b"]) >= min_articles
    if articles is not None and min(articles) > 0:
        a, b = table["articles_a"].to_numpy(float), table["articles_b"].to_numpy(float)
        apart = log_likelihood(a, b, *articles) + log_likelihood(articles[0] - a, articles[1] - b, *articles)
        table["g2_articles"] = apart
        enough &= (apart >= _DIFFERENT) & ((a / articles[0] > b / articles[1]) == (table["log_ratio"] > 0))
    order = ["g2_articles", "g2", "term"]
    return table[enough].sort_values(order, ascending=[False, False, True], kind="stable", ignore_index=True)


def early_and_late(ctx: Context, found: Study | None = None) -> pd.DataFrame:
    """Keyness of the later half of the dated articles (a) against the earlier half (b), cut at a day; see `keyness`.

    Adds `n` and `label`. Empty when all articles are of one day. `attrs`: `a`, `b` name the two sides, `cut` is the
    first day of the later half."""
    days = ctx.articles["day"].dropna().sort_values()
    names = ("the later half of the coverage", "the earlier half")
    if days.nunique() < 2:
        return _named(ctx, None, pd.DataFrame(columns=_RESULT), names)
    cut = days.iloc[len(days) // 2]
    if cut == days.iloc[0]:
        cut = days[days > cut].iloc[0]
    dated = ctx.articles["day"].notna().to_numpy()
    late = (ctx.articles["day"] >= cut).to_numpy()
    found = found or study(ctx)
    table = _named(ctx, found, of_parts(found, late, dated & ~late), names)
    table.attrs["cut"] = cut.date()
    return table


def compare(ctx: Context, found: Study) -> pd.DataFrame:
    """Keyness against what the parameter `reference` names: nothing (the story's own past: `early_and_late`), an
    outlet of the corpus, another corpus, or the shipped list of English. Columns and attrs as there, without `cut`."""
    wanted = references.parse(ctx.params.reference)
    if wanted.kind == "past":
        return early_and_late(ctx, found)
    nothing = pd.DataFrame(columns=_RESULT)
    if wanted.kind == "outlet":
        if wanted.name not in found.outlets:
            return _named(ctx, None, nothing, ("the other outlets", wanted.name))
        theirs = found.source == found.outlets.index(wanted.name)
        return _named(ctx, found, of_parts(found, ~theirs, theirs), ("the other outlets", wanted.name))
    other = references.load(ctx, wanted)
    return _named(ctx, found, _against(found, other), (_THIS, other.name))


def of_parts(found: Study, in_a: np.ndarray, in_b: np.ndarray) -> pd.DataFrame:
    """Keyness of the articles marked in `in_a` against those in `in_b`, fragments of phrases left out."""
    counts = found.counts
    n_a, articles_a = _totals(counts, in_a)
    if (in_a ^ in_b).all():
        n_b, articles_b = counts.uses - n_a, counts.articles - articles_a
    else:
        n_b, articles_b = _totals(counts, in_b)
    sides = {"n_a": n_a, "n_b": n_b, "articles_a": articles_a, "articles_b": articles_b}
    table = pd.DataFrame({"term": counts.terms, **sides})
    table = table[~found.aside & (table["n_a"] + table["n_b"] > 0).to_numpy()]
    tokens = float(counts.tokens[in_a].sum()), float(counts.tokens[in_b].sum())
    articles = int(in_a.sum()), int(in_b.sum())
    table = keyness(table, min_articles=least_articles(counts.n_articles), tokens=tokens, articles=articles)
    spread = np.where(table["log_ratio"] > 0, _spread(found, in_a, table["term"]), _spread(found, in_b, table["term"]))
    return table[spread].reset_index(drop=True)


def _spread(found: Study, chosen: np.ndarray, terms: pd.Series) -> np.ndarray:
    """Whether each term is used on enough days of the chosen articles; undated articles are as of one day."""
    counts = found.counts.of(terms.tolist())
    day = np.where(chosen, found.day, -1)
    days = cells(counts, day, int(found.day.max(initial=0)) + 1).sizes
    return days >= min(_DAYS, len(np.unique(day[day >= 0])))


def _totals(counts: Counts, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = chosen[counts.article]
    return sums(counts.n * rows, counts.starts), sums(rows, counts.starts)


def _against(found: Study, other: Reference) -> pd.DataFrame:
    """Keyness of the selected articles against counts from elsewhere. A phrase has no counterpart there: left out."""
    counts = found.counts
    table = pd.DataFrame({"term": counts.terms, "n_a": counts.uses, "articles_a": counts.articles})
    table["n_b"] = other.uses(table["term"])
    table["articles_b"] = other.articles_of(table["term"])
    single = ~table["term"].str.contains(" ", regex=False)
    table = table[single & (table["n_a"] > 0) & ~found.aside]
    tokens, articles = (float(counts.tokens.sum()), other.tokens), (counts.n_articles, other.n_articles)
    table = keyness(table[_COLUMNS], min_articles=least_articles(counts.n_articles), tokens=tokens, articles=articles)
    own = _spread(found, np.ones(counts.n_articles, bool), table["term"])
    return table[own | (table["log_ratio"] < 0).to_numpy()].reset_index(drop=True)


def _named(ctx: Context, found: Study | None, table: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    own = table["n_a"] if names[0] == _THIS else table["n_a"] + table["n_b"]
    table = table.assign(n=own)
    labels = written(ctx, found) if found is not None and len(table) else {}
    table = table.assign(label=[labels.get(term, term) for term in table["term"]])
    table.attrs.update(a=names[0], b=names[1])
    return table
