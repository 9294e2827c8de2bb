"""Which words can be the source of a figure, and which cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import voices


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the interior ministry", "the interior ministry"),
        ("local officials", "local officials"),
        ("the hospital in Sol had each", "the hospital in Sol"),
        ("unknown.The Russian media", "The Russian media"),
        ("Jane Roe to talk about peace", "Jane Roe"),
        ("Jane Roe angrily", "Jane Roe"),
        ("a poll released Friday", "a poll"),
        ("a news tally", "a news tally"),
        ("Last month the FAO", "the FAO"),
        ("as Reuters", "Reuters"),
        ("he", "he"),
    ],
)
def test_a_source_begins_and_ends_where_its_name_does(words, expected):
    span = voices.trimmed(words, 0, len(words))
    assert span and words[slice(*span)] == expected


@pytest.mark.parametrize(
    "words",
    ["an", "last week", "I would like to", "On Friday", "its embankment and", "across the border", "The", "", "."],
)
def test_anything_else_is_no_source(words):
    span = voices.trimmed(words, 0, len(words))
    assert span is None or words[slice(*span)] == "I"


@pytest.mark.parametrize(("words", "name"), [("he", ""), ("I", ""), ("the ministry", "ministry"), ("Roe", "Roe")])
def test_a_pronoun_is_no_name(words, name):
    assert voices.plain_name(words) == name


@given(st.text(max_size=80))
def test_any_text_gives_a_part_of_itself(words):
    span = voices.trimmed(words, 0, len(words))
    assert span is None or 0 <= span[0] < span[1] <= len(words)
