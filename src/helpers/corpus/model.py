"""A small trained model: how likely a block is of the story, from its own traits and those of the blocks around it.

Boosted symmetric trees and neural networks over the numbers of `matrix` and `lexicon`, which err differently, so that
their mean is better than either. Trained by benchmarks/train_cleaner.py on the development half of the WCXB article
pages (CC BY 4.0, gold by M. Murrough-Foley); the file holds thresholds, weights and hashed words, no text. Evaluated
with numpy alone.
Refuses: weights made for another set of features.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.corpus import lexicon, matrix, net
from helpers.corpus.features import Page
from helpers.corpus.lexicon import Lexicon
from helpers.corpus.net import Nets
from helpers.errors import StoreError

#: So many blocks are judged at once, so that memory stays bounded: a longer page in parts.
AT_ONCE = 1 << 12
#: What the networks count; the trees count the rest. (On held-out pages two thirds are no better, and surer of errors.)
OF_NETS = 0.5
WEIGHTS = Path(__file__).with_name("cleaner.npz")
#: Leaves and the weights of words are kept as whole numbers of these.
LEAF_STEP, WORD_STEP = 1e-4, 1e-2


@dataclass(frozen=True)
class Trees:
    """`feature`, `threshold`: (trees, depth); `leaf`: (trees, 2**depth); log-odds = `base` + the sum of leaves."""

    feature: np.ndarray
    threshold: np.ndarray
    leaf: np.ndarray
    base: float

    def log_odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of each block to be of the story; `x`: (features, blocks)."""
        trees, depth = self.feature.shape
        index = np.zeros((trees, x.shape[1]), dtype=np.uint8)
        for level in reversed(range(depth)):
            index <<= 1
            index |= (x[self.feature[:, level]] > self.threshold[:, level, None]).view(np.uint8)
        first = np.arange(trees)[:, None] << depth
        return self.base + np.take(self.leaf.ravel(), index + first).sum(axis=0)


@dataclass(frozen=True)
class Model:
    """`words`: what the words of a page weigh."""

    trees: Trees
    nets: Nets
    words: Lexicon

    def features(self, page: Page, run: tuple[int, int]) -> np.ndarray:
        """All that the model may ask about a page, (features, blocks). `run`: the story by rules alone."""
        return np.concatenate([matrix.matrix(page, run), self.words.features(page)])

    def log_odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of each block to be of the story; `x`: its features."""
        parts = [x[:, n : n + AT_ONCE] for n in range(0, x.shape[1], AT_ONCE)]
        odds = [(1 - OF_NETS) * self.trees.log_odds(part) + OF_NETS * self.nets.log_odds(part) for part in parts]
        # Rounded, so that the order in which a processor sums does not show.
        return np.round(np.concatenate([np.zeros(0), *odds]), 3)


def save(model: Model, path: Path = WEIGHTS) -> None:
    """Writes a model in less space: networks in half precision, the rest as whole numbers."""
    trees, words = model.trees, model.words
    arrays = {
        "features": np.array(matrix.N_FEATURES + lexicon.N_FEATURES),
        "tree_feature": trees.feature.astype(np.uint8),
        "tree_threshold": trees.threshold.astype(np.float32),
        "tree_leaf": _whole(trees.leaf, LEAF_STEP),
        "tree_base": np.array(trees.base),
        "word_gap": np.diff(words.keys, prepend=np.uint64(0)),
        "word_weight": _whole(words.weights, WORD_STEP),
        **{f"net_{name}": getattr(model.nets, name).astype(np.float16) for name in net.NAMES},
    }
    fresh = path.with_suffix(".new.npz")
    np.savez_compressed(fresh, **arrays)
    fresh.replace(path)


def _whole(values: np.ndarray, step: float) -> np.ndarray:
    """Values in steps, as whole numbers of two bytes."""
    steps = np.round(values / step)
    if np.abs(steps).max(initial=0) > np.iinfo(np.int16).max:
        raise OverflowError(f"weights up to {np.abs(values).max()} do not fit steps of {step}")
    return steps.astype(np.int16)


@lru_cache(maxsize=1)
def load(path: Path = WEIGHTS) -> Model:
    """The trained model of this release."""
    with np.load(path, allow_pickle=False) as data:
        if data["features"] != matrix.N_FEATURES + lexicon.N_FEATURES:
            raise StoreError(
                "the cleaner's weights do not fit its features", where=path.name, do="Run benchmarks/train_cleaner.py."
            )
        trees = Trees(
            data["tree_feature"].astype(np.int32), data["tree_threshold"],
            data["tree_leaf"] * np.float32(LEAF_STEP), float(data["tree_base"]),
        )  # fmt: skip
        keys = np.cumsum(data["word_gap"], dtype=np.uint64)
        words = Lexicon(keys, data["word_weight"] * np.float32(WORD_STEP))
        return Model(trees, Nets(**{name: data[f"net_{name}"].astype(np.float32) for name in net.NAMES}), words)
