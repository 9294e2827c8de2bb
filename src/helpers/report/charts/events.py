"""Who or what turns up when: a lane for each, a stroke for each day; those of one time step are one mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Unpack

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Plot

from helpers.report.charts.base import About, as_times, build, canvas, key, label, need, time_axis
from helpers.report.figure import Figure
from helpers.report.style import GREY, GRID, INK, PAPER, SIZE, TWO, text_width
from helpers.report.svg import mark
from helpers.report.words import Sentence, count, period
from helpers.timeline import to_bin


def lanes(
    frame: pd.DataFrame,
    *,
    x: str,
    lane: str,
    marks: pd.DataFrame | str | None = None,
    layers: tuple[str, str] = ("mentioned", "quoted"),
    links: Mapping[str, str] | None = None,
    step: str = "day",
    **about: Unpack[About],
) -> Figure | Sentence:
    """A lane for each `lane`, a stroke on each day it has a row. `marks`: a second layer drawn as dots: a frame with
    the same two columns, or the name of a column that is true for its rows; `layers`: names of the two;
    `links`: of each lane the address that its name and its marks lead to; `step`: the time step (day, week, month) of
    which a mark says how many rows it stands for."""
    need(frame, x, lane, marks if isinstance(marks, str) else None)
    rows = frame.dropna(subset=[x, lane])
    rows = rows.assign(**{x: as_times(rows[x]).dt.normalize()})
    if isinstance(marks, str):
        dots = rows[rows[marks].fillna(False).astype(bool)]
    elif marks is not None and len(marks):
        need(marks, x, lane)
        dots = marks.dropna(subset=[x, lane])
        dots = dots.assign(**{x: as_times(dots[x]).dt.normalize()})
    else:
        dots = rows.head(0)

    def draw(width: float) -> Plot:
        return _lanes(rows, dots, x, lane, layers, links or {}, step, width)

    return build(rows, draw, {"data": frame, **about})


def _lanes(
    rows: pd.DataFrame, dots: pd.DataFrame, x: str, lane: str, layers: tuple[str, str], links: Mapping[str, str],
    step: str, width: float,
) -> Plot:
    names = list(dict.fromkeys(rows[lane]))
    above = width < 500
    shown = [label(name, width - 10 if above else width * 0.38) for name in names]
    left = 8 if above else 14 + max(text_width(name) for name in shown)
    tall = 44 if above else 30
    entries = [(layers[0], GREY, 1.0, "|"), *([(layers[1], TWO, 1.0, "o")] if len(dots) else [])]
    top = 10 + key(Plot(), 8, entries, width, 0)
    height = top + tall * len(names) + 40
    plot, axes = canvas(width, height, left=left, right=14, top=top, bottom=40)
    axes.set_ylim(len(names) - 0.5, -0.5)
    first, last = rows[x].min(), rows[x].max()
    half = 9 / tall
    for number, (name, text) in enumerate(zip(names, shown)):
        middle = number + (0.2 if above else 0)
        mine, spoke = rows.loc[rows[lane] == name, x], dots.loc[dots[lane] == name, x]
        axes.axhline(middle, color=GRID, linewidth=1, zorder=0)
        thick = 2.5 if (last - first).days < 120 else 1.5
        for days, tip in _steps(mine, spoke, layers, step, told=not above):
            at, ends = np.repeat(days, 3), np.tile([middle - half, middle + half, np.nan], len(days))
            axes.plot(at, ends, color=GREY, linewidth=thick, solid_capstyle="butt",
                      url=mark(links.get(name), f"{name}, {tip}" if tip else ""))
        for days, tip in _steps(spoke, mine, layers[::-1], step, told=not above):
            axes.plot(days, [middle] * len(days), "o", color=TWO, markersize=8, markeredgecolor=PAPER,
                      markeredgewidth=1, url=mark(links.get(name), f"{name}, {tip}" if tip else ""))
        axes.annotate(text, (0, number - 0.27 if above else middle), (0 if above else -10, 0),
                      xycoords=("axes fraction", "data"), textcoords="offset points", color=INK, fontsize=SIZE,
                      ha="left" if above else "right", va="center_baseline", annotation_clip=False,
                      url=links.get(name))
    axes.set_yticks([])
    pad = max((last - first) * 0.015, pd.Timedelta(hours=14))
    axes.set_xlim(mdates.date2num(first - pad), mdates.date2num(last + pad))
    time_axis(axes, first, last, width - left)
    key(plot, left, entries, width, height)
    return plot


def _steps(
    mine: pd.Series, others: pd.Series, layers: tuple[str, str], step: str, *, told: bool
) -> Iterator[tuple[np.ndarray, str]]:
    """The days of a layer of one lane, those of a time step together, with what a mark of them says: when, and how many
    rows of this layer and of the other. Not `told` (there is no pointer on a phone), all days are one mark."""
    if not told or mine.empty:
        yield mine.sort_values().unique(), ""
        return
    beside = to_bin(others, step).value_counts()
    for begin, days in mine.groupby(to_bin(mine, step)):
        end = {"day": begin, "week": begin + pd.Timedelta(days=6), "month": begin + pd.offsets.MonthEnd(0)}[step]
        more = f", {layers[1]} {count(int(beside[begin]), 'time')}" if begin in beside.index else ""
        yield days.sort_values().unique(), f"{period(begin, end)}: {layers[0]} {count(len(days), 'time')}{more}"
