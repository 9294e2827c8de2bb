"""Which runs there are, and which one a new run is compared with."""

from __future__ import annotations

import json

from helpers.params import Params
from helpers.runner.history import failed_since, last_good, runs


def _write(reports, run_id, *, status="good", only=(), **given):
    folder = reports / run_id
    folder.mkdir(parents=True)
    facts = {"run_id": run_id, "status": status, "only": list(only), "parameters": Params(**given).as_dict()}
    (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")


def test_runs_are_listed_newest_first_and_damaged_ones_left_out(tmp_path):
    assert runs(tmp_path / "none") == []
    _write(tmp_path, "20310101-000000-aaaaaa")
    _write(tmp_path, "20310102-000000-bbbbbb", status="failed")
    (tmp_path / "20310103-000000-cccccc").mkdir()
    (tmp_path / "20310104-000000-dddddd").mkdir()
    (tmp_path / "20310104-000000-dddddd" / "run.json").write_text('{"run_id"', encoding="utf-8")
    (tmp_path / "latest").symlink_to("20310101-000000-aaaaaa")
    assert [run["run_id"][:8] for run in runs(tmp_path)] == ["20310102", "20310101"]
    assert last_good(tmp_path) == "20310101-000000-aaaaaa"


def test_only_like_is_compared_with_like(tmp_path):
    _write(tmp_path, "20310101-000000-aaaaaa", run_title="Monday", compare_to="none")
    _write(tmp_path, "20310102-000000-bbbbbb", top_n=3)
    _write(tmp_path, "20310103-000000-cccccc", corpus="data/raw")
    _write(tmp_path, "20310104-000000-dddddd", status="failed")
    _write(tmp_path, "20310105-000000-eeeeee", only=["03_places"])
    assert last_good(tmp_path, Params(corpus="data/raw/../sample").as_dict()) == "20310101-000000-aaaaaa"
    assert last_good(tmp_path, Params(top_n=3).as_dict()) == "20310102-000000-bbbbbb"
    assert last_good(tmp_path, Params(top_n=4).as_dict()) == ""
    assert failed_since(tmp_path, "20310101-000000-aaaaaa", Params().as_dict()) == "20310104-000000-dddddd"
    assert failed_since(tmp_path, "20310104-000000-dddddd", Params().as_dict()) == ""
    assert failed_since(tmp_path, "", Params(top_n=3).as_dict()) == ""
