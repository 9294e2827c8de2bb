"""Breaks: what two numbers decide is what Punkt decides from the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text import breaks

FIRST = [
    'Gen.', 'gen.', 'end.', 'U.S.', 'u.s.', 'J.', 'j.', '24.', '3,000.', '-5.', 'end?', 'end!', 'end?!', '...',
    'end...', 'No.', 'Corp.', 'a.m.', 'St.', 'mid-Sept.', 'x-y.', '1,5.', 'é.', 'Éa.', 'end.)', '"end.',
    '(end.', 'ph.d.', 'i.e.', 'Mr.', 's.', 'yes!x.', '%.', '&.', '漢.',
]  # fmt: skip
NEXT = [
    'The', 'the', 'He', 'Kyiv', 'kyiv', '5', '5,', '(The', '"The', '—', ',', '...', 'U.S.', 'end.', 'said."',
    'Yes!No', 'a', 'A', 'A.', 'Bach', 'É', 'é', '漢', 'He,', 'I', 'smith', 'Smith', '-', '--', '$5', '24.', ')',
    'x)y', 'Wall', 'And', 'who', 'Who',
]  # fmt: skip
word = st.text("abAB.?!5,-'\")(é%", min_size=1, max_size=6)


def punkts(first, following):
    """Whether Punkt ends a sentence between two chunks that stand in a text."""
    contexts = breaks.english().punkt._match_potential_end_contexts(f"{first} {following} x")
    found = breaks.english().punkt.text_contains_sentbreak
    return any(found(context) for match, context in contexts if match.end() == len(first))


def ours(first, following):
    one = breaks.english()
    return one.ends(one.ending(first), *one.beginning(following))


@pytest.mark.parametrize("first", FIRST)
def test_listed_pairs(first):
    assert [ours(first, following) for following in NEXT] == [punkts(first, following) for following in NEXT]


@settings(max_examples=400)
@given(st.one_of(st.sampled_from(FIRST), word), st.one_of(st.sampled_from(NEXT), word))
def test_any_pair(first, following):
    if not breaks.is_odd(first) and not breaks.is_odd(following):
        assert ours(first, following) == punkts(first, following)


def test_collocations_of_the_model_hold():
    params = breaks.english().punkt._params
    pairs = [(a, b) for a, b in params.collocations if a.isalpha() and b.isalpha()]
    assert pairs
    for a, b in pairs:
        assert ours(f"{a}.", b) == punkts(f"{a}.", b)


@pytest.mark.parametrize(
    ("chunk", "odd"), [("a\u00a0b", True), ("a\x1cb", True), ("?!", True), ("..", False), ("a?!", False), (".)", False)]
)
def test_odd_chunks_go_to_nltk_whole(chunk, odd):
    assert breaks.is_odd(chunk) is odd


@pytest.mark.parametrize(("chunk", "closer"), [('"', True), (")”", True), (")--x", True), ('")a', False), ("a", False)])
def test_closing_marks_alone(chunk, closer):
    assert breaks.is_closer(chunk) is closer
