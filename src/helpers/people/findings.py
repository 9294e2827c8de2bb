"""Computed sentences about people and quotes: right for none, one and many, claiming no more than was counted."""

from __future__ import annotations

import pandas as pd

from helpers.report.words import count, listing, number, share, short_day


def present(persons: pd.DataFrame, n_articles: int) -> str:
    """Who is named in most articles."""
    if persons.empty:
        return "Nobody is named"
    first = persons.iloc[0]
    if n_articles == 1:
        most = f", {listing(persons['name'].head(3))} most often" if len(persons) > 1 else f": {first['name']}"
        return f"{count(len(persons), 'person', 'people')} {'is' if len(persons) == 1 else 'are'} named{most}"
    tail = f", ahead of {listing(persons['name'].iloc[1:3])}" if len(persons) > 1 else ""
    return f"{first['name']} is named in {number(first['articles'])} of {count(n_articles, 'article')}{tail}"


def quoted(persons: pd.DataFrame, said: pd.DataFrame) -> str:
    """Who is quoted most, with the share of all quoted words."""
    heard = persons[persons["words"] > 0].sort_values(["words", "name"], ascending=[False, True], kind="stable")
    if said.empty:
        return "Nobody is quoted"
    if heard.empty:
        return f"{count(len(said), 'quotation')}, none of a person known by name"
    first = heard.iloc[0]
    return f"{first['name']} is quoted most: {share(first['share'])} of all quoted words"


def attribution(said: pd.DataFrame) -> str:
    """How many quotations have a speaker, and how many a person known by name."""
    if said.empty:
        return "No quotations were found."
    with_speaker = int((said["speaker"] != "").sum())
    by_name = int((said["person_id"] != "").sum())
    return (
        f"Of {count(len(said), 'quotation')}, {number(with_speaker)} have a speaker in the text and {number(by_name)}"
        " lead to a person known by name; the others are said by offices, or by people who are not named."
    )


def affiliations(table: pd.DataFrame) -> str:
    """For whom those speak who are quoted most."""
    if table.empty:
        return "No speaker's country or body is named"
    first = table.iloc[0]
    more = f", ahead of {table['affiliation'].iloc[1]} with {share(table['share'].iloc[1])}" if len(table) > 1 else ""
    return f"By country or body, {first['affiliation']} leads with {share(first['share'])} of all quoted words{more}"


def outlets(by_outlet: pd.DataFrame) -> str:
    """Which outlet prints the most quotations of one person."""
    if by_outlet["source"].nunique() < 2:
        only = by_outlet["source"].iloc[0] if len(by_outlet) else ""
        return f"{only} prints all the quotations of people known by name" if only else "No quotation of a named person"
    top = by_outlet.sort_values(["quotes", "name", "source"], ascending=[False, True, True], kind="stable").iloc[0]
    return f"{top['source']} quotes {top['name']} most: {count(int(top['quotes']), 'quotation')}"


def rising(changes: pd.DataFrame) -> str:
    """Who rose and who fell most between the earlier and the later half of the articles."""
    if changes.empty:
        return "Too few days, or nobody in two articles, to speak of a rise"
    up, down = changes.iloc[0], changes.iloc[-1]
    parts = []
    if up["points"] >= 5:
        parts.append(f"{up['name']} rises from {_none(up['early'])} to {share(up['late'])} of articles")
    if down["points"] <= -5:
        parts.append(f"{down['name']} falls from {share(down['early'])} to {_none(down['late'])}")
    return ", ".join(parts) or "Nobody rises or falls by five points or more"


def new_faces(changes: pd.DataFrame) -> str:
    """Who appears only in the later half of the articles."""
    new = changes[changes["new"].astype(bool)].sort_values(["articles", "name"], ascending=[False, True], kind="stable")
    if new.empty:
        return "No new face: all who are named in two or more articles were there in the earlier half."
    who = [f"{name} (from {short_day(day)})" for name, day in zip(new["name"], new["first_seen"], strict=True)]
    return f"New in the later half of the articles, in two or more of them: {listing(who, limit=4)}."


def together(pairs: pd.DataFrame) -> str:
    """Who is most often named with whom."""
    if pairs.empty:
        return "No two people are named in one article"
    top = pairs.iloc[0]
    if top["articles"] == 1:
        return "No two people are named together in more than one article"
    return f"{top['one']} and {top['other']} are named together most: in {count(int(top['articles']), 'article')}"


def merges(merged: pd.DataFrame, doubts: pd.DataFrame) -> str:
    """How many spellings were joined, and how many doubtful surnames are left."""
    if merged.empty and doubts.empty:
        return "Every person is written in one way, and no surname is in doubt."
    one = f"{count(len(merged), 'other spelling')} joined to {count(merged['canonical'].nunique(), 'person', 'people')}"
    two = (
        f"; {count(len(doubts), 'surname')} left that more than one person in the article may bear"
        if len(doubts)
        else ""
    )
    return f"{one[0].upper()}{one[1:]}{two}."


def since(previous: pd.DataFrame | None, persons: pd.DataFrame, run_id: str) -> str:
    """Who came into, and who left, the leading people since the run that this one is compared with."""
    if previous is None or previous.empty:
        return "No earlier run to compare with."
    before, now = list(previous["name"]), list(persons["name"].head(len(previous)))
    entered = [name for name in now if name not in before]
    left = [name for name in before if name not in now]
    if not entered and not left:
        return f"The leading people are the same as in run {run_id}."
    parts = [f"new among the leading people: {listing(entered, limit=5)}"] if entered else []
    parts += [f"no longer among them: {listing(left, limit=5)}"] if left else []
    return f"Since run {run_id}, {'; '.join(parts)}."


def _none(value: float) -> str:
    return share(value) if value else "none"
