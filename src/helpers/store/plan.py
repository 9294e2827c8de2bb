"""Which steps must run, in how few passes over the partitions: map, reduce, map.

Steps that need no whole table they do not have yet are one pass: a partition is read once and goes through all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from helpers.tables import MAKER, STEPS, Step


@dataclass(frozen=True)
class Pass:
    """Steps of each partition, in order; then the reductions over their results. For the `last` of them no step waits:
    they may go on beside the passes after this one."""

    steps: tuple[Step, ...]
    reductions: tuple[Step, ...]
    last: tuple[Step, ...]


def passes(tables: Iterable[str]) -> list[Pass]:
    """The passes that make these tables and all that they need."""
    wanted = _with_needs(tables)
    number: dict[str, int] = {}
    for step in STEPS:
        number[step.makes[0]] = max((_number(need, number) for need in step.needs), default=0)
    needed = {need for step in wanted for need in step.needs}
    found = []
    for at in range(max((number[step.makes[0]] for step in wanted), default=-1) + 1):
        mine = [step for step in wanted if number[step.makes[0]] == at]
        reductions = [step for step in mine if step.whole]
        last = tuple(step for step in reductions if step.makes[0] not in needed)
        first = tuple(step for step in reductions if step not in last)
        found.append(Pass(tuple(step for step in mine if not step.whole), first, last))
    return found


def _number(need: str, number: dict[str, int]) -> int:
    """The first pass in which a step with this need can run."""
    step = MAKER[need]
    return number[step.makes[0]] + (1 if step.whole else 0)


def _with_needs(tables: Iterable[str]) -> tuple[Step, ...]:
    waiting, found = list(tables), set()
    while waiting:
        step = MAKER[waiting.pop()]
        if step not in found:
            found.add(step)
            waiting += [*step.needs, *(part.of for part in step.slices)]
    return tuple(step for step in STEPS if step in found)


@lru_cache(maxsize=1)
def all_tables() -> tuple[str, ...]:
    """The names of all tables but those on request, in the order of their making."""
    return tuple(name for step in STEPS if not step.on_request for name in step.makes)
