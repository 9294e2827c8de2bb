"""Computed sentences about figures that keep what the sources kept: "at least", who says so, as of when, and the
doubts."""

from __future__ import annotations

import pandas as pd

from helpers.figures import series
from helpers.report.words import count, day, listing

_HEDGES = {
    "undercount": "called an undercount",
    "unverified": "not independently verified",
    "disputed": "disputed",
    "preliminary": "preliminary",
    "alleged": "alleged",
}


def overview(quality: dict[str, int]) -> str:
    """How many figures there are and what is known of them."""
    if not quality["figures"]:
        return "No figures are reported in the selected articles."
    return (
        f"{count(quality['figures'], 'figure')}, of which {quality['salient']:,} say what became of how many or how"
        f" much; {quality['attributed']:,} name who says so, {quality['placed']:,} have a place, {quality['hedged']:,}"
        f" come with a doubt."
    )


def statement(row: dict) -> str:
    """One claim: "at least 41, the interior ministry says"."""
    doubt = f", {_HEDGES[row['hedge']]}" if row.get("hedge") in _HEDGES else ""
    name = row["source_name"]
    return f"{row['said']}{doubt}" + ("" if name == "not attributed" else f" ({name})")


def series_sentence(rows: pd.DataFrame, label: str) -> str:
    """The latest values of a series, every source with its own: nothing is averaged."""
    if rows.empty:
        return ""
    latest = series.latest(rows, rows["series_id"].iloc[0])
    named = latest[latest["source_name"] != "not attributed"]
    shown = (named if len(named) else latest).head(3).to_dict("records")
    when = f" as of {day(shown[0]['as_of_last'])}" if pd.notna(shown[0]["as_of_last"]) else ""
    others = [
        statement(row) + ("" if row["as_of_last"] == shown[0]["as_of_last"] else f" as of {day(row['as_of_last'])}")
        for row in shown[1:]
        if row["said"] != shown[0]["said"]
    ]
    return f"{_capital(label)}: {statement(shown[0])}{when}" + (f"; {listing(others)}" if others else "")


def lead(seen: pd.DataFrame, strong: pd.DataFrame) -> str:
    """The title of the page: the strongest series."""
    if strong.empty:
        return (
            "No figure is reported of which a series could be made"
            if seen.empty
            else "Figures are reported, but none of them twice"
        )
    return series_sentence(seen[seen["series_id"] == strong["series_id"].iloc[0]], strong["label"].iloc[0])


def conflicts(table: pd.DataFrame) -> str:
    """How many conflicts there are, and the widest."""
    if table.empty:
        return "No conflicts found: no total falls and no two sources differ by a quarter or more."
    first = table.iloc[0]
    return f"{count(len(table), 'conflict')} between figures; the widest: {first['label']}, {first['what']}."


def since(previous: pd.DataFrame | None, now: pd.DataFrame, run: str) -> str:
    """What the sources say that they did not say in the run compared with."""
    if previous is None or previous.empty:
        return "Nothing to compare with: no earlier run of this corpus, or one without series."
    merged = now.merge(previous, on=["series_id", "source_name"], how="left", suffixes=("", "_before"))
    moved = merged[merged["said_before"].notna() & (merged["said"] != merged["said_before"])]
    fresh = merged[merged["said_before"].isna()]
    parts = [
        f"{row.label}: {row.source_name} now says {row.said}, before {row.said_before}"
        for row in moved.head(3).itertuples()
    ]
    if len(fresh):
        parts.append(f"{count(len(fresh), 'statement')} of a source not heard before")
    return f"Since {run}: " + ("; ".join(parts) if parts else "no source changed its figure") + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
