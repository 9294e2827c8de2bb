"""Tables are made once, again when they must be, and never half."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers import schema
from helpers.errors import StoreError
from helpers.store import Store, files, forget, prepare, work
from helpers.store.location import Location
from helpers.store.plan import all_tables, passes
from helpers.tables import MAKER, STEPS


@pytest.fixture
def derived(tmp_path):
    return tmp_path / "derived"


@pytest.fixture
def made(monkeypatch):
    """The steps that are computed, in order."""
    log: list[str] = []
    real = work._made

    def record(step, *rest):
        log.append(step.makes[0])
        return real(step, *rest)

    monkeypatch.setattr(work, "_made", record)
    return log


def test_every_table_has_one_maker_and_its_columns_are_known():
    assert sorted(MAKER) == sorted(schema.SCHEMAS)
    assert sum(len(step.makes) for step in STEPS) == len(MAKER)
    for step in STEPS:
        assert set(step.needs) <= set(MAKER)
        assert len(step.columns) <= len(step.needs)
        for number, need in enumerate(step.needs):
            assert set(step.columns_of(number) or ()) <= set(schema.SCHEMAS[need].names)
        for part in step.slices:  # else an article that lost a key would not be found
            assert part.of_column in (step.columns_of(step.needs.index(part.of)) or schema.SCHEMAS[part.of].names)


@pytest.mark.parametrize("name", sorted(schema.SCHEMAS))
def test_every_table_can_be_made_and_fits_its_schema(name, tiny_corpus, derived):
    table = Store(tiny_corpus, derived=derived).arrow(name)
    assert table.schema.equals(schema.SCHEMAS[name])


def test_a_second_look_computes_nothing(tiny_corpus, derived, made):
    first = Store(tiny_corpus, derived=derived).arrow("terms")
    assert made == ["pages_alone", "lines", "pages", "terms"]
    assert Store(tiny_corpus, derived=derived).arrow("terms").equals(first)
    assert made == ["pages_alone", "lines", "pages", "terms"]


def test_a_new_page_is_seen(tiny_corpus, derived):
    before = Store(tiny_corpus, derived=derived)
    n_before = before.arrow("pages").num_rows
    text = (tiny_corpus / "a.txt").read_text(encoding="utf-8").replace("Osijek", "Vukovar")
    (tiny_corpus / "d.txt").write_text(text, encoding="utf-8")
    after = Store(tiny_corpus, derived=derived)
    assert after.arrow("pages").num_rows == n_before + 1
    assert after.corpus_hash != before.corpus_hash


def _turned(data: bytes) -> bytes:
    """One bit in the middle is another."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


_DAMAGES = {"empty": lambda data: b"", "head": lambda data: data[:4], "cut": lambda data: data[:-20], "bit": _turned}


@pytest.mark.parametrize("damage", _DAMAGES.values(), ids=_DAMAGES)
@pytest.mark.parametrize("ask", ["arrow", "sql"])
def test_a_damaged_file_is_made_again_and_said(tiny_corpus, derived, made, caplog, damage, ask):
    whole = Store(tiny_corpus, derived=derived).arrow("pages")
    (path,) = Store(tiny_corpus, derived=derived).paths("pages")
    path.write_bytes(damage(path.read_bytes()))
    again = Store(tiny_corpus, derived=derived)
    found = again.arrow("pages").to_pandas() if ask == "arrow" else again.sql("SELECT * FROM pages")
    texts = found["text"].tolist()
    assert sorted(texts) == sorted(whole["text"].to_pylist())
    assert made == ["pages_alone", "lines", "pages", "pages"]
    assert caplog.messages == [f"damaged, made again: pages/{path.name}"]


def test_a_damaged_input_is_made_again_on_the_way(tiny_corpus, derived, made):
    Store(tiny_corpus, derived=derived).prepare(["names"])
    (path,) = Store(tiny_corpus, derived=derived).paths("names")
    path.write_bytes(_turned(path.read_bytes()))
    del made[:]
    assert Store(tiny_corpus, derived=derived).arrow("places").num_rows
    assert made == ["outlet_names", "names", "outlet_names", "places"]  # found out, made, done


def test_a_file_of_another_schema_is_refused(tiny_corpus, derived):
    where = Location.of(derived)
    name = files.write(where, "terms", "0" * 24, schema.empty("terms"))
    assert files.read(where, "terms", name).num_rows == 0
    data = where.read(f"terms/{name}")
    where.write(f"not_read/{name}", data)
    with pytest.raises(files.DamagedFile, match="another schema"):
        files.read(where, "not_read", name)


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
    assert forget(derived) == 7
    assert forget(derived) == 0
    assert [path.name for path in derived.iterdir() if not path.is_dir()] == ["README.md"]
    assert (derived / "README.md").exists()


def test_tables_are_whole_parquet_files_with_no_leftovers(tiny_corpus, derived):
    Store(tiny_corpus, derived=derived).paths("places")
    found = [path for path in derived.rglob("*") if path.is_file() and not path.parent.name.startswith(".")]
    assert found and all(pq.read_metadata(path).num_columns for path in found)
    assert all(files.check(path) for path in found)


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(StoreError, match="row of table terms does not fit: n, x"):
        schema.make("terms", [{"article_id": "a", "term": "b", "x": 1}])


def test_a_pass_holds_all_steps_that_can_go_together():
    found = [[table for step in part.steps for table in step.makes] for part in passes(all_tables())]
    assert len(found) == 4
    assert found[0] == ["pages_alone", "blocks_alone", "not_read", "lines"]
    assert {"pages", "terms", "dates", "name_evidence"} <= set(found[1])
    assert {"names", "outlet_names", "person_mentions"} <= set(found[2])
    assert found[3] == ["places", "people", "quotes", "figures"]
    assert [[step.makes[0] for step in part.last] for part in passes(all_tables())] == [[], ["groups"], [], []]
    assert [[step.makes[0] for step in part.steps] for part in passes(["not_read"])] == [["pages_alone"]]


def test_the_database_has_a_limit_and_spills_into_the_store(tiny_corpus, derived):
    found = Store(tiny_corpus, derived=derived).sql(
        "SELECT current_setting('memory_limit') AS most, current_setting('temp_directory') AS spill"
    )
    assert (found["most"][0], found["spill"][0]) == ("1.0 GiB", str(derived / ".spill"))


def test_the_state_of_a_corpus_is_only_a_convenience(tiny_corpus, derived, made):
    whole = Store(tiny_corpus, derived=derived).arrow("places")
    n_made = len(made)
    for path in (derived / ".states").iterdir():
        path.write_text('{"versions": 3, "tables"', encoding="utf-8")
    assert Store(tiny_corpus, derived=derived).arrow("places").equals(whole)
    assert len(made) == n_made


def test_a_store_that_cannot_be_written_is_told(tiny_corpus, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot write into the store"):
        Store(tiny_corpus, derived=tmp_path / "file" / "below").paths("pages")


def test_preparing_tells_how_far_it_is(tiny_corpus, derived, capsys):
    assert prepare.main([str(tiny_corpus), "--store", str(derived), "--tables", "groups"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "pages_alone, blocks_alone, not_read, lines", "standing_lines", "pages, blocks, signatures", "groups",
    ]  # fmt: skip
    assert prepare.main(["/nowhere/at/all", "--store", str(derived)]) == 2
    assert capsys.readouterr().err.startswith("dateline: corpus not found: /nowhere/at/all")


def test_a_table_is_read_in_pieces_and_some_of_its_rows_in_any_order(derived):
    where = Location.of(derived)
    rows = [schema.make("person_forms", [_form(name) for name in names]) for names in ("abc", "", "de")]
    names = [files.write(where, "person_forms", f"{number:024}", piece) for number, piece in enumerate(rows)]
    whole = pa.concat_tables(rows)
    pieces = files.Pieces(where, "person_forms", names)
    for _ in range(2):  # before and after its pieces were counted
        found = pieces.take(np.array([4, 0, 0, 3]), ["n_articles", "name"])
        assert found["name"].to_pylist() == list("eaad") and found.column_names == ["n_articles", "name"]
        assert pa.concat_tables(pieces.pieces(whole.column_names)).equals(whole)
    assert len(pieces.take(np.zeros(0, np.int64), ["name"])) == 0
    assert pa.concat_tables(files.Pieces(where, "person_forms", []).pieces(["name"])).num_rows == 0


def _form(name):
    return {"name": name, "n_articles": ord(name), "role_words": ""}
