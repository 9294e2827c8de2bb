"""Terms of each article and how often they occur: the table `terms`, on which all keyword statistics stand."""

from __future__ import annotations

import pyarrow as pa

from helpers.schema import SCHEMAS
from helpers.text import tokens


def count_terms(pages: pa.Table) -> pa.Table:
    """The table `terms`: a row for each term (case-folded token with a letter) of each article, sorted by term."""
    article_ids: list[str] = []
    terms: list[str] = []
    counts: list[int] = []
    for article_id, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        folded: dict[str, int] = {}
        for token, n in tokens.count(text).items():
            if tokens.is_term(token):
                term = token.casefold()
                folded[term] = folded.get(term, 0) + n
        article_ids += [article_id] * len(folded)
        for term, n in sorted(folded.items()):
            terms.append(term)
            counts.append(n)
    return pa.table([article_ids, terms, counts], schema=SCHEMAS["terms"])
