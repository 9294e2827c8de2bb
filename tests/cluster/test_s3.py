"""Corpus and store on a real S3 server: the same tables as from folders, asked by DuckDB over the wire."""

from __future__ import annotations

import pytest

from helpers.errors import StoreError
from helpers.store import Store, forget
from helpers.store.location import Location
from helpers.tables import STEPS

from .conftest import SAMPLE

_TABLES = tuple(table for step in STEPS for table in step.makes)


@pytest.mark.slow
def test_the_sample_from_s3_to_s3(s3, tmp_path):
    import s3fs

    s3fs.S3FileSystem().put(str(SAMPLE), f"{s3}/sample", recursive=True)
    theirs = Store(f"{s3}/sample", derived=f"{s3}/store")
    theirs.prepare()
    mine = Store(SAMPLE, derived=tmp_path / "mine")
    for table in _TABLES:
        here, there = (sorted(str(path).rsplit("-", 1)[-1] for path in store.paths(table)) for store in (mine, theirs))
        assert here == there, table
    query = "SELECT count(*) AS n, sum(n_words) AS words, count(DISTINCT story_id) AS stories FROM articles"
    assert theirs.sql(query).equals(mine.sql(query))
    again = Store(f"{s3}/sample", derived=f"{s3}/store")
    assert str(again.paths("figures")[0]).startswith(f"{s3}/store/figures/")
    assert forget(f"{s3}/store") >= len(_TABLES)
    assert Location.of(f"{s3}/store").names("pages") == []


def test_a_place_on_s3(s3):
    where = Location.of(f"{s3}/place/")
    assert (where.names("terms"), where.find("terms", "00")) == ([], "")
    where.write("terms/00-1.parquet", b"abc")
    where.write("terms/00-1.parquet", b"abc")
    assert (where.names("terms"), where.find("terms", "00")) == (["00-1.parquet"], "00-1.parquet")
    assert where.read("terms/00-1.parquet") == b"abc"
    with pytest.raises(FileNotFoundError):
        where.read("terms/00-2.parquet")
    where.remove("terms/00-1.parquet")
    where.remove("terms/00-1.parquet")
    assert where.names("terms") == []


def test_a_scheme_that_needs_a_package_is_told():
    with pytest.raises(StoreError, match="a store on nowhere:// needs a package"):
        Location.of("nowhere://bucket").names("terms")
