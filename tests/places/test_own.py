from __future__ import annotations

import pytest

from helpers.annotate import pages_of
from helpers.errors import StoreError
from helpers.names.candidates import mark_names
from helpers.paths import REFERENCE, ROOT
from helpers.places import gazetteer as module
from helpers.places.resolve import mark_places

HEAD = "name,lat,lon,kind,same_as\n"


@pytest.fixture
def load(tmp_path):
    """Lines of places.csv -> the gazetteer with them."""

    def make(lines: str, head: str = HEAD):
        for path in REFERENCE.glob("gazetteer*"):
            (tmp_path / path.name).symlink_to(path)
        (tmp_path / "places.csv").write_text(head + lines, encoding="utf-8")
        return module.load.__wrapped__(tmp_path)

    return make


@pytest.fixture
def read(load, monkeypatch):
    """(lines of places.csv, text) -> rows of the table `places`, by surface."""

    def make(lines: str, text: str) -> dict[str, dict]:
        index = load(lines)
        for where in ("helpers.names.gazetteer", "helpers.places.resolve"):
            monkeypatch.setattr(f"{where}.load", lambda: index)
        caches = _caches()
        for cache in caches:
            cache.cache_clear()
        pages = pages_of([{"id": "a", "text": text}])
        rows = mark_places(pages, mark_names(pages)).to_pylist()
        for cache in caches:
            cache.cache_clear()
        return {row["surface"]: row for row in rows}

    return make


def _caches() -> list:
    """Whatever the rooms of names remember of the gazetteer."""
    from helpers.names import decide, evidence, gazetteer, own, spans, votes

    rooms = (decide, evidence, gazetteer, own, spans, votes)
    return [found for room in rooms for found in vars(room).values() if hasattr(found, "cache_clear")]


def test_a_place_of_ones_own_is_found_where_it_was_put(read) -> None:
    rows = read("Camp Nadiya,48.12,37.45,building,\n", "The buses stopped at Camp Nadiya. Camp Nadiya was full.")
    row = rows["Camp Nadiya"]
    assert (row["place_id"], row["kind"], row["lat"], row["lon"]) == ("own:camp-nadiya", "building", 48.12, 37.45)
    assert row["country"] == "UA" and row["why"].endswith("pinned")


@pytest.mark.parametrize("same_as", ["4409896", '"Springfield, Missouri"', '"Springfield, Missouri, United States"'])
def test_a_pinned_name_means_one_place(read, same_as: str) -> None:
    rows = read(f"Springfield,,,,{same_as}\n", "A storm hit Springfield and Chicago, Illinois, on Monday.")
    assert rows["Springfield"]["place_id"] == "4409896"


def test_a_pair_in_the_article_is_stronger_than_a_pin(read) -> None:
    rows = read("Springfield,,,,4409896\n", "A storm hit Springfield, Illinois, on Monday. Springfield has a river.")
    assert {row["admin1"] for row in rows.values()} == {"Illinois"}


def test_a_new_place_is_found_where_no_rule_sees_a_name(read) -> None:
    lines = "Mila 23,45.22,29.24,,\nthe old mill,45,29,building,\n"
    rows = read(lines, "At Mila 23 and at the old mill. MILA 23. Mila 234.")
    assert {surface: row["place_id"] for surface, row in rows.items() if row["place_id"].startswith("own:")} == {
        "Mila 23": "own:mila-23",
        "MILA 23": "own:mila-23",
        "the old mill": "own:old-mill",
    }


def test_another_name_of_a_known_place(load) -> None:
    index = load("Novobakh,,,,Bakhmut\n")
    assert index.first("NOVOBAKH") == index.first("Bakhmut")
    assert index.strength("Novobakh") > 0.9


@pytest.mark.parametrize(("kind", "expected"), [("", "city"), ("city", "city"), ("admin1", "admin1")])
def test_the_kind_tells_a_town_from_its_division(load, kind: str, expected: str) -> None:
    found = load(f'Roussé,,,{kind},"Ruse, Bulgaria"\n').first("Roussé")
    assert (found.kind, found.country) == (expected, "BG")


def test_a_stop_word_is_no_place_even_after_in(read) -> None:
    rows = read("Lviv,,,stop,\nFrench,,,stop,\n", "They met in Lviv and in Kyiv with French troops.")
    assert set(rows) == {"Kyiv"}


def test_comments_and_empty_lines_do_not_count(load) -> None:
    assert load("# a remark\n\n").own.places == {}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Camp,,,,\n", "line 2: where does 'Camp' lie"),
        ("Camp,95,10,,\n", "line 2: where does"),
        ("Camp,nan,10,,\n", "line 2: where does"),
        ("Camp,1,2,planet,\n", "line 2: unknown kind 'planet'"),
        ("Camp,,,,Nowhereville-on-Sea\n", "line 2: no place is"),
        ('X,,,,"Springfield, United States"\n', "line 2: 'Springfield, United States' means several"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(load, lines: str, said: str) -> None:
    with pytest.raises(StoreError) as error:
        load(lines)
    where, _, what = said.partition(": ")
    assert where in str(error.value) and what in str(error.value)


def test_wrong_columns_are_named(load) -> None:
    with pytest.raises(StoreError, match="name,lat,lon,kind,same_as"):
        load("", head="place,latitude\n")


def test_the_example_can_be_read(load) -> None:
    text = (REFERENCE / "places.example.csv").read_text(encoding="utf-8")
    index = load(text.removeprefix(HEAD))
    assert index.is_stopped("Mercury") and index.first("Artemivsk") == index.first("Bakhmut")


def test_the_file_decides_what_is_made_again() -> None:
    from helpers.tables import MAKER

    for table in ("name_evidence", "names", "places"):
        assert any("places.csv".startswith(part) for part in MAKER[table].reference)
    assert "data/reference/places.csv" in (ROOT / ".gitignore").read_text(encoding="utf-8")
