"""What a notebook holds on to: its checked parameters, the selected articles, the tables, and proof that it finished.

ctx = context.start("03_places", globals())     # after the parameters cell
places = ctx.table("places")                    # mentions in the selected articles, with their day and source
ctx.finish(key_points=[...])                    # last line: the runner believes a notebook only if it got here
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from helpers import params as parameters
from helpers.corpus.select import query_to_sql
from helpers.errors import ParameterError, RunError
from helpers.params import Params
from helpers.paths import REPORTS, from_root, inside
from helpers.runner import history
from helpers.runner.truth import STEP_MIME
from helpers.store import Store

_ARTICLE_COLUMNS = (
    "article_id, story_id, version, copy_of, source, site, url, title, byline, dateline, published_utc, updated_utc,"
    " date_from, language, n_words, page_path, kept_share"
)


@dataclass(frozen=True)
class KeyPoint:
    """A computed sentence for the top of the report, and the `id` of the Figure or Table that shows it."""

    text: str
    anchor: str = ""


@dataclass
class Context:
    """Made by `start`. `articles`: the selected ones, a row each; `day`: date in the stated zone, or NaT."""

    notebook: str
    params: Params
    store: Store
    articles: pd.DataFrame
    n_pages: int
    bin: str
    _previous: dict[str, Any] = field(default_factory=dict)
    _earlier_run: str = ""

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """First and last day that the report covers; None when no selected article is dated."""
        days = self.articles["day"].dropna()
        if days.empty:
            return None
        first = parameters.day(self.params.start, name="start") or days.min().date()
        last = parameters.day(self.params.end, name="end") or days.max().date()
        return first, last

    def table(self, name: str, columns: str = "*") -> pd.DataFrame:
        """Rows of a mention table that lie in the selected articles, with `day`, `source` and `story_id` joined on."""
        return self.sql(
            f"SELECT t.{columns}, s.day, s.source, s.story_id FROM {name} t JOIN selected s USING (article_id)"
            f" ORDER BY s.day NULLS LAST, article_id{', t.start' if name not in ('terms',) else ', t.term'}"
        )

    def sql(self, query: str, values: list | dict | None = None) -> pd.DataFrame:
        """DuckDB's answer to a query over the tables; `selected` holds the selected articles."""
        self.store.database(query)
        return self.store.sql(query, values)

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The texts of some articles, by id."""
        wanted = sorted(set(article_ids))
        query = "SELECT article_id, text FROM pages WHERE article_id IN (SELECT unnest($ids))"
        found = self.store.sql(query, {"ids": wanted})
        return dict(zip(found["article_id"], found["text"], strict=True))

    def previous(self, name: str) -> pd.DataFrame | None:
        """What the run named by `compare_to` found under `name` (see `finish`), or None without such a run."""
        records = self._previous.get("findings", {}).get(name)
        return None if records is None else pd.DataFrame(records)

    @property
    def previous_run(self) -> str:
        """Id of the run that this one is compared with; empty without one."""
        return self._earlier_run if self._previous else ""

    def finish(
        self,
        *,
        title: str = "",
        key_points: Iterable[KeyPoint] = (),
        findings: Mapping[str, pd.DataFrame] | None = None,
    ) -> Finished:
        """Say that the notebook reached its end. `title`: the finding of the page as a sentence; `key_points`: shown on
        top; `findings`: small tables that the next run compares with."""
        period = self.period
        return Finished(
            {
                "notebook": self.notebook,
                "title": title,
                "key_points": [{"text": point.text, "anchor": point.anchor} for point in key_points],
                "findings": {name: _records(frame) for name, frame in (findings or {}).items()},
                "period": [day.isoformat() for day in period] if period else None,
                "cutoff_utc": _last_time(self.articles),
                "n_articles": len(self.articles),
                "n_sources": int(self.articles["source"].replace("", pd.NA).nunique()),
                "n_pages": self.n_pages,
                "n_undated": int(self.articles["day"].isna().sum()),
                "corpus_hash": self.store.corpus_hash,
                "parameters": self.params.as_dict(),
                "compared_with": self.previous_run,
            }
        )


class Finished:
    """Shown as the last output of a notebook: one line for the reader, the facts for the runner."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {STEP_MIME: self.facts, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"{self.facts['notebook']} finished: {self.facts['n_articles']} articles."


def start(notebook: str, namespace: Mapping[str, Any]) -> Context:
    """The context of a notebook. Takes the parameters it knows from `namespace` (the notebook's `globals()`)."""
    params = parameters.check({name: namespace[name] for name in parameters.NAMES if name in namespace})
    store = open_store(params)
    articles = _select(store, params)
    n_pages = int(store.sql("SELECT count(*) AS n FROM pages")["n"][0])
    context = Context(notebook, params, store, articles, n_pages, _bin(params.bin, articles["day"].dropna()))
    _tidy_frames()
    context._earlier_run = _run_to_compare(params, store)
    if context._earlier_run:
        context._previous = _read_previous(context._earlier_run, notebook)
    return context


def _tidy_frames() -> None:
    """In a notebook, show what is no Figure or Table as a table of the house too."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        from helpers.report.tables import show_frames

        show_frames(shell.display_formatter.formatters["text/html"])


def open_store(params: Params) -> Store:
    """The tables of the corpus that the parameters name, where they say that they are kept."""
    place = {"derived": from_root(params.store)} if params.store else {}
    cluster = {"cluster": params.cluster} if params.cluster else {}
    return Store(from_root(params.corpus), **place, **cluster, token_rule=params.token_rule)


def _run_to_compare(params: Params, store: Store) -> str:
    """Id of the run to compare with. The runner names one, or `none`; a notebook run by hand looks for itself."""
    if params.compare_to == "none":
        return ""
    return params.compare_to or history.last_good(REPORTS, params.as_dict() | {"corpus": str(store.corpus)})


def _select(store: Store, params: Params) -> pd.DataFrame:
    """The selected articles; also registered in the database as the table `selected`."""
    condition, values = query_to_sql(params.query)
    found = store.sql(
        f"SELECT {_ARTICLE_COLUMNS}, CAST(timezone(?, published_utc) AS DATE) AS day FROM articles WHERE {condition}"
        " ORDER BY published_utc NULLS LAST, article_id",
        [params.timezone, *values],
    )
    first, last = parameters.day(params.start, name="start"), parameters.day(params.end, name="end")
    found["day"] = pd.to_datetime(found["day"])
    keep = pd.Series(True, index=found.index)
    if first:
        keep &= found["day"] >= pd.Timestamp(first)
    if last:
        keep &= found["day"] <= pd.Timestamp(last)
    found = found[keep]
    if params.copies == "once":
        found = _one_a_story(found)
    found = found.reset_index(drop=True)
    store.database("").register("selected", found)
    return found


def _one_a_story(articles: pd.DataFrame) -> pd.DataFrame:
    """Of each story the page that is no copy, in its latest version; where that is outside the selection, the first."""
    order = articles.assign(is_copy=articles["copy_of"].fillna("") != "").sort_values(
        ["is_copy", "version", "published_utc", "article_id"], ascending=[True, False, True, True], kind="stable"
    )
    return articles.loc[order.drop_duplicates("story_id").index.sort_values()]


def _bin(wanted: str, days: pd.Series) -> str:
    """The time step: as asked, or the finest of day, week and month with at most some 60 steps and, where the period is
    longer than two weeks, three articles a step: a share of one article is no trend."""
    if wanted != "auto":
        return wanted
    span = (days.max() - days.min()).days + 1 if len(days) else 1
    a_day = len(days) / span
    if span <= 14 or (span <= 62 and a_day >= 3):
        return "day"
    return "week" if span <= 62 or (span <= 430 and a_day >= 3 / 7) else "month"


def _read_previous(run_id: str, notebook: str) -> dict[str, Any]:
    folder = inside(REPORTS, run_id)
    file = folder / "findings" / f"{notebook}.json"
    if not folder.is_dir():
        raise ParameterError("no such run to compare with", where=run_id, do="See the list: dateline list.")
    if not file.exists():
        return {}
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RunError(
            "findings of the earlier run are damaged",
            where=str(file.relative_to(REPORTS)),
            do="Compare with another run.",
        ) from error


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(frame.to_json(orient="records", date_format="iso", date_unit="s"))


def _last_time(articles: pd.DataFrame) -> str | None:
    last = articles["published_utc"].max() if len(articles) else None
    return None if last is None or pd.isna(last) else last.isoformat()
