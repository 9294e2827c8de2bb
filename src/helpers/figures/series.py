"""Figures of different articles that report the same thing, joined into one series: event, counted, unit and place.

Sources stay side by side and are never averaged. Copies of a story count once; so does a source that says the same
thing again. Listed beside the values: counts that fall though they can only grow, sources that differ by more than a
factor.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from helpers.figures import events, units

#: Heads that stand for "people" in general; a series of the killed does not split by them.
_PEOPLE = frozenset("person people victim human life body man resident inhabitant fatality casualty other".split())
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def series_id(event: str, head: str, unit: str, place: str | None) -> str:
    """Deterministic name of the series a figure belongs to: event|counted|unit|place, each a slug."""
    noun = units.singular(head) if head else ""
    if noun in _PEOPLE or (
        unit == "person" and event and noun in ("dead", "wounded", "injured", "missing", "death", "fatality")
    ):
        noun = "person"
    return "|".join(_slug(part) for part in (event, noun, unit or "count", place or ""))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")


def observations(figures: pd.DataFrame) -> pd.DataFrame:
    """One row for each thing a source said as of a day: salient figures, copies of a story and repetitions taken once.

    Adds `source_name` (who says it, else the outlet) and `value` (the end of the interval that is given). The earliest
    article that carries a statement keeps it.
    """
    if figures.empty:
        return figures.assign(source_name=pd.Series(dtype=object), value=pd.Series(dtype=float))
    kept = figures[figures["salient"]].copy()
    kept["source_name"] = kept["said_by"].where(kept["said_by"].fillna("") != "", "not attributed")
    kept["value"] = kept["low"].fillna(kept["high"])
    kept = kept.sort_values(["day", "article_id", "start"], kind="stable", na_position="last")
    return (
        kept.drop_duplicates(["series_id", "source_name", "low", "high", "bound", "as_of_last"])
        .drop_duplicates(["series_id", "story_id", "low", "high", "bound", "source_name"])
        .reset_index(drop=True)
    )


def strongest(seen: pd.DataFrame, limit: int, *, terms: tuple[str, ...] = ()) -> pd.DataFrame:
    """The series with most observations: series_id, n, n_days, n_sources, n_articles, label. `terms` come first if
    any fit."""
    columns = ["series_id", "label", "n", "n_days", "n_sources", "n_articles", "focus"]
    with_event = (
        seen[(seen["event"].fillna("") != "") & (seen["change"] != "up") & (seen["change"] != "down")]
        if len(seen)
        else seen
    )
    if with_event.empty:
        return pd.DataFrame(columns=columns)
    grouped = with_event.groupby("series_id")
    table = grouped.agg(
        n=("value", "size"),
        n_days=("as_of_last", "nunique"),
        n_sources=("source_name", "nunique"),
        n_articles=("article_id", "nunique"),
    ).reset_index()
    firsts = grouped[["event", "counted", "unit", "place"]].first()
    table["label"] = [series_label(firsts.loc[name]) for name in table["series_id"]]
    wanted = [term.lower() for term in terms]
    table["focus"] = [
        any(term in f"{row.label} {row.series_id}".lower() for term in wanted) for row in table.itertuples()
    ]
    order = table.assign(weight=table["n_days"] * 2 + table["n_sources"] + table["n_articles"])
    order = order.sort_values(
        ["focus", "weight", "n", "series_id"], ascending=[False, False, False, True], kind="stable"
    )
    return order[columns].head(limit).reset_index(drop=True)


def series_label(row: pd.Series) -> str:
    """What a series is about, in words: "people killed, Mariupol"."""
    parts = series_parts(row)
    return f"{parts}, {row['place']}" if row["place"] else parts


def series_parts(row: pd.Series) -> str:
    """Counted thing and event: "people killed"; money reads "USD pledged"."""
    noun = row["unit"] if row["unit"] not in ("person", "count") else (row["counted"] or "people").split(" of ")[-1]
    if units.singular(noun.split()[-1] if noun else "") in _PEOPLE:
        noun = "people"
    if row["event"] == "without" and " without " in f" {noun} ":
        return noun
    return f"{noun} {row['event']}".strip()


def falls(seen: pd.DataFrame) -> pd.DataFrame:
    """Cumulative counts that fall: same series and source, a later as-of day, an upper end below the earlier lower
    end."""
    found = []
    growing = {name for name, event in events.names().items() if event.accumulates}
    part = (
        seen[
            (seen["count_kind"] == "cumulative")
            & seen["event"].isin(growing)
            & (seen["source_name"] != "not attributed")
        ]
        if len(seen)
        else seen
    )
    for (series, source), rows in part.groupby(["series_id", "source_name"]) if len(part) else ():
        ordered = rows.sort_values(["as_of_last", "day", "start"], kind="stable").to_dict("records")
        for earlier, later in zip(ordered, ordered[1:]):
            top = later["high"] if pd.notna(later["high"]) else None
            base = earlier["low"] if pd.notna(earlier["low"]) else None
            if (
                top is not None
                and base is not None
                and top < base
                and earlier["bound"] != "about"
                and later["bound"] != "about"
            ):
                found.append(
                    {
                        "series_id": series,
                        "label": series_label(pd.Series(later)),
                        "source_name": source,
                        "earlier": base,
                        "later": top,
                        "earlier_day": earlier["as_of_last"],
                        "later_day": later["as_of_last"],
                        "article_id": later["article_id"],
                        "start": later["start"],
                        "end": later["end"],
                    }
                )
    return pd.DataFrame(
        found,
        columns=[
            "series_id",
            "label",
            "source_name",
            "earlier",
            "later",
            "earlier_day",
            "later_day",
            "article_id",
            "start",
            "end",
        ],
    )


def latest(seen: pd.DataFrame, series: str) -> pd.DataFrame:
    """The last thing each source said of a series, newest first."""
    part = seen[seen["series_id"] == series]
    part = part.sort_values(["as_of_last", "day", "article_id", "start"], kind="stable", na_position="first")
    return part.drop_duplicates("source_name", keep="last").iloc[::-1].reset_index(drop=True)


def disagreements(seen: pd.DataFrame, *, factor: float = 1.25, days: int = 7) -> pd.DataFrame:
    """Pairs of sources whose latest values of a series, at most `days` apart, cannot both hold and differ by
    `factor`."""
    columns = ["series_id", "label", "low_source", "low_value", "high_source", "high_value", "ratio", "day"]
    rows = []
    for series in sorted(seen["series_id"].unique()) if len(seen) else ():
        part = latest(seen, series)
        part = part[
            (part["event"].fillna("") != "")
            & (part["source_name"] != "not attributed")
            & part["value"].gt(0)
            & (part["count_kind"] != "incremental")
        ]
        if len(part) < 2:
            continue
        low, high = part.loc[part["value"].idxmin()], part.loc[part["value"].idxmax()]
        apart = (
            abs((pd.Timestamp(low["as_of_last"]) - pd.Timestamp(high["as_of_last"])).days)
            if pd.notna(low["as_of_last"]) and pd.notna(high["as_of_last"])
            else 0
        )
        open_above = pd.isna(low["high"]) or low["bound"] in ("at least", "more than")
        if (
            high["value"] >= factor * low["value"]
            and apart <= days
            and not (open_above and low["source_name"] == high["source_name"])
        ):
            rows.append(
                {
                    "series_id": series,
                    "label": series_label(low),
                    "low_source": low["source_name"],
                    "low_value": low["value"],
                    "high_source": high["source_name"],
                    "high_value": high["value"],
                    "ratio": high["value"] / low["value"],
                    "day": max(str(low["as_of_last"]), str(high["as_of_last"])),
                }
            )
    return (
        pd.DataFrame(rows, columns=columns)
        .sort_values(["ratio", "series_id"], ascending=[False, True], kind="stable")
        .reset_index(drop=True)
    )
