from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from IPython.core.formatters import HTMLFormatter

from helpers.errors import ParameterError
from helpers.report import Table, words
from helpers.report.export import saved
from helpers.report.tables import show_frames

from . import demo


def soup(table: Table) -> BeautifulSoup:
    return BeautifulSoup(table.html(), "html.parser")


FRAME = pd.DataFrame(
    {
        "place": ["Kyiv", "Lviv", None],
        "n": [12345, 2, 0],
        "share": [0.55, 0.3, float("nan")],
        "day": [dt.date(2022, 3, 16), None, dt.date(2022, 3, 1)],
        "to": ["#ev-x", "javascript:x", "https://a.example"],
    }
)


def test_caption_scopes_and_headings():
    page = soup(Table(FRAME, id="t", caption="Places & more", columns={"place": "Place", "n": "Articles"}))
    assert page.caption.text == "Places & more"
    assert [th["scope"] for th in page.thead.find_all("th")] == ["col", "col"]
    assert [th["scope"] for th in page.tbody.find_all("th")] == ["row"] * 3
    assert page.find(id="t")


def test_cells_as_they_are_read_and_sorted():
    page = soup(Table(FRAME, id="t", caption="c"))
    cells = [[cell.text for cell in row.find_all(["th", "td"])][:4] for row in page.tbody.find_all("tr")]
    assert cells == [
        ["Kyiv", "12,345", "0.55", "16 Mar 2022"],
        ["Lviv", "2", "0.30", "–"],
        ["–", "0", "–", "1 Mar 2022"],
    ]
    assert [td["data-sort"] for td in page.find_all(attrs={"data-sort": True})] == [
        "12345",
        "2022-03-16",
        "0.3",
        "2022-03-01",
    ]


def test_numbers_stand_right():
    page = soup(Table(FRAME, id="t", caption="c"))
    assert {cell.get_text() for cell in page.select("thead .dl-n")} == {"n", "share"}


def test_links_only_where_safe():
    page = soup(Table(FRAME, id="t", caption="c", columns={"place": "Place"}, links={"place": "to"}))
    assert [a["href"] for a in page.tbody.find_all("a")] == ["#ev-x", "https://a.example"]


def test_limit_is_told():
    html = Table(FRAME, id="t", caption="c", limit=2).html()
    assert "2 of 3 rows shown" in html
    assert html.count("<tr>") == 3


def test_columns_of_the_csv_only_are_told():
    table = Table(FRAME, id="t", caption="c", columns={"place": "Place", "n": "Uses"}, csv_only=("n",))
    assert [th.text for th in soup(table).thead.find_all("th")] == ["Place"]
    assert "In the CSV only: Uses." in table.html()
    assert list(table.data) == ["Place", "Uses"]


def test_hostile_text_stays_text():
    frame = pd.DataFrame(dict.fromkeys(demo.HOSTILE, demo.HOSTILE))
    page = soup(Table(frame, id="t", caption=" ".join(demo.HOSTILE), note=demo.HOSTILE[0]))
    assert not page.find_all(["script", "img", "svg", "style", "b"])
    assert len(page.tbody.find_all("tr")) == len(demo.HOSTILE)


def test_empty_frame_says_so():
    assert "No rows" in Table(FRAME.head(0), id="t", caption="c").html()


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": {"nothing": "Nothing"}},
        {"links": {"place": "nothing"}},
        {"id": "a b"},
        {"id": '"><script>'},
        {"id": ""},
    ],
)
def test_refusals(wrong):
    with pytest.raises(ParameterError):
        Table(FRAME, **{"id": "t", "caption": "c", **wrong})


def test_plain_text_for_terminals():
    assert "Kyiv" in repr(Table(FRAME, id="t", caption="c"))


def test_a_bare_frame_is_a_table_of_the_house():
    formatter = HTMLFormatter()
    show_frames(formatter)
    hostile = pd.DataFrame({"a_name": ["<b>x</b>"] * 30, "n": [1234.5678] * 30})
    page = BeautifulSoup(formatter(hostile), "html.parser")
    assert page.caption and [th.text for th in page.thead.find_all("th")] == ["a name", "n"]
    assert len(page.tbody.find_all("tr")) == 20 and "30 rows; the first 20 are shown." in page.text
    assert page.tbody.th.text == "<b>x</b>" and not page.find("b")
    assert page.tbody.td.text == "1,235"


def test_days_written_out_are_not_broken():
    days = ["9 Apr 2031", None, "22 May 2031"]
    page = soup(Table(pd.DataFrame({"as of": days, "span": ["1 May 2031 – 2 May 2031"] * 3}), id="t", caption="c"))
    assert [th.get("class") for th in page.thead.find_all("th")] == [["dl-d"], None]


def test_a_long_text_is_cut_on_the_page_and_whole_in_the_csv():
    long = pd.DataFrame({"who": ["Ann"], "said": ["word " * 300]})
    html = Table(long, id="t", caption="c").html()
    page = BeautifulSoup(html, "html.parser")
    assert page.td.text.endswith("word…") and len(page.td.text) <= words.EXCERPT
    assert "cut after 420 characters" in page.select_one(".dl-note").text
    assert saved(html)["t.csv"].decode().count("word ") == 300
    assert "cut after" not in Table(long.assign(said="short"), id="t", caption="c").html()


def test_a_column_of_long_texts_has_room():
    page = soup(Table(pd.DataFrame({"a": ["x"], "why": ["because " * 9]}), id="t", caption="c"))
    assert [th.get("class") for th in page.thead.find_all("th")] == [None, ["dl-long"]]
    assert page.td.get("class") is None
