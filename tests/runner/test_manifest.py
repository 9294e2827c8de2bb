"""What run.json says, and that the documentation names all of it."""

from __future__ import annotations

import json

import pytest

from helpers.paths import ROOT
from helpers.runner import manifest
from helpers.runner.step import Result
from helpers.runner.truth import Failure

GOOD = Result("02_keywords", 1.5, {"title": "T", "key_points": [], "corpus_hash": "abc", "n_articles": 3}, None)
FAILED = Result("01_corpus", 0.5, {}, Failure("KernelDied", "the kernel died", 4, "trace"))


@pytest.mark.parametrize(("path", "name"), [
    ("data/sample", "sample"), ("../my pages v1.2", "my pages v1.2"), ("../page.txt", "page"), ("..", ".."),
    ("x.jsonl", "x"),
])
def test_the_corpus_has_the_name_of_its_folder_or_file(path, name):
    found = manifest.corpus_entry(path, {"01_corpus": FAILED, "02_keywords": GOOD})
    assert (found["path"], found["name"], found["hash"], found["n_articles"]) == (path, name, "abc", 3)


def test_a_step_says_its_status_and_keeps_its_trace_out():
    assert manifest.step_entry(GOOD)["status"] == "good"
    failed = manifest.step_entry(FAILED)
    assert failed["status"] == "failed"
    assert failed["error"] == {"kind": "KernelDied", "message": "the kernel died", "cell": 4}


def test_outputs_are_all_files_but_the_manifest(tmp_path):
    (tmp_path / "findings").mkdir()
    for name in ("run.json", "a.html", "findings/run.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [entry["path"] for entry in manifest.outputs(tmp_path)] == ["a.html", "findings/run.json"]


def test_json_survives_what_text_may_hold(tmp_path):
    manifest.write_json(tmp_path / "a.json", {"a": "é\u202e\ud800"})
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["a"] == "é\u202e?"


def test_every_key_is_documented():
    text = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    keys = [*manifest.step_entry(GOOD), *manifest.corpus_entry("x", {}), "run_id", "status", "only", "started_utc",
            "finished_utc", "seconds", "title", "parameters", "corpus", "compared_with", "last_good", "failed_since",
            "code_version", "versions", "steps", "outputs", "schema"]
    assert [key for key in keys if f"`{key}`" not in text] == []
