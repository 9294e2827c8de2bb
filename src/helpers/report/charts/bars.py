"""Bars beside each other, and a grid of shades: how much of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure as Plot
from matplotlib.patches import Rectangle

from helpers.report import words
from helpers.report.charts.base import About, as_times, build, canvas, is_time, label, need
from helpers.report.figure import Figure
from helpers.report.style import FAINT, GREY, INK, ONE, SIZE, SMALL, SOFT, TWO, text_width
from helpers.report.svg import mark
from helpers.report.words import Sentence

_ROW, _ROW_NARROW = 27, 41
_MOST_CELL_NUMBERS = 16
#: Opacity up to which numbers on a shade can be read, light and dark (contrast 4.5).
_DARKEST_UNDER_TEXT = 0.5


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    links: str | None = None,
    format: Callable[[float], str] = words.number,
    **about: Unpack[About],
) -> Figure | Sentence:
    """Horizontal bars in the frame's order, the value at each end. `links`: column with the address of each row;
    `format`: how a value is written (`words.share` for shares). Values below zero go left, in the second colour."""
    need(frame, label, value, links)
    rows = frame.dropna(subset=[value]).reset_index(drop=True)

    def draw(width: float) -> Plot:
        return _bars(rows, label, value, links, format, width)

    return build(rows, draw, {"data": frame.drop(columns=[links] if links else []), **about})


def _bars(rows: pd.DataFrame, label_: str, value: str, links: str | None, name: Callable, width: float) -> Plot:
    stacked = width < 500
    room = width - 8 if stacked else width * 0.4
    names = [label(text, room) for text in rows[label_]]
    values = rows[value].astype(float).tolist()
    shown = [name(number) for number in values]
    left = 2 if stacked else 10 + max(text_width(text) for text in names)
    right = 10 + max(text_width(text, SIZE, "bold") for text in shown)
    row = _ROW_NARROW if stacked else _ROW
    plot, axes = canvas(width, row * len(rows) + 8, left=left, right=right, top=4, bottom=4)
    low, high = min(0.0, *values), max(0.0, *values)
    axes.set_xlim(low, high if high > low else low + 1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.axis("off")
    per_pixel = (axes.get_xlim()[1] - low) / (width - left - right)
    thick = 16 / row
    for number, (text, amount) in enumerate(zip(names, values)):
        middle = number + (0.18 if stacked else 0)
        bar = Rectangle((0, middle - thick / 2), amount, thick, color=TWO if amount < 0 else ONE)
        axes.add_patch(bar)
        end = max(amount, 0.0) + 6 * per_pixel
        axes.text(end, middle, shown[number], va="center_baseline", ha="left", color=INK, weight="bold", fontsize=SIZE)
        tip = mark(rows[links][number] if links else "", f"{text}: {shown[number]} {value.replace('_', ' ')}")
        bar.set_url(tip)
        x = low if stacked else low - 8 * per_pixel
        title = axes.text(x, number - 0.27 if stacked else number, text, va="center_baseline",
                          ha="left" if stacked else "right", color=INK, fontsize=SIZE)
        if links:
            title.set_url(str(rows[links][number]))
    axes.plot([0, 0], [-0.5, len(rows) - 0.5], color=GREY, linewidth=1, solid_capstyle="butt")
    return plot


def heatmap(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    value: str,
    links: str | None = None,
    format: Callable[[float], str] = words.number,
    **about: Unpack[About],
) -> Figure | Sentence:
    """A grid of shades, darker for more: one row for each `y`, one column for each `x`, in the frame's order (times in
    their own). `links`: column with the address that a row's name leads to. Zero is a faint field, a missing pair an
    empty one. Values are written in the fields where they fit."""
    need(frame, x, y, value, links)
    rows = frame.dropna(subset=[x, y, value])
    time = is_time(rows[x])
    rows = rows.assign(**{x: as_times(rows[x])}) if time else rows

    def draw(width: float) -> Plot:
        return _heatmap(rows, x, y, value, links, format, width, time)

    data = frame.drop(columns=[links] if links else [])
    return build(rows, draw, {"data": data, **about}, wide=rows[x].nunique() > 24)


def _heatmap(
    rows: pd.DataFrame, x: str, y: str, value: str, links: str | None, name: Callable, width: float, time: bool
) -> Plot:
    columns = sorted(rows[x].unique()) if time else list(dict.fromkeys(rows[x]))
    lanes = list(dict.fromkeys(rows[y]))
    heads = [words.short_day(column) if time else str(column) for column in columns]
    heads = [head.rsplit(" ", 1)[0] for head in heads] if time and len({c.year for c in columns}) == 1 else heads
    room = width * (0.34 if width < 500 else 0.28)
    names = [label(lane, room) for lane in lanes]
    left = 10 + max(text_width(text) for text in names)
    cell = (width - left - 4) / len(columns)
    tilt = max(text_width(head, SMALL) for head in heads) > cell * 0.95
    every = 1 if cell >= 15 or not tilt else -(-15 // max(int(cell), 1))
    top = 6 + (max(text_width(head, SMALL) for head in heads) if tilt else 16)
    tall = 26
    plot, axes = canvas(width, top + tall * len(lanes) + 6, left=left, right=4, top=top, bottom=6)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(lanes), 0)
    axes.axis("off")
    most = float(rows[value].max()) or 1.0
    where = {column: number for number, column in enumerate(columns)}
    down = {lane: number for number, lane in enumerate(lanes)}
    gap = min(1.5 / cell, 0.2)
    written = len(columns) <= _MOST_CELL_NUMBERS and all(
        text_width(name(number), SMALL) < cell - 3 for number in rows[value].unique())
    darkest = _DARKEST_UNDER_TEXT if written else 1.0
    for lane, column, amount in zip(rows[y], rows[x], rows[value].astype(float)):
        level = amount / most
        colour, alpha = (FAINT, 1.0) if amount <= 0 else (ONE, 0.08 + (darkest - 0.08) * level)
        corner = (where[column] + gap / 2, down[lane] + 0.03)
        tip = f"{lane}, {heads[where[column]]}: {name(amount)}"
        axes.add_patch(Rectangle(corner, 1 - gap, 0.94, facecolor=colour, alpha=alpha, url=mark("", tip)))
        if written and amount:
            axes.text(where[column] + 0.5, down[lane] + 0.5, name(amount), ha="center", va="center_baseline",
                      color=INK, fontsize=SMALL)
    for number, head in enumerate(heads):
        if number % every == 0:
            axes.text(number + 0.5, -0.15, head, ha="left" if tilt else "center", va="center" if tilt else "bottom",
                      rotation=90 if tilt else 0, rotation_mode="anchor", color=SOFT, fontsize=SMALL)
    targets = dict(zip(rows[y], rows[links])) if links else {}
    for number, text in enumerate(names):
        axes.text(-8 / cell, number + 0.5, text, ha="right", va="center_baseline", color=INK, fontsize=SIZE,
                  url=targets.get(lanes[number]))
    return plot
