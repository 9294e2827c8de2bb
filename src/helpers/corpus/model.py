"""A small trained model: how likely a block is of the story, from its own traits and those of the blocks around it.

Boosted symmetric trees, trained by benchmarks/train_cleaner.py on the development half of the WCXB article pages (CC BY
4.0, gold by M. Murrough-Foley); the weights hold thresholds and leaf values, no text. Evaluated with numpy alone.
Refuses: weights made for another set of features.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.corpus.blocks import Block
from helpers.corpus.features import Traits
from helpers.errors import StoreError

WEIGHTS = Path(__file__).with_name("cleaner.json")
HINTS = (
    "rule", "widget", "time-ago", "contributed", "comment-head", "after-head", "copyright", "credit", "caption", "cut",
    "promo", "byline", "date", "bio", "address",
)  # fmt: skip
#: Distances in blocks are cut off here.
FAR = 60
#: Of a block's own features: these are counts, and enter as log(1 + count).
_LOGS = [0, 9, 10]
_FLAGGED = ("caption", "credit", "cut", "promo", "bio", "date", "byline")
_HINT_FLAGS = {
    hint: (float(number), *(float(hint == name) for name in _FLAGGED)) for number, hint in enumerate(("", *HINTS))
}
_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True)
class Model:
    """`feature`, `threshold`: (trees, depth); `leaf`: (trees, 2**depth); log-odds = `base` + the sum of leaves."""

    feature: np.ndarray
    threshold: np.ndarray
    leaf: np.ndarray
    base: float

    def log_odds(self, matrix: np.ndarray) -> np.ndarray:
        """Log-odds of each row (a block) to be of the story; `matrix` as made by `matrix`."""
        trees, depth = self.feature.shape
        bits = matrix[:, self.feature] > self.threshold
        index = bits @ (1 << np.arange(depth))
        return self.base + self.leaf[np.arange(trees), index].sum(axis=1)


@lru_cache(maxsize=1)
def load(path: Path = WEIGHTS) -> Model:
    """The trained model of this release."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["features"] != N_FEATURES:
        raise StoreError("the cleaner's weights do not fit its features", where=path.name,
                         do="Run benchmarks/train_cleaner.py.")
    return Model(
        np.array(data["feature"], dtype=np.int32), np.array(data["threshold"], dtype=np.float32),
        np.array(data["leaf"], dtype=np.float32), float(data["base"]),
    )  # fmt: skip


def matrix(blocks: Sequence[Block], traits: Sequence[Traits], run: tuple[int, int]) -> np.ndarray:
    """The features of a page's blocks, shape (blocks, N_FEATURES), float32. `run`: the story by rules alone."""
    n = len(blocks)
    rows = [_own(block, one) for block, one in zip(blocks, traits, strict=True)]
    own = np.array(rows, dtype=np.float32).reshape(n, _N_OWN)
    own[:, _LOGS] = np.log1p(own[:, _LOGS])
    near = own[:, :_N_NEAR]
    padded = np.zeros((n + 6, _N_NEAR), dtype=np.float32)
    padded[3 : 3 + n] = near
    around = [padded[3 + step : 3 + step + n] for step in _AROUND]
    return np.hstack([own, *around, _places(traits, run)])


def _own(block: Block, one: Traits) -> tuple[float, ...]:
    text = block.text
    return (
        one.words, one.stop, one.prose, one.ends, one.capitals, block.marker == "list", one.hint != "",
        block.marker == "heading", one.digits, one.sentences, one.repeats, block.gap, min(block.pieces, 5),
        text[0].islower(), "“" in text or '"' in text, "?" in text, text[-1] == ":", "," in text, "|" in text,
        one.title, text.isupper(), len(text) / max(1, one.words), *_HINT_FLAGS[one.hint],
    )  # fmt: skip


def _places(traits: Sequence[Traits], run: tuple[int, int]) -> np.ndarray:
    """Where each block stands: in the page, to the run that rules found, to headings that end stories, among prose."""
    n = len(traits)
    first, last = run
    index = np.arange(n, dtype=np.float32)
    prose = np.array([one.words if one.prose else 0 for one in traits], dtype=np.float32)
    words = np.array([one.words for one in traits], dtype=np.float32)
    listed = np.array([one.words < 6 for one in traits], dtype=np.float32)
    before = np.concatenate([[0.0], np.cumsum(prose)])
    total = max(1.0, float(before[-1]))
    heads = _since(index, [n for n, one in enumerate(traits) if one.hint in ("after-head", "comment-head")])
    comments = _since(index, [n for n, one in enumerate(traits) if one.hint == "comment-head"])
    times = _since(index, [n for n, one in enumerate(traits) if one.hint in ("date", "byline")])
    inside = (index >= first) & (index < last)
    run_prose = float(prose[first:last].sum())
    return np.stack(
        [
            index / max(1, n), inside.astype(np.float32), np.clip(index - first, -FAR, FAR),
            np.clip(last - 1 - index, -FAR, FAR), before[:-1] / total, np.full(n, np.log1p(total)),
            np.full(n, run_prose / total), np.full(n, np.log1p(n)), heads, comments, times,
            _window(prose, 3), _window(prose, 10), _window(listed, 4), _window(words, 5), np.log1p(before[:-1]),
            np.log1p(total - before[1:]),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def _since(index: np.ndarray, marks: list[int]) -> np.ndarray:
    """Blocks since the last mark at or before each block, at most FAR."""
    if not marks:
        return np.full(len(index), float(FAR), dtype=np.float32)
    at = np.searchsorted(np.array(marks), index, side="right") - 1
    since = index - np.array(marks, dtype=np.float32)[np.maximum(at, 0)]
    return np.where(at < 0, FAR, np.minimum(since, FAR)).astype(np.float32)


def _window(values: np.ndarray, reach: int) -> np.ndarray:
    """Sum of values over each block and `reach` blocks to both sides."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    return total[np.minimum(index + reach + 1, len(values))] - total[np.maximum(index - reach, 0)]


_N_OWN, _N_NEAR, _N_PLACES = 30, 8, 17
N_FEATURES = _N_OWN + _N_NEAR * len(_AROUND) + _N_PLACES
