"""Run steps in order of their needs, independent ones side by side, and stop them all at once when told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter

from helpers.runner.step import Result

#: Seconds between two looks at the clock while steps run.
_TICK_S = 0.5


def run_steps(
    needs: Mapping[str, tuple[str, ...]],
    work: Callable[[str], Result],
    *,
    workers: int,
    stop: Callable[[], object],
    room: Callable[[], bool] = lambda: True,
    started: Callable[[str], object] = lambda step: None,
    done: Callable[[Result], object] = lambda result: None,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Result]:
    """The result of each step, in the order of `needs`. A failed step holds up nobody.

    No step begins beside another while `room` says no. `work` runs in a thread (it waits for a kernel); `started`,
    `done` and `tick` are called in this one. On KeyboardInterrupt, or any other exception here, `stop` is called until
    no work is left, and the exception goes on.
    """
    order = TopologicalSorter(needs)
    order.prepare()
    results: dict[str, Result] = {}
    running: dict[Future, str] = {}
    with ThreadPoolExecutor(workers, thread_name_prefix="step") as pool:
        waiting: list[str] = []
        try:
            while order.is_active():
                waiting += order.get_ready()
                waiting.sort()
                while waiting and len(running) < workers and (not running or room()):
                    step = waiting.pop(0)
                    started(step)
                    running[pool.submit(work, step)] = step
                finished, _ = wait(running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
                tick()
                for future in sorted(finished, key=running.__getitem__):
                    step = running.pop(future)
                    results[step] = future.result()
                    done(results[step])
                    order.done(step)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            while running and wait(running, timeout=_TICK_S).not_done:
                stop()
            raise
    return {step: results[step] for step in needs}
