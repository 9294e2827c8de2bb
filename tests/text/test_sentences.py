"""Sentences: spans of news sentences, abbreviations of news kept whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.sentences import paragraphs, punkt, sentences


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


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Army left.",
        "U.S. President Ann Roe spoke.",
        "At 5 a.m. Tuesday troops came.",
        "Sen. Ann Roe (R-Ky.) said so.",
        "Lt. Gen. Roe and Lt. Col. Doe left.",
        "In Nov. 2022, on Feb. 24, it ended.",
        "It is No. 5 on the list, Nos. 6 and 7 follow.",
        "See Art. 5 of the treaty.",
        "Approx. 500 people, i.e. all, left, e.g. by bus.",
        "They met in Washington, D.C., on Monday.",
        "The U.N. Security Council and the U.K. Foreign Office met.",
        "St. Louis is far from Mt. Everest.",
        "J. K. Doe and Robert F. Roe Jr. said so.",
    ],
)
def test_no_sentence_ends_at_an_abbreviation_of_news(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("He lives in the U.S.", "He likes it."),
        ("It began at 5 a.m.", "The troops came."),
        ("He said no.", "Then he left."),
        ("He left on Feb. 24.", "He was tired."),
        ("He left (at 5 p.m.).", "She stayed."),
        ("He said “stop.”", "Then he left."),
    ],
)
def test_a_sentence_may_end_at_one(parts):
    assert cut(" ".join(parts)) == list(parts)


def by_punkt(text):
    return tuple(
        (start + a, start + b) for start, end in paragraphs(text) for a, b in punkt().span_tokenize(text[start:end])
    )


PIECES = [
    *"aB.!?\"'”“ \n-…)([é漢,;:»«5",
    " ",
    " ",
    "U.S.",
    "Gen.",
    "Mr.",
    "--",
    "The",
    "he",
    "\u00a0",
    "\x1c",
    "3.5",
    "..",
    "...",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_sentences_are_punkts(text):
    assert sentences(text) == by_punkt(text)


@pytest.mark.parametrize(
    "text", ["!" * 100_000, "a. " * 30_000, ". " * 50_000, "(" * 100_000, '"' * 100_000, "a.b" * 40_000]
)
def test_hostile_text_is_read_in_one_pass(text):
    assert sentences(text)
