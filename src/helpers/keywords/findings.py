"""Computed sentences about keywords: grammatical for nothing, one and many, claiming no more than was counted."""

from __future__ import annotations

import pandas as pd

from helpers.report.words import count, listing, number, share


def top_terms(frequencies: pd.DataFrame, n_articles: int) -> str:
    """Which terms most articles use."""
    if frequencies.empty:
        return "No terms to count"
    first, others = frequencies.iloc[0], frequencies["label"].iloc[1:4].tolist()
    tail = f", followed by {listing(others)}" if others else ""
    if n_articles == 1:
        return f"The article's terms are led by {listing(frequencies['label'].head(4).tolist())}"
    return f"“{first['label']}” is in {number(first['articles'])} of {count(n_articles, 'article')}{tail}"


def trends(table: pd.DataFrame) -> str:
    """Which of the followed terms rose and fell most between the first and the last third of the bins."""
    bins = table["bin"].drop_duplicates().sort_values()
    if len(bins) < 3:
        return "Too few days to speak of a trend"
    third = len(bins) // 3 or 1
    early, late = (table[table["bin"].isin(part)] for part in (bins[:third], bins[-third:]))
    name = "label" if "label" in table else "term"
    before, after = _share(early, name), _share(late, name)
    change = after - before
    up, down = change.idxmax(), change.idxmin()
    parts = []
    if change[up] >= 0.05:
        parts.append(f"“{up}” rose from {share(before[up])} to {share(after[up])} of articles")
    if change[down] <= -0.05:
        parts.append(f"“{down}” fell from {share(before[down])} to {share(after[down])} of articles")
    return ", ".join(parts).replace(" of articles,", ",") or "The leading terms held their share of the coverage"


def _share(table: pd.DataFrame, name: str) -> pd.Series:
    sums = table.groupby(name)[["articles", "all_articles"]].sum()
    return sums["articles"] / sums["all_articles"]


def distinctive(table: pd.DataFrame) -> str:
    """Which terms set the later half of the articles apart from the earlier."""
    strong = table[table["bic"] > 0]
    if strong.empty:
        return "No term sets the later half of the articles clearly apart from the earlier"
    later = strong[strong["log_ratio"] > 0]["label"].head(3).tolist()
    earlier = strong[strong["log_ratio"] < 0]["label"].head(3).tolist()
    if not later or not earlier:
        return f"{listing(later or earlier)} set the {'later' if later else 'earlier'} half of the coverage apart"
    return f"{listing(later)} set the later half of the coverage apart, {listing(earlier)} the earlier"


def changes(table: pd.DataFrame) -> str:
    """How many words entered and left."""
    entered = table[table["change"] == "entered"]["label"].tolist()
    left = table[table["change"] == "left"]["label"].tolist()
    if not entered and not left:
        return "No word entered or left the story for good"
    parts = [f"entered: {listing(entered[:4])}"] if entered else []
    parts += [f"left: {listing(left[:4])}"] if left else []
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}"


def outlets(table: pd.DataFrame) -> str:
    """Where outlets differ most in the use of one term."""
    enough = table[table["all_articles"] >= 3]
    if enough["source"].nunique() < 2:
        return "Too few outlets with three or more articles to compare"
    spread = enough.groupby("label")["share"].agg(lambda s: s.max() - s.min())
    term = spread.idxmax()
    rows = enough[enough["label"] == term].sort_values(["share", "source"])
    low, high = rows.iloc[0], rows.iloc[-1]
    return (
        f"“{term}” divides the outlets most: {high['source']} uses it in {share(high['share'])} of its articles, "
        f"{low['source']} in {share(low['share'])}"
    )


def since(previous: pd.DataFrame | None, frequencies: pd.DataFrame, run: str) -> str:
    """What changed since the run compared with."""
    if previous is None or previous.empty:
        return "There is no earlier run of this corpus to compare with."
    before = previous.set_index("term")["articles"]
    now = frequencies.set_index("term")["articles"]
    change = (now - before).dropna()
    change = change[change != 0]
    if change.empty:
        return f"No leading term changed its count since run {run}."
    strongest = change.reindex(change.abs().sort_values(ascending=False, kind="stable").index).head(3)
    parts = [f"“{term}” {'+' if n > 0 else '−'}{number(abs(n))}" for term, n in strongest.items()]
    return f"Since run {run}, articles using a term: {listing(parts)}."
