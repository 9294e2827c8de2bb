"""No name leads out of its folder; a corpus means the same from wherever a notebook runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import ParameterError
from helpers.paths import ROOT, from_root, inside


@pytest.mark.parametrize("name", ["..", "../x", "a/../../x", "/etc/passwd", "a\0b", "x" * 300 + "/../../.."])
def test_a_name_that_leaves_is_refused(tmp_path, name):
    with pytest.raises(ParameterError):
        inside(tmp_path, name)


def test_a_link_that_leaves_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "out").symlink_to(tmp_path)
    with pytest.raises(ParameterError, match="path leaves its folder"):
        inside(tmp_path / "in", "out")


def test_names_inside_are_resolved(tmp_path):
    assert inside(tmp_path, "a/../b") == tmp_path.resolve() / "b"
    assert inside(tmp_path, ".") == tmp_path.resolve()


def test_a_path_is_relative_to_here_if_it_exists_else_to_the_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert from_root("data/sample") == ROOT / "data" / "sample"
    (tmp_path / "data" / "sample").mkdir(parents=True)
    assert from_root("data/sample") == tmp_path.resolve() / "data" / "sample"
    assert from_root(tmp_path / "x") == tmp_path.resolve() / "x"


@given(st.text())
def test_any_text_is_a_path_or_refused(text):
    try:
        assert from_root(text).is_absolute()
    except ParameterError as error:
        assert "\n" not in str(error)
