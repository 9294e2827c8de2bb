"""Types and bounds of parameters, and that the notebooks' parameters cells say the same."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import params
from helpers.errors import ParameterError
from helpers.params import Params, check
from helpers.paths import NOTEBOOKS

_LINE = re.compile(r"(?P<name>\w+): (?P<type>[\w\[\]]+) = (?P<default>.+?)  # (?P<help>.+)")


def _check(**given_):
    return check(given_, need_corpus=False)


def test_defaults_are_right():
    assert _check() == Params()


@pytest.mark.parametrize(("given_", "name", "wanted"), [
    ({"top_n": "20"}, "top_n", 20),
    ({"focus_terms": "grain deal, wheat,"}, "focus_terms", ["grain deal", "wheat"]),
    ({"focus_terms": ["NA", "null"]}, "focus_terms", ["NA", "null"]),
    ({"focus_places": ""}, "focus_places", []),
    ({"start": dt.date(2024, 2, 29)}, "start", "2024-02-29"),
    ({"full_text": True}, "full_text", True),
    ({"full_text": " Yes"}, "full_text", True),
    ({"full_text": "false"}, "full_text", False),
    ({"timezone": "Asia/Kathmandu"}, "timezone", "Asia/Kathmandu"),
    ({"start": "2022-03-01", "end": "2022-03-01"}, "end", "2022-03-01"),
])
def test_values_that_fit(given_, name, wanted):
    assert getattr(_check(**given_), name) == wanted


@pytest.mark.parametrize(("given_", "said"), [
    ({"querry": "a"}, "unknown parameter: querry. Did you mean query?"),
    ({"query": False}, "query must be text: False (bool). Put it in quotes."),
    ({"timezone": 750}, "timezone must be text: 750 (int)"),
    ({"run_title": 1.1}, "run_title must be text: 1.1 (float)"),
    ({"top_n": True}, "top_n must be a whole number: True (bool)"),
    ({"top_n": 2.0}, "top_n must be a whole number"),
    ({"top_n": "٣٠٠"}, "top_n out of range: 300"),
    ({"focus_terms": [False]}, "focus_terms must be a list of texts"),
    ({"focus_terms": {"a": 1}}, "focus_terms must be a list of texts"),
    ({"full_text": 1}, "full_text must be true or false: 1 (int)"),
    ({"full_text": "maybe"}, "full_text must be true or false: 'maybe' (str)"),
    ({"start": "2023-02-29"}, "start is not a day: 2023-02-29"),
    ({"start": "2022-03-02", "end": "2022-03-01"}, "end is before start"),
    ({"timezone": "../../etc/passwd"}, "unknown time zone"),
    ({"copies": "twice"}, "copies cannot be: 'twice'. Choose one of once, each."),
    ({"query": "grain OR"}, "query lacks a word after OR: position 7"),
])
def test_values_that_do_not_fit_are_told_in_one_line(given_, said):
    with pytest.raises(ParameterError) as caught:
        _check(**given_)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@given(st.dictionaries(
    st.sampled_from(params.NAMES),
    st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(), st.dates(), st.lists(st.text())),
))
def test_any_value_is_either_right_or_refused(values):
    try:
        found = check(values)
    except ParameterError as error:
        assert error.what
    else:
        assert check(found.as_dict()) == found


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_parameters_cells_say_what_the_code_says(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (cell,) = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
    lines = [line for line in "".join(cell["source"]).splitlines() if line.strip() and not line.startswith("#")]
    defaults = Params().as_dict()
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match, f"not of the form name: type = default  # help: {line}"
        name = match["name"]
        assert (match["type"], match["help"]) == (params.TYPES[name], params.HELP[name])
        assert ast.literal_eval(match["default"]) == defaults[name]
    assert lines
