"""Bursts: spells in which a term is used in clearly more articles than over the whole period.

Kleinberg, "Bursty and Hierarchical Structure in Streams" (KDD 2002; Data Mining and Knowledge Discovery 7, 2003), the
two-state automaton for batches ("enumerating bursts"), solved for many terms at once.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.keywords.counts import Cells

#: How much more often than usual a burst uses the term, and what entering one costs (Kleinberg's s and gamma).
SCALING, GAMMA = 2.0, 1.0
_BLOCK = 1 << 20
COLUMNS = ["term", "first", "last", "weight"]


def bursts(
    cells: Cells, articles: np.ndarray, *, min_articles: int = 5, scaling: float = SCALING, gamma: float = GAMMA
) -> pd.DataFrame:
    """Bursts of the terms of at least `min_articles` articles: term (number), first and last step, weight.

    In step t, r of d articles use the term. State 0 expects the share p0 = R / D of the whole, state 1 expects
    p1 = min(scaling * p0, 0.9999). A state costs -ln of the binomial probability of r; going from 0 to 1 costs
    gamma * ln(steps), going back is free; the cheapest sequence of states wins, the quieter where two cost the same. A
    burst is a run of state 1; its weight is what it saves against staying in state 0: Σ [cost of 0 - cost of 1].
    `articles`: of each step; steps without articles cost nothing in either state."""
    hits = cells.sums(cells.df)
    chosen = np.flatnonzero((hits >= max(min_articles, 1)) & _may_burst(cells, articles, hits, scaling, gamma))
    found = []
    size = max(_BLOCK // max(len(articles), 1), 1)
    for start in range(0, len(chosen), size):
        block = chosen[start : start + size]
        found.append(_block(cells, articles, hits, block, scaling, gamma))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame({name: [] for name in COLUMNS})


def _may_burst(
    cells: Cells, articles: np.ndarray, hits: np.ndarray, scaling: float, gamma: float
) -> np.ndarray:
    """Whether the steps in which state 1 is cheaper save more, all together, than entering it costs: (terms,). No other
    term can burst, and most are none of these."""
    calm = hits / max(articles.sum(), 1)
    gain_used, gain_unused = _gains(calm, scaling)
    gain = cells.df * cells.spread(gain_used - gain_unused)
    gain += articles[cells.part] * cells.spread(gain_unused)
    saved = cells.sums(np.maximum(gain, 0, out=gain))
    return saved > gamma * np.log(max(len(articles), 1)) * (1 - 1e-9)


def _gains(calm: np.ndarray, scaling: float) -> tuple[np.ndarray, np.ndarray]:
    """What state 1 saves for an article that uses the term and for one that does not. The binomial coefficient is the
    same in both states, so only these differences count."""
    busy = np.minimum(calm * scaling, 0.9999)
    rises = (busy > calm) & (calm > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(rises, np.log(busy / calm), 0.0), np.where(rises, np.log((1 - busy) / (1 - calm)), 0.0)


def _block(
    cells: Cells, articles: np.ndarray, hits: np.ndarray, terms: np.ndarray, scaling: float, gamma: float
) -> pd.DataFrame:
    steps = len(articles)
    own = slice(terms[0], terms[-1] + 1)
    rows = slice(cells.starts[own.start], cells.starts[own.stop])
    number = np.full(own.stop - own.start, -1)
    number[terms - own.start] = np.arange(len(terms))
    mine = np.repeat(number, cells.sizes[own])
    used = np.zeros((steps, len(terms)))
    used[cells.part[rows][mine >= 0], mine[mine >= 0]] = cells.df[rows][mine >= 0]
    gain_used, gain_unused = _gains(hits[terms] / articles.sum(), scaling)
    gain = used * gain_used + (articles[:, None] - used) * gain_unused
    state = _cheapest(gain, gamma * np.log(max(steps, 1)))
    with_burst = np.flatnonzero(state.any(axis=0))
    terms, state = terms[with_burst], np.ascontiguousarray(state[:, with_burst].T)
    edges = np.diff(state.astype(np.int8), axis=1, prepend=0, append=0)
    term_first, first = np.nonzero(edges == 1)
    _, after = np.nonzero(edges == -1)
    saved = np.zeros((steps + 1, len(terms)))
    np.cumsum(gain[:, with_burst], axis=0, out=saved[1:])
    weight = saved[after, term_first] - saved[first, term_first]
    return pd.DataFrame({"term": terms[term_first], "first": first, "last": after - 1, "weight": weight})


def _cheapest(gain: np.ndarray, up: float) -> np.ndarray:
    """Whether the cheapest sequence is in state 1, for each step (axis 0) and term: Viterbi over two states. `gain`:
    what state 1 saves in a step."""
    steps, size = gain.shape
    calm, busy = np.zeros(size), np.full(size, np.inf)
    from_busy, stays = np.zeros(gain.shape, bool), np.zeros(gain.shape, bool)
    for step in range(steps):
        from_busy[step] = busy < calm
        stays[step] = busy <= calm + up
        calm, busy = np.minimum(calm, busy), np.minimum(calm + up, busy) - gain[step]
    state = np.zeros(gain.shape, bool)
    now = busy < calm
    for step in range(steps - 1, -1, -1):
        state[step] = now
        now = np.where(now, stays[step], from_busy[step])
    return state
