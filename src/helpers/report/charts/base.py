"""What the charts share: the two widths, time axes, value axes, end labels that do not overlap."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import Any, NotRequired, TypedDict

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.errors import ParameterError
from helpers.report import escape, words
from helpers.report.figure import Figure
from helpers.report.style import GRID, SIZE, SOFT, WIDTHS, house, shorten, text_width
from helpers.report.words import MONTHS, Sentence

#: Pixels that a date label needs beside its neighbour.
_DATE_ROOM = 62


class About(TypedDict):
    """What every chart needs by keyword besides its columns."""

    id: str
    title: str
    subtitle: str
    alt: str
    source: str
    n: int | str
    data: NotRequired[pd.DataFrame | None]
    empty: NotRequired[str]


def build(frame: pd.DataFrame, draw: Callable[[float], Plot], about: About, *, wide: bool = False) -> Figure | Sentence:
    """The Figure of what `draw(width in pixels)` draws, or a sentence where the frame has no rows."""
    about = dict(about)
    empty = about.pop("empty", "")
    if frame.empty:
        return Sentence(empty or "Nothing to show: no rows for this selection.")
    data = about.pop("data", None)
    with house():
        broad, narrow = draw(WIDTHS["wide" if wide else "column"]), draw(WIDTHS["narrow"])
    return Figure(broad, narrow=narrow, wide=wide, data=frame if data is None else data, **about)


def need(frame: pd.DataFrame, *columns: str | None) -> None:
    """ParameterError if the frame lacks one of the columns."""
    lacking = [column for column in columns if column is not None and column not in frame.columns]
    if lacking:
        known = ", ".join(str(column) for column in frame.columns)
        raise ParameterError("chart has no such column", where=", ".join(lacking), do=f"The frame has: {known}.")


def canvas(
    width: float, height: float, *, left: float, right: float, top: float, bottom: float
) -> tuple[Plot, Axes]:
    """A picture and its axes, with margins in pixels."""
    plot = Plot(figsize=(width / 72, height / 72), dpi=72)
    wide, tall = width - left - right, height - top - bottom
    return plot, plot.add_axes((left / width, bottom / height, wide / width, tall / height))


def label(value: Any, room: float = 400, size: float = SIZE, weight: str = "normal") -> str:
    """A value as a label of at most `room` pixels, nothing hidden in it."""
    text = words.short_day(value) if isinstance(value, pd.Timestamp | dt.date) else str(value)
    return shorten(escape.visible(text), room, size, weight)


def is_time(column: pd.Series) -> bool:
    """Whether the column holds dates (as datetime64 or date objects)."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return True
    filled = column.dropna()
    return bool(len(filled)) and filled.map(lambda value: isinstance(value, dt.date)).all()


def as_times(column: pd.Series) -> pd.Series:
    """The column as naive datetime64."""
    times = pd.to_datetime(column)
    return times.dt.tz_localize(None) if times.dt.tz is not None else times


def bin_days(times: pd.Series) -> float:
    """Length of the time step in days: the smallest gap between two different times; 1 for one time."""
    steps = pd.Series(sorted(times.dropna().unique())).diff().dropna()
    return max(1.0, steps.min() / pd.Timedelta(days=1)) if len(steps) else 1.0


def all_bins(times: pd.Series) -> pd.DatetimeIndex:
    """Every time step from the first to the last, so that what is missing shows as a gap."""
    filled = times.dropna()
    days = bin_days(filled)
    rule = "MS" if days >= 28 and (filled.dt.day == 1).all() else pd.Timedelta(days=round(days))
    bins = pd.date_range(filled.min(), filled.max(), freq=rule)
    return bins.union(pd.DatetimeIndex(filled.unique()))


def time_axis(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, width: float) -> None:
    """Labels under the axis: days, months or years, as many as fit; the year once and where it changes."""
    span = max((last - first).days, 1)
    most = max(2, int(width / _DATE_ROOM))
    if span / 30.4 >= most * 6:
        step = max(1, math.ceil(span / 365 / most))
        ticks = pd.date_range(pd.Timestamp(first.year, 1, 1), last, freq=f"{step}YS")
        names = [str(tick.year) for tick in ticks]
    elif span > 75:
        step = next((s for s in (1, 2, 3, 6, 12) if span / 30.4 / s <= most), 12)
        ticks = pd.date_range(pd.Timestamp(first.year, 1, 1), last, freq=f"{step}MS")
        ticks = ticks[ticks >= first - pd.Timedelta(days=3)]
        names = _with_years(ticks, lambda tick: MONTHS[tick.month - 1][:3])
    else:
        step = next((s for s in (1, 2, 3, 7, 14, 28) if (span + 1) / s <= most), 28)
        ticks = pd.date_range(first.normalize(), last, freq=f"{step}D")
        names = _with_years(ticks, lambda tick: f"{tick.day} {MONTHS[tick.month - 1][:3]}")
    if not len(ticks):
        ticks, names = pd.DatetimeIndex([first]), [words.short_day(first)]
    axes.set_xticks([mdates.date2num(tick) for tick in ticks], names)


def _with_years(ticks: pd.DatetimeIndex, name: Callable[[pd.Timestamp], str]) -> list[str]:
    years = [None, *[tick.year for tick in ticks]]
    return [name(tick) + (f"\n{tick.year}" if tick.year != year else "") for tick, year in zip(ticks, years)]


def value_axis(axes: Axes, *, name: Callable[[float], str] = words.number, most: int = 5, whole: bool = True) -> None:
    """Thin lines at a few round values, named at the left; zero is the ground line."""
    axes.yaxis.set_major_locator(MaxNLocator(nbins=most, integer=whole, steps=[1, 2, 2.5, 4, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: name(value)))
    axes.grid(axis="y", color=GRID)
    axes.tick_params(axis="y", length=0, pad=6)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The positions moved as little as needed so that neighbours are `gap` apart, within low..high where they fit."""
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    placed: list[float] = []
    for number in order:
        placed.append(max(wanted[number], placed[-1] + gap) if placed else max(wanted[number], low))
    limit = high
    for position in range(len(placed) - 1, -1, -1):
        placed[position] = min(placed[position], limit)
        limit = placed[position] - gap
    found = [0.0] * len(wanted)
    for position, number in enumerate(order):
        found[number] = placed[position]
    return found


def end_labels(axes: Axes, ends: Sequence[tuple[float, str, str]], tall: float) -> None:
    """Names right of the axes at the height of their values (value, name, colour), moved apart where they overlap.
    `tall`: height of the axes in pixels."""
    low, high = axes.transData.transform([(0, value) for value in axes.get_ylim()])[:, 1]
    tops = axes.transData.transform([(0, value) for value, _, _ in ends])[:, 1]
    heights = spread([(top - low) / (high - low) * tall for top in tops], 17, 0, tall)
    for height, (_, text, colour) in zip(heights, ends):
        axes.annotate(text, (1, height / tall), (8, 0), xycoords="axes fraction", textcoords="offset points", ha="left",
                      va="center_baseline", color=colour, fontsize=SIZE, weight="bold", annotation_clip=False)


def key(
    plot: Plot, left: float, entries: Sequence[tuple[str, str, float, str]], width: float, height: float
) -> float:
    """Lines of names above the plot: (name, colour, opacity, marker), for marks that cannot be labelled each.
    Returns the height it takes in pixels; with a `height` of 0 it only measures."""
    x, y = left, 16.0
    for name, colour, alpha, marker in entries:
        shown = label(name, 190)
        step = 14 + text_width(shown) + 18
        if x > left and x + step - 18 > width:
            x, y = left, y + 19
        if height:
            edge = 2.5 if marker == "|" else 0
            plot.add_artist(Line2D([(x + 5) / width], [1 - (y - 4.5) / height], color=colour, alpha=alpha,
                                   marker=marker, markersize=9, markeredgewidth=edge, linestyle="none"))
            plot.text((x + 14) / width, 1 - y / height, shown, color=SOFT, ha="left", va="baseline", fontsize=SIZE)
        x += step
    return y + 12
