"""Words and pairs of words that tell a page's furniture from its story: "subscribe", "cookies", "he said".

Each is known by a hash and has a weight, its log-odds to stand in a story rather than around one, counted over the
pages that the model was trained on (`benchmarks/train_cleaner.py`). Short lines and paragraphs have weights of their
own: what is a menu entry in the one may be a plain word in the other.
Refuses: nothing. A word that is not known has no weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.corpus.features import Page

#: A block of fewer words is a short line.
SHORT = 10
#: Means are taken over so many blocks to both sides, and to one side; of so many known words at least.
_REACHES, _ASIDE, _FEW = (2, 6, 15), 6, 3
_MIX, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(7)
#: Of a hash so many bits are kept.
_BITS = np.uint64(40)
#: Features that `Lexicon.features` gives.
N_FEATURES = 10


@dataclass(frozen=True)
class Lexicon:
    """`keys`: the hashes, sorted; `weights`: log-odds of each, as long."""

    keys: np.ndarray
    weights: np.ndarray

    def features(self, page: Page) -> np.ndarray:
        """What the words of each block and of the blocks around it weigh, (N_FEATURES, blocks), float32."""
        n = len(page.n)
        block, key = terms(page)
        total = np.bincount(block, minlength=n)
        at = np.searchsorted(self.keys, key)
        there = np.flatnonzero(np.append(self.keys, np.uint64(0))[at] == key)
        there = there[np.argsort(block[there], kind="stable")]
        block, weight = block[there], self.weights[at[there]]
        known, summed = np.bincount(block, minlength=n), np.bincount(block, weight, n)
        low, high = np.zeros(n), np.zeros(n)
        if len(there):
            first = np.flatnonzero(np.diff(block, prepend=-1))
            low[block[first]] = np.minimum(np.minimum.reduceat(weight, first), 0)
            high[block[first]] = np.maximum(np.maximum.reduceat(weight, first), 0)
        index = np.arange(n)
        until = [(np.maximum(index - reach, 0), np.minimum(index + reach + 1, n)) for reach in _REACHES]
        until += [(np.maximum(index - _ASIDE, 0), index), (index + 1, np.minimum(index + _ASIDE + 1, n))]
        sums, counts = (np.concatenate([[0], np.cumsum(values)]) for values in (summed, known))
        around = [(sums[last] - sums[first]) / np.maximum(counts[last] - counts[first], _FEW) for first, last in until]
        own = [summed / np.maximum(known, _FEW), summed, low, high, known / np.maximum(total, 1)]
        return np.array([*own, *around], dtype=np.float32)


def terms(page: Page) -> tuple[np.ndarray, np.ndarray]:
    """The words and the pairs of words of a page: the block of each, and its key."""
    block, word = page.words.block_of, page.words.hashes
    together = block[1:] == block[:-1]
    pairs = ((word[:-1] * _MIX) ^ (word[1:] >> _SHIFT))[together]
    block = np.concatenate([block, block[:-1][together]])
    key = np.concatenate([word, pairs]) >> (np.uint64(64) - _BITS)
    return block, key << np.uint64(1) | (page.n < SHORT)[block].astype(np.uint64)
