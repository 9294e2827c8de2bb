"""What a notebook gets: the selected articles, tables joined to them, the run before, and proof of its end."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from helpers import context, store
from helpers.context import STEP_MIME, KeyPoint
from helpers.errors import ParameterError, RunError


@pytest.fixture
def start(tiny_corpus, tmp_path, monkeypatch):
    """`start(**parameters)`: the context of notebook 03_places on the tiny corpus."""
    monkeypatch.setitem(store.Store.__init__.__kwdefaults__, "derived", tmp_path / "derived")
    monkeypatch.setattr(context, "REPORTS", tmp_path / "reports")

    def begin(**parameters):
        return context.start("03_places", {"corpus": str(tiny_corpus), "other": 1} | parameters)

    return begin


def _ids(ctx) -> set[str]:
    return set(ctx.articles["article_id"])


def test_copies_count_once_or_each_time(start):
    assert (len(start(copies="each").articles), start().n_pages) == (3, 3)
    assert 1 <= len(start(copies="once").articles) <= 2


@pytest.mark.parametrize(("parameters", "n"), [
    ({"start": "2031-03-04"}, 2),
    ({"end": "2031-03-04"}, 1),
    ({"start": "2031-03-03", "end": "2031-03-05"}, 3),
    ({"start": "2040-01-01"}, 0),
    ({"query": "osijek"}, 3),
    ({"query": '"banks near Osijek" -Vukovar'}, 3),
    ({"query": "Osij"}, 0),
    ({"query": "\"(osijek\""}, 0),
    ({"query": "nowhere OR wednesday"}, 2),
])
def test_period_and_query_select(start, parameters, n):
    assert len(start(copies="each", **parameters).articles) == n


def test_days_are_counted_in_the_stated_zone(start):
    utc, far = start(copies="each"), start(copies="each", timezone="Pacific/Kiritimati")
    assert utc.period == (dt.date(2031, 3, 3), dt.date(2031, 3, 5))
    assert all(later >= day for day, later in zip(utc.articles["day"], far.articles["day"], strict=True))


def test_tables_hold_the_selected_articles_only(start):
    ctx = start(copies="each", end="2031-03-04")
    found = ctx.table("terms")
    assert set(found["article_id"]) == _ids(ctx)
    assert {"day", "source", "story_id", "term", "n"} <= set(found.columns)
    assert set(ctx.texts(_ids(ctx))) == _ids(ctx)


def test_an_empty_selection_is_no_error(start):
    ctx = start(start="2040-01-01")
    assert ctx.period is None
    assert ctx.table("places").empty
    facts = ctx.finish(title="None.").facts
    assert (facts["n_articles"], facts["period"], facts["cutoff_utc"]) == (0, None, None)


@pytest.mark.parametrize(("wanted", "days", "articles", "bin_"), [
    ("auto", 1, 1, "day"), ("auto", 14, 2, "day"), ("auto", 62, 200, "day"), ("auto", 62, 60, "week"),
    ("auto", 63, 200, "week"), ("auto", 430, 100, "month"), ("auto", 431, 9999, "month"), ("week", 3, 9, "week"),
])
def test_the_time_step_follows_the_span_and_the_number_of_articles(wanted, days, articles, bin_):
    first = pd.Timestamp("2031-01-01")
    dated = pd.Series([first + pd.Timedelta(days=number % days) for number in range(articles - 1)])
    assert context._bin(wanted, pd.concat([dated, pd.Series([first + pd.Timedelta(days=days - 1)])])) == bin_


def test_finish_says_what_was_found(start):
    frame = pd.DataFrame({"place": ["Osijek"], "n": [3], "day": [pd.Timestamp("2031-03-03")]})
    ctx = start(copies="each")
    done = ctx.finish(title="T", key_points=[KeyPoint("three", anchor="map")], findings={"places": frame})
    shown = done._repr_mimebundle_()
    facts = json.loads(json.dumps(shown[STEP_MIME]))
    assert shown["text/plain"] == "03_places finished: 3 articles."
    assert facts["key_points"] == [{"text": "three", "anchor": "map"}]
    assert facts["findings"]["places"][0]["n"] == 3
    assert facts["findings"]["places"][0]["day"].startswith("2031-03-03")
    assert (facts["notebook"], facts["n_pages"], facts["corpus_hash"]) == ("03_places", 3, ctx.store.corpus_hash)


def _publish(folder, run_id, corpus, findings):
    from helpers.params import Params

    (folder / run_id / "findings").mkdir(parents=True)
    run = {"run_id": run_id, "status": "good", "only": [], "parameters": Params(corpus=str(corpus)).as_dict()}
    (folder / run_id / "run.json").write_text(json.dumps(run), encoding="utf-8")
    (folder / run_id / "findings" / "03_places.json").write_text(findings, encoding="utf-8")


def test_the_run_before_is_found_or_named_or_none(start, tmp_path, tiny_corpus):
    run_id = "20310301-000000-aaaaaa"
    _publish(tmp_path / "reports", run_id, tiny_corpus, json.dumps({"findings": {"places": [{"place": "Osijek"}]}}))
    for wanted in ("", run_id):
        ctx = start(compare_to=wanted)
        assert ctx.previous_run == run_id
        assert ctx.previous("places").to_dict("records") == [{"place": "Osijek"}]
        assert ctx.previous("people") is None
    for parameters in ({"compare_to": "none"}, {"top_n": 3}):
        ctx = start(**parameters)
        assert (ctx.previous_run, ctx.previous("places")) == ("", None)


def test_a_run_that_cannot_be_compared_with_is_named(start, tmp_path, tiny_corpus):
    with pytest.raises(ParameterError, match="no such run"):
        start(compare_to="20310301-000000-bbbbbb")
    with pytest.raises(ParameterError, match="path leaves its folder"):
        start(compare_to="../../etc")
    _publish(tmp_path / "reports", "20310301-000000-aaaaaa", tiny_corpus, '{"findings"')
    with pytest.raises(RunError, match="damaged"):
        start(compare_to="20310301-000000-aaaaaa")


def test_parameters_are_checked_first(start):
    with pytest.raises(ParameterError, match="top_n out of range"):
        start(top_n=0)
