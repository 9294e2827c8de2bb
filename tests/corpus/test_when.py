from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.label import Labelled
from helpers.corpus.when import page_dates, tells_news

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
STORY = (("body", BODY),) * 9
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
        # a headline far above the story is what browsers show
        ((TITLE, *MENU * 8, ("navigation", "Ann Lee"), ("date", "March 3, 2031")), (), "2031-03-03"),
        # below the story: only if it is said, or signed
        ((TITLE,), (("navigation", "Published on 2031-03-03"),), "2031-03-03"),
        ((TITLE,), (("byline", "By Ann Lee"), ("date", "March 3, 2031")), "2031-03-03"),
        ((TITLE,), (("teaser", "Storm hits the coast"), ("date", "March 3, 2031")), ""),
        ((TITLE,), (("comment", "Published March 3, 2031"),), ""),
        ((TITLE,), (*[("body", BODY)] * 9, ("body", "By Ann Lee"), ("body", "March 3, 2031")), "2031-03-03"),
        ((TITLE, ("body", f"Posted on March 3, 2031 in {BODY}")), (), "2031-03-03"),
        ((TITLE, ("date", "March 3, 20315 min read")), (), "2031-03-03"),
        ((("teaser", "by Ann Lee in Fairs & Events on Mar 3, 2031"), TITLE), (), "2031-03-03"),
        # under the only byline amid the story; the only line on the page that says it
        ((TITLE, *STORY, ("byline", "By Ann Lee"), ("navigation", "Editor"), ("date", "Mar 3, 2031")), STORY,
         "2031-03-03"),
        ((TITLE, *STORY, ("byline", "By Ann Lee"), ("date", "Mar 3, 2031"), ("byline", "By Bo Ek")), STORY, ""),
        ((TITLE,), (*[("navigation", "Notes")] * 60, ("date", "Published on March 3, 2031")), "2031-03-03"),
        ((TITLE,), (*[("navigation", "Notes")] * 60, ("date", "Published on March 3, 2031"), ("teaser", "Storm"),
          ("date", "Published on March 5, 2031")), ""),
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
    assert (found.beside, found.timed) == (True, False)


def test_an_updated_hour_is_told_apart():
    found = page_dates(_page(TITLE, ("date", "Updated 9:31 PM EST, Sun March 9, 2031")))
    assert (found.published, found.beside, found.timed) == (None, True, True)
    assert found.updated.isoformat() == "2031-03-09T21:31:00-05:00"


def test_an_updated_day_far_below_the_headline_is_not_beside_it():
    assert not page_dates(_page(TITLE, below=[*MENU, ("date", "Updated March 9, 2031")])).beside


@pytest.mark.parametrize(
    ("story", "yes"),
    [
        ("The mayor said on Tuesday that the bridge would close. Engineers told her so.", True),
        ("The mayor said that the bridge would close. Engineers told her so.", False),
        ("Close the bridge on Tuesday, said your mayor. You told her so.", False),
        ("", False),
    ],
)
def test_a_report_tells_what_people_said_in_a_week(story, yes):
    assert tells_news(story) is yes


def test_an_ambiguous_date_is_settled_by_any_line_of_the_page():
    lines = [*MENU, ("date", "Fair on 13/01/2031"), *MENU]
    assert _day(page_dates(_page(TITLE, ("date", "05/01/2031"), below=lines))) == "2031-01-05"
    assert _day(page_dates(_page(TITLE, ("date", "05/01/2031"), below=[*lines, ("date", "Fair on 01/13/2031")]))) == ""


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
