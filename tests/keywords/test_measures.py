"""Formulas held against worked examples of the papers and against slow direct forms."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.keywords import measures
from helpers.keywords.counts import Cells

#: Gries (2008), section 2: the word "a" in five parts of 9, 10, 10, 10 and 11 words, 1 to 5 times.
GRIES = Cells(np.array([0, 5]), np.arange(5), np.array([1, 2, 3, 4, 5]), np.ones(5, int))
GRIES_SIZES = np.array([9, 10, 10, 10, 11])


def test_dp_and_juillands_d_of_the_papers_example():
    dp, norm = measures.deviation_of_proportions(GRIES, GRIES_SIZES)
    assert dp[0] == pytest.approx(0.18)
    assert norm[0] == pytest.approx(0.18 / (1 - 9 / 50))
    assert measures.juilland_d(GRIES, GRIES_SIZES)[0] == pytest.approx(0.785, abs=5e-4)


def _slow_dispersion(uses, sizes):
    total, tokens = sum(uses), sum(sizes)
    dp = sum(abs(v / total - s / tokens) for v, s in zip(uses, sizes)) / 2
    rates = [v / s for v, s in zip(uses, sizes)]
    mean = sum(rates) / len(rates)
    sd = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates))
    return dp, dp / (1 - min(sizes) / tokens), 1 - sd / mean / math.sqrt(len(rates) - 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=2, max_size=8))
def test_dispersion_is_the_direct_formula_and_between_its_bounds(parts):
    uses, sizes = (np.array(column) for column in zip(*parts))
    if not uses.sum():
        return
    there = np.flatnonzero(uses)
    cells = Cells(np.array([0, len(there)]), there, uses[there], np.ones(len(there), int))
    dp, norm = measures.deviation_of_proportions(cells, sizes)
    found = dp[0], norm[0], measures.juilland_d(cells, sizes)[0]
    assert found == pytest.approx(_slow_dispersion(uses, sizes), abs=1e-9)
    assert -1e-9 <= found[0] <= 1 and -1e-9 <= found[1] <= 1 + 1e-9


def test_dispersion_of_one_part_and_of_an_unused_term_is_unknown():
    one = Cells(np.array([0, 1, 1]), np.zeros(1, int), np.array([3]), np.array([1]))
    assert np.isnan(measures.juilland_d(one, np.array([10]))).all()
    dp, norm = measures.deviation_of_proportions(one, np.array([10]))
    assert dp[0] == 0 and np.isnan(dp[1]) and np.isnan(norm).all()


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),  # Newcombe (1998), table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_newcombes_table(hits, n, low, high):
    found = measures.wilson(np.array([hits]), n)
    assert [side[0] for side in found] == pytest.approx([low, high], abs=5e-5)


def test_wilson_of_nothing_says_nothing():
    low, high = measures.wilson(np.array([0]), np.array([0]))
    assert (low[0], high[0]) == (0, 1)


@pytest.mark.parametrize(("n", "low", "high"), [(10, 4.80, 18.39), (0, 0.0, 3.69), (100, 81.36, 121.63)])
def test_rate_interval_is_the_exact_poisson_one_within_a_hundredth(n, low, high):
    found = measures.rate_interval(np.array([n]), 1)
    assert found[0][0] == pytest.approx(low, abs=0.02)
    assert found[1][0] == pytest.approx(high, rel=0.011)


def test_trend_is_agrestis_cochran_armitage_example():
    # Agresti, Categorical Data Analysis, section 5.3.5, with evenly spaced scores: alcohol and malformation.
    hits, n = np.array([48, 38, 5, 1, 1]), np.array([17114, 14502, 793, 127, 38])
    cells = Cells(np.array([0, 5]), np.arange(5), hits, hits)
    p = hits.sum() / n.sum()
    time = np.arange(5) - (n * np.arange(5)).sum() / n.sum()
    slope = ((hits - n * p) * time).sum() / (n * time**2).sum()
    z = slope / math.sqrt(p * (1 - p) / (n * time**2).sum())
    found = measures.trend(cells, n)
    assert found.change[0] == pytest.approx(4 * slope)
    assert z**2 == pytest.approx(1.83, abs=0.005)  # M2 of the book for equal scores
    # Heterogeneity: Pearson's X2 over the line, on 3 degrees, is above 1 here.
    left = ((hits - n * (p + slope * time)) ** 2 / (n * p * (1 - p))).sum() / 3
    half = 3.182 * math.sqrt(max(left, 1) * p * (1 - p) / (n * time**2).sum()) * 4
    assert found.high[0] - found.change[0] == pytest.approx(half, rel=2e-3)


def test_trend_needs_three_steps_with_articles():
    cells = Cells(np.array([0, 2]), np.array([0, 2]), np.ones(2, int), np.ones(2, int))
    assert np.isnan(measures.trend(cells, np.array([4, 0, 4])).change).all()


def test_trend_of_a_term_in_every_article_is_none():
    cells = Cells(np.array([0, 3]), np.arange(3), np.full(3, 9), np.full(3, 4))
    found = measures.trend(cells, np.full(3, 4))
    assert (found.change[0], found.low[0], found.high[0]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (60, 2.000)]
)
def test_students_quantiles_are_the_tables(freedom, expected):
    assert measures.student(freedom) == pytest.approx(expected, rel=2e-3)
    assert measures.student(10**6) == pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-5)


def test_peak_is_the_step_with_the_surest_share_not_that_of_one_article():
    cells = Cells(np.array([0, 3, 3]), np.arange(3), np.array([1, 8, 8]), np.array([1, 8, 8]))
    where, height = measures.peak(cells, np.array([1, 10, 10]))
    assert where.tolist() == [1, -1]
    assert height.tolist() == [0.8, 0.0]
