from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.words import LOOK, hashes_of, look

_WORD = re.compile(r"[^\W_](?:[’'-]?[^\W_])*")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two words", ["two", "words"]),
        ("don't co-author it’s", ["don't", "co-author", "it’s"]),
        ("'tis -- 'twas-", ["tis", "twas"]),
        ("Żółw ЖУК 東京", ["żółw", "жук", "東京"]),
        ("a_b 1,000", ["a", "b", "1", "000"]),
        ("* * *", []),
        ("", []),
    ],
)
def test_words_and_their_hashes(text, words):
    found = look([text])
    assert found.n.tolist() == [len(words)]
    assert found.hashes.tolist() == hashes_of(words).tolist()
    assert found.sizes.tolist() == [len(word) for word in words]


def test_each_block_has_its_own_words():
    found = look(["Home", "* * *", "Read More now", "©"])
    assert found.edges.tolist() == [0, 1, 1, 4, 4]
    assert found.block_of.tolist() == [0, 2, 2, 2]
    assert found.capitals.tolist() == [1, 0, 2, 0]
    assert found.rights.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("text", "ends", "sentences"),
    [
        ("One. Two.", True, 2),
        ("“One.”", True, 1),
        ("3.5 million", False, 0),
        ("Really?)", True, 1),
        ("彼は来た。", True, 1),
    ],
)
def test_sentences(text, ends, sentences):
    found = look([text])
    assert (bool(found.ends[0]), int(found.sentences[0])) == (ends, sentences)


def test_no_two_common_words_share_a_hash():
    words = sorted({f"{a}{b}{c}" for a in "abcdefghij" for b in "aeiou-’" for c in ("", "n", "s", "ing", "ed")})
    assert len(np.unique(hashes_of(words))) >= len({word.strip("-’") for word in words})


def test_only_the_start_of_a_very_long_block_is_looked_at():
    assert look(["word " * 100_000]).n[0] == LOOK / 5


def test_a_long_page_is_the_same_in_pieces():
    texts = ["Two words.", "A third one, here", "* * *"]
    long = look(texts * 60_000)
    short = look(texts)
    assert long.edges.tolist()[-4:] == [int(short.edges[-1]) * 59_999 + edge for edge in short.edges.tolist()]
    assert long.hashes[-len(short.hashes) :].tolist() == short.hashes.tolist()
    assert long.commas.sum() == 60_000


@given(
    st.lists(
        st.text(
            st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="\n"),
            min_size=1,
            max_size=40,
        ),
        max_size=8,
    )
)
def test_words_are_those_of_the_pattern(texts):
    expected = [len(_WORD.findall(text)) for text in texts]
    assert look(texts).n.tolist() == expected
