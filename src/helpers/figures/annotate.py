"""`dateline annotate figures` and `dateline annotate dates`: our rows in the form that the scorers and other tools
read.

Only here are our codes turned into written-out units ("km" -> "kilometre", USD -> "dollar") and our bounds into marks
(= ~ > < up down). A measure in two units, one figure for us, is given as two, as the annotated collections do; so are
"one of the …" and other small counts, with `salient` false.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from helpers.annotate import pages_of
from helpers.figures.claims import Near, known_of, read_article
from helpers.figures.concept import concepts
from helpers.figures.quantities import Quantity
from helpers.names.candidates import mark_names
from helpers.people.identity import apply_identities, identify
from helpers.people.quotes import find_quotes
from helpers.people.roles import find_people
from helpers.places.resolve import mark_places
from helpers.text.dates import find_dates

_OWN = (
    "low",
    "high",
    "bound",
    "counted",
    "event",
    "said_by",
    "source",
    "place",
    "as_of_first",
    "as_of_last",
    "count_kind",
    "hedge",
    "salient",
)
#: What "dozens", "hundreds", … are written as by collections that close every interval: one to ten of them.
_MOST_OF_VAGUE = 10
_DEGREES = {"best": "good", "better": "good", "worst": "bad", "most": "", "more": "", "least": ""}
_SUPERLATIVE = re.compile(r"([a-z]{3,}?)(?:([bdglmnprt])\2|)(?:i?est)\Z")


def annotate_dates(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """{"id", "timexes": [{start, end, surface, type, value}]} for each record."""
    pages = pages_of(records)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in pages["article_id"].to_pylist()}
    for row in find_dates(pages).to_pylist():
        found[row["article_id"]].append({key: row[key] for key in ("start", "end", "surface", "type", "value")})
    return [{"id": name, "timexes": timexes} for name, timexes in found.items()]


def annotate_figures(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """{"id", "quantities": [{values, change, unit, concept, spans, and our own columns}]} for each record."""
    pages = pages_of(records)
    known = known_of(*_other_rooms(pages))
    out = []
    for article_id, text, published in zip(
        *(pages[name].to_pylist() for name in ("article_id", "text", "published_utc")), strict=True
    ):
        near = known.get(article_id, Near())
        quantities = []
        read = read_article(text, published.date() if published else None, near, small=True)
        for (quantity, row, source), concept in zip(read, concepts(text, [quantity for quantity, _, _ in read])):
            row = {**row, "concept": list(concept.words) or ["-"]}
            row["source"] = [source.start, source.end] if source else None
            quantities.append(_record(quantity, row))
            if quantity.twin is not None:
                quantities.append(_record(quantity.twin, row))
        out.append({"id": article_id, "quantities": quantities})
    return out


def _other_rooms(pages: pa.Table) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table]:
    """The dates, places, people and quotes tables of pages that stand alone, without a corpus around them."""
    names = mark_names(pages)
    mentions = find_people(pages, names)
    people = apply_identities(pages, mentions, identify(mentions))
    return find_dates(pages), mark_places(pages, names), people, find_quotes(pages, people)


def _record(quantity: Quantity, row: Mapping[str, Any]) -> dict[str, Any]:
    spans = [[quantity.start, quantity.end]]
    return {
        "values": _values(quantity),
        "change": quantity.bound.mark,
        "unit": _unit(quantity),
        "concept": row["concept"],
        "spans": spans,
        **{key: row[key] for key in _OWN},
    }


def _values(quantity: Quantity) -> list[float]:
    low, high = quantity.low, quantity.high
    if quantity.was is not None:
        return [quantity.was, low]
    if quantity.number.kind == "vague":  # our low is two of them: "hundreds", at least 200
        return [low / 2, low / 2 * _MOST_OF_VAGUE]
    return [low] if high == low or high is None else [low, high]


def _unit(quantity: Quantity) -> str:
    name = quantity.unit_name
    if quantity.kind in ("count", "one-of"):
        name = " ".join(filter(None, (_plain(word) for word in name.split())))
    if quantity.number.kind == "fraction" and quantity.kind in ("count", "one-of"):
        return f"% {name}" if name else "% -"
    return name or "-"


def _plain(word: str) -> str:
    """An adjective without its degree, as lemmas are written: "proudest" -> "proud", "largest" -> "large"."""
    if word in _DEGREES:
        return _DEGREES[word]
    match = (
        _SUPERLATIVE.match(word)
        if word.endswith("est")
        and word
        not in (
            "forest",
            "west",
            "test",
            "guest",
            "quest",
            "request",
            "interest",
            "harvest",
            "protest",
            "arrest",
            "priest",
            "nest",
        )
        else None
    )
    if not match:
        return word
    stem = match[1] + (match[2] or "")
    if word.endswith("iest"):
        return word[:-4] + "y"
    return (
        stem + "e"
        if stem.endswith(("rg", "saf", "lat", "larg", "fin", "wid", "clos", "wis", "rar", "sever", "nic"))
        else stem
    )
