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
        ([], "No term sets the later half of the articles clearly apart from the earlier"),
        ([("dam", -1, 2)], "No term sets the later half of the articles clearly apart from the earlier"),
        ([("dam", 5, 2), ("ice", 4, 1)], "dam and ice set the later half of the coverage apart"),
        ([("dam", 5, 2), ("ice", 4, -1)], "dam set the later half of the coverage apart, ice the earlier"),
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
