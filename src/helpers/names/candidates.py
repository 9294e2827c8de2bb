"""The names of each article: capitalised candidates, each with the kind that the evidence gives it.

Refuses nothing: an article without text has no names. Kinds are person, place, organisation and other; nationalities
are of kind other with why "demonym".
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from helpers.names.decide import Decided, decide
from helpers.names.spans import find_candidates
from helpers.schema import SCHEMAS


def find_names(pages: pa.Table, name_kinds: pa.Table) -> pa.Table:
    """Table `names`: a row a mention, offsets into the article's text, in order of article and place."""
    prior = priors(name_kinds)
    rows = [
        (article, *candidate[:3], kind, score, why)
        for article, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True)
        for candidate, kind, score, why in names_of(text or "", prior)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMAS["names"])
    return pa.table(columns, schema=SCHEMAS["names"])


def names_of(text: str, prior: Mapping[str, tuple[str, float]]) -> list[Decided]:
    """The names of one text. `prior`: the corpus's vote by surface, as `priors` gives it; {} for none."""
    return decide(text, find_candidates(text), prior)


def priors(name_kinds: pa.Table) -> dict[str, tuple[str, float]]:
    """The corpus's votes by surface, from the columns surface, kind and vote of the table `name_kinds`."""
    columns = (name_kinds[name].to_pylist() for name in ("surface", "kind", "vote"))
    return {surface: (kind, vote) for surface, kind, vote in zip(*columns, strict=True) if vote > 0}
