"""Time bins: gaps are gaps, weeks begin on Monday."""

import datetime as dt

import pandas as pd
import pytest

from helpers.timeline import all_bins, count_by_bin, to_bin

DAYS = pd.Series(pd.to_datetime(["2031-04-09", "2031-04-13", "2031-04-14", None]))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("day", ["2031-04-09", "2031-04-13", "2031-04-14"]),
        ("week", ["2031-04-07", "2031-04-07", "2031-04-14"]),
        ("month", ["2031-04-01", "2031-04-01", "2031-04-01"]),
    ],
)
def test_to_bin(step, expected):
    bins = to_bin(DAYS, step)
    assert bins.dropna().dt.strftime("%Y-%m-%d").tolist() == expected
    assert pd.isna(bins.iloc[3])


def test_all_bins_holds_the_empty_ones():
    assert len(all_bins((dt.date(2031, 4, 9), dt.date(2031, 4, 14)), "day")) == 6
    assert len(all_bins((dt.date(2031, 4, 9), dt.date(2031, 4, 14)), "week")) == 2
    assert len(all_bins(None, "day")) == 0


def test_count_by_bin_counts_noughts_too():
    counts = count_by_bin(DAYS, (dt.date(2031, 4, 9), dt.date(2031, 4, 14)), "day")
    assert counts.tolist() == [1, 0, 0, 0, 1, 1]
    assert counts.sum() == 3
