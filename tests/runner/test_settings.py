"""Parameter files: YAML's traps are named, with what to write instead."""

from __future__ import annotations

import pytest

from helpers.errors import ParameterError
from helpers.params import Params, check
from helpers.paths import PARAMS
from helpers.runner.settings import read_settings


def _read(tmp_path, text):
    path = tmp_path / "p.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(path)


@pytest.mark.parametrize(("text", "value"), [
    ("", {}),
    ("# nothing\n", {}),
    ("top_n: 20", {"top_n": 20}),
    ("start: 2022-03-16", {"start": "2022-03-16"}),
    ("start:", {"start": ""}),
    ("full_text: True", {"full_text": "True"}),
    ('query: "NO"', {"query": "NO"}),
    ("focus_terms: [grain deal, 'NO']", {"focus_terms": ["grain deal", "NO"]}),
    ("focus_terms: grain, wheat", {"focus_terms": "grain, wheat"}),
    ("\ufeffbin: week\r\n", {"bin": "week"}),
])
def test_values_are_what_was_written(tmp_path, text, value):
    assert _read(tmp_path, text) == value


@pytest.mark.parametrize(("text", "said"), [
    ("query: NO", 'query must be text, but YAML reads NO as False: p.yaml, line 1. Put it in quotes: "NO"'),
    ("\ntimezone: 12:30", "YAML reads 12:30 as 750: p.yaml, line 2"),
    ("run_title: 1.10", "YAML reads 1.10 as 1.1"),
    ("query: 2022-03-16", "Put it in quotes"),
    ("query: null", "YAML reads null as None"),
    ("focus_places: [Oslo, NO]", "focus_places must be text, but YAML reads NO"),
    ("top_n: 12:30", "top_n must be a whole number: 12:30"),
    ("top_n: 010", "whole number"),
    ("top_n: 1.5", "whole number"),
    ("top_n: [1]", "cannot be a list"),
    ("full_text: [true]", "full_text cannot be a list"),
    ("query: {a: b}", "cannot be a list or a table"),
    ("focus_terms: [[a]]", "cannot be a list"),
    ("top_n: 1\ntop_n: 2", "top_n is given twice: p.yaml, line 2"),
    ("a: &a [x]\nb: *a", "links are not allowed"),
    ("query: !!python/object/apply:os.system [ls]", "cannot be a list"),
    ("query: !!python/name:os.system", "something else"),
    ("top_n:\t20\n\tbin: day", "Use spaces instead of tabs"),
    ("- a", "no parameters in"),
    ("query: 'open", "not YAML"),
    (b"query: caf\xe9", "not UTF-8"),
    ("# " + "x" * 70_000, "too large"),
])
def test_traps_are_refused_with_advice(tmp_path, text, said):
    with pytest.raises(ParameterError) as caught:
        _read(tmp_path, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_name_is_left_to_the_check(tmp_path):
    with pytest.raises(ParameterError, match="Did you mean top_n"):
        check(_read(tmp_path, "topn: 3"), need_corpus=False)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ParameterError, match=r"cannot read the parameter file: .*none\.yaml"):
        read_settings(tmp_path / "none.yaml")


def test_the_default_file_says_what_the_code_says():
    assert check(read_settings(PARAMS / "default.yaml"), need_corpus=False) == Params()


@pytest.mark.parametrize("path", sorted(PARAMS.glob("*.yaml")), ids=lambda path: path.name)
def test_every_parameter_file_is_right(path):
    check(read_settings(path), need_corpus=False)
