from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.byline import find_byline
from helpers.corpus.label import Labelled
from helpers.corpus.persons import clean_byline, is_group, is_names, is_person, may_sign

BODY = (
    "The council of the harbor town voted late on Tuesday to close its only bridge after cracks were found.",
    "Engineers had warned for years that the piers were weak, according to documents seen by the paper.",
    "The government has promised to pay for half of the repairs, and work is to start in spring.",
)
TITLE = ("title", "Harbor town closes its bridge")


def _page(*above, below=()):
    return [
        *(Labelled(kind, "headline-above-story" if kind == "title" else "test", text) for kind, text in above),
        *(Labelled("body", "in-story-run", text) for text in BODY),
        *(Labelled(kind, "test", text) for kind, text in below),
    ]


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ((TITLE, ("byline", "By Ann Lee, Staff Writer")), "Ann Lee"),
        ((TITLE, ("byline", "By Ann Lee and Bo Ek, Tallow News")), "Ann Lee and Bo Ek"),
        ((TITLE, ("promo", "By"), ("navigation", "Ann Lee")), "Ann Lee"),
        ((TITLE, ("navigation", "Ann Lee"), ("date", "March 3, 2031")), "Ann Lee"),
        (
            (TITLE, ("date", "March 3, 2031"), ("navigation", "Ann Lee"), ("navigation", "Europe correspondent")),
            "Ann Lee",
        ),
        (
            (TITLE, ("navigation", "Ann Lee, Bo Ek and Ida Berg"), ("date", "March 3, 2031")),
            "Ann Lee, Bo Ek and Ida Berg",
        ),
        ((TITLE, ("date", "Ann Lee · Tallow News · Posted: Mar 03, 2031 5:00 PM EST")), "Ann Lee"),
        ((TITLE, ("date", "Ann Lee | March 3, 2031")), "Ann Lee"),
        ((TITLE, ("teaser", "The town says repairs take months, by Ann Lee in Tallow Bay")), "Ann Lee"),
        ((TITLE, ("byline", "Von Jürgen Möller")), "Jürgen Möller"),
        ((TITLE, ("byline", "Par Élise Dupont")), "Élise Dupont"),
        ((TITLE, ("byline", "By the_harbor_fox"), ("date", "March 3, 2031")), "the_harbor_fox"),
        ((TITLE, ("byline", "By Tallow Staff"), ("date", "March 3, 2031")), "Tallow Staff"),
        ((("byline", "By Ann Lee"), ("date", "March 3, 2031"), TITLE), "Ann Lee"),
        ((TITLE, ("teaser", "The town says repairs take months, writes Ann Lee")), "Ann Lee"),
        ((TITLE, ("promo", "Authors of this article:"), ("navigation", "Ann Lee1 ; Bo Ek2")), "Ann Lee, Bo Ek"),
        ((("title", "Harbor town closes its bridge by Ann Lee"), ("navigation", "Ann Lee")), "Ann Lee"),
        ((TITLE, ("promo", "Written by"), ("navigation", "The Desk, edited by Bo Ek")), "The Desk"),
        ((TITLE, ("date", "March 3, 2031 · 3 min read · By Tallow Online")), "Tallow Online"),
        ((TITLE, ("navigation", "Ann Lee's avatar"), ("date", "March 3, 2031")), "Ann Lee"),
        # a name that no list knows: none of its words stands in small letters in the story
        ((TITLE, ("navigation", "Zyxa Qorvath"), ("date", "March 3, 2031")), "Zyxa Qorvath"),
        # nobody
        ((TITLE, ("navigation", "Ann Harbor"), ("date", "March 3, 2031"), ("teaser", "Crowds met in Ann Harbor today as"
          " the council voted.")), ""),
        ((TITLE, ("navigation", "Harbor Town"), ("date", "March 3, 2031")), ""),
        ((TITLE, ("navigation", "Privacy Policy"), ("date", "March 3, 2031")), ""),
        ((TITLE, ("credit", "Photo by Ann Lee")), ""),
        ((TITLE, ("byline", "Reviewed by Ann Lee, MD")), ""),
        ((("teaser", "Crews plan for spring, use the ferry and wait."), ("byline", "BY USE CASE"), TITLE), ""),
        ([*[("navigation", "Ann Lee"), ("navigation", "Maps")] * 8, *[("navigation", "Menu")] * 9], ""),
        ((TITLE, ("promo", "By signing up you agree to our terms")), ""),
        ((("teaser", "Storm hits the coast"), ("byline", "By Bo Ek"), *[("navigation", "Menu")] * 9, TITLE), ""),
        ((TITLE,), ""),
    ],
)  # fmt: skip
def test_bylines_above_the_story(above, names):
    assert find_byline(_page(*above)) == names


def test_a_byline_amid_the_story_counts_if_it_is_the_only_one():
    story = [("body", BODY[0])] * 5
    one, two = ("byline", "By Ann Lee"), ("byline", "By Bo Ek")
    assert find_byline(_page(TITLE, *story, one)) == "Ann Lee"
    assert find_byline(_page(TITLE, *story, one, two)) == ""


@pytest.mark.parametrize(
    ("above", "site", "names"),
    [
        ((TITLE, ("navigation", "Tallow Courier"), ("date", "March 3, 2031")), "Tallow Courier", "Tallow Courier"),
        ((TITLE, ("date", "Tallow Courier | March 3, 2031")), "Tallow Courier", "Tallow Courier"),
        ((("navigation", "Tallow Courier"), *[("navigation", "Menu")] * 9, TITLE), "Tallow Courier", ""),
        ((TITLE, ("byline", "By Ann Lee"), ("date", "Tallow Courier | March 3, 2031")), "Tallow Courier", "Ann Lee"),
        ((TITLE,), "Ann Lee", "Ann Lee"),
    ],
)
def test_an_outlet_signs_beside_the_date_where_nobody_else_does(above, site, names):
    assert find_byline(_page(*above), site=site) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ((("credit", "Written by Ann Lee"),), "Ann Lee"),
        ((("promo", "About the author"), ("navigation", "Ann Lee")), "Ann Lee"),
        ((("navigation", "Ann Lee"), ("bio", "Ann Lee is a reporter for the Tallow Courier.")), "Ann Lee"),
        ((("bio", "Ann Lee covers the harbor for the Tallow Courier."),), "Ann Lee"),
        ((("navigation", "Ann"), ("date", "March 3, 2031 in harbor")), "Ann"),
        ((("navigation", "Ann Lee"), ("promo", "About the author")), "Ann Lee"),
        ((*[("body", BODY[0])] * 3, ("body", "Ann Lee"), ("body", "Ann Lee is the mayor of Tallow."),
          *[("body", BODY[1])] * 5), "Ann Lee"),
        ((*[("body", BODY[0])] * 3, ("body", "Ann Lee"), ("body", "Ann Lee is the mayor of Tallow."), ("body", BODY[1]),
          ("body", "Eva Berg"), ("body", "Eva Berg is the mayor of Noddle."), *[("body", BODY[1])] * 4), ""),
        ((("comment", "By Ann Lee"),), ""),
        ((("teaser", "Storm hits the coast"), ("navigation", "Ann Lee")), ""),
    ],
)  # fmt: skip
def test_bylines_below_the_story(below, names):
    assert find_byline(_page(TITLE, below=below)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Lee, Staff Writer | 5 May 2031", "Ann Lee"),
        ("by: Ann Lee and Bo Ek", "Ann Lee and Bo Ek"),
        ("Written by Ann Lee on March 3, 2031", "Ann Lee"),
        ("ANN LEE, The Associated Press", "ANN LEE"),
        ("ANN LEE AP Medical Writer", "ANN LEE"),
        ("Ann Lee · 4 min read", "Ann Lee"),
        ("By Ann Lee For The Courier", "Ann Lee"),
        ("By Ann Lee @annlee", "Ann Lee"),
        ("By Ann Lee ann@courier.example", "Ann Lee"),
        ("[svg]By Ann Lee", "Ann Lee"),
        ("ByAnn Lee", "Ann Lee"),
        ("Written byAnn Lee", "Ann Lee"),
        ("Words & photos: Ann Lee", "Ann Lee"),
        ("Bygone Days", "Bygone Days"),
        ("By Emily Post", "Emily Post"),
        ("Ann Lee1 and Bo Ek2", "Ann Lee and Bo Ek"),
        ("By Community Editor", "Community Editor"),
    ],
)
def test_roles_dates_and_handles_are_cut(text, names):
    assert clean_byline(text) == names


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Ann Lee", True), ("Ann Lee and Bo van Ek", True), ("Ludwig van der Berg", True), ("Ann Lee, Bo Ek", True),
        ("Event Type", False), ("read more", False), ("Updated March", False), ("Ann is here", False),
    ],
)  # fmt: skip
def test_names(text, yes):
    assert is_names(text) is yes


@pytest.mark.parametrize(
    ("text", "yes"), [("Ann Lee", True), ("Zyxa Qorvath", False), ("Ann", False), ("Ann Lee, Bo Ek", False)]
)
def test_a_person_is_known_by_the_first_name(text, yes):
    assert is_person(text) is yes


def test_staffs_and_pen_names():
    assert is_group("The Courier Team")
    assert is_group("Team Courier")
    assert not is_group("Top Agencies")
    assert not is_group("Ann Lee Staff")
    assert may_sign("harbor_fox")
    assert not may_sign("the time you read this you will be late again")
    assert not may_sign("desk@courier.example")


@given(st.text(max_size=300))
def test_any_text_can_be_cleaned(text):
    assert len(clean_byline(text)) <= 300


@given(st.lists(st.tuples(st.sampled_from(["byline", "title", "navigation", "body", "bio"]), st.text(max_size=60))))
def test_any_page(parts):
    assert isinstance(find_byline([Labelled(kind, "test", text) for kind, text in parts]), str)


@pytest.mark.parametrize("text", ["By " + "A" * 100_000, "By " + "Ann Lee, " * 12_000, "[x] " * 25_000, "| " * 50_000])
def test_hostile_lines(text):
    page = [Labelled("byline", "test", text)] * 5 + _page(TITLE)
    assert find_byline(page) == ""
    clean_byline(text)
    is_names(text)
