"""Association: how strongly two words keep together, from how often they meet and how often each is used.

The measures are NLTK's (nltk.metrics.association), written for arrays: n_ii pairs, n_ix and n_xi uses of the first and
of the second word, n_xx tokens. `pairs` counts what NLTK's BigramCollocationFinder counts, in one sort.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_SMALL = 1e-20


class Pairs(NamedTuple):
    """Ordered pairs of words that meet within a window: codes of both and how often, sorted by codes: (pairs,). `uses`:
    of each code, (vocabulary,); `tokens`: how many in all; `window`: words that a pair may span."""

    first: np.ndarray
    second: np.ndarray
    n: np.ndarray
    uses: np.ndarray
    tokens: int
    window: int

    def measures(self) -> dict[str, np.ndarray]:
        """g2, pmi, t and log_dice of each pair. Counts in a window of w words are divided by w - 1, as NLTK does."""
        n = self.n if self.window == 2 else self.n / (self.window - 1)
        one, other = self.uses[self.first], self.uses[self.second]
        return {
            "g2": likelihood_ratio(n, one, other, self.tokens),
            "pmi": pmi(n, one, other, self.tokens),
            "t": student_t(n, one, other, self.tokens),
            "log_dice": log_dice(n, one, other),
        }


def pairs(codes: np.ndarray, starts: np.ndarray, *, window: int = 2, size: int | None = None) -> Pairs:
    """Pairs of words at most window - 1 apart within each text. `codes`: the words of all texts one after another,
    int, below 0 for what is no word (nothing pairs with it, though it takes its place); `starts`: (texts + 1,)."""
    size = int(codes.max(initial=-1)) + 1 if size is None else size
    uses = np.bincount(codes[codes >= 0], minlength=size)
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    keys = []
    for step in range(1, window):
        one, other = codes[:-step], codes[step:]
        meet = (text[:-step] == text[step:]) & (one >= 0) & (other >= 0)
        keys.append(one[meet].astype(np.int64) * size + other[meet])
    key = np.sort(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
    first = np.flatnonzero(np.diff(key, prepend=-1))
    found = key[first]
    return Pairs(
        found // max(size, 1), found % max(size, 1), np.diff(first, append=len(key)), uses, int(uses.sum()), window
    )


def likelihood_ratio(n_ii: np.ndarray, n_ix: np.ndarray, n_xi: np.ndarray, n_xx: float) -> np.ndarray:
    """Log-likelihood ratio G2 of the 2 x 2 table (Dunning 1993): 2 Σ observed ln(observed / expected)."""
    n_ii = np.asarray(n_ii, float)
    n_io, n_oi = n_ix - n_ii, n_xi - n_ii
    n_oo = n_xx - n_ii - n_io - n_oi
    total = np.zeros_like(n_ii)
    for seen, row, column in (
        (n_ii, n_ix, n_xi), (n_io, n_ix, n_xx - n_xi), (n_oi, n_xx - n_ix, n_xi), (n_oo, n_xx - n_ix, n_xx - n_xi),
    ):
        expected = row * (column / n_xx)
        total += seen * np.log(np.where(seen > 0, seen, 1.0) / np.where(seen > 0, expected + _SMALL, 1.0))
    return 2 * total


def pmi(n_ii: np.ndarray, n_ix: np.ndarray, n_xi: np.ndarray, n_xx: float) -> np.ndarray:
    """Pointwise mutual information in bits (Church and Hanks 1990): log2(n_ii n_xx / (n_ix n_xi))."""
    return np.log2(np.asarray(n_ii, float) / n_ix * n_xx / n_xi)


def student_t(n_ii: np.ndarray, n_ix: np.ndarray, n_xi: np.ndarray, n_xx: float) -> np.ndarray:
    """t score (Church and others 1991; Manning and Schütze 1999, 5.3): (n_ii - n_ix n_xi / n_xx) / √n_ii."""
    return (n_ii - n_ix * (n_xi / n_xx)) / np.sqrt(n_ii + _SMALL)


def log_dice(n_ii: np.ndarray, n_ix: np.ndarray, n_xi: np.ndarray) -> np.ndarray:
    """logDice (Rychlý 2008): 14 + log2(2 n_ii / (n_ix + n_xi)); at most 14, and the same in corpora of any size."""
    return 14 + np.log2(2 * np.asarray(n_ii, float) / (n_ix + n_xi))
