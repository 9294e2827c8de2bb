"""What the keyword statistics of one report stand on: the counts of the selected articles, and where each article lies
in time, among the outlets and among the copies of its story. Read once, then only numbers are asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import counts as of_counts
from helpers.keywords import ngrams, phrases, sequences
from helpers.keywords.counts import Cells, Counts
from helpers.keywords.stems import stem
from helpers.keywords.stopwords import stop_words
from helpers.timeline import all_bins, to_bin

#: A time step with fewer articles says nothing and is drawn pale.
FEW_ARTICLES = 3


@dataclass(frozen=True)
class Study:
    """`counts`: with phrases as terms; `aside`: terms that are fragments of a phrase or stand in repeated passages
    only, counted but not shown, (terms,); `phrases`: all phrases, `formula` marks those of repeated passages;
    `steps`: time steps of the period; `step`, `source`: number of each article's step and outlet, -1 for none;
    `day`: number of each article's day, the same for all without a date;
    `outlets`: names by number; `printed`: pages that carry each article's story, (articles,)."""

    counts: Counts
    aside: np.ndarray
    phrases: pd.DataFrame
    steps: pd.DatetimeIndex
    step: np.ndarray
    day: np.ndarray
    outlets: list[str]
    source: np.ndarray
    story: np.ndarray
    printed: np.ndarray

    @property
    def n_terms(self) -> int:
        return len(self.counts.terms)

    def articles_by_step(self) -> np.ndarray:
        """Selected articles of each time step: the denominator of every share over time."""
        return np.bincount(self.step[self.step >= 0], minlength=len(self.steps))

    def tokens_by(self, part: np.ndarray, n_parts: int) -> np.ndarray:
        """Tokens with a letter in each part (`part`: number of each article's part, -1 for none)."""
        keep = part >= 0
        return np.bincount(part[keep], self.counts.tokens[keep], minlength=n_parts).astype(np.int64)

    def by_step(self) -> Cells:
        return of_counts.cells(self.counts, self.step, max(len(self.steps), 1))

    def by_outlet(self) -> Cells:
        return of_counts.cells(self.counts, self.source, max(len(self.outlets), 1))


def study(ctx: Context) -> Study:
    """The study of the selected articles: one pass over their counts, some over their words for the phrases."""
    articles = ctx.articles
    ids = articles["article_id"].to_numpy(dtype=object)
    stop = stop_words(ctx.params.stop_words)
    stemmed = ctx.params.stems == "yes"
    counts = of_counts.read(ctx.store.paths("terms"), ids, stop=stop, form=stem if stemmed else None)
    read = sequences.reader(ctx.store.paths("sequences"), ids)
    least, wanted = least_articles(len(ids)), focus_terms(ctx)
    found = phrases.find(read, stop=stop, min_articles=least)
    one_a_story = articles.drop_duplicates("story_id")["article_id"]
    all_once = len(one_a_story) == len(ids)
    stories = read if all_once else sequences.reader(ctx.store.paths("sequences"), one_a_story)
    repeated = ngrams.repeated(read, among=stories, min_articles=max(least, 5))
    found = found.assign(formula=phrases.of_formulas(found["gram"], found["n"], repeated))
    aside = np.zeros(len(counts.terms), bool)
    if not stemmed:
        counts, aside = phrases.as_units(counts, found, read(), wanted=wanted)
    aside |= phrases.formulas(counts, repeated) & ~np.isin(counts.terms, wanted)
    steps = all_bins(ctx.period, ctx.bin)
    named = articles["source"].where(articles["source"] != "")
    source, outlets = pd.factorize(named, sort=True)
    return Study(
        counts=counts,
        aside=aside,
        phrases=found,
        steps=steps,
        step=steps.get_indexer(pd.DatetimeIndex(to_bin(articles["day"], ctx.bin))),
        day=pd.factorize(articles["day"], use_na_sentinel=False)[0],
        outlets=[str(name) for name in outlets],
        source=source.astype(np.int64),
        story=pd.factorize(articles["story_id"])[0],
        printed=_printed(ctx),
    )


def least_articles(n_articles: int) -> int:
    """In how many articles a term must stand to be spoken of: three, more where there are thousands of articles."""
    return max(3, n_articles // 2000)


def focus_terms(ctx: Context) -> list[str]:
    """The analyst's terms as they are counted: case-folded, single spaces, each once, blanks left out."""
    return list(dict.fromkeys(" ".join(term.split()).casefold() for term in ctx.params.focus_terms if term.strip()))


def _printed(ctx: Context) -> np.ndarray:
    """How many pages of the period carry each selected article's story, itself included: (articles,)."""
    pages = ctx.sql(
        "SELECT story_id, count(*) AS n FROM articles WHERE published_utc IS NULL OR"
        " CAST(timezone($zone, published_utc) AS DATE) BETWEEN $first AND $last GROUP BY story_id",
        {
            "zone": ctx.params.timezone,
            "first": ctx.params.start or "0001-01-01",
            "last": ctx.params.end or "9999-12-31",
        },
    ).set_index("story_id")["n"]
    if ctx.params.copies == "each":
        return np.ones(len(ctx.articles), np.int64)
    return ctx.articles["story_id"].map(pages).fillna(1).to_numpy(np.int64)
