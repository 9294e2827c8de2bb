"""The map of places: bubbles on plain outlines, the window chosen from the data, labels that do not overlap.

A filled bubble is a point (town, building), a ring an area (country, province, sea), which stands at its centre. The
window holds most of the mentions of points; what lies outside is counted below, and where that is much, a small map of
the world shows it. Refuses: places without a point, and continents, whose middle says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from helpers.places import basemap
from helpers.places.basemap import Window
from helpers.report import Figure, Sentence, escape, words
from helpers.report.charts import new_figure
from helpers.report.style import FAINT, GREY, GRID, INK, ONE, PAPER, SMALL, SOFT, TWO, WIDTHS, shorten, text_width
from helpers.report.svg import mark

POINTS = ("city", "building", "admin2")
_WORLD = Window(-170.0, -57.0, 180.0, 78.0)
_TRIM, _TRIM_MORE = (
    0.04,
    0.13,
)  # share of mentions left outside at each of the four sides; more if that makes the map far smaller
_FAR_SMALLER = 0.3
_LEAST_DEGREES, _MARGIN = 5.0, 0.12
_SMALLEST = 3.5  # radius in pixels, as of the largest below

_INSET_FROM, _INSET_SHARE = 0.1, 0.3  # share of the counts that lies outside; of the width
_INSET_PLACES, _INSET_LABELS = 20, 8
_INSET_WIDTH = 500  # pixels of a map below which an inset says nothing

#: Of each place the address that its name leads to, and that of its bubble with what is shown beside the pointer.
Urls = tuple[Mapping[str, str], Mapping[str, str]]
_LINE = 15  # height of a label in pixels


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    def hits(self, other: _Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def draw_map(
    ranked: pd.DataFrame,
    *,
    id: str,
    title: str,
    subtitle: str,
    source: str,
    n: int | str,
    value: str = "articles",
    labelled: int = 25,
    links: Mapping[str, str] | None = None,
    empty: str = "No places to put on a map.",
) -> Figure | Sentence:
    """The map of a ranking (see summary.ranking); bubbles by `value` ("articles" or "mentions"); `links`: of each
    place the address that its bubble and its name lead to."""
    links = links or {}
    places = (
        ranked[ranked["kind"] != "continent"]
        .dropna(subset=["lat", "lon"])
        .sort_values([value, "place"], ascending=[False, True])
    )
    if places.empty:
        return Sentence(empty)
    window = choose_window(places, value)
    inside = places[[window.holds(lat, lon) for lat, lon in zip(places["lat"], places["lon"])]]
    tips = {
        place: mark(links.get(place, ""), f"{place}: {words.number(amount)} {value}")
        for place, amount in zip(places["place"], places[value], strict=True)
    }
    first = ", ".join(
        f"{place} {words.number(number)}" for place, number in zip(inside["place"].head(12), inside[value])
    )
    return Figure(
        _draw(places, inside, window, value, labelled, (links, tips), WIDTHS["wide"]),
        narrow=_draw(places, inside, window, value, max(8, labelled // 3), (links, tips), WIDTHS["narrow"]),
        wide=True,
        id=id,
        title=title,
        subtitle=f"{subtitle}. {outside_sentence(places, inside, value)}",
        source=source,
        n=n,
        alt=f"Map of {words.count(len(inside), 'place')} with bubbles by {value}: {first}.",
        data=places[["place", "kind", "country", "admin1", "lat", "lon", "mentions", "articles"]],
    )


def choose_window(places: pd.DataFrame, value: str) -> Window:
    """The window that holds most mentions of points (of everything where there are few points), with a margin.

    At each side a small share of the weight may fall outside, so that one far place does not make the map a world map;
    nothing falls outside where the places lie close.
    """
    points = places[places["kind"].isin(POINTS)]
    chosen = points if len(points) >= 3 else places
    south, north, west, east = _extent(chosen, value, _TRIM)
    less = _extent(chosen, value, _TRIM_MORE)
    if (less[1] - less[0]) * (less[3] - less[2]) < _FAR_SMALLER * (north - south) * (east - west):
        south, north, west, east = less
    tall, broad = max(north - south, _LEAST_DEGREES), max(east - west, _LEAST_DEGREES * 1.6)
    south, north = (south + north - tall * (1 + 2 * _MARGIN)) / 2, (south + north + tall * (1 + 2 * _MARGIN)) / 2
    west, east = (west + east - broad * (1 + 2 * _MARGIN)) / 2, (west + east + broad * (1 + 2 * _MARGIN)) / 2
    if east - west > 200 or north - south > 110:
        return _WORLD
    return Window(max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0))


def _extent(places: pd.DataFrame, value: str, trim: float) -> tuple[float, float, float, float]:
    """South, north, west and east of the places without the share `trim` of the weight at each side."""
    weights = places[value].to_numpy(float)
    return *_middle(places["lat"].to_numpy(float), weights, trim), *_middle(
        places["lon"].to_numpy(float), weights, trim
    )


def _middle(values: np.ndarray, weights: np.ndarray, trim: float) -> tuple[float, float]:
    """The range of the values without the outermost `trim` of the weight at each end."""
    order = np.argsort(values, kind="stable")
    reach = np.cumsum(weights[order]) / weights.sum()
    low = values[order][np.searchsorted(reach, trim)]
    high = values[order][min(np.searchsorted(reach, 1 - trim), len(values) - 1)]
    return float(low), float(high)


def outside_sentence(places: pd.DataFrame, inside: pd.DataFrame, value: str) -> str:
    """How many places lie outside the window, the first of them named."""
    outside = places[~places["place_id"].isin(inside["place_id"])]
    if outside.empty:
        return "All places lie on the map"
    names = words.listing(outside["place"].head(3).tolist())
    verb = "lies" if len(outside) == 1 else "lie"
    return (
        f"{words.count(len(outside), 'place')} {verb} outside the map{', such as' if len(outside) > 3 else ':'} {names}"
    )


def _draw(
    places: pd.DataFrame, inside: pd.DataFrame, window: Window, value: str, labelled: int, urls: Urls, width: float
) -> Plot:
    squeeze = math.cos(math.radians((window.south + window.north) / 2))
    ratio = (window.north - window.south) / ((window.east - window.west) * squeeze)
    height = min(max(width * ratio, width * 0.4), width * 1.15)
    window = fit(window, width / height, squeeze)
    plot, axes = new_figure(width, height)
    axes.set_position((0, 0, 1, 1))
    radii = bubble_radii(inside[value].to_numpy(float), 7 + width / 55)
    ground(axes, window, width)
    x, y = bubbles(axes, inside, window, radii, [urls[1][place] for place in inside["place"]], (width, height))
    taken = []
    if places[value].sum() - inside[value].sum() > _INSET_FROM * places[value].sum() and width > _INSET_WIDTH:
        taken.append(_inset(plot, places, window, value, urls, (width, height), (x, y, inside[value].to_numpy(float))))
    label(axes, inside["place"].tolist(), x, y, radii, labelled, urls, width, height, taken)
    return plot


def ground(axes: Axes, window: Window, width: float, *, pixels: float = 1.2, coasts: bool = True) -> None:
    """Land, borders and coasts of a window that is `width` pixels wide, in steps of so many `pixels`: an outline each,
    however many lines it has, as every outline costs a page its colours."""
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    axes.axis("off")
    tolerance = pixels * (window.east - window.west) / width
    land, borders = basemap.land(window, tolerance), basemap.lines("border", window, tolerance)
    shores = basemap.lines("land", window, tolerance) if coasts else []
    for lines, style in (
        ([*map(_closed, land)], {"facecolor": FAINT, "edgecolor": "none", "zorder": 1}),
        (borders, {"fill": False, "edgecolor": GRID, "linewidth": 1, "zorder": 2}),
        (shores, {"fill": False, "edgecolor": GREY, "linewidth": 0.5, "zorder": 2}),
    ):
        if lines:
            axes.add_patch(PathPatch(Path.make_compound_path(*map(Path, lines)), **style))


def _closed(ring: np.ndarray) -> np.ndarray:
    return np.vstack([ring, ring[:1]])


def bubbles(
    axes: Axes, places: pd.DataFrame, window: Window, radii: np.ndarray, tips: Sequence[str], size: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Bubbles on the ground of axes of a size in pixels, points filled and areas as rings; where they stand, in pixels.
    `tips`: what `svg.mark` gives for each place."""
    points = places["kind"].isin(POINTS).to_numpy()
    urls = np.array(tips, dtype=object)
    for kind, face, edge in ((~points, "none", TWO), (points, ONE, PAPER)):
        axes.scatter(
            places["lon"][kind],
            places["lat"][kind],
            s=(2 * radii[kind]) ** 2,
            facecolors=face,
            edgecolors=edge,
            linewidths=1.2,
            alpha=0.75,
            zorder=3,
            urls=urls[kind].tolist(),
        )
    x = (places["lon"].to_numpy(float) - window.west) / (window.east - window.west) * size[0]
    y = (places["lat"].to_numpy(float) - window.south) / (window.north - window.south) * size[1]
    return x, y


def _inset(
    plot: Plot, places: pd.DataFrame, window: Window, value: str, urls: Urls, size: tuple[float, float], standing: tuple
) -> _Box:
    """The world in the emptiest corner, with the map's window and the leading places outside it. `standing`: x, y and
    values of those on the map."""
    x, y, values = standing
    width = size[0] * _INSET_SHARE
    height = width * (_WORLD.north - _WORLD.south) / (_WORLD.east - _WORLD.west) * 1.25
    corners = [(left, low) for left in (0.0, size[0] - width) for low in (0.0, size[1] - height)]
    weights = [
        values[(x > a - 8) & (x < a + width + 8) & (y > b - 8) & (y < b + height + 8)].sum() for a, b in corners
    ]
    left, low = corners[int(np.argmin(weights))]
    axes = plot.add_axes((left / size[0], low / size[1], width / size[0], height / size[1]), zorder=6)
    axes.add_patch(Rectangle((0, 0), 1, 1, transform=axes.transAxes, facecolor=PAPER, edgecolor=GREY, zorder=0))
    far = places[[not window.holds(*point) for point in zip(places["lat"], places["lon"], strict=True)]]
    far = far.head(_INSET_PLACES)
    radii = bubble_radii(far[value].to_numpy(float), 9)
    ground(axes, _WORLD, width)
    there = bubbles(axes, far, _WORLD, radii, [urls[1][place] for place in far["place"]], (width, height))
    broad, tall = window.east - window.west, window.north - window.south
    axes.add_patch(Rectangle((window.west, window.south), broad, tall, fill=False, edgecolor=INK, zorder=4))
    label(axes, far["place"].tolist(), *there, radii, _INSET_LABELS, urls, width, height, [])
    return _Box(left, low, width, height)


def fit(window: Window, shape: float, squeeze: float) -> Window:
    """The window widened so that it fills a picture of that shape (width by height)."""
    broad, tall = (window.east - window.west) * squeeze, window.north - window.south
    if broad / tall < shape:
        more = (tall * shape / squeeze - (window.east - window.west)) / 2
        return Window(window.west - more, window.south, window.east + more, window.north)
    more = (broad / shape - tall) / 2
    return Window(window.west, window.south - more, window.east, window.north + more)


def bubble_radii(values: np.ndarray, largest: float) -> np.ndarray:
    """Radii in pixels, areas as the values."""
    if len(values) == 0:
        return values
    return np.maximum(_SMALLEST * min(1.0, largest / 14), largest * np.sqrt(values / values.max()))


def label(
    axes: Axes,
    names: Sequence[str],
    x: np.ndarray,
    y: np.ndarray,
    radii: np.ndarray,
    most: int,
    urls: Urls,
    width: float,
    height: float,
    taken: list[_Box],
) -> None:
    """Names beside their bubbles, the largest first, each at the first free spot; else it is left out. `taken`: what
    lies on the map besides."""
    circles = [_Box(a - r * 0.8, b - r * 0.8, r * 1.6, r * 1.6) for a, b, r in zip(x, y, radii)]
    for number, name in enumerate(names[:most]):
        text = shorten(escape.visible(name), 150, SMALL)
        wide = text_width(text, SMALL) + 4
        r = radii[number]
        spots = (
            (r + 3, -_LINE / 2),
            (-r - 3 - wide, -_LINE / 2),
            (-wide / 2, r + 2),
            (-wide / 2, -r - 2 - _LINE),
            (r * 0.7 + 2, r * 0.7),
            (r * 0.7 + 2, -r * 0.7 - _LINE),
            (-r * 0.7 - 2 - wide, r * 0.7),
            (-r * 0.7 - 2 - wide, -r * 0.7 - _LINE),
        )
        for dx, dy in spots:
            left = x[number] + dx
            if dy != -_LINE / 2:  # above or below, it may be shifted into the map
                left = min(max(left, 2), width - 2 - wide)
            box = _Box(left, y[number] + dy, wide, _LINE)
            others = (bubble for other, bubble in enumerate(circles) if other != number)
            if box.x < 2 or box.y < 2 or box.x + box.width > width - 2 or box.y + box.height > height - 2:
                continue
            if any(box.hits(other) for other in taken) or any(box.hits(other) for other in others):
                continue
            taken.append(box)
            axes.annotate(
                text,
                (box.x + 2, box.y + _LINE / 2),
                xycoords="axes pixels",
                va="center_baseline",
                ha="left",
                fontsize=SMALL,
                color=INK if number < 8 else SOFT,
                zorder=5,
                url=urls[0].get(name),
            )
            break
