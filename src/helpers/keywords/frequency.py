"""How often terms occur in the selected articles, in how many of them, since when, and when most.

`per_million`: occurrences per million tokens with a letter. `share`: articles with the term over selected articles.
Both are given because one long article can make a rate, and only many articles make a share.
"""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.keywords.stopwords import stop_words
from helpers.timeline import to_bin

_SQL = """
SELECT term, CAST(sum(n) AS BIGINT) AS n, count(*) AS articles, min(s.day) AS first_seen, max(s.day) AS last_seen
FROM terms JOIN selected s USING (article_id)
WHERE length(term) > 1 AND NOT list_contains($stop, term)
GROUP BY term ORDER BY articles DESC, n DESC, term
"""


def term_frequencies(ctx: Context) -> pd.DataFrame:
    """A row a term, stop words left out, most articles first: term, n, articles, first_seen, last_seen, per_million,
    share (0..1) and `label`, the term in the case that the articles mostly write it in."""
    found = ctx.sql(_SQL, {"stop": sorted(stop_words())})
    found["per_million"] = found["n"] * 1e6 / max(count_tokens(ctx), 1)
    found["share"] = found["articles"] / max(len(ctx.articles), 1)
    return found.assign(label=labels(ctx, found))


def count_tokens(ctx: Context) -> int:
    """Tokens with a letter in the selected articles."""
    return int(ctx.sql("SELECT coalesce(sum(n), 0) AS n FROM terms JOIN selected USING (article_id)")["n"][0])


def labels(ctx: Context, terms: pd.DataFrame) -> pd.Series:
    """The terms as written where they are names: `mariupol` becomes `Mariupol`, if most of its uses are in a name."""
    words = ctx.sql("SELECT surface, sum(n) AS n FROM name_kinds GROUP BY surface ORDER BY n DESC, surface")
    words = words[words["surface"].str.fullmatch(r"[\w.'’-]+")]
    words = words.assign(term=words["surface"].str.casefold()).drop_duplicates("term").set_index("term")
    merged = terms[["term", "n"]].join(words, on="term", rsuffix="_name")
    return merged["surface"].where(merged["n_name"] * 2 >= merged["n"], merged["term"])


def by_bin(ctx: Context, terms: list[str]) -> pd.DataFrame:
    """Term by time bin: bin, term, n, articles (with the term), all_articles and tokens of the bin, share (0..1).

    A bin without any article is left out here and drawn as a gap; one with articles but without the term has share 0.
    """
    if not terms or ctx.period is None:
        return pd.DataFrame(columns=["bin", "term", "n", "articles", "all_articles", "share"])
    found = ctx.sql(
        "SELECT s.day, term, n FROM terms JOIN selected s USING (article_id)"
        " WHERE s.day IS NOT NULL AND list_contains($terms, term)",
        {"terms": terms},
    )
    found["bin"] = to_bin(found["day"], ctx.bin)
    hits = found.groupby(["bin", "term"])["n"].agg(n="sum", articles="size")
    days = ctx.articles["day"].dropna()
    all_articles = to_bin(days, ctx.bin).value_counts().sort_index().rename("all_articles")
    grid = pd.MultiIndex.from_product([all_articles.index, terms], names=["bin", "term"])
    table = hits.reindex(grid, fill_value=0).reset_index()
    table["all_articles"] = table["bin"].map(all_articles)
    table["share"] = table["articles"] / table["all_articles"]
    return table


def by_source(ctx: Context, terms: list[str], *, top: int = 8) -> pd.DataFrame:
    """Term by outlet, for the outlets with most articles: source, term, articles, all_articles, share (0..1)."""
    named = ctx.articles[ctx.articles["source"] != ""]
    totals = named["source"].value_counts().sort_index().sort_values(ascending=False, kind="stable").head(top)
    found = ctx.sql(
        "SELECT s.source, term, count(*) AS articles FROM terms JOIN selected s USING (article_id)"
        " WHERE list_contains($terms, term) GROUP BY ALL",
        {"terms": terms},
    )
    grid = pd.MultiIndex.from_product([totals.index, terms], names=["source", "term"])
    table = found.set_index(["source", "term"]).reindex(grid, fill_value=0).reset_index()
    table["all_articles"] = table["source"].map(totals)
    return table.assign(share=table["articles"] / table["all_articles"])
