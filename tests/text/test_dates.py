"""Time expressions as intervals, read against the day of publication."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.text.dates import find_dates, find_timexes

WEDNESDAY = dt.date(2022, 3, 16)

VALUES = [
    ("Rain fell Tuesday.", "Tuesday", "DATE", "2022-03-15"),
    ("The mayor spoke Wednesday.", "Wednesday", "DATE", "2022-03-16"),
    ("Shells hit the port on Friday.", "Friday", "DATE", "2022-03-11"),
    ("Ministers will meet Friday.", "Friday", "DATE", "2022-03-18"),
    ("The curfew runs until Thursday.", "Thursday", "DATE", "2022-03-17"),
    ("It began last Wednesday.", "last Wednesday", "DATE", "2022-03-09"),
    ("next Monday", "next Monday", "DATE", "2022-03-21"),
    ("Two died yesterday.", "yesterday", "DATE", "2022-03-15"),
    ("They leave tomorrow.", "tomorrow", "DATE", "2022-03-17"),
    ("He arrived this morning.", "this morning", "TIME", "2022-03-16TMO"),
    ("since Feb. 24", "Feb. 24", "DATE", "2022-02-24"),
    ("on December 12", "December 12", "DATE", "2021-12-12"),
    ("on Nov. 5, 2019, it", "Nov. 5, 2019", "DATE", "2019-11-05"),
    ("A vote on 5 June 2020 failed.", "5 June 2020", "DATE", "2020-06-05"),
    ("in February 2014", "February 2014", "DATE", "2014-02"),
    ("in October", "October", "DATE", "2021-10"),
    ("last week", "last week", "DATE", "2022-W10"),
    ("this month", "this month", "DATE", "2022-03"),
    ("next year", "next year", "DATE", "2023"),
    ("three weeks ago", "three weeks ago", "DATE", "2022-W08"),
    ("10 days ago", "10 days ago", "DATE", "2022-03-06"),
    ("in the past 24 hours", "the past 24 hours", "DURATION", "PT24H"),
    ("for three days", "three days", "DURATION", "P3D"),
    ("a two-day truce", "two-day", "DURATION", "P2D"),
    ("in 2014 the", "2014", "DATE", "2014"),
    ("the 1990s", "the 1990s", "DATE", "199X"),
    ("the third quarter", "the third quarter", "DATE", "2021-Q3"),
    ("In the latest quarter", "the latest quarter", "DATE", "2021-Q4"),
    ("a vote as soon as Tuesday", "Tuesday", "DATE", "2022-03-22"),
    ("He could fly to the United States on Monday.", "Monday", "DATE", "2022-03-21"),
    ("every day", "every day", "SET", "P1D"),
    ("at 10:35 a.m. Friday", "10:35 a.m. Friday", "TIME", "2022-03-11T10:35"),
    ("this summer", "this summer", "DATE", "2022-SU"),
    ("over the weekend", "the weekend", "DATE", "2022-W11-WE"),
    ("Fires are burning now.", "now", "DATE", "PRESENT_REF"),
    ("It closed at Christmas.", "Christmas", "DATE", "2021-12-25"),
]


@pytest.mark.parametrize(("text", "surface", "kind", "value"), VALUES)
def test_reads(text, surface, kind, value):
    assert [(t.surface, t.type, t.value) for t in find_timexes(text, WEDNESDAY)] == [(surface, kind, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales in the third quarter rose to $5 million from $4 million a year ago.", ["2021-Q3", "2020-Q3"]),
        ("The loss in the quarter ended Jan. 31 was $5 million.", ["2021-Q4", "2022-01-31"]),
        ("It lost $5 million in the year ended June 30.", ["P1Y", "2021-06-30"]),
        ("Sales rose to $5 million from $4 million a year ago.", ["2021"]),
    ],
)
def test_accounts_are_of_the_period_that_is_over(text, values):
    assert [timex.value for timex in find_timexes(text, WEDNESDAY)] == values


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", (2022, 3, 7), (2022, 3, 13)),
        ("in February", (2022, 2, 1), (2022, 2, 28)),
        ("in 2014 they", (2014, 1, 1), (2014, 12, 31)),
        ("in the past 24 hours", (2022, 3, 15), (2022, 3, 16)),
        ("in the last two weeks", (2022, 3, 2), (2022, 3, 16)),
        ("overnight", (2022, 3, 15), (2022, 3, 16)),
        ("on Tuesday", (2022, 3, 15), (2022, 3, 15)),
    ],
)
def test_intervals(text, first, last):
    timex = find_timexes(text, WEDNESDAY)[0]
    assert (timex.first_day, timex.last_day) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize(
    "text", ["They may march on.", "She sat down.", "A second man fell.", "the 2,014 tents", "He has 2014 dollars."]
)
def test_words_that_are_no_dates(text):
    assert find_timexes(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday",
        "last week",
        "three days ago",
        "in October",
        "tonight",
        "the weekend",
        "noon",
        "last summer",
        "on May 3",
    ],
)
def test_undated_stories_keep_the_place_and_no_day(text):
    timex = find_timexes(text, None)[0]
    assert timex.first_day is None
    assert timex.last_day is None


@pytest.mark.parametrize(
    "text", ["on February 31, 2022", "9999999 years ago", "in the past 99999999 years", "99999 centuries ago"]
)
def test_impossible_dates_are_left_out_or_open(text):
    assert all(t.first_day is None or t.first_day.year > 0 for t in find_timexes(text, WEDNESDAY))


def test_table():
    page = dict.fromkeys(schema.SCHEMAS["pages"].names)
    pages = schema.make(
        "pages",
        [
            {
                **page,
                "article_id": "a",
                "text": "Snow fell Monday.",
                "published_utc": dt.datetime(2022, 3, 16, 8, tzinfo=dt.UTC),
            },
            {**page, "article_id": "b", "text": "Snow fell Monday.", "published_utc": None},
        ],
    )
    table = find_dates(pages)
    assert table.schema == schema.SCHEMAS["dates"]
    assert table["first_day"].to_pylist() == [dt.date(2022, 3, 14), None]
    assert table["why"].to_pylist() == ["weekday", "weekday"]


@given(
    st.text(alphabet=st.sampled_from("0123456789 .,-/:' MarchFidyTueslastweekngothpm\n"), max_size=60),
    st.one_of(st.none(), st.dates()),
)
@settings(max_examples=300, deadline=None)
def test_any_text_and_day(text, published):
    found = find_timexes(text, published)
    assert all(text[t.start : t.end] == t.surface for t in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))
    assert all(t.first_day is None or t.first_day <= t.last_day for t in found)


@pytest.mark.parametrize("piece", ["9", "the ", "1:", "May ", "last ", "twenty-", "early ", "Monday, ", "19"])
def test_time_grows_with_the_text_only(piece):
    started = time.process_time()
    find_timexes(piece * (20_000 // len(piece)), WEDNESDAY)
    assert time.process_time() - started < 5
