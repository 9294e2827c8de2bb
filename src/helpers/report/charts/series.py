"""Amounts over time: columns, and many small panels on one scale. What is missing shows as a gap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot

from helpers.report import words
from helpers.report.charts.base import (
    About,
    all_bins,
    as_times,
    bin_days,
    build,
    canvas,
    is_time,
    key,
    label,
    need,
    time_axis,
    value_axis,
)
from helpers.report.figure import Figure
from helpers.report.style import FAINT, GREY, INK, ONE, PAPER, SIZE, SMALL, TWO, text_width
from helpers.report.svg import mark
from helpers.report.words import Sentence

#: Colour and opacity of the parts of a stack.
_PARTS = ((ONE, 1.0), (TWO, 1.0), (GREY, 1.0), (ONE, 0.5), (TWO, 0.5), (GREY, 0.5))
_MOST_NUMBERED = 14
_OTHERS = "others"
#: Height in pixels of the columns under a panel that show what its shares are of.
_STRIP = 16


def columns(
    frame: pd.DataFrame,
    *,
    x: str,
    value: str,
    by: str | None = None,
    format: Callable[[float], str] = words.number,
    **about: Unpack[About],
) -> Figure | Sentence:
    """Columns over time steps (or over categories), stacked by `by`: the five largest parts, the rest as "others"."""
    need(frame, x, value, by)
    rows = frame.dropna(subset=[x])
    time = is_time(rows[x])
    rows = rows.assign(**{x: as_times(rows[x])}) if time else rows

    def draw(width: float) -> Plot:
        return _columns(rows, x, value, by, format, width, time)

    return build(rows, draw, {"data": frame, **about})


def _columns(rows: pd.DataFrame, x: str, value: str, by: str | None, name: Callable, width: float, time: bool) -> Plot:
    parts = _parts(rows, x, value, by)
    totals = parts.sum(axis=1)
    widest = max(text_width(name(float(total)), SMALL) for total in totals)
    numbered = len(parts) <= _MOST_NUMBERED and widest < (width - 60) / len(parts)
    entries = [(str(part), *look, "s") for part, look in zip(parts.columns, _PARTS, strict=False)] if by else []
    top = 16 + (key(Plot(), 8, entries, width, 0) if by else 8)
    left = 8 if numbered else 14 + text_width(name(float(totals.max())), SMALL)
    height = 266 + top
    plot, axes = canvas(width, height, left=left, right=14, top=top, bottom=42)
    places = mdates.date2num(parts.index.to_pydatetime()) if time else np.arange(len(parts))
    step = bin_days(rows[x]) if time else 1.0
    thick = step * (0.82 if len(parts) < 80 else 1.0)
    ground = np.zeros(len(parts))
    for part, (colour, alpha) in zip(parts.columns, _PARTS, strict=False):
        heights = parts[part].fillna(0).to_numpy(float)
        drawn = axes.bar(places, heights, thick, bottom=ground, color=colour, alpha=alpha, edgecolor=PAPER,
                         linewidth=0.5 if by and thick / step < 1 else 0)
        for at, amount, bar in zip(parts.index, heights, drawn):
            if amount:
                bar.set_url(mark("", f"{label(at)}{f', {part}' if by else ''}: {name(float(amount))}"))
            else:
                bar.remove()
        ground = ground + heights
    axes.set_ylim(0, max(ground.max(), 1e-9) * 1.06)
    if numbered:
        axes.set_yticks([])
        for place, total in zip(places, totals):
            if total:
                axes.annotate(name(float(total)), (place, total), (0, 3), textcoords="offset points", ha="center",
                              va="bottom", color=INK, fontsize=SMALL, weight="bold")
    else:
        value_axis(axes, name=name, whole=ground.max() >= 4)
    axes.set_xlim(places[0] - step * 0.6, places[-1] + step * 0.6)
    _name_places(axes, rows[x] if time else parts.index, places, width, time)
    if by:
        key(plot, 8, entries, width, height)
    return plot


def _parts(rows: pd.DataFrame, x: str, value: str, by: str | None) -> pd.DataFrame:
    """One row for each step of `x`, one column for each part, the largest first."""
    if by is None:
        return rows.groupby(x, sort=is_time(rows[x]))[[value]].sum(min_count=1)
    sums = rows.groupby(by)[value].sum().sort_values(ascending=False, kind="stable")
    kept = list(sums.index[:5]) if len(sums) > 6 else list(sums.index)
    parts = rows.assign(_part=rows[by].where(rows[by].isin(kept), _OTHERS))
    wide = parts.pivot_table(index=x, columns="_part", values=value, aggfunc="sum", sort=False)
    wide = wide.sort_index() if is_time(rows[x]) else wide
    return wide[[part for part in [*kept, _OTHERS] if part in wide.columns]]


def _name_places(axes: Axes, found: pd.Series | pd.Index, places: np.ndarray, width: float, time: bool) -> None:
    if time:
        time_axis(axes, found.min(), found.max(), width)
        return
    room = (width - 40) / len(places)
    every = max(1, round(44 / room))
    axes.set_xticks(places[::every], [label(name, max(room * every - 4, 30), SMALL) for name in found[::every]])


def small_multiples(
    frame: pd.DataFrame,
    *,
    x: str,
    value: str,
    by: str,
    denominator: str | None = None,
    shade: str | None = None,
    mark: str | None = None,
    links: str | None = None,
    format: Callable[[float], str] | None = None,
    **about: Unpack[About],
) -> Figure | Sentence:
    """A small panel for each `by`, all on one scale. `denominator`: column that `value` is divided by, giving a share
    from 0 to 1, none where it is zero (a grey field), and drawn small and grey under each panel; `shade`: column that
    is true where data are few, drawn pale; `mark`: column that is true where a bar stands out, drawn in the second
    colour on a tinted field; `links`: column with the address that a panel's name leads to."""
    need(frame, x, value, by, denominator, shade, mark, links)
    rows = frame.dropna(subset=[x, by])
    rows = rows.assign(**{x: as_times(rows[x]), "_amount": rows[value].astype(float)})
    if denominator:
        rows["_amount"] = rows["_amount"] / rows[denominator].astype(float).replace(0, np.nan)
    name = format or (words.share if denominator else words.number)

    def draw(width: float) -> Plot:
        return _panels(rows, x, by, denominator, shade, mark, links, name, width)

    data = frame.drop(columns=[links] if links else [])
    return build(rows, draw, {"data": data, **about}, wide=rows[by].nunique() > 4)


def _panels(
    rows: pd.DataFrame, x: str, by: str, under: str | None, shade: str | None, out_by: str | None, links: str | None,
    name: Callable, width: float,
) -> Plot:
    names = list(dict.fromkeys(rows[by]))
    across = min(len(names), 2 if width < 500 else 3 if width < 800 else 4)
    down = -(-len(names) // across)
    sure = rows if shade is None or rows[shade].all() else rows[~rows[shade].astype(bool)]
    high = float(np.nanmax(sure["_amount"])) if sure["_amount"].notna().any() else 1.0
    high = high or 1.0
    left, gap, head, plot_tall, foot = 10 + text_width(name(high), SMALL), 18, 26, 84, 30
    foot += _STRIP if under else 0
    each = (width - left - 8 - gap * (across - 1)) / across
    height = down * (head + plot_tall + foot)
    plot = Plot(figsize=(width / 72, height / 72), dpi=72)
    bins = all_bins(rows[x])
    step = bin_days(rows[x])
    places = mdates.date2num(bins.to_pydatetime())
    for number, text in enumerate(names):
        row, column = divmod(number, across)
        x0, y0 = left + column * (each + gap), height - (row + 1) * (head + plot_tall + foot) + foot
        axes = plot.add_axes((x0 / width, y0 / height, each / width, plot_tall / height))
        mine = rows[rows[by] == text]
        amounts = mine.groupby(x)["_amount"].sum(min_count=1).reindex(bins)
        few, out = (_flags(mine, x, flag, bins) for flag in (shade, out_by))
        for place, empty in zip(places, amounts.isna()):
            if empty:
                axes.axvspan(place - step / 2, place + step / 2, color=FAINT, linewidth=0)
        for place in places[out]:
            axes.axvspan(place - step / 2, place + step / 2, color=TWO, alpha=0.12, linewidth=0)
        for pale in (False, True):
            for colour, marked in ((ONE, False), (TWO, True)):
                chosen = (few == pale) & (out == marked)
                heights = amounts.fillna(0)[chosen]
                bars = axes.bar(places[chosen], heights, step * 0.9, color=colour, alpha=0.45 if pale else 1.0)
                for day, amount, bar in zip(heights.index, heights, bars):
                    if amount:
                        bar.set_url(mark("", f"{text}, {words.short_day(day)}: {name(float(amount))}"))
                    else:
                        bar.remove()
        axes.set_ylim(0, high * 1.04)
        axes.set_yticks([0, high], ["0", name(high)] if column == 0 else ["", ""])
        axes.grid(axis="y")
        axes.set_xlim(places[0] - step * 0.6, places[-1] + step * 0.6)
        foot_axes = axes
        if under:
            axes.set_xticks([])
            foot_axes = plot.add_axes((x0 / width, (y0 - _STRIP) / height, each / width, (_STRIP - 2) / height))
            sizes = mine.groupby(x)[under].max().reindex(bins, fill_value=0).to_numpy(float)
            foot_axes.bar(places, -sizes, step * 0.9, color=GREY, alpha=0.5)
            foot_axes.set_ylim(-max(sizes.max(), 1), 0)
            foot_axes.set_yticks([])
            foot_axes.spines["bottom"].set_visible(False)
            foot_axes.set_xlim(axes.get_xlim())
        ends = [bins[0], bins[-1]] if len(bins) > 1 else [bins[0]]
        foot_axes.set_xticks([mdates.date2num(end) for end in ends], _brief(ends))
        foot_axes.tick_params(axis="x", length=0 if under else 4)
        for tick, side in zip(foot_axes.get_xticklabels(), ("left", "right")):
            tick.set_horizontalalignment(side if len(ends) > 1 else "center")
        title = plot.text(x0 / width, (y0 + plot_tall + 9) / height, label(text, each, SIZE, "bold"), color=INK,
                          weight="bold", fontsize=SIZE, ha="left", va="baseline")
        if links and len(mine):
            title.set_url(str(mine[links].iloc[0]))
    return plot


def _flags(rows: pd.DataFrame, x: str, name: str | None, bins: pd.DatetimeIndex) -> np.ndarray:
    """Whether each step has a row whose column `name` is true; none without a column."""
    if name is None:
        return np.zeros(len(bins), bool)
    return rows.groupby(x)[name].any().reindex(bins, fill_value=False).to_numpy(bool)


def _brief(ends: list[pd.Timestamp]) -> list[str]:
    """First and last day as short as they stay clear."""
    if ends[0].year == ends[-1].year:
        return [words.short_day(end).rsplit(" ", 1)[0] for end in ends]
    return [words.short_day(end).split(" ", 1)[1] for end in ends]
