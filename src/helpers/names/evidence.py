"""What the whole corpus knows of a string: is "Kherson" a place, "Lavrov" a person? Map, reduce, map.

`gather_evidence` counts the votes of one partition, `weigh_evidence` adds the partitions up to one kind a string, and
`candidates.find_names` uses that as a hint where the article itself says little. Refuses to weigh a word that stands
only where any word is capitalised.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.names.decide import person_parts
from helpers.names.own import own_votes
from helpers.names.spans import find_candidates
from helpers.names.votes import KINDS, context_votes
from helpers.schema import SCHEMAS

_CEILING = 3.0  # of one mention: a single sentence must not speak for the corpus
_PRIOR = 1.4
#: Votes come in steps, so that a few more mentions do not change what every article is told.
_VOTE_STEP = 0.2
_WEAK = frozenset(("the", "article-before"))  # true of so many mentions that their sum would outvote better rules


def gather_evidence(pages: pa.Table) -> pa.Table:
    """Votes of one partition: a row for each string and kind, `weight` their sum and `n` the mentions behind it."""
    return survey(pages)[0]


def survey(pages: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The tables (name_evidence, name_mentions) of one partition."""
    weights: dict[tuple[str, str], int] = defaultdict(int)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    articles: list[str] = []
    surfaces: list[str] = []
    for article, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        full: dict[str, float] = {}
        candidates = find_candidates(text or "")
        distinct = dict.fromkeys(candidate.surface for candidate in candidates)
        articles += [article] * len(distinct)
        surfaces += distinct
        for candidate in candidates:
            local: dict[str, float] = defaultdict(float)
            for kind, weight, rule in context_votes(text, candidate):
                if rule not in _WEAK:
                    local[kind] += weight
            if len(candidate.words) > 1:
                own: dict[str, float] = defaultdict(float)
                for kind, weight, _ in own_votes(candidate.surface, candidate.words):
                    own[kind] += weight
                person = own["person"] + local["person"]
                if person >= 2.0 and person > own["place"] + local["place"] and person > own["organisation"]:
                    for part in person_parts(candidate.words):
                        full[part] = max(full.get(part, 0.0), min(person, _CEILING))
            elif candidate.opens and not local:
                continue
            else:
                local["other"] += 0.0  # says nothing, but counts the mention
            for kind, weight in local.items():
                counts[candidate.surface, kind] += 1
                weights[candidate.surface, kind] += _thousandths(max(-_CEILING, min(weight, _CEILING)))
        for part, weight in full.items():
            weights[part, "person"] += _thousandths(weight)
            counts[part, "person"] += 1
    keys = sorted(weights)
    evidence = pa.table(
        [
            [surface for surface, _ in keys],
            [kind for _, kind in keys],
            [weights[key] / 1000 for key in keys],
            [counts[key] for key in keys],
        ],
        schema=SCHEMAS["name_evidence"],
    )
    return evidence, pa.table([articles, surfaces], schema=SCHEMAS["name_mentions"])


def add_evidence(evidence: pa.Table) -> pa.Table:
    """Evidence of several partitions put together, as one row for each string and kind, in order. Exact: thousandths
    are added as whole numbers."""
    parts = evidence.set_column(2, "weight", _whole_thousandths(evidence["weight"]))
    sums = parts.group_by(["surface", "kind"], use_threads=False).aggregate([("weight", "sum"), ("n", "sum")])
    sums = sums.sort_by([("surface", "ascending"), ("kind", "ascending")])
    weight = pc.divide(pc.cast(sums["weight_sum"], pa.float64()), 1000.0)
    return pa.table([sums["surface"], sums["kind"], weight, sums["n_sum"]], schema=SCHEMAS["name_evidence"])


def weigh_evidence(name_evidence: pa.Table) -> pa.Table:
    """One row for each distinct string: its kind in the corpus, `score` 0..1 (lead over the next kind, damped for few
    mentions), `n`, its mentions, and `vote`, what the corpus adds to that kind in an article (see `prior_of`)."""
    if not name_evidence.num_rows:
        return SCHEMAS["name_kinds"].empty_table()
    whole = add_evidence(name_evidence)
    coded = whole["surface"].combine_chunks().dictionary_encode()  # in order, as the rows are
    row = coded.indices.to_numpy()
    column = pc.index_in(whole["kind"], value_set=pa.array(KINDS)).to_numpy()
    sums = np.zeros((len(coded.dictionary), len(KINDS)))
    counts = np.zeros(sums.shape, dtype=np.int64)
    sums[row, column], counts[row, column] = whole["weight"].to_numpy(), whole["n"].to_numpy()
    first = sums.argmax(axis=1)  # of equals the first in KINDS
    best = sums[np.arange(len(sums)), first]
    second = np.sort(sums, axis=1)[:, -2]
    score = np.where(best > 0, (best - np.maximum(second, 0.0)) / (np.maximum(best, 0.0) + 3.0), 0.0)
    n = counts.max(axis=1)
    kind = np.where(best > 0, np.array(KINDS, dtype=object)[first], "other")
    vote = _PRIOR * score * np.minimum(1.0, np.log2(1 + n) / 3)
    vote = np.round(vote / _VOTE_STEP) * _VOTE_STEP
    columns = [coded.dictionary, kind.tolist(), score.astype("float32"), n, vote.astype("float32")]
    return pa.table(columns, schema=SCHEMAS["name_kinds"])


def prior_of(kind: str, score: float, n: int) -> tuple[str, float]:
    """The corpus's word on a string as a vote: at most `_PRIOR`, less from few mentions, in steps of `_VOTE_STEP`."""
    vote = _PRIOR * score * min(1.0, math.log2(1 + n) / 3)
    return kind, round(vote / _VOTE_STEP) * _VOTE_STEP


def _thousandths(weight: float) -> int:
    return round(weight * 1000)


def _whole_thousandths(weights: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.round(pc.multiply(weights, 1000.0)), pa.int64())
