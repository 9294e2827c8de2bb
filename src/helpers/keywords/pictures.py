"""What notebook 02 shows: each function takes computed frames and gives one Figure or Table, its finding as title."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.context import Context
from helpers.keywords import findings
from helpers.keywords.frequency import written
from helpers.keywords.network import backbone, links
from helpers.keywords.outlets import first_use, spread
from helpers.keywords.study import FEW_ARTICLES, Study, focus_terms
from helpers.report import Evidence, Figure, Table, charts
from helpers.report.words import Sentence, count, number, share, short_day, when
from helpers.text import scripts, tokens

#: Prefix of the evidence anchors of terms on the page.
PREFIX = "term"
_NODES, _MOST_COMMON = 60, 0.4
_IN_CSV = 500


def rule(ctx: Context) -> str:
    """The token rule that made every count, with its version."""
    return tokens.rule_name(ctx.params.token_rule)


def _source(ctx: Context) -> str:
    return f"{count(len(ctx.articles), 'article')}, tokens by {rule(ctx)}, stop words left out"


def with_anchor(table: pd.DataFrame, *, term: str = "term", anchor: str = "anchor") -> pd.DataFrame:
    """`table` with a column of addresses of the terms' evidence. Where a page has none, the address is no link."""
    return table.assign(**{anchor: [Evidence.anchor(PREFIX, name) for name in table[term]]})


def evidenced(
    ctx: Context, frequencies: pd.DataFrame, versus: pd.DataFrame, changes: pd.DataFrame, followed: list[str]
) -> list[str]:
    """The terms whose sentences the page shows: all that its charts and tables name with a count."""
    apart = apart_rows(ctx, versus)
    shown = [*followed, *frequencies["term"].head(ctx.params.top_n), *apart["term"], *changes["term"]]
    return list(dict.fromkeys(shown))


def apart_rows(ctx: Context, versus: pd.DataFrame) -> pd.DataFrame:
    """The strongest terms of either side of a comparison."""
    n = max(ctx.params.top_n // 2, 3)
    strong = versus[versus["bic"] > 0]
    return pd.concat([strong[strong["log_ratio"] > 0].head(n), strong[strong["log_ratio"] < 0].head(n)])


def focus(ctx: Context, frequencies: pd.DataFrame, *more: pd.DataFrame, limit: int = 16) -> list[str]:
    """The terms followed in trends and evidence: the analyst's `focus_terms`, then the most widespread ones and the
    first few of each of the frames `more`."""
    wanted = focus_terms(ctx)
    found = [*wanted, *frequencies["term"].head(6)]
    for table in more:
        found += table["term"].head(4).tolist()
    return list(dict.fromkeys(found))[: max(limit, len(wanted))]


def strongest_trends(frequencies: pd.DataFrame, *, limit: int = 12) -> pd.DataFrame:
    """The terms whose share of articles surely changed most: by the end of the interval that is nearer to no change."""
    sure = np.maximum(frequencies["change_low"], -frequencies["change_high"])
    rows = frequencies.assign(sure=sure)[(sure > 0) & (frequencies["articles"] >= 2 * FEW_ARTICLES)]
    return rows.sort_values(["sure", "term"], ascending=[False, True], kind="stable").head(limit)


def moving(ctx: Context, strongest: pd.DataFrame, *, limit: int = 12) -> list[str]:
    """The terms whose trend is drawn: the analyst's, then those that changed most; without any change none."""
    wanted = focus_terms(ctx)
    return list(dict.fromkeys([*wanted, *strongest["term"]]))[: max(limit, len(wanted))]


def traced(ctx: Context, strongest: pd.DataFrame, changes: pd.DataFrame) -> list[str]:
    """The terms whose first use is looked for: the analyst's, those that entered, and those that rose."""
    entered = changes[changes["change"] == "entered"]["term"]
    return list(dict.fromkeys([*focus_terms(ctx), *entered, *strongest[strongest["change"] > 0]["term"]]))


def top_terms(ctx: Context, frequencies: pd.DataFrame) -> Figure | Sentence:
    """The terms that most articles use."""
    top = with_anchor(frequencies.head(ctx.params.top_n))
    numbers = ", ".join(f"{row.label} {number(row.articles)}" for row in top.head(8).itertuples())
    columns = ["label", "articles", "stories", "pages", "n", "per_million", "share_low", "share_high", "first_seen",
               "last_seen", "dp_norm", "dp_norm_outlets", "juilland_d", "anchor"]
    return charts.bars(
        _short(top[columns]),
        label="label",
        value="articles",
        links="anchor",
        id="top-terms",
        title=findings.top_terms(frequencies, len(ctx.articles)),
        subtitle=f"Articles that use the term at least once, {when(ctx.period)}",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Bar chart of articles by term: {numbers}.",
        empty="No terms: the selection holds no articles.",
    )


def all_terms(ctx: Context, frequencies: pd.DataFrame, found: Study) -> Table:
    """Every statistic of the leading terms; the CSV holds those of the first `_IN_CSV`."""
    rows = frequencies.head(_IN_CSV)
    steps = found.steps
    rows = rows.assign(
        share_pct=100 * rows["share"],
        interval=[f"{100 * low:.0f}–{100 * high:.0f}%" for low, high in zip(rows["share_low"], rows["share_high"])],
        peak_step=[steps[at] if at >= 0 else None for at in rows["peak"]],
        burst=[_burst(ctx, steps, row) for row in rows.itertuples()],
        change_points=100 * rows["change"],
        per_million=rows["per_million"].round(1),
    )
    return Table(
        _short(with_anchor(rows)),
        id="all-terms",
        caption="Each term in numbers: how often, how evenly, since when",
        columns={
            "label": "Term", "articles": "Articles", "interval": "Share, 95% interval", "pages": "Pages printed",
            "n": "Uses", "per_million": "Per million", "dp_norm": "DPnorm, time", "dp_norm_outlets": "DPnorm, outlets",
            "first_seen": "First", "last_seen": "Last",
            "peak_step": f"Peak {ctx.bin}", "burst": "Burst", "change_points": "Change, points",
        },
        links={"label": "anchor", "first_seen": "first_url"},
        limit=ctx.params.top_n,
        csv_only=("per_million", "last_seen"),
        note=(
            "DPnorm: 0 spread as evenly as the text, 1 all in one place. Burst: the strongest spell of more use than"
            " usual. Change: of the share, over the period, percentage points. " + findings.copies(frequencies)
            + findings.spaceless(_spaceless(ctx))
        ).strip(),
    )


def trends(ctx: Context, frequencies: pd.DataFrame, table: pd.DataFrame) -> Figure | Sentence:
    """One panel a term: the share of each step's articles that use it, on one scale, bursts in the second colour."""
    table = labelled(frequencies, table)
    title = findings.trends(table)
    columns = ["bin", "label", "articles", "all_articles", "share", "low", "high", "few", "burst", "anchor"]
    return charts.small_multiples(
        _short(with_anchor(table)[columns]),
        links="anchor",
        x="bin",
        value="articles",
        by="label",
        denominator="all_articles",
        shade="few",
        mark="burst",
        id="trends",
        title=title,
        n=len(ctx.articles),
        source=f"{_source(ctx)}; bursts: Kleinberg's two-state model",
        subtitle=f"Share of each {ctx.bin}'s articles that use the term; second colour: burst; pale: fewer than three"
        f" articles. Grey below: how many articles the {ctx.bin} has",
        alt=f"Small column charts, one a term, of the share of articles by {ctx.bin}. {title}",
        empty="No trend: no dated articles, or no terms.",
    )


def over_time(ctx: Context, frequencies: pd.DataFrame, table: pd.DataFrame) -> Figure | Sentence:
    """Terms by time step as a map of shades, in the order of their peaks; steps of too few articles are left out."""
    table = labelled(frequencies, table)
    rows = table[~table["few"]].sort_values("bin", kind="stable")
    if len(rows):
        peaks = rows.loc[rows.groupby("label", sort=False)["low"].idxmax(), ["label", "bin"]]
        order = {name: at for at, name in enumerate(peaks.sort_values(["bin", "label"])["label"])}
        rows = rows.sort_values("label", key=lambda names: names.map(order), kind="stable")
    title = findings.over_time(table, ctx.bin)
    shown = rows.assign(step=[_step(ctx, at) for at in rows["bin"]]) if ctx.bin == "month" else rows
    step = "step" if ctx.bin == "month" else "bin"
    return charts.heatmap(
        _short(with_anchor(shown)[[step, "label", "share", "low", "high", "articles", "all_articles", "anchor"]]),
        x=step,
        links="anchor",
        y="label",
        value="share",
        format=share,
        id="terms-by-time",
        title=title,
        subtitle=f"Share of each {ctx.bin}'s articles that use the term; steps with fewer than three articles"
        " are left out; terms in the order of their peaks",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Heat map of terms by {ctx.bin}. {title}",
        empty="No map: fewer than three articles in every step.",
    )


def distinctive(ctx: Context, table: pd.DataFrame) -> Table:
    """Terms that set the one side of a comparison apart from the other, and the other way round."""
    one, other = table.attrs.get("a", "later half"), table.attrs.get("b", "earlier half")
    past = "cut" in table.attrs or "a" not in table.attrs
    side = ("later", "earlier") if past else (one, other)
    rows = apart_rows(ctx, table)
    by_articles = bool(rows["g2_articles"].notna().any())
    rows = rows.assign(
        half=[side[0] if ratio > 0 else side[1] for ratio in rows["log_ratio"]],
        times=(2 ** rows["log_ratio"].abs()).round(1),
    )
    return Table(
        with_anchor(rows),
        id="distinctive",
        caption=findings.distinctive(table),
        links={"label": "anchor"},
        columns={
            "label": "Term",
            "half": "Half" if past else "Side",
            "articles_b": f"Articles, {side[1]}",
            "articles_a": f"Articles, {side[0]}",
            "times": "Times as frequent",
            **({"g2_articles": "Log-likelihood, articles"} if by_articles else {}),
            "g2": "Log-likelihood, uses",
            "bic": "BIC",
        },
        note=("Ordered by how surely the share of articles with the term differs. " if by_articles else "")
        + "Only terms of three days or more whose Bayes factor (BIC) speaks for a difference in use; a term that is"
        " absent counts as 0.5.",
    )


def changes(ctx: Context, table: pd.DataFrame) -> Table:
    """Words that entered or left the story, or took another's place."""
    return Table(
        with_anchor(table),
        id="turnover",
        links={"label": "anchor"},
        caption=findings.changes(table),
        columns={"label": "Term", "change": "Change", "instead_of": "Where stood", "beside": "Beside",
                 "articles": "Articles of its half", "n": "Uses there"},
        note="Entered: only in the later half. Left: only in the earlier half. Replaced: beside the same words as one"
        " that became rarer; a hint, no proof.",
    )


def phrases(ctx: Context, found: Study) -> Table:
    """Words that belong together, passages that articles repeat word for word left out."""
    table = found.phrases[~found.phrases["formula"]].head(200)
    names = written(ctx, found)
    table = table.assign(label=[names.get(gram, phrase) for gram, phrase in zip(table["gram"], table["phrase"])])
    return Table(
        _short(table),
        id="phrases",
        caption=findings.phrases(table),
        columns={"label": "Phrase", "articles": "Articles", "n": "Uses", "g2": "Log-likelihood", "pmi": "PMI, bits"},
        limit=ctx.params.top_n,
        note="Two to four words. Of more than two, the measures are those of the weakest way to part them.",
    )


def outlets(ctx: Context, frequencies: pd.DataFrame, table: pd.DataFrame) -> Figure | Sentence:
    """Which outlet uses which term: share of its articles."""
    table = labelled(frequencies, table[table["all_articles"] >= FEW_ARTICLES])
    table = table if table["source"].nunique() > 1 else table.head(0)
    return charts.heatmap(
        _short(table[["source", "label", "share", "low", "high", "articles", "all_articles", "per_million"]]),
        x="label",
        y="source",
        value="share",
        format=share,
        id="outlets",
        title=findings.outlets(table),
        subtitle="Share of an outlet's articles that use the term; outlets with three articles or more",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Heat map of terms by outlet. {findings.outlets(table)}",
        empty="Fewer than two outlets with three or more articles are named: nothing to compare.",
    )


def first_uses(ctx: Context, frequencies: pd.DataFrame, found: Study, terms: list[str]) -> Table | Sentence:
    """Who used a term first and who followed, for the terms that more than one outlet uses."""
    if len(found.outlets) < 2:
        return Sentence("Only one outlet is named: nobody to compare its first uses with.")
    table = spread(first_use(ctx, found, terms))
    table = labelled(frequencies, table)
    return Table(
        table,
        id="first-use",
        caption=findings.first_use(table),
        columns={
            "label": "Term", "first_source": "First in", "day": "Day", "outlets": "Outlets", "followed": "Followed",
        },
        links={"first_source": "url"},
        note="Among the articles of this selection; an outlet whose first article here is later than the first use is"
        " not called a follower.",
    )


def network(ctx: Context, frequencies: pd.DataFrame, found: Study) -> Figure | Sentence:
    """Terms that share more articles than chance would bring together; terms that most articles use are left out."""
    nodes = frequencies[frequencies["share"] <= _MOST_COMMON]["term"].head(_NODES).tolist()
    table = links(found.counts, nodes)
    table = table.sort_values(["npmi", "g2", "term_a"], ascending=[False, False, True], ignore_index=True)
    table = backbone(table, most=24)
    for side in ("a", "b"):
        table = labelled(frequencies, table, term=f"term_{side}", label=f"label_{side}")
        table = with_anchor(table, term=f"term_{side}", anchor=f"anchor_{side}")
    columns = ["label_a", "label_b", "articles", "articles_a", "articles_b", "expected", "npmi", "g2", "log_dice"]
    title = findings.network(table)
    return charts.network(
        _short(table[[*columns, "anchor_a", "anchor_b"]]),
        a="label_a",
        b="label_b",
        value="npmi",
        links=("anchor_a", "anchor_b"),
        id="network",
        title=title,
        subtitle="Terms in the same articles; the thicker the arc, the stronger the bond (normalised pointwise mutual"
        " information)",
        source=_source(ctx),
        n=len(ctx.articles),
        alt=f"Arc diagram of terms that stand in the same articles. {title}",
        empty="No two terms share more articles than chance would bring together.",
    )


def labelled(
    frequencies: pd.DataFrame, table: pd.DataFrame, *, term: str = "term", label: str = "label"
) -> pd.DataFrame:
    """`table` with the label of each term, as the articles mostly write it."""
    names = frequencies.drop_duplicates("term").set_index("term")["label"]
    return table.assign(**{label: table[term].map(names).fillna(table[term])})


def _short(table: pd.DataFrame) -> pd.DataFrame:
    """Numbers with as many digits as a reader of the CSV can use: what follows makes half of a page's length."""
    return table.round(dict.fromkeys(table.select_dtypes("float"), 4))


def _spaceless(ctx: Context) -> int:
    """How many selected articles are in a script without spaces between words, by the beginning of their texts."""
    found = ctx.sql(
        "SELECT left(text, 1000) AS text FROM pages SEMI JOIN selected USING (article_id)"
        " WHERE regexp_matches(left(text, 1000), $letters)", {"letters": scripts.SPACELESS}
    )
    return scripts.count_spaceless(found["text"])


def _step(ctx: Context, at: pd.Timestamp) -> str:
    """A time step as a short label: "Mar 2031", "3 Mar 2031"."""
    return short_day(at).partition(" ")[2] if ctx.bin == "month" else short_day(at)


def _burst(ctx: Context, steps: pd.DatetimeIndex, row: tuple) -> str:
    if not row.bursts:
        return ""
    first, last = (steps[at] for at in (row.burst_first, row.burst_last))
    names = [_step(ctx, at) for at in (first, last)]
    return names[0] if first == last else f"{names[0]} to {names[1]}"
