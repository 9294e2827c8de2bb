from __future__ import annotations

import numpy as np
import pytest

from helpers.corpus.blocks import split
from helpers.corpus.features import measure
from helpers.corpus.lexicon import N_FEATURES, Lexicon, terms

MENU = "Subscribe now\n\nThe council voted late on Tuesday to close the upper bridge for repairs.\n\nSubscribe now"


def page_of(text):
    return measure(split(text))


def weighing(text, weight):
    """A lexicon of all words and pairs of a text, each of the same weight."""
    keys = np.unique(terms(page_of(text))[1])
    return Lexicon(keys, np.full(len(keys), weight, dtype=np.float32))


def test_words_and_pairs_of_a_block_but_none_across_blocks():
    block, key = terms(page_of("one two three\n\nfour"))
    assert np.bincount(block).tolist() == [5, 1]
    assert len(set(key.tolist())) == 6


def test_case_does_not_count():
    assert set(terms(page_of("Read MORE"))[1].tolist()) == set(terms(page_of("read more"))[1].tolist())


def test_a_word_of_a_short_line_is_another_than_that_of_a_paragraph():
    short, long = (set(terms(page_of(text))[1].tolist()) for text in ("subscribe", "subscribe " * 12))
    assert not short & long


def test_features_sum_what_is_known_of_each_block():
    page = page_of(MENU)
    mean, total, low, high, share = weighing("Subscribe now", -2.0).features(page)[:5]
    assert total.tolist() == [-6, 0, -6]  # two words and a pair
    assert mean.tolist() == [-2, 0, -2]
    assert (low.tolist(), high.tolist()) == ([-2, 0, -2], [0, 0, 0])
    assert share.tolist() == [1, 0, 1]


def test_features_tell_what_stands_around_before_and_after():
    made = weighing("Subscribe now", -2.0).features(page_of(MENU))
    assert made.shape == (N_FEATURES, 3)
    around, before, after = made[5], made[8], made[9]
    assert around.tolist() == [-2, -2, -2]
    assert (before.tolist(), after.tolist()) == ([0, -2, -2], [-2, -2, 0])


@pytest.mark.parametrize("text", ["***", "Home", MENU * 30])
def test_without_known_words_all_is_zero(text):
    empty = Lexicon(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.float32))
    assert not empty.features(page_of(text)).any()
