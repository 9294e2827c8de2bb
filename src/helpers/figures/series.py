"""Figures of different articles that report the same thing, joined into one series: event, population, unit, country.

New cases ("another 12") make a series of their own beside the totals. Sources stay side by side and are never
averaged. Copies of a story count once; so does a source that says the same thing again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers.figures import events, units

#: `source_name` of a figure that the article gives in its own voice.
UNNAMED = "not attributed"
#: A local value joins the series of its country only if it is at least this share of the middle value given there.
_OF_SIZE = 0.3
#: Below this share of a series' middle value, with at least so many values, a figure is a part and no total.
_PART, _FEW = 0.1, 5
#: Share of the values with a country that one country must have for values without a country to count as its own.
_DOMINANT = 0.7
_NEW = "new"
#: What an article tells of longer ago is history.
_HISTORY = pd.Timedelta(days=366)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset("and of the".split())
#: Money and its event in plain words.
_MONEY = {"": "Money", "pledged": "Money pledged", "cost": "Damage and costs", "spent": "Money spent", "lost": "Losses"}
_COUNT_DAYS, _COUNT_SOURCES = 8, 5
#: Series of several values that are enough to leave out those of one.
_ENOUGH = 3


@lru_cache(maxsize=1)
def _populations() -> dict[str, tuple[str, str]]:
    """Noun -> population and its plural, from figures_populations.csv."""
    return {
        noun: (row["name"], row["plural"])
        for row in units.rows("figures_populations.csv")
        for noun in row["nouns"].split(";")
    }


def series_id(event: str, head: str, unit: str, region: str | None, *, kind: str = "") -> str:
    """Deterministic name of the series a figure belongs to: event|population|unit|country, each a slug; "|new" behind
    it for an incremental count."""
    noun = units.singular(head) if head else ""
    noun = _populations().get(noun, (noun, ""))[0]
    if "person" in (noun, unit):
        noun, unit = noun or "person", "person"
    if unit in units.by_code() and units.by_code()[unit].kind == "money":
        noun = ""
    parts = [slug(part) for part in (event, noun, unit or "count", region or "")]
    return "|".join([*parts, _NEW] if kind == "incremental" else parts)


def with_event(name: str, event: str, unit: str) -> str:
    """A series id with another event."""
    parts = name.split("|")
    return "|".join([slug(event), parts[1] or ("person" if unit == "person" else ""), *parts[2:]])


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """A name in small ASCII letters and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")


def observations(figures: pd.DataFrame) -> pd.DataFrame:
    """One row for each thing a source said as of a day: salient figures, copies of a story and repetitions taken once;
    what is told of more than a year before the article is history, and no observation.

    Adds `source_name` (who says it), `value` (the end of the interval that is given) and the final `series_id`: local
    values far below those of their country keep to themselves, values without a country join a dominant one.
    """
    if figures.empty:
        return figures.assign(source_name=pd.Series(dtype=object), value=pd.Series(dtype=float))
    age = figures["day"] - pd.to_datetime(figures["as_of_last"])
    kept = figures[figures["salient"] & ~(age > _HISTORY)].reset_index(drop=True)
    kept["source_name"] = one_spelling(kept["said_by"])
    kept["value"] = kept["low"].fillna(kept["high"])
    kept["series_id"] = _rolled_up(kept)
    kept["series_id"] = _parts_apart(kept)
    kept = kept.sort_values(["day", "article_id", "start"], kind="stable", na_position="last")
    return (
        kept.drop_duplicates(["series_id", "source_name", "low", "high", "bound", "as_of_last"])
        .drop_duplicates(["series_id", "story_id", "low", "high", "bound", "source_name"])
        .reset_index(drop=True)
    )


def restated(rows: pd.DataFrame) -> pd.Series:
    """Whether a named source gave another value for the same day in a later report: the row is an earlier vintage."""
    if rows.empty:
        return pd.Series(dtype=bool)
    last = rows.groupby(["series_id", "source_name", "as_of_last"])["day"].transform("max")
    return (rows["source_name"] != UNNAMED) & (rows["day"] < last)


def one_spelling(names: pd.Series) -> pd.Series:
    """Names that differ in accents, case or "the" in their most frequent spelling; UNNAMED for none."""
    plain = names.fillna("")
    keys = plain.map(lambda name: slug(name).removeprefix("the-"))
    counts = pd.DataFrame({"key": keys, "name": plain}).groupby(["key", "name"]).size().rename("n").reset_index()
    best = counts.sort_values(["n", "name"], ascending=[False, False], kind="stable").drop_duplicates("key")
    return keys.map(dict(zip(best["key"], best["name"]))).where(keys != "", UNNAMED)


def _rolled_up(rows: pd.DataFrame) -> pd.Series:
    """series_id of each row after places are rolled up."""
    parts = rows["series_id"].str.split("|", expand=False)
    region = parts.str[3]
    thing = parts.map(lambda part: "|".join([*part[:3], *part[4:]]))
    named = rows[region != ""].assign(thing=thing, region=region)
    shares = named.groupby(["thing", "region"]).size().rename("n").reset_index()
    shares["share"] = shares["n"] / shares.groupby("thing")["n"].transform("sum")
    whole = set(thing[region == ""])
    lead = shares[(shares["share"] >= _DOMINANT) & shares["thing"].isin(whole)].set_index("thing")["region"].to_dict()
    region = pd.Series([place or lead.get(of, "") for of, place in zip(thing, region)], index=rows.index)
    place = rows["place"].fillna("").map(slug)
    local = (place != "") & (place != region)
    middle = rows["value"].where(~local).groupby([thing, region]).transform("median")
    alone = middle.isna() & (rows["count_kind"] != "cumulative")
    small = local & ((rows["value"] < _OF_SIZE * middle) | alone)
    region = region.where(~small, place)
    return pd.Series(
        ["|".join([*part[:3], where, *part[4:]]) for part, where in zip(parts, region)], index=rows.index, dtype=object
    )


def _parts_apart(rows: pd.DataFrame) -> pd.Series:
    """series_id of each row, those that are far below the totals put with the new cases: the dead of one attack beside
    the dead of a war. Far below the middle value if no word calls them a total, else below a total given before: what
    only grows does not fall tenfold."""
    grows = rows["event"].map({name: event.accumulates for name, event in events.names().items()})
    grows = grows.fillna(False).astype(bool)
    by_series = rows.groupby("series_id")["value"]
    part = (rows["count_kind"] == "unknown") & (rows["value"] < _PART * by_series.transform("median"))
    part &= by_series.transform("size") >= _FEW
    order = rows.sort_values("as_of_last", kind="stable", na_position="last")
    totals = order["value"].where(order["count_kind"] == "cumulative").groupby(order["series_id"])
    before = totals.cummax().groupby(order["series_id"]).ffill().reindex(rows.index)
    part |= rows["value"] < _PART * before
    fresh = rows["series_id"].str.endswith(f"|{_NEW}")
    return rows["series_id"].where(~(part & grows & ~fresh), rows["series_id"] + f"|{_NEW}")


def strongest(seen: pd.DataFrame, limit: int, *, terms: tuple[str, ...] = ()) -> pd.DataFrame:
    """The series readers want most, given on several days by several sources: series_id, n, n_days, n_sources,
    n_articles, label. `terms` come first if any fit; what was said once is left out where enough was said
    twice."""
    columns = ["series_id", "label", "n", "n_days", "n_sources", "n_articles", "focus"]
    with_event = (
        seen[(seen["event"].fillna("") != "") & (seen["change"] != "up") & (seen["change"] != "down")]
        if len(seen)
        else seen
    )
    if with_event.empty:
        return pd.DataFrame(columns=columns)
    grouped = with_event.assign(named=with_event["source_name"].where(with_event["source_name"] != UNNAMED)).groupby(
        "series_id"
    )
    table = grouped.agg(
        n=("value", "size"),
        n_days=("as_of_last", "nunique"),
        n_sources=("named", "nunique"),
        n_articles=("article_id", "nunique"),
    ).reset_index()
    firsts = grouped[["event", "counted", "unit", "place", "series_id"]].first()
    table["label"] = [series_label(firsts.loc[name]) for name in table["series_id"]]
    wanted = [term.lower() for term in terms]
    table["focus"] = [
        any(term in f"{row.label} {row.series_id}".lower() for term in wanted) for row in table.itertuples()
    ]
    weights = {name: event.weight for name, event in events.names().items()}
    salience = firsts["event"].map(weights).reindex(table["series_id"]).fillna(1).to_numpy()
    breadth = table["n_days"].clip(upper=_COUNT_DAYS) + 2 * table["n_sources"].clip(upper=_COUNT_SOURCES)
    alone = (table["n_days"] < 2) | (table["n_sources"] < 2)
    fresh = table["series_id"].str.endswith(f"|{_NEW}")
    grows = firsts["event"].map({name: event.accumulates for name, event in events.names().items()})
    total = grouped["count_kind"].agg(lambda kinds: (kinds == "cumulative").any())
    parts = (grows.fillna(False).astype(bool) & ~total).reindex(table["series_id"]).to_numpy()
    table["weight"] = salience * breadth * alone.map({True: 0.3, False: 1.0}) * fresh.map({True: 0.4, False: 1.0})
    table["weight"] *= np.where(parts, 0.5, 1.0)  # single reports, of which none is a running total
    repeated = table[(table["n"] > 1) | table["focus"]]
    order = (repeated if len(repeated) >= _ENOUGH else table).sort_values(
        ["focus", "weight", "n", "series_id"], ascending=[False, False, False, True], kind="stable"
    )
    return order[columns].head(limit).reset_index(drop=True)


def series_label(row: Mapping[str, Any]) -> str:
    """What a series is about, in plain words: "People killed in Hungary", "Homes flooded", "Money pledged (EUR)"."""
    region = _region_words(row)
    new = " (new ones only)" if str(row["series_id"]).endswith(f"|{_NEW}") else ""
    known = units.by_code().get(row["unit"])
    joint = ", " if known is not None and known.kind == "money" else " in "
    return f"{series_parts(row)}{joint + region if region else ''}{new}"


def _region_words(row: Mapping[str, Any]) -> str:
    region = str(row["series_id"]).split("|")[3]
    if row["place"] and slug(row["place"]) == region:
        return row["place"]
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in region.split("-"))


def series_parts(row: Mapping[str, Any]) -> str:
    """Population and event: "People killed"; money reads "Money pledged (USD)"."""
    known = units.by_code().get(row["unit"])
    event = row["event"] or ""
    if known is not None and known.kind == "money":
        return f"{_MONEY.get(event, f'Money {event}')} ({row['unit']})"
    noun = str(row["counted"] or "").split(" of ")[-1].split(" without ")[0].strip()
    head = units.singular(noun.split()[-1]) if noun else ""
    if row["unit"] in ("person", "count") or head in _populations():
        plural = _populations().get(head, ("", ""))[1]
        if not plural and head in events.lexicon() and events.lexicon()[head].event.name == event:
            return _capital(noun)
        noun = plural or _without_event(noun, event) or ("people" if row["unit"] == "person" else "")
        return _capital(f"{noun} {event}".strip())
    if event == "level":
        return f"Water level ({row['unit']})"
    return _capital(f"{noun} {event} ({row['unit']})".strip())


def _without_event(noun: str, event: str) -> str:
    """ "Flooded cellars" that are flooded are cellars."""
    first, _, rest = noun.partition(" ")
    word = events.lexicon().get(first.lower())
    told = word is not None and event in (word.event.name, *(other.event.name for other in word.others))
    return rest if rest and told else noun


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def latest(seen: pd.DataFrame, series: str) -> pd.DataFrame:
    """The last thing each source said of a series, newest first."""
    return latest_of_each(seen[seen["series_id"] == series])


def latest_of_each(seen: pd.DataFrame) -> pd.DataFrame:
    """The last thing each source said of each series, newest first."""
    order = seen.sort_values(["as_of_last", "day", "article_id", "start"], kind="stable", na_position="first")
    return order.drop_duplicates(["series_id", "source_name"], keep="last").iloc[::-1].reset_index(drop=True)
