"""Packed files: what is in them is read, whoever made them, and nothing is unpacked without bounds."""

from __future__ import annotations

import gzip
import hashlib
import io
import tracemalloc
import zipfile
from functools import lru_cache

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.corpus import packed
from helpers.corpus.read import list_shards
from helpers.corpus.shards import TARGET

from .reading import STORY, jsonl, read, warc, write, zipped


@lru_cache(maxsize=2)
def _bomb(head: bytes = b"") -> bytes:
    """One letter 100 million times, packed."""
    return gzip.compress(head + b"a" * (100 << 20))


def test_packed_pages_and_records_read_as_unpacked_ones(tmp_path):
    plain = {
        "a.txt": STORY.encode(),
        "b.html": b"<p>" + STORY.encode(),
        "c.jsonl": jsonl(30),
        "d.csv": b"title,text\nT," + b"w" * 30,
    }
    here, _ = read(write(tmp_path / "p", plain), tmp_path / "d")
    there, lost = read(
        write(tmp_path / "g", {f"{name}.gz": gzip.compress(data) for name, data in plain.items()}), tmp_path / "d"
    )
    inside, gone = read(write(tmp_path / "z", {"all.zip": zipped(plain)}), tmp_path / "d")
    assert (lost, gone) == ({}, {})
    texts = [page.text for page in here.values()]
    assert len(texts) == 33
    assert [page.text for page in there.values()] == texts
    assert [page.text for page in inside.values()] == texts
    assert set(inside) == {f"all.zip/{name}" for name in here}
    assert [page.fields for page in inside.values()] == [page.fields for page in here.values()]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_packed_files(tmp_path, method):
    parquet = io.BytesIO()
    pq.write_table(pa.table({"text": [STORY]}), parquet)
    members = {
        "a.jsonl.gz": gzip.compress(jsonl(9)),
        "b.parquet": parquet.getvalue(),
        "c.warc.gz": warc(5, packed=True)[0],
    }
    pages, lost = read(write(tmp_path / "z", {"all.zip": zipped(members, method)}), tmp_path / "d")
    assert (len(pages), lost) == (15, {})


def test_a_large_packed_jsonl_becomes_frames_that_are_kept(tmp_path):
    file = tmp_path / "wire.jsonl.gz"
    file.write_bytes(gzip.compress(jsonl(4300), 1))
    before = list_shards(file, derived=tmp_path / "d")
    pages, lost = read(file, tmp_path / "d")
    assert [page.fields["title"] for page in pages.values()] == [f"No {k}" for k in range(4300)]
    assert list(pages)[4299] == "wire.jsonl.gz#4300"
    assert not lost
    assert all(part.size < 2 * TARGET for shard in before for part in shard.parts)
    file.write_bytes(gzip.compress(jsonl(4310), 1))
    after = list_shards(file, derived=tmp_path / "d")
    assert [one.key == other.key for one, other in zip(before, after, strict=True)] == [True] * (len(before) - 1) + [
        False
    ]


def test_what_was_unpacked_is_made_again_when_it_is_gone(tmp_path):
    file = write(tmp_path, {"wire.jsonl.gz": gzip.compress(jsonl(4000), 1)}) / "wire.jsonl.gz"
    (made,) = {part.place for shard in list_shards(file, derived=tmp_path / "d") for part in shard.parts}
    (tmp_path / made).unlink()
    assert len(read(file, tmp_path / "d")[0]) == 4000


def test_a_large_packed_csv(tmp_path):
    rows = b"".join(
        b'T%d,"a line\nand another, %s",2031-03-03\n' % (k, jsonl(1, first=k)[200:].replace(b'"', b"'").strip())
        for k in range(4000)
    )
    file = write(tmp_path, {"wire.csv.gz": gzip.compress(b"title,body,date\n" + rows, 1)}) / "wire.csv.gz"
    pages, lost = read(file, tmp_path / "d")
    assert [page.fields["title"] for page in pages.values()] == [f"T{k}" for k in range(4000)]
    assert not lost


@pytest.mark.parametrize("how", ["txt", "jsonl", "csv", "html"])
def test_a_gzip_bomb_is_refused_without_being_held(tmp_path, how):
    write(tmp_path / "c", {f"bomb.{how}.gz": _bomb(), "good.txt": STORY})
    tracemalloc.start()
    pages, lost = read(tmp_path / "c", tmp_path / "d")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(pages) == ["good.txt"]
    assert [reason for reason in lost.values() if "times its size" in reason or "larger than" in reason]
    assert peak < 60 << 20


def test_what_comes_before_a_bomb_is_kept(tmp_path):
    write(tmp_path / "c", {"wire.jsonl.gz": _bomb(jsonl(10))})
    pages, lost = read(tmp_path / "c", tmp_path / "d")
    assert len(pages) == 10
    assert any("200 times" in reason for reason in lost.values())


def test_a_line_too_long_in_a_packed_file_is_told_and_never_held(tmp_path):
    long = b'{"text": "' + b"".join(hashlib.sha256(b"%d" % k).hexdigest().encode() for k in range(1 << 19)) + b'"}\n'
    write(tmp_path / "c", {"w.jsonl.gz": gzip.compress(jsonl(3) + long + jsonl(2, first=3), 1)})
    tracemalloc.start()
    pages, lost = read(tmp_path / "c", tmp_path / "d")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (list(pages)[-1], len(pages), lost) == ("w.jsonl.gz#6", 5, {"w.jsonl.gz#4": "larger than 16 MB"})
    assert peak < len(long) + (40 << 20)


def test_a_line_of_300_mb_is_told_and_the_rest_goes_on(tmp_path):
    write(tmp_path / "c", {"w.jsonl": jsonl(3)})
    with (tmp_path / "c" / "w.jsonl").open("r+b") as out:
        out.seek(300 << 20)
        out.write(b'"}\n' + jsonl(2, first=3))
    pages, lost = read(tmp_path / "c", tmp_path / "d")
    assert (list(pages)[-1], len(pages), lost) == ("w.jsonl#6", 5, {"w.jsonl#4": "larger than 16 MB"})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt.gz", STORY.encode(), "not packed as its name says"),
        ("a.txt.gz", gzip.compress(STORY.encode())[:-12], "end too early"),
        ("a.jsonl.gz", gzip.compress(jsonl(300), 1)[:4000], "end too early"),
        ("a.txt.gz.gz", gzip.compress(gzip.compress(STORY.encode())), "packed data in packed data"),
        ("a.zip.gz", gzip.compress(zipped({"a.txt": STORY.encode()})), "packed data in packed data"),
        ("a.txt.gz", b"", "end too early"),
        ("a.zip", b"PK\x03\x04 and no more", "not a zip archive"),
        ("a.zip", b"", "not a zip archive"),
        ("a.zip", zipped({"picture.png": b"\x89PNG"}), "no article files"),
        ("a.zip", zipped({"b.zip": zipped({"a.txt": STORY.encode()})}), "an archive in an archive"),
        ("a.zip", zipped({"../../b.txt": STORY.encode()}), "leaves the archive"),
        ("a.zip", zipped({"/etc/b.txt": STORY.encode()}), "leaves the archive"),
        ("a.zip", zipped({"x\\..\\b.txt": STORY.encode()}), "leaves the archive"),
        ("a.zip", zipped({"C:\\b.txt": STORY.encode()}), "leaves the archive"),
        ("a.zip", zipped({"b.txt": STORY.encode()}, zipfile.ZIP_BZIP2), "zip method 12"),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,  # archives hold the time they were made at
)
def test_bad_archives_are_told_and_the_rest_goes_on(tmp_path, name, data, reason):
    write(tmp_path / "c", {name: data, "good.txt": STORY})
    pages, lost = read(tmp_path / "c", tmp_path / "d")
    assert "good.txt" in pages
    assert [one for one in lost.values() if reason in one]
    assert sorted(path.name for path in tmp_path.rglob("b.txt")) == []


def test_members_that_share_their_bytes_are_refused(tmp_path):
    data = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}, zipfile.ZIP_STORED))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    pages, lost = read(write(tmp_path / "c", {"a.zip": bytes(data)}), tmp_path / "d")
    assert "shares its bytes" in lost["a.zip/b.txt"]


def test_encrypted_members_are_told(tmp_path):
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert read(write(tmp_path / "c", {"a.zip": bytes(data)}), tmp_path / "d")[1] == {"a.zip/a.txt": "encrypted"}


def test_a_new_member_changes_one_shard(tmp_path):
    members = {f"{number:04d}.txt": (STORY * 99).encode() for number in range(900)}
    file = write(tmp_path, {"a.zip": zipped(members)}) / "a.zip"
    before = {shard.key for shard in list_shards(file, derived=tmp_path / "d")}
    file.write_bytes(zipped({"0300a.txt": STORY.encode(), **members}))
    after = {shard.key for shard in list_shards(file, derived=tmp_path / "d")}
    assert len(before) > 3
    assert len(after - before) <= 1


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packed, "_frames", broken)
    pages, lost = read(write(tmp_path / "c", {"w.jsonl.gz": gzip.compress(jsonl(4000), 1)}), tmp_path / "d")
    assert "No space left" in lost["w.jsonl.gz"]
    assert not list((tmp_path / "d" / packed.FOLDER).iterdir())
