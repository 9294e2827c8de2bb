"""The declared order, and the choice of steps."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest

from helpers.errors import ParameterError
from helpers.paths import NOTEBOOKS
from helpers.runner.order import NEEDS, choose, notebook_of


def test_every_notebook_has_its_place_and_every_place_its_notebook():
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == sorted(NEEDS)
    assert all(notebook_of(step, NOTEBOOKS).is_file() for step in NEEDS)


def test_corpus_first_briefing_last():
    order = list(TopologicalSorter(NEEDS).static_order())
    assert (order[0], order[-1]) == ("01_corpus", "06_briefing")


def test_a_choice_keeps_order_and_the_needs_within():
    assert choose(["06_briefing", "03_places"]) == {"03_places": (), "06_briefing": ("03_places",)}
    assert choose([]) == NEEDS


def test_a_wrong_name_gets_a_hint():
    with pytest.raises(ParameterError, match="Did you mean 03_places"):
        choose(["3_place"])
    with pytest.raises(ParameterError, match="Known: 01_corpus"):
        choose(["zzz"])
