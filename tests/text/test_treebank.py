"""Treebank tokens of chunks: every shortcut gives what NLTK gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text import treebank

CHUNKS = [
    'word', 'cannot', 'Gimme', 'cannot,', '3,000', '3,', 'a,b', ',,', 'a,,', '::', '$5.3', '46%', '&lt;ASEA',
    '(OPEC).', 'N.L.>', "U.S.'s", "Baird's", "Baird's,", "dogs'", "dogs'.", "'tis", "d'ye", "more'n", 'wanna',
    "can't", "CAN'T", "rock'n'roll", '"Well', '("Well', '""x', 'end."', 'end.")', "end.'", 'end..', '...', '…',
    'end...', '...Once', 'a--b', '--', 'a—b', '‘a’', '“a”', '“a,”', 'x.”', '«x»', '«"', '["', '``', "''", "''x",
    "x''", "'", '"', '.', '?!', 'a?b', '*', '(a)', '{"}', 'e.g.,', '1.2.3', '\ue000', 'a\ue000b', 'é', '漢字',
    '👍🏽', 'x\u0301', 'İ', 'gİmme', '_', '/', "it's:", 'a:b', '5:30', '5:30:', 'http://a.b/c?d=e', '@me', '#tag',
    "x.'s", ".'", ".''", "'.", '\x1c', 'a\xa0b',
]  # fmt: skip
any_chunk = st.one_of(st.sampled_from(CHUNKS), st.text("aS5.,:;?!'\"`”“()[]<>-—$&*\ue000é", min_size=1, max_size=9))


def amid(chunk):
    return tuple(treebank.tokens_of(f"x {chunk} x")[1:-1])


@pytest.mark.parametrize("chunk", CHUNKS)
def test_listed_chunks(chunk):
    assert treebank.amid([chunk, "y"]) == [amid(chunk), ("y",)]
    assert treebank.at_end([chunk]) == [tuple(treebank.tokens_of(f"x {chunk}")[1:])]


@settings(max_examples=150)
@given(st.lists(any_chunk, max_size=6))
def test_any_chunks(chunks):
    assert treebank.amid(chunks) == [amid(chunk) for chunk in chunks]
    assert treebank.at_end(chunks) == [tuple(treebank.tokens_of(f"x {chunk}")[1:]) for chunk in chunks]
    for chunk in chunks:
        assert treebank.placed(chunk, treebank.LINE, last=False) == tuple(treebank.tokens_of(f"x\n{chunk} x")[1:-1])
        assert treebank.placed(chunk, treebank.START, last=False) == tuple(treebank.tokens_of(f"{chunk} x")[:-1])
        assert treebank.placed(chunk, treebank.AMID, last=True) == tuple(treebank.tokens_of(f"x {chunk}")[1:])


def test_a_cut_chunk_is_two_sentences():
    assert treebank.placed("end.He", treebank.AMID, last=False, cut=4) == ("end", ".", "He")


@settings(max_examples=150)
@given(st.lists(any_chunk.filter(lambda chunk: "\n" not in chunk), min_size=1, max_size=60))
def test_what_is_told_at_a_glance_is_right(chunks):
    for chunk, tokens in zip(chunks, treebank.at_a_glance(chunks), strict=True):
        assert tokens in (None, amid(chunk))


def test_most_chunks_of_news_are_told_at_a_glance():
    chunks = "flood dam, (Osijek river) \"We water\" town's 3,000 U.S. $5 so-called why?".split()
    found = treebank.at_a_glance(chunks)
    assert found == [amid(chunk) for chunk in chunks]
    assert treebank.at_a_glance(["isn't", "cannot", "a--b", "end..", "(a)", "“We”"]) == [None] * 6
