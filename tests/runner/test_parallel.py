"""Order, side by side, failure of one, and the stop."""

from __future__ import annotations

import threading
import time

import pytest

from helpers.runner.parallel import run_steps
from helpers.runner.step import Result
from helpers.runner.truth import Failure

NEEDS = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


def _result(step, failure=None):
    return Result(step, 0.0, {}, failure)


def test_needs_come_first_and_results_keep_the_declared_order():
    begun: list[str] = []
    results = run_steps(NEEDS, lambda s: _result(s), workers=2, stop=lambda: None, started=begun.append)
    assert list(results) == list(NEEDS)
    assert begun[0] == "a" and begun[-1] == "d" and sorted(begun) == sorted(NEEDS)


def test_independent_steps_run_side_by_side_but_no_more_than_asked():
    together = threading.Barrier(2, timeout=10)
    at_once, most, guard = 0, 0, threading.Lock()

    def work(step):
        nonlocal at_once, most
        with guard:
            at_once += 1
            most = max(most, at_once)
        if step in "bc":
            together.wait()
        with guard:
            at_once -= 1
        return _result(step)

    run_steps(NEEDS | {"e": ("a",)}, work, workers=2, stop=lambda: None)
    assert most == 2


def test_a_failed_step_holds_up_nobody():
    done: list[str] = []
    failure = Failure("ValueError", "no")
    results = run_steps(
        NEEDS, lambda s: _result(s, failure if s == "b" else None), workers=2, stop=lambda: None,
        done=lambda r: done.append(r.step),
    )
    assert [step for step, result in results.items() if result.failure] == ["b"]
    assert sorted(done) == sorted(NEEDS)


def test_an_interrupt_stops_what_runs_and_goes_on():
    stopped = threading.Event()

    def work(step):
        stopped.wait(20)
        return _result(step)

    def tick():
        raise KeyboardInterrupt

    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_steps({"a": (), "b": ()}, work, workers=1, stop=stopped.set, tick=tick)
    assert stopped.is_set()
    assert time.monotonic() - begin < 10
