"""What does not fit together: totals that fall, sources that differ, measures in two units that do not agree.

Compares like with like: one series, days close to each other, places of one kind. Refuses pairs so far apart that they
must count different things.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures import events, units
from helpers.figures.series import UNNAMED, latest_of_each, series_label, slug

#: Values further apart than this count different things.
ABSURD = 5.0


def falls(seen: pd.DataFrame) -> pd.DataFrame:
    """Running totals that fall: same series and source, a later as-of day, another story, an upper end below the
    earlier lower end."""
    columns = "series_id label source_name earlier later earlier_day later_day article_id start end".split()
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
    for series, part in _comparable(seen).groupby("series_id", sort=True):
        pair = _widest(part, series, factor, days)
        if pair:
            low, high = (part.iloc[number] for number in pair)
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


def _comparable(seen: pd.DataFrame) -> pd.DataFrame:
    """The last thing that each source said of each series of totals, newest first, as far as it can be compared."""
    if seen.empty:
        return seen
    totals = seen[seen["series_id"].str.count(r"\|") == 3]
    last = latest_of_each(totals)
    sums = last["event"].map(
        {name: event.of == "money" and not event.accumulates for name, event in events.names().items()}
    )
    return last[
        (last["event"].fillna("") != "")
        & ~sums.fillna(False).astype(bool)  # each pledge is a sum of its own
        & (last["source_name"] != UNNAMED)
        & last["value"].gt(0)
        & last["as_of_last"].notna()
        & (last["count_kind"] != "incremental")
        & ~last["change"].isin(["up", "down"])
    ]


def _widest(part: pd.DataFrame, series: str, factor: float, days: int) -> tuple[int, int] | None:
    """The two statements of a series that differ most and cannot both hold: of about the same days and of the same
    place, or one of them of the whole series' place."""
    if len(part) < 2:
        return None
    value = part["value"].to_numpy(float)
    day = pd.to_datetime(part["as_of_last"]).to_numpy("datetime64[D]").astype(int)
    place = np.array([slug(name) for name in part["place"].fillna("")], dtype=object)
    whole = (place == "") | (place == series.split("|")[3])
    source, story = part["source_name"].to_numpy(object), part["story_id"].to_numpy(object)
    least = part["bound"].isin(["at least", "more than"]).to_numpy()
    best, found = 0.0, None
    for low in range(len(part)):
        fits = (value >= factor * value[low]) & (value <= ABSURD * value[low]) & (value - value[low] >= 2)
        fits &= (abs(day - day[low]) <= days) & (source != source[low])
        fits &= (place == place[low]) | whole | whole[low]
        if least[low]:
            fits &= story != story[low]
        if fits.any():
            high = int(np.argmax(np.where(fits, value, -1.0)))
            if value[high] / value[low] > best:
                best, found = value[high] / value[low], (low, high)
    return found


def misconverted(claims: pd.DataFrame) -> pd.DataFrame:
    """Figures in two units that do not agree, by more than rounding allows."""
    return claims[claims["why"].str.endswith(f"+{units.MISCONVERTED}")] if len(claims) else claims
