"""What keyness compares with, besides the story's own past: an outlet, another corpus, or the shipped list of English.

The list: the commonest words of English with their rates (source and licence: data/reference/keywords.README.md).
Refuses: a reference that is neither of these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.context import Context, open_store
from helpers.corpus.read import exists
from helpers.errors import ParameterError
from helpers.paths import REFERENCE, from_root

ENGLISH, OUTLET = "english", "outlet:"
#: The list gives rates, no counts: it is taken for a corpus of this many tokens.
_LIST_TOKENS = 100_000_000


@dataclass(frozen=True)
class Wanted:
    """A reference as asked for: `kind` past, english, outlet or corpus, and the `name` of outlet or corpus."""

    kind: str
    name: str = ""


@dataclass(frozen=True)
class Reference:
    """Counts to compare with: `n` uses and `articles` by term, `tokens` and `n_articles` in all (0: not known);
    `least` uses of a term not listed."""

    name: str
    n: pd.Series
    articles: pd.Series
    tokens: float
    n_articles: int = 0
    least: float = 0.0

    def uses(self, terms: pd.Series) -> np.ndarray:
        """Uses of each term."""
        return self.n.reindex(terms).fillna(self.least).to_numpy(float)

    def articles_of(self, terms: pd.Series) -> np.ndarray:
        """Articles with each term; as many as its uses where the reference does not know articles."""
        return self.articles.reindex(terms).fillna(0).to_numpy(float)


def parse(text: str) -> Wanted:
    """`""`: the story's own past; `english`; `outlet:NAME`; anything else is the path of another corpus."""
    text = text.strip()
    if not text:
        return Wanted("past")
    if text.casefold() == ENGLISH:
        return Wanted("english")
    if text.casefold().startswith(OUTLET):
        return Wanted("outlet", text[len(OUTLET) :].strip())
    return Wanted("corpus", text)


def load(ctx: Context, wanted: Wanted) -> Reference:
    """The counts of the list or of another corpus, all of it, each story once."""
    return english() if wanted.kind == "english" else _corpus(ctx, wanted.name)


@lru_cache(maxsize=1)
def english() -> Reference:
    """The shipped list. A word that is not in it counts as half as common as the rarest that is."""
    table = pd.read_csv(
        REFERENCE / "keywords.english.tsv", sep="\t", comment="#", keep_default_na=False, dtype={"word": object}
    )
    uses = table.set_index("word")["per_million"] * (_LIST_TOKENS / 1e6)
    return Reference("general English", uses, uses, float(_LIST_TOKENS), least=float(uses.min()) / 2)


def _corpus(ctx: Context, name: str) -> Reference:
    if not exists(from_root(name)):
        raise ParameterError(
            "reference not found", where=name, do="Give english, outlet:NAME, or the path of another corpus."
        )
    store = open_store(replace(ctx.params, corpus=name))
    table = store.sql(
        "SELECT term, CAST(sum(t.n) AS BIGINT) AS n, count(*) AS articles FROM terms t"
        " JOIN articles a USING (article_id) WHERE coalesce(a.copy_of, '') = '' GROUP BY term"
    ).set_index("term")
    n_articles = int(store.sql("SELECT count(*) AS n FROM articles WHERE coalesce(copy_of, '') = ''")["n"].iloc[0])
    return Reference(name, table["n"], table["articles"], float(table["n"].sum()), n_articles)
