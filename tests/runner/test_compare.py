"""What two runs found differently."""

from __future__ import annotations

import json

import pytest

from helpers.errors import ParameterError
from helpers.runner.compare import compare, lines

OLD, NEW = "20310101-000000-aaaaaa", "20310102-000000-bbbbbb"


def _write(reports, run_id, findings, *, n=5, code="c1", parameters=None):
    folder = reports / run_id
    (folder / "findings").mkdir(parents=True)
    facts = {"run_id": run_id, "status": "good", "code_version": code, "versions": {"nltk": "3"}, "corpus":
             {"n_articles": n, "hash": f"h{n}"}, "parameters": parameters or {"top_n": 3}}
    (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    (folder / "findings" / "03_places.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")


def test_rows_enter_leave_and_change(tmp_path):
    _write(tmp_path, OLD, {"places": [{"place_id": "1", "place": "Osijek", "articles": 3},
                                      {"place_id": "2", "place": "Vukovar", "articles": 1}]})
    _write(tmp_path, NEW, {"places": [{"place_id": "1", "place": "Osijek", "articles": 7},
                                      {"place_id": "3", "place": "Zagreb", "articles": 2}]}, n=9)
    found = compare(tmp_path, OLD, NEW)
    assert found["findings"]["places"] == {
        "entered": [{"label": "Zagreb", "before": None, "now": 2}],
        "left": [{"label": "Vukovar", "before": 1, "now": None}],
        "changed": [{"label": "Osijek", "before": 3, "now": 7}],
        "revised": [],
    }
    assert lines(found) == [
        f"{OLD} → {NEW}", "articles   5 → 9", "changed    the articles", "places     1 entered: Zagreb (2)",
        "places     1 left: Vukovar (1)", "places     1 changed: Osijek 3 → 7",
    ]


def test_a_figure_restated_for_the_same_day_is_a_revision(tmp_path):
    row = {"series_id": "killed", "source_name": "ministry", "label": "People killed", "said": "41", "as_of_last": "d1"}
    _write(tmp_path, OLD, {"figures": [row]})
    _write(tmp_path, NEW, {"figures": [{**row, "said": "39"}]}, code="c2", parameters={"top_n": 4})
    found = compare(tmp_path, OLD, NEW)
    revised = found["findings"]["figures"]["revised"]
    assert revised == [{"label": "People killed, ministry", "before": "41", "now": "39"}]
    assert "changed    Dateline's code, parameters (top_n)" in lines(found)


def test_long_lists_are_cut_and_counted(tmp_path):
    _write(tmp_path, OLD, {"terms": []})
    _write(tmp_path, NEW, {"terms": [{"term": str(n), "label": str(n), "articles": n} for n in range(20)]})
    assert lines(compare(tmp_path, OLD, NEW), most=2)[-1] == "terms      20 entered: 0 (0); 1 (1) and 18 more"


@pytest.mark.parametrize("wanted", ["20310101-000000-cccccc", "../..", "", "latest"])
def test_a_run_that_is_not_there(tmp_path, wanted):
    _write(tmp_path, OLD, {})
    with pytest.raises(ParameterError, match="no such run"):
        compare(tmp_path, OLD, wanted)


def test_damaged_findings_are_left_out(tmp_path):
    _write(tmp_path, OLD, {"terms": []})
    _write(tmp_path, NEW, {"terms": []})
    (tmp_path / NEW / "findings" / "03_places.json").write_text("{", encoding="utf-8")
    assert compare(tmp_path, OLD, NEW)["findings"] == {}
