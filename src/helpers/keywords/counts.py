"""The counts of the selected articles as arrays: a row for each term of each article, terms and articles as numbers.

All statistics of this room stand on these rows. They are read from the table `terms` partition by partition (codes
and a vocabulary, never texts), and cost 12 bytes a row. Stop words are counted as tokens and then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

#: Rows that are added up at once: they, and what is made of them, fit the processor's cache.
_BLOCK = 1 << 18


@dataclass(frozen=True)
class Counts:
    """`article`, `n`: int32 arrays of shape (rows,), sorted by term, then article: those of term t are
    `starts[t] : starts[t + 1]` (int64, (terms + 1,)). `article` numbers the selected articles in their order (time,
    undated last), `terms` names the terms. `tokens`: tokens with a letter of each article, stop words included."""

    terms: np.ndarray
    starts: np.ndarray
    article: np.ndarray
    n: np.ndarray
    tokens: np.ndarray

    @classmethod
    def of_rows(
        cls, terms: np.ndarray, article: np.ndarray, term: np.ndarray, n: np.ndarray, tokens: np.ndarray
    ) -> Counts:
        """The counts of rows in any order. `term` numbers `terms`; a term and an article come together once."""
        order = _stable_order(article, term)
        starts = np.zeros(len(terms) + 1, np.int64)
        np.cumsum(np.bincount(term, minlength=len(terms)), out=starts[1:])
        return cls(terms, starts, article[order], n[order], tokens)

    @property
    def n_articles(self) -> int:
        return len(self.tokens)

    @property
    def articles(self) -> np.ndarray:
        """In how many articles each term stands, int64 (terms,)."""
        return np.diff(self.starts)

    @property
    def uses(self) -> np.ndarray:
        """How often each term is used, int64 (terms,)."""
        return sums(self.n, self.starts)

    @property
    def term(self) -> np.ndarray:
        """Number of each row's term, int32 (rows,)."""
        return np.repeat(np.arange(len(self.terms), dtype=np.int32), self.articles)

    def of(self, wanted: Sequence[str]) -> Counts:
        """The rows of some terms only, numbered in the order of `wanted`; `tokens` stay those of the articles."""
        number = pd.Index(self.terms, dtype=object).get_indexer(pd.Index(list(wanted), dtype=object))
        rows = [slice(self.starts[at], self.starts[at + 1]) if at >= 0 else slice(0, 0) for at in number.tolist()]
        sizes = [0, *(row.stop - row.start for row in rows)]
        nothing = np.zeros(0, np.int32)
        article, n = (
            np.concatenate([nothing, *(column[row] for row in rows)]) for column in (self.article, self.n)
        )
        return Counts(np.array(list(wanted), dtype=object), np.cumsum(sizes, dtype=np.int64), article, n, self.tokens)


class Cells(NamedTuple):
    """Uses (`n`) and articles (`df`) of a term in a part of the corpus, where there are any: int64 arrays of shape
    (cells,), sorted by term, then part; those of term t are `starts[t] : starts[t + 1]`."""

    starts: np.ndarray
    part: np.ndarray
    n: np.ndarray
    df: np.ndarray

    @property
    def n_terms(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> np.ndarray:
        """How many parts use each term."""
        return np.diff(self.starts)

    @property
    def term(self) -> np.ndarray:
        """Number of each cell's term."""
        return np.repeat(np.arange(self.n_terms), self.sizes)

    def spread(self, of_terms: np.ndarray) -> np.ndarray:
        """For each cell what its term has: (cells,)."""
        return np.repeat(of_terms, self.sizes)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sums of the cells' values by term: (terms,)."""
        return sums(values, self.starts)

    def greatest(self, values: np.ndarray) -> np.ndarray:
        """The greatest of the cells' values by term, 0 without any: (terms,)."""
        return _reduced(np.maximum, values, self.starts)


def sums(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Sums of `values[starts[t] : starts[t + 1]]` for each t, 0 where that is empty; integers as int64."""
    return _reduced(np.add, values, starts)


def _reduced(act: np.ufunc, values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    kind = np.int64 if values.dtype.kind in "biu" else values.dtype
    found = np.zeros(len(starts) - 1, kind)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        found[filled] = act.reduceat(values, starts[filled], dtype=kind)
    return found


def read(
    paths: Sequence[Path], article_ids: Sequence[str], *, stop: frozenset[str] = frozenset(),
    form: Callable[[str], str] | None = None,
) -> Counts:
    """The counts of the articles `article_ids` in the files of the table `terms`.

    `form`: a stemmer, asked once a distinct term; terms of one form are added up under the shortest of them."""
    position = {article_id: number for number, article_id in enumerate(article_ids)}
    parts = [_read_part(path, position) for path in paths]
    parts = [part for part in parts if part is not None]
    tokens = np.zeros(len(position), np.int64)
    if not parts:
        none = np.zeros(0, np.int32)
        return Counts.of_rows(np.array([], dtype=object), none, none, none, tokens)
    # One code for each distinct term: the vocabularies of the partitions joined, in the order of the alphabet.
    joined = pa.concat_arrays([vocabulary for vocabulary, *_ in parts]).dictionary_encode()
    words = joined.dictionary.to_numpy(zero_copy_only=False)
    code, terms = _codes(words, stop, form)
    code = code[joined.indices.to_numpy()]
    article, term, n = [], [], []
    first = 0
    for vocabulary, articles, indices, uses in parts:
        tokens += np.bincount(articles, uses, minlength=len(tokens)).astype(np.int64)
        mine = code[first : first + len(vocabulary)][indices]
        first += len(vocabulary)
        keep = mine >= 0
        article.append(articles[keep])
        term.append(mine[keep])
        n.append(uses[keep])
    all_terms = np.concatenate(term)
    used = np.bincount(all_terms, minlength=len(terms)) > 0  # the files know terms of other articles too
    number = np.cumsum(used, dtype=np.int32) - 1
    rows = np.concatenate(article), number[all_terms], np.concatenate(n)
    return Counts.of_rows(terms[used], *(rows if form is None else _added_up(*rows)), tokens)


def cells(counts: Counts, part: np.ndarray, n_parts: int) -> Cells:
    """The rows added up by term and part. `part`: of each article, from 0 to n_parts - 1, or -1 for none of them."""
    inside = part[part >= 0]
    in_time = bool((inside[1:] >= inside[:-1]).all())  # a term's rows are then in the order of the parts
    part = part.astype(np.int32)
    found = [Cells(*(np.zeros(0, np.int64) for _ in Cells._fields))]
    for first, end in _blocks(counts.starts):
        starts = counts.starts[first : end + 1]
        rows, starts = slice(starts[0], starts[-1]), starts - starts[0]
        of_row, n = part[counts.article[rows]], counts.n[rows]
        if len(inside) < len(part):
            keep = of_row >= 0
            starts = np.concatenate([[0], np.cumsum(sums(keep, starts))])
            of_row, n = of_row[keep], n[keep]
        if in_time:
            found.append(_in_runs(of_row, n, starts))
        elif (end - first) * n_parts <= _BLOCK:
            found.append(_by_table(of_row, n, starts, n_parts))
        else:
            order = _stable_order(of_row, np.repeat(np.arange(end - first), np.diff(starts)))
            found.append(_in_runs(of_row[order], n[order], starts))
    sizes = np.concatenate([np.diff(block.starts) for block in found])
    joined = (np.concatenate([block[field] for block in found]) for field in (1, 2, 3))
    return Cells(np.concatenate([[0], np.cumsum(sizes)]), *joined)


def _blocks(starts: np.ndarray) -> Iterator[tuple[int, int]]:
    """The terms in blocks of about _BLOCK rows, at least one term each: first and end."""
    first = 0
    while first < len(starts) - 1:
        end = max(int(np.searchsorted(starts, starts[first] + _BLOCK, side="right")) - 1, first + 1)
        yield first, end
        first = end


def _in_runs(of_row: np.ndarray, n: np.ndarray, starts: np.ndarray) -> Cells:
    """The cells of rows that stand in the order of term, then part."""
    new = np.ones(len(of_row) + 1, bool)
    np.not_equal(of_row[1:], of_row[:-1], out=new[1:-1])
    new[starts] = True
    edges = np.flatnonzero(new)
    return Cells(np.searchsorted(edges, starts), of_row[edges[:-1]], sums(n, edges), np.diff(edges))


def _by_table(of_row: np.ndarray, n: np.ndarray, starts: np.ndarray, n_parts: int) -> Cells:
    """The cells by way of a table of all terms and parts."""
    size = (len(starts) - 1) * n_parts
    key = np.repeat(np.arange(0, size, n_parts), np.diff(starts)) + of_row
    uses, df = np.bincount(key, n, minlength=size), np.bincount(key, minlength=size)
    some = np.flatnonzero(df)
    first = np.searchsorted(some, np.arange(len(starts)) * n_parts)
    return Cells(first, some % n_parts, uses[some].astype(np.int64), df[some])


def first_and_last(counts: Counts, dated: int) -> tuple[np.ndarray, np.ndarray]:
    """Number of the first article that uses each term and of the last dated one, -1 for none, int64 (terms,). The first
    `dated` articles are dated and in order of time; the others follow them."""
    used = counts.articles > 0
    first, last = np.full(len(used), -1), np.full(len(used), -1)
    first[used] = counts.article[counts.starts[:-1][used]]
    in_time = counts.articles if dated == counts.n_articles else sums(counts.article < dated, counts.starts)
    used = in_time > 0
    last[used] = counts.article[(counts.starts[:-1] + in_time - 1)[used]]
    return first, last


def _read_part(
    path: Path, position: Mapping[str, int]
) -> tuple[pa.Array, np.ndarray, np.ndarray, np.ndarray] | None:
    """Of one partition the vocabulary, and of its selected rows article, term (both numbered) and n."""
    columns = ["article_id", "term", "n"]
    table = pq.read_table(path, columns=columns, read_dictionary=columns[:2]).combine_chunks()
    if not table.num_rows:
        return None
    table = table.unify_dictionaries()
    ids, terms = (table[name].combine_chunks() for name in columns[:2])
    known = ids.dictionary.to_pylist()
    number = np.fromiter((position.get(article_id, -1) for article_id in known), np.int32, len(known))
    if (number < 0).all():
        return None
    article = number[ids.indices.to_numpy()]
    term, n = terms.indices.to_numpy(), table["n"].to_numpy()
    if (number < 0).any():
        keep = article >= 0
        article, term, n = article[keep], term[keep], n[keep]
    return terms.dictionary, article, term, n


def _codes(
    words: np.ndarray, stop: frozenset[str], form: Callable[[str], str] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Of each distinct word its term's number (-1: left out), int32, and the terms in the order of the alphabet."""
    keep = np.fromiter((len(word) > 1 and word not in stop for word in words), bool, len(words))
    shown = words[keep] if form is None else _one_a_form(words[keep], form)
    terms, number = np.unique(shown.astype(str), return_inverse=True)
    code = np.full(len(words), -1, np.int32)
    code[keep] = number
    return code, terms.astype(object)


def _one_a_form(words: np.ndarray, form: Callable[[str], str]) -> np.ndarray:
    """For each word the shortest one of the same form, the first of the alphabet among equals."""
    first: dict[str, str] = {}
    forms = [form(word) for word in words]
    for shown, word in zip(forms, words):
        known = first.setdefault(shown, word)
        if (len(word), word) < (len(known), known):
            first[shown] = word
    return np.array([first[shown] for shown in forms], dtype=object)


def _added_up(article: np.ndarray, term: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of one article and one term made one."""
    order = _stable_order(article, term)
    article, term, n = article[order], term[order], n[order]
    new = np.flatnonzero((np.diff(term, prepend=-1) != 0) | (np.diff(article, prepend=-1) != 0))
    return article[new], term[new], sums(n, np.append(new, len(n))).astype(np.int32)


def _stable_order(second: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The order by `first`, then `second` (numbers from 0 on): a radix sort by digits of 16 bits, several times as fast
    as any that compares."""
    order: np.ndarray | None = None
    for numbers in (second, first):
        if order is None and (numbers[1:] >= numbers[:-1]).all():
            continue
        for shift in range(0, int(numbers.max(initial=0)).bit_length(), 16):
            digit = ((numbers if order is None else numbers[order]) >> shift).astype(np.uint16)
            next_order = np.argsort(digit, kind="stable")
            order = next_order if order is None else order[next_order]
    return np.arange(len(first)) if order is None else order
