"""A small trained model: how likely a block is of the story, from its own traits and those of the blocks around it.

Boosted symmetric trees, trained by benchmarks/train_cleaner.py on the development half of the WCXB article pages (CC BY
4.0, gold by M. Murrough-Foley); the weights hold thresholds and leaf values, no text. Evaluated with numpy alone.
Refuses: weights made for another set of features.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.corpus.matrix import N_FEATURES
from helpers.errors import StoreError

#: So many blocks are judged at once, so that memory stays bounded.
AT_ONCE = 1 << 12
WEIGHTS = Path(__file__).with_name("cleaner.json")


@dataclass(frozen=True)
class Model:
    """`feature`, `threshold`: (trees, depth); `leaf`: (trees, 2**depth); log-odds = `base` + the sum of leaves."""

    feature: np.ndarray
    threshold: np.ndarray
    leaf: np.ndarray
    base: float

    def log_odds(self, matrix: np.ndarray) -> np.ndarray:
        """Log-odds of each block to be of the story; `matrix`: (features, blocks), made by `helpers.corpus.matrix`."""
        pieces = [self._odds(matrix[:, n : n + AT_ONCE]) for n in range(0, matrix.shape[1], AT_ONCE)]
        return self.base + np.concatenate([np.zeros(0, dtype=np.float32), *pieces])

    def _odds(self, matrix: np.ndarray) -> np.ndarray:
        trees, depth = self.feature.shape
        index = np.zeros((trees, matrix.shape[1]), dtype=np.uint8)
        for level in reversed(range(depth)):
            index <<= 1
            index |= (matrix[self.feature[:, level]] > self.threshold[:, level, None]).view(np.uint8)
        first = np.arange(trees)[:, None] << depth
        return np.take(self.leaf.ravel(), index + first).sum(axis=0)


@lru_cache(maxsize=1)
def load(path: Path = WEIGHTS) -> Model:
    """The trained model of this release."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["features"] != N_FEATURES:
        raise StoreError(
            "the cleaner's weights do not fit its features", where=path.name, do="Run benchmarks/train_cleaner.py."
        )
    return Model(
        np.array(data["feature"], dtype=np.int32), np.array(data["threshold"], dtype=np.float32),
        np.array(data["leaf"], dtype=np.float32), float(data["base"]),
    )  # fmt: skip
