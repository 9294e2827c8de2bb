"""Concordance: every use of a term with its context, as offsets into the articles, so that a reader can check a count.

A term that was counted is found by the tokens that were counted: "full" is not in "full-scale", and "Russia's invasion"
is three tokens. Any other is matched as whole words, in any case, its characters taken literally: `C++` is no pattern.
Texts are read in small batches, only those of articles that hold the term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.errors import ParameterError
from helpers.keywords.stems import stem
from helpers.keywords.stopwords import stop_words
from helpers.keywords.study import Study
from helpers.text.forms import fold
from helpers.text.spans import token_spans
from helpers.text.tokens import encode

COLUMNS = ["article_id", "start", "end", "surface", "term"]
#: Orders of a concordance: by time, or by the words beside the term (L: left, R: right, nearest first).
SORTS = ("time", "left", "right")
_BATCH = 500


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


def find_counted(
    texts: Mapping[str, str], terms: Iterable[str], *, rule: str = "nltk", form: Callable[[str], str] = str
) -> pd.DataFrame:
    """As `find_uses`, but of terms as they are counted: tokens of the rule in a row, parted by spaces in the term, each
    case-folded and then of one `form`, such as a stem."""
    found = encode(list(texts.values()), rule=rule, fold=False)
    numbers: dict[str, int] = {}
    number = [numbers.setdefault(form(fold(token)), len(numbers)) for token in found.vocabulary.to_pylist()]
    codes = np.array(number, np.int32)[found.codes]
    ids, spans, rows = list(texts), {}, []
    for term in terms:
        wanted = [numbers.get(form(word), -1) for word in term.split()]
        at = _where(codes, wanted)
        for first, text in zip(at, np.searchsorted(found.starts, at, side="right") - 1):
            begin = found.starts[text]
            if first + len(wanted) > found.starts[text + 1]:
                continue  # it would go on in the next text
            article_id = ids[text]
            if article_id not in spans:
                spans[article_id] = token_spans(texts[article_id], found.tokens(text))
            start, end = spans[article_id][first - begin][0], spans[article_id][first - begin + len(wanted) - 1][1]
            rows.append((article_id, start, end, texts[article_id][start:end], term))
    return pd.DataFrame(rows, columns=COLUMNS)


def _where(codes: np.ndarray, wanted: list[int]) -> np.ndarray:
    """Where the codes `wanted` (-1: one that is nowhere) stand in a row."""
    ends = max(len(codes) - len(wanted) + 1, 0)
    meet = np.full(ends, bool(wanted))
    for step, code in enumerate(wanted):
        meet &= codes[step : step + ends] == code
    return np.flatnonzero(meet)


def concordance(ctx: Context, found: Study, terms: list[str], *, sample: int = 60) -> pd.DataFrame:
    """Uses of terms in the selected articles, oldest first, with day and source: ready for `report.Evidence`.

    Of a term in more than `sample` articles those of `sample` articles at even steps through time, the first and the
    last among them; `uses_by_article` has the counts of all."""
    wanted = list(dict.fromkeys(term for term in terms if term.strip()))
    holding = _holding(ctx, found, wanted, sample)
    sizes = dict(zip(wanted, found.counts.of(wanted).articles.tolist()))
    counted, others = [term for term in wanted if sizes[term]], [term for term in wanted if not sizes[term]]
    stop, rule = stop_words(ctx.params.stop_words), ctx.params.token_rule
    form = (lambda word: "" if word in stop else stem(word)) if ctx.params.stems == "yes" else str
    parts = [pd.DataFrame(columns=COLUMNS)]
    for start in range(0, len(holding), _BATCH):
        texts = ctx.texts(holding[start : start + _BATCH])
        parts += [find_counted(texts, counted, rule=rule, form=form), find_uses(texts, others)]
    uses = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    about = ctx.articles[["article_id", "day", "source", "story_id"]]
    return uses.merge(about, on="article_id").sort_values(
        ["day", "article_id", "start"], kind="stable", ignore_index=True
    )


def uses_by_article(ctx: Context, found: Study, terms: list[str]) -> pd.DataFrame:
    """Columns term, article_id, n: the uses of each term that was counted, in each article that holds it."""
    counts = found.counts.of(terms)
    ids = ctx.articles["article_id"].to_numpy(dtype=object)
    names = np.array(terms, dtype=object)
    return pd.DataFrame({"term": names[counts.term], "article_id": ids[counts.article], "n": counts.n.astype(int)})


def kwic(ctx: Context, uses: pd.DataFrame, *, sort: str = "time", width: int = 48, limit: int = 20) -> pd.DataFrame:
    """Lines of a concordance: the columns of `uses` (see `concordance`) and left, keyword, right, the context cut to
    whole words within `width` characters on each side.

    `sort`: `time`; `right`, by the words that follow; `left`, by the words before, the nearest first. Sorted before it
    is cut to `limit` lines a term, so that lines alike stand together."""
    if sort not in SORTS:
        raise ParameterError("no such order", where=sort, do="Choose one of " + ", ".join(SORTS) + ".")
    parts = []
    ids = list(dict.fromkeys(uses["article_id"]))
    for start in range(0, len(ids), _BATCH):
        texts = ctx.texts(ids[start : start + _BATCH])
        mine = uses[uses["article_id"].isin(texts.keys())]
        sides = [_sides(texts[row.article_id], row.start, row.end, width) for row in mine.itertuples()]
        parts.append(mine.assign(left=[a for a, _ in sides], keyword=mine["surface"], right=[b for _, b in sides]))
    lines = pd.concat(parts) if parts else uses.assign(left="", keyword="", right="")
    lines = lines.sort_values(["day", "article_id", "start"], kind="stable", na_position="last")
    if sort == "right":
        lines = lines.sort_values("right", key=lambda column: column.str.casefold(), kind="stable")
    elif sort == "left":
        lines = lines.sort_values(
            "left", key=lambda column: column.map(lambda text: " ".join(text.casefold().split()[::-1])), kind="stable"
        )
    return lines.groupby("term", sort=False).head(limit).reset_index(drop=True)


def _holding(ctx: Context, found: Study, terms: list[str], sample: int) -> list[str]:
    """The articles to read. A term that was not counted as one (`C++`, a long phrase) may stand in any of them."""
    counts = found.counts.of(terms)
    ids = ctx.articles["article_id"].to_numpy(dtype=object)
    chosen: set[int] = set()
    for number in range(len(terms)):
        with_term = counts.article[counts.starts[number] : counts.starts[number + 1]]
        if not len(with_term):
            return ids.tolist()
        steps = np.linspace(0, len(with_term) - 1, min(sample, len(with_term)))
        chosen.update(with_term[np.round(steps).astype(int)].tolist())
    return ids[sorted(chosen)].tolist()


def _sides(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """The context left and right of a use: white space folded, no broken word at the far ends."""
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width and " " in left:
        left = left[left.index(" ") :]
    if end + width < len(text) and " " in right:
        right = right[: right.rindex(" ")]
    return " ".join(left.split()), " ".join(right.split())
