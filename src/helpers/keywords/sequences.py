"""The words of each article in their order: the table `sequences`, on which phrases and collocations stand.

A word is a case-folded token with a letter; whatever else stood there (numbers, marks) is an empty string, so that no
phrase crosses it. Read back, a partition is an array of codes; nothing here holds the text of more than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.schema import SCHEMAS
from helpers.text import tokens

_WORDS = "tokens.list.element"


class Sequences(NamedTuple):
    """Words of some articles one after another: `codes` int32 (words,), -1 for what is no word; `starts` int64
    (articles + 1,); `article`: number of each article in the list asked for; `words`: the word of each code."""

    codes: np.ndarray
    starts: np.ndarray
    article: np.ndarray
    words: np.ndarray


def make_sequences(pages: pa.Table, *, rule: str = "nltk") -> pa.Table:
    """The table `sequences` of a partition: article_id, tokens (case-folded words, "" for what is no word)."""
    found = tokens.encode(pages["text"], rule=rule)
    shown = pa.array([word if tokens.is_term(word) else "" for word in found.vocabulary.to_pylist()], pa.string())
    lists = pa.ListArray.from_arrays(pa.array(found.starts, pa.int32()), shown.take(pa.array(found.codes)))
    ids = pages["article_id"].combine_chunks()
    return pa.table([ids, lists], names=["article_id", "tokens"]).cast(SCHEMAS["sequences"])


def make_word_sequences(pages: pa.Table) -> pa.Table:
    """The table `sequences_words`: as `make_sequences`, by the token rule `words`."""
    return make_sequences(pages, rule="words")


def read(paths: Sequence[Path], article_ids: Sequence[str]) -> Iterator[Sequences]:
    """The selected articles of each partition that has any, one partition at a time."""
    position = pd.Index(np.asarray(article_ids, dtype=object))
    for path in paths:
        table = pq.read_table(path, read_dictionary=[_WORDS]).combine_chunks()
        number = position.get_indexer(pd.Index(table["article_id"].to_numpy(), dtype=object))
        if (number >= 0).any():
            yield _sequences(table["tokens"].combine_chunks(), number)


def _sequences(lists: pa.ListArray, number: np.ndarray) -> Sequences:
    starts = lists.offsets.to_numpy().astype(np.int64)
    inside = lists.values
    if not pa.types.is_dictionary(inside.type):
        inside = inside.dictionary_encode()
    codes, words = inside.indices.to_numpy(), inside.dictionary.to_numpy(zero_copy_only=False)
    codes = np.where(words == "", -1, np.arange(len(words), dtype=np.int32)).astype(np.int32)[codes]
    keep = number >= 0
    lengths = np.diff(starts)
    mine = np.repeat(keep, lengths)
    ends = np.concatenate([[0], np.cumsum(lengths[keep])])
    return Sequences(codes[starts[0] : starts[-1]][mine], ends, number[keep], words)
