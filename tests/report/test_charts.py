"""Each kind of chart over frames as they come: many rows, one row, none, with holes, with hostile labels."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.errors import ParameterError
from helpers.report import Evidence, Figure, Sentence, charts
from helpers.report.charts.base import all_bins, bin_days, spread

from . import demo

ABOUT = {"id": "f", "title": "Finding", "subtitle": "Measure", "alt": "Numbers.", "source": "Papers", "n": 4}
DAYS = pd.date_range("2022-03-01", periods=6)
FRAME = pd.DataFrame(
    {
        "day": [*DAYS, *DAYS],
        "name": ["Kyiv"] * 6 + ["Lviv"] * 6,
        "n": [3, 0, 5, np.nan, 2, 1, 1, 1, 0, 4, 0, 9],
        "all": [9, 0, 9, 9, 9, 9] * 2,
        "few": [False, True] * 6,
        "low": 3.0,
        "high": 5.0,
        "bound": ["exact", "about", "at least", "more than", "at most", "less than"] * 2,
        "said": [True, False] * 6,
    }
)
KINDS = {
    "bars": lambda f: charts.bars(f, label="name", value="n", **ABOUT),
    "columns": lambda f: charts.columns(f, x="day", value="n", **ABOUT),
    "stacked": lambda f: charts.columns(f, x="day", value="n", by="name", **ABOUT),
    "categories": lambda f: charts.columns(f, x="name", value="n", **ABOUT),
    "panels": lambda f: charts.small_multiples(
        f, x="day", value="n", by="name", denominator="all", shade="few", **ABOUT
    ),
    "heatmap": lambda f: charts.heatmap(f, x="day", y="name", value="n", **ABOUT),
    "heatmap of names": lambda f: charts.heatmap(f, x="name", y="bound", value="n", **ABOUT),
    "lanes": lambda f: charts.lanes(f, x="day", lane="name", **ABOUT),
    "lanes and marks": lambda f: charts.lanes(f, x="day", lane="name", marks="said", **ABOUT),
    "lanes and frame": lambda f: charts.lanes(f, x="day", lane="name", marks=f[["day", "name"]].head(2), **ABOUT),
    "claims": lambda f: charts.claims(f, x="day", low="low", high="high", bound="bound", by="name", **ABOUT),
}
FRAMES = {
    "full": FRAME,
    "one row": FRAME.head(1),
    "zeros": FRAME.assign(n=0, low=0.0, high=0.0),
    "date objects": FRAME.assign(day=FRAME["day"].dt.date),
    "undated rows": FRAME.assign(day=FRAME["day"].where(FRAME["n"] > 0)),
    "zoned": FRAME.assign(day=FRAME["day"].dt.tz_localize("UTC")),
    "three years": FRAME.assign(day=FRAME["day"].map(lambda d: d + (d.day - 1) * pd.Timedelta(days=190))),
    "months": FRAME.assign(day=[*pd.date_range("2022-01-01", periods=6, freq="MS")] * 2),
    "hostile": FRAME.assign(name=[demo.HOSTILE[n % 9] for n in range(12)]),
    "far apart": FRAME.assign(low=[1, 5000] * 6, high=[1, 9000] * 6, n=[1, 10**9] * 6),
}


#: Frames that every kind must bear; the others differ in their times only, which few kinds treat in their own way.
HARD = ("one row", "undated rows", "hostile", "far apart")
TIMED = ("stacked", "panels", "claims")


@pytest.mark.parametrize("kind, frame", [(k, f) for k in KINDS for f in FRAMES if f in HARD or k in TIMED])
def test_charts_of_all_kinds_of_frames(kind, frame):
    figure = KINDS[kind](FRAMES[frame])
    assert isinstance(figure, Figure)
    page = BeautifulSoup(figure.html(), "html.parser")
    broad, narrow = page.find_all("svg")
    assert broad["viewbox"].split()[2] in ("672", "960")
    assert narrow["viewbox"].split()[2] == "344"
    assert "nan" not in [text.text for text in page.find_all("text")]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_show_is_a_sentence(kind):
    assert isinstance(KINDS[kind](FRAME.head(0)), Sentence)


def test_nothing_to_show_says_why():
    empty = "No places between 1 and 2 March 2022."
    assert str(charts.bars(FRAME.head(0), label="name", value="n", empty=empty, **ABOUT)) == empty


def test_only_missing_values_is_nothing_to_show():
    assert isinstance(KINDS["bars"](FRAME.assign(n=np.nan)), Sentence)


def test_unknown_column_is_named():
    with pytest.raises(ParameterError, match="nothing"):
        charts.bars(FRAME, label="nothing", value="n", **ABOUT)


def test_bars_write_values_and_link_to_evidence():
    frame = pd.DataFrame(
        {"name": ["Kyiv", "Lviv"], "n": [1200, 3], "to": [Evidence.anchor("p", "Kyiv"), "javascript:x"]}
    )
    page = BeautifulSoup(charts.bars(frame, label="name", value="n", links="to", **ABOUT).html(), "html.parser")
    texts = {text.text for text in page.svg.find_all("text")}
    assert {"Kyiv", "Lviv", "1,200", "3"} <= texts
    assert {a["href"] for a in page.svg.find_all("a", href=True)} == {"#ev-p-kyiv"}
    assert page.select_one(".dl-picture")["role"] == "group"


def test_claims_write_the_latest_value_with_its_bound():
    page = BeautifulSoup(
        charts.claims(
            pd.DataFrame(
                {
                    "day": DAYS[:2],
                    "low": [3.0, 9.0],
                    "high": [3.0, 9.0],
                    "bound": ["exact", "at least"],
                    "who": "police",
                }
            ),
            x="day",
            low="low",
            high="high",
            bound="bound",
            by="who",
            **ABOUT,
        ).html(),
        "html.parser",
    )
    assert "police ≥9" in {text.text for text in page.svg.find_all("text")}


def test_many_parts_of_a_stack_become_others():
    frame = pd.DataFrame({"day": dt.date(2022, 3, 1), "name": list("abcdefgh"), "n": range(8, 0, -1)})
    page = BeautifulSoup(charts.columns(frame, x="day", value="n", by="name", **ABOUT).html(), "html.parser")
    assert {"a", "e", "others"} <= {text.text for text in page.svg.find_all("text")}
    assert "h" not in {text.text for text in page.svg.find_all("text")}


@pytest.mark.parametrize("wanted", [[0, 0, 0], [5, 95, 50], [99, 98, 97], [0], []])
def test_spread_keeps_distance_and_order(wanted):
    placed = spread(wanted, 17, 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 17 - 1e-9 for a, b in zip(ordered, ordered[1:]))
    assert all(0 <= place <= 100 for place in placed)
    assert [placed[n] for n in sorted(range(len(wanted)), key=lambda n: (wanted[n], n))] == ordered


def test_gaps_stay_gaps():
    days = pd.Series(pd.to_datetime(["2022-03-01", "2022-03-02", "2022-03-06"]))
    assert bin_days(days) == 1
    assert len(all_bins(days)) == 6
    months = pd.Series(pd.to_datetime(["2022-01-01", "2022-02-01", "2022-05-01"]))
    assert len(all_bins(months)) == 5


def test_claims_of_nobody_are_not_joined_and_earlier_vintages_are_faint():
    rows = pd.DataFrame(
        {"day": DAYS[:3], "low": [3.0, 9.0, 8.0], "high": [3.0, 9.0, 8.0], "bound": "exact", "who": "police",
         "old": [False, True, False]}
    )  # fmt: skip
    asked = {"x": "day", "low": "low", "high": "high", "bound": "bound", "by": "who", **ABOUT}
    plain = charts.claims(rows, **asked).html()
    faint = charts.claims(rows, restated="old", **asked).html()
    loose = charts.claims(rows, loose="police", **asked).html()
    assert 'fill-opacity="0.35"' not in plain
    assert 'fill-opacity="0.35"' in faint
    assert (plain.count('stroke-opacity="0.6"'), loose.count('stroke-opacity="0.6"')) == (2, 0)  # wide and narrow


def test_claims_of_billions_have_room_on_a_phone():
    rows = pd.DataFrame(
        {"day": DAYS[:2], "low": [61e9, 1.5e9], "high": [61e9, 1.5e9], "bound": "exact",
         "who": ["the administration of a president with a long name", "not attributed"]}
    )  # fmt: skip
    page = charts.claims(rows, x="day", low="low", high="high", bound="bound", by="who", **ABOUT).html()
    assert "61 billion" in page
    assert "61,000,000,000" not in BeautifulSoup(page, "html.parser").svg.get_text()


LANES = pd.DataFrame(
    {
        "day": pd.to_datetime(["2022-03-01", "2022-03-01", "2022-03-30", "2022-04-02", "2022-04-02"]),
        "who": ["Ann <b>"] * 4 + ["Bo"],
        "said": [True, False, True, False, False],
    }
)


def marks_of(step: str) -> tuple[BeautifulSoup, BeautifulSoup]:
    links = {"Ann <b>": "#ev-p-ann", "Bo": "javascript:x"}
    figure = charts.lanes(LANES, x="day", lane="who", marks="said", links=links, step=step, **ABOUT)
    return BeautifulSoup(figure.html(), "html.parser").find_all("svg")


@pytest.mark.parametrize(
    ("step", "tips"),
    [
        ("month", [
            "Ann <b>, 1 to 31 March 2022: mentioned 3 times, quoted 2 times",
            "Ann <b>, 1 to 30 April 2022: mentioned 1 time",
            "Ann <b>, 1 to 31 March 2022: quoted 2 times, mentioned 3 times",
            "Bo, 1 to 30 April 2022: mentioned 1 time",
        ]),
        ("day", [
            "Ann <b>, 1 March 2022: mentioned 2 times, quoted 1 time",
            "Ann <b>, 30 March 2022: mentioned 1 time, quoted 1 time",
            "Ann <b>, 2 April 2022: mentioned 1 time",
            "Ann <b>, 1 March 2022: quoted 1 time, mentioned 2 times",
            "Ann <b>, 30 March 2022: quoted 1 time, mentioned 1 time",
            "Bo, 2 April 2022: mentioned 1 time",
        ]),
    ],
)  # fmt: skip
def test_marks_of_a_lane_say_when_and_how_often_and_lead_to_the_evidence(step, tips):
    broad, narrow = marks_of(step)
    assert [tip.text for tip in broad.find_all("title")] == tips
    linked = [tip.parent.get("href") for tip in broad.find_all("title")]
    assert linked == ["#ev-p-ann"] * (len(tips) - 1) + [None]
    assert not narrow.find_all("title")
    assert {a["href"] for a in narrow.find_all("a", href=True)} == {"#ev-p-ann"}


def test_every_day_of_a_lane_has_its_stroke():
    ways = [path["d"] for path in marks_of("month")[0].select("a[href] path")]
    assert [way.count("M") for way in ways[:2]] == [2, 1]
