"""Co-occurrence: which terms stand in the same articles more often than chance would bring them together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.keywords.association import likelihood_ratio, log_dice
from helpers.keywords.counts import Counts

#: A link needs this G2 (chi-squared, one degree of freedom: p < 0.001) and this many articles.
MIN_G2, MIN_ARTICLES = 10.83, 3
_BLOCK = 20_000
COLUMNS = ["term_a", "term_b", "articles", "articles_a", "articles_b", "expected", "g2", "npmi", "log_dice"]


def links(counts: Counts, terms: list[str]) -> pd.DataFrame:
    """Pairs of `terms` that share more articles than expected, strongest first: term_a, term_b, articles (with both),
    articles_a, articles_b, expected, g2 (log-likelihood of the 2 x 2 table of articles), npmi (normalised pointwise
    mutual information, -1 to 1, Bouma 2009: pmi / -log2 p(a, b)), log_dice."""
    rows = counts.of(terms)
    both = np.zeros((len(terms), len(terms)))
    order = np.argsort(rows.article, kind="stable")
    article, term = rows.article[order], rows.term[order]
    for start in range(0, counts.n_articles, _BLOCK):
        part = slice(*np.searchsorted(article, [start, start + _BLOCK]))
        field = np.zeros((_BLOCK, len(terms)), np.float32)
        field[article[part] - start, term[part]] = 1
        both += field.T @ field
    one, other = np.triu_indices(len(terms), 1)
    n, n_a, n_b = both[one, other], both[one, one], both[other, other]
    size = max(counts.n_articles, 1)
    keep = (n >= MIN_ARTICLES) & (n > n_a * n_b / size)
    one, other, n, n_a, n_b = (column[keep] for column in (one, other, n, n_a, n_b))
    expected = n_a * n_b / size
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(n < size, np.log2(n / expected) / -np.log2(n / size), 0.0)
    names = np.array(terms, dtype=object)
    table = pd.DataFrame({
        "term_a": names[one], "term_b": names[other], "articles": n.astype(np.int64),
        "articles_a": n_a.astype(np.int64), "articles_b": n_b.astype(np.int64), "expected": expected,
        "g2": likelihood_ratio(n, n_a, n_b, size), "npmi": npmi, "log_dice": log_dice(n, n_a, n_b),
    })[COLUMNS]
    table = table[table["g2"] >= MIN_G2]
    return table.sort_values(["g2", "term_a", "term_b"], ascending=[False, True, True], ignore_index=True)


def backbone(table: pd.DataFrame, *, most: int = 30, each: int = 2) -> pd.DataFrame:
    """The links worth drawing: of each term its `each` strongest, at most `most` in all, in the order of `table`."""
    ends = pd.concat([
        pd.DataFrame({"row": table.index, "term": table["term_a"]}),
        pd.DataFrame({"row": table.index, "term": table["term_b"]}),
    ]).sort_values("row", kind="stable")
    rank = ends.groupby("term").cumcount()
    chosen = sorted(set(ends["row"][rank < each]))
    return table.loc[chosen].head(most).reset_index(drop=True)
