"""Association: pairs and measures held against NLTK's finder and its association measures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from helpers.keywords import association

NLTK = {
    "g2": BigramAssocMeasures.likelihood_ratio, "pmi": BigramAssocMeasures.pmi, "t": BigramAssocMeasures.student_t,
}
words = st.lists(st.sampled_from("abcdefg"), min_size=2, max_size=60)


def coded(texts):
    names = sorted({word for text in texts for word in text})
    codes = np.array([names.index(word) for text in texts for word in text], np.int32)
    return codes, np.concatenate([[0], np.cumsum([len(text) for text in texts])]), names


@given(words, st.integers(2, 5))
def test_pairs_are_those_of_nltks_finder(text, window):
    codes, starts, names = coded([text])
    found = association.pairs(codes, starts, window=window)
    finder = BigramCollocationFinder.from_words(text, window_size=window)
    assert {(names[a], names[b]): n for a, b, n in zip(found.first, found.second, found.n)} == dict(finder.ngram_fd)
    assert found.tokens == finder.N


@pytest.mark.parametrize("window", [2, 3, 5])
def test_measures_are_nltks_to_a_billionth(window):
    random = np.random.default_rng(5)
    text = [f"w{number}" for number in random.zipf(1.5, 4000) if number < 300]
    codes, starts, names = coded([text])
    found = association.pairs(codes, starts, window=window)
    finder = BigramCollocationFinder.from_words(text, window_size=window)
    for name, measure in NLTK.items():
        theirs = dict(finder.score_ngrams(measure))
        expected = [theirs[names[a], names[b]] for a, b in zip(found.first, found.second)]
        np.testing.assert_allclose(found.measures()[name], expected, rtol=1e-9, atol=1e-9)


@given(st.lists(words, min_size=1, max_size=4))
def test_pairs_never_cross_texts(texts):
    codes, starts, names = coded(texts)
    found = association.pairs(codes, starts)
    finder = BigramCollocationFinder.from_documents(texts)
    assert {(names[a], names[b]): n for a, b, n in zip(found.first, found.second, found.n)} == dict(finder.ngram_fd)


def test_log_dice_is_rychlys():
    # Always together: 14; half of the uses of both: 13 (Rychly 2008).
    assert association.log_dice(np.array([8.0, 4.0]), np.array([8, 8]), np.array([8, 8])).tolist() == [14.0, 13.0]


def test_what_is_no_word_pairs_with_nothing_but_takes_its_place():
    found = association.pairs(np.array([0, -1, 1]), np.array([0, 3]), window=2)
    assert not len(found.n)
    assert found.uses.tolist() == [1, 1]
    assert association.pairs(np.array([0, -1, 1]), np.array([0, 3]), window=3).n.tolist() == [1]


@pytest.mark.parametrize("codes", [[], [0]])
def test_nothing_and_one_token_have_no_pairs(codes):
    found = association.pairs(np.array(codes, np.int32), np.array([0, len(codes)]))
    assert len(found.n) == 0
    assert all(len(values) == 0 for values in found.measures().values())
