"""N-grams of two to four words over a whole corpus, counted partition by partition with bounded memory.

A gram is known by a 64-bit number made of its words' hashes, the same in every partition, so that partitions are added
up by number and no common vocabulary is needed. Grams of k words are counted only where both grams of k - 1 words
inside are frequent (Agrawal and Srikant's a-priori rule), so that long grams cost little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.keywords.association import likelihood_ratio, pmi
from helpers.keywords.sequences import Sequences, hashes_of

LONGEST = 4
#: Words of a passage that counts as repeated where several articles hold it word for word.
PASSAGE = 6
_MIX = np.uint64(0x9E3779B97F4A7C15)
#: Partial counts are added up when this many rows have come together.
_MOST_ROWS = 1 << 22
#: Places in the table of a number's last bits, a byte each.
_TABLE = 1 << 21


class Grams(NamedTuple):
    """Grams by number, sorted: number uint64, n (uses), articles: (grams,)."""

    number: np.ndarray
    n: np.ndarray
    articles: np.ndarray


def find(read: Callable[[], Iterable[Sequences]], *, stop: frozenset[str], min_articles: int = 3) -> pd.DataFrame:
    """Grams of 2 to 4 words in at least `min_articles` articles that begin and end with a word that is not in `stop`:
    gram, words (how many), n, articles, g2, pmi, npmi (Bouma 2009), number; strongest first. `read` yields the
    partitions, each time anew.

    For two words g2 and pmi are those of the pair; for more, those of the weakest way to part the gram in two (first
    word and rest, or all and last word), which only a gram that belongs together as a whole survives."""
    tables: list[Grams] = [_single(read())]
    for size in range(2, LONGEST + 1):
        tables.append(_count(read(), size, tables[-1].number if size > 2 else None, min_articles))
        if not len(tables[-1].number):
            break
    total = float(tables[0].n.sum())
    rows = [_scored(part, size, tables, total, stop) for size, part in _named(read(), tables)]
    columns = ["gram", "words", "n", "articles", "g2", "pmi", "npmi", "number"]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame({name: [] for name in columns})
    return table[columns].sort_values(["g2", "gram"], ascending=[False, True], kind="stable", ignore_index=True)


def count_in_articles(read: Iterable[Sequences], numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uses of the grams `numbers` (of any sizes) in each article: article, gram (place in `numbers`), n: (rows,)."""
    order = np.argsort(numbers, kind="stable")
    known = numbers[order]
    article, gram = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for part in read:
        owner = _owner(part)
        for size in range(2, LONGEST + 1):
            number, places = _numbers(part, size, owner)
            found = np.searchsorted(known, number).clip(max=max(len(known) - 1, 0))
            hit = known[found] == number if len(known) else np.zeros(len(number), bool)
            article.append(part.article[owner[places[hit]]])
            gram.append(order[found[hit]])
    key = np.concatenate(article) * max(len(numbers), 1) + np.concatenate(gram)
    key.sort()
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    size = max(len(numbers), 1)
    return key[starts] // size, key[starts] % size, np.diff(starts, append=len(key))


def repeated(
    read: Callable[[], Iterable[Sequences]], *, among: Callable[[], Iterable[Sequences]] | None = None,
    min_articles: int = 5,
) -> pd.Series:
    """Uses of each word inside passages of `PASSAGE` words that stand word for word in `min_articles` articles or more:
    calls to subscribe, standing descriptions, sentences handed on from report to report. Index: the word.

    `among`: the articles whose passages are compared (default: all), one of each story: a story that many outlets
    print repeats nothing."""
    among = among or read
    frequent = None
    for size in range(2, PASSAGE + 1):
        frequent = _count(among(), size, frequent, min_articles).number
        if not len(frequent):
            return pd.Series(dtype=np.int64)
    parts = []
    for part in read():
        number, places = _numbers(part, PASSAGE, _owner(part))
        edges = np.zeros(len(part.codes) + 1, np.int64)
        places = places[_among(number, frequent)]
        np.add.at(edges, places, 1)
        np.add.at(edges, places + PASSAGE, -1)
        inside = np.cumsum(edges[:-1]) > 0
        uses = np.bincount(part.codes[inside], minlength=len(part.words))
        parts.append(pd.Series(uses[uses > 0], index=part.words[uses > 0]))
    return pd.concat(parts).groupby(level=0).sum() if parts else pd.Series(dtype=np.int64)


def _single(read: Iterable[Sequences]) -> Grams:
    parts = []
    for part in read:
        kept = part.codes[part.codes >= 0]
        uses = np.bincount(kept, minlength=len(part.words))
        parts.append((part.hashes, uses, np.zeros_like(uses)))
    return _added(parts)


def _count(read: Iterable[Sequences], size: int, frequent: np.ndarray | None, min_articles: int) -> Grams:
    """All grams of `size` words in at least `min_articles` articles. `frequent`: numbers of those of size - 1."""
    waiting: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for part in read:
        owner = _owner(part)
        number, places = _numbers(part, size, owner)
        if frequent is not None and len(number):
            inner, inner_places = _numbers(part, size - 1, owner)
            good = np.zeros(len(part.codes) + 1, bool)
            good[inner_places] = _among(inner, frequent)
            keep = good[places] & good[places + 1]
            number, places = number[keep], places[keep]
        waiting.append(_grouped(number, owner[places], len(part.article)))
        if sum(len(rows[0]) for rows in waiting) > _MOST_ROWS:
            waiting = [tuple(_added(waiting))]
    number, n, articles = _added(waiting)
    enough = articles >= min_articles
    return Grams(number[enough], n[enough], articles[enough])


def _named(read: Iterable[Sequences], tables: list[Grams]) -> Iterator[tuple[int, pd.DataFrame]]:
    """The counted grams with their words, size by size: number, n, articles, gram, first, last and the numbers of the
    grams inside (`head`: without the last word, `tail`: without the first)."""
    lacking = {size: np.ones(len(tables[size - 1].number), bool) for size in range(2, len(tables) + 1)}
    found: dict[int, list[pd.DataFrame]] = {size: [] for size in lacking}
    for part in read:
        owner = _owner(part)
        for size, missing in lacking.items():
            table = tables[size - 1]
            if not missing.any():
                continue
            number, places = _numbers(part, size, owner)
            keep = _among(number, table.number[missing])
            number, first = np.unique(number[keep], return_index=True)
            places = places[keep][first]
            at = np.searchsorted(table.number, number)
            missing[at] = False
            inside = [part.words[part.codes[places + step]] for step in range(size)]
            frame = pd.DataFrame({
                "number": number, "n": table.n[at], "articles": table.articles[at], "first": inside[0],
                "last": inside[-1], "gram": [" ".join(gram) for gram in zip(*inside)],
                "head": _combine(part, places, 0, size - 1), "tail": _combine(part, places, 1, size),
                "first_number": _combine(part, places, 0, 1), "last_number": _combine(part, places, size - 1, size),
            })
            found[size].append(frame)
    for size, frames in found.items():
        if frames:
            yield size, pd.concat(frames, ignore_index=True)


def _scored(rows: pd.DataFrame, size: int, tables: list[Grams], total: float, stop: frozenset[str]) -> pd.DataFrame:
    ends = rows["first"].isin(stop) | rows["last"].isin(stop)
    one_letter = (rows["first"].str.len() < 2) | (rows["last"].str.len() < 2)
    rows = rows[~(ends | one_letter)].reset_index(drop=True)
    uses = rows["n"].to_numpy(float)
    first, last = (_look_up(tables[0], rows[name].to_numpy()) for name in ("first_number", "last_number"))
    inner = tables[size - 2]
    splits = [(first, _look_up(inner, rows["tail"].to_numpy())), (_look_up(inner, rows["head"].to_numpy()), last)]
    g2 = np.min([likelihood_ratio(uses, a, b, total) for a, b in splits], axis=0) if len(rows) else uses
    bits = np.min([pmi(uses, a, b, total) for a, b in splits], axis=0) if len(rows) else uses
    most = -np.log2(uses / max(total, 1))
    return rows.assign(words=size, g2=g2, pmi=bits, npmi=bits / np.where(most > 0, most, 1.0))


def _look_up(table: Grams, number: np.ndarray) -> np.ndarray:
    return table.n[np.searchsorted(table.number, number)].astype(float)


def _owner(part: Sequences) -> np.ndarray:
    """Number, within the partition, of the article that each word stands in."""
    return np.repeat(np.arange(len(part.article)), np.diff(part.starts))


def _combine(part: Sequences, places: np.ndarray, first: int, last: int) -> np.ndarray:
    """Number of the words first..last-1 behind each place."""
    hashes = part.hashes
    number = hashes[part.codes[places + first]]
    for step in range(first + 1, last):
        number = _joined(number, hashes[part.codes[places + step]])
    return number


def _joined(number: np.ndarray, next_hash: np.ndarray) -> np.ndarray:
    """The number of a gram and one word more; the order of words matters."""
    turned = (number ^ (number >> np.uint64(29))) * _MIX
    return turned + next_hash


def _numbers(part: Sequences, size: int, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number and place of every gram of `size` words that lies in one article and holds nothing but words."""
    many = len(part.codes) - size + 1
    if many <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    whole = owner[:many] == owner[size - 1 :]
    for step in range(size):
        whole &= part.codes[step : step + many] >= 0
    places = np.flatnonzero(whole)
    return _combine(part, places, 0, size), places


def _among(numbers: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Whether each number is among the sorted numbers `known`."""
    found = np.zeros(len(numbers), bool)
    if not len(known):
        return found
    table = np.zeros(_TABLE, bool)  # most grams are not among them, and their last bits tell
    last = np.uint64(_TABLE - 1)
    table[(known & last).astype(np.int64)] = True
    maybe = np.flatnonzero(table[(numbers & last).astype(np.int64)])
    wanted = numbers[maybe]
    found[maybe] = known[np.searchsorted(known, wanted).clip(max=len(known) - 1)] == wanted
    return found


def _grouped(
    number: np.ndarray, article: np.ndarray, n_articles: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each distinct number with its uses and its articles."""
    order = np.argsort(number, kind="stable")
    ordered = number[order]
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(new)
    # Places come article by article and the sort keeps their order, so an article's uses stand together.
    other = new.copy()
    other[1:] |= article[order][1:] != article[order][:-1]
    articles = np.add.reduceat(other.astype(np.int64), starts) if len(starts) else np.zeros(0, np.int64)
    return ordered[starts], np.diff(starts, append=len(ordered)), articles


def _added(parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Grams:
    """Partial counts added up by number."""
    if not parts:
        return Grams(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
    number, n, articles = (np.concatenate(column) for column in zip(*parts))
    order = np.argsort(number, kind="stable")
    ordered = number[order]
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(new)
    if not len(starts):
        return Grams(ordered, n, articles)
    return Grams(ordered[starts], np.add.reduceat(n[order], starts), np.add.reduceat(articles[order], starts))


def number_of(words: list[str]) -> np.uint64:
    """The number under which a gram of these words (two to four, case-folded) is counted."""
    hashes = hashes_of(np.array(words, dtype=object))
    number = hashes[:1]
    for place in range(1, len(words)):
        number = _joined(number, hashes[place : place + 1])
    return number[0]
