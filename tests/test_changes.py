"""A new day costs itself and what it touches, and gives the very bytes that making all anew would."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import ROOT
from helpers.store import Store, changes, maker, work
from helpers.tables import STEPS

SAMPLE = ROOT / "data" / "sample" / "pages"
_ROWS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2), st.sampled_from(["x", "y", None])), max_size=8)


def _table(rows: list[tuple]) -> pa.Table:
    """Rows as a table of mentions, in the order of articles."""
    rows = sorted(rows, key=lambda row: row[0])
    schema = pa.schema([("article_id", pa.string()), ("start", pa.int32()), ("why", pa.string())])
    return pa.table([[row[column] for row in rows] for column in range(3)], schema=schema)


@given(_ROWS, _ROWS)
def test_articles_with_other_rows_are_found_and_merging_gives_the_new_table(before, after):
    old, new = _table(before), _table(after)
    changed = changes.changed_articles(old, new)
    for article in "abcd":
        same = changes.only(old, {article}).equals(changes.only(new, {article}))
        assert (article in changed) != same
    articles = pa.chunked_array([list("abcd")])
    assert changes.merged(articles, old, changes.only(new, changed), changed).equals(new.combine_chunks())


def test_keys_whose_row_changed_came_or_went():
    before = pa.table({"name": ["a", "b", "c"], "id": [1, 2, 3]})
    after = pa.table({"name": ["a", "b", "d"], "id": [1, 9, 3]})
    assert sorted(changes.changed_keys(before, after, "name").to_pylist()) == ["b", "c", "d"]
    assert changes.changed_keys(before, before, "name").to_pylist() == []


def test_many_changes_or_ids_given_twice_are_not_worth_it():
    articles = pa.chunked_array([["a", "b", "c", "d"]])
    assert changes.is_worth_it(articles, {"a", "b"})
    assert not changes.is_worth_it(articles, {"a", "b", "c"})
    assert not changes.is_worth_it(pa.chunked_array([["a", "a"]]), set())


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Half of the sample in small partitions, a few files each."""
    folder = tmp_path / "corpus"
    for number, path in enumerate(sorted(SAMPLE.rglob("*.*"))[::2]):
        part = folder / f"{number % 4}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:02d}-{path.name}").write_bytes(path.read_bytes())

    def one_folder_a_shard(corpus, *, derived):
        from helpers.corpus.read import list_shards

        groups = sorted(corpus.iterdir())
        return [shard for group in groups for shard in list_shards(group, derived=derived)]

    monkeypatch.setattr("helpers.store.list_shards", one_folder_a_shard)
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    return folder


def test_a_new_day_gives_the_bytes_of_making_all_anew(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(changes, "_MOST", 1.0)  # so few articles: a new one touches most of them
    kept_back = corpus / "3"
    aside = kept_back.rename(tmp_path / "aside")
    Store(corpus, derived=tmp_path / "grown").prepare()
    aside.rename(kept_back)
    real, spared = work._from_earlier, []

    def count(step, *rest):
        found = real(step, *rest)
        spared.append((step.makes[0], found is not None))
        return found

    monkeypatch.setattr(work, "_from_earlier", count)
    grown, anew = Store(corpus, derived=tmp_path / "grown"), Store(corpus, derived=tmp_path / "anew")
    grown.prepare()
    assert {"names", "places", "figures"} <= {name for name, used in spared if used}
    for table in (table for step in STEPS for table in step.makes):
        one, two = ([path.name.split("-")[1] for path in store.paths(table)] for store in (grown, anew))
        assert one == two, table


@pytest.mark.parametrize("n", [2, 3, 17, 200])
def test_groups_to_merge_hold_all_names_and_come_to_an_end(n):
    names = [f"{number:024x}-{number * 7919:024x}.parquet" for number in range(n)]
    groups = maker.groups(names)
    assert [name for group in groups for name in group] == names
    assert len(groups) < n


def test_a_new_partial_result_changes_few_groups():
    names = [f"{number:024x}-{number * 104729:024x}.parquet" for number in range(400)]
    with_one_more = [*names[:100], f"{'f' * 24}-{'3' * 24}.parquet", *names[100:]]
    assert len(set(maker.groups(with_one_more)) - set(maker.groups(names))) <= 2
