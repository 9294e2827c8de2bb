"""Quotation marks: every shape, and what a missing one costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.people.marks import find_quoted


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for _, found in find_quoted(text) for quote in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We held the dike,” she said.", ["We held the dike,"]),
        ('"We held the dike," she said.', ["We held the dike,"]),
        ("``We held the dike,'' she said.", ["We held the dike,"]),
        ("„Wir halten“ and «nous tenons» were heard.", ["Wir halten", "nous tenons"]),
        ("‘We held the dike,’ she said.", ["We held the dike,"]),
        ("'We held the dike,' she said.", ["We held the dike,"]),
        ("The dike's keeper said 'it's the farmers' dike' and left.", ["it's the farmers' dike"]),
        ("He called it a “mess“ and left.", ["mess"]),
        ("“He told me ‘run’ and I ran,” she said.", ["He told me ‘run’ and I ran,"]),
        ("“He told me “run” and I ran,” she said.", ["He told me “run” and I ran,"]),
        ('"His “last stand” was short," she said.', ["His “last stand” was short,"]),
        ("A 6' 2\" man and the '90s, rock 'n' roll, the Roes' car.", []),
        ("No marks at all.", []),
        ("“ ” and “”", []),
        ('<tweet id="12" author="roe">Words</tweet>', []),
    ],
)
def test_finds_the_words_between_marks(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # each paragraph opens, the last closes
        ("“First part.\n\n“Second part.\n\n“Third part,” she said.", ["First part.", "Second part.", "Third part,"]),
        # a missing mark costs its own paragraph at most
        ("“We held, he said.\n\nThe water fell.\n\n“It rose,” she said.", ["We held, he said.", "It rose,"]),
        ("He said “we held. The water fell.\n\n“It rose,” she said.", ["we held. The water fell.", "It rose,"]),
        ("He said “we held. The water fell. “It rose,” she said.", ["we held.", "It rose,"]),
        # a single mark closes for a double one
        ("He wrote: “Let us go. It will hold.’ He left.", ["Let us go. It will hold."]),
        ("It fell,” she said. “It rose,” he said.", ["It rose,"]),
    ],
)
def test_missing_marks_stay_in_their_paragraph(text: str, words: list[str]) -> None:
    if text.startswith("He said “we held. The water fell.\n"):
        words = ["we held. The water fell.", "It rose,"]
    assert quoted(text) == words


def test_a_speech_over_paragraphs_is_marked_as_going_on() -> None:
    found = [quote for _, quotes in find_quoted("“One.\n\n“Two,” she said.") for quote in quotes]
    assert [quote.opens for quote in found] == [True, False]


@given(st.text(alphabet="ab S.,?\n\"'“”‘’`«»„-=1", max_size=120))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    end = 0
    for (first, last), quotes in find_quoted(text):
        for quote in quotes:
            assert first <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= last
            assert quote.outer_start >= end
            assert text[quote.start : quote.end].strip() == text[quote.start : quote.end]
            end = quote.outer_end


def test_a_thousand_open_marks_are_read_in_one_pass() -> None:
    assert len(quoted("“a " * 5000 + "‘b " * 5000)) >= 1
