"""The formulas: rates with intervals, dispersion, peaks and trends, for all terms at once.

Each works on `counts.Cells`, the uses of a term in the parts of a corpus where it occurs; a part without the term is
reckoned with through the sizes of the parts, so nothing of the size terms x parts is ever made.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from helpers.keywords.counts import Cells

#: Confidence of every interval in this room.
CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


class Trend(NamedTuple):
    """Change of a share from the first to the last step, -1 to 1, with its interval: arrays of shape (terms,)."""

    change: np.ndarray
    low: np.ndarray
    high: np.ndarray


def wilson(hits: np.ndarray, n: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of the share hits / n (Wilson 1927, the score interval); 0 and 1 where n is 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)"""
    hits, n = np.broadcast_arrays(np.asarray(hits, float), np.asarray(n, float))
    size = np.maximum(n, 1)
    p, extra = hits / size, _Z**2 / size
    half = _Z * np.sqrt(p * (1 - p) / size + extra / (4 * size))
    low = np.where(n > 0, np.maximum((p + extra / 2 - half) / (1 + extra), 0), 0.0)
    high = np.where(n > 0, np.minimum((p + extra / 2 + half) / (1 + extra), 1), 1.0)
    return low, high


def rate_interval(n: np.ndarray, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the rate n / size of a count (Poisson): Byar's approximation (Breslow and Day 1987, p. 69); of no size
    0 and infinity.

    n (1 - 1/9n - z/3√n)³ and the same at n + 1 with +z; 0 below for a count of 0."""
    n = np.asarray(n, float)
    some, more = np.maximum(n, 1), n + 1
    low = some * (1 - 1 / (9 * some) - _Z / (3 * np.sqrt(some))) ** 3
    high = more * (1 - 1 / (9 * more) + _Z / (3 * np.sqrt(more))) ** 3
    return (np.where(n > 0, low, 0.0) / size, high / size) if size else (np.zeros_like(n), np.full_like(n, np.inf))


def deviation_of_proportions(cells: Cells, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gries' DP and DPnorm of each term over the parts: 0 spread as the text is, towards 1 all in one small part.

    DP = ½ Σ |v_i / f - s_i|, s_i the part's share of the tokens, v_i the term's uses in it, f its uses in all (Gries
    2008); DPnorm = DP / (1 - min s) (Lijffijt and Gries 2012). `sizes`: tokens of each part. NaN for unused terms and,
    in DPnorm, for a corpus of one part."""
    share = sizes / max(sizes.sum(), 1)
    uses, own = cells.sums(cells.n), share[cells.part]
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(cells.n * cells.spread(1 / uses) - own)
        dp = np.where(uses > 0, (cells.sums(apart) + 1 - cells.sums(own)) / 2, np.nan)
        filled = share[share > 0]
        return dp, dp / (1 - filled.min()) if len(filled) > 1 else np.full(cells.n_terms, np.nan)


def juilland_d(cells: Cells, sizes: np.ndarray) -> np.ndarray:
    """Juilland's D of each term over the parts: 1 used evenly, 0 all in one part; NaN with one part or without uses.

    D = 1 - V / √(k - 1), V the coefficient of variation of the rates in the k parts (population form), parts of any
    size (Juilland and others 1970; the form for unequal parts in Gries 2008). Parts without tokens are left out."""
    parts = int((sizes > 0).sum())
    if parts < 2:
        return np.full(cells.n_terms, np.nan)
    rate = cells.n * (1 / np.maximum(sizes, 1))[cells.part]
    mean = cells.sums(rate) / parts
    rate *= rate
    with np.errstate(invalid="ignore", divide="ignore"):
        variation = np.sqrt(np.maximum(cells.sums(rate) / parts - mean**2, 0)) / mean
        return 1 - variation / np.sqrt(parts - 1)


def peak(cells: Cells, articles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Part in which each term's share of articles is surely highest (-1: none), and that share.

    Surely: by the lower Wilson limit, so that one article on a quiet day is no peak; of equal parts the first.
    `articles`: of each part."""
    where, height = np.full(cells.n_terms, -1), np.zeros(cells.n_terms)
    low = _lower_limit(cells, articles)
    rows = np.flatnonzero(low == cells.spread(cells.greatest(low)))[::-1]
    term = np.searchsorted(cells.starts, rows, side="right") - 1
    where[term] = cells.part[rows]
    height[term] = cells.df[rows] / np.maximum(articles, 1)[cells.part[rows]]
    return where, height


def _lower_limit(cells: Cells, articles: np.ndarray) -> np.ndarray:
    """Lower Wilson limit of the share of articles of each cell, reckoned once for all cells that have the same."""
    most = int(cells.df.max(initial=0)) + 1
    if most * len(articles) > len(cells.df):
        return wilson(cells.df, articles[cells.part])[0]
    low, _ = wilson(np.minimum(np.arange(most), articles[:, None]), articles[:, None])
    return low.ravel()[cells.part * most + cells.df]


def trend(cells: Cells, articles: np.ndarray) -> Trend:
    """Linear trend of each term's share of articles over the steps, as the change from the first to the last step.

    The slope is that of the Cochran-Armitage test, b = Σ (x - w p)(t - t̄) / Σ w (t - t̄)² with w the articles of a step
    (Cochran 1954, Armitage 1955); its variance p (1 - p) / Σ w (t - t̄)² is widened by the heterogeneity factor,
    Pearson's X² of what the line leaves over its k - 2 degrees of freedom where that is above 1 (McCullagh and Nelder
    1989, ch. 4.5), for articles of one day are not independent. The interval is Student's. NaN with fewer than three
    steps that hold articles. `articles`: of each step."""
    steps = np.flatnonzero(articles > 0)
    if len(steps) < 3:
        nothing = np.full(cells.n_terms, np.nan)
        return Trend(nothing, nothing, nothing)
    weight = articles.astype(float)
    total = weight.sum()
    time = np.arange(len(articles)) - (weight * np.arange(len(articles))).sum() / total
    spread = (weight * time**2).sum()
    p = cells.sums(cells.df) / total
    slope = cells.sums(cells.df * time[cells.part]) / spread
    variance = p * (1 - p)
    squares = cells.sums(cells.df * (cells.df * (1 / np.maximum(weight, 1))[cells.part]))
    left = squares - total * p**2 - slope**2 * spread
    freedom = len(steps) - 2
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.maximum(np.where(variance > 0, left / variance / freedom, 1.0), 1.0)
    half = student(freedom) * np.sqrt(variance * factor / spread)
    span = steps[-1] - steps[0]
    return Trend(slope * span, (slope - half) * span, (slope + half) * span)


def student(freedom: int) -> float:
    """The two-sided quantile of Student's t at `CONFIDENCE`: exact for 1 and 2 degrees, Hill's expansion above."""
    if freedom == 1:
        return float(np.tan(np.pi * CONFIDENCE / 2))
    if freedom == 2:
        return float(CONFIDENCE * np.sqrt(2 / (1 - CONFIDENCE**2)))
    z, v = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )
