"""One real page, 16 March 2022, as its analyst saved it: what must be found in it, and what must not."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from .measure import NEAR_KM, kilometres

CITIES = ("Kyiv", "Mariupol", "Kharkiv", "Odesa")
WATERS = ("Black Sea", "Sea of Azov")
NOT_IN_THE_STORY = ("Gaza", "Denver", "Seattle", "Mexico")


def lines(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@pytest.fixture(scope="module")
def page(ap):
    (page,) = ap.arrow("pages").to_pylist()
    return page


@pytest.fixture(scope="module")
def article(ap_gold):
    return json.loads((ap_gold / "article.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def places(ap):
    return [row for row in ap.arrow("places").to_pylist() if row["role"] != "demonym"]


@pytest.fixture(scope="module")
def figures(ap):
    return ap.arrow("figures").to_pylist()


@pytest.fixture(scope="module")
def people(ap):
    return ap.arrow("people").to_pylist()


def test_the_body_is_whole_and_nothing_else(page, article):
    assert page["text"] == article["body"]
    assert [word for word in article["must_not_contain"] if word.lower() in page["text"].lower()] == []


def test_when_and_where_it_was_written(page, article):
    assert page["published_utc"].date() == date(2022, 3, 16)
    assert page["dateline"].startswith("KYIV")
    assert (page["title"], page["source"]) == (article["title"], article["source"])


@pytest.mark.parametrize("name", CITIES)
def test_cities_are_placed_within_50_km(places, ap_gold, name):
    gold = next(row for row in lines(ap_gold / "places.jsonl") if row["name"] == name)
    found = [row for row in places if row["name"] == name]
    assert found
    off = [kilometres(row["lat"], row["lon"], gold["lat"], gold["lon"]) for row in found]
    assert max(off) <= NEAR_KM


@pytest.mark.parametrize("name", WATERS)
def test_seas_are_seas(places, name):
    assert {row["kind"] for row in places if row["name"] == name} == {"water"}


@pytest.mark.parametrize("name", NOT_IN_THE_STORY)
def test_places_of_the_page_that_are_not_in_the_story(ap, name):
    named = {text for row in ap.arrow("places").to_pylist() for text in (row["name"], row["surface"])}
    assert not any(name.lower() in text.lower() for text in named)


@pytest.mark.parametrize("low, bound, event, source", [
    (691, ("exact", "at least"), "killed", "U.N."),
    (1143, ("exact", "at least"), "injured", "U.N."),
    (3e6, ("more than",), "displaced", "U.N."),
    (8e8, ("exact",), "pledged", "White House official"),
    (2300, ("more than",), "killed", "local officials"),
])
def test_figures_with_their_bound_and_who_says_so(figures, low, bound, event, source):
    (figure,) = [row for row in figures if row["low"] == low]
    assert figure["bound"] in bound
    assert figure["high"] == (None if figure["bound"] in ("more than", "at least") else low)
    assert figure["event"] == event
    assert source in figure["said_by"]
    assert figure["salient"]


def _heads(phrase: str) -> set[str]:
    return {word.removesuffix("s") for word in phrase.lower().replace("’", "'").replace("'s", "").split()}


@pytest.mark.parametrize("column, least", [
    ("value", 24), ("bound", 22), ("counted", 19), ("said_by", 23),
])
def test_figures_of_the_whole_page(figures, ap_gold, column, least):
    right = 0
    for gold in lines(ap_gold / "figures.jsonl"):
        row = next(row for row in figures if row["start"] < gold["end"] + 14 and gold["start"] - 30 < row["end"]
                   and (row["low"] or row["high"]) in (gold["low"], {9: 15, 50: 80}.get(gold["low"])))
        if column == "value":
            right += 1
        elif column == "bound":  # a doubt ("likely an undercount") is a bound there, a column of its own here
            hedged = row["hedge"] == "undercount" and gold["modifier"] == "at least"
            right += hedged or gold["modifier"] in (row["bound"], "hundreds")
        elif column == "counted":
            head = re.split(r" (?:of|from|in|without|or) ", row["counted"])[0].split()[-1:]
            right += bool(head) and head[0].lower().removesuffix("s") in _heads(gold["counted"])
        else:
            said = gold["said_by"] or ""
            right += not row["said_by"] if not said else bool(_heads(said) & _heads(row["said_by"]))
    assert right >= least


def test_hardly_a_figure_more_is_worth_a_timeline(figures, ap_gold):
    gold = [(row["start"], row["end"]) for row in lines(ap_gold / "figures.jsonl")]
    more = [row for row in figures if row["salient"] and not any(a < row["end"] and row["start"] < b for a, b in gold)]
    assert len(more) <= 1


def test_units_of_people_and_money(figures):
    units = {row["low"]: row["unit"] for row in figures}
    assert (units[691], units[1143], units[3e6], units[2300], units[8e8]) == ("person",) * 4 + ("USD",)


@pytest.mark.parametrize("name, role", [
    ("Sergey Lavrov", "Russian Foreign Minister"), ("Volodymyr Zelenskyy", "Ukrainian President"),
])
def test_people_with_their_roles_and_mentions(people, ap_gold, name, role):
    mine = [row for row in people if row["name"] == name]
    assert len({row["person_id"] for row in mine}) == 1
    assert {f"{row['affiliation']} {row['role']}" for row in mine} == {role}
    gold = {(row["start"], row["end"]) for row in lines(ap_gold / "people.jsonl") if row["person"] == name}
    assert {(row["start"], row["end"]) for row in mine} == gold


@pytest.mark.parametrize("name", ["Sergey Lavrov", "Volodymyr Zelenskyy"])
def test_their_quotes_have_them_as_speakers(ap, people, ap_gold, name):
    (who,) = {row["person_id"] for row in people if row["name"] == name}
    mine = {row["text"] for row in ap.arrow("quotes").to_pylist() if row["person_id"] == who}
    gold = {row["text"] for row in lines(ap_gold / "quotes.jsonl") if row["speaker"] == name}
    assert gold
    assert mine == gold
