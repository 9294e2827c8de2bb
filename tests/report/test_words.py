from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.report import say, words


@pytest.mark.parametrize(
    "args, text",
    [
        ((0, "article"), "no articles"),
        ((1, "article"), "1 article"),
        ((2, "article"), "2 articles"),
        ((1234, "story"), "1,234 stories"),
        ((3, "day"), "3 days"),
        ((2, "search"), "2 searches"),
        ((2, "person", "people"), "2 people"),
        ((1, "person", "people"), "1 person"),
        ((0, "person", "people"), "no people"),
        ((np.int64(1), "place"), "1 place"),
    ],
)
def test_count(args, text):
    assert words.count(*args) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (12345, "12,345"),
        (0, "0"),
        (-3, "−3"),
        (3.0, "3"),
        (0.25, "0.25"),
        (12.345, "12.3"),
        (1234.5, "1,234"),
        (0.0004, "0.0004"),
        (-0.5, "−0.5"),
        (float("nan"), "unknown"),
        (None, "unknown"),
        (pd.NA, "unknown"),
        (float("inf"), "infinite"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_number(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    "items, limit, text",
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b"], None, "a and b"),
        (["a", "b", "c"], None, "a, b and c"),
        (["a", "b", "c", "d"], 2, "a, b and 2 more"),
        (["a", "b"], 2, "a and b"),
        ([1, 2], None, "1 and 2"),
    ],
)
def test_listing(items, limit, text):
    assert words.listing(items, limit=limit) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (dt.date(2022, 3, 16), "16 March 2022"),
        (pd.Timestamp("2022-03-16T23:00Z"), "16 March 2022"),
        (dt.datetime(2022, 3, 6, 12), "6 March 2022"),
        ("2022-03-16", "16 March 2022"),
        (None, "an unknown day"),
        (pd.NaT, "an unknown day"),
        (dt.date(1, 1, 1), "1 January 1"),
    ],
)
def test_day(value, text):
    assert words.day(value) == text


@pytest.mark.parametrize(
    "first, last, text",
    [
        ("2022-03-16", "2022-03-16", "16 March 2022"),
        ("2022-03-01", "2022-03-16", "1 to 16 March 2022"),
        ("2022-02-28", "2022-03-16", "28 February to 16 March 2022"),
        ("2021-12-31", "2022-01-01", "31 December 2021 to 1 January 2022"),
        (None, None, "an unknown period"),
        (None, "2022-01-01", "1 January 2022"),
    ],
)
def test_period(first, last, text):
    assert words.period(first, last) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (0, "0%"),
        (0.001, "less than 1%"),
        (0.123, "12%"),
        (0.125, "13%"),
        (0.996, "more than 99%"),
        (1, "100%"),
        (2.5, "250%"),
        (None, "an unknown share"),
    ],
)
def test_share(value, text):
    assert words.share(value) == text


def test_say_shows_markup_as_text():
    sentence = say("<b>3</b> articles [x](javascript:y)")
    assert "<b>" not in sentence.html()
    assert sentence.html().startswith("<p")
    assert sentence._repr_mimebundle_()["text/plain"] == "<b>3</b> articles [x](javascript:y)"
    assert say("").html() == ""


@given(st.integers(0, 10**9), st.sampled_from(["article", "story", "day", "search", "person"]))
def test_a_number_agrees_with_its_noun(n, noun):
    first, _, last = words.count(n, noun).partition(" ")
    assert (last == noun) == (n == 1)
    assert first == ("no" if n == 0 else f"{n:,}")


@given(st.lists(st.text("abcdefgh", min_size=1), max_size=8), st.none() | st.integers(1, 8))
def test_a_list_names_each_once_in_its_order(items, limit):
    text = words.listing(items, limit=limit)
    parts = re.split(", | and ", text) if text else []
    shown = items if limit is None or len(items) <= limit else [*items[:limit], f"{len(items) - limit} more"]
    assert parts == shown
    assert text.count(" and ") == (len(shown) > 1)


@given(st.floats(0, 1))
def test_a_share_is_never_rounded_to_none_or_all(value):
    assert (words.share(value) == "0%") == (value == 0)
    assert (words.share(value) == "100%") == (value == 1)


@given(st.dates(), st.dates())
def test_a_period_names_both_days_and_the_year_of_the_last(one, other):
    first, last = sorted((one, other))
    text = words.period(first, last)
    assert text.endswith(words.day(last))
    assert text.split(" ")[0] == str(first.day)
    assert str(first.year) in text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_is_no_more_exact_than_three_figures_or_a_whole(value):
    text = words.number(value)
    read = float(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))
    step = 0.5 if abs(value) >= 1000 else 0.05 if abs(value) >= 10 else 0.005
    assert abs(read - value) <= max(step, abs(value) * 0.05)


@pytest.mark.parametrize(
    ("text", "cut"),
    [("a b", "a b"), ("w" * 420, "w" * 420), ("w" * 421, "w" * 419 + "…"), ("word " * 100, "word " * 82 + "word…")],
)
def test_excerpts_are_short(text, cut):
    found = words.excerpt(text)
    assert (len(found) <= words.EXCERPT, found) == (True, cut)


@pytest.mark.parametrize(("first", "last", "text"), [
    ("2022-03-16", "2022-03-16", "16 Mar 2022"),
    ("2022-03-01", "2022-03-16", "1–16 Mar 2022"),
    ("2022-02-28", "2022-03-16", "28 Feb – 16 Mar 2022"),
    ("2021-12-28", "2022-01-03", "28 Dec 2021 – 3 Jan 2022"),
])
def test_a_short_period(first, last, text):
    assert words.short_period(first, last) == text
