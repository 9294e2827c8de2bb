"""What notebook 03 shows: each function takes computed frames and gives one Figure or Table, its finding as title."""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.places import findings, map, summary
from helpers.places import maps_by_time as maps
from helpers.places.gazetteer import load
from helpers.report import Evidence, Figure, Sentence, Table, charts
from helpers.report.words import count, listing, share, when

#: Prefixes of the evidence anchors of places, pairs of places and names without a place on the page.
PREFIX, PAIR, UNKNOWN = "place", "places-together", "unplaced"


def _source(ctx: Context) -> str:
    return f"{count(len(ctx.articles), 'article')}; places by GeoNames (CC BY 4.0) and Natural Earth"


def place_map(ctx: Context, ranked: pd.DataFrame) -> Figure | Sentence:
    """Where the story takes place."""
    by = "mentions" if len(ctx.articles) < 5 else "articles"
    speaks = (ranked["kind"] == "building") & (2 * ranked["as_government"] >= ranked["mentions"])
    return map.draw_map(
        ranked[~speaks],
        value=by,
        links={place: Evidence.anchor(PREFIX, place) for place in ranked["place"].head(ctx.params.top_n)},
        id="map",
        title=findings.leading(ranked, len(ctx.articles)),
        subtitle=f"Bubbles: {by} that name the place; filled: towns and buildings; rings: areas, {when(ctx.period)}",
        source=_source(ctx),
        n=len(ctx.articles),
        empty="No map: no places are named in the selected articles.",
    )


def rank_table(ctx: Context, ranked: pd.DataFrame, *, shown: int) -> Table:
    """The places by articles, each linked to its sentences."""
    rows = ranked.assign(
        of_all=[share(part) for part in ranked["share"]],
        where=[_where(row.place, row.admin1, row.country) for row in ranked.itertuples()],
        anchor=[
            Evidence.anchor(PREFIX, place) if number < shown else "" for number, place in enumerate(ranked["place"])
        ],
    )
    return Table(
        rows,
        id="ranking",
        caption=f"Places by the number of articles that name them, {when(ctx.period)}",
        limit=shown,
        columns={
            "place": "Place",
            "kind": "Kind",
            "where": "In",
            "articles": "Articles",
            "of_all": "Share",
            "mentions": "Mentions",
            "datelines": "Datelines",
            "as_government": "As government",
            "inside_names": "In other names",
        },
        links={"place": "anchor"},
        note="As government: the name stands for those who rule there. In other names: inside the name of something.",
    )


def _where(place: str, admin1: str, country: str) -> str:
    """The division and the country of a place, as far as they say more than its name."""
    parts = dict.fromkeys((admin1, load().countries.get(country, "")))
    return ", ".join(part for part in parts if part and part != place) or "–"


def timeline(ctx: Context, table: pd.DataFrame) -> Figure | Sentence:
    """One panel a place: the share of each bin's articles that name it."""
    names = table["place"].drop_duplicates().head(4).tolist() if len(table) else []
    rows = table if table["bin"].nunique() > 1 else table.head(0)
    peak = rows.loc[rows["share"].idxmax()] if len(rows) else None
    title = f"{listing(names[:3])}, {when(ctx.period)}" if names else "Places over time"
    detail = (
        f"Highest: {peak['place']}, {share(peak['share'])} of the {ctx.bin}'s articles." if peak is not None else ""
    )
    return charts.small_multiples(
        rows[["bin", "place", "articles", "all_articles"]].assign(
            anchor=[Evidence.anchor(PREFIX, place) for place in rows["place"]]
        ),
        links="anchor",
        x="bin",
        value="articles",
        by="place",
        denominator="all_articles",
        id="timeline",
        title=title,
        source=_source(ctx),
        n=len(ctx.articles),
        subtitle=f"Share of each {ctx.bin}'s articles that name the place; gaps: no articles",
        alt=f"Small charts, one a place, of the share of articles by {ctx.bin}. {detail}",
        empty="No timeline: the dated articles lie in one bin, or there are none.",
    )


def maps_by_time(ctx: Context, placed: pd.DataFrame, ranked: pd.DataFrame) -> Figure | Sentence:
    """The leading scenes on a map for each part of the period."""
    parts = summary.by_part(ctx, placed, findings.towns(ranked), parts=maps.MOST_PARTS)
    return maps.draw_parts(
        parts,
        links={place: Evidence.anchor(PREFIX, place) for place in parts["place"]},
        id="maps",
        title=findings.moves(parts),
        subtitle="Bubbles: share of the part's articles that name the place; the leading towns and buildings",
        source=_source(ctx),
        n=len(ctx.articles),
        empty="No maps by time: the dated articles lie in one time step, or name no places.",
    )


def changes_table(ctx: Context, table: pd.DataFrame) -> Table:
    """Places that entered or left the story."""
    rows = table.assign(
        earlier=[share(part) for part in table["earlier"]],
        later=[share(part) for part in table["later"]],
        points=[round(100 * part) for part in table["change"]],
        anchor=[Evidence.anchor(PREFIX, place) for place in table["place"]],
    )
    return Table(
        rows,
        id="changes",
        caption=findings.changes(table),
        limit=ctx.params.top_n,
        columns={
            "place": "Place",
            "articles": "Dated articles",
            "earlier": "Earlier half",
            "later": "Later half",
            "points": "Change, points",
        },
        links={"place": "anchor"},
        note="Share of the dated articles of each half that name the place.",
    )


def together_table(ctx: Context, pairs: pd.DataFrame) -> Table:
    """Places that stand close together."""
    return Table(
        pairs.assign(anchor=[Evidence.anchor(PAIR, pair) for pair in pairs["pair"]]),
        id="together",
        caption=findings.together(pairs),
        limit=ctx.params.top_n,
        columns={"first": "Place", "second": "and", "articles": "Articles", "times": "Times"},
        links={"first": "anchor"},
        note="Close: at most 250 characters lie between the two names.",
    )


def unsure_table(ctx: Context, unsure: pd.DataFrame, shown: list[str]) -> Table:
    """Names that may mean another place than the one chosen. `shown`: places whose sentences are on the page."""
    anchors = [Evidence.anchor(PREFIX, place) if place in set(shown) else "" for place in unsure["place"]]
    return Table(
        unsure.assign(anchor=anchors),
        id="unsure",
        caption="Names whose place is not sure, and what else they could mean",
        limit=ctx.params.top_n,
        columns={
            "surface": "Name",
            "chosen": "Taken for",
            "others": "Could be",
            "mentions": "Unsure mentions",
            "score": "Score",
            "why": "Why",
        },
        links={"surface": "anchor"},
        note="To settle one, give the name the id of its place in data/reference/places.csv: Springfield,,,,4409896",
    )


def unplaced_table(ctx: Context, unplaced: pd.DataFrame) -> Table:
    """Names that read as places but are not in the gazetteer."""
    return Table(
        unplaced.assign(anchor=[Evidence.anchor(UNKNOWN, surface) for surface in unplaced["surface"]]),
        id="unplaced",
        caption="Names that read as places but are not in the gazetteer",
        limit=ctx.params.top_n,
        columns={"surface": "Name", "mentions": "Mentions", "articles": "Articles"},
        links={"surface": "anchor"},
        note="To place one, or to say that it is none, add a line to data/reference/places.csv (docs/data-format.md).",
    )


def evidence(ctx: Context, placed: pd.DataFrame, names: list[str]) -> Evidence:
    """The sentences behind the counts of places."""
    return Evidence(ctx, placed, by="place", prefix=PREFIX, order=names)


def more_evidence(ctx: Context, pairs: pd.DataFrame, unknown: pd.DataFrame) -> tuple[Evidence, Evidence]:
    """The passages behind the pairs of the table, and the sentences behind the names that the gazetteer lacks."""
    first = ctx.params.top_n
    counted, lacking = summary.together(pairs)["pair"].head(first), summary.unplaced(unknown)["surface"].head(first)
    both = ("start_b", "end_b")
    return (
        Evidence(ctx, pairs, by="pair", prefix=PAIR, order=counted, second=both, limit=3, noun="passage"),
        Evidence(ctx, unknown, by="surface", prefix=UNKNOWN, order=lacking, limit=3),
    )
