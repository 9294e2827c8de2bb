"""Which pairs of texts are near copies: candidates from the bands of their sketches, then how much they really share.

Candidates agree in a band (locality-sensitive hashing: Indyk, Motwani 1998). What they share is then counted, not
estimated; only of texts with more shingles than are kept it is counted on the sample.
Refuses: to compare every pair of a crowd. Where very many texts agree in a band, each is compared with the first of
them and with those just before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from helpers.corpus.signatures import ALL_BANDS, limit, runs

#: In a crowd larger than this, not all pairs are candidates, but each text with the first and the last before it.
CROWD, FIRST, BEFORE = 24, 2, 4
#: Pairs that share less of the smaller text are not looked at further.
LEAST = 0.25
#: Numbers gathered at a time: what a processor's cache holds.
CHUNK = 1 << 18

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Sets:
    """Sets of 32-bit numbers, one a row: set n is `values[starts[n]:starts[n] + sizes[n]]`."""

    values: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray

    def take(self, rows: np.ndarray) -> Sets:
        return Sets(self.values, self.starts[rows], self.sizes[rows])


@dataclass(frozen=True)
class Texts:
    """What is compared of the texts: kept shingles (sorted), beginnings, numbers, and how many shingles each has."""

    shingles: Sets
    leads: Sets
    numbers: Sets
    n_shingles: np.ndarray


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows and, of each: Jaccard similarity; the share of the smaller set that the larger holds; the larger
    share of a beginning that the other text holds; the size of the smaller set; how many numbers both name, and how
    many the text with fewer names."""

    one: np.ndarray
    other: np.ndarray
    jaccard: np.ndarray
    contained: np.ndarray
    lead: np.ndarray
    size: np.ndarray
    shared_numbers: np.ndarray
    numbers: np.ndarray


#: The columns of `signatures` that `texts` reads.
TEXTS = ["shingles", "lead", "numbers", "n_shingles"]


def texts(signatures: pa.Table) -> Texts:
    """What is compared, from the table `signatures`; the numbers themselves are not copied."""
    packed = (sets(signatures[name]) for name in TEXTS[:-1])
    return Texts(*packed, signatures[TEXTS[-1]].to_numpy())


def sets(column: pa.ChunkedArray) -> Sets:
    """A column of packed numbers as sets."""
    array = column.cast(pa.large_binary()).combine_chunks()
    array = array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)
    if not len(array):
        return Sets(np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64))
    _, offsets, data = array.buffers()
    bounds = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1] // 4
    values = np.frombuffer(data, np.uint32, count=int(bounds[-1])) if bounds[-1] else np.zeros(0, np.uint32)
    return Sets(values, bounds[:-1], np.diff(bounds))


def candidates(
    bands: Sets, wanted: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows that agree in a band, the lower row first, sorted. The rows stand in the order that decides who is
    first in a crowd. Rows without bands agree with none. `wanted`: says which of some pairs are looked at at all."""
    rows = np.flatnonzero(bands.sizes == ALL_BANDS)
    n, found = len(bands.sizes), [np.zeros(0, np.int64)]
    for band in range(ALL_BANDS if len(rows) else 0):
        keyed = np.sort(bands.values[bands.starts[rows] + band].astype(np.uint64) << _HALF | rows.astype(np.uint64))
        members = (keyed & _LOW).astype(np.int64)
        same = np.concatenate([[False], keyed[1:] >> _HALF == keyed[:-1] >> _HALF, [False]])
        starts, ends = np.flatnonzero(same[1:] & ~same[:-1]), np.flatnonzero(same[:-1] & ~same[1:]) + 1
        sizes = ends - starts
        pairs = [_crowd(members[starts[at] : ends[at]]) for at in np.flatnonzero(sizes > CROWD)]
        for size in np.flatnonzero(np.bincount(sizes[sizes <= CROWD])):
            group = members[starts[sizes == size][:, None] + np.arange(size)]
            pairs.append(tuple(group[:, places].ravel() for places in np.triu_indices(size, 1)))
        if not pairs:
            continue
        one, other = (np.concatenate(side) for side in zip(*pairs))
        keep = wanted(one, other) if wanted else slice(None)
        found.append(one[keep] * n + other[keep])
    codes = np.sort(np.concatenate(found))
    codes = codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes
    return codes // max(n, 1), codes % max(n, 1)


def _crowd(members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    one = [members[:-back] for back in range(1, BEFORE + 1)]
    one += [np.repeat(members[first], len(members) - first - 1) for first in range(FIRST)]
    other = [members[start:] for start in (*range(1, BEFORE + 1), *range(1, FIRST + 1))]
    return np.concatenate(one), np.concatenate(other)


def compare(one: np.ndarray, other: np.ndarray, of: Texts) -> Pairs:
    """The pairs that share enough to be looked at, and how much they share."""
    largest = limit(of.n_shingles)
    most = np.minimum(largest[one], largest[other])
    shared, a, b = _overlap(one, other, of.shingles, of.shingles, most)
    smaller = np.minimum(a, b)
    contained = shared / np.maximum(smaller, 1)
    near = contained >= LEAST
    one, other, most = one[near], other[near], most[near]
    leads = []
    for start, whole in ((one, other), (other, one)):
        held, size, _ = _overlap(start, whole, of.leads, of.shingles, most)
        leads.append(held / np.maximum(size, 1))
    same, c, d = _overlap(one, other, of.numbers, of.numbers, np.full(len(one), 0xFFFFFFFF, np.uint32))
    jaccard = shared / np.maximum(a + b - shared, 1)
    return Pairs(
        one, other, jaccard[near], contained[near], np.maximum(*leads), smaller[near], same, np.minimum(c, d)
    )  # fmt: skip


def _overlap(
    one: np.ndarray, other: np.ndarray, left: Sets, right: Sets, most: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each pair: elements of set `one` of `left` that are in set `other` of `right`, and the sizes of both, counting
    only elements up to `most`."""
    counts = np.zeros((3, len(one)), np.int64)
    costs = np.cumsum(left.sizes[one] + right.sizes[other])
    start = 0
    while start < len(one):
        done = costs[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(costs, done + CHUNK, side="right")))
        here = slice(start, end)
        a, pair = _gather(one[here], left, most[here])
        b, pair_b = _gather(other[here], right, most[here])
        held = b[np.minimum(np.searchsorted(b, a), len(b) - 1)] == a if len(b) else np.zeros(len(a), bool)
        for row, pairs in enumerate((pair[held], pair, pair_b)):
            counts[row, here] = np.bincount(pairs, minlength=end - start)
        start = end
    return counts[0], counts[1], counts[2]


def _gather(rows: np.ndarray, found: Sets, most: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The elements of some sets, each with the number of its place in `rows` in the upper half; and those numbers."""
    sizes = found.sizes[rows]
    place = np.repeat(np.arange(len(rows)), sizes)
    values = found.values[runs(found.starts[rows], sizes)]
    keep = values <= most[place]
    place = place[keep]
    return (place.astype(np.uint64) << _HALF) | values[keep], place
