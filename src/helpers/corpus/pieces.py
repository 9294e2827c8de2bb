"""A table of the whole corpus that is too large to hold: a reduction reads of it columns of all rows, or some rows.

`Held` is such a table in memory; `store.files.Pieces` one in files. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa


class Source(Protocol):
    """A table that is read in pieces."""

    def pieces(self, columns: list[str]) -> Iterator[pa.Table]:
        """These columns of all rows, in order."""

    def take(self, rows: np.ndarray, columns: list[str]) -> pa.Table:
        """These columns of some rows, by number and in that order."""


@dataclass(frozen=True)
class Held:
    """A table in memory."""

    table: pa.Table

    def pieces(self, columns: list[str]) -> Iterator[pa.Table]:
        """These columns."""
        yield self.table.select(columns)

    def take(self, rows: np.ndarray, columns: list[str]) -> pa.Table:
        """These columns of some rows."""
        return self.table.select(columns).take(pa.array(rows, pa.int64()))
