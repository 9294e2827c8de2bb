"""Start and end include their whole day, as the stated time zone has it."""

from __future__ import annotations

import json

import pytest

from helpers import context
from helpers.store import Store

from .reading import STORY

MOMENTS = {  # in Kyiv (UTC+2, from 30 March on +3): 3 March 00:00 to 23:59:59, and a second to either side
    "before": "2031-03-02T21:59:59Z", "first": "2031-03-02T22:00:00Z", "last": "2031-03-03T21:59:59Z",
    "after": "2031-03-03T22:00:00Z", "summer": "2031-03-30T20:59:59Z", "later": "2031-03-30T21:00:00Z",
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "derived", tmp_path / "derived")
    lines = [json.dumps({"title": name, "text": STORY, "date": date}) for name, date in MOMENTS.items()]
    (tmp_path / "wire.jsonl").write_text(
        "\n".join([*lines, json.dumps({"title": "never", "text": STORY})]), encoding="utf-8"
    )
    return str(tmp_path / "wire.jsonl")


@pytest.mark.parametrize(
    ("zone", "start", "end", "found"),
    [
        ("Europe/Kyiv", "2031-03-03", "2031-03-03", ["first", "last"]),
        ("Europe/Kyiv", "", "2031-03-02", ["before"]),
        ("Europe/Kyiv", "2031-03-30", "2031-03-30", ["summer"]),
        ("Europe/Kyiv", "2031-03-31", "", ["later"]),
        ("UTC", "2031-03-03", "2031-03-03", ["last", "after"]),
        ("America/New_York", "2031-03-02", "2031-03-02", ["before", "first"]),
        ("Asia/Kathmandu", "2031-03-03", "2031-03-03", ["before", "first"]),
        ("UTC", "", "", [*MOMENTS, "never"]),
    ],
)
def test_days_are_counted_in_the_stated_zone(corpus, zone, start, end, found):
    given = {"corpus": corpus, "timezone": zone, "start": start, "end": end, "copies": "each"}
    assert list(context.start("01_corpus", given).articles["title"]) == found


def test_a_query_selects_by_field_and_word(corpus):
    given = {"corpus": corpus, "query": "title:first OR title:never -reservoir bridge", "copies": "each"}
    assert list(context.start("01_corpus", given).articles["title"]) == ["first", "never"]
