"""What the whole corpus knows of a string: is "Kherson" a place, "Lavrov" a person? Map, reduce, map.

`gather_evidence` counts the votes of one partition, `weigh_evidence` adds the partitions up to one kind a string, and
`candidates.find_names` uses that as a hint where the article itself says little. Refuses to weigh a word that stands
only where any word is capitalised.
"""

from __future__ import annotations

import math
from collections import defaultdict

import pyarrow as pa

from helpers.names.decide import person_parts
from helpers.names.own import own_votes
from helpers.names.spans import find_candidates
from helpers.names.votes import KINDS, context_votes
from helpers.schema import make

_CEILING = 3.0  # of one mention: a single sentence must not speak for the corpus
_PRIOR = 1.4
_WEAK = frozenset(("the", "article-before"))  # true of so many mentions that their sum would outvote better rules


def gather_evidence(pages: pa.Table) -> pa.Table:
    """Votes of one partition: a row for each string and kind, `weight` their sum and `n` the mentions behind it."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for text in pages["text"].to_pylist():
        full: dict[str, float] = {}
        for candidate in find_candidates(text or ""):
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
                weights[candidate.surface, kind] += max(-_CEILING, min(weight, _CEILING))
        for part, weight in full.items():
            weights[part, "person"] += weight
            counts[part, "person"] += 1
    return make("name_evidence", (
        {"surface": surface, "kind": kind, "weight": round(weights[surface, kind], 3), "n": counts[surface, kind]}
        for surface, kind in sorted(weights)
    ))


def weigh_evidence(name_evidence: pa.Table) -> pa.Table:
    """One row for each distinct string: its kind in the corpus, `score` 0..1 (lead over the next kind, damped for few
    mentions) and `n`, its mentions."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    columns = (name_evidence[name].to_pylist() for name in ("surface", "kind", "weight", "n"))
    for surface, kind, weight, n in zip(*columns, strict=True):
        sums[surface][kind] += weight
        counts[surface][kind] += n
    rows = []
    for surface in sorted(sums):
        ranked = sorted(sums[surface].items(), key=lambda item: (-item[1], KINDS.index(item[0])))
        (kind, best), (_, second) = ranked[:2]
        lead = best - max(second, 0.0)
        score = 0.0 if best <= 0 else lead / (best + 3.0)
        rows.append({"surface": surface, "kind": kind if best > 0 else "other", "score": max(0.0, score),
                     "n": max(counts[surface].values())})
    return make("name_kinds", rows)


def prior_of(kind: str, score: float, n: int) -> tuple[str, float]:
    """The corpus's word on a string as a vote: at most `_PRIOR`, and less from few mentions."""
    return kind, _PRIOR * score * min(1.0, math.log2(1 + n) / 3)
