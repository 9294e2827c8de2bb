"""The sentences and tables of notebook 01, on small corpora of every awkward kind."""

from __future__ import annotations

import pytest

from helpers import context
from helpers.corpus import summary
from helpers.store import Store

STORY = "The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers had warned it."
TABLES = (
    summary.by_day_and_source, summary.sources, summary.kinds, summary.least_certain, summary.undated, summary.not_read,
    summary.copies, summary.corpus_table,
)  # fmt: skip
SENTENCES = (summary.say_period, summary.say_cleaning, summary.say_quality, summary.say_copies)


@pytest.fixture
def start(tmp_path, monkeypatch):
    """A context over files given as name -> text."""
    monkeypatch.setattr(context, "Store", lambda corpus: Store(corpus, derived=tmp_path / "derived"))

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
    assert summary.about_days(ctx, summary.by_day_and_source(ctx))["alt"]
    assert summary.about_kinds(ctx, summary.kinds(ctx))["title"]


def test_counts_days_gaps_and_copies(start):
    ctx = start(
        {
            "2031-03-03-a.txt": STORY, "2031-03-05-b.txt": STORY + " Nobody was hurt, the police said on Wednesday.",
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
