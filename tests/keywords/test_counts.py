"""Counts as arrays: read from the table `terms`, added up by term and part."""

from __future__ import annotations

from collections import Counter
from unittest import mock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.keywords import counts
from helpers.keywords.stems import stem
from helpers.schema import SCHEMAS


@pytest.fixture
def write(tmp_path):
    """Writes partitions of the table `terms`, each a list of (article, term, n); the paths."""

    def paths(*partitions):
        found = []
        for number, rows in enumerate(partitions):
            columns = [list(column) for column in zip(*rows)] if rows else [[], [], []]
            found.append(tmp_path / f"{number}.parquet")
            pq.write_table(pa.table(columns, schema=SCHEMAS["terms"]), found[-1])
        return found

    return paths


def rows(found):
    names = [(found.terms[t], int(a), int(n)) for t, a, n in zip(found.term, found.article, found.n)]
    return sorted(names)


def test_partitions_share_one_vocabulary_and_only_selected_articles_count(write):
    paths = write([("x", "dam", 2), ("x", "the", 5), ("y", "ice", 1)], [("z", "dam", 1), ("z", "ash", 3)], [])
    found = counts.read(paths, ["z", "x"], stop=frozenset({"the"}))
    assert found.terms.tolist() == ["ash", "dam"]
    assert rows(found) == [("ash", 0, 3), ("dam", 0, 1), ("dam", 1, 2)]
    assert found.tokens.tolist() == [4, 7]  # stop words are tokens


@pytest.mark.parametrize("ids", [[], ["elsewhere"]])
def test_a_selection_of_none(write, ids):
    found = counts.read(write([("x", "dam", 2)]), ids)
    assert (len(found.terms), len(found.n), found.n_articles) == (0, 0, len(ids))
    assert len(counts.cells(found, np.zeros(len(ids), int), 1).n) == 0


def test_only_stop_words_leave_no_term(write):
    found = counts.read(write([("x", "the", 2), ("x", "a", 1)]), ["x"], stop=frozenset({"the"}))
    assert len(found.terms) == 0 and found.tokens.tolist() == [3]


def test_stems_are_one_term_under_the_shortest_form(write):
    found = counts.read(write([("x", "floods", 2), ("x", "flood", 1), ("y", "flooding", 4)]), ["x", "y"], form=stem)
    assert rows(found) == [("flood", 0, 3), ("flood", 1, 4)]


@pytest.mark.parametrize("term", ["🇺🇦", "кишинёв", "l'état", "e-mail"])
def test_a_stemmer_leaves_other_scripts_and_marks_alone(term):
    assert stem(term) == term


some = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 7), st.integers(1, 9)), max_size=40, unique_by=lambda row: row[:2]
)


@given(some, st.lists(st.integers(-1, 2), min_size=8, max_size=8), st.sampled_from([99, 12, 3, 1]), st.booleans())
def test_cells_are_the_sums_of_a_loop_whichever_way(rows, part, block, in_time):
    part = np.array(sorted(part, key=lambda number: number % 9) if in_time else part)
    term, article, n = (np.array(column, np.int32) for column in zip(*rows)) if rows else [np.zeros(0, np.int32)] * 3
    found = counts.Counts.of_rows(np.array(list("abcdef"), dtype=object), article, term, n, np.ones(8, np.int64))
    uses, articles = Counter(), Counter()
    for t, a, times in rows:
        if part[a] >= 0:
            uses[t, part[a]] += times
            articles[t, part[a]] += 1
    with mock.patch.object(counts, "_BLOCK", block):
        cells = counts.cells(found, part, 3)
    keys = list(zip(cells.term.tolist(), cells.part.tolist()))
    assert keys == sorted(uses)
    assert cells.n.tolist() == [uses[key] for key in keys]
    assert cells.df.tolist() == [articles[key] for key in keys]


def test_of_keeps_the_order_asked_for_and_terms_that_nobody_uses(write):
    found = counts.read(write([("x", "dam", 2), ("y", "ice", 1)]), ["x", "y"]).of(["ice", "nothing", "dam"])
    assert rows(found) == [("dam", 0, 2), ("ice", 1, 1)]
    assert (found.uses.tolist(), found.articles.tolist()) == ([1, 0, 2], [1, 0, 1])


@given(some, st.integers(0, 1 << 40))
def test_rows_in_any_order_are_the_same_counts(rows, seed):
    rows = [(t * 30_000, a * 30_000, n) for t, a, n in rows]  # numbers of two digits of the radix sort
    terms, tokens = np.array([f"{t:06}" for t in range(150_001)], dtype=object), np.ones(210_001, np.int64)
    random = np.random.default_rng(seed).permutation(np.array(rows, np.int64).reshape(-1, 3))
    found = counts.Counts.of_rows(terms, random[:, 1], random[:, 0], random[:, 2], tokens)
    assert list(zip(found.term.tolist(), found.article.tolist(), found.n.tolist())) == sorted(rows)


def test_first_and_last_are_of_the_dated_articles(write):
    found = counts.read(write([("x", "dam", 2), ("y", "dam", 1), ("z", "dam", 1), ("z", "ice", 1)]), ["x", "y", "z"])
    first, last = counts.first_and_last(found, dated=2)
    assert (first.tolist(), last.tolist()) == ([0, 2], [1, -1])
    first, last = counts.first_and_last(found.of(["never", "dam"]), dated=3)
    assert (first.tolist(), last.tolist()) == ([-1, 0], [-1, 2])
