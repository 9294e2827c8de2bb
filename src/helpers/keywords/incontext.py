"""The end of notebook 02: what changed, lines of the concordance, and the sentences behind the counts."""

from __future__ import annotations

import pandas as pd

from helpers.context import Context
from helpers.keywords.concordance import concordance, kwic, uses_by_article
from helpers.keywords.frequency import written
from helpers.keywords.pictures import PREFIX
from helpers.keywords.study import Study, focus_terms
from helpers.report import Evidence, Table
from helpers.report.show import Shown
from helpers.report.words import Sentence, count


class InContext(Shown):
    """What changed since the last run, the concordance and the evidence, one under the other."""

    def __init__(self, *parts: Shown) -> None:
        self.parts = parts

    def html(self) -> str:
        return "".join(part.html() for part in self.parts)

    def plain(self) -> str:
        return "\n\n".join(part.plain() for part in self.parts)

    def files(self) -> dict[str, str]:
        return {name: data for part in self.parts for name, data in part.files().items()}


def in_context(
    ctx: Context, found: Study, followed: list[str], halves: pd.DataFrame, since: str, shown: list[str]
) -> InContext:
    """The concordance of the analyst's terms (without any, of the two that set the later half most apart) and the
    sentences behind the counts of the terms `shown`."""
    later = halves[(halves["log_ratio"] > 0) & halves["term"].isin(followed)]["term"].head(2).tolist()
    counted = uses_by_article(ctx, found, shown)
    known = counted.groupby("term")["n"].sum()
    uses = concordance(ctx, found, [term for term in shown if term in known or term in followed])
    names = written(ctx, found)
    evidence = Evidence(ctx, uses, by="term", prefix=PREFIX, order=shown, counted=counted, names=names)
    context = lines(ctx, uses, focus_terms(ctx) or later or followed[:2], known)
    return InContext(Sentence(since), context, evidence)


def lines(
    ctx: Context, uses: pd.DataFrame, terms: list[str], known: pd.Series, *, sort: str = "right"
) -> Table:
    """The followed terms in their context, lines alike together, each linked to its page."""
    chosen = uses[uses["term"].isin(terms)]
    found = kwic(ctx, chosen, sort=sort, limit=max(2 * ctx.params.top_n // max(len(terms), 1), 3))
    urls = ctx.articles.set_index("article_id")["url"]
    found = found.assign(
        url=found["article_id"].map(urls), outlet=found["source"].replace("", "unknown"),
        anchor=[Evidence.anchor(PREFIX, term) for term in found["term"]],
    )
    return Table(
        found,
        id="concordance",
        caption=f"In context: {count(len(found), 'line')} of"
        f" {count(max(int(known.reindex(terms).sum()), len(found)), 'use')}",
        columns={"left": "Before", "keyword": "Term", "right": "After", "outlet": "Outlet", "day": "Day"},
        links={"keyword": "anchor", "outlet": "url"},
        note="Sorted by the words that follow." if sort == "right" else "",
    )
