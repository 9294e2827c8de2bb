"""Web archives: each page once, wherever the file is cut, and damage costs only what is damaged."""

from __future__ import annotations

import gzip
import io

import pytest

from helpers.corpus import slices
from helpers.corpus.read import list_shards
from helpers.corpus.warc import find_record, read_warc

from .reading import STORY, answer, read, warc, warc_record, write

CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("step", [1000, 4096, 30_000, 10**9])
def test_every_page_is_read_once_wherever_the_file_is_cut(tmp_path, monkeypatch, packed, step):
    monkeypatch.setattr(slices, "WARC_BYTES", step)
    monkeypatch.setattr(slices, "WARC_PACKED_BYTES", step)
    data, urls = warc(200, packed=packed)
    name = "a.warc.gz" if packed else "a.warc"
    write(tmp_path, {name: data})
    assert len(list_shards(tmp_path)) == max(1, -(-len(data) // step))
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.fields["url"] for page in pages.values()] == urls
    assert not lost
    assert all(page.kind == "html" and page.encoding == "utf-8" for page in pages.values())
    offset = int(list(pages)[7].partition("#")[2])
    assert gzip.decompress(data[offset:])[:5] == b"WARC/" if packed else data[offset:].startswith(b"WARC/")


@pytest.mark.parametrize("packed", [True, False])
def test_records_are_found_where_buffers_meet(packed, monkeypatch):
    monkeypatch.setattr("helpers.corpus.warc._CHUNK", 5000)
    data, _ = warc(40, packed=packed)
    starts = [one[0] for one in read_warc(io.BytesIO(data), start=0, stop=-1, packed=packed)]
    assert len(starts) == 40
    for number, start in enumerate(starts[1:], 1):
        for before in (starts[number - 1] + 1, start - 1, start):
            assert find_record(io.BytesIO(data), before, -1, packed=packed) == start
    assert find_record(io.BytesIO(data), starts[-1] + 1, -1, packed=packed) == -1
    assert find_record(io.BytesIO(data), starts[3] + 1, starts[4], packed=packed) == -1


def test_what_is_a_page_and_what_is_not(tmp_path):
    page = f"<html><body><p>{STORY}</p></body></html>"
    records = [
        warc_record("urn:info", b"software: x\r\n", kind="warcinfo", mime="application/warc-fields"),
        warc_record("https://e.example/1", answer(page)),
        warc_record("https://e.example/1", b"GET / HTTP/1.1\r\nHost: e.example\r\n\r\n", kind="request"),
        warc_record("https://e.example/2", answer(page, status="404 Not Found")),
        warc_record("https://e.example/3", answer(page, status="301 Moved")),
        warc_record("https://e.example/4.png", answer(b"\x89PNG", mime="image/png")),
        warc_record("https://e.example/5", answer("", mime="text/html")),
        warc_record("https://e.example/6", answer(gzip.compress(page.encode()), more="Content-Encoding: gzip\r\n")),
        warc_record("https://e.example/7", answer("5\r\nWords\r\n0\r\n\r\n", mime="text/plain", more=CHUNKED)),
        warc_record("https://e.example/8", answer("Łódź".encode("iso-8859-2"), mime="text/html; charset=iso-8859-2")),
        warc_record("https://e.example/9", STORY.encode(), kind="conversion", mime="text/plain"),
        warc_record("https://e.example/10", page.encode(), kind="resource", mime="text/html"),
        warc_record("https://e.example/11", answer(""), kind="revisit"),
        warc_record("https://e.example/12", answer(b"%PDF-1.7 and so on")),
        warc_record("https://e.example/robots.txt", answer("User-agent: *", mime="text/plain")),
    ]  # fmt: skip
    write(tmp_path, {"a.warc": b"".join(records)})
    pages, lost = read(tmp_path, tmp_path / "d")
    found = {page.fields["url"].rpartition("/")[2]: page for page in pages.values()}
    assert list(found) == ["1", "6", "7", "8", "9", "10"]
    assert found["6"].text == page
    assert (found["7"].text, found["7"].kind) == ("Words", "dump")
    assert (found["8"].text, found["8"].encoding) == ("Łódź", "iso8859-2")
    assert found["1"].fields["fetched"] == "2031-03-03T10:00:00Z"
    reasons = sorted(reason.partition(":")[0].replace("when it was saved ", "") for reason in lost.values())
    assert reasons == ["not text but a PDF", "the page holds no text", "the page was the same as before",
                       "the server answered 404"]  # fmt: skip


def test_a_page_that_unpacks_without_end_is_not_held(tmp_path):
    bomb = gzip.compress(b"a" * (100 << 20))
    records = [warc_record("https://e.example/1", answer(bomb, more="Content-Encoding: gzip\r\n")),
               warc_record("https://e.example/2", answer(f"<p>{STORY}"))]  # fmt: skip
    write(tmp_path, {"a.warc": b"".join(records)})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert [page.fields["url"] for page in pages.values()] == ["https://e.example/2"]
    assert list(lost.values()) == ["larger than 16 MB"]


@pytest.mark.parametrize("packed", [True, False])
def test_damage_costs_what_is_damaged(tmp_path, packed):
    data, urls = warc(40, packed=packed)
    starts = [one[0] for one in read_warc(io.BytesIO(data), start=0, stop=-1, packed=packed)]
    broken = bytearray(data)
    broken[starts[10] : starts[10] + 60] = b"\0" * 60
    write(tmp_path, {"a.warc.gz" if packed else "a.warc": bytes(broken[:-20])})
    pages, lost = read(tmp_path, tmp_path / "d")
    found = [page.fields["url"] for page in pages.values()]
    assert set(urls) - set(found) <= {urls[10], urls[-1]}
    assert len(found) >= 38
    assert lost


def test_garbage_and_an_empty_file_are_told(tmp_path):
    write(
        tmp_path,
        {"a.warc": b"no archive at all\n" * 99, "b.warc.gz": b"", "c.warc.gz": b"\x1f\x8b\x08" * 99, "d.txt": STORY},
    )
    pages, lost = read(tmp_path, tmp_path / "d")
    assert list(pages) == ["d.txt"]
    assert {path.partition("#")[0] for path in lost} >= {"a.warc", "c.warc.gz"}


def test_a_large_file_packed_as_a_whole_is_refused_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(slices, "WARC_PACKED_BYTES", 5000)
    whole = gzip.compress(warc(400, packed=False)[0])
    write(tmp_path, {"a.warc.gz": whole})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert pages == {}
    assert "unpack it first" in lost["a.warc.gz"]
    monkeypatch.setattr(slices, "WARC_PACKED_BYTES", 10**9)
    assert len(read(tmp_path, tmp_path / "e")[0]) == 400
