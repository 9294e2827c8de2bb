"""The table `places`: every mention of a place, the place it means, its role, how surely, and why.

Roles: literal; dateline; associative (stands for a government: "Moscow said"); embedded (inside a longer name, as in
"Kharkiv Regional Hospital"); demonym ("Ukrainian", never on a map). A mention whose place is not in the gazetteer keeps
its row, without an id and a point. Refuses: nothing that `names` can hold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa

from helpers import schema
from helpers.places.gazetteer import Entry, Gazetteer, load
from helpers.places.mentions import Mention, Name, gather, speaks
from helpers.places.nearby import near_others
from helpers.places.senses import Sense, choose

_SPEAKING_KINDS = frozenset({"country", "building"})


def find_places(pages: pa.Table, names: pa.Table) -> pa.Table:
    """The places of a partition of pages, from its names; in the order of the pages and of the text."""
    gazetteer = load()
    by_article: dict[str, list[Name]] = defaultdict(list)
    columns = (names[column].to_pylist() for column in ("article_id", "start", "end", "kind", "score", "why"))
    for article, start, end, kind, score, why in zip(*columns, strict=True):
        by_article[article].append(Name(start, end, kind, score or 0.0, why or ""))
    rows: list[dict[str, Any]] = []
    texts = zip(*(pages[column].to_pylist() for column in ("article_id", "text", "dateline")), strict=True)
    for article, text, dateline in texts:
        for mention, sense in places_of(text or "", by_article[article], dateline, gazetteer):
            rows.append(_row(article, text, mention, sense))
    return schema.make("places", rows)


def places_of(
    text: str, names: list[Name], dateline: str | None, gazetteer: Gazetteer
) -> list[tuple[Mention, Sense | None]]:
    """The mentions of one text with the sense of each (None where the gazetteer has no such name)."""
    names = sorted(names, key=lambda name: (name.start, name.end))
    mentions = gather(text, names, dateline, gazetteer)
    senses = choose(mentions, gazetteer)
    more = near_others(text, names, mentions, senses, gazetteer)
    if more:
        mentions = sorted([*mentions, *more], key=lambda mention: mention.start)
    out: list[tuple[Mention, Sense | None]] = []
    for mention in mentions:
        if mention.inside:
            why = mention.why
            sense = senses.get(mention.key) if mention.why == "pair" else None
            entry = sense.entry if sense and sense.entry in mention.inside else mention.inside[0]
            out.append((mention, Sense(entry, mention.trust, why, None)))
        else:
            out.append((mention, _with_suffix(text, mention, senses.get(mention.key), gazetteer)))
    return out


def _with_suffix(text: str, mention: Mention, sense: Sense | None, gazetteer: Gazetteer) -> Sense | None:
    """ "Kharkiv region" means the division, wherever else the article means the town."""
    if sense is None or sense.entry.kind != "city":
        return sense
    word = text[mention.end + 1 : mention.end + 10].split(" ")[0].strip(".,;:)").lower()
    if word in ("region", "oblast", "province", "state", "governorate"):
        for entry in gazetteer.lookup(mention.surface):
            if entry.kind == "admin1" and entry.country == sense.entry.country:
                return Sense(entry, sense.score, "division-by-suffix", sense.entry)
    return sense


def _row(article: str, text: str, mention: Mention, sense: Sense | None) -> dict[str, Any]:
    entry: Entry | None = sense.entry if sense else None
    role = mention.role
    if (
        role == "literal"
        and entry
        and (entry.kind in _SPEAKING_KINDS or entry.capital)
        and speaks(text, mention.start, mention.end)
    ):
        role = "associative"
    score = (0.5 + 0.5 * mention.trust) * sense.score if sense else 0.5 * mention.trust
    why = mention.why if sense is None or sense.why == mention.why else f"{mention.why}, {sense.why}"
    return {
        "article_id": article,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "place_id": entry.place_id if entry else None,
        "name": entry.name if entry else mention.surface,
        "kind": entry.kind if entry else "unknown",
        "country": (entry.country or None) if entry else None,
        "admin1": (entry.admin1 or None) if entry else None,
        "lat": entry.lat if entry else None,
        "lon": entry.lon if entry else None,
        "role": role,
        "score": round(min(1.0, score), 3),
        "why": why,
    }
