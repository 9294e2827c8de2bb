from __future__ import annotations

import base64
import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.report.export import csv_bytes, csv_link, harmless, saved, to_csv


@pytest.mark.parametrize(
    "value, cell",
    [
        ("=1+1", "'=1+1"),
        ("+44 20 x", "'+44 20 x"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        (-5, -5),
        (2.0, 2),
        (2.5, 2.5),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.Timestamp("2022-03-16"), "2022-03-16"),
        (["=x", "y"], "'=x; y"),
        (True, True),
        ("lone \ud800", "lone ?"),
    ],
)
def test_harmless(value, cell):
    assert harmless(value) == cell


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_csv_reads_back_and_no_cell_starts_a_formula(values):
    frame = pd.DataFrame({"=head": pd.Series(values, dtype=object)})
    rows = list(csv.reader(io.StringIO(to_csv(frame), newline="")))
    assert rows[0] == ["'=head"]
    assert len(rows) == len(values) + 1
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"\s*[=@\t\r]", cell)


def test_csv_link_holds_the_data_and_escapes_the_name():
    html = csv_link(pd.DataFrame({"a": [1], "b": ["ő"]}), 'x"><script>')
    data = re.search(r"base64,([^\"]+)", html).group(1)
    assert base64.b64decode(data).decode("utf-8-sig").splitlines() == ["a,b", "1,ő"]
    assert "<script" not in html


def test_a_long_table_is_packed_the_same_each_time_and_unpacked_for_the_folder():
    frame = pd.DataFrame({"a": range(9000)})
    html = csv_link(frame, "long")
    assert html == csv_link(frame, "long")
    assert 'download="long.csv.gz"' in html and len(html) < len(csv_bytes(frame))
    assert saved(html + csv_link(frame.head(2), "short")) == {
        "long.csv": csv_bytes(frame), "short.csv": csv_bytes(frame.head(2))
    }
