"""Tables are made once, again when they must be, and never half."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from helpers import engine, schema, store
from helpers.errors import StoreError
from helpers.store import Store, forget
from helpers.tables import MAKER, STEPS


@pytest.fixture
def derived(tmp_path):
    return tmp_path / "derived"


@pytest.fixture
def made(monkeypatch):
    """The steps that are computed, in order."""
    log: list[str] = []
    real = engine.run

    def run(function, tasks, **options):
        log.extend(task[0].makes[0] for task in tasks)
        return real(function, tasks, **options)

    monkeypatch.setattr(store.engine, "run", run)
    return log


def test_every_table_has_one_maker_and_its_columns_are_known():
    assert sorted(MAKER) == sorted(schema.SCHEMAS)
    assert sum(len(step.makes) for step in STEPS) == len(MAKER)
    for step in STEPS:
        assert set(step.needs) <= set(MAKER)
        assert set(step.columns) <= set(schema.SCHEMAS[step.needs[0]].names if step.needs else ())


@pytest.mark.parametrize("name", sorted(schema.SCHEMAS))
def test_every_table_can_be_made_and_fits_its_schema(name, tiny_corpus, derived):
    table = Store(tiny_corpus, derived=derived).arrow(name)
    assert table.schema.equals(schema.SCHEMAS[name])


def test_a_second_look_computes_nothing(tiny_corpus, derived, made):
    first = Store(tiny_corpus, derived=derived).arrow("terms")
    assert made == ["pages", "terms"]
    assert Store(tiny_corpus, derived=derived).arrow("terms").equals(first)
    assert made == ["pages", "terms"]


def test_a_new_page_is_seen(tiny_corpus, derived):
    before = Store(tiny_corpus, derived=derived)
    n_before = before.arrow("pages").num_rows
    text = (tiny_corpus / "a.txt").read_text(encoding="utf-8").replace("Osijek", "Vukovar")
    (tiny_corpus / "d.txt").write_text(text, encoding="utf-8")
    after = Store(tiny_corpus, derived=derived)
    assert after.arrow("pages").num_rows == n_before + 1
    assert after.corpus_hash != before.corpus_hash


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_a_damaged_file_is_made_again(tiny_corpus, derived, made, damage):
    whole = Store(tiny_corpus, derived=derived).arrow("pages")
    (path,) = Store(tiny_corpus, derived=derived).paths("pages")
    path.write_bytes(path.read_bytes()[:-20] if damage is None else damage)
    assert Store(tiny_corpus, derived=derived).arrow("pages").equals(whole)
    assert made == ["pages", "pages"]


def test_the_same_pages_give_the_same_bytes(tiny_corpus, tmp_path):
    one, two = (Store(tiny_corpus, derived=tmp_path / name) for name in ("one", "two"))
    for name in ("pages", "names", "figures"):
        assert [p.read_bytes() for p in one.paths(name)] == [p.read_bytes() for p in two.paths(name)]


def test_sql_sees_tables_and_articles(tiny_corpus, derived):
    found = Store(tiny_corpus, derived=derived).sql("SELECT count(*) AS n, count(DISTINCT story_id) AS s FROM articles")
    assert (int(found["n"][0]), 1 <= int(found["s"][0]) <= 3) == (3, True)


def test_a_corpus_of_one_empty_page_has_empty_tables(tmp_path, derived):
    (tmp_path / "empty.txt").write_bytes(b"")
    empty = Store(tmp_path / "empty.txt", derived=derived)
    assert empty.arrow("figures").num_rows == 0
    assert len(empty.sql("SELECT * FROM articles")) == 0


def test_a_folder_with_a_quote_in_its_name(tiny_corpus, tmp_path):
    found = Store(tiny_corpus, derived=tmp_path / "it's" / "derived").sql("SELECT count(*) AS n FROM pages")
    assert int(found["n"][0]) == 3


def test_forget_deletes_tables_and_nothing_else(tiny_corpus, derived):
    Store(tiny_corpus, derived=derived).paths("pages")
    (derived / "README.md").write_text("kept", encoding="utf-8")
    assert forget(derived) == 3
    assert forget(derived) == 0
    assert (derived / "README.md").exists()


def test_tables_are_whole_parquet_files_with_no_leftovers(tiny_corpus, derived):
    Store(tiny_corpus, derived=derived).paths("places")
    files = [path for path in derived.rglob("*") if path.is_file() and path.parent.name != ".locks"]
    assert files and all(pq.read_metadata(path).num_columns for path in files)


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(StoreError, match="row of table terms does not fit: n, x"):
        schema.make("terms", [{"article_id": "a", "term": "b", "x": 1}])
