"""Keyword statistics: what all of them cost for all terms, and collocations beside NLTK's finder, in one process.

    python benchmarks/keywords.py [--corpus FILE.jsonl.gz | FOLDER] [--megabytes 100] [--sample 2] [--rounds 3]

The corpus is repeated to the size; its articles are dealt to days and outlets (numbered by a fixed rule: these figures
are about time, not about language). CPU seconds, the best of the rounds. Collocations: both sides start from the tokens
of a sample; counts must be equal, and log-likelihood, PMI and t to 1e-9, or this fails.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from tokens import CORPUS, fill, read

from helpers.keywords import association
from helpers.keywords.counts import Counts
from helpers.keywords.frequency import statistics
from helpers.keywords.keyness import of_parts
from helpers.keywords.study import Study
from helpers.text import tokens

_NLTK = {
    "g2": BigramAssocMeasures.likelihood_ratio,
    "pmi": BigramAssocMeasures.pmi,
    "t": BigramAssocMeasures.student_t,
}


def dealt(counts: Counts, *, days: int, outlets: int, stories: float = 0.9) -> Study:
    """Counts as the study of a report: in order of time, over days and outlets; some are copies."""
    size = counts.n_articles
    number = np.arange(size)
    return Study(
        counts=counts,
        aside=np.zeros(len(counts.terms), bool),
        phrases=pd.DataFrame(),
        steps=pd.date_range("2022-01-01", periods=days, freq="D"),
        step=number * days // size,
        day=number * days // size,
        outlets=[f"outlet {outlet}" for outlet in range(outlets)],
        source=number * 7919 % outlets,
        story=(number * stories).astype(np.int64),
        printed=np.ones(size, np.int64),
    )


def everything(found: tokens.Counts, size: int, days: int, outlets: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """From the rows of the table `terms` to all statistics of all terms, and the keyness of the halves."""
    names, n = found.vocabulary.to_numpy(zero_copy_only=False), np.bincount(found.texts, found.n, minlength=size)
    counts = Counts.of_rows(names, found.texts, found.codes, found.n, n.astype(np.int64))
    study = dealt(counts, days=days, outlets=outlets)
    late = study.step >= days // 2
    return statistics(study), of_parts(study, late, ~late)


def best(rounds: int, act, *given) -> tuple[float, object]:
    """CPU seconds of the quickest of some rounds, and what the act gave."""
    quickest, result = float("inf"), None
    for _ in range(rounds):
        began = time.process_time()
        result = act(*given)
        quickest = min(quickest, time.process_time() - began)
    return quickest, result


def ours(codes: np.ndarray, starts: np.ndarray, window: int) -> tuple[association.Pairs, dict[str, np.ndarray]]:
    found = association.pairs(codes, starts, window=window)
    return found, found.measures()


def theirs(words: list[str], window: int) -> tuple[BigramCollocationFinder, dict[str, dict]]:
    finder = BigramCollocationFinder.from_words(words, window_size=window)
    return finder, {name: dict(finder.score_ngrams(measure)) for name, measure in _NLTK.items()}


def collocations(texts: list[str], window: int, rounds: int) -> None:
    """Print one line: both sides' seconds, and how far the scores lie apart. One long text, as NLTK's windows of more
    than two words know no articles."""
    encoded = tokens.encode(["\n".join(texts)])
    words = encoded.tokens(0)
    mine, (found, measures) = best(rounds, ours, encoded.codes, encoded.starts, window)
    their, (finder, scores) = best(1, theirs, words, window)
    names = encoded.vocabulary.to_pylist()
    pairs = [(names[one], names[other]) for one, other in zip(found.first.tolist(), found.second.tolist())]
    if dict(zip(pairs, found.n.tolist())) != dict(finder.ngram_fd):
        sys.exit("the pairs are not those of NLTK's finder")
    apart = 0.0
    for name, score in scores.items():
        expected = np.array([score[pair] for pair in pairs])
        apart = max(apart, float(np.max(np.abs(measures[name] - expected) / np.maximum(1, np.abs(expected)))))
    if apart > 1e-9:
        sys.exit(f"the scores lie {apart:.1e} apart")
    print(
        f"collocations, window {window}: {len(words):,} tokens, {len(pairs):,} pairs, {mine:.3f} s, NLTK {their:.2f} s,"
        f" {their / mine:.0f}x; scores differ by {apart:.0e}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--sample", type=float, default=2, help="megabytes for collocations")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--outlets", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if not given.corpus.exists():
        sys.exit(f"{given.corpus} is not there: give another corpus with --corpus.")
    texts = read(given.corpus)
    for window in (2, 5):
        collocations(fill(texts, given.sample), window, given.rounds)
    texts = fill(texts, given.megabytes)
    found = tokens.count(texts)
    seconds, (table, _) = best(given.rounds, everything, found, len(texts), given.days, given.outlets)
    print(
        f"all statistics ({table.shape[1] - 1} columns, and keyness of the halves): {len(table):,} terms x {given.days}"
        f" days, {given.outlets} outlets, {len(texts):,} articles, {len(found.n):,} counts: {seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
