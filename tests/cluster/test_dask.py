"""The sample corpus on a real Dask scheduler and worker processes: the same bytes, whoever makes them, whoever dies."""

from __future__ import annotations

import threading
import time

import pytest

from helpers import engine
from helpers.engine import cluster
from helpers.errors import EngineError
from helpers.store import Store
from helpers.tables import STEPS

from .conftest import SAMPLE

_TABLES = tuple(table for step in STEPS for table in step.makes)


@pytest.fixture(autouse=True)
def _let_go():
    yield
    engine.close()


def _names(store: Store) -> dict[str, list[str]]:
    """The names of all files; they hold the hashes of the bytes."""
    return {table: [path.name for path in store.paths(table)] for table in _TABLES}


@pytest.fixture
def corpus(tmp_path):
    """The sample three times over in folders of its own, so that there are partitions enough to lose one."""
    folder = tmp_path / "corpus"
    for number in range(3):
        for path in sorted(SAMPLE.rglob("*.*")):
            text = path.read_text(encoding="utf-8", errors="replace")
            target = folder / str(number) / path.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("Danube", ("Danube", "Drava", "Tisza")[number]), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_same_bytes_though_a_worker_is_killed_in_the_middle(corpus, scheduler, worker, tmp_path):
    first, _ = worker(), worker()
    done: list[tuple[str, int]] = []

    def kill_early(label: str, n_done: int, total: int) -> None:
        done.append((label, n_done))
        if n_done < total and first.poll() is None:
            threading.Timer(0.5, first.kill).start()

    theirs = Store(corpus, derived=tmp_path / "theirs", cluster=scheduler)
    assert len(theirs.shards) >= 2
    theirs.prepare(progress=kill_early)
    assert first.wait(timeout=30) != 0
    assert done[0][1] == 0 and len({label for label, _ in done}) >= 4
    mine = Store(corpus, derived=tmp_path / "mine")
    assert _names(theirs) == _names(mine)


def test_an_error_in_a_task_comes_here(scheduler, worker):
    worker()
    with pytest.raises(ZeroDivisionError):
        engine.run(divmod, [(1, 1), (1, 0)], cluster=scheduler)
    assert engine.run(divmod, [(7, 2), (9, 4)], cluster=scheduler) == [(3, 1), (2, 1)]


def test_a_task_that_kills_every_worker_is_given_up(scheduler, worker, monkeypatch):
    for _ in range(4):
        worker()
    cluster.connect(scheduler).wait_for_workers(4, timeout=60)
    with pytest.raises(EngineError, match="workers died again and again"):
        engine.run(exec, [("import os; os._exit(9)",)], cluster=scheduler)


def test_a_cluster_on_this_machine(monkeypatch):
    pytest.importorskip("distributed", reason="requirements-cluster.txt is not installed")
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    assert engine.run(divmod, [(7, 2), (9, 4)], cluster="local") == [(3, 1), (2, 1)]
    assert cluster.connect("local") is cluster.connect("local")


def test_a_worker_that_differs_is_named(scheduler, worker, monkeypatch):
    worker()
    mine = {**cluster.all_versions(), "nltk": "0.1"}
    client = cluster.connect(scheduler)
    client.wait_for_workers(1, timeout=60)
    monkeypatch.setattr(cluster, "all_versions", lambda: mine)
    with pytest.raises(EngineError, match=r"a worker differs: worker tcp://127.0.0.1:\d+: nltk is [\d.]+ there, 0.1 "):
        engine.run(divmod, [(1, 1)], cluster=scheduler)


def test_a_cluster_without_workers_is_told(scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "_NO_WORKER_S", 1)
    begin = time.monotonic()
    with pytest.raises(EngineError, match="the cluster has no workers"):
        engine.run(divmod, [(1, 1)], cluster=scheduler)
    assert time.monotonic() - begin < 60


def test_nobody_at_the_address(monkeypatch):
    pytest.importorskip("distributed", reason="requirements-cluster.txt is not installed")
    monkeypatch.setattr(cluster, "_CONNECT_S", 1)
    with pytest.raises(EngineError, match="no Dask scheduler answers: cluster tcp://127.0.0.1:9"):
        engine.run(divmod, [(1, 1)], cluster="tcp://127.0.0.1:9")


def test_without_the_package_one_clear_line(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(EngineError, match="needs the package distributed: cluster local. Install it: pip install -r"):
        engine.run(divmod, [(1, 1)], cluster="local")
