from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpers.places import basemap
from helpers.places.basemap import Window, clip, thin
from helpers.places.map import choose_window, draw_map, outside_sentence
from helpers.places.maps_by_time import draw_parts
from helpers.report import Figure, Sentence


def ranked(*rows: tuple[str, str, float, float, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["place", "kind", "lat", "lon", "articles"])
    return frame.assign(place_id=frame["place"], mentions=frame["articles"], country="", admin1="")


UKRAINE = [
    ("Kyiv", "city", 50.45, 30.52, 40),
    ("Lviv", "city", 49.84, 24.02, 20),
    ("Odesa", "city", 46.48, 30.73, 20),
    ("Kharkiv", "city", 49.98, 36.25, 20),
    ("Russia", "country", 60.0, 100.0, 30),
]


def figure(places: pd.DataFrame) -> Figure | Sentence:
    return draw_map(places, id="map", title="t", subtitle="s", source="x", n=1)


def test_one_far_town_does_not_make_a_world_map() -> None:
    window = choose_window(ranked(*UKRAINE, ("Denver", "city", 39.7, -105.0, 1)), "articles")
    assert window.holds(50.45, 30.52) and window.holds(49.84, 24.02) and not window.holds(39.7, -105.0)
    assert window.east - window.west < 30


@pytest.mark.parametrize("rows", [UKRAINE[:1], UKRAINE[4:], [*UKRAINE[:2], ("Suva", "city", -18.1, 178.4, 50)]])
def test_the_window_holds_something(rows: list) -> None:
    window = choose_window(ranked(*rows), "articles")
    assert any(window.holds(row[2], row[3]) for row in rows)
    assert -180 <= window.west < window.east <= 180 and -90 < window.south < window.north < 90


def test_the_map_says_what_it_leaves_out() -> None:
    shown = figure(ranked(*UKRAINE, ("<b>Denver</b>", "city", 39.7, -105.0, 1)))
    assert isinstance(shown, Figure)
    assert "2 places lie outside the map" in shown.subtitle
    assert "Kyiv 40" in shown.alt and "<b>" not in shown.html()


def test_the_world_stands_in_a_corner_where_much_lies_outside() -> None:
    much = figure(ranked(*UKRAINE, ("Canada", "country", 60.0, -96.0, 60)))._pictures
    little = figure(ranked(*UKRAINE[:4], ("Canada", "country", 60.0, -96.0, 2)))._pictures
    assert "Canada" in much and "Canada" not in little


def test_no_places_no_map() -> None:
    assert isinstance(figure(ranked()), Sentence)
    assert isinstance(figure(ranked(("Europe", "continent", 48.0, 9.0, 5))), Sentence)


def test_nothing_outside_is_said_too() -> None:
    places = ranked(*UKRAINE)
    assert outside_sentence(places, places, "articles") == "All places lie on the map"


def test_the_base_map_has_no_border_through_ukraine() -> None:
    crimea = Window(33.4, 45.8, 34.6, 46.2)
    lines = [line for line in basemap.load()["border"] if any(crimea.holds(lat, lon) for lon, lat in line)]
    assert lines == []
    assert len(basemap.land(Window(20, 44, 42, 53), 0.02)) >= 1


@given(arrays(float, st.tuples(st.integers(4, 30), st.just(2)), elements=st.floats(-50, 50)))
def test_what_is_clipped_lies_in_the_window(ring: np.ndarray) -> None:
    cut = clip(ring, Window(-10, -10, 10, 10))
    assert np.all(np.abs(cut) <= 10 + 1e-6)


def test_thinning_keeps_the_ends() -> None:
    line = np.column_stack([np.linspace(0, 1, 101), np.zeros(101)])
    assert thin(line, 0.1)[[0, -1]].tolist() == [[0, 0], [1, 0]]
    assert len(thin(line, 0.1)) < 15


def test_a_border_that_crosses_the_window_in_one_stroke_is_drawn() -> None:
    around = Window(-112.0, 47.0, -102.0, 51.0)  # the 49th parallel, whose points lie far apart
    lines = basemap.lines("border", around, 0.05)
    assert any(
        line[:, 0].min() < -111.5 and line[:, 0].max() > -102.5 and (abs(line[:, 1] - 49) < 0.1).all() for line in lines
    )


def parts(*rows: tuple[int, str, float, float, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["part_number", "place", "lat", "lon", "articles"])
    weeks = "week " + frame["part_number"].astype(str)
    known = {"place_id": frame["place"], "kind": "city", "country": "", "part": weeks, "all_articles": 4}
    return frame.assign(**known, share=frame["articles"] / 4)


def test_small_maps_stand_for_the_parts_of_the_period() -> None:
    rows = parts((0, "<i>Kyiv</i>", 50.45, 30.52, 4), (1, "<i>Kyiv</i>", 50.45, 30.52, 1), (1, "Lviv", 49.84, 24.02, 3))
    links = {"Lviv": "#ev-place-lviv"}
    about = {"links": links, "id": "maps", "title": "t", "subtitle": "s", "source": "x", "n": 8, "empty": "none"}
    shown = draw_parts(rows, **about)
    assert isinstance(shown, Figure)
    assert shown.alt.endswith("Most named: week 0: <i>Kyiv</i>, 100%; week 1: Lviv, 75%.")
    html = shown.html()
    assert 'href="#ev-place-lviv"' in html and "<i>" not in html
    assert len(shown.data) == 3
    assert str(draw_parts(rows[:1], **about)) == "none"
    assert str(draw_parts(rows[:0], **about)) == "none"
