"""Words found without looking at every other one: nothing that a plain search finds may be missed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.paths import ROOT
from helpers.text import numbers
from helpers.text.dates import _matches as date_matches
from helpers.text.numberwords import NUMBER
from helpers.text.openings import Openings
from helpers.text.timewords import RULES

DAY = dt.date(2022, 3, 16)
#: Pieces of dates and numbers, and what may stand between them.
PIECES = (
    "the The a an A last next this past early mid Mid- late first third quarter fiscal year week weekend month months"
    " days two twenty-one hundred half several few couple number of about at least nearly more than Jan. February March"
    " May Sept Monday Fri. today yesterday morning noon midnight ago earlier later from now 1 12 5th 24 1987 1990s 2022"
    " 10:35 a.m. p.m. 2022-03-16 1,143 2.5 .5 1/2 ½ $ US$ C$ Rs. £ % pct percent million dozen dozens tens thousands"
    " minus - – + to and every each daily spring Christmas recently soon right end start in since for within ’s A380"
    " COVID-19 é_two İ"
).split()
STORIES = sorted((ROOT / "data" / "sample" / "stories").rglob("*.*"))


def _plain_search(text: str) -> list[tuple[int, int, int]]:
    found = [(m.start(), -m.end(), rank) for rank, rule in enumerate(RULES) for m in rule.pattern.finditer(text)]
    return sorted(found)


def _check(text: str) -> None:
    assert [(m.start(), -m.end(), rank) for rank, m in date_matches(text)] == _plain_search(text)
    assert [m.span() for m in numbers._matches(text)] == [m.span() for m in NUMBER.finditer(text)]


@pytest.mark.skipif(not STORIES, reason="data/sample is built by data/sample/build.py")
def test_nothing_is_missed_in_the_sample_stories():
    for story in STORIES[:40]:
        _check(story.read_text(encoding="utf-8", errors="replace"))


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", " ", "", ", ", "-", "\n"])), max_size=14))
@settings(max_examples=400, deadline=None)
def test_nothing_is_missed_in_any_order_of_words(pieces):
    _check("".join(piece + gap for piece, gap in pieces))


def test_places_and_words_whatever_the_case():
    found = Openings(["two", "mid"]).find("Two of two’s mid-two twos Étwo mid")
    assert sorted(found) == [(0, "two"), (7, "two"), (13, "mid"), (17, "two"), (27, "two"), (31, "mid")]


@given(st.text(alphabet="aAtThHeE .,-’\n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_the_words_that_stand_there(text):
    found = Openings(["a", "the"]).find(text)
    assert sorted(found) == [(m.start(), m[0].lower()) for m in re.finditer(r"(?i:\b(?:a|the)\b)", text)]


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_places_are_those_of_the_characters(text):
    assert all(text[at : at + len(word)].lower() == word for at, word in Openings(["a", "i", "the"]).find(text))
