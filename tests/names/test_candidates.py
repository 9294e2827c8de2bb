import json

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.names.candidates import find_names, mark_names
from helpers.names.evidence import find_mentions, survey, weigh_evidence
from helpers.paths import ROOT
from helpers.schema import SCHEMAS, empty

GOLD = ROOT.parent / "shared" / "gold"


def pages(*texts):
    columns = {field.name: pa.nulls(len(texts), field.type) for field in SCHEMAS["pages"]}
    columns["article_id"] = pa.array([f"a{number}" for number in range(len(texts))], pa.string())
    columns["text"] = pa.array(texts, pa.string())
    return pa.table(columns, schema=SCHEMAS["pages"])


def evidence(table):
    return survey(table, find_mentions(table))


def names(*texts):
    return mark_names(pages(*texts)).to_pylist()


def test_rows_have_the_schema_and_fit_the_text():
    text = "KYIV, Ukraine (AP) — Sergey Lavrov met Anna Kowalska in Kherson."
    table = find_names(find_mentions(pages(text)), empty("name_kinds"))
    assert table.schema == SCHEMAS["names"]
    rows = table.to_pylist()
    assert [row["surface"] for row in rows if row["kind"] == "person"] == ["Sergey Lavrov", "Anna Kowalska"]
    assert all(text[row["start"]:row["end"]] == row["surface"] for row in rows)


@pytest.mark.parametrize("texts", [(), (None,), ("",), ("\n\n",)])
def test_nothing_gives_nothing(texts):
    assert names(*texts) == []


def test_evidence_is_one_row_a_string_and_adds_up_over_partitions():
    one, two = pages("fighting in Velmorin", "and Velmorin, 43, said"), pages("near Velmorin today", "in Velmorin now")
    both = pa.concat_tables([evidence(one), evidence(two)])
    kinds = weigh_evidence(both).to_pylist()
    assert len({row["surface"] for row in kinds}) == len(kinds)
    (row,) = [row for row in kinds if row["surface"] == "Velmorin"]
    assert row["kind"] == "place" and 0 < row["score"] < 1
    assert row["n"] == 4


def test_a_surname_in_one_article_helps_another():
    texts = ["Defence Minister Ivan Velmorin resigned. Velmorin said so."] * 6 + ["a letter about Velmorin"]
    assert names(*texts)[-1]["kind"] == "person"


@pytest.mark.parametrize(("n", "least", "most"), [(1, 0.0, 0.3), (7, 1.0, 1.3), (1000, 1.3, 1.5)])
def test_few_mentions_weigh_less(n, least, most, monkeypatch):
    monkeypatch.setattr("helpers.names.evidence.engine", lambda: None)
    (row,) = weigh_evidence(evidence(pages(*["fighting in Velmorin today"] * n))).to_pylist()
    assert row["kind"] == "place" and least <= row["vote"] <= most and row["n"] == n


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="ABcdeéЖ .,'’-–\n“”()&/9ofn", max_size=120), max_size=3))
def test_any_text_gives_ordered_rows(texts):
    rows = names(*texts)
    keys = [(row["article_id"], row["start"]) for row in rows]
    assert keys == sorted(keys)
    assert all(texts[int(row["article_id"][1:])][row["start"]:row["end"]] == row["surface"] for row in rows)


def test_result_does_not_depend_on_partitions_or_order():
    texts = ["Anna Kowalska left Lviv.", "Kowalska spoke in Lviv.", "fighting in Velmorin"]
    whole = names(*texts)
    assert whole == names(*texts)
    assert evidence(pages(*texts)) == evidence(pages(*texts))


def test_a_page_that_is_there_twice_is_two_articles():
    one = find_mentions(pages("Anna Kowalska left Lviv."))
    table = find_names(pa.concat_tables([one, one]), empty("name_kinds"))
    assert table.num_rows == 4 and table[:2].equals(table[2:])


def test_ap_page_people_are_all_found():
    folder = GOLD / "ap-2022-03-16"
    if not folder.exists():
        pytest.skip("../shared is not here")
    text = json.loads((folder / "article.json").read_text(encoding="utf-8"))["body"]
    gold = [json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {(row["start"], row["end"]) for row in names(text) if row["kind"] == "person"}
    assert found == {(row["start"], row["end"]) for row in gold}


def test_world_news_people_are_found_as_well_as_measured():
    folder = GOLD / "people"
    if not folder.exists():
        pytest.skip("../shared is not here")
    docs = [json.loads(line) for line in (folder / "wwn.dev.docs.jsonl").open(encoding="utf-8")][:60]
    gold_rows = [json.loads(line) for line in (folder / "wwn.dev.people.jsonl").open(encoding="utf-8")]
    ids = {doc["doc_id"]: f"a{number}" for number, doc in enumerate(docs)}
    gold = {(ids[row["doc_id"]], row["start"], row["end"]) for row in gold_rows if row["doc_id"] in ids}
    rows = names(*(doc["text"] for doc in docs))
    found = {(row["article_id"], row["start"], row["end"]) for row in rows if row["kind"] == "person"}
    hits = len(found & gold)
    assert hits / len(found) > 0.85
    assert 2 * hits / (len(found) + len(gold)) > 0.82
