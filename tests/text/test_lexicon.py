"""The lexicon: a code for each distinct piece, whatever its length, however many come at once."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text.lexicon import PADDING, Lexicon


def codes(lexicon, pieces):
    data = np.frombuffer(b" ".join(pieces) + bytes(PADDING), np.uint8).copy()
    lengths = np.array([len(piece) for piece in pieces], np.int64)
    return lexicon.codes(data, np.cumsum(lengths + 1) - lengths - 1, lengths).tolist()


@given(st.lists(st.text("abcdé漢", min_size=1, max_size=20).map(str.encode), max_size=60))
def test_equal_pieces_have_one_code_and_others_none_of_it(pieces):
    lexicon = Lexicon()
    found = codes(lexicon, pieces)
    assert [lexicon.strings[code] for code in found] == pieces
    assert len(lexicon) == len(set(pieces)) + 1
    assert codes(lexicon, pieces[::-1]) == found[::-1]


@pytest.mark.parametrize("size", [7, 8, 9, 15, 16, 17, 40])
def test_pieces_that_begin_alike_differ(size):
    pieces = [b"x" * size, b"x" * (size + 1), b"x" * (size - 1) + b"y", b"x" * size + b"y"]
    assert len(set(codes(Lexicon(), pieces))) == 4


def test_it_grows_and_can_be_filled_at_once():
    chance = random.Random(1)
    pieces = [bytes(chance.choices(b"abcdefgh", k=chance.randint(1, 24))) for _ in range(60_000)]
    lexicon, copy = Lexicon(), Lexicon()
    found = codes(lexicon, pieces)
    assert [lexicon.strings[code] for code in found] == pieces
    copy.add_all(lexicon.strings[1:])
    assert codes(copy, pieces) == found
    assert len(copy) == len(lexicon)
