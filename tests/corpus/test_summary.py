"""The sentences and tables of notebook 01, on small corpora of every awkward kind."""

from __future__ import annotations

import json

import pytest

from helpers import context
from helpers.corpus import summary
from helpers.store import Store

STORY = "The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers had warned it."
TABLES = (
    summary.by_day_and_source, summary.sources, summary.kinds, summary.least_certain, summary.undated, summary.not_read,
    summary.copies, summary.corpus_table, summary.encodings,
)  # fmt: skip
SENTENCES = (summary.say_period, summary.say_cleaning, summary.say_quality, summary.say_copies)


@pytest.fixture
def start(tmp_path, monkeypatch):
    """A context over files given as name -> text."""
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "derived", tmp_path / "derived")

    def make(files, **given):
        folder = tmp_path / "corpus"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return context.start("01_corpus", {"corpus": str(folder), **given})

    return make


@pytest.mark.parametrize(
    ("files", "given"),
    [
        ({"2031-03-03-a.txt": STORY}, {}),
        ({"a.txt": STORY}, {}),
        ({"a.txt": ""}, {}),
        ({"2031-03-03-a.txt": STORY}, {"query": "absent"}),
        ({"2031-03-03-a.txt": STORY, "b.txt": STORY, "c.txt": ""}, {"bin": "month"}),
    ],
)
def test_every_corpus_gives_tables_and_sentences(start, files, given):
    ctx = start(files, **given)
    assert all(make(ctx) is not None for make in TABLES)
    assert all(make(ctx).endswith(".") for make in SENTENCES)
    assert all(make(ctx)[-1:] in ("", ".") for make in (summary.say_least, summary.say_gaps, summary.say_dates))
    assert summary.about_days(ctx, summary.by_day_and_source(ctx))["alt"]
    assert summary.about_kinds(ctx, summary.kinds(ctx))["title"]


def test_counts_days_gaps_and_copies(start):
    ctx = start(
        {
            "2031-03-03-a.txt": STORY, "2031-03-05-b.txt": "Nobody was hurt, the police said on Wednesday.",
            "2031-03-04-copy.txt": STORY, "c.txt": "",
            "undated.txt": "Ferries will run every twenty minutes from Monday.",
        },
        bin="day",
    )  # fmt: skip
    counts = summary.by_day_and_source(ctx)
    assert list(counts.groupby("bin")["articles"].sum()) == [1, 0, 1]
    assert summary.say_period(ctx).startswith("3 articles")
    assert "1 day of 3" in summary.say_period(ctx)
    assert list(summary.undated(ctx)["page_path"]) == ["undated.txt"]
    assert list(summary.not_read(ctx)["page_path"]) == ["c.txt"]
    assert list(summary.copies(ctx)["pages"]) == [2]
    assert "4 pages tell 3 stories" in summary.say_copies(ctx)
    assert summary.say_dates(ctx) == "All dates are from the file's name."
    assert list(summary.kinds(ctx)["kind"]) == ["story"]


PAGE = """Harbor Courier
MENU
Home
Sports
Upper bridge to close
Subscribe to our newsletter

{story}

“We have looked at every bolt,” said the engineer, who has kept it for thirty years. “It will not hold.”

The vote was nine to two. Shops on the far bank fear for their customers, and the ferry, which was laid up in March, \
will be painted and sent across again from Monday.

A new bridge would cost the town more than it earns in a year, the treasurer said, and asked the council to be patient.

Most read
Octopus escapes from the aquarium again
Ten pubs to see before winter
All rights reserved
"""


def test_kept_and_dropped_stand_side_by_side(start):
    page = PAGE.format(story=STORY)
    ctx = start({"2031-03-03-page.txt": page, "2031-03-04-clean.txt": "Another story, and no page."})
    found = summary.least_certain(ctx)
    assert found["page_path"][0] == "2031-03-03-page.txt"
    kept, dropped = (" ".join(text for _, text in found[side][0]) for side in ("kept", "dropped"))
    assert "The vote was nine to two" in kept and "Octopus" not in kept
    assert "sure" in found["told"][0]
    assert "Octopus" in dropped
    assert summary.say_least(ctx).startswith("1 page had nothing around the story")


def test_what_is_said_of_one_page_alone(start):
    ctx = start({"2031-03-03-page.txt": PAGE.format(story=STORY)})
    assert summary.say_least(ctx).startswith("The one page keeps ")
    assert summary.say_copies(ctx) == "With one page there are no copies."


def test_pages_without_a_source_are_told_apart(start):
    ctx = start(
        {
            "2031-03-03-a.txt": STORY, "2031-03-04-b.txt": f"TALLOW BAY (Reuters) - {STORY} A ferry will run.",
            "2031-03-05-c.txt": "Nobody was hurt, the police said on Wednesday.",
        }
    )  # fmt: skip
    assert summary.say_period(ctx).startswith("3 articles, 1 of them of one named source, 3 to 5 March")


def test_long_pages_are_quoted_not_reprinted(start):
    story = "\n\n".join(f"{STORY} Part {number}." for number in range(40))
    menu = "\n".join(f"Teaser number {number}" for number in range(200))
    ctx = start({"2031-03-03-page.txt": f"Home\nSports\nLog in\n{menu}\n\n{story}\n\nMost read\n{menu}"})
    row = summary.least_certain(ctx).iloc[0]
    assert sum(len(text) for _, text in row["kept"]) < 500
    assert sum(len(text) for _, text in row["dropped"]) < 1000
    assert "more block" in row["dropped"][-1][1]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((3,), "All dated articles are of 3 March 2031."), ((3, 4), "There is no day without an article"),
        ((3, 5), "On one day in between, 4 March 2031, there was no article."),
        ((3, 5, 9), "On 4 days in between there was no article; the longest gap is 3 days, 6 to 8 March 2031."),
    ],
)  # fmt: skip
def test_gaps_are_named(start, days, told):
    ctx = start({f"2031-03-{day:02}-{day}.txt": f"Story number {day} of the town." for day in days})
    assert summary.say_gaps(ctx).startswith(told)


def test_copies_tell_outlets_versions_and_lag(start):
    story = " ".join(f"{STORY} That was item {number} of the evening." for number in range(6))
    lines = [
        {"id": "wire", "text": story, "title": "Bridge to close", "site": "CNA", "published": "2031-03-03T10:00:00Z"},
        {"id": "cut", "text": story[:600], "title": "Our bridge!", "site": "Post", "published": "2031-03-03T13:30:00Z"},
        {"id": "later", "text": story + " Then it rained.", "title": "Bridge to close", "site": "CNA",
         "published": "2031-03-03T11:00:00Z"},
        {"id": "other", "text": "Ferries run from Monday.", "title": "", "site": "Post", "published": "2031-03-05"},
    ]  # fmt: skip
    ctx = start({"wire.jsonl": "\n".join(map(json.dumps, lines))})
    (row,) = summary.copies(ctx).to_dict("records")
    assert (row["title"], row["pages"], row["outlets"], row["versions"]) == ("Bridge to close", 3, "CNA and Post", 2)
    assert row["lag_hours"] == 3.5
    assert list(summary.corpus_table(ctx)["title"]) == ["Bridge to close", "Ferries run from Monday."]
    assert list(ctx.articles["page_path"]) == ["wire.jsonl#later", "wire.jsonl#other"]
