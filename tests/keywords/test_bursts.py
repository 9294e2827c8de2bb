"""Bursts: against the automaton solved by trying every sequence of states."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.keywords.bursts import bursts
from helpers.keywords.counts import Cells


def _cells(hits):
    there = np.flatnonzero(hits)
    return Cells(np.array([0, len(there)]), there, hits[there], hits[there])


def _sigma(r, d, p):
    """Kleinberg's cost of a state: minus the log of the binomial probability."""
    return -(math.log(math.comb(d, r)) + r * math.log(p) + (d - r) * math.log(1 - p)) if d else 0.0


def _cost(states, hits, docs, p0, p1, gamma):
    up = gamma * math.log(len(docs))
    total, before = 0.0, 0
    for state, r, d in zip(states, hits, docs):
        total += up if state > before else 0.0
        total += _sigma(int(r), int(d), p1 if state else p0)
        before = state
    return total


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=8))
def test_no_sequence_of_states_is_cheaper(steps):
    hits = np.array([min(a, b) for a, b in steps])
    docs = np.array([max(a, b) for a, b in steps])
    if hits.sum() < 2 or hits.sum() == docs.sum():
        return
    p0 = hits.sum() / docs.sum()
    p1 = min(2 * p0, 0.9999)
    found = bursts(_cells(hits), docs, min_articles=1)
    states = np.zeros(len(docs), int)
    for row in found.itertuples():
        states[row.first : row.last + 1] = 1
    best = min(
        _cost(tried, hits, docs, p0, p1, 1.0) for tried in itertools.product((0, 1), repeat=len(docs))
    )
    assert _cost(states, hits, docs, p0, p1, 1.0) == pytest.approx(best, abs=1e-9)
    for row in found.itertuples():
        saved = sum(
            _sigma(int(hits[t]), int(docs[t]), p0) - _sigma(int(hits[t]), int(docs[t]), p1)
            for t in range(row.first, row.last + 1)
        )
        assert row.weight == pytest.approx(saved, abs=1e-9)


def test_a_clear_spell_is_found_with_its_ends():
    hits = np.array([1, 1, 1, 9, 9, 9, 1, 1, 1, 1])
    found = bursts(_cells(hits), np.full(10, 10))
    assert found[["term", "first", "last"]].values.tolist() == [[0, 3, 5]]


@pytest.mark.parametrize("hits", [[3, 3, 3, 3], [0, 0, 0, 0], [4, 0, 0, 0]])
def test_even_use_no_use_and_too_few_articles_give_none(hits):
    assert bursts(_cells(np.array(hits)), np.full(4, 5)).empty


def test_many_terms_at_once_are_as_each_alone():
    random = np.random.default_rng(3)
    docs = random.integers(1, 30, 40)
    hits = (random.random((300, 40)) ** 4 * docs).astype(int)
    term, part = np.nonzero(hits)
    starts = np.searchsorted(term, np.arange(301))
    every = bursts(Cells(starts, part, hits[term, part], hits[term, part]), docs)
    for number in (0, 57, 299):
        alone = bursts(_cells(hits[number]), docs)
        mine = every[every["term"] == number]
        assert mine[["first", "last"]].values.tolist() == alone[["first", "last"]].values.tolist()
    assert len(every) > 50
