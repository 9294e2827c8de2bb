"""The tables `terms` and `terms_words`: rows, types, order, and size on disk."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.keywords.count import count_terms, count_words
from helpers.schema import SCHEMAS


def pages(*texts):
    return pa.table({"article_id": [f"a{number}" for number in range(len(texts))], "text": list(texts)})


@pytest.mark.parametrize("function", [count_terms, count_words])
def test_case_is_folded_and_numbers_and_marks_left_out(function):
    table = function(pages("Flood waters: 300 homes flood. FLOOD!"))
    assert table.schema == SCHEMAS["terms"]
    assert table.to_pylist() == [
        {"article_id": "a0", "term": "flood", "n": 3},
        {"article_id": "a0", "term": "homes", "n": 1},
        {"article_id": "a0", "term": "waters", "n": 1},
    ]


@pytest.mark.parametrize(("function", "terms"), [(count_terms, ["is", "n't", "it"]), (count_words, ["isn", "it", "t"])])
def test_the_rules_differ_where_they_should(function, terms):
    assert function(pages("It isn’t."))["term"].to_pylist() == sorted(terms)


@pytest.mark.parametrize("function", [count_terms, count_words])
def test_articles_stay_in_order_and_empty_ones_have_no_rows(function):
    table = function(pages("b a", "", "§ 5", "a c b"))
    assert table["article_id"].to_pylist() == ["a0", "a0", "a3", "a3", "a3"]
    assert table["term"].to_pylist() == ["a", "b", "a", "b", "c"]
    assert function(pages()).num_rows == 0
    assert function(pages("")).schema == SCHEMAS["terms"]


def test_a_table_in_several_chunks_is_one():
    whole = pages("One flood.", "Two floods.", "Three.")
    parts = pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
    assert count_terms(parts).equals(count_terms(whole))


def test_terms_cost_as_little_on_disk_as_numbers(tmp_path):
    texts = [" ".join(f"word{(n * k) % 5000:05d}" for k in range(300)) for n in range(1, 120)]
    table = count_terms(pages(*texts))
    coded = table.set_column(1, "term", table["term"].combine_chunks().dictionary_encode().indices)
    pq.write_table(table, tmp_path / "strings.parquet", compression="zstd")
    pq.write_table(coded, tmp_path / "codes.parquet", compression="zstd")
    sizes = [(tmp_path / f"{name}.parquet").stat().st_size for name in ("strings", "codes")]
    assert sizes[0] < 1.5 * sizes[1]
