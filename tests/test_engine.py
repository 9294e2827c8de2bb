"""The same results in the same order, in this process or in several; the first error is raised."""

from __future__ import annotations

import operator
import os
import subprocess
import sys
from collections import namedtuple

import pytest

from helpers import engine
from helpers.corpus import model
from helpers.engine import local, versions
from helpers.errors import EngineError

_FREE = namedtuple("_FREE", "available")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_keep_the_order_of_tasks(workers):
    tasks = [(number, 2) for number in range(6)]
    assert engine.run(operator.pow, tasks, workers=workers) == [0, 1, 4, 9, 16, 25]


def test_no_task_no_result():
    assert engine.run(operator.pow, []) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_raised_here(workers):
    with pytest.raises(ZeroDivisionError):
        engine.run(operator.floordiv, [(1, 1), (1, 0), (1, 1), (1, 1)], workers=workers)


@pytest.mark.parametrize(("given", "wanted"), [("3", 3), ("1", 1)])
def test_the_environment_sets_the_number_of_workers(monkeypatch, given, wanted):
    monkeypatch.setenv("DATELINE_WORKERS", given)
    assert engine.default_workers() == wanted


@pytest.mark.parametrize("given", ["", "0", "-2", "many", "²"])
def test_nonsense_in_the_environment_is_not_taken(monkeypatch, given):
    monkeypatch.setenv("DATELINE_WORKERS", given)
    assert engine.default_workers() >= 1


def test_a_worker_that_dies_costs_its_tasks_only(tmp_path):
    dies_once = f"""
import os, pathlib
mark = pathlib.Path({str(tmp_path / "died")!r})
if not mark.exists():
    mark.touch()
    os._exit(9)
"""
    done: list[int] = []
    tasks = [("pass",), (dies_once,), *[("pass",)] * 5]
    assert engine.run(exec, tasks, workers=2, progress=done.append) == [None] * 7
    assert (tmp_path / "died").exists()
    assert done[-1] == 7 and done == sorted(done)


def test_a_task_that_kills_every_worker_is_given_up():
    with pytest.raises(EngineError, match="worker processes died again and again.*DATELINE_WORKERS"):
        engine.run(exec, [("import os; os._exit(9)",)] * 4, workers=2)
    assert engine.run(operator.neg, [(1,)] * 4, workers=2) == [-1] * 4


@pytest.mark.parametrize(("gigabytes", "most"), [(0.5, 1), (2.5, 1), (1000, 10_000)])
def test_workers_fit_into_free_memory(monkeypatch, gigabytes, most):
    monkeypatch.delenv("DATELINE_WORKERS", raising=False)
    monkeypatch.setattr(local.psutil, "virtual_memory", lambda: _FREE(int(gigabytes * 2**30)))
    assert 1 <= engine.default_workers() <= most


def test_a_script_without_a_guard_is_not_run_again_by_its_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import operator\n"
        "from helpers import engine\n"
        "print('began')\n"
        "print(engine.run(operator.pow, [(n, 2) for n in range(4)], workers=2))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.returncode) == ("began\n[0, 1, 4, 9]\n", 0), done.stderr


def test_progress_is_told_in_this_process_too():
    done: list[int] = []
    engine.run(operator.neg, [(1,), (2,)], workers=1, progress=done.append)
    assert done == [1, 2]


def test_what_differs_between_two_machines_is_named():
    mine = versions.all_versions()
    assert {"python", "helpers", "nltk", "numpy", "pyarrow", "pandas"} <= mine.keys()
    assert versions.difference(mine, dict(mine)) == ""
    assert versions.difference(mine, {**mine, "numpy": "1.0"}) == f"numpy is 1.0 there, {mine['numpy']} here"
    assert "nltk is none there" in versions.difference(mine, {k: v for k, v in mine.items() if k != "nltk"})


def test_code_and_trained_weights_are_of_the_version(tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "_SOURCES", tmp_path)
    seen = set()
    for name in ("clean.py", "cleaner.npz", "notes.txt"):
        for content in ("one", "two"):
            (tmp_path / name).write_text(content, encoding="utf-8")
            seen.add(versions.all_versions.__wrapped__()["helpers"])
    assert len(seen) == 4
    assert model.WEIGHTS.suffix in versions.DECIDE


def test_workers_are_forked_from_a_process_that_has_made_every_table_once():
    from helpers.engine import local
    from helpers.store import ready
    from helpers.tables import STEPS

    assert [ready.__name__] == local._PRELOAD
    made = ready.make_all()
    assert set(made) == {table for step in STEPS if not step.on_request for table in step.makes}
    assert all(made[table].num_rows for table in set(made) - {"not_read", "standing_lines", "homes"})


@pytest.mark.parametrize(("more", "here"), [(0, True), (9, False)])
def test_few_tasks_go_to_processes_if_there_are_more_like_them(more, here):
    (found,) = engine.run(os.getpid, [()], workers=2, more=more)
    assert (found == os.getpid()) == here
