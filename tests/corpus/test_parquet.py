"""Parquet: rows as they are, in parts that lose none."""

from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.corpus.read import list_shards

from .reading import STORY, jsonl, read, write


def _parquet(table: pa.Table, **options) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target, **options)
    return target.getvalue()


def test_parquet_of_every_type(tmp_path):
    table = pa.table(
        {
            "id": [1, 2, 3, 4],
            "headline": pa.array(["NA", None, "null", "T"]).dictionary_encode(),
            "content": [STORY, STORY, "", None],
            "date": pa.array([dt.datetime(2031, 3, 3, 10, tzinfo=dt.UTC), None, None, None], pa.timestamp("ns", "UTC")),
            "authors": [["Ann Lee", "Bo Park"], [], None, None],
            "source": [{"id": "x", "name": "The Harbor Post"}, None, None, None],
            "picture": [b"\x89PNG" * 1000, b"", b"", b""],
        }
    )
    write(tmp_path, {"a.parquet": _parquet(table)})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert list(pages) == ["a.parquet#1", "a.parquet#2"]
    fields = pages["a.parquet#1"].fields
    assert (fields["title"], fields["byline"], "picture" in fields) == ("NA", ["Ann Lee", "Bo Park"], False)
    assert fields["published"].startswith("2031-03-03 10:00")
    assert list(lost) == ["a.parquet#3", "a.parquet#4"]


def test_moments_that_python_does_not_have(tmp_path):
    far = pa.array([-62_135_596_800 - 10, 253_402_300_800 + 10, 0], pa.timestamp("s"))
    write(tmp_path, {"a.parquet": _parquet(pa.table({"text": [STORY] * 3, "date": far}))})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (len(pages), lost) == (3, {})
    assert pages["a.parquet#3"].fields["published"].startswith("1970-01-01")


@pytest.mark.parametrize("group", [100_000, 300, 7])
def test_a_large_parquet_is_cut_into_rows_and_loses_none(tmp_path, group):
    texts = [line.decode() for line in jsonl(4000).splitlines()]
    write(tmp_path, {"a.parquet": _parquet(pa.table({"text": texts, "n": list(range(4000))}), row_group_size=group)})
    assert 2 < len(list_shards(tmp_path)) < 6
    pages, _ = read(tmp_path, tmp_path / "d")
    assert list(pages) == [f"a.parquet#{number}" for number in range(1, 4001)]
    assert [page.text for page in pages.values()] == texts


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1", "not a Parquet file"),
        (b"", "not a Parquet file"),
        (_parquet(pa.table({"text": [STORY] * 99}))[:-30], "not a Parquet file"),
        (_parquet(pa.table({"a": [1], "b": [2]})), "no records"),
        (_parquet(pa.table({"text": pa.array([], pa.string())})), "no records"),
    ],
)
def test_bad_parquet_is_told(tmp_path, data, reason):
    write(tmp_path, {"a.parquet": data, "b.txt": STORY})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert list(pages) == ["b.txt"]
    assert reason in lost["a.parquet"]


def test_damage_within_a_parquet_file_is_told(tmp_path):
    data = bytearray(_parquet(pa.table({"text": [STORY * 50 + str(k) for k in range(500)]}), compression="zstd"))
    data[4 : len(data) // 2] = bytes(len(data) // 2 - 4)
    write(tmp_path, {"a.parquet": bytes(data)})
    _, lost = read(tmp_path, tmp_path / "d")
    assert any("damaged" in reason for reason in lost.values())
