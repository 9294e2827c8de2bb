from __future__ import annotations

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.errors import ParameterError
from helpers.report import Figure, charts
from helpers.report.style import new_figure

from . import demo

_ADDRESS = re.compile(r"#|https://news\.example/|data:(text/csv|application/gzip|image/png)|data/evidence-places\.csv")

ABOUT = {
    "id": "f",
    "title": "Finding",
    "subtitle": "Measure",
    "alt": "Kyiv 3, Lviv 1.",
    "source": "Three papers",
    "n": 4,
}
DATA = pd.DataFrame({"place": ["Kyiv", "Lviv"], "n": [3, 1]})


def scatter(points: int):
    plot, axes = new_figure("column", 200)
    axes.plot(range(points), range(points), "o")
    return plot


def test_has_all_a_reader_needs():
    page = BeautifulSoup(Figure(scatter(3), data=DATA, **ABOUT).html(), "html.parser")
    assert page.figure["id"] == "f"
    assert page.find(id=page.figure["aria-labelledby"]).text == "Finding"
    assert page.find(role="img")["aria-label"] == "Kyiv 3, Lviv 1."
    assert "Source: Three papers. n = 4." in page.select_one(".dl-source").text
    assert page.find("a", download="f.csv")
    assert [row.th.text for row in page.details.tbody.find_all("tr")] == ["Kyiv", "Lviv"]


@pytest.mark.parametrize("name", ["title", "subtitle", "alt", "source"])
@pytest.mark.parametrize("value", ["", "  "])
def test_refuses_to_be_made_without(name, value):
    with pytest.raises(ParameterError, match=name):
        Figure(scatter(3), data=DATA, **{**ABOUT, name: value})


def test_n_in_words():
    assert "74 articles." in Figure(scatter(3), data=DATA, **{**ABOUT, "n": "74 articles"}).html()


def test_svg_for_few_marks_png_for_many():
    few, many = (Figure(scatter(points), data=DATA, **ABOUT).html() for points in (50, 2500))
    assert "<svg" in few and "<img" not in few
    assert "<svg" not in many and 'src="data:image/png;base64,' in many


def test_same_bytes_every_time():
    one, two = ([thing.html() for thing in demo.shown.__wrapped__()] for _ in range(2))
    assert one == two


@pytest.mark.parametrize("hostile", [False, True])
def test_no_style_no_script_no_foreign_address(hostile):
    for thing in demo.shown(hostile):
        page = BeautifulSoup(thing.html(), "html.parser")
        for element in page.find_all(True):
            assert element.name not in ("script", "style", "iframe", "foreignobject", "metadata")
            assert not [name for name in element.attrs if name == "style" or name.startswith("on")]
            for address in (element.get("href"), element.get("src")):
                assert address is None or _ADDRESS.match(address)


def test_ids_are_unique_on_a_page():
    page = BeautifulSoup("".join(thing.html() for thing in demo.shown()), "html.parser")
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for element in page.find_all(attrs={"clip-path": True}):
        assert element["clip-path"][5:-1] in ids


def test_palette_becomes_variables():
    html = charts.bars(DATA, label="place", value="n", **ABOUT).html()
    assert 'fill="var(--dl-one,#0a5a8c)"' in html


def test_jupyter_gets_html_and_text():
    bundle = Figure(scatter(3), data=DATA, **ABOUT)._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "Kyiv 3, Lviv 1." in bundle["text/plain"]


def test_drawing_outside_the_house_style_is_safe_too():
    plot, axes = new_figure("column", 4)
    axes.set_title("$ \\foo $ \u202e")
    assert "$ \\foo $ [U+202E]" in Figure(plot, data=DATA, **ABOUT).html()
