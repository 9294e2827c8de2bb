"""What changed between two states of a corpus, by article: so that a new day costs itself and what it touches.

A partition sees of a whole table only the rows of its own keys (`cut`). If some of them changed, or rows of another
input, the articles concerned are computed again and put among the rows that hold (`merged`). As each step gives the
rows of an article from that article's inputs alone, the result is the same, byte for byte, as computed from nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

#: If a larger share of the articles changed, all are computed: reading and sorting in would cost more.
_MOST = 0.5


def cut(whole: pa.Table, key: str, wanted: pa.ChunkedArray) -> pa.Table:
    """The rows of `whole` whose `key` is among `wanted`."""
    return whole.filter(pc.is_in(whole[key], value_set=wanted.combine_chunks().unique())).combine_chunks()


def changed_keys(before: pa.Table, after: pa.Table, key: str) -> pa.Array:
    """Keys whose row is not the same in both tables, or is in one only. A key has one row."""
    one, two = (_hashes(table) for table in (before, after))
    lost = ~np.isin(one, two)
    new = ~np.isin(two, one)
    return pa.concat_arrays([_picked(before, key, lost), _picked(after, key, new)]).unique()


def changed_articles(before: pa.Table, after: pa.Table) -> set[str]:
    """Articles whose rows are not the same, or not in the same order, in both tables."""
    one, two = _by_article(before), _by_article(after)
    both = one.index.union(two.index)
    same = one.reindex(both).eq(two.reindex(both))
    return set(both[~same])


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


def merged(articles: pa.ChunkedArray, old: pa.Table, new: pa.Table | None, changed: set[str]) -> pa.Table:
    """The old rows of unchanged articles and the new rows of changed ones, in the order of the pages."""
    if new is None:
        return old
    kept = old.filter(pc.invert(pc.is_in(old["article_id"], value_set=pa.array(sorted(changed), pa.string()))))
    both = pa.concat_tables([kept, new])
    rank = pc.index_in(both["article_id"], value_set=articles.combine_chunks())
    order = np.argsort(rank.to_numpy(), kind="stable")
    return both.take(pa.array(order)).combine_chunks()


def _picked(table: pa.Table, key: str, mask: np.ndarray) -> pa.Array:
    picked = table[key].filter(pa.array(mask))
    return picked.combine_chunks() if isinstance(picked, pa.ChunkedArray) else picked


def _hashes(table: pa.Table) -> np.ndarray:
    """A number for each row, of all its columns."""
    return pd.util.hash_pandas_object(table.to_pandas(), index=False).to_numpy()


def _by_article(table: pa.Table) -> pd.Series:
    """A number for each article, of all its rows and their order."""
    if not len(table):
        return pd.Series(dtype="uint64")
    articles = table["article_id"].to_pandas()
    hashes = _hashes(table)
    place = articles.groupby(articles, sort=False).cumcount().to_numpy().astype("uint64")
    mixed = hashes * (2 * place + np.uint64(1))  # wraps around, as a hash may
    return pd.Series(mixed).groupby(articles, sort=True).sum()
