"""Computed sentences about keywords: grammatical for nothing, one and many, claiming no more than was counted."""

from __future__ import annotations

import pandas as pd

from helpers.keywords.stems import stem
from helpers.keywords.study import FEW_ARTICLES
from helpers.report.words import count, day, listing, number, share


def top_terms(frequencies: pd.DataFrame, n_articles: int) -> str:
    """Which terms most articles use."""
    if frequencies.empty:
        return "No terms to count"
    first, others = frequencies.iloc[0], frequencies["label"].iloc[1:4].tolist()
    tail = f", followed by {listing(others)}" if others else ""
    if n_articles == 1:
        return f"The article's terms are led by {listing(frequencies['label'].head(4).tolist())}"
    return f"“{first['label']}” is in {number(first['articles'])} of {count(n_articles, 'article')}{tail}"


def copies(frequencies: pd.DataFrame) -> str:
    """How much the count changes when every printing of a story counts; empty where it does not."""
    printed = frequencies[frequencies["pages"] > frequencies["stories"]]
    if printed.empty:
        return ""
    row = printed.iloc[0]
    return (
        f"Counted each time it was printed, “{row['label']}” stands in {count(int(row['pages']), 'page')}, counted once"
        f" a story in {number(row['stories'])}."
    )


def spaceless(n_articles: int) -> str:
    """That words are not told apart where no spaces part them; empty where there are no such articles."""
    if not n_articles:
        return ""
    are = "is" if n_articles == 1 else "are"
    return (
        f" {count(n_articles, 'article')} {are} written without spaces between words: the words in"
        f" {'it' if n_articles == 1 else 'them'} are not counted."
    )


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


def burst(frequencies: pd.DataFrame, steps: pd.DatetimeIndex, step: str) -> str:
    """The strongest burst of all terms, and when it was."""
    found = frequencies[frequencies["bursts"] > 0]
    if found.empty:
        return "No term was used in a burst."
    row = found.sort_values(["burst_weight", "term"], ascending=[False, True]).iloc[0]
    first, last = (step_name(steps[int(row[name])], step) for name in ("burst_first", "burst_last"))
    return f"The strongest burst is that of “{row['label']}”: {first if first == last else f'{first} to {last}'}."


def step_name(first_day: pd.Timestamp, step: str) -> str:
    """A time step in words: "3 March 2031", "the week of 3 March 2031", "March 2031"."""
    if step == "month":
        return day(first_day).partition(" ")[2]
    return day(first_day) if step == "day" else f"the week of {day(first_day)}"


def distinctive(table: pd.DataFrame) -> str:
    """Which terms set the one side (by default the later half of the articles) apart from the other."""
    one = table.attrs.get("a", "the later half of the coverage")
    other = table.attrs.get("b", "the earlier half")
    strong = table[table["bic"] > 0]
    if strong.empty:
        return f"No term sets {one} clearly apart from {other}"
    more = _one_a_stem(strong[strong["log_ratio"] > 0]["label"])[:3]
    less = _one_a_stem(strong[strong["log_ratio"] < 0]["label"])[:3]
    if not more or not less:
        side, against = (one, other) if more else (other, one)
        return f"{_start(listing(more or less))} set{'s' if len(more or less) == 1 else ''} {side} apart from {against}"
    return f"{_start(listing(more))} set{'s' if len(more) == 1 else ''} {one} apart, {listing(less)} {other}"


def _one_a_stem(labels: pd.Series) -> list[str]:
    """The labels without those of a word that is named already: a sentence says "drone" or "drones", not both."""
    return labels[~labels.str.casefold().map(stem).duplicated()].tolist()


def changes(table: pd.DataFrame) -> str:
    """Which words entered and left. What replaced what is a hint, so no title says it."""
    entered = table[table["change"] == "entered"]["label"].tolist()
    left = table[table["change"] == "left"]["label"].tolist()
    if not entered and not left:
        return "No word entered or left the story for good"
    parts = [f"entered: {listing(entered[:4])}"] if entered else []
    parts += [f"left: {listing(left[:4])}"] if left else []
    return _start("; ".join(parts))


def phrases(table: pd.DataFrame) -> str:
    """Which words keep together most strongly."""
    if table.empty:
        return "No words keep together often enough to be a phrase"
    first = table.iloc[0]
    tail = f", then {listing([f'“{name}”' for name in table['label'].iloc[1:3]])}" if len(table) > 1 else ""
    return f"“{first['label']}” keeps together most, in {count(int(first['articles']), 'article')}{tail}"


def outlets(table: pd.DataFrame) -> str:
    """Where outlets surely differ most in the use of one term: their intervals are furthest apart."""
    enough = table[table["all_articles"] >= FEW_ARTICLES]
    if enough["source"].nunique() < 2:
        return "Too few outlets with three or more articles to compare"
    gap = enough.groupby("label").agg(low=("low", "max"), high=("high", "min"))
    gap = (gap["low"] - gap["high"]).sort_values(ascending=False, kind="stable")
    if gap.iloc[0] <= 0:
        return "The outlets do not surely differ in their use of the leading terms"
    rows = enough[enough["label"] == gap.index[0]]
    high, low = rows.loc[rows["low"].idxmax()], rows.loc[rows["high"].idxmin()]
    return (
        f"“{gap.index[0]}” divides the outlets most: {high['source']} uses it in {share(high['share'])} of its"
        f" articles, {low['source']} in {share(low['share'])}"
    )


def first_use(table: pd.DataFrame) -> str:
    """Which outlet was first with most of the terms."""
    if table.empty:
        return "No term was taken up by one outlet after another"
    wins = table["first_source"].value_counts()
    leader = sorted(wins[wins == wins.max()].index)[0]
    if len(table) == 1:
        return f"{leader} used “{table['label'].iloc[0]}” first, on {day(table['day'].iloc[0])}"
    if (wins == wins.max()).sum() > 1:
        return "No outlet was first with more terms than the others"
    return f"{leader} was first with {number(wins.max())} of {count(len(table), 'term')}"


def network(table: pd.DataFrame) -> str:
    """Which two terms belong together most."""
    if table.empty:
        return "No two terms share more articles than chance would bring together"
    first = table.iloc[0]
    both = count(int(first["articles"]), "article")
    return (
        f"“{first['label_a']}” and “{first['label_b']}” belong together most: both are in {both},"
        f" {number(round(first['expected']))} expected by chance"
    )


def over_time(table: pd.DataFrame, step: str = "day") -> str:
    """Which term of the map of terms and times peaks first and which last."""
    rows = table[(table["articles"] > 0) & ~table["few"]]
    if rows.empty:
        return "Too few articles in each step to say when a term was used most"
    peaks = rows.loc[rows.groupby("label", sort=False)["low"].idxmax()].sort_values(["bin", "label"])
    first, last = peaks.iloc[0], peaks.iloc[-1]
    if len(peaks) == 1 or first["bin"] == last["bin"]:
        return f"“{first['label']}” is used most: {step_name(first['bin'], step)}"
    return (
        f"“{first['label']}” peaks first ({step_name(first['bin'], step)}),"
        f" “{last['label']}” last ({step_name(last['bin'], step)})"
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


def _start(text: str) -> str:
    """The text as the begin of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"
