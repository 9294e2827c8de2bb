"""Every reported figure with its bound, unit, what it counts, what happened, who says so, where and as of when.

One row a figure: quantities.py reads the number, this module the sentence around it. A measure in two units is one row.
Refuses to invent: a field that the text does not give stays empty, and the article's own voice has no `said_by`.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from helpers import schema
from helpers.figures import bounds, counting, events, judging, nouns, series, units
from helpers.figures.clause import Source
from helpers.figures.concept import measured
from helpers.figures.quantities import Quantity, find_quantities
from helpers.figures.sources import Sources
from helpers.text.sentences import paragraphs, sentences

#: Characters on each side of a number that are read for its meaning; longer sentences are cut there.
REACH = 400

_NUMBER_OF = re.compile(r"\b(?:number|total|tally|count)s? of\s(?=[a-z])", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(death toll|toll|dead|deaths|casualties|losses)\b:?(?![^.;\n]{0,80}\bbut\b)[^.;\n]{0,80}$", re.IGNORECASE
)
_PLACE_OF = re.compile(
    r"\b(?:city|town|village|country|nation|capital|state|province|region|district|suburb|community|hub|port"
    r"|population)\b[^.;,\n]{0,25}\sof\s(?:about |some |around |roughly |nearly |more than |almost |over )?$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:,|\band\b|\bor\b|\bwhile\b|\bplus\b|;)\s(?:another |a further |an additional |at least |more than |about |some"
    r" |nearly |around )*$"
)
_TAKES_OVER = re.compile(
    r"\s(?:(?:others?|more)\s)?(?:(?:have|has|had|were|was|are|is|been|being|others?|more|are still|remain|remained"
    r"|left)\s)*(?P<word>[a-z]+(?:ed|en)?|without|unaccounted)\b|\s?[,.;)]|$|\s(?:in|of whom|on)\b"
)
_WITHOUT = re.compile(r"\swithout\s\w+")
_OF_PEOPLE = re.compile(
    r"\s(?:(?:people|others)\s)?(?:(?:have|has|had|were|was|are|been|being|reported|confirmed)\s)*(dead|killed|died"
    r"|injured|wounded|missing|hurt|detained|arrested|displaced|homeless|evacuated|fled|hospitalized|infected"
    r"|drowned)\b"
)
_LIST_GAP = re.compile(
    r"[\w\s-]*?(?:,|,? and|,? or|, as well as)\s(?:about |some |more than |nearly |at least |over |around |up to )?"
)


#: A number alone that somebody says: of what was counted just before. "Officials said three died; the mayor says four."
_SAYS_NUMBER = re.compile(
    r"\b(?:said|says|say|counts?|counted|(?:spoke|speaks|speak) of|estimates?|estimated|gave|reported|reports|confirmed"
    r"|(?:puts?|put) (?:the|its|their|that) (?:figure|number|toll|count|total) at|(?:number|figure|count|total|toll)"
    r" (?:was|is|at))\s(?:that\s)?(?:it was\s)?(?:(?:about|at least|more than|fewer than|nearly|some|only|just)\s)?$"
)
_ALONE = re.compile(r"[.,;:]|\s(?:in|on|at|so)\b|\Z")
#: How far back a count is that a number alone may be of.
_BACK = 400


#: What is read of the tables of other rooms.
_NEAR = (
    "article_id start end type first_day last_day granularity place_id name kind country role surface person_id speaker"
    " speaker_start speaker_end"
).split()


@dataclass(frozen=True)
class Near:
    """What other rooms know of an article, each list ordered by place."""

    dates: list[Mapping[str, Any]] = field(default_factory=list)
    places: list[Mapping[str, Any]] = field(default_factory=list)
    people: list[Mapping[str, Any]] = field(default_factory=list)
    quotes: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Claim:
    """A quantity with its place in the text; `row` builds the table row from it."""

    quantity: Quantity
    phrase: str
    head: str
    unit: str
    end: int
    why: str


def find_figures(pages: pa.Table, dates: pa.Table, places: pa.Table, people: pa.Table, quotes: pa.Table) -> pa.Table:
    """The figures table of a partition: every number that says how many or how much, in order of article and place."""
    known = known_of(dates, places, people, quotes)
    rows: list[dict[str, Any]] = []
    columns = (pages[name].to_pylist() for name in ("article_id", "text", "published_utc"))
    for article_id, text, published in zip(*columns, strict=True):
        found = article_figures(text, published.date() if published else None, known.get(article_id, Near()))
        rows += [{"article_id": article_id, **row} for row in found]
    return schema.make("figures", rows)


def known_of(dates: pa.Table, places: pa.Table, people: pa.Table, quotes: pa.Table) -> dict[str, Near]:
    """What the other rooms know, by article."""
    known: dict[str, Near] = {}
    for name, table in (("dates", dates), ("places", places), ("people", people), ("quotes", quotes)):
        columns = [column for column in _NEAR if column in table.column_names]
        for row in sorted(table.select(columns).to_pylist(), key=lambda row: (row["article_id"], row["start"])):
            getattr(known.setdefault(row["article_id"], Near()), name).append(row)
    return known


def article_figures(text: str, published: dt.date | None, near: Near) -> list[dict[str, Any]]:
    """Rows (without article_id) of one article."""
    return [row for _, row, _ in read_article(text, published, near)]


def read_article(
    text: str, published: dt.date | None, near: Near, *, small: bool = False
) -> list[tuple[Quantity, dict[str, Any], Source | None]]:
    """Each quantity of an article with its row and its source as written. `small`: also "one of the …", which is no
    figure of a report."""
    found = [quantity for quantity in find_quantities(text) if small or quantity.kind != "one-of"]
    if not found:
        return []
    spans = sentences(text)
    starts = [start for start, _ in spans]
    read_to = spans[: bisect.bisect_right(starts, found[-1].start)] or spans[:1]
    sources = Sources(text, read_to, near.people, near.quotes)
    blocks = paragraphs(text)
    read = []
    claims = _taken_over(text, spans, starts, found)
    for i, claim in enumerate(claims):
        at = max(0, bisect.bisect_right(starts, claim.quantity.start) - 1)
        span = max(spans[at][0], claim.quantity.start - REACH), min(spans[at][1], claim.end + REACH)
        floor = max([span[0], *(c.end for c in claims[max(0, i - 1) : i])])
        source, person = sources.at(at, claim.quantity.start)
        block = _block(blocks, claim.quantity.start)
        row = _row(text, claim, span, floor, source, block, published, near)
        row |= {"said_by": sources.said_by(source, person), "person_id": person["person_id"] if person else None}
        read.append((claim.quantity, row, source))
    _carry_events(text, starts, [row for _, row, _ in read])
    return read


def _block(blocks: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """The paragraph that holds a position."""
    at = bisect.bisect_left(blocks, (position + 1,)) - 1
    return blocks[at] if at >= 0 and position < blocks[at][1] else (0, 0)


def _taken_over(text: str, spans: tuple[tuple[int, int], ...], starts: list[int], found: list[Quantity]) -> list[Claim]:
    """Quantities with what they count, also where that is written elsewhere: with the neighbour, or before the verb."""
    claims: list[Claim] = []
    for quantity in found:
        claim = Claim(
            quantity,
            quantity.phrase,
            quantity.head,
            quantity.unit,
            max((quantity.twin or quantity).end, quantity.phrase_end),
            quantity.why,
        )
        bare = quantity.kind == "count" and not quantity.phrase and quantity.number.kind != "fraction"
        same = _same_count(text, claim, claims) if bare else None
        if same is not None:
            claim = same
        elif bare:
            begin = max(quantity.start - REACH, spans[max(0, bisect.bisect_right(starts, quantity.start) - 1)][0])
            claim = _bare_claim(text, claim, claims[-1] if claims else None, begin)
        claims.append(claim)
    return claims


def _same_count(text: str, claim: Claim, claims: list[Claim]) -> Claim | None:
    """The claim as another count of what was counted shortly before, if its number stands alone as what somebody
    says."""
    start = claim.quantity.start
    if not (_ALONE.match(text, claim.quantity.end) and _SAYS_NUMBER.search(text[max(0, start - 60) : start])):
        return None
    for last in reversed(claims):
        if start - last.end > _BACK:
            return None
        if last.unit == "person" and last.head and last.why != "same-count":
            return replace(claim, phrase=last.phrase, head=last.head, unit="person", why="same-count")
    return None


def _bare_claim(text: str, claim: Claim, last: Claim | None, begin: int) -> Claim:
    quantity = claim.quantity
    before = text[begin : quantity.start]
    if _PLACE_OF.search(before):
        population = "population" in before[-40:].lower()
        phrase, head = ("population", "population") if population else ("residents", "resident")
        return replace(claim, phrase=phrase, head=head, unit="person", why="population")
    gap = text[last.end : quantity.start] if last and last.end >= begin else None
    if (
        gap is not None
        and last
        and last.head
        and last.quantity.kind == "count"
        and len(gap) < 90
        and (_AND.search(gap))
        and _TAKES_OVER.match(text, quantity.end)
    ):
        complement = _WITHOUT.match(text, quantity.end)
        phrase = last.phrase.split(" without ")[0] + (complement.group() if complement else "")
        return replace(claim, phrase=phrase, head=last.head, unit=last.unit, why="taken-over")
    total = list(_NUMBER_OF.finditer(before))
    if total:
        phrase = nouns.noun_phrase(text, begin + total[-1].end() - 1, plural=False)
        if phrase:
            return replace(
                claim,
                phrase=phrase.text,
                head=phrase.head,
                unit="person" if units.is_person(phrase.head) else "count",
                why="number-of",
            )
    toll = _TOLL.search(before)
    if toll:
        dead = toll[1].lower() not in ("casualties", "losses")
        return replace(claim, phrase="people", head="person", unit="person", why="toll" if dead else "casualties")
    if _OF_PEOPLE.match(text, quantity.end, quantity.end + 60):
        return replace(claim, phrase="people", head="person", unit="person", why="event-of-people")
    return claim


def _row(
    text: str,
    claim: Claim,
    span: tuple[int, int],
    floor: int,
    source: Source | None,
    block: tuple[int, int],
    published: dt.date | None,
    near: Near,
) -> dict[str, Any]:
    quantity = claim.quantity
    by_code = units.by_code().get(claim.unit)
    area = by_code is not None and by_code.kind == "area"
    kind = (
        quantity.kind
        if quantity.kind in ("money", "measure") and not area
        else "person"
        if claim.unit == "person"
        else "bare"
        if not claim.head
        else "thing"
    )
    event = None
    if quantity.kind in ("count", "money", "percent") or (
        by_code is not None and by_code.kind in ("length", "area", "temperature", "magnitude")
    ):
        found = events.find_event(
            text,
            quantity.start,
            max(quantity.end, quantity.phrase_end),
            kind=kind,
            head=claim.head,
            floor=floor,
            ceiling=span[1],
        )
        event, how = found if found else (events.names()["killed"] if claim.why == "toll" else None, "")
        if event and event.of == "person" and claim.unit == "count" and claim.head in ("", "other"):
            claim = replace(
                claim, phrase=claim.phrase or "people", head="person", unit="person", why=f"{claim.why}-{how}"
            )
    low, high = bounds.ends(quantity.low, quantity.high, quantity.bound.bound)
    bound = (
        bounds.AT_LEAST
        if quantity.number.kind == "vague" and quantity.bound.bound == bounds.EXACT
        else quantity.bound.bound
    )
    place = counting.place_of(
        near.places, quantity.start, span, block, text=text, besides=(source.start, source.end) if source else (0, 0)
    )
    name = event.name if event else ""
    as_of, dated = counting.as_of(text, near.dates, quantity.start, claim.end, span, published)
    kind_of_count = counting.count_kind(text, quantity, claim.end, span, dated=dated, event=name)
    twin = quantity.twin
    gap = units.conversion_gap(quantity.low, quantity.unit, twin.low, twin.unit) if twin else None
    misfit = gap is not None and gap > units.ROUNDING
    return {
        "start": quantity.start,
        "end": quantity.end,
        "surface": text[quantity.start : quantity.end],
        "low": low,
        "high": high,
        "bound": bound,
        "change": quantity.bound.mark,
        "unit": claim.unit or "count",
        "counted": " ".join((claim.phrase or _of_what(text, quantity, span)).split()),
        "event": name,
        "place_id": place["place_id"] if place else None,
        "place": place["name"] if place else "",
        "as_of_first": as_of[0],
        "as_of_last": as_of[1],
        "count_kind": kind_of_count,
        "hedge": judging.hedge_of(text, span, block),
        "salient": judging.is_salient(text, quantity, claim.why, claim.unit, claim.head, name, span),
        "series_id": series.series_id(name, claim.head, claim.unit, counting.region_of(place), kind=kind_of_count),
        "why": "+".join([claim.why, *([source.why] if source else []), *([units.MISCONVERTED] if misfit else [])]),
    }


def _of_what(text: str, quantity: Quantity, span: tuple[int, int]) -> str:
    return measured(text, quantity, span) if quantity.kind in ("money", "percent", "measure") else ""


def _carry_events(text: str, starts: list[int], rows: list[dict[str, Any]]) -> None:
    """Give figures of a list the event of the one before: "destroyed 111 aircraft, 160 drones and more than 1,000"
    " tanks"."""
    told = ""
    for row in rows:
        if row["unit"] == "person" and row["event"]:
            told = row["event"]
        elif row["why"].startswith("same-count") and told:
            row["event"], row["salient"] = told, True
    for last, row in zip(rows, rows[1:]):
        same = bisect.bisect_right(starts, last["start"]) == bisect.bisect_right(starts, row["start"])
        listed = same and row["start"] - last["end"] < 60 and _LIST_GAP.fullmatch(text[last["end"] : row["start"]])
        takes_over = row["why"].startswith("taken-over") and same
        if (
            (listed or takes_over)
            and last["event"]
            and not row["event"]
            and row["counted"]
            and row["unit"] in ("count", "person")
        ):
            row["event"] = last["event"]
            row["salient"] = row["salient"] or (row["high"] or row["low"] or 0) >= judging.FEW
            row["series_id"] = series.with_event(row["series_id"], row["event"], row["unit"])
