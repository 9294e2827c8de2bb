"""Which notebooks there are, and which must have run before which. Declared here once.

A need is about order, not about success: it makes shared tables be there before several notebooks want them at once.
Every notebook asks the tables itself, so one whose predecessor failed still runs and speaks for itself.
Refuses: names of notebooks that do not exist.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from helpers.errors import ParameterError

NEEDS: dict[str, tuple[str, ...]] = {
    "01_corpus": (),
    "02_keywords": ("01_corpus",),
    "03_places": ("01_corpus",),
    "04_figures": ("01_corpus",),
    "05_people": ("01_corpus",),
    "06_briefing": ("02_keywords", "03_places", "04_figures", "05_people"),
}


def choose(only: Iterable[str], *, needs: dict[str, tuple[str, ...]] = NEEDS) -> dict[str, tuple[str, ...]]:
    """The steps to run with their needs among themselves: those in `only`, all if that is empty."""
    wanted = list(only)
    for name in wanted:
        if name not in needs:
            near = difflib.get_close_matches(name, needs, n=1, cutoff=0.5)
            do = f"Did you mean {near[0]}?" if near else "Known: " + ", ".join(needs) + "."
            raise ParameterError("unknown notebook", where=name, do=do)
    chosen = [name for name in needs if not wanted or name in wanted]
    return {name: tuple(need for need in needs[name] if need in chosen) for name in chosen}


def notebook_of(step: str, folder: Path) -> Path:
    """The notebook of a step."""
    return folder / f"{step}.ipynb"
