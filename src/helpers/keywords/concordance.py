"""Concordance: every use of a term with its context, as offsets into the articles, so that a reader can check a count.

A term is matched as whole words, in any case, its characters taken literally: `C++` is no pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.context import Context

COLUMNS = ["article_id", "start", "end", "surface", "term"]


def find_uses(texts: Mapping[str, str], terms: Iterable[str]) -> pd.DataFrame:
    """Uses of the terms (words or phrases) in texts by article id: article_id, start, end, surface, term (as given)."""
    wanted = {re.sub(r"\s+", " ", term).strip().casefold(): term for term in terms if term.strip()}
    if not wanted:
        return pd.DataFrame(columns=COLUMNS)
    literal = "|".join(
        r"\s+".join(re.escape(word) for word in key.split()) for key in sorted(wanted, key=lambda k: (-len(k), k))
    )
    pattern = re.compile(rf"(?<!\w)(?:{literal})(?!\w)", re.IGNORECASE)
    rows = []
    for article_id, text in texts.items():
        for found in pattern.finditer(text):
            key = re.sub(r"\s+", " ", found.group()).casefold()
            rows.append((article_id, found.start(), found.end(), found.group(), wanted.get(key, key)))
    return pd.DataFrame(rows, columns=COLUMNS)


def concordance(ctx: Context, terms: Iterable[str]) -> pd.DataFrame:
    """Uses of terms in the selected articles, oldest first, with day and source: ready for `report.Evidence`."""
    about = ctx.articles[["article_id", "day", "source", "story_id"]]
    uses = find_uses(ctx.texts(ctx.articles["article_id"]), list(terms)).merge(about, on="article_id")
    return uses.sort_values(["day", "article_id", "start"], kind="stable", ignore_index=True)
