"""What the mentions of places add up to: ranking, place by time, rising and falling, together, uncertain. Frames only.

Demonyms ("Ukrainian forces") are left out; datelines, embedded names and metonyms count, each in a column of its own.
A mention whose name is not in the gazetteer is counted by `unplaced` and nowhere else.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.places.gazetteer import Entry, load
from helpers.report import words
from helpers.timeline import to_bin

#: Two places stand together when at most so many characters lie between their mentions.
NEAR_CHARACTERS = 250
UNSURE_BELOW = 0.55
_MOST = 0.8  # share of a label's mentions that lets a place keep it plain
_RANKING = [
    "place_id",
    "place",
    "kind",
    "country",
    "admin1",
    "lat",
    "lon",
    "mentions",
    "articles",
    "share",
    "datelines",
    "as_government",
    "inside_names",
    "score",
]


def mentions(ctx: Context) -> pd.DataFrame:
    """The placed mentions in the selected articles, with `place`: one label for each place_id, no two alike."""
    found = ctx.table("places")
    found = found[found["role"] != "demonym"]
    placed = found[found["place_id"].notna()].reset_index(drop=True)
    placed = placed.assign(country=placed["country"].fillna(""), admin1=placed["admin1"].fillna(""))
    return placed.assign(place=placed["place_id"].map(labels(placed)).astype("object"))


def unknown(ctx: Context) -> pd.DataFrame:
    """The mentions of names that read as places but are not in the gazetteer."""
    found = ctx.table("places")
    return found[(found["role"] != "demonym") & found["place_id"].isna()]


def unplaced(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions of `unknown` counted: surface, mentions, articles."""
    grouped = mentions.groupby("surface")["article_id"].agg(mentions="size", articles="nunique").reset_index()
    return grouped.sort_values(["articles", "mentions", "surface"], ascending=[False, False, True], ignore_index=True)


def labels(placed: pd.DataFrame) -> dict[str, str]:
    """place_id -> label: as the articles write it (countries: as the gazetteer does).

    Where two places share a label the area is added, but not to the first if it has most of the mentions
    or the others are of other kinds (Kyiv and its region).
    """
    if placed.empty:
        return {}
    written = _commonest(placed[~placed["surface"].str.isupper()])
    columns = ["place_id", "name", "kind", "country", "admin1"]
    firsts = {row["place_id"]: row for row in placed[columns].drop_duplicates("place_id").to_dict("records")}
    names = {
        place_id: row["name"] if row["kind"] in ("country", "continent") else written.get(place_id, row["name"])
        for place_id, row in firsts.items()
    }
    counts = placed["place_id"].value_counts().to_dict()
    by_label: dict[str, list[str]] = {}
    for place_id in sorted(names, key=lambda one: (-counts[one], one)):
        by_label.setdefault(names[place_id], []).append(place_id)
    out: dict[str, str] = {}
    for name, ids in by_label.items():
        most = _MOST * sum(counts[one] for one in ids)
        clear = counts[ids[0]] >= most or len({firsts[one]["kind"] for one in ids}) == len(ids)
        for place_id in ids:
            plain = clear and place_id == ids[0]
            out[place_id] = name if plain else _with_area(name, firsts[place_id])
    return out


def _commonest(placed: pd.DataFrame) -> dict[str, str]:
    """place_id -> the surface it has most often, the first of the alphabet where several are."""
    counts = placed.groupby(["place_id", "surface"]).size().rename("n").reset_index()
    best = counts.sort_values(["n", "surface"], ascending=[False, True], kind="stable").drop_duplicates("place_id")
    return dict(zip(best["place_id"], best["surface"], strict=True))


def _with_area(name: str, row: dict[str, str]) -> str:
    country = load().countries.get(row["country"], "")
    if row["kind"] == "admin1" and country:
        return f"{name} ({country}, region)"
    where = ", ".join(dict.fromkeys(part for part in (row["admin1"], country) if part and part != name))
    return f"{name} ({where})" if row["kind"] == "city" and where else f"{name} ({row['kind']})"


def ranking(placed: pd.DataFrame, n_articles: int) -> pd.DataFrame:
    """One row a place, most articles first: mentions, articles, share of the articles (0..1), roles, mean score."""
    if placed.empty:
        return pd.DataFrame(columns=_RANKING)
    roles = placed.assign(
        datelines=placed["role"] == "dateline",
        as_government=placed["role"] == "associative",
        inside_names=placed["role"] == "embedded",
    )
    grouped = roles.groupby("place_id")
    table = grouped[["place", "kind", "country", "admin1", "lat", "lon"]].first()
    table = table.join(grouped["article_id"].agg(mentions="size", articles="nunique"))
    table = table.join(grouped[["datelines", "as_government", "inside_names"]].sum()).join(grouped["score"].mean())
    table["share"] = table["articles"] / max(n_articles, 1)
    table = table.reset_index().sort_values(["articles", "mentions", "place"], ascending=[False, False, True])
    return table[_RANKING].reset_index(drop=True)


def followed(ctx: Context, ranked: pd.DataFrame, *, limit: int = 8) -> list[str]:
    """Labels of the places followed over time: the analyst's `focus_places` by any name, then the first ones."""
    gazetteer = load()
    wanted = {entry.place_id for name in ctx.params.focus_places for entry in gazetteer.lookup(name)}
    named = {name.casefold() for name in ctx.params.focus_places}
    focus = ranked[ranked["place_id"].isin(wanted) | ranked["place"].str.casefold().isin(named)]
    return list(dict.fromkeys([*focus["place"].head(limit), *ranked["place"]]))[: max(limit, min(len(named), limit))]


def over_time(ctx: Context, placed: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Place by time bin: bin, place, mentions, articles, all_articles, share. Bins without any article are left out."""
    days = ctx.articles["day"].dropna()
    dated = placed[placed["day"].notna() & placed["place"].isin(names)]
    if days.empty or not names:
        return pd.DataFrame(columns=["bin", "place", "mentions", "articles", "all_articles", "share"])
    all_articles = to_bin(days, ctx.bin).value_counts().sort_index()
    grouped = dated.assign(bin=to_bin(dated["day"], ctx.bin)).groupby(["bin", "place"])["article_id"]
    grid = pd.MultiIndex.from_product([all_articles.index, names], names=["bin", "place"])
    table = grouped.agg(mentions="size", articles="nunique").reindex(grid, fill_value=0).reset_index()
    table["all_articles"] = table["bin"].map(all_articles).astype(int)
    return table.assign(share=table["articles"] / table["all_articles"])


def by_part(ctx: Context, placed: pd.DataFrame, scenes: pd.DataFrame, *, parts: int, most: int = 12) -> pd.DataFrame:
    """The first `most` of `scenes` in each part of the period: part (its days in words), part_number, place_id, place,
    kind, country, lat, lon, articles, all_articles, share. A part is a time step with articles; where there are more
    than `parts`, neighbours are joined, as evenly as they go."""
    days = ctx.articles["day"].dropna()
    steps = to_bin(days, ctx.bin)
    starts = sorted(steps.unique())
    number = {start: n for n, some in enumerate(np.array_split(starts, min(parts, len(starts) or 1))) for start in some}
    of_article = steps.map(number)
    known = ctx.articles.loc[days.index, ["article_id"]].assign(part_number=of_article, day=days)
    about = known.groupby("part_number").agg(
        all_articles=("article_id", "nunique"), first=("day", "min"), last=("day", "max")
    )
    about["part"] = [words.short_period(first, last) for first, last in zip(about["first"], about["last"])]
    columns = ["place_id", "place", "kind", "country", "lat", "lon"]
    chosen = scenes[scenes["lat"].notna()].head(most)[columns]
    counts = placed.merge(known[["article_id", "part_number"]], on="article_id")
    counts = counts.groupby(["part_number", "place_id"])["article_id"].nunique().rename("articles")
    table = about[["part", "all_articles"]].reset_index().merge(chosen, how="cross")
    table = table.join(counts, on=["part_number", "place_id"])
    table["articles"] = table["articles"].fillna(0).astype(int)
    return table.assign(share=table["articles"] / table["all_articles"])


def changes(ctx: Context, placed: pd.DataFrame, *, least: int = 3) -> pd.DataFrame:
    """Share of articles in the earlier and the later half of the dated articles, the largest changes first."""
    dated = ctx.articles.dropna(subset=["day"]).sort_values(["day", "article_id"])
    columns = ["place", "articles", "earlier", "later", "change"]
    if len(dated) < 4 or dated["day"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    middle = dated["day"].iloc[len(dated) // 2]
    if (dated["day"] < middle).sum() == 0:
        middle += pd.Timedelta(days=1)
    early, late = (int((dated["day"] < middle).sum()), int((dated["day"] >= middle).sum()))
    rows = placed[placed["day"].notna()].drop_duplicates(["place", "article_id"])
    counts = rows.assign(late=rows["day"] >= middle).groupby("place")["late"].agg(["size", "sum"])
    counts = counts[counts["size"] >= least]
    table = pd.DataFrame(
        {
            "place": counts.index,
            "articles": counts["size"],
            "earlier": (counts["size"] - counts["sum"]) / max(early, 1),
            "later": counts["sum"] / max(late, 1),
        }
    )
    table["change"] = table["later"] - table["earlier"]
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order, columns].reset_index(drop=True)


def close_pairs(placed: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Each time that two of the places stand within `NEAR_CHARACTERS` of each other: article_id, start and end of the
    one named first, start_b and end_b of the other, the words of both; first, second (by the alphabet) and pair.

    A place and its own country ("Budapest, Hungary") are no pair.
    """
    columns = ["article_id", "start", "end", "place", "kind", "country", "surface"]
    few = placed.loc[placed["place"].isin(names), columns]
    pairs = few.assign(day=placed["day"]).merge(few, on="article_id", suffixes=("", "_b"))
    gap = pairs["start_b"] - pairs["end"]
    pairs = pairs[(gap >= 0) & (gap <= NEAR_CHARACTERS) & (pairs["place"] != pairs["place_b"])]
    both, either = (pairs["kind"] == "country") & (pairs["kind_b"] == "country"), pairs["country"] == pairs["country_b"]
    pairs = pairs[both | ~(either & ((pairs["kind"] == "country") | (pairs["kind_b"] == "country")))]
    first, second = pairs[["place", "place_b"]].min(axis=1), pairs[["place", "place_b"]].max(axis=1)
    pairs = pairs.assign(first=first.astype("object"), second=second.astype("object"))
    pairs["pair"] = pairs["first"] + " and " + pairs["second"]
    pairs["surface"] += " \N{HORIZONTAL ELLIPSIS} " + pairs["surface_b"]
    columns = ["article_id", "day", "start", "end", "start_b", "end_b", "surface", "first", "second", "pair"]
    return pairs[columns].reset_index(drop=True)


def together(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs of `close_pairs` counted: first, second, pair, times, articles; most articles first."""
    grouped = pairs.groupby(["first", "second", "pair"])["article_id"]
    table = grouped.agg(times="size", articles="nunique").reset_index()
    return table.sort_values(
        ["articles", "times", "first", "second"], ascending=[False, False, True, True], ignore_index=True
    )


def uncertain(placed: pd.DataFrame) -> pd.DataFrame:
    """Names whose sense is not sure, most articles first: surface, place (its label), chosen, others (what else they
    could be, each with its id), mentions, articles, score, why."""
    doubtful = placed[(placed["score"] < UNSURE_BELOW) & placed["role"].isin(["literal", "dateline", "associative"])]
    columns = ["surface", "place", "chosen", "others", "mentions", "articles", "score", "why"]
    if doubtful.empty:
        return pd.DataFrame(columns=columns)
    gazetteer = load()
    grouped = doubtful.groupby(["surface", "place_id"])
    table = grouped["article_id"].agg(mentions="size", articles="nunique").join(grouped["score"].mean())
    table = table.join(grouped[["why", "place"]].first()).reset_index()
    table["chosen"], table["others"] = zip(
        *(_described(gazetteer.lookup(row.surface), row.place_id) for row in table.itertuples()), strict=True
    )
    order = table.sort_values(["articles", "mentions", "surface"], ascending=[False, False, True])
    return order[columns].round({"score": 2}).reset_index(drop=True)


def _described(entries: tuple[Entry, ...], place_id: str) -> tuple[str, str]:
    chosen = next((describe(entry) for entry in entries if entry.place_id == place_id), place_id)
    return chosen, "; ".join(describe(entry) for entry in entries[:5] if entry.place_id != place_id) or "none"


def describe(entry: Entry) -> str:
    """ "Springfield, Missouri, United States (city 4409896)"."""
    country = load().countries.get(entry.country, entry.country)
    parts = dict.fromkeys(part for part in (entry.name, entry.admin1, country) if part)
    return f"{', '.join(parts)} ({entry.kind} {entry.place_id})"
