"""The same results in the same order, in this process or in several; the first error is raised."""

from __future__ import annotations

import operator

import pytest

from helpers import engine


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
