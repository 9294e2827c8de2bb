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
#: Outlets of a copied story named one by one.
OUTLETS = 4
#: Characters shown of a story's beginning and end, of what was set aside, and of one block of that.
_HEAD, _TAIL, _DROPPED, _BLOCK = 280, 180, 600, 110
_MORE = "\N{HORIZONTAL ELLIPSIS}"
#: What kinds of blocks are called where their names say little.
_KINDS = {
    "body": "story", "promo": "promotion", "bio": "note on the author", "rule": "ruled line",
    "standing": "line that many pages repeat", "other": "other, amid the story",
}  # fmt: skip
#: Where dates come from, as a sentence tells it.
_ORIGINS = {
    "page": "printed on the page or given by its record", "url": "from the address", "file": "from the file's name",
    "dateline": "from the dateline", "updated": "from an update alone",
}  # fmt: skip
#: SQL: the headline of the row `a`, else its first words.
_HEADING = (
    "CASE WHEN a.title <> '' THEN a.title ELSE regexp_replace(left(a.text, 90), '\\s+', ' ', 'g')"
    " || CASE WHEN length(a.text) > 90 THEN '\N{HORIZONTAL ELLIPSIS}' ELSE '' END END"
)


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
    told = words.count(n, "article")
    if len(named) == n:
        told += f" of {words.count(named.nunique(), 'source')}"
    elif len(named):
        which = "one named source" if named.nunique() == 1 else f"{words.number(named.nunique())} named sources"
        told += f", {words.number(len(named))} of them of {which}"
    else:
        told += " of unknown source"
    if ctx.period is None:
        return f"{told}, none of them dated."
    first, last = ctx.period
    days = ctx.articles["day"].dropna()
    inner = (last - first).days + 1
    empty = inner - days.nunique()
    gaps = f"; on {words.count(empty, 'day')} of {words.number(inner)} there was none" if empty > 0 else ""
    return f"{told}, {words.period(first, last)}{gaps}."


def kinds(ctx: Context) -> pd.DataFrame:
    """Columns kind, blocks, characters, share_pct: what became of the text of the selected pages."""
    found = ctx.sql(
        "SELECT b.kind, count(*) AS blocks, sum(length(b.text))::BIGINT AS characters FROM blocks b"
        " JOIN selected s USING (article_id) GROUP BY b.kind ORDER BY characters DESC, b.kind"
    )
    total = max(1, int(found["characters"].sum())) if len(found) else 1
    share = (100 * found["characters"] / total).round(1)
    return found.assign(kind=found["kind"].replace(_KINDS), share_pct=share)


def say_cleaning(ctx: Context) -> str:
    """One sentence: how much of the page text is story, and what most of the rest was."""
    found = kinds(ctx)
    if found.empty:
        return "There is no page text to clean."
    story = found["kind"] == _KINDS["body"]
    share = float(found.loc[story, "characters"].sum()) / max(1, int(found["characters"].sum()))
    rest = list(found.loc[~story, "kind"].head(3))
    tail = f"; most of the rest: {words.listing(rest)}" if rest else ""
    told = f"{words.share(share)} of the text of the pages is story{tail}."
    return told[0].upper() + told[1:]


def least_certain(ctx: Context, *, limit: int = SHOWN) -> pd.DataFrame:
    """Columns page_path, told, kept, dropped: the pages whose cleaning is least sure, worst first; how sure it is and
    how much of the page is story; how the story begins and ends, and what was set aside, as (kind, text)."""
    pages = ctx.sql(
        "SELECT p.article_id, p.page_path, p.certainty, p.kept_share, length(p.text) AS size,"
        " left(p.text, $head) AS head, right(p.text, $tail) AS tail FROM pages p JOIN selected s USING (article_id)"
        " WHERE p.certainty < 1 ORDER BY p.certainty, p.page_path LIMIT $limit",
        {"head": _HEAD, "tail": _TAIL, "limit": limit},
    )
    blocks = ctx.sql(
        "SELECT article_id, kind, left(text, $most) AS text, length(text) > $most AS cut FROM blocks"
        " WHERE list_contains($ids, article_id) AND kind NOT IN ('body', 'title', 'date', 'byline')"
        " ORDER BY article_id, position",
        {"ids": list(pages["article_id"]), "most": _BLOCK},
    )
    dropped = {one: _dropped(rows) for one, rows in blocks.groupby("article_id")}
    return pd.DataFrame(
        {
            "page_path": pages["page_path"],
            "told": [
                f"{words.share(sure)} sure; {words.share(kept)} of the page kept"
                for sure, kept in zip(pages["certainty"], pages["kept_share"])
            ],
            "kept": [_ends(row.head, row.tail, row.size) for row in pages.itertuples(index=False, name="Row")],
            "dropped": [dropped.get(one, []) for one in pages["article_id"]],
        }
    )


def _ends(head: str, tail: str, size: int) -> list[tuple[str, str]]:
    """How a text begins and ends."""
    head, tail = " ".join(head.split()), " ".join(tail.split())
    return [("", head)] if size <= _HEAD else [("begins", head + _MORE), ("ends", _MORE + tail)]


def _dropped(blocks: pd.DataFrame) -> list[tuple[str, str]]:
    """The blocks set aside, neighbours of one kind together; not more than fit."""
    told: list[tuple[str, str]] = []
    size = 0
    for number, (kind, text, cut) in enumerate(zip(blocks["kind"], blocks["text"], blocks["cut"])):
        if size > _DROPPED:
            return [*told, ("", f"and {words.count(len(blocks) - number, 'more block')}")]
        kind, text = _KINDS.get(kind, kind), " ".join(text.split()) + (_MORE if cut else "")
        if told and told[-1][0] == kind:
            told[-1] = (kind, f"{told[-1][1]} \N{MIDDLE DOT} {text}")
        else:
            told.append((kind, text))
        size += len(text)
    return told


def say_least(ctx: Context) -> str:
    """One sentence: how many pages were stories already, and how much of the others is story."""
    share = ctx.articles["kept_share"].astype(float)
    if share.empty:
        return ""
    saved, n_whole = share[share < 1], int((share >= 1).sum())
    told = f"{words.count(n_whole, 'page')} had nothing around the story" if n_whole or saved.empty else ""
    if len(saved) == 1:
        rest = f"{'the other one' if n_whole else 'the one page'} keeps {words.share(saved.iloc[0])} of its text"
    elif len(saved):
        rest = (f"of {'the others' if n_whole else words.count(len(saved), 'page')}, half keep"
                f" {words.share(saved.median())} or more of their text, the barest {words.share(saved.min())}")
    else:
        rest = ""
    text = "; ".join(part for part in (told, rest) if part)
    return f"{text[0].upper()}{text[1:]}."


def say_gaps(ctx: Context) -> str:
    """One sentence: the days without an article, the longest gap by its dates."""
    days = ctx.articles["day"].dropna().drop_duplicates().sort_values()
    between = days.diff().dt.days.fillna(1).astype(int) - 1
    if len(days) < 2:
        return f"All dated articles are of {words.day(days.iloc[0])}." if len(days) else ""
    if between.max() < 1:
        return "There is no day without an article between the first and the last."
    longest = between.idxmax()
    last, size = days[longest] - pd.Timedelta(days=1), int(between[longest])
    when = words.period((last - pd.Timedelta(days=size - 1)).date(), last.date())
    n = int(between.sum())
    if n == 1:
        return f"On one day in between, {when}, there was no article."
    longest_gap = f"the longest gap is {words.count(size, 'day')}, {when}"
    return f"On {words.count(n, 'day')} in between there was no article; {longest_gap}."


def undated(ctx: Context) -> pd.DataFrame:
    """Columns page_path, title, source, why: pages that tell no sure date. They count in totals, not over time."""
    return ctx.sql(
        "SELECT page_path, title, source, CASE date_from WHEN 'ambiguous' THEN 'day and month may be exchanged'"
        " WHEN 'unreadable' THEN 'its date is no day of 1900 to 2100' ELSE 'no date of publication' END AS why"
        " FROM pages WHERE published_utc IS NULL ORDER BY page_path"
    )


def not_read(ctx: Context) -> pd.DataFrame:
    """Columns page_path, reason: what could not be read."""
    return ctx.sql("SELECT page_path, reason FROM not_read ORDER BY page_path, reason")


def encodings(ctx: Context) -> pd.DataFrame:
    """Columns page_path, encoding, source: pages whose encoding is a guess."""
    return ctx.sql(
        "SELECT page_path, rtrim(encoding, '?') AS encoding, source FROM pages WHERE encoding LIKE '%?'"
        " ORDER BY page_path"
    )


def say_quality(ctx: Context) -> str:
    """One sentence: undated, ambiguous dates, not read, guessed encodings."""
    found = ctx.sql(
        "SELECT count(*) FILTER (published_utc IS NULL) AS undated, count(*) FILTER (encoding LIKE '%?') AS guessed,"
        " count(*) FILTER (published_utc IS NULL AND date_from = 'ambiguous') AS ambiguous FROM pages"
    ).iloc[0]
    which = f" ({words.number(int(found['ambiguous']))} with an ambiguous one)" if found["ambiguous"] else ""
    parts = [
        f"{words.count(int(found['undated']), 'page')} without a sure date{which}",
        f"{words.count(len(not_read(ctx)), 'file or record', 'files or records')} not read",
        f"{words.count(int(found['guessed']), 'page')} in a guessed encoding",
    ]
    return f"In the whole corpus: {words.listing(parts)}."


def say_dates(ctx: Context) -> str:
    """One sentence: where the dates of the selected articles come from."""
    found = ctx.articles.loc[ctx.articles["day"].notna(), "date_from"].value_counts()
    parts = [(words.number(found[name]), told) for name, told in _ORIGINS.items() if name in found]
    if len(parts) < 2:
        return f"All dates are {parts[0][1]}." if parts else ""
    return f"Of the dates, {words.listing(' '.join(part) for part in parts)}."


def copies(ctx: Context) -> pd.DataFrame:
    """Columns title, pages, outlets, versions, first, lag_hours: stories that stand on more than one page of the
    corpus, the most copied first. `versions`: of the original page; `lag_hours`: from the first page to the last."""
    found = ctx.sql(
        "WITH told AS (SELECT story_id, count(*) AS pages, min(published_utc) AS first,"
        "   max(published_utc) - min(published_utc) AS lag, count(*) FILTER (copy_of = '') AS versions,"
        "   list(DISTINCT coalesce(nullif(site, ''), nullif(source, ''), 'outlet unknown')) AS outlets"
        "  FROM articles GROUP BY story_id HAVING count(*) > 1)"
        f" SELECT t.*, {_HEADING} AS title FROM told t JOIN articles a USING (story_id)"
        "  WHERE a.copy_of = '' AND a.version = (SELECT max(version) FROM articles b"
        "   WHERE b.story_id = t.story_id AND b.copy_of = '')"
        " ORDER BY t.pages DESC, t.first NULLS LAST, t.story_id"
    )
    return pd.DataFrame(
        {
            "title": found["title"],
            "pages": found["pages"],
            "outlets": [words.listing(sorted(names), limit=OUTLETS) for names in found["outlets"]],
            "versions": found["versions"],
            "first": found["first"],
            "lag_hours": (found["lag"].dt.total_seconds() / 3600).round(1),
        }
    )


def say_copies(ctx: Context) -> str:
    """One sentence: how many pages tell how many stories, and which is copied most."""
    found = ctx.sql("SELECT count(*) AS pages, count(DISTINCT story_id) AS stories FROM articles").iloc[0]
    how = "counts once" if ctx.params.copies == "once" else "counts each time"
    n_pages, n_stories = int(found["pages"]), int(found["stories"])
    if n_pages < 2:
        return "With one page there are no copies." if n_pages else "There is no page."
    if n_pages == n_stories:
        return f"No story stands on two of the {words.count(n_pages, 'page')}."
    return (
        f"{words.count(n_pages, 'page')} tell {words.count(n_stories, 'story', 'stories')}; in these reports a story on"
        f" several pages {how}."
    )


def corpus_table(ctx: Context) -> pd.DataFrame:
    """Columns article_id, day, source, title, byline, words, page_path, url: the selected articles in order of
    time. An article without a headline is named by its first words."""
    begins = ctx.sql(
        f"SELECT a.article_id, {_HEADING} AS heading FROM pages a JOIN selected s USING (article_id) WHERE a.title = ''"
    ).set_index("article_id")["heading"]
    title = ctx.articles["title"].where(ctx.articles["title"] != "", ctx.articles["article_id"].map(begins))
    frame = ctx.articles.assign(words=ctx.articles["n_words"], title=title)
    frame = frame[["article_id", "day", "source", "title", "byline", "words", "page_path", "url"]]
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
        "format": "{:.1f}".format,
        "empty": "No page text to show.",
    }
