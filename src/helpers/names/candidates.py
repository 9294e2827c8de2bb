"""The names of each article: capitalised candidates, each with the kind that the evidence gives it.

Refuses nothing: an article without text has no names. Kinds are person, place, organisation and other; nationalities
are of kind other with why "demonym".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import partial

import pyarrow as pa

from helpers.names.decide import Seen, decide
from helpers.names.evidence import find_mentions, first_mentions, survey, weigh_evidence
from helpers.names.spans import words_of
from helpers.names.votes import read_votes
from helpers.schema import SCHEMAS

_seen_of = partial(tuple.__new__, Seen)


def mark_names(pages: pa.Table) -> pa.Table:
    """Table `names` of pages that are a corpus of their own."""
    mentions = find_mentions(pages)
    return find_names(mentions, weigh_evidence(survey(pages, mentions)))


def find_names(name_mentions: pa.Table, name_kinds: pa.Table) -> pa.Table:
    """Table `names`: a row a mention, offsets into the article's text, in order of article and place."""
    prior = priors(name_kinds)
    rows = [
        (article, start, end, surface, kind, score, why)
        for article, found in _articles(name_mentions)
        for (start, end, surface, *_), kind, score, why in decide(found, prior)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMAS["names"])
    return pa.table(columns, schema=SCHEMAS["names"])


def priors(name_kinds: pa.Table) -> dict[str, tuple[str, float]]:
    """The corpus's votes by surface, from the columns surface, kind and vote of the table `name_kinds`."""
    columns = (name_kinds[name].to_pylist() for name in ("surface", "kind", "vote"))
    return {surface: (kind, vote) for surface, kind, vote in zip(*columns, strict=True) if vote > 0}


def _articles(name_mentions: pa.Table) -> Iterator[tuple[str, list[Seen]]]:
    """The candidates of each article."""
    articles, *columns = (name_mentions[name].to_pylist() for name in SCHEMAS["name_mentions"].names)
    rows = list(zip(*columns, strict=True))
    for begin, end in itertools.pairwise([*first_mentions(name_mentions), len(rows)]):
        yield articles[begin], [
            _seen_of((start, end, surface, words_of(surface), opens, read_votes(votes) if votes else ()))
            for start, end, surface, opens, votes in rows[begin:end]
        ]
