from __future__ import annotations

import datetime as dt
import random

import pyarrow as pa

from helpers.corpus.duplicates import group_copies
from helpers.schema import SCHEMAS

COLUMNS = ("article_id", "text_hash", "source", "site", "url", "title", "published_utc", "updated_utc", "n_words")
SCHEMA = pa.schema([SCHEMAS["pages"].field(name) for name in COLUMNS])


def _groups(*rows):
    filled = []
    for number, row in enumerate(rows):
        base = {"article_id": f"a{number}", "text_hash": f"h{number}", "source": "", "site": "", "url": "", "title": "",
                "published_utc": None, "updated_utc": None, "n_words": 50}  # fmt: skip
        filled.append({**base, **row})
    made = group_copies(pa.Table.from_pylist(filled, schema=SCHEMA))
    assert made.schema == SCHEMAS["groups"]
    return {row["article_id"]: (row["story_id"], row["version"], row["copy_of"]) for row in made.to_pylist()}


def _day(day, month=3):
    return dt.datetime(2031, month, day, tzinfo=dt.UTC)


def test_copies_go_to_the_earliest():
    found = _groups(
        {"text_hash": "x", "published_utc": _day(5)}, {"text_hash": "x", "published_utc": _day(4)},
        {"text_hash": "x"}, {"text_hash": "y"},
    )  # fmt: skip
    assert [found[f"a{n}"][2] for n in range(4)] == ["a1", "", "a1", ""]
    assert len({found[f"a{n}"][0] for n in range(3)}) == 1
    assert found["a3"][0] == "a3"


def test_versions_are_numbered_in_order():
    page = {"url": "https://c.example/bridge", "site": "Courier"}
    found = _groups(
        {**page, "published_utc": _day(3), "updated_utc": _day(6)}, {**page, "published_utc": _day(3)},
        {**page, "url": "https://c.example/bridge?utm=1#top", "published_utc": _day(3), "updated_utc": _day(5)},
    )  # fmt: skip
    assert [found[f"a{n}"][1] for n in range(3)] == [3, 1, 2]
    assert len({story for story, _, _ in found.values()}) == 1


def test_same_headline_of_one_outlet_within_two_weeks():
    one = {"site": "Courier", "title": "Bridge: closed!", "published_utc": _day(3)}
    found = _groups(
        one, {**one, "title": "BRIDGE CLOSED", "published_utc": _day(10)}, {**one, "published_utc": _day(28)},
        {**one, "site": "Herald"}, {**one, "published_utc": None},
    )  # fmt: skip
    assert found["a0"][0] == found["a1"][0]
    assert (found["a0"][1], found["a1"][1]) == (1, 2)
    assert {found[name][0] for name in ("a2", "a3", "a4")} == {"a2", "a3", "a4"}


def test_empty_texts_titles_and_addresses_group_nothing():
    found = _groups(*({"text_hash": "", "n_words": 0} for _ in range(5)))
    assert len({story for story, _, _ in found.values()}) == 5


def test_order_of_rows_does_not_matter():
    rows = [
        {"article_id": f"a{n}", "text_hash": f"h{n % 7}", "url": f"u{n % 5}", "published_utc": _day(1 + n % 9)}
        for n in range(40)
    ]
    wanted = _groups(*rows)
    random.Random(1).shuffle(rows)
    assert _groups(*rows) == wanted


def test_ten_thousand_copies():
    found = _groups(
        *({"text_hash": "x", "title": "Same", "site": "S", "url": "u", "published_utc": _day(1)} for _ in range(10_000))
    )
    assert len({story for story, _, _ in found.values()}) == 1
    assert sum(copy == "" for _, _, copy in found.values()) == 1


def test_empty_corpus():
    assert group_copies(SCHEMA.empty_table()).num_rows == 0
