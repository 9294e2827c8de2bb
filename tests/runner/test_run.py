"""Whole runs with tiny notebooks: what is published, what `latest` is, what is left when a run is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from helpers.errors import ParameterError, RunError
from helpers.params import Params
from helpers.runner import history
from helpers.runner.lock import LockedError, hold
from helpers.runner.progress import Progress
from helpers.runner.run import Plan, run
from helpers.runner.step import Limits

NEEDS = {"01_corpus": (), "02_keywords": ("01_corpus",), "03_places": ("01_corpus",)}


@pytest.fixture
def plan(tmp_path: Path, write_notebook) -> Plan:
    for step in NEEDS:
        write_notebook(step, parameters='corpus: str = ""\ncompare_to: str = ""')
    return Plan(
        Params(), reports=tmp_path / "my reports", notebooks=tmp_path / "notebooks", needs=NEEDS,
        limits=Limits(cell_s=60, step_s=120),
    )


def _run(plan: Plan):
    said = StringIO()
    outcome = run(plan, Progress(said))
    return outcome, said.getvalue().splitlines()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_good_run_is_published_whole_and_becomes_latest(plan):
    outcome, said = _run(plan)
    assert outcome.good
    assert said[0].startswith("01_corpus")
    assert sorted(line.split()[0] for line in said) == list(NEEDS)
    assert all(line.split()[3] == "good" for line in said)
    assert _names(plan.reports) == sorted([".lock", outcome.folder.name, "index.html", "latest"])
    assert (plan.reports / "latest").resolve() == outcome.folder
    files = {"index.html", "method.html", "run.json", "findings", "notebooks", *(f"{step}.html" for step in NEEDS)}
    assert files == set(_names(outcome.folder))

    facts = json.loads((outcome.folder / "run.json").read_text(encoding="utf-8"))
    assert (facts["status"], facts["compared_with"], facts["last_good"]) == ("good", "", "")
    assert facts["parameters"]["compare_to"] == "none"
    assert facts["corpus"]["hash"] == "abc"
    assert [step["step"] for step in facts["steps"]] == list(NEEDS)
    listed = {entry["path"] for entry in facts["outputs"]}
    there = {p.relative_to(outcome.folder).as_posix() for p in outcome.folder.rglob("*") if p.is_file()}
    assert listed == there - {"run.json"}
    for entry in facts["outputs"]:
        data = (outcome.folder / entry["path"]).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_a_failing_notebook_fails_its_own_page_and_latest_stays(plan, write_notebook):
    first, _ = _run(plan)
    write_notebook("02_keywords", "raise ValueError('<script>alert(1)</script>\\x1b[2J')")
    second, said = _run(plan)
    assert not second.good
    assert (plan.reports / "latest").resolve() == first.folder
    states = {step["step"]: step["status"] for step in second.facts["steps"]}
    assert states == {"01_corpus": "good", "02_keywords": "failed", "03_places": "good"}
    error = second.facts["steps"][1]["error"]
    assert (error["kind"], error["cell"]) == ("ValueError", 2)
    assert second.facts["last_good"] == first.facts["run_id"]
    assert any("02_keywords" in line and "failed in code cell 2: ValueError" in line for line in said)
    assert not any("\x1b" in line for line in said)
    page = (second.folder / "02_keywords.html").read_text(encoding="utf-8")
    assert "ValueError" in page and "<script>alert" not in page and "Traceback" not in page
    assert "Traceback" in (second.folder / "notebooks" / "02_keywords.trace.txt").read_text(encoding="utf-8")
    assert _names(second.folder / "findings") == ["01_corpus.json", "03_places.json"]


def test_a_run_is_compared_with_the_last_good_one_of_its_kind(plan):
    plan = replace(plan, needs={"01_corpus": ()})
    first, _ = _run(plan)
    second, _ = _run(replace(plan, force=True))
    other, _ = _run(replace(plan, params=Params(top_n=3)))
    nothing, _ = _run(replace(plan, params=Params(compare_to="none")))
    assert second.facts["compared_with"] == second.facts["parameters"]["compare_to"] == first.facts["run_id"]
    assert other.facts["compared_with"] == nothing.facts["compared_with"] == ""
    named, _ = _run(replace(plan, params=Params(compare_to=first.facts["run_id"])))
    assert named.facts["compared_with"] == first.facts["run_id"]


@pytest.mark.parametrize("name", ["20310101-000000-aaaaaa", "../..", "latest"])
def test_a_run_to_compare_with_must_be_there(plan, name):
    with pytest.raises(ParameterError, match="no such run"):
        _run(replace(plan, params=Params(compare_to=name)))
    assert _names(plan.reports) == [".lock"]


def test_part_of_a_run_does_not_become_latest(plan):
    outcome, _ = _run(replace(plan, only=("03_places",)))
    assert outcome.good
    assert [step["step"] for step in outcome.facts["steps"]] == ["03_places"]
    assert not (plan.reports / "latest").exists()
    assert history.last_good(plan.reports) == ""


def test_pages_of_two_states_of_a_corpus_are_never_mixed(plan, write_notebook):
    path = write_notebook("03_places")
    path.write_text(path.read_text(encoding="utf-8").replace('\\"abc\\"', '\\"abd\\"'), encoding="utf-8")
    outcome, said = _run(plan)
    assert not outcome.good
    assert outcome.facts["steps"][2]["error"]["kind"] == "CorpusChanged"
    assert said[-1].startswith("03_places") and "CorpusChanged" in said[-1]


def test_a_notebook_that_is_not_there_stops_the_run_before_it_begins(plan, tmp_path):
    (tmp_path / "notebooks" / "02_keywords.ipynb").unlink()
    with pytest.raises(RunError, match=r"notebook not found: 02_keywords\.ipynb"):
        _run(plan)
    assert not plan.reports.exists()


def test_a_second_run_beside_the_first_is_refused(plan):
    plan.reports.mkdir()
    with hold(plan.reports, "x"), pytest.raises(LockedError):
        _run(plan)


def test_a_reports_folder_that_cannot_be_one_is_named(plan, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="cannot use the reports folder"):
        _run(replace(plan, reports=tmp_path / "file" / "reports"))


def test_a_page_that_cannot_be_made_fails_its_step_only(plan, monkeypatch):
    from helpers.runner import pages

    real = pages.render_report

    def broken(notebook, *, out, **options):
        if out.stem == "02_keywords":
            raise RuntimeError("<b>template</b>")
        real(notebook, out=out, **options)

    monkeypatch.setattr(pages, "render_report", broken)
    outcome, _ = _run(plan)
    states = {step["step"]: step["status"] for step in outcome.facts["steps"]}
    assert states == {"01_corpus": "good", "02_keywords": "failed", "03_places": "good"}
    assert "<b>template" not in (outcome.folder / "02_keywords.html").read_text(encoding="utf-8")
    assert json.loads((outcome.folder / "run.json").read_text(encoding="utf-8"))["status"] == "failed"


@pytest.mark.skipif(os.name == "nt", reason="signals are a thing of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_nothing(plan, tmp_path, write_notebook, number):
    plan = replace(plan, needs={"01_corpus": ()})
    first, _ = _run(plan)
    note = tmp_path / "pid"
    write_notebook("01_corpus", f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    code = (
        "import signal, sys\nfrom pathlib import Path\nfrom helpers.cli import main\nfrom helpers.runner import run\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs start without it
        "folder = Path(sys.argv[1])\n"
        "real = run.Plan\n"
        "run.Plan = lambda *a, **k: real(*a, **k, notebooks=folder / 'notebooks', needs={'01_corpus': ()})\n"
        "sys.exit(main(['run', '--reports', str(folder / 'my reports')]))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stderr=subprocess.PIPE)
    try:
        _wait_for(lambda: note.exists() and note.read_text())
        process.send_signal(number)
        process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    kernel = int(note.read_text())
    _wait_for(lambda: not _lives(kernel))
    assert (plan.reports / "latest").resolve() == first.folder
    if number != signal.SIGKILL:
        assert not list(plan.reports.glob(".building-*"))
    write_notebook("01_corpus")
    again, _ = _run(plan)
    assert again.good
    assert not list(plan.reports.glob(".building-*"))


def _lives(pid: int) -> bool:
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_for(what, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)
