"""The arc diagram: what is linked stands together, names are escaped, nothing is drawn of nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.errors import ParameterError
from helpers.report import charts
from helpers.report.charts.network import _in_order
from helpers.report.words import Sentence

ABOUT = {"id": "net", "title": "T", "subtitle": "S", "alt": "A", "source": "written here", "n": 3}


def links(*rows):
    return pd.DataFrame(rows, columns=["one", "other", "bond"])


def test_groups_stand_together_the_largest_first():
    rows = links(("x", "y", 1), ("a", "b", 2), ("b", "c", 2), ("c", "d", 1))
    order, group = _in_order(rows, "one", "other", "bond")
    assert order[:4] in (["a", "b", "c", "d"], ["d", "c", "b", "a"]) and set(order[4:]) == {"x", "y"}
    assert group == {"a": 0, "b": 0, "c": 0, "d": 0, "x": 1, "y": 1}


def test_it_is_drawn_alike_each_time_with_its_links_and_its_names_escaped():
    rows = links(("<b>Dam</b>", "🔥 ice", 0.5), ("🔥 ice", "long " * 40, 1.0)).assign(to="#ev-term-dam")
    first, again = (charts.network(rows, a="one", b="other", value="bond", links=("to", "to"), **ABOUT) for _ in "ab")
    assert first.html() == again.html()
    assert "<b>Dam" not in first.html() and "&lt;b&gt;Dam" in first.html()
    assert 'href="#ev-term-dam"' in first.html()


def test_nothing_is_a_sentence_and_a_wrong_column_is_refused():
    assert isinstance(charts.network(links(), a="one", b="other", value="bond", **ABOUT), Sentence)
    with pytest.raises(ParameterError, match="no such column"):
        charts.network(links(), a="one", b="two", value="bond", **ABOUT)
