"""CSV: rows as they are, in parts that lose none."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.delimited import csv_rows, delimiter_of
from helpers.corpus.read import list_shards
from helpers.corpus.shards import MAX_PAGE_BYTES
from helpers.corpus.streams import lines_of

from .reading import STORY, jsonl, read, write


def _csv(rows, delimiter=",") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_every_form_a_spreadsheet_writes(tmp_path, delimiter, encoding):
    rows = [
        ["Headline", "Body", "Published At"],
        ["Déjà vu, “again”", f"{STORY}\n\nTwo; lines | here\tso.", "2031-03-03"],
    ]
    write(tmp_path, {"a.csv": _csv(rows, delimiter).encode(encoding)})
    ((path, page),) = read(tmp_path, tmp_path / "d")[0].items()
    assert path == "a.csv#2"
    assert (page.fields["title"], page.fields["published"]) == ("Déjà vu, “again”", "2031-03-03")
    assert page.text == f"{STORY}\n\nTwo; lines | here\tso."
    assert page.encoding.endswith("?") == (encoding == "cp1252")


def test_na_and_null_are_words_and_missing_columns_are_no_fault(tmp_path):
    write(tmp_path, {"a.csv": f"title,text,extra\nNA,{STORY}\nnull,{STORY},1,2,3\n,,\n\nNaN,\n"})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.fields["title"] for page in pages.values()] == ["NA", "null"]
    assert list(lost) == ["a.csv#6"]


def test_columns_without_text_are_told_row_by_row(tmp_path):
    write(tmp_path, {"a.csv": "x,y\n1,2\n3,4\n"})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (pages, list(lost)) == ({}, ["a.csv#2", "a.csv#3"])
    assert "text, body, content" in lost["a.csv#2"]


@pytest.mark.parametrize("data", ["", "\n", "\ufeff"])
def test_a_csv_without_rows(tmp_path, data):
    write(tmp_path, {"a.csv": data})
    assert read(tmp_path, tmp_path / "d")[1] == {"a.csv": "the file is empty"}


def test_a_large_csv_is_cut_at_rows_and_not_within_quotation_marks(tmp_path):
    bodies = [f'{STORY}\n{jsonl(1, first=k).decode()}\n\n\n"{k}"' for k in range(4000)]
    write(tmp_path, {"a.csv": _csv([["title", "body"], *([f"T{k}", body] for k, body in enumerate(bodies))])})
    assert len(list_shards(tmp_path)) > 2
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.text for page in pages.values()] == [body.strip() for body in bodies]
    assert [page.fields["title"] for page in pages.values()] == [f"T{k}" for k in range(4000)]
    assert (list(pages)[-1], lost) == ("a.csv#4001", {})


def test_an_open_quotation_mark_costs_no_more_than_what_it_swallows(tmp_path):
    rows = b"".join(b"T%d,%s\n" % (k, STORY.replace(",", "").encode()) for k in range(100))
    swallowed = b'open,"' + b"x" * (MAX_PAGE_BYTES + 10) + b"\n"
    write(tmp_path, {"a.csv": b"title,text\n" + rows + swallowed + rows})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (len(pages), len(lost)) == (200, 1)
    assert "16 MB" in next(iter(lost.values()))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8),
            min_size=2,
            max_size=4,
        ),
        max_size=6,
    )
)
def test_rows_come_back_as_written_and_their_lengths_add_up(rows):
    data = _csv(rows).encode()
    found = list(csv_rows(lines_of(io.BufferedReader(io.BytesIO(data))), ","))
    assert [[value.encode("latin-1").decode() for value in row] for row, _ in found] == rows
    assert sum(length for _, length in found) == len(data)


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [(b"a,b,c", ","), (b'"a;b;c;d",b', ","), (b"a;b;c", ";"), (b"a\tb", "\t"), (b"text", ","), (b"", ",")],
)
def test_delimiters(line, delimiter):
    assert delimiter_of(line) == delimiter
