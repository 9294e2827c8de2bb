"""What notebook 06 shows: the strongest finding of each room, gathered once, with its sentence and its picture.

The pictures are those of the rooms' own pages; a link to evidence that lies on another page is led there by the report.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

import pandas as pd

from helpers.context import Context, KeyPoint
from helpers.corpus import summary as of_corpus
from helpers.figures import findings as figure_findings
from helpers.figures import summary as of_figures
from helpers.keywords import findings as term_findings
from helpers.keywords import frequency, keyness, study
from helpers.people import findings as people_findings
from helpers.people import pictures as of_people_pictures
from helpers.people import summary as of_people
from helpers.places import findings as place_findings
from helpers.places import summary as of_places
from helpers.report import Evidence, Sentence, Table
from helpers.report.page import moment_of_run
from helpers.report.words import when

#: Sources shown of one series, people shown, and the fewest words of a quotation that says something.
_SOURCES_A_SERIES = 4
_MOST_VOICES = 6
_FEWEST_WORDS = 6
_MOST_CHARS = 240


@dataclass(frozen=True)
class Brief:
    """The frames that the briefing's pictures and sentences stand on; each as the room's `summary` documents it."""

    coverage: pd.DataFrame
    terms: pd.DataFrame
    halves: pd.DataFrame
    places: pd.DataFrame
    claims: pd.DataFrame
    series: pd.DataFrame
    sources: pd.DataFrame
    conflicts: pd.DataFrame
    persons: pd.DataFrame
    quotes: pd.DataFrame


def gather(ctx: Context) -> Brief:
    """All that the briefing needs, asked once."""
    seen = of_figures.observed(of_figures.claims(ctx))
    strong = of_figures.strongest(ctx, seen)
    quotes = of_people.quotations(ctx)
    counted = study.study(ctx)
    return Brief(
        coverage=of_corpus.by_day_and_source(ctx),
        terms=frequency.term_frequencies(ctx, counted),
        halves=keyness.early_and_late(ctx, counted),
        places=of_places.ranking(of_places.mentions(ctx), len(ctx.articles)),
        claims=seen,
        series=strong,
        sources=of_figures.side_by_side(seen, strong.head(3)).groupby("label", sort=False).head(_SOURCES_A_SERIES),
        conflicts=of_figures.conflicts(seen),
        persons=of_people.persons(of_people.mentions(ctx), quotes),
        quotes=quotes,
    )


def key_points(ctx: Context, brief: Brief) -> list[KeyPoint]:
    """The finding of each room, the reported figures first: each with the picture that shows it."""
    return [
        KeyPoint(figure_findings.lead(brief.claims, brief.series), "series-1"),
        KeyPoint(figure_findings.conflicts(brief.conflicts), "who-says-what"),
        KeyPoint(place_findings.leading(brief.places, len(ctx.articles)), "map"),
        KeyPoint(people_findings.quoted(brief.persons, brief.quotes), "voices"),
        KeyPoint(term_findings.distinctive(brief.halves), "distinctive"),
    ]


def voices(ctx: Context, brief: Brief) -> Table | Sentence:
    """What the people quoted most said last, in their words, the beginning of it."""
    heard = brief.persons[brief.persons["words"] > 0]
    heard = heard.sort_values(["words", "name"], ascending=[False, True], kind="stable").head(_MOST_VOICES)
    said = brief.quotes[(brief.quotes["words"] >= _FEWEST_WORDS) & brief.quotes["name"].isin(heard["name"])]
    if said.empty:
        return Sentence("No quotation of a person known by name.")
    last = said.sort_values(["day", "words", "article_id", "start"], kind="stable", na_position="first")
    last = last.drop_duplicates("name", keep="last").set_index("name").reindex(heard["name"]).dropna(subset=["text"])
    urls = ctx.articles.set_index("article_id")["url"]
    rows = last.reset_index().assign(
        role=heard.set_index("name")["role"].reindex(last.index).tolist(),
        url=urls.reindex(last["article_id"]).tolist(),
        anchor=[Evidence.anchor(of_people_pictures.QUOTED, name) for name in last.index],
        text=[textwrap.shorten(text.rstrip(" ,"), _MOST_CHARS, placeholder=" …") for text in last["text"]],
    )
    return Table(
        rows, id="voices", caption=f"What the people quoted most said last, {when(ctx.period)}",
        columns={"name": "Who", "role": "Role last given", "text": "Words", "source": "Outlet", "day": "Day"},
        links={"name": "anchor", "source": "url"},
        note="Long quotations are cut; whole ones are behind each name.",
    )


def changes(ctx: Context, brief: Brief) -> str:
    """What changed since the run compared with, a sentence a room; one sentence where there is no such run."""
    run = ctx.previous_run
    if not run:
        return "There is no earlier run of this corpus with these parameters to compare with."
    now = of_figures.for_next_run(brief.claims, brief.series)
    told = [
        figure_findings.since(ctx.previous("figures"), now, run),
        place_findings.since(ctx.previous("places"), brief.places, run),
        people_findings.since(ctx.previous("people"), brief.persons, run),
        term_findings.since(ctx.previous("terms"), brief.terms, run),
    ]
    return f"Compared with the run of {moment_of_run(run)}: {' '.join(_without(text, run) for text in told if text)}"


def _without(text: str, run: str) -> str:
    """A sentence that names the run compared with, without the name: it is said once."""
    text = re.sub(rf"^Since (?:run )?{run}[:,] |(?:,? (?:since|as in|than in|in)) run {run}", "", text)
    text = text.replace(f"run {run}", "that run").replace(run, "that run")
    return text[:1].upper() + text[1:]


def findings(ctx: Context, brief: Brief) -> dict[str, pd.DataFrame]:
    """The small tables that the next run compares with."""
    return {
        "terms": brief.terms[["term", "label", "articles", "n"]].head(500),
        "places": brief.places[["place_id", "place", "articles", "mentions"]].head(500),
        "people": brief.persons.head(ctx.params.top_n),
        "figures": of_figures.for_next_run(brief.claims, brief.series),
    }
