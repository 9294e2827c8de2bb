"""Kernels forked from one process: they begin with the imports done, see nothing of each other, end with the run."""

from __future__ import annotations

import os
import signal
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from helpers.paths import ROOT
from helpers.runner.execute import execute
from helpers.runner.nursery import Nursery, imported
from helpers.runner.processes import end_marked, marked
from helpers.runner.step import Limits, Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
LIMITS = Limits(cell_s=60, step_s=90)


@pytest.fixture
def place(tmp_path: Path):
    sockets = tmp_path / "s"
    sockets.mkdir()
    bare = Place(uuid.uuid4().hex, ROOT, sockets, tmp_path / "my reports")
    nursery = Nursery(sockets, [], bare.environment(), ROOT)
    yield replace(bare, nursery=nursery)
    nursery.close()
    end_marked(bare.mark)


def _printed(target: Path) -> str:
    cells = nbformat.read(target, as_version=4).cells
    return "".join(o.text for cell in cells for o in cell.get("outputs", []) if o.output_type == "stream")


def _run(source: Path, place: Place, limits: Limits = LIMITS):
    target = source.parent.parent / source.name
    return execute(source, target, {}, place=place, limits=limits), target


def test_a_forked_kernel_is_a_kernel_of_its_own(write_notebook, place):
    ask = "import os\nprint(os.getcwd(), os.environ['DATELINE_REPORTS'], 'left' in globals(), __name__)"
    first, one = _run(write_notebook("01_corpus", ask, "left = 1\nos.environ['LEFT'] = '1'"), place)
    second, two = _run(write_notebook("02_keywords", ask, "print(os.environ.get('LEFT'))"), place)
    assert (first.failure, second.failure) == (None, None)
    assert _printed(one) == f"{ROOT} {place.reports} False __main__\n"
    assert _printed(two) == f"{ROOT} {place.reports} False __main__\nNone\n"
    assert first.peak_mb > 20
    assert len(marked(place.mark)) == 1  # the nursery itself


def test_its_parent_is_the_nursery(write_notebook, place):
    _, target = _run(write_notebook("01_corpus", "import os\nprint(os.getppid())"), place)
    assert int(_printed(target)) == place.nursery._server.pid


@pytest.mark.parametrize(("cell", "kind"), [
    ("import os\nos._exit(3)", "KernelDied"),
    ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "KernelDied"),
    ("import sys\nsys.exit(0)", "SystemExit"),
])
def test_a_kernel_that_dies_is_noticed_at_once(write_notebook, place, cell, kind):
    result, _ = _run(write_notebook("03_places", cell), place)
    assert result.failure.kind == kind
    assert result.seconds < 20


def test_a_fork_that_outlives_its_cell_is_ended_with_the_step(write_notebook, place):
    cell = "import os, time\nif os.fork() == 0:\n    time.sleep(600)"
    result, _ = _run(write_notebook("04_figures", cell), place)
    assert result.failure is None
    assert len(marked(place.mark)) == 1


def test_an_endless_loop_is_ended(write_notebook, place):
    result, _ = _run(write_notebook("03_places", "while True: pass"), place, Limits(cell_s=60, step_s=4))
    assert result.failure.kind == "Timeout"
    assert len(marked(place.mark)) == 1


def test_without_the_nursery_kernels_start_as_jupyter_starts_them(write_notebook, place):
    os.kill(place.nursery._server.pid, signal.SIGKILL)
    result, _ = _run(write_notebook("01_corpus", "print(1)"), place)
    assert result.failure is None


def test_it_ends_with_the_runner(tmp_path, place):
    place.nursery._server.stdin.close()  # what the system does when the runner dies
    until = time.monotonic() + 20
    while place.nursery._server.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    assert place.nursery._server.poll() is not None


def test_only_the_projects_own_modules_are_imported_ahead(write_notebook, tmp_path):
    cell = "from helpers.places import map as base\nimport helpers.text.dates, antigravity"
    source = write_notebook("01_corpus", cell)
    assert imported(source) == ["helpers.places", "helpers.places.map", "helpers.text.dates"]
    source.write_text("not a notebook", encoding="utf-8")
    assert imported(source) == []
