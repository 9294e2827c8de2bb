"""The measure of titles, bylines and days (benchmarks/metadata.py) against small cases."""

from __future__ import annotations

import importlib.util
import json

import pytest

from helpers.paths import ROOT


@pytest.fixture(scope="module")
def metadata():
    spec = importlib.util.spec_from_file_location("metadata", ROOT / "benchmarks" / "metadata.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("what", "gold", "found", "is_right"),
    [
        ("title", "“Bridge” closed — again!", "bridge closed again", True),
        ("title", "Bridge closed", "Bridge closed | Courier", False),
        ("byline", "Ann Lee, Bo Berg", "Ann Lee", True),
        ("byline", "Ann Lee", "Ann Lee and Bo Berg", True),
        ("byline", "Ann Lee", "Bo Berg", False),
        ("byline", "Ann Lee", "", False),
        ("day", "2031-03-03", "2031-03-03T05:00:00+00:00", True),
        ("day", "2031-03-03", "2031-03-04T05:00:00+00:00", False),
    ],
)
def test_what_is_right(metadata, what, gold, found, is_right):
    assert metadata.right(what, gold, found) is is_right


@pytest.mark.parametrize(
    ("what", "gold", "text", "is_there"),
    [
        ("title", "Bridge closed", "Home\n\nBridge closed\n\nThe bridge …", True),
        ("title", "Bridge closed", "Home\n\nBridge closed by the council\n\nThe bridge …", False),
        ("byline", "Ann Lee", "Story: ANN LEE", True),
        ("byline", "Ann Lee", "Story: Bo Berg", False),
        ("day", "2031-03-03", "on 3 Mar 2031", True),
        ("day", "2031-03-03", "on March 3rd, 2031", True),
        ("day", "2031-03-03", "on 4 March 2031", False),
    ],
)
def test_what_a_text_tells(metadata, what, gold, text, is_there):
    assert metadata.there(what, gold, text) is is_there


def test_pages_without_gold_count_nowhere(metadata, tmp_path, capsys):
    rows = {
        "gold": [{"id": "a", "title": "Bridge closed", "author": None, "date": "2031-03-03"}, {"id": "b", "title": ""}],
        "pred": [{"id": "a", "title": "Home", "byline": "Ann Lee", "published": ""}, {"id": "b", "title": "Menu"}],
        "docs": [{"id": "a", "text": "Home\n\nBridge closed"}],
    }
    for name, of_one in rows.items():
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in of_one), encoding="utf-8")
    assert (
        metadata.main([str(tmp_path / "gold"), str(tmp_path / "pred"), "--docs", str(tmp_path / "docs"), "--json"]) == 0
    )
    scores = json.loads(capsys.readouterr().out)
    assert scores["title"] == {"n": 1, "right": 0.0, "given": 100.0, "wrong": 100.0, "there": 100.0}
    assert scores["byline"]["n"] == 0
    assert scores["day"] == {"n": 1, "right": 0.0, "given": 0.0, "wrong": 0.0, "there": 0.0}
