"""What the whole corpus knows of a string: is "Kherson" a place, "Lavrov" a person? Map, reduce, map.

`find_mentions` notes what the context of each mention says, `survey` adds the votes of one partition up,
`weigh_evidence` those of all partitions to one kind a string, and `candidates.find_names` uses that as a hint where the
article itself says little. Refuses to weigh a word that stands
only where any word is capitalised.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.names.decide import person_parts
from helpers.names.model import engine, example, labels
from helpers.names.own import own_votes
from helpers.names.spans import find_candidates, words_of
from helpers.names.votes import KINDS, context_votes, read_votes, write_votes
from helpers.schema import SCHEMAS

_CEILING = 3.0  # of one mention: a single sentence must not speak for the corpus
_PRIOR = 1.4
_SURE = 1.8  # a lead of the first kind over the second that leaves nothing to ask the model
_MODEL, _MODEL_MENTIONS = 2.5, 5  # what a label of the model weighs, and for how many mentions it stands
#: Votes come in steps, so that a few more mentions do not change what every article is told.
_VOTE_STEP = 0.2
_WEAK = frozenset(("the", "article-before"))  # true of so many mentions that their sum would outvote better rules


def find_mentions(pages: pa.Table) -> pa.Table:
    """The table `name_mentions` of a partition: the candidates of each article, with what the context of each says."""
    columns: tuple[list, ...] = tuple([] for _ in SCHEMAS["name_mentions"])
    for article, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        candidates = find_candidates(text or "")
        if not candidates:
            continue
        votes = [write_votes(tuple(said)) if (said := context_votes(text, one)) else "" for one in candidates]
        starts, ends, surfaces, _, opens, _ = zip(*candidates, strict=True)
        for column, values in zip(columns, ([article] * len(votes), starts, ends, surfaces, opens, votes), strict=True):
            column.extend(values)
    return pa.table(list(columns), schema=SCHEMAS["name_mentions"])


def survey(pages: pa.Table, name_mentions: pa.Table) -> pa.Table:
    """The table `name_evidence` of a partition: the votes of its mentions, a row for each string and kind with their
    sum as `weight` and the mentions behind it as `n`; with the optional model also an example."""
    surfaces, opens, votes = (name_mentions[name].to_pylist() for name in ("surface", "opens", "votes"))
    mentions = list(zip(surfaces, map(words_of, surfaces), votes, opens, strict=True))
    tally = _Tally(mentions)
    begins = first_mentions(name_mentions)
    for begin, end in itertools.pairwise([*begins, len(mentions)]):
        tally.add_persons(mentions[begin:end])
    if engine() is not None:
        texts = dict(zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True))
        places = (name_mentions[name].to_pylist() for name in ("article_id", "start", "end"))
        tally.add_passages(_passage(texts[of], *at, *mention[:2]) for of, *at, mention in zip(*places, mentions))
    return tally.evidence()


def first_mentions(name_mentions: pa.Table) -> list[int]:
    """The row of each article's first mention. A page may be there twice: offsets that fall begin another."""
    if not len(name_mentions):
        return []
    of = name_mentions["article_id"].combine_chunks().dictionary_encode().indices.to_numpy()
    start, end = name_mentions["start"].to_numpy(), name_mentions["end"].to_numpy()
    return np.flatnonzero(np.append(True, (of[1:] != of[:-1]) | (start[1:] < end[:-1]))).tolist()


_Mention = tuple[str, tuple[str, ...], str, bool]  # surface, words, votes, whether it opens a sentence
_Key = tuple[str, str]  # a string and a kind
_Counted = tuple[list[tuple[_Key, int]], tuple[str, ...], float]


class _Tally:
    """The mentions of a partition, each different one counted, for most say the same as many others; the short forms of
    persons; and passages for the model."""

    def __init__(self, mentions: Sequence[_Mention]) -> None:
        self._all = mentions
        self._mentions = Counter(mentions)
        self._parts: list[tuple[str, float]] = []
        self._passages: dict[_Mention, str] = {}

    def add_persons(self, mentions: Iterable[_Mention]) -> None:
        """Note the short forms of each person's full name once, of the mentions of one article."""
        full: dict[str, float] = {}
        for mention in mentions:
            if len(mention[1]) > 1:
                _, parts, person = _counted(*mention)
                for part in parts:
                    if person > full.get(part, 0.0):
                        full[part] = person
        self._parts.extend(full.items())

    def add_passages(self, passages: Iterable[str]) -> None:
        """Note for each different mention the passage that sorts first, of one (it may be empty) for each mention."""
        for mention, passage in zip(self._all, passages, strict=True):
            if passage and passage < self._passages.get(mention, "~"):
                self._passages[mention] = passage

    def evidence(self) -> pa.Table:
        """The table `name_evidence`: votes are added up in thousandths, so that their order does not matter."""
        weights: dict[_Key, int] = defaultdict(int)
        counts: dict[_Key, int] = defaultdict(int)
        examples: dict[_Key, str] = {}
        for mention, n in self._mentions.items():
            passage = self._passages.get(mention, "~")
            for key, weight in _counted(*mention)[0]:
                weights[key] += n * weight
                counts[key] += n
                if passage < examples.get(key, "~"):
                    examples[key] = passage
        for part, weight in self._parts:
            weights[part, "person"] += _thousandths(weight)
            counts[part, "person"] += 1
        keys = sorted(counts)
        columns = [
            [surface for surface, _ in keys],
            [kind for _, kind in keys],
            [weights[key] / 1000 for key in keys],
            [counts[key] for key in keys],
            [examples.get(key) for key in keys],
        ]
        return pa.table(columns, schema=SCHEMAS["name_evidence"])


def _passage(text: str, start: int, end: int, surface: str, words: tuple[str, ...]) -> str:
    """The passage that the model may read for a mention; none if the name's own words leave no doubt."""
    return example(text, start, end) if _is_open(surface, words) else ""


@lru_cache(maxsize=1 << 16)
def _is_open(surface: str, words: tuple[str, ...]) -> bool:
    """Whether a name's own words leave its kind open."""
    sums: dict[str, float] = dict.fromkeys(KINDS, 0.0)
    for kind, weight, _ in own_votes(surface, words):
        sums[kind] += weight
    best, second = sorted(sums.values(), reverse=True)[:2]
    return best - max(second, 0.0) < _SURE


@lru_cache(maxsize=1 << 16)
def _counted(surface: str, words: tuple[str, ...], said: str, opens: bool) -> _Counted:
    """What a mention counts for: thousandths by (string, kind), with 0 for a kind that it might be though nothing is
    said for it; its short forms if it is a person's full name; and their weight. One word that opens a sentence counts
    only if something is said of it."""
    local: dict[str, float] = {}
    for kind, weight, rule in read_votes(said):
        if rule not in _WEAK:
            local[kind] = local.get(kind, 0.0) + weight
    if opens and len(words) == 1 and not local:
        return [], (), 0.0
    parts, person = _completed(surface, words, local)
    return [((surface, kind), _thousandths(_clipped(weight))) for kind, weight in local.items()], parts, person


def _completed(surface: str, words: tuple[str, ...], local: dict[str, float]) -> tuple[tuple[str, ...], float]:
    """The short forms that a mention's string has as a person's full name, none if it is none, and their weight. To
    `local`, the votes of its context, come the kinds for which the mention counts though nothing is said for them."""
    if len(words) == 1:
        local.setdefault("other", 0.0)
        return (), 0.0
    person, place, organisation = _own_sums(surface, words)
    person += local.setdefault("person", 0.0)
    if person < 2.0:
        return (), 0.0
    place += local.setdefault("place", 0.0)
    is_person = person > place and person > organisation
    return (person_parts(words) if is_person else ()), _clipped(person)


@lru_cache(maxsize=100_000)
def _own_sums(surface: str, words: tuple[str, ...]) -> tuple[float, float, float]:
    """What a string's own words say for a person, a place and an organisation."""
    own: dict[str, float] = defaultdict(float)
    for kind, weight, _ in own_votes(surface, words):
        own[kind] += weight
    return own["person"], own["place"], own["organisation"]


def add_evidence(evidence: pa.Table) -> pa.Table:
    """Evidence of several partitions put together, as one row for each string and kind, in order. Exact: thousandths
    are added as whole numbers."""
    parts = evidence.set_column(2, "weight", _whole_thousandths(evidence["weight"]))
    sums = parts.group_by(["surface", "kind"], use_threads=False).aggregate(
        [("weight", "sum"), ("n", "sum"), ("example", "min")]
    )
    sums = sums.sort_by([("surface", "ascending"), ("kind", "ascending")])
    weight = pc.divide(pc.cast(sums["weight_sum"], pa.float64()), 1000.0)
    columns = [sums["surface"], sums["kind"], weight, sums["n_sum"], sums["example_min"]]
    return pa.table(columns, schema=SCHEMAS["name_evidence"])


def weigh_evidence(name_evidence: pa.Table) -> pa.Table:
    """One row for each distinct string: its kind in the corpus, `score` 0..1 (lead over the next kind, damped for few
    mentions), `n`, its mentions, and `vote`, what the corpus adds to that kind in an article: at most
    `_PRIOR`, less from few mentions, in steps of `_VOTE_STEP`."""
    if not name_evidence.num_rows:
        return SCHEMAS["name_kinds"].empty_table()
    whole = add_evidence(name_evidence)
    coded = whole["surface"].combine_chunks().dictionary_encode()  # in order, as the rows are
    row = coded.indices.to_numpy()
    column = pc.index_in(whole["kind"], value_set=pa.array(KINDS)).to_numpy()
    sums = np.zeros((len(coded.dictionary), len(KINDS)))
    counts = np.zeros(sums.shape, dtype=np.int64)
    sums[row, column], counts[row, column] = whole["weight"].to_numpy(), whole["n"].to_numpy()
    by_model = _by_model(whole, row, sums)
    sums += _MODEL * by_model
    first = sums.argmax(axis=1)  # of equals the first in KINDS
    best = sums[np.arange(len(sums)), first]
    second = np.sort(sums, axis=1)[:, -2]
    score = np.where(best > 0, (best - np.maximum(second, 0.0)) / (np.maximum(best, 0.0) + 3.0), 0.0)
    n = counts.max(axis=1)
    seen = n + _MODEL_MENTIONS * by_model.sum(axis=1)
    kind = np.where(best > 0, np.array(KINDS, dtype=object)[first], "other")
    vote = _PRIOR * score * np.minimum(1.0, np.log2(1 + seen) / 3)
    vote = np.round(vote / _VOTE_STEP) * _VOTE_STEP
    columns = [coded.dictionary, kind.tolist(), score.astype("float32"), n, vote.astype("float32")]
    return pa.table(columns, schema=SCHEMAS["name_kinds"])


def _by_model(whole: pa.Table, row: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """How often the optional model gave each string each kind, where the corpus leaves it open; zeros without one."""
    out = np.zeros(sums.shape)
    known = whole["example"].is_valid().to_numpy()
    if engine() is None or not known.any():
        return out
    ordered = np.sort(sums, axis=1)
    unsure = ordered[:, -1] - np.maximum(ordered[:, -2], 0.0) < _SURE
    asked: dict[int, set[str]] = defaultdict(set)
    for number, passage in zip(row[known].tolist(), whole["example"].drop_null().to_pylist(), strict=True):
        if unsure[number]:
            asked[number].add(passage)
    for number, kinds in labels({number: sorted(passages) for number, passages in asked.items()}).items():
        for kind, times in kinds.items():
            out[number, KINDS.index(kind)] = times
    return out


def _clipped(weight: float) -> float:
    return max(-_CEILING, min(weight, _CEILING))


def _thousandths(weight: float) -> int:
    return round(weight * 1000)


def _whole_thousandths(weights: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.round(pc.multiply(weights, 1000.0)), pa.int64())
