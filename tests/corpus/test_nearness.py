from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import nearness
from helpers.corpus.nearness import BEFORE, CROWD, FIRST, Sets, candidates, compare, sets, texts
from helpers.corpus.signatures import ALL_BANDS

from .stories import signatures, story


def found(*bodies):
    table = signatures(*({"text": body} for body in bodies))
    pairs = compare(*candidates(sets(table["bands"])), texts(table))
    return {(one, other): number for number, (one, other) in enumerate(zip(pairs.one, pairs.other))}, pairs


def exact(one, other):
    words = [body.lower().replace(".", "").split() for body in (one, other)]
    a, b = (set(zip(w, w[1:], w[2:])) for w in words)
    return len(a & b) / len(a | b), len(a & b) / min(len(a), len(b))


@pytest.mark.parametrize("share", [0.35, 0.5, 0.7, 0.9, 1.0])
def test_a_text_cut_short_is_found_and_counted_exactly(share):
    whole = story(1, 300)
    cut = " ".join(whole.split()[: int(300 * share)])
    where, pairs = found(story(2, 250), whole, cut, story(3, 100))
    assert list(where) == [(1, 2)]
    assert (pairs.jaccard[0], pairs.contained[0]) == pytest.approx(exact(whole, cut))
    assert pairs.lead[0] == 1


def test_a_paragraph_put_before_the_story_hides_neither():
    whole = story(1, 240)
    where, pairs = found(whole, story(9, 45) + "\n\n" + " ".join(whole.split()[:150]))
    assert list(where) == [(0, 1)]
    assert pairs.lead[0] > 0.9
    assert pairs.contained[0] > 0.7


def test_long_texts_are_compared_by_their_samples():
    whole = story(1, 4000)
    cut = " ".join(whole.split()[:2400])
    _, pairs = found(whole, cut)
    jaccard, contained = exact(whole, cut)
    assert abs(pairs.jaccard[0] - jaccard) < 0.08
    assert pairs.contained[0] == pytest.approx(contained)


def test_texts_without_words_are_like_nothing():
    where, _ = found("", "", "one two", "one two")
    assert where == {}


def test_numbers_that_both_name():
    body = story(1, 60)
    changed = " ".join("7777" if word.strip(".").isdigit() else word for word in body.split())
    where, pairs = found(body, changed)
    assert (pairs.shared_numbers[0], pairs.numbers[0]) == (0, 1)


def test_a_crowd_is_not_compared_pair_by_pair():
    n = 40 * CROWD
    values = np.tile(np.arange(ALL_BANDS, dtype=np.uint32), n)
    one, other = candidates(Sets(values, np.arange(n) * ALL_BANDS, np.full(n, ALL_BANDS)))
    assert len(one) <= (BEFORE + FIRST) * n
    assert (one < other).all()
    assert {*other[one == 0].tolist()} == set(range(1, n))


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 6), min_size=ALL_BANDS, max_size=ALL_BANDS), max_size=7))
def test_candidates_are_all_that_agree_in_a_band(rows):
    table = np.array(rows, np.uint32).reshape(-1, ALL_BANDS)
    table[:, 2:] = np.arange(len(table))[:, None]
    one, other = candidates(Sets(table.ravel(), np.arange(len(table)) * ALL_BANDS, np.full(len(table), ALL_BANDS)))
    wanted = [(a, b) for a in range(len(table)) for b in range(a + 1, len(table)) if (table[a] == table[b]).any()]
    assert list(zip(one.tolist(), other.tolist())) == wanted


def test_the_size_of_a_batch_changes_nothing(monkeypatch):
    bodies = [" ".join(story(n % 3, 200).split()[: 120 + 7 * n]) for n in range(9)]
    _, whole = found(*bodies)
    monkeypatch.setattr(nearness, "CHUNK", 300)
    _, parts = found(*bodies)
    assert all((getattr(whole, name) == getattr(parts, name)).all() for name in vars(whole))


@pytest.mark.parametrize("cells", [[], [b""], [b"", b"\1\0\0\0\2\0\0\0", b"", b"\3\0\0\0"]])
def test_packed_numbers_come_back(cells):
    column = pa.chunked_array([pa.array(cells[:1], pa.binary()), pa.array(cells[1:], pa.binary())])
    made = sets(column)
    assert [made.values[start : start + size].tobytes() for start, size in zip(made.starts, made.sizes)] == cells
