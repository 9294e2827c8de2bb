"""What changed between two states of a corpus, by article: so that a new day costs itself and what it touches.

A partition sees of a whole table only the rows of its own keys (`Keyed.cut`). If some of them changed, or rows of
another input, the articles concerned are computed again and put among the rows that hold (`merged`). As each step
gives the rows of an article from that article's inputs alone, the result is the same, byte for byte, as computed from
nothing.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

#: If a larger share of the articles changed, all are computed: reading and sorting in would cost more.
_MOST = 0.5
_NULL, _FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x100000001B3)


class Keyed:
    """A whole table, and where each key stands in it. A partition's rows cost what the partition holds, however large
    the table is: keys are found by their 64-bit hashes, sorted once (12 bytes a row)."""

    def __init__(self, rows: pa.Table, key: str) -> None:
        self._rows, self._key = rows.combine_chunks(), key
        hashes = _numbers(rows[key])
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]

    def cut(self, wanted: pa.ChunkedArray) -> pa.Table:
        """The rows whose key is among `wanted`, in the order of the table."""
        if not len(self._rows):
            return self._rows
        keys = wanted.combine_chunks().unique()
        hashes = np.sort(_numbers(keys))  # neighbours are found faster
        first, last = (np.searchsorted(self._hashes, hashes, side) for side in ("left", "right"))
        n = last - first
        places = np.repeat(first - np.cumsum(n) + n, n) + np.arange(n.sum())
        found = self._rows.take(pa.array(np.unique(self._order[places])))
        return found.filter(pc.is_in(found[self._key], value_set=keys)).combine_chunks()  # hashes may be shared


def changed_keys(before: pa.Table, after: pa.Table, key: str) -> pa.Array:
    """Keys that have a row in one table which is not in the other. No row is there twice."""
    one, two = (_hashes(table) for table in (before, after))
    lost = ~np.isin(one, two)
    new = ~np.isin(two, one)
    return pa.concat_arrays([_picked(before, key, lost), _picked(after, key, new)]).unique()


def changed_articles(before: pa.Table, after: pa.Table) -> set[str]:
    """Articles whose rows are not the same, or not in the same order, in both tables."""
    if before.equals(after):
        return set()
    one, two = _by_article(before), _by_article(after)
    return {article for article in one.keys() | two.keys() if one.get(article) != two.get(article)}


def articles_with(table: pa.Table, column: str, values: pa.Array) -> set[str]:
    """Articles that have one of `values` in `column`."""
    if not len(values):
        return set()
    return set(table["article_id"].filter(pc.is_in(table[column], value_set=values)).unique().to_pylist())


def only(table: pa.Table, articles: set[str]) -> pa.Table:
    """The rows of some articles."""
    return table.filter(pc.is_in(table["article_id"], value_set=pa.array(sorted(articles), pa.string())))


def is_worth_it(articles: pa.ChunkedArray, changed: set[str]) -> bool:
    """Whether few enough articles changed; never if two pages share an id."""
    return len(changed) <= _MOST * len(articles) and len(articles.unique()) == len(articles)


def parted(table: pa.Table, articles: set[str]) -> tuple[pa.Table, pa.Table]:
    """The rows of some articles, and those of the others."""
    theirs = pc.is_in(table["article_id"], value_set=pa.array(sorted(articles), pa.string()))
    return table.filter(theirs), table.filter(pc.invert(theirs))


def merged(articles: pa.ChunkedArray, kept: pa.Table, new: pa.Table) -> pa.Table:
    """The rows of unchanged articles and the new rows of changed ones, in the order of the pages."""
    both = pa.concat_tables([kept, new])
    rank = pc.index_in(both["article_id"], value_set=articles.combine_chunks())
    order = np.argsort(rank.to_numpy(), kind="stable")
    return both.take(pa.array(order)).combine_chunks()


def by_part(names: list[str], same: frozenset[str], old: pa.Table, new: pa.Table) -> pa.Table:
    """The old rows of the parts of the corpus that are the same and the new rows of the others, in the order of
    `names`. Rows tell their part in `page_path`: the part's name, or that and the record's behind a #."""
    kept = pa.array([path.partition("#")[0] in same for path in old["page_path"].to_pylist()], pa.bool_())
    both = pa.concat_tables([old.filter(kept), new])
    rank = {name: number for number, name in enumerate(names)}
    places = [rank[path.partition("#")[0]] for path in both["page_path"].to_pylist()]
    return both.take(pa.array(np.argsort(np.array(places, dtype=np.int64), kind="stable"))).combine_chunks()


def _picked(table: pa.Table, key: str, mask: np.ndarray) -> pa.Array:
    picked = table[key].filter(pa.array(mask))
    return picked.combine_chunks() if isinstance(picked, pa.ChunkedArray) else picked


def _by_article(table: pa.Table) -> dict[str, list[tuple]]:
    """The rows of each article, in their order; numbers by their bits, for -0.0 is another byte than 0.0."""
    columns = [_bits(column).to_pylist() for column in table.columns]
    rows: dict[str, list[tuple]] = defaultdict(list)
    for article, row in zip(table["article_id"].to_pylist(), zip(*columns, strict=True), strict=True):
        rows[article].append(row)
    return rows


def _bits(column: pa.ChunkedArray) -> pa.Array:
    values = column.combine_chunks()
    if not pa.types.is_floating(values.type) and not pa.types.is_temporal(values.type):
        return values
    return values.view(f"int{values.type.bit_width}")


def _hashes(table: pa.Table) -> np.ndarray:
    """A number for each row, of all its columns."""
    total = np.zeros(len(table), dtype=np.uint64)
    for column in table.columns:
        total = (total ^ _numbers(column)) * _FACTOR
        total ^= total >> np.uint64(29)
    return total


def _numbers(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """A 64-bit hash of each value of a column, the same in every process."""
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_string(values.type):
        if pa.types.is_temporal(values.type):
            values = values.cast(pa.int32() if pa.types.is_date32(values.type) else pa.int64())
        return pd.util.hash_array(values.to_pandas().to_numpy())
    coded = values.dictionary_encode()
    known = pd.util.hash_array(coded.dictionary.to_numpy(zero_copy_only=False), categorize=False)
    return np.append(known, _NULL)[coded.indices.fill_null(len(known)).to_numpy()]
