"""Computed sentences about figures that keep what the sources kept: "at least", who says so, as of when, and the
doubts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.figures import series
from helpers.figures.conflicts import ABSURD
from helpers.report.words import count, short_day

#: Characters of a title, and of a source's name in it.
TITLE, _SOURCE = 90, 34
#: Days that two values of a title may lie apart.
_NEAR_DAYS = 5
_BODY = re.compile(
    r"(?:Ministry|Government|Office|Agency|Directorate|Federation|Council|Commission|Department)\b", re.IGNORECASE
)

#: Words before which "the" does not stand.
_ARTICLES = ("the", "a", "an", "his", "her", "its", "their")

_HEDGES = {
    "undercount": "likely an undercount",
    "unverified": "unverified",
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


def statement(row: dict, *, after: bool = False) -> str:
    """One claim: "the interior ministry says at least 41 (unverified)"; without "says" `after` another's."""
    value = row["said"] + (f" ({_HEDGES[row['hedge']]})" if row.get("hedge") in _HEDGES else "")
    name = row["source_name"]
    if name == series.UNNAMED:
        return f"{value} without a source" if after else value
    return f"{the_source(name)} {value}" if after else f"{the_source(name)} {_says(name)} {value}"


def statements(rows: list[dict]) -> str:
    """One claim or two: "the prefect says 90, the ministry at least 41"; "71; the prefect says 64"."""
    first, *others = rows
    all_named = all(row["source_name"] != series.UNNAMED for row in rows)
    after = [statement(row, after=all_named or row["source_name"] == series.UNNAMED) for row in others]
    return (", " if all_named else "; ").join([statement(first), *after])


def _says(name: str) -> str:
    last = name.split(" of ")[0].split()[-1]
    return "say" if last[0].islower() and last.endswith("s") and not last.endswith("ss") else "says"


def the_source(name: str) -> str:
    """A source's name within a sentence: without what follows its first preposition, where it is long."""
    if len(name) > _SOURCE:
        name = re.split(r" (?:of|for|from|in|at|by|with) ", name)[0] if " " in name else name
    if len(name) > _SOURCE:
        name = name[:_SOURCE].rsplit(" ", 1)[0] + " …"
    if name.split()[0].lower() in _ARTICLES:
        return name
    common = name[0].islower() and _says(name) == "says"
    return f"the {name}" if common or _BODY.search(name) else name


def series_sentence(rows: pd.DataFrame, label: str, *, longest: int = TITLE) -> str:
    """The latest values of a series, two sources at most with their own: nothing is averaged. At most `longest`
    characters, if the first source's statement fits."""
    if rows.empty:
        return ""
    shown, others = two_latest(rows)
    when = f" ({short_day(shown[0]['as_of_last'])})" if pd.notna(shown[0]["as_of_last"]) else ""
    said = [statements(shown), statements(shown[:1])]
    more = [f"; {count(others + extra, 'more source')}" if others + extra else "" for extra in (0, len(shown) - 1)]
    name = _capital(label)
    forms = [
        f"{name}: {said[0]}{more[0]}{when}",
        f"{name}: {said[0]}{when}",
        f"{name}: {said[1]}{more[1]}{when}",
        f"{name}: {said[1]}{when}",
        f"{name}: {said[1]}",
        f"{name}: {shown[0]['said']}{when}",
    ]
    return next((form for form in forms if len(form) <= longest), forms[-1])


def two_latest(rows: pd.DataFrame) -> tuple[list[dict], int]:
    """The newest statement and, of about the same days, the one by another source that differs most; how many sources
    are left out."""
    latest = series.latest(rows, rows["series_id"].iloc[0])
    named = latest[latest["source_name"] != series.UNNAMED]
    newer = len(named) and _goes_beyond(latest.iloc[0], named.iloc[0])
    pool = (named if len(named) and not newer else latest).to_dict("records")
    first = pool[0]
    rivals = [
        row
        for row in pool[1:]
        if row["said"] != first["said"]
        and row["value"] > 0
        and first["value"] > 0
        and max(row["value"], first["value"]) <= ABSURD * min(row["value"], first["value"])
        and _days_between(row, first) <= _NEAR_DAYS
    ]
    second = max(rivals, key=lambda row: abs(row["value"] - first["value"]), default=None)
    shown = [first, second] if second else [first]
    return shown, sum(row["source_name"] != series.UNNAMED for row in pool if row not in shown)


def _goes_beyond(newest: Mapping[str, Any], named: Mapping[str, Any]) -> bool:
    """Whether an unattributed total is days newer than the newest attributed value, and not less, nor absurdly more."""
    grown = named["value"] <= newest["value"] <= ABSURD * named["value"]
    return newest["count_kind"] == "cumulative" and grown and _days_between(newest, named) > _NEAR_DAYS


def _days_between(first: Mapping[str, Any], second: Mapping[str, Any]) -> float:
    """Days between the as-of days of two statements; infinitely many if one has none."""
    if pd.isna(first["as_of_last"]) or pd.isna(second["as_of_last"]):
        return math.inf
    return abs((pd.Timestamp(first["as_of_last"]) - pd.Timestamp(second["as_of_last"])).days)


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
    """How many conflicts there are, and the first of them."""
    if table.empty:
        return "No conflicts found: no total falls and no two sources differ by a quarter or more."
    return f"{_so_many(table)} between figures. {_example(table)}"


def _so_many(table: pd.DataFrame) -> str:
    return "One conflict" if len(table) == 1 else count(len(table), "conflict")


def _example(table: pd.DataFrame) -> str:
    """The first conflict of a table, told as one of several where there are more."""
    first = table.iloc[0]
    return f"{first['label']}{', for one' if len(table) > 1 else ''}: {first['what']}."


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


def new_conflicts(previous: pd.DataFrame | None, now: pd.DataFrame) -> str:
    """The conflicts that the run compared with had not; empty text without such a run, or without any."""
    if previous is None or now.empty:
        return ""
    known = set(zip(previous["kind"], previous["series_id"], strict=True)) if len(previous) else set()
    fresh = now[[key not in known for key in zip(now["kind"], now["series_id"], strict=True)]]
    return f"{_so_many(fresh)} not there before. {_example(fresh)}" if len(fresh) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
