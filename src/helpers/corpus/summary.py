"""What notebook 01 shows: who published how much and when, what the cleaning kept, and what could not be used.

Each function takes the notebook's context and gives a DataFrame or a computed sentence. Refuses nothing: an empty
selection gives empty frames with their columns, and sentences that say so.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.context import Context
from helpers.report import words
from helpers.timeline import all_bins, to_bin

#: Pages named one by one where not all can be.
SHOWN = 20
#: Sources drawn by name; the rest go together.
_PREVIEW = 300


def by_day_and_source(ctx: Context) -> pd.DataFrame:
    """Columns `bin`, `source`, `articles`: how many of each source in each time step, zeros included."""
    dated = ctx.articles.dropna(subset=["day"])
    source = dated["source"].where(dated["source"] != "", "source unknown")
    counts = pd.crosstab(to_bin(dated["day"], ctx.bin), source).reindex(all_bins(ctx.period, ctx.bin), fill_value=0)
    counts = counts.rename_axis(index="bin", columns="source")
    if counts.empty:
        return pd.DataFrame({"bin": [], "source": [], "articles": []})
    return counts.stack().rename("articles").reset_index()


def sources(ctx: Context) -> pd.DataFrame:
    """Columns source, articles, first, last: the sources by number of articles."""
    named = ctx.articles.assign(source=ctx.articles["source"].where(ctx.articles["source"] != "", "source unknown"))
    found = named.groupby("source").agg(articles=("article_id", "size"), first=("day", "min"), last=("day", "max"))
    return found.reset_index().sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)


def say_period(ctx: Context) -> str:
    """One sentence: how many articles, of how many sources, from when to when, on how many days there were none."""
    n = len(ctx.articles)
    if not n:
        return "No articles match the selection."
    named = ctx.articles.loc[ctx.articles["source"] != "", "source"]
    n_sources = named.nunique()
    noun = "source" if len(named) == n else "named source"
    if ctx.period is None:
        return f"{words.count(n, 'article')} of {words.count(n_sources, noun)}, none of them dated."
    first, last = ctx.period
    days = ctx.articles["day"].dropna()
    inner = (last - first).days + 1
    empty = inner - days.nunique()
    gaps = f"; on {words.count(empty, 'day')} of {words.number(inner)} there was none" if empty > 0 else ""
    return f"{words.count(n, 'article')} of {words.count(n_sources, noun)}, {words.period(first, last)}{gaps}."


def kinds(ctx: Context) -> pd.DataFrame:
    """Columns kind, blocks, characters, share_pct: what became of the text of the selected pages."""
    found = ctx.sql(
        "SELECT b.kind, count(*) AS blocks, sum(length(b.text))::BIGINT AS characters FROM blocks b"
        " JOIN selected s USING (article_id) GROUP BY b.kind ORDER BY characters DESC, b.kind"
    )
    total = max(1, int(found["characters"].sum())) if len(found) else 1
    return found.assign(share_pct=(100 * found["characters"] / total).round(1))


def say_cleaning(ctx: Context) -> str:
    """One sentence: how much of the page text is story, and what most of the rest was."""
    found = kinds(ctx)
    if found.empty:
        return "There is no page text to clean."
    share = float(found.loc[found["kind"] == "body", "characters"].sum()) / max(1, int(found["characters"].sum()))
    rest = list(found.loc[found["kind"] != "body", "kind"].head(3))
    tail = f"; most of the rest is {words.listing(rest)}" if rest else ""
    told = f"{words.share(share)} of the text of the pages is story{tail}."
    return told[0].upper() + told[1:]


def least_certain(ctx: Context, *, limit: int = SHOWN) -> pd.DataFrame:
    """Columns page_path, kept_pct, words, kept, dropped: the pages with the smallest share kept, worst first."""
    pages = ctx.articles.sort_values(["kept_share", "n_words", "page_path"], ignore_index=True).head(limit)
    texts = ctx.texts(pages["article_id"])
    dropped = ctx.sql(
        "SELECT b.article_id, string_agg(b.text, ' · ' ORDER BY b.position) AS dropped FROM blocks b"
        " WHERE b.kind IN ('teaser', 'other', 'comment', 'bio') AND list_contains($ids, b.article_id)"
        " GROUP BY b.article_id",
        {"ids": list(pages["article_id"])},
    ).set_index("article_id")["dropped"]
    return pd.DataFrame(
        {
            "page_path": pages["page_path"],
            "kept_pct": (100 * pages["kept_share"].astype(float)).round(0).astype(int),
            "words": pages["n_words"],
            "kept": [texts.get(one, "")[:_PREVIEW] for one in pages["article_id"]],
            "dropped": [str(dropped.get(one, ""))[:_PREVIEW] for one in pages["article_id"]],
        }
    )


def undated(ctx: Context) -> pd.DataFrame:
    """Columns page_path, title, source: pages that tell no sure date. They count in totals, not over time."""
    found = ctx.sql("SELECT page_path, title, source FROM articles WHERE published_utc IS NULL ORDER BY page_path")
    return found.reset_index(drop=True)


def not_read(ctx: Context) -> pd.DataFrame:
    """Columns page_path, reason: what could not be read."""
    return ctx.sql("SELECT page_path, reason FROM not_read ORDER BY page_path, reason")


def say_quality(ctx: Context) -> str:
    """One sentence: undated, not read, guessed encodings, ambiguous dates."""
    lost, unread = len(undated(ctx)), len(not_read(ctx))
    guessed = int(ctx.sql("SELECT count(*) AS n FROM pages WHERE encoding LIKE '%?'")["n"][0])
    parts = [
        f"{words.count(lost, 'page')} without a sure date",
        f"{words.count(unread, 'file or record', 'files or records')} not read",
        f"{words.count(guessed, 'page')} in a guessed encoding",
    ]
    return f"In the whole corpus: {words.listing(parts)}."


def copies(ctx: Context) -> pd.DataFrame:
    """Columns title, pages, outlets, versions, first, last: stories that stand on more than one page of the corpus."""
    return ctx.sql(
        "SELECT arg_min(title, (published_utc IS NULL, published_utc, article_id)) AS title, count(*) AS pages,"
        " string_agg(DISTINCT coalesce(nullif(site, ''), nullif(source, ''), 'unknown'), ', '"
        "   ORDER BY coalesce(nullif(site, ''), nullif(source, ''), 'unknown')) AS outlets,"
        " max(version) AS versions, min(published_utc) AS first, max(published_utc) AS last"
        " FROM articles GROUP BY story_id HAVING count(*) > 1 ORDER BY pages DESC, title"
    )


def say_copies(ctx: Context) -> str:
    """One sentence: how many pages tell how many stories."""
    found = ctx.sql("SELECT count(*) AS pages, count(DISTINCT story_id) AS stories FROM articles").iloc[0]
    how = "counts once" if ctx.params.copies == "once" else "counts each time"
    return (
        f"{words.count(int(found['pages']), 'page')} tell {words.count(int(found['stories']), 'story', 'stories')};"
        f" in these reports a story on several pages {how}."
    )


def corpus_table(ctx: Context) -> pd.DataFrame:
    """Columns day, source, title, byline, dateline, words, page_path, url: the selected articles in order of time."""
    frame = ctx.articles.assign(words=ctx.articles["n_words"])
    frame = frame[["day", "source", "title", "byline", "dateline", "words", "page_path", "url"]]
    return frame.sort_values(["day", "page_path"], ignore_index=True)


def about_days(ctx: Context, counts: pd.DataFrame) -> dict[str, Any]:
    """Title, subtitle, alternative text, source line and number for the chart of articles over time."""
    dated = int(ctx.articles["day"].notna().sum())
    by_bin = counts.groupby("bin")["articles"].sum() if len(counts) else pd.Series(dtype=int)
    title = "No dated articles"
    if len(by_bin) and by_bin.max() > 0:
        busiest = by_bin.idxmax()
        when = {
            "day": f"on {words.day(busiest.date())}",
            "week": f"in the week of {words.day(busiest.date())}",
            "month": f"in {busiest:%B %Y}",
        }[ctx.bin]
        title = f"Most articles, {words.number(by_bin.max())}, {when}"
    tops = sources(ctx).head(5)
    parts = [f"{row.source}: {words.number(row.articles)}" for row in tops.itertuples()]
    return {
        "title": title,
        "subtitle": f"Articles a {ctx.bin}, by source; a {ctx.bin} without a column had none",
        "alt": f"{words.count(dated, 'dated article')}. {title}. By source: {words.listing(parts) or 'none'}.",
        "source": "the corpus, articles by date of publication",
        "n": dated,
        "empty": "No dated articles to show over time.",
    }


def about_kinds(ctx: Context, found: pd.DataFrame) -> dict[str, Any]:
    """Title, subtitle, alternative text, source line and number for the chart of what the cleaning kept."""
    parts = [f"{row.kind} {row.share_pct:g} %" for row in found.itertuples()]
    return {
        "title": say_cleaning(ctx).split(";")[0].rstrip("."),
        "subtitle": "Share of the characters of the selected pages, by kind of block, per cent",
        "alt": f"Shares of page text by kind: {words.listing(parts) or 'none'}.",
        "source": "the corpus, table blocks",
        "n": len(ctx.articles),
        "empty": "No page text to show.",
    }
