from __future__ import annotations

import json

import pytest

from helpers.paths import ROOT
from helpers.places.annotate import annotate_places

AP = ROOT.parent / "shared" / "gold" / "ap-2022-03-16"


def test_rows_have_the_columns_of_the_scorer_and_no_demonyms() -> None:
    rows = annotate_places([{"id": "a", "text": "Ukrainian troops held Kyiv and Lviv in Ukraine on Monday."}])
    assert [row["name"] for row in rows] == ["Kyiv", "Lviv", "Ukraine"]
    assert list(rows[0]) == ["doc_id", "start", "end", "name", "lat", "lon", "geonameid"]
    assert rows[0]["geonameid"] == "703448"


def test_a_seat_of_government_is_a_row_only_where_it_stands_for_itself() -> None:
    text = "The Kremlin said no. They met in the Kremlin, a White House aide said."
    rows = annotate_places([{"id": "a", "text": text}])
    assert [(row["name"], row["start"]) for row in rows] == [("Kremlin", 37)]


@pytest.mark.skipif(not AP.exists(), reason="../shared is not there: no real page to measure on")
def test_every_literal_place_of_a_real_page_is_found_and_rightly_placed() -> None:
    text = json.loads((AP / "article.json").read_text(encoding="utf-8"))["body"]
    gold = [json.loads(line) for line in (AP / "places.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = {(row["start"], row["end"]): row for row in annotate_places([{"id": "ap", "text": text}])}
    literal = [place for place in gold if place["role"] == "literal"]
    assert [place["surface"] for place in literal if (place["start"], place["end"]) not in rows] == []
    far = [
        place["surface"]
        for place in literal
        if place["kind"] == "city"
        and max(
            abs(rows[place["start"], place["end"]]["lat"] - place["lat"]),
            abs(rows[place["start"], place["end"]]["lon"] - place["lon"]),
        )
        > 0.45
    ]
    assert far == []
    assert {row["name"] for row in rows.values()}.isdisjoint({"Gaza Strip", "Denver", "Seattle", "Mexico"})
    assert len(set(rows) - {(place["start"], place["end"]) for place in gold}) <= 2
