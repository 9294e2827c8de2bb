"""Time bins: days, ISO weeks and months as the dates they start on, and the full row of them with its gaps.

A bin without articles is a gap (NaN), a bin with articles but without mentions is a zero: the two must not look alike.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

_PERIOD = {"day": "D", "week": "W-SUN", "month": "M"}


def to_bin(days: pd.Series, step: str) -> pd.Series:
    """The first day of the bin (`day`, `week` from Monday, `month`) that each day falls in; NaT stays NaT."""
    return pd.to_datetime(days).dt.to_period(_PERIOD[step]).dt.start_time


def all_bins(period: tuple[dt.date, dt.date] | None, step: str) -> pd.DatetimeIndex:
    """Every bin from the first to the last day of a period, with articles or without."""
    if period is None:
        return pd.DatetimeIndex([])
    return pd.period_range(period[0], period[1], freq=_PERIOD[step]).start_time


def count_by_bin(days: pd.Series, period: tuple[dt.date, dt.date] | None, step: str) -> pd.Series:
    """How many of the days fall in each bin, over all bins of the period, zeros included."""
    return to_bin(days.dropna(), step).value_counts().reindex(all_bins(period, step), fill_value=0).rename("n")
