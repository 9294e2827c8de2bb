"""The pages of a file: what is in it, in whatever encoding, under whatever names, and why something is not."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.records import NotRead, Page, first_text, read_pages
from helpers.corpus.shards import MAX_PAGE_BYTES, Part

from .reading import STORY, jsonl, read, write

ACCENTS = "Le café coûte 3 € — “Déjà vu”, dit-il. La forêt, l’été, où ça? Plus tard, il n’y avait rien à voir ici."


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16-be?"),
        ("cp1252", "cp1252?"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_pages_in_every_encoding(tmp_path, encoding, named, name):
    write(tmp_path, {name: ACCENTS.encode(encoding)})
    ((_, page),) = read(tmp_path, tmp_path / "d")[0].items()
    assert (page.text, page.encoding) == (ACCENTS, named)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("n", [3, 3000])
def test_lines_in_every_encoding(tmp_path, encoding, n):
    lines = [
        json.dumps(
            {"title": f"{k}", "text": f"{ACCENTS} {k % 7 * 'ab '} {jsonl(1, first=k)[99:900].decode()}"},
            ensure_ascii=False,
        )
        for k in range(n)
    ]
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    write(tmp_path, {"a.jsonl": mark + "\n".join(lines).encode(encoding)})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.fields["title"] for page in pages.values()] == [str(k) for k in range(n)]
    assert all(page.text.startswith(ACCENTS) for page in pages.values())
    assert {page.encoding for page in pages.values()} == {"cp1252?" if encoding == "cp1252" else "utf-8"}
    assert not lost


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\0\n", "the file holds no text"),
        (b"%PDF-1.7 ...", "not text but a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not text but an image"),
        (b"PK\x03\x04" + bytes(100), "not text but a zip archive or an office document"),
        (bytes(range(1, 9)) * 500, "not text but binary data"),
        (b"x" * (MAX_PAGE_BYTES + 1), "larger than 16 MB"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.htm"])
def test_what_is_no_page_is_told(tmp_path, data, reason, name):
    write(tmp_path, {name: data, "good.txt": STORY})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (list(pages), lost) == (["good.txt"], {name: reason})


def test_nul_bytes_are_left_out(tmp_path):
    write(tmp_path, {"a.txt": f"Bridge\0 closed.\0\n{STORY}", "b.jsonl": b'\0\0{"text": "Bridge\0 closed."}\0\n\0\n'})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.text for page in pages.values()] == [f"Bridge closed.\n{STORY}", "Bridge closed."]
    assert not lost


def test_lone_surrogates_are_left_out_everywhere(tmp_path):
    write(
        tmp_path,
        {
            "a.jsonl": b'{"id": "x\\udc80", "title": "Half \\ud800", "author": ["B\\udfff"],'
            b' "text": "A \\ud83d pair \\ud83d\\ude00"}\n'
        },
    )
    ((path, page),) = read(tmp_path, tmp_path / "d")[0].items()
    assert (path, page.text) == ("a.jsonl#x", "A  pair 😀")
    assert (first_text(page.fields, ("title",)), first_text(page.fields, ("byline",))) == ("Half", "B")


def test_bad_lines_are_told_by_number_and_the_rest_goes_on(tmp_path):
    deep = b"[" * 100_000 + b"]" * 100_000
    lines = [
        b'{"text": "One."}',
        b"{broken",
        b"",
        deep,
        b"[1]",
        b'{"title": "No text"}',
        b'{"text": NaN, "body": "Two."}',
    ]
    write(tmp_path, {"a.jsonl": b"\r\n".join(lines)})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert {path: page.text for path, page in pages.items()} == {"a.jsonl#1": "One.", "a.jsonl#7": "Two."}
    assert list(lost) == ["a.jsonl#2", "a.jsonl#4", "a.jsonl#5", "a.jsonl#6"]


def test_na_null_and_numbers_stay_what_they_are(tmp_path):
    write(tmp_path, {"a.jsonl": '{"title": "NA", "text": "null"}\n{"title": null, "text": "NaN", "source": "None"}\n'})
    first, second = read(tmp_path, tmp_path / "d")[0].values()
    assert (first.fields["title"], first.text) == ("NA", "null")
    assert (second.text, second.fields["source"], second.fields.get("title")) == ("NaN", "None", None)


def test_ids_name_records_unless_they_repeat_or_the_file_has_other_parts(tmp_path):
    write(
        tmp_path,
        {
            "a.jsonl": b'{"id": 7, "text": "a"}\n{"id": 7, "text": "b"}\n{"id": true, "text": "c"}\n'
            b'{"id": "", "text": "d"}\n'
        },
    )
    assert list(read(tmp_path, tmp_path / "d")[0]) == ["a.jsonl#7", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]
    large = b"".join(line.replace(b"{", b'{"id": "same", ', 1) + b"\n" for line in jsonl(3000).splitlines())
    write(tmp_path, {"a.jsonl": large})
    assert list(read(tmp_path, tmp_path / "d")[0])[:2] == ["a.jsonl#same@1", "a.jsonl#same@2"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Bridge &amp; road &#8211; closed &lt;again&gt;", "Bridge & road – closed <again>"),
        ("AT&T and &copy without an end", "AT&T and &copy without an end"),
        (["Ann Lee", {"name": "Bo Park"}, None, 7], "Ann Lee, Bo Park"),
        ({"id": "x", "name": "The Harbor Post"}, "The Harbor Post"),
        ({"$t": "?"}, ""),
        (7, ""),
    ],
)
def test_values_as_text(value, text):
    assert first_text({"title": value}, ("title",)) == text


def test_reuters_as_it_is(tmp_path):
    record = {
        "attrs": {"newid": "1"},
        "body": "Showers continued\nin the cocoa zone.",
        "date": "26-FEB-1987 15:01:01.79",
        "dateline": "SALVADOR, Feb 26 -",
        "places": ["usa"],
        "title": "STANDARD OIL &lt;SRD> TO FORM UNIT",
    }
    write(tmp_path, {"a.jsonl": json.dumps(record)})
    (page,) = read(tmp_path, tmp_path / "d")[0].values()
    assert page.fields["published"] == "26-FEB-1987 15:01:01.79"
    assert first_text(page.fields, ("title",)) == "STANDARD OIL <SRD> TO FORM UNIT"
    assert page.text == record["body"]


@given(
    st.binary(max_size=400), st.sampled_from(["dump", "html", "feed", "lines", "csv", "parquet", "warc"]), st.booleans()
)
def test_any_bytes_are_read_or_told(tmp_path_factory, data, how, packed):
    folder = tmp_path_factory.mktemp("any", numbered=True)
    (folder / "a").write_bytes(data)
    found = list(read_pages(str(folder), Part("a", how, wraps=("gz",) if packed else ())))
    assert found
    assert all(isinstance(one, Page | NotRead) for one in found)
    (folder / "a").unlink()
    folder.rmdir()
