"""Marking up texts of one's own: what is read, what is left out and why, and the forms that come out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import annotate, schema
from helpers.annotate import AnnotateError, annotate_file, pages_of, parse_records, published_of, write_rows


@given(st.lists(st.text(), max_size=4))
def test_texts_keep_their_length_whatever_they_hold(texts):
    lines = b"\n".join(json.dumps({"id": n, "text": text}).encode() for n, text in enumerate(texts))
    records, bad = parse_records(lines)
    pages = pages_of(records)
    assert bad == []
    assert pages.schema == schema.SCHEMAS["pages"]
    assert [len(text) for text in pages["text"].to_pylist()] == [len(text) for text in texts]


def test_pages_hold_what_the_record_says():
    record = {"doc_id": 7, "text": "Kyiv stood.", "dct": "20220316", "title": "A title", "dateline": "KYIV, Ukraine"}
    (page,) = pages_of([record]).to_pylist()
    assert (page["article_id"], page["text"], page["n_words"]) == ("7", "Kyiv stood.", 2)
    assert page["published_utc"] == dt.datetime(2022, 3, 16, tzinfo=dt.UTC)
    assert (page["title"], page["dateline"], page["source"]) == ("A title", "KYIV, Ukraine", "")


@pytest.mark.parametrize(("given_", "wanted"), [
    ({"published": "2022-03-16"}, dt.datetime(2022, 3, 16, tzinfo=dt.UTC)),
    ({"published": "2022-03-16T23:30:00+03:00"}, dt.datetime(2022, 3, 16, 20, 30, tzinfo=dt.UTC)),
    ({"published": "2022-03-16T10:00:00Z"}, dt.datetime(2022, 3, 16, 10, tzinfo=dt.UTC)),
    ({"dct": "1998-01-08"}, dt.datetime(1998, 1, 8, tzinfo=dt.UTC)),
    ({"dct": "20222222"}, None),
    ({"dct": "0001-01-01T00:00:00+14:00"}, dt.datetime(1, 1, 1, tzinfo=dt.UTC)),
    ({"published": "yesterday"}, None),
    ({"published": 20220316}, None),
    ({}, None),
])
def test_publication_times(given_, wanted):
    assert published_of(given_) == wanted


@pytest.mark.parametrize(("line", "fault"), [
    (b"{", "not JSON"),
    (b"\xff", "not JSON in UTF-8 (UnicodeDecodeError)"),
    (b"[" * 100_000, "not JSON in UTF-8 (RecursionError)"),
    (b"[]", "not a JSON object"),
    (b'{"text": "a"}', "has no id"),
    (b'{"id": 1}', "has no text"),
    (b'{"id": 1, "text": 2}', "has no text"),
    (b'{"id": "1", "text": "again"}', "id seen before"),
])
def test_a_bad_line_is_named_and_the_others_stay(line, fault):
    records, bad = parse_records(b'\xef\xbb\xbf{"id": 1, "text": "a"}\r\n\n' + line + b'\n{"id": "z", "text": "b"}')
    assert [(r["id"], r["doc_id"], r["text"]) for r in records] == [("1", "1", "a"), ("z", "z", "b")]
    assert len(bad) == 1
    assert bad[0].startswith(f"line 3: {fault}")


def test_forms_of_output():
    rows = [{"doc_id": "a,b", "start": 0, "end": 4, "name": "Kyiv", "lat": None, "lon": 3.5, "geonameid": 1, "x": 2}]
    assert list(csv.DictReader(io.StringIO(write_rows("places", rows)))) == [
        {"doc_id": "a,b", "start": "0", "end": "4", "name": "Kyiv", "lat": "", "lon": "3.5", "geonameid": "1"}]
    assert write_rows("places", []) == "doc_id,start,end,name,lat,lon,geonameid\n"
    assert write_rows("dates", [{"id": 1, "first": dt.date(2022, 3, 16)}]) == '{"id": 1, "first": "2022-03-16"}\n'


@pytest.fixture
def echo(monkeypatch):
    """A kind of markup that returns its records."""
    module = types.ModuleType("echo_room")
    module.annotate_echo = list
    monkeypatch.setitem(sys.modules, "echo_room", module)
    monkeypatch.setitem(annotate.MAKERS, "echo", annotate.Maker("echo_room:annotate_echo"))


def test_a_file_is_marked_up_whole_or_not_at_all(tmp_path, echo):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "text": "a"}\nnonsense\n', encoding="utf-8")
    assert annotate_file("echo", source, target) == (1, 1, ["line 2: not JSON in UTF-8 (JSONDecodeError)"])
    assert json.loads(target.read_text(encoding="utf-8"))["text"] == "a"
    source.write_text("\n", encoding="utf-8")
    with pytest.raises(AnnotateError, match="no usable line"):
        annotate_file("echo", source, target)
    assert json.loads(target.read_text(encoding="utf-8"))["text"] == "a"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_unusable_input_says_what_to_do(tmp_path, echo):
    with pytest.raises(AnnotateError, match="Choose one of clean, places"):
        annotate_file("weather", tmp_path, tmp_path)
    with pytest.raises(AnnotateError, match="cannot read"):
        annotate_file("echo", tmp_path / "none", tmp_path / "out")
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "a"}', encoding="utf-8")
    with pytest.raises(AnnotateError, match="cannot write"):
        annotate_file("echo", source, tmp_path / "no folder" / "out")


_TEXT = (
    "KYIV, Ukraine (AP) — “We will rebuild,” said Anna Koval, mayor of Kyiv."
    " At least 12 people were killed on Monday."
)


@pytest.mark.parametrize("what", ["clean", "places", "people", "quotes", "figures", "dates"])
def test_every_kind_gives_what_its_form_says(what, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out"
    lines = [{"id": "a", "text": _TEXT, "published": "2022-03-16"}, {"id": "b", "text": ""}]
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert annotate_file(what, source, target)[2] == []
    made = target.read_text(encoding="utf-8")
    if what == "places":
        rows = list(csv.DictReader(io.StringIO(made)))
        assert {"Kyiv", "KYIV"} & {_TEXT[int(row["start"]) : int(row["end"])] for row in rows}
        return
    rows = [json.loads(line) for line in made.splitlines()]
    first = [row for row in rows if row.get("id", row.get("doc_id")) == "a"]
    key = {"clean": "text", "people": "entity", "quotes": "speaker", "figures": "quantities", "dates": "timexes"}[what]
    assert first and all(key in row for row in first)
