"""The table `places`: every mention of a place, the place it means, its role, how surely, and why.

Roles: literal; dateline; associative (stands for a government: "Moscow said"); embedded (inside a longer name, as in
"Kharkiv Regional Hospital"); demonym ("Ukrainian", never on a map). A mention whose place is not in the gazetteer keeps
its row, without an id and a point. Refuses: nothing that `names` can hold.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import pyarrow as pa

from helpers import schema
from helpers.places.gazetteer import Gazetteer, load
from helpers.places.home import NOWHERE, Home, find_homes, note_names, read_homes
from helpers.places.mentions import Mention, Name, gather
from helpers.places.metonyms import stands_for_government
from helpers.places.nearby import near_others
from helpers.places.senses import Sense, choose


def mark_places(pages: pa.Table, names: pa.Table) -> pa.Table:
    """Table `places` of pages that are a corpus of their own."""
    outlet_names = note_names(pages, names)
    return find_places(pages, names, outlet_names, find_homes(outlet_names))


def find_places(pages: pa.Table, names: pa.Table, outlet_names: pa.Table, homes: pa.Table) -> pa.Table:
    """The places of a partition of pages, from its names and from where its outlets are at home; in the order of the
    pages and of the text."""
    gazetteer = load()
    at_home = read_homes(homes)
    outlets = dict(zip(outlet_names["article_id"].to_pylist(), outlet_names["outlet"].to_pylist(), strict=True))
    by_article: dict[str, list[Name]] = defaultdict(list)
    columns = (names[column].to_pylist() for column in Name._fields)
    named = map(partial(tuple.__new__, Name), zip(*columns, strict=True))
    for article, name in zip(names["article_id"].to_pylist(), named, strict=True):
        by_article[article].append(name)
    rows: list[tuple] = []
    texts = zip(*(pages[column].to_pylist() for column in ("article_id", "text", "dateline")), strict=True)
    for article, text, dateline in texts:
        home = at_home.get(outlets.get(article, ""), NOWHERE)
        for mention, sense in places_of(text or "", by_article[article], dateline, gazetteer, home):
            rows.append(_row(article, text, mention, sense))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema.SCHEMAS["places"])
    return pa.table(columns, schema=schema.SCHEMAS["places"])


def places_of(
    text: str, names: list[Name], dateline: str | None, gazetteer: Gazetteer, home: Home = NOWHERE
) -> list[tuple[Mention, Sense | None]]:
    """The mentions of one text with the sense of each (None where the gazetteer has no such name)."""
    names = sorted(names)
    mentions = gather(text, names, dateline, gazetteer)
    senses = choose(mentions, gazetteer, home)
    more = near_others(text, names, mentions, senses, gazetteer, home)
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


def _row(article: str, text: str, mention: Mention, sense: Sense | None) -> tuple:
    """A row of `places`, its values in the order of the table's columns."""
    start, end, trust = mention.start, mention.end, mention.trust
    if sense is None:
        place = (None, mention.surface, "unknown", None, None, None, None)
        score = round(min(1.0, 0.5 * trust), 3)
        return (article, start, end, mention.surface, *place, mention.role, score, mention.why)
    entry, role = sense.entry, mention.role
    if role == "literal" and stands_for_government(text, mention, entry):
        role = "associative"
    score = round(min(1.0, (0.5 + 0.5 * trust) * sense.score), 3)
    why = mention.why if sense.why == mention.why else f"{mention.why}, {sense.why}"
    place = (entry.place_id, entry.name, entry.kind, entry.country or None, entry.admin1 or None, entry.lat, entry.lon)
    return (article, start, end, mention.surface, *place, role, score, why)
