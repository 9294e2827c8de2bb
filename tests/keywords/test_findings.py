"""Sentences about keywords: grammatical for nothing, one and many."""

import pandas as pd
import pytest

from helpers.keywords import findings


def frequencies(*rows):
    return pd.DataFrame(rows, columns=["label", "articles"])


@pytest.mark.parametrize(
    ("rows", "n", "expected"),
    [
        ([], 0, "No terms to count"),
        ([("flood", 1), ("dam", 1)], 1, "The article's terms are led by flood and dam"),
        ([("flood", 5)], 9, "“flood” is in 5 of 9 articles"),
        ([("flood", 5), ("dam", 4), ("ice", 2)], 9, "“flood” is in 5 of 9 articles, followed by dam and ice"),
    ],
)
def test_top_terms(rows, n, expected):
    assert findings.top_terms(frequencies(*rows), n) == expected


def halves(*rows):
    return pd.DataFrame(rows, columns=["label", "bic", "log_ratio"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No term sets the later half of the coverage clearly apart from the earlier half"),
        ([("dam", -1, 2)], "No term sets the later half of the coverage clearly apart from the earlier half"),
        ([("dam", 5, 2), ("ice", 4, 1)], "Dam and ice set the later half of the coverage apart from the earlier half"),
        ([("dam", 5, 2), ("Dams", 4, 1)], "Dam sets the later half of the coverage apart from the earlier half"),
        ([("dam", 5, 2), ("ice", 4, -1)], "Dam sets the later half of the coverage apart, ice the earlier half"),
    ],
)
def test_distinctive(rows, expected):
    assert findings.distinctive(halves(*rows)) == expected


def trend(shares):
    rows = [(week, term, hits, 10) for term, series in shares.items() for week, hits in enumerate(series)]
    return pd.DataFrame(rows, columns=["bin", "term", "articles", "all_articles"])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"dam": [1, 9]}, "Too few days to speak of a trend"),
        ({"dam": [5, 5, 5]}, "The leading terms held their share of the coverage"),
        ({"dam": [1, 5, 9], "ice": [5, 5, 5]}, "“dam” rose from 10% to 90% of articles"),
        ({"dam": [1, 5, 9], "ice": [9, 5, 1]}, "“dam” rose from 10% to 90%, “ice” fell from 90% to 10% of articles"),
    ],
)
def test_trends(shares, expected):
    assert findings.trends(trend(shares)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (None, "There is no earlier run of this corpus to compare with."),
        ([("dam", 4)], "No leading term changed its count since run r1."),
        ([("dam", 3)], "Since run r1, articles using a term: “dam” +1."),
    ],
)
def test_since(before, expected):
    earlier = None if before is None else pd.DataFrame(before, columns=["term", "articles"])
    assert findings.since(earlier, pd.DataFrame([("dam", 4)], columns=["term", "articles"]), "r1") == expected


def outlets(*rows):
    return pd.DataFrame(rows, columns=["source", "label", "share", "low", "high", "all_articles"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", "dam", 1.0, 0.5, 1.0, 2)], "Too few outlets with three or more articles to compare"),
        (
            [("A", "dam", 0.5, 0.2, 0.8, 9), ("B", "dam", 0.4, 0.1, 0.7, 9)],
            "The outlets do not surely differ in their use of the leading terms",
        ),
        (
            [("A", "dam", 0.9, 0.7, 1.0, 40), ("B", "dam", 0.1, 0.0, 0.3, 40)],
            "“dam” divides the outlets most: A uses it in 90% of its articles, B in 10%",
        ),
    ],
)
def test_outlets(rows, expected):
    assert findings.outlets(outlets(*rows)) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [("day", "3 March 2031"), ("week", "the week of 3 March 2031"), ("month", "March 2031")],
)
def test_step_name(step, expected):
    assert findings.step_name(pd.Timestamp("2031-03-03"), step) == expected


def test_burst():
    steps = pd.DatetimeIndex(["2031-03-01", "2031-04-01"])
    columns = ["term", "label", "bursts", "burst_first", "burst_last", "burst_weight"]
    rows = pd.DataFrame([("dam", "dam", 1, 0, 1, 9.0), ("ice", "ice", 1, 1, 1, 5.0)], columns=columns)
    expected = "The strongest burst is that of “dam”: March 2031 to April 2031."
    assert findings.burst(rows, steps, "month") == expected
    assert findings.burst(rows.head(0), steps, "month") == "No term was used in a burst."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No term was taken up by one outlet after another"),
        ([("dam", "A")], "A used “dam” first, on 3 March 2031"),
        ([("dam", "A"), ("ice", "A"), ("ash", "B")], "A was first with 2 of 3 terms"),
        ([("dam", "A"), ("ice", "B")], "No outlet was first with more terms than the others"),
    ],
)
def test_first_use(rows, expected):
    table = pd.DataFrame(rows, columns=["label", "first_source"]).assign(day=pd.Timestamp("2031-03-03"))
    assert findings.first_use(table) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, ""),
        (1, " 1 article is written without spaces between words: the words in it are not counted."),
        (2, " 2 articles are written without spaces between words: the words in them are not counted."),
    ],
)
def test_spaceless(n, expected):
    assert findings.spaceless(n) == expected


def test_copies_says_both_counts_or_nothing():
    table = pd.DataFrame([("dam", 3, 3, 12)], columns=["label", "articles", "stories", "pages"])
    expected = "Counted each time it was printed, “dam” stands in 12 pages, counted once a story in 3."
    assert findings.copies(table) == expected
    assert findings.copies(table.assign(pages=3)) == ""
