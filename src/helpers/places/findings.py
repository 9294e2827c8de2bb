"""Computed sentences about places: grammatical for nothing, one and many, claiming no more than was counted."""

from __future__ import annotations

import pandas as pd

from helpers.names.model import engine_sentence
from helpers.places.map import POINTS
from helpers.report.words import count, listing, share

_AREAS = ("country", "continent")


def scenes(ranked: pd.DataFrame) -> pd.DataFrame:
    """The places where something can happen: without countries, continents, regions of many countries ("European
    Union"), and buildings whose name mostly stands for those who govern there ("the Kremlin said")."""
    wide = ranked["kind"].isin(_AREAS) | ((ranked["kind"] == "region") & (ranked["country"] == ""))
    speaks = (ranked["kind"] == "building") & (2 * ranked["as_government"] >= ranked["mentions"])
    return ranked[~wide & ~speaks]


def towns(ranked: pd.DataFrame) -> pd.DataFrame:
    """The scenes that are points on a map; all scenes where there are few such."""
    inner = scenes(ranked)
    points = inner[inner["kind"].isin(POINTS)]
    return points if len(points) >= 3 else inner


def leading(ranked: pd.DataFrame, n_articles: int) -> str:
    """Which places most articles name; areas as wide as countries only where nothing smaller is named."""
    if ranked.empty:
        return "No places are named in the selected articles"
    inner = scenes(ranked)
    first = (inner if len(inner) else ranked).iloc[0]
    others = (inner if len(inner) else ranked)["place"].iloc[1:4].tolist()
    tail = f", followed by {listing(others)}" if others else ""
    if n_articles == 1:
        return f"{first['place']} is named most, {count(int(first['mentions']), 'time')}{tail}"
    return f"{first['place']} is named in {share(first['share'])} of {count(n_articles, 'article')}{tail}"


def countries(ranked: pd.DataFrame) -> str:
    """Which countries are named, and how far the first leads."""
    found = ranked[ranked["kind"] == "country"]
    if found.empty:
        return "No country is named."
    names = found["place"].head(4).tolist()
    return f"{count(len(found), 'country', 'countries')} named; most articles name {listing(names)}."


def moves(parts: pd.DataFrame) -> str:
    """Which place leads in the first and in the last part of the period (see summary.by_part)."""
    named = parts[parts["articles"] > 0].sort_values(["part_number", "share", "place"], ascending=[True, False, True])
    if named.empty:
        return "Places by time"
    ends = [named.iloc[0], named[named["part_number"] == named["part_number"].max()].iloc[0]]
    if ends[0]["place"] == ends[1]["place"]:
        return f"{ends[0]['place']} leads at the beginning and at the end"
    return f"From {ends[0]['place']} at the beginning to {ends[1]['place']} at the end"


def changes(table: pd.DataFrame) -> str:
    """Which place rose and which fell most between the earlier and the later half of the articles."""
    parts = []
    for word, rows in (("rose", table[table["change"] >= 0.05]), ("fell", table[table["change"] <= -0.05])):
        if len(rows):
            row = rows.iloc[0]
            parts.append(f"{row['place']} {word} from {share(row['earlier'])} to {share(row['later'])} of articles")
    if parts:
        return ", ".join(parts)
    return (
        "No place rose or fell by five points or more" if len(table) else "Too few dated articles to speak of a change"
    )


def together(pairs: pd.DataFrame) -> str:
    """Which two places stand together most."""
    if pairs.empty:
        return "No two of the leading places stand close together"
    row = pairs.iloc[0]
    return f"{row['first']} and {row['second']} stand together most, in {count(int(row['articles']), 'article')}"


def surely(placed: pd.DataFrame, unsure: pd.DataFrame, unknown: pd.DataFrame) -> str:
    """How many mentions are placed, how many of them not surely, and how many names the gazetteer does not have."""
    if placed.empty and unknown.empty:
        return "No place names were found."
    n_unsure, n_unknown = int(unsure["mentions"].sum()), len(unknown)
    parts = [f"{count(len(placed), 'mention')} of places {'is' if len(placed) == 1 else 'are'} put on the map"]
    parts.append(f"{n_unsure} of them not surely" if n_unsure else "all of them surely")
    known = (
        f"; {count(n_unknown, 'mention')} more {'reads' if n_unknown == 1 else 'read'} as places the gazetteer lacks"
    )
    return ", ".join(parts) + (known if n_unknown else "") + f". {engine_sentence()}"


def since(before: pd.DataFrame | None, ranked: pd.DataFrame, run: str) -> str:
    """Which places are new, or gained most, against an earlier run."""
    if before is None:
        return "There is no earlier run to compare with."
    old = set(before["place"]) if "place" in before else set()
    new = [place for place in ranked["place"].head(100) if place not in old]
    if not new:
        return f"No new places since run {run}."
    more = f" and {count(len(new) - 8, 'more place')}" if len(new) > 8 else ""
    return f"New since run {run}: {', '.join(new[:8]) + more if more else listing(new)}."
