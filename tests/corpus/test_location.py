"""Places: files, folders, globs and URLs."""

from __future__ import annotations

import gzip
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from helpers.corpus import location
from helpers.corpus.location import leads_out, locate
from helpers.corpus.read import list_shards
from helpers.errors import CorpusError

from .reading import STORY, jsonl, read, warc, write, zipped

FILES = ["a.txt", "2031-03/b.txt", "2031-04/c.txt", "2031-04/x/d.txt", "2031-04/e.jsonl"]


@pytest.fixture
def memory():
    """A folder behind a URL; its address, and how to put files there."""
    files = fsspec.filesystem("memory")
    yield "memory://corpus", lambda name, data: files.pipe(f"/corpus/{name}", data)
    files.rm("/corpus", recursive=True)


@pytest.mark.parametrize(
    ("glob", "found"),
    [
        ("*.txt", ["a.txt"]),
        ("2031-*/*.txt", ["2031-03/b.txt", "2031-04/c.txt"]),
        ("2031-*", FILES[1:]),
        ("2031-0[4-9]/**/*.txt", ["2031-04/c.txt", "2031-04/x/d.txt"]),
        ("**/*.jsonl", ["2031-04/e.jsonl"]),
        ("?.txt", ["a.txt"]),
        ("2031-*/[!b].txt", ["2031-04/c.txt"]),
    ],
)
def test_globs_mean_the_same_in_a_folder_and_behind_a_url(tmp_path, memory, glob, found):
    url, put = memory
    write(tmp_path, dict.fromkeys(FILES, STORY))
    for name in FILES:
        put(name, STORY.encode())
    for corpus in (f"{tmp_path}/{glob}", f"{url}/{glob}", f"file://{tmp_path}/{glob}"):
        found_in = locate(corpus)
        base = {str(tmp_path): "", url: ""}.get(found_in.root, found_in.root.rpartition("/")[2] + "/")
        assert [base + entry.name for entry in found_in.entries()] == sorted(found)


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path):
    write(tmp_path, {"a[1].txt": STORY, "a1.txt": STORY})
    assert list(read(tmp_path / "a[1].txt", tmp_path / "d")[0]) == ["a[1].txt"]


def test_a_web_server_that_gives_no_part_of_a_file_will_do(tmp_path):
    pytest.importorskip("aiohttp")
    data = {"a.jsonl": jsonl(20), "c.zip": zipped({"x/d.txt": STORY.encode()}), "d.txt": STORY.encode()}
    write(tmp_path / "c", data)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "c"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for name in data:
            there = read(f"http://127.0.0.1:{server.server_port}/{name}", tmp_path / "derived")
            assert there == read(tmp_path / "c" / name, tmp_path / "derived-here")
        server.shutdown()


def test_a_location_within_another_is_one_line(tmp_path):
    with pytest.raises(CorpusError, match="not a location that is known: zip://a"):
        list_shards(f"zip://a/*::file://{tmp_path}")


def test_reading_behind_a_url_gives_what_reading_here_gives(tmp_path, memory):
    url, put = memory
    data = {"a.txt": STORY.encode(), "b.jsonl": jsonl(20), "c.zip": zipped({"x/d.html": b"<p>" + STORY.encode()})}
    data["e.warc.gz"] = warc(30, packed=True)[0]
    write(tmp_path / "c", data)
    for name, content in data.items():
        put(name, content)
    here, there = read(tmp_path / "c", tmp_path / "d"), read(url, tmp_path / "d")
    assert here == there
    assert len(here[0]) == 52
    one = read(f"{url}/b.jsonl", tmp_path / "d")
    assert len(one[0]) == 20


def test_a_large_jsonl_behind_a_url_is_not_read_to_be_listed_and_loses_no_line(tmp_path, memory, monkeypatch):
    url, put = memory
    put("wire.jsonl", jsonl(4000))
    opened = []
    real = location.filesystem(url)[0].open
    monkeypatch.setattr(
        MemoryFileSystem, "open", lambda self, path, *a, **k: opened.append(path) or real(path, *a, **k)
    )
    shards = list_shards(url, derived=tmp_path / "d")
    assert (len(shards), opened) == (3, ["/corpus/.datelineignore"])
    pages, lost = read(url, tmp_path / "d")
    assert sorted(page.fields["title"] for page in pages.values()) == sorted(f"No {k}" for k in range(4000))
    assert not lost


def test_what_is_derived_may_lie_behind_a_url_too(tmp_path, memory):
    url, put = memory
    put("wire.jsonl.gz", gzip.compress(jsonl(4000), 0))
    derived = "memory://corpus-derived"
    first = list_shards(url, derived=derived)
    assert list_shards(url, derived=derived) == first
    assert len(read(url, derived)[0]) == 4000
    assert fsspec.filesystem("memory").ls("/corpus-derived/unpacked")
    fsspec.filesystem("memory").rm("/corpus-derived", recursive=True)


def test_links_out_of_the_folder_are_known(tmp_path):
    corpus = tmp_path / "corpus"
    write(tmp_path, {"secret.txt": "SECRET", "corpus/a.txt": STORY, "corpus-2/b.txt": STORY})
    (corpus / "b.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "c.txt").symlink_to(tmp_path / "corpus-2" / "b.txt")
    names = ("a.txt", "b.txt", "c.txt", "absent.txt", "../secret.txt", "nul\0.txt")
    assert [leads_out(corpus, name) for name in names] == [False, True, True, True, True, True]
