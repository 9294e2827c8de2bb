"""Terms of each article and how often they occur: the tables `terms` and `terms_words`, on which all keyword statistics
stand. They differ in the token rule alone; a count names its rule (text/tokens.py).
"""

from __future__ import annotations

import pyarrow as pa

from helpers.schema import SCHEMAS
from helpers.text import tokens


def count_terms(pages: pa.Table, *, rule: str = "nltk") -> pa.Table:
    """The table `terms`: a row for each term (case-folded token with a letter) of each article, in the order of pages,
    then sorted by term."""
    found = tokens.count(pages["text"], rule=rule)
    article_ids = pages["article_id"].combine_chunks().take(pa.array(found.texts))
    return pa.table([article_ids, found.vocabulary.take(pa.array(found.codes)), found.n], schema=SCHEMAS["terms"])


def count_words(pages: pa.Table) -> pa.Table:
    """The table `terms_words`: as `count_terms`, by the rule `words`."""
    return count_terms(pages, rule="words")
