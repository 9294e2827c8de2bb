from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import StoreError
from helpers.places import gazetteer


@pytest.fixture(scope="module")
def index() -> gazetteer.Gazetteer:
    return gazetteer.load()


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon"),
    [
        ("Kyiv", "city", "UA", 50.45, 30.52),
        ("KHARKIV", "city", "UA", 49.98, 36.25),
        ("Crimea", "admin1", "UA", 45.2, 34.3),
        ("Donbas", "region", "UA", 48.2, 38.3),
        ("Sea of Azov", "water", "", 46.2, 36.8),
        ("the Kremlin", "building", "RU", 55.75, 37.62),
        ("Washington", "city", "US", 38.9, -77.04),
        ("New York", "city", "US", 40.71, -74.0),
        ("Calif.", "admin1", "US", 37.3, -119.8),
        ("W. Va.", "admin1", "US", 38.5, -80.5),
        ("U.S.", "country", "US", 39.8, -98.5),
        ("Ivory Coast", "country", "CI", 8, -5),
        ("Los Angeles County", "admin2", "US", 34.1, -118.2),
        ("Gaza", "admin1", "PS", 31.3, 34.3),
        ("Quebec", "admin1", "CA", 52, -72),
        ("Mumbai's", "city", "IN", 19.07, 72.88),
        ("Danube", "water", "", 45.4, 19.0),
        ("Kherson", "city", "UA", 46.64, 32.61),
    ],
)
def test_the_first_bearer_of_a_name(index, name: str, kind: str, country: str, lat: float, lon: float) -> None:
    first = index.lookup(name)[0]
    assert (first.kind, first.country) == (kind, country)
    assert abs(first.lat - lat) < 1 and abs(first.lon - lon) < 1.5


@pytest.mark.parametrize(
    "names",
    [
        ("Kyiv", "Kiev", "KYIV’s"),
        ("Odesa", "Odessa"),
        ("Kharkiv", "Kharkov"),
        ("Lviv", "Lvov"),
        ("Azov Sea", "Sea of Azov"),
        ("Danube", "Donau"),
        ("Britain", "U.K.", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("St. Louis", "Saint Louis"),
    ],
)
def test_spellings_of_one_place_are_one_id(index, names: tuple[str, ...]) -> None:
    assert len({index.lookup(name)[0].place_id for name in names}) == 1


@pytest.mark.parametrize("name", ["us", "Penn", "Miss", "Xqzzy", "", "the", "   ", "\x00", "(" * 500])
def test_what_is_no_name_is_not_found(index, name: str) -> None:
    assert index.lookup(name) == ()
    assert index.strength(name) == 0.0


def test_strength_falls_from_countries_to_common_words(index) -> None:
    order = [index.strength(name) for name in ("Ukraine", "Houston", "Irpin", "Reading", "March")]
    assert order == sorted(order, reverse=True)
    assert order[0] == 1.0 and order[-1] < 0.1


def test_priors_go_down_the_list(index) -> None:
    priors = [prior for prior, _ in index.ranked("Springfield")]
    assert len(priors) > 5 and priors == sorted(priors, reverse=True)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Ukrainian", "Ukraine"),
        ("Russians", "Russia"),
        ("Dutch", "Netherlands"),
        ("Texan", "Texas"),
        ("European", "Europe"),
        ("Frenchmen", "France"),
        ("polish", None),
        ("Potato", None),
        ("", None),
    ],
)
def test_demonym(index, word: str, name: str | None) -> None:
    found = index.demonym(word)
    assert (found.name if found else None) == name


def test_every_demonym_has_its_place(index) -> None:
    assert [word for word, name in index.demonyms.items() if not index.lookup(name)] == []


def test_states_by_postal_code(index) -> None:
    assert index.state("TX").name == "Texas"
    assert index.state("ON", "CA").name == "Ontario"
    assert index.state("ZZ") is None


def test_it_loads_quickly() -> None:
    gazetteer.load.cache_clear()
    start = time.process_time()
    gazetteer.load()
    assert time.process_time() - start < 1.5


def test_a_missing_index_is_named(tmp_path) -> None:
    with pytest.raises(StoreError, match=r"gazetteer\.parquet"):
        gazetteer.load(tmp_path)


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(text: str) -> None:
    index = gazetteer.load()
    assert 0 <= index.strength(text) <= 1
    assert all(-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180 for entry in index.lookup(text))


@pytest.mark.parametrize("name", ["Paris", "Georgia", "Springfield", "Nowhereton-on-Nothing"])
def test_the_first_places_are_those_of_all(index, name: str) -> None:
    places, ranked = index.lookup(name), index.ranked(name)
    assert index.first(name) == (places[0] if places else None)
    assert index.ranked(name, 3) == ranked[:3]
    assert [entry for _, entry in ranked] == list(places)
