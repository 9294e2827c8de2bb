"""The tables behind notebook 04: claims with their sentence, the strongest series, who says what, conflicts, one
article.

Every row keeps article_id and offsets, so that each number leads back to its words. Values of different sources stand
side by side; nothing here adds or averages them.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers.context import Context
from helpers.figures import series, units
from helpers.figures.conflicts import disagreements, falls, misconverted
from helpers.figures.findings import the_source
from helpers.report.words import large, number, short_day
from helpers.text.sentences import sentences

_OPEN = {
    "about": "about ",
    "at least": "at least ",
    "more than": "more than ",
    "at most": "up to ",
    "less than": "less than ",
}
_CONTEXT = 110


def claims(ctx: Context) -> pd.DataFrame:
    """All figures of the selected articles, with `label` (what is counted), `said` (value in words) and
    `source_name`."""
    figures = ctx.table("figures")
    if figures.empty:
        return figures.assign(
            label=pd.Series(dtype=object), said=pd.Series(dtype=object), source_name=pd.Series(dtype=object)
        )
    figures["label"] = _labels(figures)
    figures["said"] = _of_distinct(figures, ["low", "high", "unit", "bound"], value_text)
    figures["source_name"] = series.one_spelling(figures["said_by"])
    return figures


def value_text(row: dict) -> str:
    """A value with its bound and unit in words: "at least 41", "15 to 20", "up to $5 million", "12%"."""
    low, high, unit = row["low"], row["high"], row["unit"]
    both = pd.notna(low) and pd.notna(high) and low != high
    plain = f"{large(low)} to {large(high)}" if both else large(low if pd.notna(low) else high)
    if unit == "USD":
        plain = f"${plain}"
    elif unit == "percent":
        plain = f"{plain}%"
    elif unit in units.by_code() and units.by_code()[unit].kind == "money":
        plain = f"{unit} {plain}"
    elif unit not in ("person", "count"):
        plain = f"{plain} {unit}"
    return _OPEN.get(row["bound"], "") + plain


def observed(claims: pd.DataFrame) -> pd.DataFrame:
    """The salient claims, each thing that a source said once (see series.observations)."""
    seen = series.observations(claims)
    return seen.assign(label=_labels(seen)) if len(seen) else seen


def _labels(rows: pd.DataFrame) -> list[str]:
    return _of_distinct(rows, ["series_id", "place", "unit", "event", "counted"], series.series_label)


def _of_distinct(rows: pd.DataFrame, columns: list[str], function: Callable[[dict], str]) -> list[str]:
    """`function` of each row, which looks at `columns` only: asked once for rows that are alike in them."""
    distinct = rows[columns].drop_duplicates()
    number = rows.groupby(columns, sort=False, dropna=False).ngroup().to_numpy()
    found = dict(zip(number[rows.index.get_indexer(distinct.index)], map(function, distinct.to_dict("records"))))
    return [found[group] for group in number]


def strongest(ctx: Context, seen: pd.DataFrame) -> pd.DataFrame:
    """The leading series, those of the focus terms and focus places first."""
    terms = (*ctx.params.focus_terms, *ctx.params.focus_places)
    return series.strongest(seen, ctx.params.top_n, terms=terms)


def of_series(seen: pd.DataFrame, strong: pd.DataFrame, rank: int) -> pd.DataFrame:
    """The observations of the series at `rank` (0: the strongest), by as-of day; none if there is no such series."""
    if rank >= len(strong):
        return seen.head(0)
    part = seen[seen["series_id"] == strong["series_id"].iloc[rank]]
    return part.sort_values(["as_of_last", "day", "start"], kind="stable").reset_index(drop=True)


def with_sentences(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `sentence`: the one the figure stands in, shortened around it."""
    texts = ctx.texts(rows["article_id"]) if len(rows) else {}
    return rows.assign(
        sentence=[_sentence(texts.get(row.article_id, ""), row.start, row.end) for row in rows.itertuples()]
    )


def _sentence(text: str, start: int, end: int) -> str:
    first, last = next(((a, b) for a, b in sentences(text) if a <= start < b), (start, end))
    left, right = max(first, start - _CONTEXT), min(last, end + _CONTEXT)
    shown = " ".join(text[left:right].split())
    return ("… " if left > first else "") + shown + (" …" if right < last else "")


def side_by_side(seen: pd.DataFrame, strong: pd.DataFrame) -> pd.DataFrame:
    """The latest value of each source of each leading series: label, source_name, said, as_of_last, hedge,
    article_id."""
    parts = [series.latest(seen, name).assign(label=label) for name, label in zip(strong["series_id"], strong["label"])]
    columns = [
        "series_id",
        "label",
        "source_name",
        "said",
        "as_of_last",
        "count_kind",
        "hedge",
        "article_id",
        "start",
        "end",
    ]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def conflicts(seen: pd.DataFrame) -> pd.DataFrame:
    """What does not fit: sources that differ, running totals that fall, conversions that do not agree. Columns: kind,
    label, series_id, what."""
    rows = [
        {
            "kind": "sources differ",
            "label": row.label,
            "series_id": row.series_id,
            "what": f"{large(row.low_value)} according to {the_source(row.low_source)}, {large(row.high_value)}"
            f" according to {the_source(row.high_source)} ({number(round(row.ratio, 1))} times as many),"
            f" {short_day(row.day)}",
        }
        for row in disagreements(seen).itertuples()
    ]
    rows += [
        {
            "kind": "a total falls",
            "label": row.label,
            "series_id": row.series_id,
            "what": f"{large(row.earlier)} as of {short_day(row.earlier_day)}, {large(row.later)} as of"
            f" {short_day(row.later_day)}, according to {the_source(row.source_name)}",
        }
        for row in falls(seen).itertuples()
    ]
    rows += [
        {
            "kind": "two units do not agree",
            "label": row.label,
            "series_id": row.series_id,
            "what": f"{row.surface}: the value in the other unit is more than {units.ROUNDING:.0%} off",
        }
        for row in misconverted(seen).itertuples()
    ]
    return pd.DataFrame(rows, columns=["kind", "label", "series_id", "what"])


def checklist(claims: pd.DataFrame) -> pd.DataFrame:
    """All figures of the article with most salient ones (the latest of several), in order of place."""
    if claims.empty:
        return claims
    counts = claims.groupby("article_id").agg(n=("salient", "sum"), day=("day", "max")).reset_index()
    chosen = counts.sort_values(["n", "day", "article_id"], ascending=[False, False, True], kind="stable")[
        "article_id"
    ].iloc[0]
    return claims[claims["article_id"] == chosen].sort_values("start", kind="stable").reset_index(drop=True)


def quality(claims: pd.DataFrame) -> dict[str, int]:
    """How many figures there are, and how many of them are salient, attributed, dated by their own words, placed,
    hedged."""
    own_day = (
        claims["as_of_last"].notna() & (pd.to_datetime(claims["as_of_first"]) != pd.to_datetime(claims["day"]))
        if len(claims)
        else []
    )
    return {
        "figures": len(claims),
        "salient": int(claims["salient"].sum()) if len(claims) else 0,
        "attributed": int((claims["said_by"].fillna("") != "").sum()) if len(claims) else 0,
        "dated": int(sum(own_day)),
        "placed": int((claims["place"].fillna("") != "").sum()) if len(claims) else 0,
        "hedged": int((claims["hedge"].fillna("") != "").sum()) if len(claims) else 0,
    }


def for_next_run(seen: pd.DataFrame, strong: pd.DataFrame) -> pd.DataFrame:
    """Small table that the next run compares with: series_id, label, source_name, said, as_of_last."""
    table = side_by_side(seen, strong)[["series_id", "label", "source_name", "said", "as_of_last"]]
    return table.assign(as_of_last=table["as_of_last"].astype(str))
