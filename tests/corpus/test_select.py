from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.select import query_to_sql
from helpers.errors import ParameterError

TEXTS = ["Flood in Vienna", "flooded streets of Passau", "A dry day in Vienna (AP)", "Ministers met in Brussels", ""]


def _matching(query):
    condition, values = query_to_sql(query, column="t")
    rows = duckdb.execute(f"SELECT t FROM (SELECT unnest(?) AS t) WHERE {condition}", [TEXTS, *values]).fetchall()
    return [TEXTS.index(row[0]) for row in rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("flood", [0]),
        ("FLOOD vienna", [0]),
        ("vienna", [0, 2]),
        ('"flooded streets"', [1]),
        ("flood OR brussels", [0, 3]),
        ("vienna -flood", [2]),
        ("vienna -(ap)", [0]),
        ("met OR flood vienna", [0]),
        ("absent", []),
        ("OR flood", [0]),
    ],
)
def test_queries(query, found):
    assert _matching(query) == found


@pytest.mark.parametrize("query", ['"open', "-flood", '-"a b"'])
def test_queries_that_cannot_be_meant(query):
    with pytest.raises(ParameterError):
        query_to_sql(query)


@given(st.text(max_size=40).filter(lambda text: "\0" not in text))
def test_any_query_is_refused_or_runs(query):
    try:
        condition, values = query_to_sql(query, column="t")
    except ParameterError:
        return
    duckdb.execute(f"SELECT count(*) FROM (SELECT 'x' AS t) WHERE {condition}", values).fetchall()
