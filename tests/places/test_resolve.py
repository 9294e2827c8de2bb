from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.annotate import pages_of
from helpers.places.resolve import mark_places


@pytest.mark.parametrize(
    ("text", "named", "surface", "country", "admin1"),
    [
        ("A fire in Paris, Texas, hurt two.", [("Paris", "place"), ("Texas", "place")], "Paris", "US", "Texas"),
        ("A fire in Paris hurt two.", [("Paris", "place")], "Paris", "FR", None),
        ("He lives in Dublin, Ohio.", [("Dublin", "person"), ("Ohio", "place")], "Dublin", "US", "Ohio"),
        (
            "The mayor of Odessa flew to Ukraine.",
            [("Odessa", "place"), ("Ukraine", "place")],
            "Odessa",
            "UA",
            "Odesa Oblast",
        ),
        (
            "In Georgia, police in Atlanta and Savannah said so.",
            [("Georgia", "place"), ("Atlanta", "place"), ("Savannah", "place")],
            "Georgia",
            "US",
            "Georgia",
        ),
        (
            "Georgia's army left Tbilisi for Gori.",
            [("Georgia", "place"), ("Tbilisi", "place"), ("Gori", "place")],
            "Georgia",
            "GE",
            None,
        ),
        (
            "Washington state's towns Spokane and Yakima; snow in Washington.",
            [("Spokane", "place"), ("Yakima", "place"), ("Washington", "place")],
            "Washington",
            "US",
            "Washington",
        ),
        ("Senators in Washington met.", [("Washington", "place")], "Washington", "US", "District of Columbia"),
        ("COLUMBUS, Ohio (AP) — It rained.", [("COLUMBUS", "other"), ("Ohio", "place")], "COLUMBUS", "US", "Ohio"),
    ],
)
def test_the_sense_of_a_name(places, text: str, named: list, surface: str, country: str, admin1: str | None) -> None:
    rows = [row for row in places(text, named) if row["surface"] == surface]
    assert {row["country"] for row in rows} == {country}
    if admin1:
        assert {row["admin1"] for row in rows} == {admin1}


@pytest.mark.parametrize(
    ("text", "named", "surface", "role"),
    [
        ("KYIV, Ukraine (AP) — It rained.", [("KYIV", "place"), ("Ukraine", "place")], "KYIV", "dateline"),
        ("Moscow said it would not.", [("Moscow", "place")], "Moscow", "associative"),
        ("It happened near Moscow said a man.", [("Moscow", "place")], "Moscow", "literal"),
        ("Beijing has also rejected the plan.", [("Beijing", "place")], "Beijing", "associative"),
        ("It rained in Kyiv.", [("Kyiv", "place")], "Kyiv", "literal"),
        ("Kharkiv Regional Hospital was hit.", [("Kharkiv Regional Hospital", "organisation")], "Kharkiv", "embedded"),
        ("A White House official spoke.", [("White House", "place")], "White House", "associative"),
        ("at a White House briefing", [("White House", "place")], "White House", "associative"),
        ("They met at the White House on Monday.", [("White House", "place")], "White House", "literal"),
        ("Ukrainian forces held.", [("Ukrainian", "other")], "Ukrainian", "demonym"),
        ("The Russian Red Cross came.", [("Russian Red Cross", "organisation")], "Russian", "demonym"),
    ],
)
def test_the_role_of_a_mention(places, text: str, named: list, surface: str, role: str) -> None:
    assert [row["role"] for row in places(text, named) if row["surface"] == surface] == [role]


@pytest.mark.parametrize(
    ("body", "surfaces"),
    [
        ("Hopkinton Police Department", ["Hopkinton"]),
        ("Los Angeles Superior Court", ["Los Angeles"]),
        ("Clarke County Superior Court", ["Clarke County"]),
        ("U.S. Supreme Court", ["U.S."]),
        ("Byesville Volunteer Fire Department", ["Byesville"]),
        ("Canaan Board of Finance", ["Canaan"]),
        ("Hopkinton Shoes", []),  # a shoe factory may be anywhere
        ("Hopkinton Street", []),
    ],
)
def test_an_office_that_every_town_has_stands_behind_its_town(places, body: str, surfaces: list[str]) -> None:
    rows = places(f"They asked the {body} on Monday.", [(body, "organisation")])
    assert [(row["surface"], row["role"]) for row in rows] == [(surface, "embedded") for surface in surfaces]


def test_a_court_that_is_no_body_is_a_street(places) -> None:
    assert places("She lives on Dallas Court.", [("Dallas Court", "other")]) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Paris Hilton smiled.", [("Paris Hilton", "person")]),
        ("Michael Jordan spoke. Jordan smiled.", [("Michael Jordan", "person"), ("Jordan", "person")]),
        ("She lives on Wichita Street.", [("Wichita Street", "other")]),
        ("St. Michael's won.", [("St. Michael's", "organisation")]),
        ("Peter, Paul and Mary sang.", [("Peter", "person"), ("Paul", "person"), ("Mary", "person")]),
        ("A Toyota Camry hit a tree.", [("Toyota Camry", "other")]),
        ("", []),
    ],
)
def test_what_is_no_place(places, text: str, named: list) -> None:
    assert places(text, named) == []


@pytest.mark.parametrize(
    ("text", "named", "surface", "name", "kind"),
    [
        ("A bus in Oaxaca State.", [("Oaxaca State", "place")], "Oaxaca State", "Oaxaca", "admin1"),
        ("In Győr-Moson-Sopron County.", [("Győr-Moson-Sopron County", "place")],
         "Győr-Moson-Sopron County", "Győr-Moson-Sopron", "admin1"),
        ("They met in Washington, D.C., on Monday.", [("Washington", "place"), ("D.C.", "other")],
         "Washington, D.C.", "Washington", "city"),
        ("A storm crossed the Atlantic.", [("Atlantic", "place")], "Atlantic", "Atlantic", "water"),
        ("The European Union paid.", [("European Union", "place")], "European Union", "European Union", "region"),
        ("the People's Republic of China", [("People", "other"), ("Republic of China", "place")],
         "People's Republic of China", "China", "country"),
        ("the Democratic People’s Republic of Korea", [("Democratic People", "other"), ("Republic of Korea", "place")],
         "Democratic People’s Republic of Korea", "North Korea", "country"),
    ],
)  # fmt: skip
def test_the_whole_of_a_name_is_one_mention(places, text: str, named: list, surface: str, name: str, kind: str) -> None:
    assert [(row["surface"], row["name"], row["kind"]) for row in places(text, named)] == [(surface, name, kind)]


def test_a_division_by_its_suffix(places) -> None:
    rows = places("Kherson fell. In Kherson region it rained.", [("Kherson", "place"), ("Kherson", "place")])
    assert [row["kind"] for row in rows] == ["city", "admin1"]


def test_a_town_proved_once_is_believed_everywhere(places) -> None:
    text = "A man from Shiloh, Illinois, was hurt. Police in Shiloh said so."
    rows = places(text, [("Shiloh", "other"), ("Illinois", "place"), ("Shiloh", "other")])
    assert [(row["surface"], row["admin1"]) for row in rows] == [
        ("Shiloh", "Illinois"),
        ("Illinois", "Illinois"),
        ("Shiloh", "Illinois"),
    ]


def test_neighbours_speak_for_a_small_town(places) -> None:
    text = "Members met in Medina, Ohio, in Lodi, Ohio, and Wadsworth."
    named = [("Medina", "place"), ("Ohio", "place"), ("Lodi", "place"), ("Ohio", "place"), ("Wadsworth", "other")]
    last = places(text, named, why="capitalised")[-1]
    assert (last["surface"], last["admin1"], last["why"]) == ("Wadsworth", "Ohio", "near-others")


def test_a_town_of_the_same_country_may_be_farther_off_unless_it_is_a_word(places) -> None:
    text = "Water rose in Ruse and in Svishtov; {} fell."
    towns = [("Ruse", "place"), ("Svishtov", "place")]
    far = places(text.format("Belene"), [*towns, ("Belene", "other")], why="capitalised")
    assert [row["name"] for row in far if row["why"] == "near-others"] == ["Belene"]
    word = places(text.format("General"), [*towns, ("General", "other")], why="capitalised")
    assert [row["surface"] for row in word] == ["Ruse", "Svishtov"]


def test_a_name_outside_the_gazetteer_keeps_its_row(places) -> None:
    (row,) = places("It rained in Qqqqville.", [("Qqqqville", "place")])
    assert (row["place_id"], row["lat"], row["kind"], row["name"]) == (None, None, "unknown", "Qqqqville")


def test_a_pair_beats_the_prior_in_score(places) -> None:
    sure = places("In Springfield, Oregon, it rained.", [("Springfield", "place"), ("Oregon", "place")])[0]["score"]
    unsure = places("In Springfield it rained.", [("Springfield", "place")])[0]["score"]
    assert sure > 0.9 > 0.6 > unsure


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="KyivParis, Texas.'’-\n(—)OHIO and\u0000é", max_size=80), st.data())
def test_any_text_with_any_names(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    kinds = st.sampled_from(["person", "place", "organisation", "other"])
    rows = [
        {
            "article_id": "a",
            "start": a,
            "end": b,
            "surface": text[a:b],
            "kind": data.draw(kinds),
            "score": 0.5,
            "why": "x",
        }
        for a, b in zip(cuts[::2], cuts[1::2])
        if a < b
    ]
    found = mark_places(pages_of([{"id": "a", "text": text}]), schema.make("names", rows)).to_pylist()
    spans = [(row["start"], row["end"]) for row in found]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:]))
    assert all(
        text[row["start"] : row["end"]] == row["surface"] and 0 <= row["score"] <= 1 and row["why"] for row in found
    )


def test_no_pages_no_places() -> None:
    found = mark_places(schema.empty("pages"), schema.empty("names"))
    assert found.num_rows == 0 and found.schema == schema.SCHEMAS["places"]
