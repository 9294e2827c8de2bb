"""Figure: a picture with all a reader needs to believe it, or it is not made.

The finding as title, measure and period as subtitle, a text alternative with the numbers, source and n, the data as CSV
and as a table. Inline SVG that follows light and dark; above `MOST_MARKS` marks a PNG on a light card.
Refuses: a figure without title, subtitle, alt or source.
"""

from __future__ import annotations

import base64

import pandas as pd
from matplotlib.figure import Figure as Plot

from helpers.errors import ParameterError
from helpers.report import escape, svg, words
from helpers.report.export import csv_link
from helpers.report.show import Shown
from helpers.report.tables import table_body

#: Above this many marks an SVG is larger and slower than a PNG (measured: 5,000 points 545 KB against 78 KB).
MOST_MARKS = 2000
_MOST_ROWS = 100


class Figure(Shown):
    """A picture of a report. `plot`: matplotlib's figure; `narrow`: the same drawn for a phone, if there is one;
    `n`: how many articles or mentions it shows, as a number or as "423 articles"; `data`: what it is drawn from;
    `wide`: it may leave the text column."""

    def __init__(
        self,
        plot: Plot,
        *,
        id: str,
        title: str,
        subtitle: str,
        alt: str,
        source: str,
        n: int | str,
        data: pd.DataFrame,
        narrow: Plot | None = None,
        wide: bool = False,
    ) -> None:
        if not escape.is_id(id):
            raise ParameterError("not an id", where=repr(id), do="Use letters, digits and hyphens, a letter first.")
        for name, value in {"title": title, "subtitle": subtitle, "alt": alt, "source": source}.items():
            if not str(value).strip():
                raise ParameterError("a figure needs its", where=f"{name} ({id})", do="Say it in words.")
        self.id, self.title, self.subtitle, self.alt, self.source, self.n = id, title, subtitle, alt, source, n
        self.data, self.wide = data, wide
        self._pictures = _picture(plot, id, "dl-broad" if narrow else "dl-only")
        if narrow is not None:
            self._pictures += _picture(narrow, f"{id}-s", "dl-narrow")

    def html(self) -> str:
        role = "group" if "<a " in self._pictures else "img"
        return (
            f'<figure class="dl-figure{" dl-leaves" if self.wide else ""}" id="{self.id}"'
            f' aria-labelledby="{self.id}-t">'
            f'<figcaption><p class="dl-title" id="{self.id}-t">{escape.text(self.title)}</p>'
            f'<p class="dl-subtitle">{escape.text(self.subtitle)}</p></figcaption>'
            f'<div class="dl-picture" role="{role}" aria-label="{escape.attribute(self.alt)}">{self._pictures}</div>'
            f'<p class="dl-source">Source: {escape.text(str(self.source).rstrip("."))}. {self._n()} '
            f"{csv_link(self.data, self.id)}</p>{self._table()}</figure>"
        )

    def plain(self) -> str:
        return escape.visible(f"{self.title}\n{self.subtitle}\n{self.alt}\nSource: {self.source}. {self._n()}")

    def _n(self) -> str:
        if isinstance(self.n, str):
            return escape.text(self.n.rstrip(".") + "." if self.n else "")
        return f"n = {words.number(self.n)}."

    def _table(self) -> str:
        if self.data.empty:
            return ""
        shown = self.data.head(_MOST_ROWS)
        more = len(self.data) - len(shown)
        counted = f"{words.number(len(shown))} rows shown; all {words.number(len(self.data))} are in the CSV."
        note = f'<p class="dl-note">{counted}</p>'
        columns = {name: str(name).replace("_", " ") for name in self.data.columns}
        return (
            f'<details class="dl-data"><summary>Data table</summary><div class="dl-scroll" tabindex="0" role="region"'
            f' aria-label="Data: {escape.attribute(self.title)}"><table>{table_body(shown, columns)}</table></div>'
            f"{note if more else ''}</details>"
        )


def _picture(plot: Plot, prefix: str, css_class: str) -> str:
    tree, marks = svg.draw(plot)
    if marks <= MOST_MARKS:
        return svg.to_html(tree, prefix=f"{prefix}-p", css_class=css_class)
    width, height = (round(inches * 72) for inches in plot.get_size_inches())
    data = base64.b64encode(svg.png(plot)).decode()
    return (
        f'<img class="{css_class} dl-raster" alt="" width="{width}" height="{height}"'
        f' src="data:image/png;base64,{data}">'
    )
