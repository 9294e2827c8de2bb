"""Tokens: the same as NLTK's word_tokenize gives, chunk by chunk."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import NLTKWordTokenizer

from helpers.text import tokens
from helpers.text.normalise import for_tokens
from helpers.text.sentences import punkt

TEXT = """BUDAPEST, Hungary (CNA) — The Danube rose 3.5 metres on Tuesday, officials said.
"It isn't over," Gen. Kovacs said.
The U.S. sent $2 million. Who pays? Nobody's saying... The end."""


def plain_word_tokenize(text):
    """word_tokenize as NLTK defines it: Treebank tokens of Punkt's sentences."""
    return [
        token for sentence in punkt().tokenize(for_tokens(text)) for token in NLTKWordTokenizer().tokenize(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke.", ["the", "dam", "broke", "."]),
        ("It isn’t over, he said.", ["it", "is", "n't", "over", ",", "he", "said", "."]),
        ("The U.S. sent Gen. Smith.", ["the", "u.s.", "sent", "gen.", "smith", "."]),
        ("$3.5 million", ["$", "3.5", "million"]),
        ("sand\u00adbags", ["sandbags"]),
        ("", []),
        ("  \n\n ", []),
    ],
)
def test_sequence(text, expected):
    assert tokens.sequence(text) == expected


def test_counts_are_those_of_word_tokenize():
    assert tokens.count(TEXT) == Counter(plain_word_tokenize(TEXT))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab C.,!?'\"“”’-\n$3é漢\u200d😀", max_size=80))
def test_count_and_sequence_agree_on_any_text(text):
    folded = Counter(token.casefold() for token in tokens.count(text).elements())
    assert folded == Counter(tokens.sequence(text))


@pytest.mark.parametrize(
    ("token", "expected"), [("flood", True), ("u.s.", True), ("3.5", False), ("—", False), ("_", False)]
)
def test_is_term(token, expected):
    assert tokens.is_term(token) is expected
