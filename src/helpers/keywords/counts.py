"""The counts of the selected articles as arrays: a row for each term of each article, terms and articles as numbers.

All statistics of this room stand on these rows. They are read from the table `terms` partition by partition (codes
and a vocabulary, never texts), and cost 12 bytes a row. Stop words are counted as tokens and then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

#: Key and uses are sorted as one number where they fit in these bits: several times as fast as an argsort.
_BITS = 63
#: Up to this many different keys a table of all of them fits the processor's cache and needs no sorting.
_FEW_KEYS = 1 << 20


@dataclass(frozen=True)
class Counts:
    """`article`, `term`, `n`: parallel int arrays of shape (rows,); `article` numbers the selected articles in their
    order (time, undated last), `term` numbers `terms`. `tokens`: tokens with a letter of each article, stop words
    included."""

    terms: np.ndarray
    article: np.ndarray
    term: np.ndarray
    n: np.ndarray
    tokens: np.ndarray

    @property
    def n_articles(self) -> int:
        return len(self.tokens)

    def of(self, wanted: Sequence[str]) -> Counts:
        """The rows of some terms only, numbered in the order of `wanted`; `tokens` stay those of the articles."""
        new = pd.Index(self.terms, dtype=object).get_indexer(pd.Index(list(wanted), dtype=object))
        number = np.full(len(self.terms) + 1, -1, np.int32)
        number[new[new >= 0]] = np.flatnonzero(new >= 0)
        code = number[self.term]
        keep = code >= 0
        names = np.array(list(wanted), dtype=object)
        return Counts(names, self.article[keep], code[keep], self.n[keep], self.tokens)


class Cells(NamedTuple):
    """Uses (`n`) and articles (`df`) of a term in a part of the corpus, where there are any: int64 arrays of shape
    (cells,), sorted by term, then part."""

    term: np.ndarray
    part: np.ndarray
    n: np.ndarray
    df: np.ndarray


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
        return Counts(np.array([], dtype=object), none, none, none, tokens)
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
    counts = Counts(terms[used], np.concatenate(article), number[all_terms], np.concatenate(n), tokens)
    return counts if form is None else _added_up(counts)


def cells(counts: Counts, part: np.ndarray, n_parts: int) -> Cells:
    """The rows added up by term and part. `part`: of each article, from 0 to n_parts - 1, or -1 for none of them."""
    of_row = part[counts.article]
    term, n = counts.term, counts.n
    if (part < 0).any():
        keep = of_row >= 0
        of_row, term, n = of_row[keep], term[keep], n[keep]
    key, uses, articles = _grouped(term.astype(np.int64) * n_parts + of_row, n)
    of_term = key // n_parts
    return Cells(of_term, key - of_term * n_parts, uses, articles)


def totals(counts: Counts, weight: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Uses and articles of each term, int64 (terms,). `weight`: how often each article counts (default once)."""
    size = len(counts.terms)
    n = counts.n if weight is None else counts.n * weight[counts.article]
    of_each = None if weight is None else weight[counts.article]
    return (
        np.bincount(counts.term, n, minlength=size).astype(np.int64),
        np.bincount(counts.term, of_each, minlength=size).astype(np.int64),
    )


def first_and_last(counts: Counts, dated: int) -> tuple[np.ndarray, np.ndarray]:
    """Number of the first article that uses each term and of the last dated one (-1: none), int32 (terms,). The first
    `dated` articles are dated and in order of time; the others follow them."""
    first = np.full(len(counts.terms), np.iinfo(np.int32).max, np.int32)
    last = np.full(len(counts.terms), -1, np.int32)
    np.minimum.at(first, counts.term, counts.article)
    known = counts.article < dated
    np.maximum.at(last, counts.term[known], counts.article[known])
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


def _added_up(counts: Counts) -> Counts:
    """Rows of one article and one term made one."""
    size = max(len(counts.terms), 1)
    key, n, _ = _grouped(counts.article.astype(np.int64) * size + counts.term, counts.n)
    article, term = (part.astype(np.int32) for part in (key // size, key % size))
    return Counts(counts.terms, article, term, n.astype(np.int32), counts.tokens)


def _grouped(key: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The distinct keys in order, with the sum of `n` and the number of rows of each, int64. `key` is written over."""
    if not len(key):
        return key, np.zeros(0, np.int64), np.zeros(0, np.int64)
    if int(key.max()) < _FEW_KEYS:
        uses, rows = np.bincount(key, n), np.bincount(key)
        found = np.flatnonzero(rows)
        return found, uses[found].astype(np.int64), rows[found]
    bits = int(n.max()).bit_length()
    if int(key.max()).bit_length() + bits <= _BITS:
        if int(key.max()).bit_length() + bits <= 32:  # half the memory, twice as fast
            key, n = key.astype(np.uint32), n.astype(np.uint32)
        key <<= bits
        key |= n
        key.sort()
        n = key & ((1 << bits) - 1)
        key >>= bits
    else:
        order = np.argsort(key, kind="stable")
        key, n = key[order], n[order].astype(np.int64)
    ends = np.concatenate([np.flatnonzero(key[1:] != key[:-1]) + 1, [len(key)]])
    uses = np.cumsum(n, dtype=np.int64)[ends - 1]
    return key[ends - 1].astype(np.int64), np.diff(uses, prepend=0), np.diff(ends, prepend=0)
