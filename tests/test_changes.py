"""A new day costs itself and what it touches, and gives the very bytes that making all anew would."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import ROOT
from helpers.store import Store, changes, files, maker, work
from helpers.store.job import Job, Task
from helpers.store.location import Location
from helpers.store.plan import all_tables
from helpers.store.ready import make_all
from helpers.tables import MAKER, STEPS

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
    theirs, kept = changes.parted(old, changed)
    assert theirs.equals(changes.only(old, changed)) and len(theirs) + len(kept) == len(old)
    assert changes.merged(articles, kept, changes.only(new, changed)).equals(new.combine_chunks())


def test_lists_are_compared_in_their_order():
    tables = [pa.table({"article_id": ["a", "b"], "tokens": [["x", "", "y"], two]}) for two in ([], ["x"], ["", "x"])]
    assert changes.changed_articles(tables[0], tables[0]) == set()
    assert all(changes.changed_articles(tables[0], other) == {"b"} for other in tables[1:])
    turned = pa.table({"article_id": ["a", "b"], "tokens": [["y", "", "x"], []]})
    assert changes.changed_articles(tables[0], turned) == {"a"}


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


def test_a_line_that_came_to_stand_in_enough_stories_goes_from_the_earlier_ones_too(corpus, tmp_path):
    call = "Subscribe to our morning letter for more of this"

    def add(folder, number):
        text = f"The council of town {number} voted on Tuesday to close the bridge.\n\n{number} people live beyond it."
        row = {"url": f"https://bay.example/{number}", "text": f"{text}\n\n{call}", "published": "2031-03-03T08:00:00Z"}
        (corpus / folder / "bay.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    def calls(store):
        return int(store.sql("SELECT count(*) AS n FROM pages WHERE contains(text, 'morning letter')")["n"][0])

    add("0", 10)
    add("1", 20)
    before = Store(corpus, derived=tmp_path / "grown")
    before.prepare()
    assert calls(before) == 2
    add("3", 30)
    grown, anew = Store(corpus, derived=tmp_path / "grown"), Store(corpus, derived=tmp_path / "anew")
    for store in (grown, anew):
        store.prepare()
        assert calls(store) == 0
    for table in (table for step in STEPS for table in step.makes):
        one, two = ([path.name.split("-")[1] for path in store.paths(table)] for store in (grown, anew))
        assert one == two, table


_STORY = (
    "OSLO, Norway (AP) - {n} people fled on Tuesday when the {river} rose, Mayor Eva Holm said. \"We need {n} boats,\""
    " she told reporters in Bergen.\n\nThe toll may rise, said Nils Ekman, a spokesman for the ministry."
)


def _records(numbers, **other):
    rows = [
        {"id": f"{n}", "title": f"Flood {n}", "text": _STORY.format(n=n + 3, river=("Danube", "Drava")[n % 2])} | other
        for n in numbers
    ]
    return [*rows, {"id": "none", "title": "Nothing", "text": "it was quiet, and nobody had anything to tell of it."}]


@pytest.mark.parametrize(
    "after",
    [_records(range(14)), _records(range(11)), _records([*range(6), *range(11, 5, -1)]), _records(range(12))[:-1],
     [*_records(range(11)), {"id": "11", "title": "Flood 11", "text": _STORY.format(n=70, river="Tisza")}]],
    ids=["more", "one fewer", "another order", "without the one that names nobody", "one rewritten"],
)  # fmt: skip
def test_a_partition_that_changed_computes_its_changed_articles_only(after, tmp_path, monkeypatch):
    folder = tmp_path / "corpus"
    folder.mkdir()

    def write(rows):
        (folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    write(_records(range(12)))
    Store(folder, derived=tmp_path / "grown").prepare()
    write(after)
    rows_of: dict[str, int] = {}
    real = work._run

    def count(step, inputs):
        rows_of[step.makes[0]] = inputs[0].num_rows if step.by_article else -1
        return real(step, inputs)

    monkeypatch.setattr(work, "_run", count)
    grown = Store(folder, derived=tmp_path / "grown")
    grown.prepare()
    assert all(rows_of.get(table, 0) <= 3 for table in ("dates", "terms", "signatures"))
    assert rows_of["pages"] == -1
    monkeypatch.setattr(work, "_run", real)
    anew = Store(folder, derived=tmp_path / "anew")
    anew.prepare()
    for table in (table for step in STEPS for table in step.makes):
        one, two = ([path.name.split("-")[1] for path in store.paths(table)] for store in (grown, anew))
        assert one == two, table


def test_a_home_that_came_to_be_known_moves_the_places_of_earlier_stories(corpus, tmp_path):
    def add(folder, number, text):
        row = {"id": f"t{number}", "site": "post.example", "published": "2031-03-03T08:00:00Z", "text": text}
        (corpus / folder / "post.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    def parises(store):
        rows = store.sql("SELECT admin1, site FROM places JOIN pages USING (article_id) WHERE name = 'Paris'")
        return set(rows["admin1"][rows["site"] == "post.example"])

    add("0", 1, "A barn in Paris burned on Monday, and nobody was hurt, the fire chief said there on Tuesday.")
    add("1", 2, "Schools in Paris will open an hour late, as Henry County had asked in a letter last week.")
    before = Store(corpus, derived=tmp_path / "grown")
    before.prepare()
    assert parises(before) == {"Île-de-France"}
    add("2", 3, "The bridge from Puryear to Nashville and Memphis in Tennessee will be closed, Henry County said.")
    grown, anew = Store(corpus, derived=tmp_path / "grown"), Store(corpus, derived=tmp_path / "anew")
    for store in (grown, anew):
        store.prepare()
        assert parises(store) == {"Tennessee"}
    for table in (table for step in STEPS for table in step.makes):
        one, two = ([path.name.split("-")[1] for path in store.paths(table)] for store in (grown, anew))
        assert one == two, table


def test_files_of_a_partition_that_did_not_change_are_not_read_again(tmp_path, monkeypatch):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(_STORY.format(n=n + 3, river="Danube"), encoding="utf-8")
    (folder / "bad.jsonl").write_text('{"text": "It was quiet."}\nno record\n', encoding="utf-8")
    first = Store(folder, derived=tmp_path / "grown")
    assert len(first.shards) == 1
    first.prepare()
    (folder / "2.txt").write_text(_STORY.format(n=99, river="Tisza"), encoding="utf-8")
    (folder / "3.txt").unlink()
    (folder / "7.txt").write_text(_STORY.format(n=7, river="Sava"), encoding="utf-8")
    read: list[str] = []
    real = work._run

    def note(step, inputs):
        read.extend(name for name in inputs[0].files if step.makes[0] == "pages_alone") if not step.needs else None
        return real(step, inputs)

    monkeypatch.setattr(work, "_run", note)
    grown = Store(folder, derived=tmp_path / "grown")
    grown.prepare()
    assert read == ["2.txt", "7.txt"]
    anew = Store(folder, derived=tmp_path / "anew")
    anew.prepare()
    for table in (table for step in STEPS for table in step.makes):
        one, two = ([path.name.split("-")[1] for path in store.paths(table)] for store in (grown, anew))
        assert one == two, table
    assert anew.arrow("not_read").num_rows == 1


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


def test_a_partition_that_nothing_touched_is_not_read(corpus, tmp_path, monkeypatch):
    Store(corpus, derived=tmp_path / "tables").prepare()
    (corpus / "3" / "new.txt").write_text("It was quiet in the valley, and nobody had anything to tell of it.")
    read: list[tuple[str, str]] = []
    real = files.open_file

    def note(where, table, name):
        read.append((table, name))
        return real(where, table, name)

    monkeypatch.setattr(files, "open_file", note)
    grown = Store(corpus, derived=tmp_path / "tables")
    grown.prepare()
    others = {path.name for table in all_tables() if not MAKER[table].whole for path in grown.paths(table)[:3]}
    by_reductions = {"lines", "signatures", "name_evidence", "person_forms"}
    looked_at = {"lines", "name_mentions", "person_mentions"}  # whether a string is among those that changed
    assert {table for table, name in read if name in others} <= by_reductions | looked_at


@pytest.mark.parametrize(("column", "touches"), [("score", False), ("why", False), ("name", True)])
def test_what_changed_in_a_column_that_a_step_does_not_read_is_nothing_to_it(tmp_path, column, touches):
    tables, step = make_all(), MAKER["figures"]
    places = tables["places"]
    other = pa.array([None] * len(places), places[column].type)
    now = tables | {"places": places.set_column(places.column_names.index(column), column, other)}
    where = Location.of(tmp_path)
    earlier, have = ({t: files.write(where, t, "0" * 24, of[t]) for t in step.needs} for of in (tables, now))
    found = work._changed(step, Job(Task(where.url, ("figures",), {}, None, have, {}, earlier)), {})
    assert found == (set(tables["pages"]["article_id"].to_pylist()) if touches else set())
