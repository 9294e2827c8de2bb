from __future__ import annotations

import pytest

from helpers.places.gazetteer import load
from helpers.places.plurals import find_shared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the Kharkiv and Sumy regions", [("Kharkiv", "admin1"), ("Sumy", "admin1")]),
        ("Held in Zaporizhzhia, Kherson, and Luhansk oblasts", ["Zaporizhzhia", "Kherson", "Luhansk"]),
        ("In Kherson and the Odesa regions it rained", ["Kherson", "Odesa"]),
        ("Jackson and Barrow counties", ["Jackson County", "Barrow County"]),
        ("Prince William and Henrico counties", ["Prince William County", "Henrico County"]),
        ("Rapides and Avoyelles parishes", ["Rapides Parish", "Avoyelles Parish"]),
        ("Qqqq and Sumy regions", ["Sumy"]),
        ("Kharkiv regions", []),
        ("fire and Sumy regions", []),
        ("Sumy and other regions", []),
        ("", []),
    ],
)
def test_names_that_share_a_noun(text: str, expected: list) -> None:
    found = list(find_shared(text, load()))
    names = [(text[one.start : one.end], one.full, {entry.kind for entry in one.inside}) for one in found]
    wanted = [name if isinstance(name, str) else name[0] for name in expected]
    assert [full or surface for surface, full, _ in names] == wanted
    assert all(kinds == (set() if full else {"admin1"}) for _, full, kinds in names)


def test_which_county_is_settled_by_the_article(places) -> None:
    text = "Schools in Athens, Georgia, and in Jackson and Barrow counties will open late."
    rows = places(text, [("Athens", "place"), ("Georgia", "place"), ("Jackson", "person"), ("Barrow", "place")])
    counties = [(row["surface"], row["name"], row["kind"], row["admin1"]) for row in rows[2:]]
    assert counties == [
        ("Jackson", "Jackson County", "admin2", "Georgia"),
        ("Barrow", "Barrow County", "admin2", "Georgia"),
    ]


@pytest.mark.parametrize("text", ["Ab Cd, " * 50_000 + "and Ef regions", "A-" * 50_000 + " regions", "Sumy and " * 9])
def test_hostile_lists_take_linear_time(text: str) -> None:
    assert list(find_shared(text, load())) == []


def test_a_text_of_lists_gives_them_all() -> None:
    assert len(list(find_shared("Sumy and Odesa regions. " * 2_000, load()))) == 4_000
