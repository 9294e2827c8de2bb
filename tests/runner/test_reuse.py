"""Only what changed is run: what a step is known by, and that nothing damaged is taken over."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from helpers.params import Params
from helpers.runner import reuse
from helpers.runner.progress import Progress
from helpers.runner.run import Plan, foresee, run
from helpers.runner.step import Limits

NEEDS = {"01_corpus": (), "02_keywords": ("01_corpus",)}


@pytest.fixture
def plan(tmp_path: Path, write_notebook) -> Plan:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("One page.", encoding="utf-8")
    write_notebook("01_corpus", parameters='corpus: str = ""')
    write_notebook("02_keywords", parameters='corpus: str = ""\ntop_n: int = 3')
    return Plan(Params(corpus=str(pages)), reports=tmp_path / "reports", notebooks=tmp_path / "notebooks", needs=NEEDS,
                limits=Limits(cell_s=60, step_s=120))  # fmt: skip


def _run(plan: Plan):
    return run(plan, Progress(StringIO()))


def _origins(outcome) -> list[str]:
    return [step["taken_from"] for step in outcome.facts["steps"]]


def test_an_unchanged_run_takes_everything_and_says_so(plan):
    first, second = _run(plan), _run(plan)
    third = _run(plan)
    assert _origins(first) == ["", ""]
    assert _origins(second) == _origins(third) == [first.facts["run_id"]] * 2
    assert (first.facts["unchanged"], second.facts["unchanged"]) == (False, True)
    assert (plan.reports / "latest").resolve() == third.folder
    for name in ("01_corpus.html", "index.html", "notebooks/02_keywords.ipynb", "findings/01_corpus.json"):
        assert (third.folder / name).read_bytes() == (first.folder / name).read_bytes()


def test_a_run_can_be_forced(plan):
    _run(plan)
    assert _origins(_run(replace(plan, force=True))) == ["", ""]


@pytest.mark.parametrize(("change", "again"), [
    ({"top_n": 4}, ["02_keywords"]),
    ({"run_title": "Other"}, []),
    ({"compare_to": "none"}, []),
])
def test_a_parameter_counts_for_the_notebooks_that_declare_it(plan, change, again):
    first = _run(plan)
    plan = replace(plan, params=replace(plan.params, **change))
    kept = foresee(plan)
    assert [step for step, origin in kept.items() if not origin] == again
    assert set(kept.values()) <= {"", first.facts["run_id"]}


def test_a_changed_notebook_is_run_and_the_others_kept(plan, write_notebook):
    first = _run(plan)
    write_notebook("02_keywords", "print('new')", parameters='corpus: str = ""\ntop_n: int = 3')
    second = _run(plan)
    assert _origins(second) == [first.facts["run_id"], ""]
    page = (second.folder / "01_corpus.html").read_text(encoding="utf-8")
    assert "Taken unchanged from run" in page and first.facts["run_id"] in page


def test_a_new_article_changes_every_step(plan):
    _run(plan)
    (Path(plan.params.corpus) / "b.txt").write_text("Another page.", encoding="utf-8")
    assert set(foresee(plan).values()) == {""}


@pytest.mark.parametrize("name", ["notebooks/01_corpus.ipynb", "findings/01_corpus.json"])
def test_a_damaged_file_is_not_taken(plan, name):
    first = _run(plan)
    path = first.folder / name
    path.write_bytes(path.read_bytes()[:-20])
    assert foresee(plan) == {"01_corpus": "", "02_keywords": first.facts["run_id"]}
    path.unlink()
    assert foresee(plan)["01_corpus"] == ""


def test_a_damaged_page_is_made_again(plan):
    first = _run(plan)
    whole = (first.folder / "01_corpus.html").read_bytes()
    (first.folder / "01_corpus.html").write_bytes(whole[:100])
    second = _run(plan)
    assert second.facts["unchanged"]
    assert b"</html>" in (second.folder / "01_corpus.html").read_bytes()


def test_a_failed_step_is_run_again_and_the_good_ones_kept(plan, write_notebook):
    write_notebook("02_keywords", "1 / 0", parameters='corpus: str = ""\ntop_n: int = 3')
    first, second = _run(plan), _run(plan)
    assert (first.good, second.good) == (False, False)
    assert _origins(second) == [first.facts["run_id"], ""]


def test_a_dry_run_leaves_no_trace(plan):
    assert foresee(plan) == dict.fromkeys(NEEDS, "")
    assert not plan.reports.exists()


def test_a_broken_notebook_has_a_key_too(tmp_path):
    path = tmp_path / "x.ipynb"
    cell = {"metadata": {"tags": ["parameters"]}, "source": "def ("}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert len(reuse.keys({"x": path}, {"top_n": 3}, ["abc"])["x"]) == 24
