"""Collocates: the words that a term keeps company with, within a few words on either side."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.keywords.association import likelihood_ratio, log_dice, pmi, student_t
from helpers.keywords.sequences import Sequences

#: Words on either side of the term.
SPAN = 5
COLUMNS = ["node", "collocate", "n", "uses", "articles", "g2", "pmi", "t", "log_dice"]


def collocates(
    read: Iterable[Sequences], nodes: list[str], *, stop: frozenset[str], span: int = SPAN, min_n: int = 3
) -> pd.DataFrame:
    """Words within `span` words of each of `nodes` (words or phrases, case-folded) in the same article: node,
    collocate, n (meetings), uses (of the collocate in all), articles (in how many they meet), g2, pmi, t, log_dice;
    by node, strongest first. Numbers and marks take a place but are no words; stop words are left out.

    Expected meetings are f(node) f(collocate) 2 span / N (Evert 2009), so g2, pmi and t are those of a table with
    2 span f(node) places near the node; logDice is from f(node) and f(collocate) (Rychlý 2008)."""
    met: list[pd.DataFrame] = []
    used: list[pd.DataFrame] = []
    node_uses = dict.fromkeys(nodes, 0)
    for part in read:
        kept = part.codes >= 0
        in_part = np.bincount(part.codes[kept], minlength=len(part.words))
        used.append(pd.DataFrame({"collocate": part.words, "uses": in_part}))
        owner = np.repeat(np.arange(len(part.article)), np.diff(part.starts))
        code = {word: number for number, word in enumerate(part.words)}
        for node in nodes:
            places = _places(part, owner, [code.get(word, -1) for word in node.split()])
            node_uses[node] += len(places)
            met.append(_near(part, owner, places, len(node.split()), span).assign(node=node))
    if not used or not nodes:
        return pd.DataFrame(columns=COLUMNS)
    uses = pd.concat(used).groupby("collocate")["uses"].sum()
    total = float(uses[uses.index != ""].sum())
    table = pd.concat(met).groupby(["node", "collocate"], as_index=False)[["n", "articles"]].sum()
    table["uses"] = table["collocate"].map(uses)
    keep = (table["n"] >= min_n) & ~table["collocate"].isin(stop) & (table["collocate"].str.len() > 1)
    table = table[keep]
    n, other = table["n"].to_numpy(float), table["uses"].to_numpy(float)
    own = table["node"].map(node_uses).to_numpy(float)
    near = np.minimum(own * 2 * span, total)
    table = table.assign(
        g2=likelihood_ratio(n, near, other, total), pmi=pmi(n, near, other, total),
        t=student_t(n, near, other, total), log_dice=log_dice(n, own, other),
    )
    table = table[table["n"] > near * other / total]
    order = {node: place for place, node in enumerate(nodes)}
    table = table.assign(place=table["node"].map(order))
    return table.sort_values(["place", "g2", "collocate"], ascending=[True, False, True], ignore_index=True)[COLUMNS]


def _places(part: Sequences, owner: np.ndarray, code: list[int]) -> np.ndarray:
    """Where words, given by their codes, stand one after another in one article: place of the first."""
    many = len(part.codes) - len(code) + 1
    if not code or min(code) < 0 or many <= 0:
        return np.zeros(0, np.int64)
    places = np.flatnonzero(part.codes[:many] == code[0])
    for step, wanted in enumerate(code[1:], 1):
        places = places[(part.codes[places + step] == wanted) & (owner[places + step] == owner[places])]
    return places


def _near(part: Sequences, owner: np.ndarray, places: np.ndarray, length: int, span: int) -> pd.DataFrame:
    """Words near the places: collocate, n, articles."""
    steps = np.concatenate([np.arange(-span, 0), np.arange(length, length + span)])
    around = (places[:, None] + steps[None, :]).ravel()
    home = np.repeat(owner[places], len(steps))
    inside = (around >= 0) & (around < len(part.codes))
    around, home = around[inside], home[inside]
    keep = (owner[around] == home) & (part.codes[around] >= 0)
    code, home = part.codes[around[keep]].astype(np.int64), home[keep]
    n = np.bincount(code, minlength=len(part.words))
    pairs = np.unique(code * max(len(part.article), 1) + home) // max(len(part.article), 1)
    articles = np.bincount(pairs, minlength=len(part.words))
    found = np.flatnonzero(n)
    return pd.DataFrame({"collocate": part.words[found], "n": n[found], "articles": articles[found]})
