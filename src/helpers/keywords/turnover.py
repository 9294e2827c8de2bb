"""Vocabulary turnover: terms that entered the story, left it, or took the place of another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import sequences
from helpers.keywords.collocates import collocates
from helpers.keywords.stopwords import stop_words

COLUMNS = ["change", "term", "label", "articles", "n", "log_ratio", "g2", "instead_of", "beside", "alike"]
#: Two terms stand in the same place when the words beside them are this much alike (cosine) and these many are shared.
ALIKE, SHARED = 0.2, 2
_SPAN, _MOST = 3, 60


def turnover(table: pd.DataFrame, *, top: int = 8) -> pd.DataFrame:
    """Terms that entered (only in the later half) and left (only in the earlier half) with a Bayes factor that speaks
    for it, strongest first: change, term, label, articles, n, log_ratio, g2; empty `instead_of`, `beside`, `alike`.

    `table`: as `keyness.early_and_late` makes it."""
    sides = []
    for change, here, gone in (("entered", "a", "b"), ("left", "b", "a")):
        rows = table[(table[f"n_{gone}"] == 0) & (table["bic"] > 0)].head(top)
        sides.append(rows.assign(change=change, articles=rows[f"articles_{here}"]))
    both = pd.concat(sides, ignore_index=True)
    return both.assign(instead_of="", beside="", alike=np.nan)[COLUMNS]


def with_replaced(ctx: Context, table: pd.DataFrame, *, top: int = 8) -> pd.DataFrame:
    """`turnover`, and the terms that probably took the place of another (change: "replaced"): `instead_of` names the
    one that became rarer, `beside` the words that both stand beside, `alike` how much their company is alike."""
    plain = turnover(table, top=top)
    if "cut" not in table.attrs:
        return plain
    strong = table[table["bic"] > 0]
    rose, fell = strong[strong["log_ratio"] >= 1].head(_MOST), strong[strong["log_ratio"] <= -1].head(_MOST)
    late = (ctx.articles["day"] >= pd.Timestamp(table.attrs["cut"])).to_numpy()
    early = ctx.articles["day"].notna().to_numpy() & ~late
    found = replacements(_company(ctx, early, fell["term"]), _company(ctx, late, rose["term"])).head(top)
    name = strong.set_index("term")["label"]
    rows = rose.set_index("term").loc[found["after"]].reset_index() if len(found) else rose.head(0)
    replaced = rows.assign(
        change="replaced", articles=rows["articles_a"], instead_of=found["before"].map(name).to_numpy(),
        beside=found["beside"].to_numpy(), alike=found["alike"].to_numpy(),
    )
    return pd.concat([plain, replaced[COLUMNS]], ignore_index=True) if len(replaced) else plain


def replacements(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Terms of `after` that stand where terms of `before` stood: before, after, alike (cosine, 0 to 1), beside (shared
    company, strongest first); each the best for the other, most alike first.

    Both: `collocates` of the two halves. A term is the vector of its collocates, weighted by their positive pointwise
    mutual information; what changed its bearer and kept its company, changed its word (temporal word analogs, Szymanski
    2017, on counts instead of trained vectors). A hint to look at, no proof."""
    columns = ["before", "after", "alike", "beside"]
    if before.empty or after.empty:
        return pd.DataFrame(columns=columns)
    one, other = (_vectors(side) for side in (before, after))
    words = one.columns.union(other.columns)
    one, other = (side.reindex(columns=words, fill_value=0.0) for side in (one, other))
    a, b = (side.to_numpy() / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12) for side in (one, other))
    alike = np.round(a @ b.T, 6)
    rows = []
    for at, to in enumerate(alike.argmax(1)):
        both = a[at] * b[to]
        shared = words[np.argsort(-both, kind="stable")[: int((both > 0).sum())]]
        if alike[:, to].argmax() == at and alike[at, to] >= ALIKE and len(shared) >= SHARED:
            rows.append((one.index[at], other.index[to], float(alike[at, to]), ", ".join(shared[:4])))
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["alike", "before"], ascending=[False, True], kind="stable", ignore_index=True)


def _vectors(table: pd.DataFrame) -> pd.DataFrame:
    weights = table.assign(weight=table["pmi"].clip(lower=0))
    return weights.pivot_table(index="node", columns="collocate", values="weight", fill_value=0.0, sort=True)


def _company(ctx: Context, chosen: np.ndarray, terms: pd.Series) -> pd.DataFrame:
    ids = ctx.articles["article_id"].to_numpy(dtype=object)[chosen]
    read = sequences.reader(ctx.store.paths("sequences"), ids)
    return collocates(read(), terms.tolist(), stop=stop_words(ctx.params.stop_words), span=_SPAN, min_n=2)
