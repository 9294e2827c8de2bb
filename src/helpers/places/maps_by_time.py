"""The same places on a small map for each part of the period, so that one sees where the story moves.

The parts are the time steps, neighbouring ones joined where they are many; all maps have one window and one scale:
the share of the part's articles that name the place. Refuses: a period of one step.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Plot

from helpers.places.basemap import Window
from helpers.places.map import bubble_radii, bubbles, choose_window, fit, ground, label
from helpers.report import Figure, Sentence, words
from helpers.report.style import INK, SIZE, SMALL, SOFT, WIDTHS
from helpers.report.svg import mark

MOST_PARTS = 8
_PIXELS = 5.0  # steps of the outlines: the maps are small
_LARGEST, _HEAD, _GAP = 13.0, 34, 14
_LABELLED = 3


def draw_parts(
    parts: pd.DataFrame,
    *,
    links: Mapping[str, str],
    id: str,
    title: str,
    subtitle: str,
    source: str,
    n: int,
    empty: str,
) -> Figure | Sentence:
    """A map for each part (see summary.by_part); `links`: of each place the address that its bubble leads to."""
    if parts["part"].nunique() < 2 or not parts["articles"].any():
        return Sentence(empty)
    in_all = parts.assign(articles=parts.groupby("place_id")["articles"].transform("sum"))
    window = choose_window(in_all.drop_duplicates("place_id"), "articles")
    names = list(dict.fromkeys(parts["part"]))
    first = parts.sort_values(["part_number", "share", "place"], ascending=[True, False, True])
    first = first[first["articles"] > 0].drop_duplicates("part_number")
    told = "; ".join(f"{row.part}: {row.place}, {words.share(row.share)}" for row in first.itertuples())

    def draw(width: float) -> Plot:
        across = min(len(names), 2 if width < 500 else 4)
        down = -(-len(names) // across)
        each = (width - _GAP * (across - 1)) / across
        tall = round(each * 0.72)
        squeeze = np.cos(np.radians((window.south + window.north) / 2))
        shown = fit(window, each / tall, squeeze)
        height = down * (_HEAD + tall + _GAP)
        plot = Plot(figsize=(width / 72, height / 72), dpi=72)
        for number, name in enumerate(names):
            row, column = divmod(number, across)
            low = height - row * (_HEAD + tall + _GAP) - _HEAD - tall
            left = column * (each + _GAP)
            axes = plot.add_axes((left / width, low / height, each / width, tall / height))
            mine = parts[(parts["part"] == name) & (parts["articles"] > 0)]
            _panel(axes, mine, shown, (each, tall), links)
            plot.text(left / width, (low + tall + 20) / height, name, fontsize=SIZE, fontweight="bold", color=INK)
            n_articles = words.count(int(parts.loc[parts["part"] == name, "all_articles"].iloc[0]), "article")
            plot.text(left / width, (low + tall + 6) / height, n_articles, fontsize=SMALL, color=SOFT)
        return plot

    columns = ["part", "place", "articles", "all_articles"]
    return Figure(
        draw(WIDTHS["wide"]),
        narrow=draw(WIDTHS["narrow"]),
        wide=True,
        id=id,
        title=title,
        subtitle=subtitle,
        source=source,
        n=n,
        alt=f"{words.count(len(names), 'small map')}, one a part of the period. Most named: {told}.",
        data=parts[parts["articles"] > 0][columns],
    )


def _panel(
    axes: Axes, places: pd.DataFrame, window: Window, size: tuple[float, float], links: Mapping[str, str]
) -> None:
    """One map: the places inside the window, bubbles by share, the first of them labelled."""
    width, height = size
    ground(axes, window, width, pixels=_PIXELS, coasts=False)
    inside = places[[window.holds(*point) for point in zip(places["lat"], places["lon"], strict=True)]]
    inside = inside.sort_values(["share", "place"], ascending=[False, True])
    radii = bubble_radii(np.append(inside["share"].to_numpy(float), 1.0), _LARGEST)[:-1]
    tips = [
        mark(links.get(row.place, ""), f"{row.place}, {row.part}: {words.share(row.share)} of the articles")
        for row in inside.itertuples()
    ]
    x, y = bubbles(axes, inside, window, radii, tips, size)
    label(axes, inside["place"].tolist(), x, y, radii, _LABELLED, (links, {}), width, height, [])
