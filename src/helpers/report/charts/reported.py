"""Reported values by the day they hold for: who said how many, and how sure the wording was."""

from __future__ import annotations

from typing import Unpack

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot

from helpers.report import words
from helpers.report.charts.base import About, as_times, build, canvas, end_labels, label, need, time_axis, value_axis
from helpers.report.figure import Figure
from helpers.report.style import GREY, GRID, ONE, PAPER, SIZE, SMALL, SOFT, TWO, text_width
from helpers.report.svg import mark
from helpers.report.words import Sentence

#: Bounds that leave one side open: which way the arrow points, and the sign before the value.
_OPEN = {"at least": (1, "≥"), "more than": (1, ">"), "at most": (-1, "≤"), "less than": (-1, "<"), "about": (0, "~")}
#: Colour, marker and whether it is filled, for each source, those with most values first; the last serves all others.
_LOOKS = (
    (ONE, "o", True), (TWO, "s", True), (GREY, "^", True), (ONE, "D", False), (TWO, "o", False), (GREY, "s", False),
)
#: Above this ratio of largest to smallest value the scale is logarithmic.
_LOG_RATIO = 100
_TOP, _FOOT = 24, 42
#: Pixels of the picture itself, whatever its labels need.
_NARROWEST = 70
#: How strongly a value is drawn that was given anew later.
_FAINT = 0.35


def claims(
    frame: pd.DataFrame,
    *,
    x: str,
    low: str,
    high: str,
    bound: str,
    by: str,
    links: str | None = None,
    loose: str = "",
    restated: str = "",
    **about: Unpack[About],
) -> Figure | Sentence:
    """Reported values by the day they hold for, a look for each source `by`, its latest value at the right; each leads
    to the address in the column `links`.

    A range is a bar from `low` to `high`; "at least" and "more than" carry an arrow up, "at most" and "less than" one
    down. Dotted: no newer value from that source. The marks of `loose` (claims that nobody is named for) are not
    joined; where the column `restated` is true, a later report gave another value for the same day: the mark is
    faint.
    """
    need(frame, x, low, high, bound, by, links, *filter(None, (restated,)))
    rows = frame.dropna(subset=[x])
    rows = rows.assign(_faint=rows[restated].astype(bool) if restated else False)
    rows = rows.assign(**{
        x: as_times(rows[x]), by: rows[by].fillna("").replace("", "not named"),
        low: rows[low].fillna(rows[high]).astype(float), high: rows[high].fillna(rows[low]).astype(float),
    })
    rows = rows.dropna(subset=[low]).sort_values([x, low, by], kind="stable")

    def draw(width: float) -> Plot:
        return _claims(rows, x, low, high, bound, by, links, width, loose)

    return build(rows, draw, {"data": frame, **about})


def _claims(
    rows: pd.DataFrame, x: str, low: str, high: str, bound: str, by: str, links: str | None, width: float, loose: str
) -> Plot:
    names = list(rows.groupby(by).size().sort_values(ascending=False, kind="stable").index)
    latest = {name: _value(rows[rows[by] == name].iloc[-1], low, high, bound) for name in names}
    shown = {name: f"{label(name, width * (0.3 if width < 500 else 0.22))} {latest[name]}" for name in names}
    most = float(rows[high].max()) or 1.0
    left = 14 + text_width(words.large(most), SMALL)
    right = min(14 + max(text_width(text, SIZE, "bold") for text in shown.values()), width - left - _NARROWEST)
    height = max(340, 19 * len(names) + 80)
    plot, axes = canvas(width, height, left=left, right=right, top=_TOP, bottom=_FOOT)
    _scale(axes, rows, low, most)
    first, last = rows[x].min(), rows[x].max()
    pad = max((last - first) * 0.03, pd.Timedelta(hours=14))
    axes.set_xlim(mdates.date2num(first - pad), mdates.date2num(last + pad))
    ends = []
    for number, name in enumerate(names):
        colour, marker, filled = _LOOKS[min(number, len(_LOOKS) - 1)]
        mine = rows[rows[by] == name]
        middles = (mine[low] + mine[high]) / 2
        axes.plot([mine[x].iloc[-1], last + pad], [middles.iloc[-1]] * 2, ":", color=colour, linewidth=1, zorder=1)
        told = ~mine["_faint"]
        if name != loose:
            axes.plot(mine.loc[told, x], middles[told], color=colour, linewidth=1, alpha=0.6, zorder=2)
        _mark_bounds(axes, mine[told], x, low, high, bound, colour, 1.0)
        _mark_bounds(axes, mine[~told], x, low, high, bound, colour, _FAINT)
        for (_, row), middle in zip(mine.iterrows(), middles):
            tip = f"{name}: {_value(row, low, high, bound)}, {words.short_day(row[x])}"
            axes.plot(row[x], middle, marker, color=colour, markersize=7, markerfacecolor=colour if filled else PAPER,
                      markeredgecolor=colour, markeredgewidth=1.5, linestyle="none", zorder=4,
                      alpha=_FAINT if row["_faint"] else 1.0, url=mark(row[links] if links else "", tip))
        ends.append((float(middles.iloc[-1]), shown[name], SOFT if colour == GREY else colour))
    time_axis(axes, first, last, width - left - right)
    end_labels(axes, ends, height - _TOP - _FOOT)
    return plot


def _value(row: pd.Series, low: str, high: str, bound: str) -> str:
    """The value as one would write it beside a name: "~1,200", "≥30", "12–20"."""
    if row[high] > row[low]:
        return f"{words.large(row[low])}–{words.large(row[high])}"
    return _OPEN.get(row[bound], (0, ""))[1] + words.large(row[high])


def _scale(axes: Axes, rows: pd.DataFrame, low: str, most: float) -> None:
    """From zero; by powers of ten, and saying so, where the values differ too much to be seen side by side."""
    least = rows.loc[rows[low] > 0, low].min()
    if pd.isna(least) or most / least <= _LOG_RATIO or (rows[low] <= 0).any():
        axes.set_ylim(0, most * 1.1)
        value_axis(axes, name=words.large)
        return
    axes.set_yscale("log")
    axes.set_ylim(least / 1.5, most * 1.6)
    axes.minorticks_off()
    axes.grid(axis="y", color=GRID)
    axes.yaxis.set_major_formatter(lambda value, _: words.large(value))
    axes.text(0, 1.03, "scale in powers of ten", transform=axes.transAxes, color=SOFT, fontsize=SMALL)


def _mark_bounds(
    axes: Axes, mine: pd.DataFrame, x: str, low: str, high: str, bound: str, colour: str, alpha: float
) -> None:
    """Ranges as bars, open bounds as arrows."""
    ranges = mine[mine[high] > mine[low]]
    axes.vlines(ranges[x], ranges[low], ranges[high], color=colour, linewidth=4, alpha=0.45 * alpha, zorder=3)
    for day, first, last, wording in zip(mine[x], mine[low], mine[high], mine[bound]):
        way, _ = _OPEN.get(wording, (0, ""))
        if way:
            axes.annotate("", (mdates.date2num(day), last if way > 0 else first), (0, 22 * way),
                          textcoords="offset points", arrowprops={
                              "arrowstyle": "<|-", "color": colour, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 3,
                              "alpha": alpha})
