"""How often terms occur in the selected articles: in how many, how evenly over time and outlets, since when, and when
most. A row a term, every number from the arrays of `study`.

`per_million`: uses per million tokens with a letter. `share`: articles with the term over selected articles. Both are
given because one long article can make a rate, and only many articles make a share.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import counts as of_counts
from helpers.keywords import measures
from helpers.keywords.bursts import bursts
from helpers.keywords.phrases import joined
from helpers.keywords.study import FEW_ARTICLES, Study, study


def term_frequencies(ctx: Context, found: Study | None = None) -> pd.DataFrame:
    """A row a term (words and phrases, stop words and fragments of phrases left out), most articles first: see
    `statistics`, plus `label`, the term in the case that the articles mostly write it in."""
    found = found or study(ctx)
    table = statistics(found)
    table = table[~found.aside].reset_index(drop=True)
    table = _with_articles(ctx, table)
    order = ["articles", "n", "term"]
    table = table.sort_values(order, ascending=[False, False, True], kind="stable", ignore_index=True)
    names = written(ctx, found)
    return table.assign(label=[names.get(term, term) for term in table["term"]])


def statistics(found: Study) -> pd.DataFrame:
    """All statistics of all terms: term, n, articles, stories, pages, per_million and share (each with _low, _high),
    first, last (numbers of articles), dp, dp_norm, juilland_d (over time steps), dp_norm_outlets, peak (step),
    peak_share, change (with change_low, change_high: of the share, over the period), bursts (how many), burst_first,
    burst_last (steps of the strongest) and burst_weight. Formulas: `measures`, `bursts`."""
    counts = found.counts
    n, articles = counts.uses, counts.articles
    low, high = measures.wilson(articles, counts.n_articles)
    rate_low, rate_high = measures.rate_interval(n, counts.tokens.sum() / 1e6)
    first, last = of_counts.first_and_last(counts, int((found.step >= 0).sum()))
    by_step, in_step = found.by_step(), found.articles_by_step()
    of_steps = found.tokens_by(found.step, len(found.steps))
    of_outlets = found.tokens_by(found.source, len(found.outlets))
    dp, dp_norm = measures.deviation_of_proportions(by_step, of_steps)
    _, over_outlets = measures.deviation_of_proportions(found.by_outlet(), of_outlets)
    where, height = measures.peak(by_step, in_step)
    trend = measures.trend(by_step, in_step)
    rows = {
        "term": counts.terms, "n": n, "articles": articles, **_copies(found, articles),
        "per_million": n * 1e6 / max(counts.tokens.sum(), 1), "per_million_low": rate_low,
        "per_million_high": rate_high, "share": articles / max(counts.n_articles, 1),
        "share_low": low, "share_high": high, "first": first, "last": last, "dp": dp, "dp_norm": dp_norm,
        "juilland_d": measures.juilland_d(by_step, of_steps),
        "dp_norm_outlets": over_outlets, "peak": where, "peak_share": height, "change": trend.change,
        "change_low": trend.low, "change_high": trend.high, **_strongest_burst(by_step, in_step),
    }
    return pd.DataFrame(rows)


def by_bin(found: Study, terms: list[str]) -> pd.DataFrame:
    """Term by time step: bin, term, n, articles (with the term), all_articles and tokens of the step, share (0..1) with
    low and high (Wilson), few (too few articles to say anything), burst (the step lies in a burst of the term).

    A step without any article is left out here and drawn as a gap; one with articles but without the term has share 0.
    """
    columns = ["bin", "term", "n", "articles", "all_articles", "tokens", "share", "low", "high", "few", "burst"]
    if not terms or not len(found.steps):
        return pd.DataFrame(columns=columns).astype({"few": bool, "burst": bool})
    counts = found.counts.of(terms)
    steps, size = len(found.steps), len(terms)
    cells = of_counts.cells(counts, found.step, steps)
    all_articles = found.articles_by_step()
    n, articles, burst = (np.zeros((steps, size), np.int64) for _ in range(3))
    n[cells.part, cells.term], articles[cells.part, cells.term] = cells.n, cells.df
    for row in bursts(cells, all_articles).itertuples():
        burst[row.first : row.last + 1, row.term] = 1
    low, high = measures.wilson(articles, all_articles[:, None])
    tokens = found.tokens_by(found.step, steps)
    table = pd.DataFrame({
        "bin": np.repeat(found.steps, size), "term": np.tile(np.array(terms, dtype=object), steps),
        "n": n.ravel(), "articles": articles.ravel(), "all_articles": np.repeat(all_articles, size),
        "tokens": np.repeat(tokens, size), "low": low.ravel(), "high": high.ravel(), "burst": burst.ravel() > 0,
    })
    table = table[table["all_articles"] > 0].reset_index(drop=True)
    table["share"] = table["articles"] / table["all_articles"]
    table["few"] = table["all_articles"] < FEW_ARTICLES
    return table[columns]


def labels(ctx: Context, terms: pd.DataFrame) -> pd.Series:
    """The terms as written where they are names: `mariupol` becomes `Mariupol`, if most of its uses are in a name."""
    words = ctx.sql("SELECT surface, sum(n) AS n FROM name_kinds GROUP BY surface ORDER BY n DESC, surface")
    words = words.assign(term=words["surface"].str.casefold()).drop_duplicates("term").set_index("term")
    merged = terms[["term", "n"]].join(words.rename(columns={"n": "n_name"}), on="term")
    return merged["surface"].where(merged["n_name"] * 2 >= merged["n"], merged["term"])


def written(ctx: Context, found: Study) -> dict[str, str]:
    """Every term and phrase of the study as the articles mostly write it: "russia 's invasion" becomes "Russia's
    invasion"."""
    terms = pd.DataFrame({"term": found.counts.terms, "n": found.counts.uses})
    known = set(found.counts.terms)
    others = [gram not in known for gram in found.phrases["gram"]]
    grams = found.phrases.loc[others, ["gram", "n"]]
    terms = pd.concat([terms, grams.rename(columns={"gram": "term"})], ignore_index=True)
    names = dict(zip(terms["term"], labels(ctx, terms)))
    for term, name in names.items():
        if name == term and " " in term:
            names[term] = joined(" ".join(names.get(word, word) for word in term.split()))
    return names


def _copies(found: Study, articles: np.ndarray) -> dict[str, np.ndarray]:
    """Both ways to count a story that many outlets print: distinct `stories`, and `pages` that carry them."""
    counts, story = found.counts, found.story
    if (found.printed > 1).any():
        return {"stories": articles, "pages": of_counts.sums(found.printed[counts.article], counts.starts)}
    several = np.bincount(story, minlength=1)[story] > 1
    if not several.any():
        return {"stories": articles, "pages": articles}
    # Only where a story has several of the articles can one of its terms be counted more than once.
    shared = of_counts.cells(counts, np.where(several, story, -1), int(story.max()) + 1)
    return {"stories": articles - shared.sums(shared.df - 1), "pages": articles}


def _strongest_burst(cells: of_counts.Cells, in_step: np.ndarray) -> dict[str, np.ndarray]:
    found, size = bursts(cells, in_step), cells.n_terms
    first, last, weight = np.full(size, -1), np.full(size, -1), np.zeros(size)
    strongest = found.sort_values(["term", "weight", "first"], ascending=[True, False, True]).drop_duplicates("term")
    at = strongest["term"].to_numpy(np.int64)
    first[at], last[at], weight[at] = (strongest[name] for name in ("first", "last", "weight"))
    number = np.bincount(found["term"].to_numpy(np.int64), minlength=size)
    return {"bursts": number, "burst_first": first, "burst_last": last, "burst_weight": weight}


def _with_articles(ctx: Context, table: pd.DataFrame) -> pd.DataFrame:
    """`first_seen` and `last_seen` (days of the first and last dated article with the term, NaT without) and
    `first_source`, `first_url` and `first_title` of the first."""
    if table.empty:
        nothing = {f"first_{name}": [] for name in ("source", "url", "title")}
        return table.assign(first_seen=pd.to_datetime([]), last_seen=pd.to_datetime([]), **nothing)
    days = ctx.articles["day"].reset_index(drop=True)
    last = days.reindex(table["last"].where(table["last"] >= 0, len(days))).to_numpy()
    about = ctx.articles[["source", "url", "title"]].iloc[table["first"].to_numpy()]
    return table.assign(
        first_seen=days.reindex(table["first"]).to_numpy(), last_seen=last,
        **{f"first_{name}": about[name].to_numpy() for name in about},
    )
