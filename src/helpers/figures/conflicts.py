"""What does not fit together: totals that fall, sources that differ, measures in two units that do not agree.

Compares like with like: one series, days close to each other, places of one kind. Refuses pairs so far apart that they
must count different things.
"""

from __future__ import annotations

import pandas as pd

from helpers.figures import events, units
from helpers.figures.series import UNNAMED, latest, series_label, slug

#: Values further apart than this count different things.
ABSURD = 5.0


def falls(seen: pd.DataFrame) -> pd.DataFrame:
    """Running totals that fall: same series and source, a later as-of day, another story, an upper end below the
    earlier lower end."""
    columns = (
        "series_id label source_name earlier later earlier_day later_day article_id start end".split()
    )
    if seen.empty:
        return pd.DataFrame(columns=columns)
    growing = {name for name, event in events.names().items() if event.accumulates}
    part = seen[
        (seen["count_kind"] == "cumulative")
        & seen["event"].isin(growing)
        & (seen["source_name"] != UNNAMED)
        & (seen["bound"] != "about")
    ]
    found = []
    for (series, source, _), rows in part.groupby(["series_id", "source_name", part["place"].fillna("")]):
        ordered = rows.sort_values(["as_of_last", "day", "start"], kind="stable").to_dict("records")
        for earlier, later in zip(ordered, ordered[1:]):
            if _falls(earlier, later):
                found.append(
                    {
                        "series_id": series,
                        "label": series_label(later),
                        "source_name": source,
                        "earlier": earlier["low"],
                        "later": later["high"],
                        "earlier_day": earlier["as_of_last"],
                        "later_day": later["as_of_last"],
                        "article_id": later["article_id"],
                        "start": later["start"],
                        "end": later["end"],
                    }
                )
    return pd.DataFrame(found, columns=columns)


def _falls(earlier: dict, later: dict) -> bool:
    """Whether the later of two statements is a lower total, and not another version of the same statement."""
    if pd.isna(earlier["low"]) or pd.isna(later["high"]) or pd.isna(later["as_of_last"]):
        return False
    if earlier["as_of_last"] == later["as_of_last"] or earlier["story_id"] == later["story_id"]:
        return False
    return later["high"] < earlier["low"] <= ABSURD * max(later["high"], 1)


def disagreements(seen: pd.DataFrame, *, factor: float = 1.25, days: int = 3) -> pd.DataFrame:
    """Pairs of sources whose latest values of a series, at most `days` apart, cannot both hold and differ by
    `factor`: the widest pair of each series."""
    columns = ["series_id", "label", "low_source", "low_value", "high_source", "high_value", "ratio", "day", "weight"]
    rows = []
    totals = [name for name in sorted(seen["series_id"].unique()) if len(name.split("|")) == 4] if len(seen) else []
    for series in totals:
        part = latest(seen, series)
        part = part[
            (part["event"].fillna("") != "")
            & (part["source_name"] != UNNAMED)
            & part["value"].gt(0)
            & part["as_of_last"].notna()
            & (part["count_kind"] != "incremental")
            & ~part["change"].isin(["up", "down"])
        ].to_dict("records")
        pairs = [(a, b) for a in part for b in part if _differ(a, b, factor, days)]
        if pairs:
            low, high = max(pairs, key=lambda pair: pair[1]["value"] / pair[0]["value"])
            rows.append(
                {
                    "series_id": series,
                    "label": series_label(low),
                    "low_source": low["source_name"],
                    "low_value": low["value"],
                    "high_source": high["source_name"],
                    "high_value": high["value"],
                    "ratio": high["value"] / low["value"],
                    "day": max(str(low["as_of_last"])[:10], str(high["as_of_last"])[:10]),
                    "weight": events.names()[low["event"]].weight if low["event"] in events.names() else 1,
                }
            )
    table = pd.DataFrame(rows, columns=columns).sort_values(
        ["weight", "ratio", "series_id"], ascending=[False, False, True], kind="stable"
    )
    return table.drop(columns="weight").reset_index(drop=True)


def _differ(low: dict, high: dict, factor: float, days: int) -> bool:
    """Whether two statements of one thing, made of about the same days and of the same place, cannot both hold."""
    apart = abs((pd.Timestamp(low["as_of_last"]) - pd.Timestamp(high["as_of_last"])).days)
    if apart > days or low["source_name"] == high["source_name"] or not _same_place(low, high):
        return False
    if not factor * low["value"] <= high["value"] <= ABSURD * low["value"] or high["value"] - low["value"] < 2:
        return False
    return not (low["story_id"] == high["story_id"] and low["bound"] in ("at least", "more than"))


def _same_place(first: dict, second: dict) -> bool:
    """One place, or one of them that of the whole series."""
    places = [slug(first["place"] or ""), slug(second["place"] or "")]
    return places[0] == places[1] or any(place in ("", first["series_id"].split("|")[3]) for place in places)


def misconverted(claims: pd.DataFrame) -> pd.DataFrame:
    """Figures in two units that do not agree, by more than rounding allows."""
    return claims[claims["why"].str.endswith(f"+{units.MISCONVERTED}")] if len(claims) else claims
