"""The house look of pictures: two colours and grey, light and dark; sizes in CSS pixels (a point of SVG is a pixel).

A picture is drawn in the light colours; `svg` turns each into a variable of the page, so the reader's dark setting
recolours it. Matplotlib is used without pyplot: no global figure, nothing shown twice, no state left behind.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure as Plot
from matplotlib.font_manager import FontProperties, fontManager

from helpers.report.palette import PALETTE

INK, SOFT, ONE, TWO, GREY, GRID, FAINT, PAPER = (light for light, _ in PALETTE.values())

#: Widths in pixels: the text column, a wide figure, and a phone.
WIDTHS = {"column": 672, "wide": 960, "narrow": 344}
SIZE, SMALL = 13, 12

#: Fonts that measure alike (Arial, Helvetica, Liberation Sans) first: what is measured here fits where it is read.
FONTS = ("Arial", "Helvetica", "Liberation Sans", "Arimo", "DejaVu Sans")
_MEASURED = [name for name in FONTS if name in set(fontManager.get_font_names())] or ["sans-serif"]
_RC: dict[str, Any] = {
    "figure.dpi": 72, "savefig.dpi": 72, "figure.facecolor": "none", "axes.facecolor": "none",
    "font.family": "sans-serif", "font.sans-serif": _MEASURED, "font.size": SIZE,
    "text.parse_math": False, "text.usetex": False, "text.color": INK, "axes.unicode_minus": True,
    "axes.labelcolor": SOFT, "axes.labelsize": SMALL, "axes.edgecolor": GREY, "axes.linewidth": 1,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "axes.grid": False, "axes.axisbelow": True, "grid.color": GRID, "grid.linewidth": 1,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": SOFT, "ytick.labelcolor": SOFT,
    "xtick.labelsize": SMALL, "ytick.labelsize": SMALL, "xtick.major.size": 4, "ytick.major.size": 0,
    "xtick.major.width": 1, "lines.linewidth": 2, "lines.solid_capstyle": "round", "patch.linewidth": 0,
    "svg.fonttype": "none", "svg.hashsalt": "dateline", "path.simplify": True, "hatch.linewidth": 1,
    "axes.prop_cycle": matplotlib.cycler(color=[ONE, TWO, GREY]),
}


@contextmanager
def house() -> Iterator[None]:
    """The house style for what is drawn inside, without a warning for letters that the measuring font lacks."""
    with matplotlib.rc_context(_RC), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph")
        warnings.filterwarnings("ignore", message=".*[Ff]ont family")
        yield


def new_figure(width: str | float = "column", height: float = 360) -> tuple[Plot, Axes]:
    """An empty picture in the house style: `width` "column", "wide", "narrow" or pixels; `height` in pixels (or, under
    30, in inches, as matplotlib counts)."""
    pixels = WIDTHS.get(width, width)
    height = height * 72 if height < 30 else height
    with house():
        plot = Plot(figsize=(float(pixels) / 72, height / 72), dpi=72)
        axes = plot.add_subplot()
    return plot, axes


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """How many pixels wide a text will be."""
    with house():
        width, _, _ = _ruler().get_text_width_height_descent(
            text, FontProperties(family=_MEASURED, size=size, weight=weight), False)
    return width


def shorten(text: str, room: float, size: float = SIZE, weight: str = "normal") -> str:
    """The text, cut with an ellipsis so that it fits in `room` pixels."""
    text = " ".join(text.split())
    if text_width(text[:200], size, weight) <= room and len(text) <= 200:
        return text
    low, high = 0, min(len(text), 200)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(text[:middle].rstrip() + "…", size, weight) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,.-–—") + "…"


@lru_cache(maxsize=1)
def _ruler() -> RendererAgg:
    return RendererAgg(8, 8, 72)
