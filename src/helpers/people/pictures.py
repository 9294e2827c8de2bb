"""What notebook 05 shows: computed frames in, one Figure, Table or Evidence out, its finding as title."""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.people import findings, summary
from helpers.report import Evidence, Figure, Sentence, Table, charts
from helpers.report.words import count, listing, number, when

#: Prefixes of the evidence anchors: sentences that name a person, and that person's quotations.
NAMED, QUOTED = "person", "quote"
_MOST_QUOTES = 120
_FEWEST_BINS = 3
_METHOD = "names and quotations found by rules"


def _source(ctx: Context) -> str:
    return f"{count(len(ctx.articles), 'article')}, {_METHOD}"


def _no_people(ctx: Context) -> str:
    return f"No people were found in {count(len(ctx.articles), 'article')}."


def _anchored(table: pd.DataFrame, prefix: str, shown: pd.Series) -> pd.DataFrame:
    """`table` with the column `anchor`: the evidence of its name, for the names whose evidence is on the page."""
    names = set(shown)
    return table.assign(anchor=[Evidence.anchor(prefix, name) if name in names else "" for name in table["name"]])


def shown_names(ctx: Context, persons: pd.DataFrame) -> pd.Series:
    """The names that are followed: the most present, as many as `top_n`."""
    return persons["name"].head(ctx.params.top_n)


def people_table(ctx: Context, persons: pd.DataFrame) -> Table:
    """Everybody named, most articles first."""
    table = _anchored(persons, NAMED, shown_names(ctx, persons))
    table = table.assign(words_share=[f"{100 * value:.1f}%" if value else "" for value in table["share"]])
    return Table(
        table,
        id="people",
        caption="Who is named, and how often quoted",
        links={"name": "anchor"},
        limit=ctx.params.top_n,
        columns={
            "name": "Name",
            "role": "Role last given",
            "articles": "Articles",
            "mentions": "Mentions",
            "quotes": "Quotations",
            "words_share": "Share of quoted words",
            "first_seen": "First seen",
            "last_seen": "Last seen",
        },
    )


def lanes(ctx: Context, persons: pd.DataFrame, seen: pd.DataFrame, said: pd.DataFrame) -> Figure | Sentence:
    """A lane a person: strokes on the days of mentions, dots on the days of quotations."""
    names = list(shown_names(ctx, persons))
    order = pd.Categorical(seen["name"], categories=names, ordered=True)
    strokes = seen.assign(order=order).dropna(subset=["order", "day"]).sort_values(["order", "day"], kind="stable")
    dots = said[said["name"].isin(names)].dropna(subset=["day"])
    top = ", ".join(f"{name} {number(n)}" for name, n in zip(persons["name"].head(8), persons["articles"].head(8)))
    return charts.lanes(
        strokes[["day", "name", "surface", "role", "source"]],
        x="day",
        lane="name",
        marks=dots[["day", "name"]],
        links={name: Evidence.anchor(NAMED, name) for name in names},
        step=ctx.bin,
        id="lanes",
        title=findings.present(persons, len(ctx.articles)),
        subtitle=f"Days on which each person is mentioned and quoted, {when(ctx.period)}",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Strip chart of mentions and quotations by day. Articles by person: {top}.",
        empty=_no_people(ctx)
        if persons.empty
        else "The articles that name people have no dates, so there is no timeline.",
    )


def most_quoted(ctx: Context, persons: pd.DataFrame, said: pd.DataFrame) -> Figure | Sentence:
    """The people with most quoted words."""
    heard = persons[persons["words"] > 0].sort_values(["words", "name"], ascending=[False, True], kind="stable")
    table = _anchored(heard.head(ctx.params.top_n), QUOTED, quoted_names(ctx, persons))
    table = table.assign(share_pct=(100 * table["share"]).round(1))
    numbers = ", ".join(f"{name} {number(words)}" for name, words in zip(table["name"].head(8), table["words"].head(8)))
    return charts.bars(
        table[["name", "words", "quotes", "share_pct", "anchor"]],
        label="name",
        value="words",
        links="anchor",
        id="most-quoted",
        title=findings.quoted(persons, said),
        subtitle=f"Quoted words by person, {when(ctx.period)}; {number(said['words'].sum())} quoted words in all",
        source=_source(ctx),
        n=f"{count(len(said), 'quotation')}",
        alt=f"Bar chart of quoted words: {numbers}.",
        empty="No quotation of a person known by name.",
    )


def affiliations(ctx: Context, table: pd.DataFrame, said: pd.DataFrame) -> Figure | Sentence:
    """The countries and bodies whose people have most quoted words."""
    top = table.head(ctx.params.top_n)
    rows = top.assign(share_pct=(100 * top["share"]).round(1))
    numbers = ", ".join(f"{whom} {number(words)}" for whom, words in zip(top["affiliation"].head(8), top["words"]))
    return charts.bars(
        rows[["affiliation", "words", "quotes", "people", "share_pct"]],
        label="affiliation",
        value="words",
        id="affiliations",
        title=findings.affiliations(table),
        subtitle=f"Quoted words by whom the speaker acts for, {when(ctx.period)};"
        f" {number(said['words'].sum())} quoted words in all",
        source=_source(ctx),
        n=f"{count(int(table['quotes'].sum()), 'quotation')} of people whose country or body is named",
        alt=f"Bar chart of quoted words by affiliation: {numbers}.",
        empty="No quotation of a person whose country or body is named.",
    )


def quoted_names(ctx: Context, persons: pd.DataFrame) -> pd.Series:
    """Names of the people with most quoted words, as many as `top_n`."""
    heard = persons[persons["words"] > 0].sort_values(["words", "name"], ascending=[False, True], kind="stable")
    return heard["name"].head(ctx.params.top_n)


def outlets(ctx: Context, by_outlet: pd.DataFrame) -> Figure | Sentence:
    """Which outlet quotes whom."""
    order = by_outlet.groupby("name")["quotes"].sum().sort_values(ascending=False, kind="stable").index[:10]
    heads = by_outlet.groupby("source")["quotes"].sum().sort_values(ascending=False, kind="stable").index[:12]
    full = pd.MultiIndex.from_product([order, heads], names=["name", "source"])
    grid = by_outlet.set_index(["name", "source"])["quotes"].reindex(full).reset_index()
    best = grid.dropna().nlargest(6, "quotes")
    cells = ", ".join(f"{who} in {where} {number(n)}" for who, where, n in best.itertuples(index=False))
    return charts.heatmap(
        grid,
        x="source",
        y="name",
        value="quotes",
        id="outlets",
        title=findings.outlets(by_outlet),
        subtitle=f"Quotations by person and outlet, {when(ctx.period)}",
        source=_source(ctx),
        n=f"{count(int(by_outlet['quotes'].sum()), 'quotation')}",
        alt=f"Grid of quotations by person and outlet: {cells}.",
        empty="No outlet quotes a person known by name.",
    )


def rising(ctx: Context, changes: pd.DataFrame, table: pd.DataFrame) -> Figure | Sentence:
    """One panel a person: the share of each bin's articles that name them."""
    rows = table.assign(share_pct=100 * pd.to_numeric(table["share"]))
    if rows["bin"].nunique() < _FEWEST_BINS:
        rows = rows.head(0)
    return charts.small_multiples(
        rows[["bin", "name", "share_pct", "articles", "all_articles"]],
        x="bin",
        value="articles",
        by="name",
        denominator="all_articles",
        id="rising",
        title=findings.rising(changes),
        subtitle=f"Share of each {ctx.bin}'s articles that name the person, per cent; gaps: no articles."
        f" {findings.new_faces(changes)}",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Small line charts, one a person. {findings.rising(changes)}.",
        empty="No timeline: the articles that name people lie on too few days.",
    )


def together(ctx: Context, pairs: pd.DataFrame) -> Table:
    """Who is named with whom."""
    return Table(
        pairs,
        id="together",
        caption=findings.together(pairs),
        limit=ctx.params.top_n,
        columns={"one": "Person", "other": "named with", "articles": "Articles"},
        note="Pairs of the people shown above, by articles that name both.",
    )


def quotes_table(ctx: Context, said: pd.DataFrame) -> Table:
    """The quotations themselves, latest first, to sort and filter."""
    order = said.sort_values(
        ["day", "article_id", "start"], ascending=[False, True, True], kind="stable", na_position="last"
    )
    table = order.assign(who=order["who"].fillna(""), url=_addresses(ctx, order), context=_contexts(ctx, order))
    return Table(
        table,
        id="quotes",
        caption=f"{count(len(said), 'quotation')}, latest first",
        limit=_MOST_QUOTES,
        columns={"day": "Day", "who": "Speaker", "context": "Words, in their paragraph", "source": "Outlet"},
        links={"source": "url"},
        note=findings.attribution(said),
    )


def _contexts(ctx: Context, rows: pd.DataFrame) -> list[str]:
    """The quotations with the words around them, for the rows that a page shows; the others alone, for the CSV."""
    shown = rows.head(_MOST_QUOTES)
    texts = ctx.texts(sorted(set(shown["article_id"])))
    spans = zip(shown["article_id"], shown["start"], shown["end"], strict=True)
    words = rows["text"].tolist()
    for row, (article_id, start, end) in enumerate(spans):
        if article_id in texts:
            words[row] = summary.in_context(texts[article_id], int(start), int(end))
    return words


def _addresses(ctx: Context, rows: pd.DataFrame) -> list[str]:
    urls = ctx.articles.set_index("article_id")["url"].fillna("")
    return [urls.get(article_id, "") for article_id in rows["article_id"]]


def merges_table(merged: pd.DataFrame, doubts: pd.DataFrame) -> Table:
    """Every spelling that was joined to a person, with its witness; then the surnames in doubt."""
    rows = doubts.rename(columns={"name": "canonical", "surface": "name"}).assign(
        witness="in doubt: two people in the article bear it; the one named in full last was taken"
    )
    return Table(
        pd.concat([rows, merged], ignore_index=True)[["canonical", "name", "witness", "articles"]],
        id="merges",
        caption=findings.merges(merged, doubts),
        limit=_MOST_QUOTES,
        columns={"canonical": "Person", "name": "Also written", "witness": "Because", "articles": "Articles"},
        note="To settle one yourself, write a line to data/reference/people.aliases.csv, which wins over every rule:"
        " canonical,alias joins two names; canonical,!alias keeps them apart.",
    )


def named_evidence(ctx: Context, persons: pd.DataFrame, seen: pd.DataFrame) -> Evidence:
    """Sentences that name the people shown."""
    return Evidence(ctx, seen, by="name", prefix=NAMED, order=list(shown_names(ctx, persons)), limit=4)


def quote_evidence(ctx: Context, persons: pd.DataFrame, said: pd.DataFrame) -> Evidence:
    """Quotations of the people quoted most."""
    order = list(quoted_names(ctx, persons))
    named = said.dropna(subset=["name"])
    return Evidence(ctx, named, by="name", prefix=QUOTED, order=order, limit=5, noun="quotation")


def key_points(persons: pd.DataFrame, said: pd.DataFrame, changes: pd.DataFrame, n_articles: int) -> dict[str, str]:
    """Sentences for the top of the page, by the id of the Figure or Table that shows each."""
    points = {"lanes": findings.present(persons, n_articles), "most-quoted": findings.quoted(persons, said)}
    new = changes[changes["new"].astype(bool)] if len(changes) else changes
    if len(new):
        points["rising"] = (
            f"New faces: {listing(new.sort_values('articles', ascending=False, kind='stable')['name'], limit=4)}"
        )
    return points
