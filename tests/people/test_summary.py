"""Frames, sentences and pictures of notebook 05, on a handful of mentions and on none."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.people import findings, pictures, summary
from helpers.report import Figure, Table

DAY = pd.Timestamp("2031-04-01")


def seen(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Mentions from (article, name, day of April)."""
    table = [
        {
            "article_id": article,
            "start": 0,
            "end": len(name),
            "surface": name,
            "person_id": name.lower().replace(" ", "-"),
            "name": name,
            "role": "mayor" if name == "Jane Roe" else "",
            "affiliation": "Vienna" if name == "Jane Roe" else "",
            "why": "full-name, ambiguous" if name == "Mark Lind" else "full-name",
            "day": DAY + pd.Timedelta(days=day - 1),
            "source": "CNA",
            "story_id": article,
        }
        for article, name, day in rows
    ]
    columns = [*(table[0] if table else []), "article_id", "start", "end", "surface", "person_id", "name", "role"]
    columns += ["affiliation", "why", "day", "source", "story_id"]
    return pd.DataFrame(table, columns=list(dict.fromkeys(columns)))


def said(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Quotations from (article, name, words)."""
    columns = [
        "article_id",
        "start",
        "end",
        "text",
        "speaker",
        "person_id",
        "cue",
        "name",
        "who",
        "words",
        "day",
        "source",
    ]
    return pd.DataFrame(
        [
            [article, 0, 3, text, name or "a man", name.lower().replace(" ", "-"), "said", name or None]
            + [name or "a man", len(text.split()), DAY, "CNA"]
            for article, name, text in rows
        ],
        columns=columns,
    )  # fmt: skip


def context(days: list[int]) -> SimpleNamespace:
    """As much of a notebook's context as the pictures ask for: articles a1, a2 … on these days of April."""
    articles = pd.DataFrame(
        {
            "article_id": [f"a{number + 1}" for number in range(len(days))],
            "day": pd.to_datetime([DAY + pd.Timedelta(days=day - 1) for day in days]),
            "source": "CNA",
            "url": "",
        }
    )
    period = (dt.date(2031, 4, min(days)), dt.date(2031, 4, max(days))) if days else None
    return SimpleNamespace(
        articles=articles, period=period, bin="day", params=SimpleNamespace(top_n=5), texts=lambda ids: {}
    )


SEEN = seen(
    ("a1", "Jane Roe", 1), ("a1", "Jane Roe", 1), ("a1", "Mark Lind", 1), ("a2", "Jane Roe", 2), ("a3", "Ada Berg", 3),
    ("a4", "Ada Berg", 4), ("a4", "Jane Roe", 4),
)  # fmt: skip
SAID = said(("a1", "Jane Roe", "one two three"), ("a2", "", "four"))


def test_persons_counts_articles_mentions_and_words() -> None:
    table = summary.persons(SEEN, SAID).set_index("name")
    assert list(table.index) == ["Jane Roe", "Ada Berg", "Mark Lind"]
    row = table.loc["Jane Roe"]
    assert (row["articles"], row["mentions"], row["quotes"], row["words"]) == (3, 4, 1, 3)
    assert row["share"] == pytest.approx(0.75)
    assert row["role"] == "Vienna mayor"
    assert table.loc["Ada Berg", "quotes"] == 0


def test_words_by_whom_the_speakers_act_for() -> None:
    names = seen(("a1", "Jane Roe", 1), ("a1", "Ada Berg", 1), ("a2", "Mark Lind", 2))
    names["affiliation"] = ["Austrian", "Austria", "hospital"]
    words = said(("a1", "Jane Roe", "one two three"), ("a1", "Ada Berg", "four"), ("a2", "Mark Lind", "five"))
    table = summary.by_affiliation(names, words)
    assert table.values.tolist() == [["Austria", 4, 2, 2, 0.8]]
    assert findings.affiliations(table) == "By country or body, Austria leads with 80% of all quoted words"
    assert findings.affiliations(table.head(0)) == "No speaker's country or body is named"


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Roe said “it held” on Monday.", "Roe said “it held” on Monday."),
        ("Far away.\n\nRoe said “it held”\n\nNext.", "Roe said “it held”"),
        ("word " * 40 + "“it held” " + "word " * 40, f"…{'word ' * 15}“it held” {'word ' * 14}word…"),
    ],
)
def test_the_words_around_a_quotation(text: str, around: str) -> None:
    start = text.index("it held")
    assert summary.in_context(text, start, start + len("it held")) == around


def test_changes_and_new_faces() -> None:
    changes = summary.changes(context([1, 2, 3, 4]), SEEN).set_index("name")
    assert changes.loc["Ada Berg", "new"] and changes.loc["Ada Berg", "points"] == pytest.approx(100)
    assert changes.loc["Jane Roe", "points"] == pytest.approx(-50)
    assert "Mark Lind" not in changes.index
    text = findings.rising(changes.reset_index())
    assert text == "Ada Berg rises from none to 100% of articles, Jane Roe falls from 100% to 50%"
    assert "Ada Berg (from 3 Apr 2031)" in findings.new_faces(changes.reset_index())


def test_by_bin_keeps_gaps_apart_from_zeros() -> None:
    table = summary.by_bin(context([1, 2, 4]), SEEN, pd.Series(["Ada Berg"]))
    assert table["share"].fillna(-1).tolist() == [0, 0, -1, 1]


def test_together_and_doubtful() -> None:
    pairs = summary.together(SEEN, pd.Series(["Jane Roe", "Mark Lind", "Ada Berg"]))
    assert pairs.values.tolist() == [["Ada Berg", "Jane Roe", 1], ["Jane Roe", "Mark Lind", 1]]
    assert summary.doubtful(SEEN)["surface"].tolist() == ["Mark Lind"]


@pytest.mark.parametrize(("rows", "n_articles", "sentence"), [
    ((), 0, "Nobody is named"),
    ((("a1", "Jane Roe", 1),), 1, "1 person is named: Jane Roe"),
    ((("a1", "Jane Roe", 1), ("a1", "Ada Berg", 1)), 1, "2 people are named, Ada Berg and Jane Roe most often"),
    ((("a1", "Jane Roe", 1),), 2, "Jane Roe is named in 1 of 2 articles"),
])  # fmt: skip
def test_who_is_present(rows: tuple, n_articles: int, sentence: str) -> None:
    assert findings.present(summary.persons(seen(*rows), said()), n_articles) == sentence


def test_sentences_about_quotes() -> None:
    persons = summary.persons(SEEN, SAID)
    assert findings.quoted(persons, SAID) == "Jane Roe is quoted most: 75% of all quoted words"
    assert findings.attribution(SAID).startswith("Of 2 quotations, 2 have a speaker in the text and 1 lead")
    assert findings.quoted(persons, said()) == "Nobody is quoted"


def test_since_an_earlier_run() -> None:
    persons = summary.persons(SEEN, SAID)
    assert findings.since(None, persons, "") == "No earlier run to compare with."
    before = pd.DataFrame({"name": ["Jane Roe", "Old Face"]})
    assert findings.since(before, persons, "r1") == (
        "Since run r1, new among the leading people: Ada Berg; no longer among them: Old Face."
    )


@pytest.mark.parametrize("full", [True, False])
def test_pictures_of_something_and_of_nothing(full: bool) -> None:
    mentions, quotes = (SEEN, SAID) if full else (seen(), said())
    ctx = context([1, 2, 3, 4] if full else [])
    persons = summary.persons(mentions, quotes)
    changes = summary.changes(ctx, mentions)
    by_outlet = summary.quoted_by_outlet(quotes, persons["name"])
    figures = [
        pictures.lanes(ctx, persons, mentions, quotes),
        pictures.most_quoted(ctx, persons, quotes),
        pictures.affiliations(ctx, summary.by_affiliation(mentions, quotes), quotes),
        pictures.outlets(ctx, by_outlet),
        pictures.rising(ctx, changes, summary.by_bin(ctx, mentions, persons["name"])),
    ]
    assert [isinstance(figure, Figure) for figure in figures] == [full] * 5
    merged = pd.DataFrame(columns=["canonical", "name", "witness", "articles"])
    tables = [
        pictures.people_table(ctx, persons),
        pictures.together(ctx, summary.together(mentions, persons["name"])),
        pictures.quotes_table(ctx, quotes),
        pictures.merges_table(merged, summary.doubtful(mentions)),
    ]
    assert all(isinstance(table, Table) and table.html() for table in tables)
    assert ("Jane Roe" in tables[0].html()) == full
    assert set(pictures.key_points(persons, quotes, changes, len(ctx.articles))) >= {"lanes", "most-quoted"}


def test_article_text_cannot_become_markup() -> None:
    evil = said(("a1", "", "<script>alert(1)</script> $x$"))
    assert "<script>" not in pictures.quotes_table(context([1]), evil).html()
