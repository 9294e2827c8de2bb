"""Sentences: spans of news sentences, abbreviations of news kept whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.sentences import paragraphs, sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke. Nobody was hurt.", ["The dam broke.", "Nobody was hurt."]),
        ("Gen. Kovacs left on Feb. 24. He was tired.", ["Gen. Kovacs left on Feb. 24.", "He was tired."]),
        ("The U.S. sent aid.", ["The U.S. sent aid."]),
        ("“Go home,” he said. “Now.”", ["“Go home,” he said.", "“Now.”"]),
        ("No full stop here\n\nNext paragraph", ["No full stop here", "Next paragraph"]),
        ("", []),
        (" \n\n \n", []),
    ],
)
def test_sentences(text, expected):
    assert cut(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab C.!?"”\n \u200d😀', max_size=80))
def test_spans_are_ordered_trimmed_and_cover_all_but_space(text):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()
    assert all(text[a:b] == text[a:b].strip() for a, b in paragraphs(text))
