"""A small trained model: how likely a block is of the story, from its own traits and those of the blocks around it.

Boosted symmetric trees over the numbers of `matrix` and `lexicon`, trained by benchmarks/train_cleaner.py on the
development half of the WCXB article pages (CC BY 4.0, gold by M. Murrough-Foley); the file holds thresholds, leaf
values and weights of hashed words, no text. Evaluated with numpy alone.
Refuses: weights made for another set of features.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.corpus import lexicon, matrix
from helpers.corpus.features import Page
from helpers.corpus.lexicon import Lexicon
from helpers.errors import StoreError

#: So many blocks are judged at once, so that memory stays bounded.
AT_ONCE = 1 << 12
WEIGHTS = Path(__file__).with_name("cleaner.json")


@dataclass(frozen=True)
class Model:
    """`feature`, `threshold`: (trees, depth); `leaf`: (trees, 2**depth); log-odds = `base` + the sum of leaves;
    `words`: what the words of a page weigh."""

    feature: np.ndarray
    threshold: np.ndarray
    leaf: np.ndarray
    base: float
    words: Lexicon

    def features(self, page: Page, run: tuple[int, int]) -> np.ndarray:
        """All that the trees may ask about a page, (features, blocks). `run`: the story by rules alone."""
        return np.concatenate([matrix.matrix(page, run), self.words.features(page)])

    def log_odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of each block to be of the story; `x`: its features."""
        pieces = [self._odds(x[:, n : n + AT_ONCE]) for n in range(0, x.shape[1], AT_ONCE)]
        return self.base + np.concatenate([np.zeros(0, dtype=np.float32), *pieces])

    def _odds(self, x: np.ndarray) -> np.ndarray:
        trees, depth = self.feature.shape
        index = np.zeros((trees, x.shape[1]), dtype=np.uint8)
        for level in reversed(range(depth)):
            index <<= 1
            index |= (x[self.feature[:, level]] > self.threshold[:, level, None]).view(np.uint8)
        first = np.arange(trees)[:, None] << depth
        return np.take(self.leaf.ravel(), index + first).sum(axis=0)


@lru_cache(maxsize=1)
def load(path: Path = WEIGHTS) -> Model:
    """The trained model of this release."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["features"] != matrix.N_FEATURES + lexicon.N_FEATURES:
        raise StoreError(
            "the cleaner's weights do not fit its features", where=path.name, do="Run benchmarks/train_cleaner.py."
        )
    return Model(
        np.array(data["feature"], dtype=np.int32), np.array(data["threshold"], dtype=np.float32),
        np.array(data["leaf"], dtype=np.float32), float(data["base"]),
        Lexicon(np.array(data["words"], dtype=np.uint64), np.array(data["weights"], dtype=np.float32)),
    )  # fmt: skip
