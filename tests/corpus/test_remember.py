"""What the last look found out is used as long as it holds, and not a moment longer."""

from __future__ import annotations

import os
import time

import pytest

from helpers.corpus import read as reader
from helpers.corpus import remember
from helpers.corpus.read import list_shards

from .reading import STORY, jsonl, write


@pytest.fixture
def looked_at(monkeypatch):
    """The names of files that were read to be listed."""
    log: list[str] = []
    real = reader._slices
    monkeypatch.setattr(
        reader, "_slices", lambda root, entry, derived: log.append(entry.name) or real(root, entry, derived)
    )
    return log


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A corpus that is worth remembering, and old enough."""
    monkeypatch.setattr(remember, "_MIN_FILES", 3)
    monkeypatch.setattr(remember, "_FRESH_NS", -(10**18))
    return write(
        tmp_path / "c", {"a.txt": STORY, "b.txt": STORY, "w.jsonl": jsonl(4300), "x.csv": f"title,text\nT,{STORY}\n"}
    )


def test_unchanged_files_are_not_read_again(corpus, tmp_path, looked_at):
    first = list_shards(corpus, derived=tmp_path / "d")
    assert looked_at == ["a.txt", "b.txt", "w.jsonl", "x.csv"]
    assert list_shards(corpus, derived=tmp_path / "d") == first
    assert len(looked_at) == 4


@pytest.mark.parametrize("change", ["touch", "same size", "longer", "replaced", "gone", "new"])
def test_what_changed_is_read_again(corpus, tmp_path, looked_at, change):
    first = list_shards(corpus, derived=tmp_path / "d")
    looked_at.clear()
    file = corpus / "b.txt"
    time.sleep(0.01)
    if change == "touch":
        os.utime(file)
    elif change == "same size":
        times = file.stat()
        file.write_text(STORY[::-1], encoding="utf-8")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    elif change == "longer":
        file.write_text(STORY * 2, encoding="utf-8")
    elif change == "replaced":
        write(corpus, {"new": STORY[::-1]})
        (corpus / "new").replace(file)
    elif change == "gone":
        file.unlink()
    else:
        write(corpus, {"c.txt": STORY})
    after = list_shards(corpus, derived=tmp_path / "d")
    assert looked_at == {"gone": [], "new": ["c.txt"]}.get(change, ["b.txt"])
    assert (after == first) == (change == "touch")


def test_a_file_that_has_just_changed_is_not_trusted(corpus, tmp_path, looked_at, monkeypatch):
    monkeypatch.setattr(remember, "_FRESH_NS", 2 * 10**9)
    list_shards(corpus, derived=tmp_path / "d")
    list_shards(corpus, derived=tmp_path / "d")
    assert len(looked_at) == 8


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"a.txt": 7}', b'{"a.txt": ["", []]}', b"\xff\xfe"])
def test_a_damaged_memory_counts_as_none(corpus, tmp_path, damage):
    first = list_shards(corpus, derived=tmp_path / "d")
    (memory,) = (tmp_path / "d" / remember.FOLDER).iterdir()
    memory.write_bytes(damage)
    assert list_shards(corpus, derived=tmp_path / "d") == first


def test_where_nothing_can_be_written_nothing_is_remembered(corpus, tmp_path):
    write(tmp_path, {"d": "a file, not a folder"})
    assert list_shards(corpus, derived=tmp_path / "d") == list_shards(corpus, derived=tmp_path / "e")


def test_small_corpora_leave_nothing_behind(tmp_path):
    write(tmp_path / "c", {"a.txt": STORY})
    list_shards(tmp_path / "c", derived=tmp_path / "d")
    assert not (tmp_path / "d").exists()
