"""Which things belong together: an arc for each pair, the names in one column where they can all be read."""

from __future__ import annotations

from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Plot
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.report.charts.base import About, build, canvas, label, need
from helpers.report.figure import Figure
from helpers.report.style import INK, ONE, SIZE, TWO, text_width
from helpers.report.words import Sentence

_ROW = 25
_THIN, _THICK = 1.2, 6.0


def network(
    frame: pd.DataFrame, *, a: str, b: str, value: str, links: tuple[str, str] | None = None, **about: Unpack[About]
) -> Figure | Sentence:
    """An arc for each row from `a` to `b`, as thick as `value` is large; what is linked stands close together, and
    groups without a link between them take turns in colour. `links`: columns with the addresses of `a` and of `b`."""
    need(frame, a, b, value, *(links or ()))
    rows = frame.dropna(subset=[a, b, value]).reset_index(drop=True)

    def draw(width: float) -> Plot:
        return _arcs(rows, a, b, value, links, width)

    return build(rows, draw, {"data": frame.drop(columns=list(links or ())), **about})


def _arcs(rows: pd.DataFrame, a: str, b: str, value: str, links: tuple[str, str] | None, width: float) -> Plot:
    order, group = _in_order(rows, a, b, value)
    names = [label(name, width * 0.5) for name in order]
    left = 10 + max(text_width(name) for name in names)
    plot, axes = canvas(width, _ROW * len(order) + 8, left=left, right=8, top=4, bottom=4)
    room = width - left - 8
    axes.set_xlim(0, room)
    axes.set_ylim((len(order) - 0.5) * _ROW, -0.5 * _ROW)
    axes.axis("off")
    place = {name: number for number, name in enumerate(order)}
    targets: dict[str, str] = {}
    if links:
        targets = dict(zip(rows[a], rows[links[0]])) | dict(zip(rows[b], rows[links[1]]))
    most = float(rows[value].max()) or 1.0
    longest = max(abs(place[x] - place[y]) for x, y in zip(rows[a], rows[b])) or 1
    for one, other, amount in zip(rows[a], rows[b], rows[value].astype(float)):
        top, foot = sorted((place[one] * _ROW, place[other] * _ROW))
        reach = room * 1.3 * (0.12 + 0.88 * (foot - top) / (longest * _ROW)) * 0.97
        path = Path([(6, top), (reach, top), (reach, foot), (6, foot)], [Path.MOVETO, *[Path.CURVE4] * 3])
        thick = _THIN + (_THICK - _THIN) * max(amount, 0) / most
        colour = (ONE, TWO)[group[one] % 2]
        axes.add_patch(PathPatch(path, fill=False, edgecolor=colour, linewidth=thick, alpha=0.6, capstyle="round"))
    for name, shown in zip(order, names):
        axes.plot([2], [place[name] * _ROW], "o", color=(ONE, TWO)[group[name] % 2], markersize=6)
        text = axes.text(-8, place[name] * _ROW, shown, ha="right", va="center_baseline", color=INK, fontsize=SIZE)
        if targets.get(name):
            text.set_url(str(targets[name]))
    return plot


def _in_order(rows: pd.DataFrame, a: str, b: str, value: str) -> tuple[list[str], dict[str, int]]:
    """The names with the linked ones close together, and the number of the group of each; the largest group first.

    Within a group the order is that of the Fiedler vector, which keeps the sum of weighted squared distances small
    (Fiedler 1973; Juvan and Mohar 1992)."""
    names = list(dict.fromkeys([*rows[a], *rows[b]]))
    number = {name: at for at, name in enumerate(names)}
    weight = np.zeros((len(names), len(names)))
    for one, other, amount in zip(rows[a], rows[b], rows[value].astype(float)):
        weight[number[one], number[other]] = weight[number[other], number[one]] = max(amount, 1e-9)
    order: list[str] = []
    group: dict[str, int] = {}
    for at, members in enumerate(_groups(weight)):
        inside = weight[np.ix_(members, members)]
        laplacian = np.diag(inside.sum(1)) - inside
        _, vectors = np.linalg.eigh(laplacian)
        line = np.round(vectors[:, 1], 9) if len(members) > 2 else np.arange(len(members))
        line = line if line[np.argmax(np.abs(line))] <= 0 else -line
        chosen = [names[members[k]] for k in np.argsort(line, kind="stable")]
        order += chosen
        group |= dict.fromkeys(chosen, at)
    return order, group


def _groups(weight: np.ndarray) -> list[list[int]]:
    """The members of each connected group, the largest first."""
    left, groups = set(range(len(weight))), []
    while left:
        reached, edge = set(), {min(left)}
        while edge:
            reached |= edge
            edge = {int(other) for one in edge for other in np.flatnonzero(weight[one])} - reached
        left -= reached
        groups.append(sorted(reached))
    return sorted(groups, key=lambda members: (-len(members), members))
