"""Phrases: words that keep together, counted as one term where they are one thing.

"White House" is a term; "white" and "house" beside it, never used but in it, say nothing more and are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from helpers.keywords import ngrams
from helpers.keywords.counts import Counts
from helpers.keywords.sequences import Sequences

#: A phrase is shown alone, not the shorter one inside, where it is this share of the shorter one's uses.
INSIDE = 0.75
#: A phrase counts as one term from this normalised PMI (Bouma 2009; 1: never apart) and G2 (p < 0.0001) on: "prime
#: minister" is one thing, "war in Ukraine" is not.
MIN_NPMI, MIN_G2, MOST_UNITS = 0.6, 15.14, 400
#: Stop words that phrases may begin or end with: New York, Fox News, Victory Day.
_EDGES = frozenset("new news time times people men women day days".split())
#: A word is a fragment where one phrase, or all phrases together, hold this share of its uses.
IN_ONE, IN_ALL = 0.6, 0.9
#: A phrase adds nothing to a word that is no fragment and stands in nearly the same articles ("Putin").
SAME_ARTICLES = 0.7

#: A term is a formula where this share of its uses stands in passages that several articles repeat word for word.
REPEATED = 0.75

_GLUED = re.compile(r" ('\w+|n't)\b")


def find(read: Callable[[], Iterable[Sequences]], *, stop: frozenset[str], min_articles: int = 3) -> pd.DataFrame:
    """Phrases of two to four words, none that is only a part of a longer one: gram, phrase (as written together),
    words, n, articles, g2, pmi, npmi, number; strongest first. See `ngrams.find` for the measures."""
    table = ngrams.find(read, stop=stop - _EDGES, min_articles=min_articles)
    table = table[~_only_inside(table)].reset_index(drop=True)
    return table.assign(phrase=[joined(gram) for gram in table["gram"]])


def joined(gram: str) -> str:
    """The words of a phrase as they are written together: "russia 's invasion" is "russia's invasion"."""
    return _GLUED.sub(r"\1", gram)


def as_units(
    counts: Counts, table: pd.DataFrame, read: Iterable[Sequences], *, wanted: Sequence[str] = ()
) -> tuple[Counts, np.ndarray]:
    """The counts with phrases as terms of their own, and which terms are mere fragments of them: bool (terms,).

    `table`: as `find` makes it; `wanted`: phrases to count in any case, two to four words each."""
    strong = table[(table["npmi"] >= MIN_NPMI) & (table["g2"] >= MIN_G2)].head(MOST_UNITS)
    asked = {gram: ngrams.number_of(gram.split()) for gram in wanted if 2 <= len(gram.split()) <= ngrams.LONGEST}
    numbers = dict(zip(strong["gram"], strong["number"].astype(np.uint64))) | asked
    names = np.array(list(numbers), dtype=object)
    article, unit, n = ngrams.count_in_articles(read, np.array(list(numbers.values()), np.uint64))
    fragment, useful = _parted(counts, names, article, unit, n)
    useful |= np.isin(names, list(asked))
    useful &= np.bincount(unit, minlength=len(names)) > 0
    keep = useful[unit]
    place = np.cumsum(useful) - 1 + len(counts.terms)
    joined = Counts.of_rows(
        terms=np.concatenate([counts.terms, names[useful]]),
        article=np.concatenate([counts.article, article[keep].astype(np.int32)]),
        term=np.concatenate([counts.term, place[unit[keep]].astype(np.int32)]),
        n=np.concatenate([counts.n, n[keep].astype(counts.n.dtype)]),
        tokens=counts.tokens,
    )
    fragment = np.concatenate([fragment, np.zeros(int(useful.sum()), bool)])
    return joined, fragment & ~np.isin(joined.terms, list(wanted))


def formulas(counts: Counts, repeated: pd.Series) -> np.ndarray:
    """Which terms stand mostly in passages that articles repeat word for word (`ngrams.repeated`): bool (terms,)."""
    return of_formulas(pd.Series(counts.terms), pd.Series(counts.uses), repeated)


def of_formulas(terms: pd.Series, uses: pd.Series, repeated: pd.Series) -> np.ndarray:
    """The same for words or phrases with their uses. Of a phrase the rarest word inside passages decides."""
    if terms.empty or repeated.empty:
        return np.zeros(len(terms), bool)
    inside = np.array(repeated.reindex(terms).fillna(0), float)
    together = terms.str.contains(" ", regex=False).to_numpy(bool)
    known = repeated.to_dict()
    inside[together] = [min(known.get(word, 0) for word in term.split()) for term in terms[together]]
    return inside >= REPEATED * np.maximum(uses.to_numpy(float), 1)


def _only_inside(table: pd.DataFrame) -> np.ndarray:
    """Whether each gram is mostly a part of one longer gram of the table."""
    longest: dict[str, int] = {}
    for gram, n in zip(table["gram"], table["n"]):
        words = gram.split(" ")
        for size in range(2, len(words)):
            for first in range(len(words) - size + 1):
                part = " ".join(words[first : first + size])
                longest[part] = max(longest.get(part, 0), n)
    return np.array([longest.get(gram, 0) >= INSIDE * n for gram, n in zip(table["gram"], table["n"])], bool)


def _parted(
    counts: Counts, names: np.ndarray, article: np.ndarray, unit: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which terms are fragments of the phrases, (terms,), and which phrases say more than their words, (phrases,)."""
    size = len(counts.terms)
    uses, in_articles = counts.uses, counts.articles
    unit_uses = np.bincount(unit, n, minlength=len(names))
    unit_articles = np.bincount(unit, minlength=len(names))
    words = [name.split() for name in names]
    owner = np.repeat(np.arange(len(names)), [len(parts) for parts in words])
    all_words = pd.Index([word for parts in words for word in parts], dtype=object)
    part = pd.Index(counts.terms, dtype=object).get_indexer(all_words)
    owner, part = owner[part >= 0], part[part >= 0]
    in_all = np.bincount(part, unit_uses[owner], minlength=size)
    in_one = np.zeros(size)
    np.maximum.at(in_one, part, unit_uses[owner])
    fragment = (uses > 0) & ((in_one >= IN_ONE * uses) | (in_all >= IN_ALL * uses))
    same = ~fragment[part] & (unit_articles[owner] >= SAME_ARTICLES * in_articles[part])
    useful = np.ones(len(names), bool)
    useful[owner[same]] = False
    # A word is no fragment of a phrase that is itself left out.
    in_one[:], in_all[:] = 0, 0
    kept = useful[owner]
    np.maximum.at(in_one, part[kept], unit_uses[owner[kept]])
    in_all += np.bincount(part[kept], unit_uses[owner[kept]], minlength=size)
    still = (in_one >= IN_ONE * uses) | (in_all >= IN_ALL * uses)
    # ... but a first name that is used only before a surname is none the less a fragment.
    dropped = np.zeros(size, bool)
    dropped[part[~kept & fragment[part]]] = True
    return fragment & (still | dropped), useful
