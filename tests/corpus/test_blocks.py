from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.blocks import plain, split, wrap_width

LONG = (
    "The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers had found cracks"
    " in two of its piers and the police had counted more than nine hundred trucks in a single night. Nobody was hurt."
)


def _texts(text):
    return [block.text for block in split(text)]


def test_a_line_is_a_paragraph():
    assert _texts(f"Home\n\n{LONG}\n{LONG}") == ["Home", LONG, LONG]


@pytest.mark.parametrize("width", [60, 72, 100])
def test_wrapped_lines_are_joined(width):
    page = "Home\nNews\n\n" + "\n\n".join(textwrap.fill(LONG, width) for _ in range(4)) + "\n\nContact"
    assert _texts(page) == ["Home", "News", LONG, LONG, LONG, LONG, "Contact"]


def test_wrapped_paragraphs_known_by_their_indent():
    page = "\n".join(textwrap.fill(LONG, 64, initial_indent="    ") for _ in range(4))
    assert _texts(page) == [LONG] * 4


def test_list_entries_in_wrapped_text_stay_apart():
    page = textwrap.fill(LONG, 72) + "\n" + "\n".join(f"  * Entry number {number} of the list" for number in range(4))
    assert _texts(page)[1:] == [f"Entry number {number} of the list" for number in range(4)]


def test_text_nodes_cut_by_links_are_joined():
    cut = ["The mayor told", "Harbor Radio", ", a local station, that she was sorry.", "A report by the", "Institute",
           "found no fault in the", "two piers", ", however."]  # fmt: skip
    assert (
        _texts("\n\n".join(cut * 2))
        == [
            "The mayor told Harbor Radio, a local station, that she was sorry.",
            "A report by the Institute found no fault in the two piers, however.",
        ]
        * 2
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("  * Facebook", "Facebook"),
        ("## Heading", "Heading"),
        ("**bold** and _slanted_ words", "bold and slanted words"),
        ("(BUTTON) Menu", "Menu"),
        ("snake_case_name * 2", "snake_case_name * 2"),
        ("1. First", "1. First"),
        ("– UN chief to visit –", "– UN chief to visit –"),
        ("2,000 people", "2,000 people"),
    ],
)
def test_marks_of_converters_are_taken_off(line, wanted):
    assert plain(line) == wanted


def test_width_is_none_for_free_lines():
    assert wrap_width(["short"] * 50) == 0
    assert wrap_width([LONG] * 50) == 0


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=400))
def test_no_word_is_lost(text):
    kept = "".join(char for block in split(text) for char in block.text if char.isalpha() and char != "o")
    assert kept == "".join(char for char in text if char.isalpha() and char != "o")


def test_the_line_that_a_dateline_left_short_goes_on():
    text = (
        "Heavy rain fell on the lower town\n"
        "for a third day on Monday and the river rose to a mark that\n"
        "nobody there had seen before, said the keeper of the gauge,\n"
        "who has read it every morning for more than thirty years.\n"
    )
    assert [block.text for block in split(text)] == [" ".join(text.split())]
