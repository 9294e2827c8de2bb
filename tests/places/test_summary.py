from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.places import findings, summary

DAYS = pd.to_datetime(["2031-05-01", "2031-05-02", "2031-05-03", "2031-05-04"])
COLUMNS = [
    "article_id",
    "start",
    "end",
    "surface",
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "lat",
    "lon",
    "role",
    "score",
    "why",
    "day",
]


def mention(
    article: int,
    start: int,
    surface: str,
    place_id: str,
    *,
    name: str = "",
    kind: str = "city",
    country: str = "UA",
    admin1: str = "",
    role: str = "literal",
    score: float = 0.9,
) -> tuple:
    return (
        f"a{article}",
        start,
        start + len(surface),
        surface,
        place_id,
        name or surface,
        kind,
        country,
        admin1,
        50.0,
        30.0,
        role,
        score,
        "test",
        DAYS[article],
    )


def context(rows: list[tuple], **params: object) -> SimpleNamespace:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(4)], "day": DAYS})
    return SimpleNamespace(
        table=lambda name: frame,
        articles=articles,
        bin="day",
        period=(DAYS[0].date(), DAYS[-1].date()),
        params=SimpleNamespace(**{"focus_places": [], "top_n": 5, **params}),
    )


ROWS = [
    mention(0, 0, "KYIV", "703448", name="Kyiv", role="dateline"),
    mention(0, 40, "Kyiv", "703448", name="Kyiv"),
    mention(1, 0, "Kiev", "703448", name="Kyiv"),
    mention(1, 60, "Lviv", "702550"),
    mention(2, 0, "Lviv", "702550"),
    mention(3, 0, "Lviv", "702550"),
    mention(2, 90, "Russian", "2017370", role="demonym"),
    mention(3, 90, "Springfield", "4409896", country="US", admin1="Missouri", score=0.4),
]


def test_mentions_leave_out_demonyms_and_share_one_label() -> None:
    placed = summary.mentions(context(ROWS))
    assert len(placed) == 7
    assert placed.groupby("place_id")["place"].nunique().tolist() == [1, 1, 1]
    assert "Russian" not in set(placed["surface"])


def test_two_places_of_one_name_are_told_apart() -> None:
    rows = [mention(0, 0, "Paris", "1", country="FR"), mention(0, 9, "Paris", "2", country="US", admin1="Texas")]
    labels = summary.labels(pd.DataFrame(rows, columns=COLUMNS))
    assert labels == {"1": "Paris (France)", "2": "Paris (Texas, United States)"}


def test_ranking_counts_articles_mentions_and_roles() -> None:
    table = summary.ranking(summary.mentions(context(ROWS)), 4)
    assert table["place"].iloc[0] == "Lviv" and table["share"].iloc[0] == 0.75
    kyiv = table[table["place_id"] == "703448"].iloc[0]
    assert (kyiv["mentions"], kyiv["articles"], kyiv["datelines"]) == (3, 2, 1)


def test_over_time_has_zeros_where_there_are_articles() -> None:
    ctx = context(ROWS)
    table = summary.over_time(ctx, summary.mentions(ctx), ["Lviv"])
    assert table["articles"].tolist() == [0, 1, 1, 1]
    assert table["share"].tolist() == [0.0, 1.0, 1.0, 1.0]


def test_changes_between_the_halves() -> None:
    ctx = context(ROWS)
    table = summary.changes(ctx, summary.mentions(ctx), least=2)
    lviv = table[table["place"] == "Lviv"].iloc[0]
    assert (lviv["earlier"], lviv["later"]) == (0.5, 1.0)
    assert findings.changes(table).startswith("Lviv rose from 50% to 100% of articles")


def test_the_leading_places_in_each_part_of_the_period() -> None:
    ctx = context(ROWS)
    placed = summary.mentions(ctx)
    table = summary.by_part(ctx, placed, findings.towns(summary.ranking(placed, 4)), parts=2)
    assert table["part"].unique().tolist() == ["1–2 May 2031", "3–4 May 2031"]
    assert table["all_articles"].unique().tolist() == [2]
    shares = table.set_index(["part_number", "place"])["share"]
    assert (shares[0, "Kiev"], shares[1, "Kiev"]) == (1.0, 0.0)
    assert (shares[0, "Lviv"], shares[1, "Lviv"]) == (0.5, 1.0)
    assert findings.moves(table) == "From Kiev at the beginning to Lviv at the end"


@pytest.mark.parametrize(("parts", "counts"), [(1, [4]), (3, [2, 1, 1]), (8, [1, 1, 1, 1])])
def test_neighbouring_steps_are_joined_where_they_are_many(parts: int, counts: list[int]) -> None:
    ctx = context(ROWS)
    placed = summary.mentions(ctx)
    table = summary.by_part(ctx, placed, findings.towns(summary.ranking(placed, 4)), parts=parts)
    assert table.drop_duplicates("part_number")["all_articles"].tolist() == counts


def test_places_near_each_other() -> None:
    placed = summary.mentions(context(ROWS))
    pairs = summary.together(summary.close_pairs(placed, placed["place"].unique().tolist()))
    assert {"Lviv", "Springfield"} in [set(pair) for pair in pairs[["first", "second"]].to_numpy().tolist()]
    rows = [mention(0, 0, "Lviv", "702550"), mention(0, 6, "Ukraine", "690791", kind="country")]
    assert summary.close_pairs(summary.mentions(context(rows)), ["Lviv", "Ukraine"]).empty


def test_uncertain_names_come_with_other_candidates() -> None:
    table = summary.uncertain(summary.mentions(context(ROWS)))
    assert table["surface"].tolist() == ["Springfield"]
    assert "Missouri" in table["chosen"].iloc[0] and "Illinois" in table["others"].iloc[0]


def test_the_headline_names_where_things_happen() -> None:
    rows = pd.DataFrame(
        [
            ("Kremlin", "building", "RU", 9, 10, 8),
            ("European Union", "region", "", 8, 8, 1),
            ("Ukraine", "country", "UA", 7, 9, 0),
            ("Donbas", "region", "UA", 6, 6, 0),
            ("Heathrow", "building", "GB", 5, 5, 0),
        ],
        columns=["place", "kind", "country", "articles", "mentions", "as_government"],
    )
    assert findings.scenes(rows)["place"].tolist() == ["Donbas", "Heathrow"]
    assert findings.leading(rows.assign(share=0.5), 12).startswith("Donbas is named")


def test_followed_knows_other_names_of_a_place() -> None:
    ctx = context(ROWS, focus_places=["Kiev"])
    ranked = summary.ranking(summary.mentions(ctx), 4)
    first = summary.followed(ctx, ranked)[0]
    assert ranked.set_index("place")["place_id"][first] == "703448"


def test_nothing_gives_empty_frames_and_plain_sentences() -> None:
    ctx = context([])
    placed = summary.mentions(ctx)
    ranked = summary.ranking(placed, 0)
    assert ranked.empty and summary.changes(ctx, placed).empty and summary.over_time(ctx, placed, []).empty
    assert summary.together(summary.close_pairs(placed, [])).empty
    assert findings.moves(summary.by_part(ctx, placed, findings.towns(ranked), parts=8)) == "Places by time"
    assert summary.uncertain(placed).empty and summary.unplaced(summary.unknown(ctx)).empty
    assert findings.leading(ranked, 0) == "No places are named in the selected articles"
    assert findings.countries(ranked) == "No country is named."
    assert findings.surely(placed, summary.uncertain(placed), summary.unknown(ctx)) == "No place names were found."


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (None, "There is no earlier run to compare with."),
        (pd.DataFrame({"place": ["Lviv", "Kyiv", "Kiev", "Springfield"]}), "No new places since run r1."),
    ],
)
def test_since(before: pd.DataFrame | None, sentence: str) -> None:
    ranked = summary.ranking(summary.mentions(context(ROWS)), 4)
    assert findings.since(before, ranked, "r1") == sentence
