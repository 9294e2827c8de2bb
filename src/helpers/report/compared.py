"""Compared: rows to open, each with two columns of text side by side (one below the other on a phone).

Every text is escaped. Refuses: columns that the frame does not have.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.errors import ParameterError
from helpers.report import escape
from helpers.report.show import Shown


class Compared(Shown):
    """`heading`, `note`: columns with the name of a row and a remark on it; `sides`: two columns -> their titles. Their
    cells are texts, or lists of (label, text). The first `opened` rows stand open."""

    def __init__(
        self, frame: pd.DataFrame, *, id: str, caption: str, heading: str, note: str, sides: dict[str, str],
        opened: int = 1,
    ) -> None:  # fmt: skip
        unknown = [name for name in (heading, note, *sides) if name not in frame.columns]
        if unknown:
            known = ", ".join(str(name) for name in frame.columns)
            raise ParameterError("no such column to compare", where=", ".join(unknown), do=f"There are: {known}.")
        if not escape.is_id(id):
            raise ParameterError("not an id", where=repr(id), do="Use letters, digits and hyphens, a letter first.")
        self.frame, self.id, self.caption, self.opened = frame, id, caption, opened
        self.heading, self.note, self.sides = heading, note, sides

    def html(self) -> str:
        rows = "".join(self._row(number, row) for number, row in enumerate(self.frame.to_dict("records")))
        return (
            f'<section class="dl-table" id="{self.id}" aria-label="{escape.attribute(self.caption)}">'
            f'<p class="dl-title">{escape.text(self.caption)}</p>{rows or "<p class=dl-none>No rows.</p>"}</section>'
        )

    def _row(self, number: int, row: dict) -> str:
        sides = "".join(
            f'<div><p class="dl-note">{escape.text(title)}</p>{_side(row[name])}</div>'
            for name, title in self.sides.items()
        )
        return (
            f'<details class="dl-proof"{" open" if number < self.opened else ""}><summary>'
            f'<span dir="auto">{escape.text(row[self.heading])}</span>'
            f' <span class="dl-count">{_unbroken(row[self.note])}</span></summary>'
            f'<div class="dl-pair">{sides}</div></details>'
        )

    def plain(self) -> str:
        lines = (f"{row[self.heading]} ({row[self.note]})" for row in self.frame.to_dict("records"))
        return escape.visible("\n".join([self.caption, *lines]))


def _side(cell: str | Sequence[tuple[str, str]]) -> str:
    if isinstance(cell, str):
        return f'<p dir="auto">{escape.text(cell)}</p>'
    return "".join(
        f'<p dir="auto"><span class="dl-count">{escape.text(label)}</span> {escape.text(text)}</p>'
        for label, text in cell
    )


def _unbroken(text: str) -> str:
    """A remark that stays on one line."""
    return escape.text(text).replace(" ", "\N{NO-BREAK SPACE}")
