"""The words of each article in their order: the table `sequences`, on which phrases and collocations stand.

A word is a case-folded token with a letter; whatever else stood there (numbers, marks) is an empty string, so that no
phrase crosses it. Read back, a partition is an array of codes; nothing here holds the text of more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.schema import SCHEMAS
from helpers.text import tokens

_WORDS = "tokens.list.element"
#: What a reader holds of what it has read, in bytes: some 150,000 articles of 120 words. A word takes so many.
_HELD, _A_WORD = 256 << 20, 80


@dataclass(frozen=True, eq=False)
class Sequences:
    """Words of some articles one after another: `codes` int32 (words,), -1 for what is no word; `starts` int64
    (articles + 1,); `article`: number of each article in the list asked for; `words`: the word of each code."""

    codes: np.ndarray
    starts: np.ndarray
    article: np.ndarray
    words: np.ndarray

    @cached_property
    def hashes(self) -> np.ndarray:
        """A 64-bit number of each word, the same in every process: uint64."""
        return hashes_of(self.words)


def hashes_of(words: np.ndarray) -> np.ndarray:
    """A 64-bit number of each word, the same in every process: uint64."""
    return pd.util.hash_array(np.asarray(words, dtype=object), categorize=False).astype(np.uint64)


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


def reader(paths: Sequence[Path], article_ids: Sequence[str]) -> Callable[[], Iterable[Sequences]]:
    """What yields the selected articles of each partition that has any, as often as it is called, one partition at a
    time. Partitions are held as long as they take little memory together; the others are read anew each time."""
    position = pd.Index(np.asarray(article_ids, dtype=object), dtype=object)
    held: dict[Path, Sequences | None] = {}
    room = _HELD

    def read() -> Iterator[Sequences]:
        nonlocal room
        for path in paths:
            part = held[path] if path in held else _read(path, position)
            if path not in held and (size := _size(part)) <= room:
                held[path] = part
                room -= size
            if part is not None:
                yield part

    return read


def _size(part: Sequences | None) -> int:
    return part.codes.nbytes + part.starts.nbytes + _A_WORD * len(part.words) if part is not None else 0


def _read(path: Path, position: pd.Index) -> Sequences | None:
    """The selected articles of a partition, None if it has none."""
    table = pq.read_table(path, read_dictionary=[_WORDS]).combine_chunks()
    number = position.get_indexer(pd.Index(table["article_id"].to_numpy(), dtype=object))
    return _sequences(table["tokens"].combine_chunks(), number) if (number >= 0).any() else None


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
