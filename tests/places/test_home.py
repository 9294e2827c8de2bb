from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.annotate import pages_of
from helpers.places.home import LEAST_ARTICLES, find_homes, note_names, read_homes
from helpers.places.resolve import mark_places

#: Stories of a paper in Paris, Tennessee; none says so.
_STORIES = (
    ("A barn burned in Paris on Monday.", "Paris"),
    ("Paris voted for a new school, as Henry County had asked.", "Paris Henry_County"),
    ("The mayor of Paris met officials from Nashville and Memphis.", "Paris Nashville Memphis"),
    ("Puryear and Henry have no library of their own.", "Puryear Henry"),
    ("Rain closed roads from Jackson to Clarksville and Dover.", "Jackson Clarksville Dover"),
)


def _corpus(stories, *, site: str = "", source: str = "", first: int = 0) -> tuple[list[dict], list[dict]]:
    """Records and rows of `names`: each story with its place names in the order of the text."""
    records, rows = [], []
    for number, (text, named) in enumerate(stories, first):
        article, end = f"{site}{source}{number}", 0
        records.append({"id": article, "text": text, "site": site, "source": source})
        for surface in named.replace("_", "\N{NO-BREAK SPACE}").split(" "):
            surface = surface.replace("\N{NO-BREAK SPACE}", " ")
            start = text.index(surface, end)
            end = start + len(surface)
            row = {"article_id": article, "start": start, "end": end, "surface": surface, "kind": "place"}
            rows.append(row | {"score": 0.8, "why": "test"})
    return records, rows


def _tables(*corpora) -> tuple[pa.Table, pa.Table]:
    pages = pages_of(record for records, _ in corpora for record in records)
    return pages, schema.make("names", (row for _, rows in corpora for row in rows))


def _senses(*corpora) -> dict[tuple[str, str], tuple[str, str]]:
    """(article, surface) -> (division or country, why)."""
    rows = mark_places(*_tables(*corpora)).to_pylist()
    return {(row["article_id"], row["surface"]): (row["admin1"] or row["country"], row["why"]) for row in rows}


def test_a_paper_means_the_town_that_it_is_at_home_in() -> None:
    senses = _senses(_corpus(_STORIES, site="post.example"))
    assert {senses[f"post.example{n}", "Paris"] for n in range(2)} == {("Tennessee", "name, home")}


def test_one_story_alone_means_the_famous_place() -> None:
    senses = _senses(_corpus(_STORIES[:1], site="post.example"))
    assert senses["post.example0", "Paris"] == ("Île-de-France", "name, prior")


def test_the_article_is_stronger_than_the_home() -> None:
    abroad = ("Crowds came to Paris and to the palace in Versailles, France.", "Paris Versailles France")
    senses = _senses(_corpus((*_STORIES, abroad), site="post.example"))
    assert senses["post.example5", "Paris"][0] == "Île-de-France"
    assert senses["post.example0", "Paris"][0] == "Tennessee"


def test_a_famous_name_moves_only_where_the_outlet_uses_it_daily() -> None:
    once = ("Fashion week opened in Athens.", "Athens")  # there is one in Tennessee
    senses = _senses(_corpus((*_STORIES, once), site="post.example"))
    assert senses["post.example5", "Athens"] == ("Attikí", "name, prior")


def test_a_small_town_at_home_needs_no_other_word_for_it() -> None:
    pages, names = _tables(_corpus((*_STORIES, ("Nobody drove to Puryear.", "Puryear")), site="post.example"))
    rows = names.to_pylist()
    rows[-1] |= {"kind": "other", "why": "capitalised"}
    last = mark_places(pages, schema.make("names", rows)).to_pylist()[-1]
    assert (last["surface"], last["admin1"], last["why"]) == ("Puryear", "Tennessee", "near-home")
    alone = mark_places(pages.slice(5, 1), schema.make("names", rows[-1:]))
    assert alone.num_rows == 0


def test_who_writes_of_the_whole_world_has_no_home() -> None:
    stories = [(f"It rained in {place}.", place) for place in ("Oslo", "Paris", "Lima", "Nairobi", "Austin", "Osaka")]
    assert find_homes(note_names(*_tables(_corpus(stories, source="World Wire")))).num_rows == 0


def test_the_site_is_the_outlet_else_the_source() -> None:
    noted = note_names(*_tables(_corpus(_STORIES, site="post.example", source="AP"), _corpus(_STORIES, source="AP")))
    assert noted["outlet"].unique().to_pylist() == ["post.example", "AP"]
    first = noted.slice(0, 3)["name"].to_pylist()
    assert first == ["paris", "paris", "henry county"]


def test_an_outlet_of_few_articles_is_at_home_where_the_corpus_is() -> None:
    small = _corpus((("Snow closed schools in Paris.", "Paris"),), site="small.example")
    assert LEAST_ARTICLES > 1
    senses = _senses(_corpus(_STORIES, site="post.example"), small)
    assert senses["small.example0", "Paris"] == ("Tennessee", "name, home")
    homes = read_homes(find_homes(note_names(*_tables(_corpus(_STORIES, site="post.example"), small))))
    assert homes["small.example"] == homes[""]


def test_homes_are_divisions_with_weights_in_steps() -> None:
    rows = find_homes(note_names(*_tables(_corpus(_STORIES, site="post.example")))).to_pylist()
    assert {row["weight"] for row in rows} <= {0.2, 0.4, 0.6, 0.8, 1.0}
    assert all(row["country"] and row["admin1"] for row in rows)
    assert ("post.example", "paris", "Tennessee") in {(row["outlet"], row["name"], row["admin1"]) for row in rows}


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(22)))
def test_neither_partitions_nor_their_order_can_be_seen(order) -> None:
    noted = note_names(*_tables(_corpus(_STORIES, site="post.example"), _corpus(_STORIES, source="Wire", first=5)))
    rows = noted.take(sorted(order[:9])).to_pylist() + noted.take(order[9:]).to_pylist()
    shuffled = schema.make("outlet_names", reversed(rows))
    plain = schema.make("outlet_names", sorted(rows, key=lambda row: row["article_id"]))
    assert find_homes(shuffled).equals(find_homes(plain))


@pytest.mark.parametrize("site", ["", "post.example"])
def test_names_that_nobody_bears_and_empty_corpora(site: str) -> None:
    stories = [("They met in Xqzzk.", "Xqzzk")] * 4
    noted = note_names(*_tables(_corpus(stories, site=site)))
    assert noted.num_rows == 0
    assert find_homes(noted).equals(schema.empty("homes"))
    assert note_names(schema.empty("pages"), schema.empty("names")).equals(schema.empty("outlet_names"))
