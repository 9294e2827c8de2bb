"""What columns are called."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers import paths
from helpers.corpus.columns import COLUMNS, fact_of, to_fields


@pytest.mark.parametrize(
    ("column", "fact"),
    [
        ("Published At", "published"), ("publishedAt", "published"), ("PUB_DATE", "published"),
        ("pubDate", "published"),
        ("Date", "published"), ("\ufeffheadline", "title"), ("Título", "title"), ("Body", "text"),
        ("article-body", "text"),
        ("web_url", "url"), ("Author(s)", "byline"), ("dc:creator", "byline"), ("Source.Name", "source"),
        ("Дата", "published"), ("Überschrift", "title"), ("Artikeltext", "text"), ("Źródło", "source"),
        ("pubtitle", "source"), ("DocumentURL", "url"), ("lang", "language"),
        ("likes", None), ("", None), ("x" * 10_000, None),
    ],
)  # fmt: skip
def test_names(column, fact):
    assert (fact_of(column) or (None,))[0] == fact


def test_no_name_means_two_things():
    names = [name.replace("_", "") for names in COLUMNS.values() for name in names]
    assert len(names) == len(set(names))


def test_the_surest_column_that_holds_anything_wins():
    fields = to_fields({"summary": "Short.", "Description": "Shorter", "text": "  ", "content": "Long.", "Likes ": 3})
    assert fields == {"text": "Long.", "likes": 3}


def test_an_article_within_an_object_is_found():
    record = {"_index": "news", "_id": "7", "_source": {"title": "T", "body": "Text", "date": "2031-03-03"}}
    fields = to_fields(record)
    assert (fields["id"], fields["title"], fields["text"], fields["published"]) == ("7", "T", "Text", "2031-03-03")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (dt.datetime(2031, 3, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2031-03-03T10:00:00+00:00"),
        (dt.datetime(2031, 3, 3, 12), "2031-03-03T12:00:00"),
        (dt.date(2031, 3, 3), "2031-03-03"),
        ("1930000000", 1930000000.0),
        ("1930000000000", 1930000000.0),
        (1930000000, 1930000000),
        ("5 March", "5 March"),
        ("20310303", "20310303"),
    ],
)
def test_moments(value, wanted):
    assert to_fields({"date": value})["published"] == wanted


def test_the_documentation_has_the_table_as_it_is():
    text = (paths.ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    for fact, names in COLUMNS.items():
        assert f"| {fact} | {', '.join(f'`{name}`' for name in names)} |" in text
