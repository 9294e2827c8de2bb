from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.label import Labelled
from helpers.corpus.when import page_dates

BODY = "The council of the harbor town voted late on Tuesday to close its only bridge after cracks were found."


def _page(*above, below=()):
    """Blocks of a page: pairs of kind and text above the story, three paragraphs, pairs below."""
    return [
        *(Labelled(kind, "headline-above-story" if kind == "title" else "test", text) for kind, text in above),
        *(Labelled("body", "in-story-run", BODY) for _ in range(3)),
        *(Labelled(kind, "test", text) for kind, text in below),
    ]


def _day(found):
    return found.published.date().isoformat() if found.published else ""


TITLE = ("title", "Harbor town closes its bridge")
MENU = tuple(("navigation", word) for word in ("Home", "World", "Sport", "Weather", "Live", "Podcasts"))


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ((TITLE, ("date", "March 3, 2031")), (), "2031-03-03"),
        ((("date", "March 3, 2031"), TITLE), (), "2031-03-03"),
        ((TITLE, ("date", "Published March 3, 2031 | Updated March 9, 2031")), (), "2031-03-03"),
        ((TITLE, ("date", "March 3, 2031"), ("date", "March 9, 2031")), (), "2031-03-03"),
        ((TITLE, ("navigation", "Posted on"), ("date", "March 3, 2031"), ("date", "March 1, 2031")), (), "2031-03-03"),
        # the nearest to the headline, not that of a teaser further down
        ((TITLE, ("date", "March 3, 2031"), *MENU, ("teaser", "Storm"), ("date", "March 5, 2031")), (), "2031-03-03"),
        # the day on which the page was saved
        ((("date", "Monday, March 10, 2031"), ("navigation", "Menu"), ("navigation", "World"), TITLE), (), ""),
        ((("date", "March 10, 2031"), *MENU, TITLE), (), ""),
        # below the story: only if it is said, or signed
        ((TITLE,), (("navigation", "Published on 2031-03-03"),), "2031-03-03"),
        ((TITLE,), (("byline", "By Ann Lee"), ("date", "March 3, 2031")), "2031-03-03"),
        ((TITLE,), (("teaser", "Storm hits the coast"), ("date", "March 3, 2031")), ""),
        ((TITLE,), (("comment", "Published March 3, 2031"),), ""),
        ((TITLE,), (*[("body", BODY)] * 9, ("body", "By Ann Lee"), ("body", "March 3, 2031")), "2031-03-03"),
        ((TITLE, ("body", f"Posted on March 3, 2031 in {BODY}")), (), "2031-03-03"),
        ((TITLE, ("date", "March 3, 20315 min read")), (), "2031-03-03"),
        # not dates of the page
        ((TITLE, ("date", "2031-03-03 A crack is found"), ("date", "2031-03-05: The bridge is closed")), (), ""),
        ((TITLE, ("date", "Data as of March 3, 2031")), (), ""),
        ((TITLE, ("navigation", "© 2031 Courier")), (), ""),
        ((TITLE, ("date", "Summit on March 3, 2031")), (), ""),
        ((TITLE, ("caption", "The bridge on March 3, 2031 (Ann Lee)")), (), ""),
        ((TITLE, ("date", "2 hours ago")), (), ""),
    ],
)
def test_the_day_of_publication(above, below, day):
    assert _day(page_dates(_page(*above, below=below))) == day


def test_an_updated_day_alone_is_no_day_of_publication():
    found = page_dates(_page(TITLE, ("date", "Updated March 9, 2031")))
    assert (found.published, found.updated) == (None, dt.datetime(2031, 3, 9, tzinfo=dt.UTC))


def test_an_updated_hour_stands_in_for_it():
    found = page_dates(_page(TITLE, ("date", "Updated 9:31 PM EST, Sun March 9, 2031")))
    assert found.only_updated
    assert found.published.isoformat() == "2031-03-09T21:31:00-05:00"


@pytest.mark.parametrize(
    ("lines", "order", "day", "ambiguous"),
    [
        (("05/01/2031",), "", "", True),
        (("05/01/2031",), "dm", "2031-01-05", False),
        (("05/01/2031 10:00", "Updated 13/01/2031"), "", "2031-01-05", False),
        (("05/01/2031", "Updated January 5, 2031"), "", "2031-01-05", False),
        (("05/01/2031", "Updated May 1, 2031"), "", "2031-05-01", False),
        (("Sun 05/01/2031",), "", "2031-01-05", False),
        (("05/01/2031 9:30 PM EST",), "", "2031-05-01", False),
        (("05/01/2031 21:30 GMT",), "", "2031-01-05", False),
    ],
)
def test_day_and_month_that_may_be_exchanged(lines, order, day, ambiguous):
    found = page_dates(_page(TITLE, *(("date", line) for line in lines)), order=order)
    assert (_day(found), found.ambiguous) == (day, ambiguous)


@given(st.lists(st.tuples(st.sampled_from(["date", "title", "navigation", "body"]), st.text(min_size=1, max_size=80))))
def test_any_page(parts):
    found = page_dates([Labelled(kind, "test", text) for kind, text in parts])
    assert found.published is None or 1899 <= found.published.year <= 2101


def test_hostile_lines_take_linear_time():
    def cost(size):
        text = ("2031 by " * size)[:size]
        start = time.process_time()
        page_dates(_page(TITLE, *(("date", text) for _ in range(20))))
        return time.process_time() - start

    assert cost(100_000) < 20 * cost(10_000) + 0.5
