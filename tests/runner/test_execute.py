"""Status is what happened: each way in which a notebook can fail while looking fine, for real, in a real kernel."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

import nbformat
import psutil
import pytest

from helpers.paths import ROOT
from helpers.runner.execute import execute
from helpers.runner.processes import marked
from helpers.runner.step import Limits, Place, declared


@pytest.fixture
def place(tmp_path: Path) -> Place:
    sockets = tmp_path / "s"
    sockets.mkdir()
    return Place(uuid.uuid4().hex, ROOT, sockets, tmp_path / "reports")


def _execute(source: Path, place: Place, *, parameters: dict | None = None, limits: Limits | None = None):
    limits = limits or Limits(cell_s=60, step_s=120)
    return execute(source, source.parent.parent / f"{source.stem}.ipynb", parameters or {}, place=place, limits=limits)


def test_a_good_notebook_is_good_and_leaves_no_process(write_notebook, place):
    source = write_notebook("01_corpus", "import os\nprint(corpus, os.getcwd())")
    result = _execute(source, place, parameters={"corpus": "it's {here}", "top_n": 3})
    assert result.failure is None
    assert result.facts["findings"] == {"places": [{"place": "Kyiv", "n": 3}]}
    executed = nbformat.read(source.parent.parent / "01_corpus.ipynb", as_version=4)
    printed = [o.text for c in executed.cells for o in c.get("outputs", []) if o.output_type == "stream"]
    assert printed == [f"it's {{here}} {ROOT}\n"]
    assert "papermill" not in executed.metadata
    assert "top_n" not in str(executed.cells)
    assert marked(place.mark) == []


@pytest.mark.parametrize(("cells", "finish", "kind", "said", "cell"), [
    (["1 / 0"], True, "ZeroDivisionError", "division by zero", 2),
    (["a = 1", "import sys\nsys.exit(0)"], True, "SystemExit", "ended itself", 3),
    (["import os\nos._exit(0)"], True, "KernelDied", "often memory", 2),
    (["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"], True, "KernelDied", "often memory", 2),
    (["%%time\nraise ValueError('lost')"], True, "ValueError", "lost", 2),
    (["a = 1"], False, "NotFinished", "ctx.finish()", 2),
    (["input('name? ')"], True, "StdinNotImplementedError", "input", 2),
    (["def f(:"], True, "SyntaxError", "", 2),
])
def test_what_went_wrong_is_named(write_notebook, place, cells, finish, kind, said, cell):
    result = _execute(write_notebook("02_keywords", *cells, finish=finish), place)
    assert (result.failure.kind, result.failure.cell) == (kind, cell)
    assert said in result.failure.message
    assert result.facts == {}
    assert marked(place.mark) == []


@pytest.mark.parametrize(("limits", "said"), [
    (Limits(cell_s=2, step_s=60), "the cell ran longer than 2 s"),
    (Limits(cell_s=60, step_s=4), "the notebook ran longer than 4 s"),
])
def test_an_endless_loop_is_ended(write_notebook, place, limits, said):
    result = _execute(write_notebook("03_places", "while True: pass"), place, limits=limits)
    assert (result.failure.kind, result.failure.cell) == ("Timeout", 2)
    assert said in result.failure.message
    assert result.seconds < 30
    assert marked(place.mark) == []


def test_a_process_that_outlives_its_cell_is_ended(write_notebook, place, tmp_path):
    if not hasattr(os, "setsid"):
        pytest.skip("sessions are a thing of POSIX")
    note = tmp_path / "pid"
    cell = (
        "import subprocess, sys\n"
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
        f"open({str(note)!r}, 'w').write(str(p.pid))"
    )
    result = _execute(write_notebook("04_figures", cell), place)
    assert result.failure is None
    pid, until = int(note.read_text()), time.monotonic() + 5
    while _lives(pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _lives(pid)


def test_a_folder_with_braces_is_a_folder(write_notebook, place, tmp_path):
    source = write_notebook("01_corpus")
    target = tmp_path / "{corpus} run"
    target.mkdir()
    result = execute(source, target / "01_corpus.ipynb", {"corpus": "x"}, place=place, limits=Limits(60, 60))
    assert result.failure is None
    assert (target / "01_corpus.ipynb").exists()


def test_a_notebook_that_is_none_fails_its_step_only(place, tmp_path):
    source = tmp_path / "notebooks" / "05_people.ipynb"
    source.parent.mkdir()
    source.write_text("not a notebook", encoding="utf-8")
    result = _execute(source, place)
    assert result.failure is not None
    assert result.facts == {}


def test_declared_names_are_those_of_the_parameters_cell(write_notebook):
    source = write_notebook("01_corpus", "other = 1", parameters="corpus: str = 'a'  # where\ntop_n = 3")
    assert declared(nbformat.read(source, as_version=4)) == {"corpus", "top_n"}


def _lives(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
