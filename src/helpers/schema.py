"""The tables: their columns and types, constant across the project. Offsets are characters into `articles.text`.

Refuses: rows with a missing or an unknown column, so that a producing function cannot drift from the documentation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa

from helpers.errors import StoreError

_TIME = pa.timestamp("us", tz="UTC")
_WORDS = pa.list_(pa.field("element", pa.string()))  # as it is read back from Parquet
_SPAN = [("article_id", pa.string()), ("start", pa.int32()), ("end", pa.int32())]

# fmt: off
_PAGES = pa.schema([
    ("article_id", pa.string()), ("source", pa.string()), ("site", pa.string()), ("url", pa.string()),
    ("title", pa.string()), ("byline", pa.string()), ("dateline", pa.string()),
    ("published_utc", _TIME), ("updated_utc", _TIME), ("date_from", pa.string()), ("language", pa.string()),
    ("text", pa.string()), ("n_words", pa.int32()), ("text_hash", pa.string()), ("page_path", pa.string()),
    ("encoding", pa.string()), ("kept_share", pa.float32()), ("certainty", pa.float32()),
])
_BLOCKS = pa.schema([
    ("page_path", pa.string()), ("article_id", pa.string()), ("position", pa.int32()), ("kind", pa.string()),
    ("why", pa.string()), ("text", pa.string()),
])
SCHEMAS: dict[str, pa.Schema] = {
    # one row a page that could be read; `articles` is pages joined with `groups` (see store.py)
    "pages": _PAGES,
    "blocks": _BLOCKS,
    # the same two as each page was cleaned by itself, before lines that many stories share were taken out
    "pages_alone": _PAGES,
    "blocks_alone": _BLOCKS,
    # one row a block of a story: hash of its text with the site's (else source's); `known`: whether there is one;
    # hashes of the story's beginning and of its longest block, other than this
    "lines": pa.schema([
        ("article_id", pa.string()), ("position", pa.int32()), ("line", pa.int64()), ("known", pa.bool_()),
        ("beginning", pa.int64()), ("longest", pa.int64()), ("day", pa.date32()),
    ]),
    # lines that stand in several stories which are not versions of one
    "standing_lines": pa.schema([("line", pa.int64()), ("n_stories", pa.int32())]),
    "not_read": pa.schema([("page_path", pa.string()), ("reason", pa.string())]),
    # one row a page: what is needed to group copies and versions, never text
    "signatures": pa.schema([
        ("article_id", pa.string()), ("text_hash", pa.string()), ("url_key", pa.int64()), ("title_key", pa.int64()),
        ("headline_key", pa.int64()), ("published_utc", _TIME), ("updated_utc", _TIME), ("n_words", pa.int32()),
        ("n_shingles", pa.int32()), ("bands", pa.binary()), ("lead", pa.binary()), ("shingles", pa.binary()),
        ("numbers", pa.binary()),
    ]),
    "groups": pa.schema([
        ("article_id", pa.string()), ("story_id", pa.string()), ("version", pa.int32()), ("copy_of", pa.string()),
    ]),
    "terms": pa.schema([("article_id", pa.string()), ("term", pa.string()), ("n", pa.int32())]),
    # the words of an article in order, case-folded; "" for a token that is no word
    "sequences": pa.schema([("article_id", pa.string()), ("tokens", _WORDS)]),
    # the same two by the token rule `words`
    "terms_words": pa.schema([("article_id", pa.string()), ("term", pa.string()), ("n", pa.int32())]),
    "sequences_words": pa.schema([("article_id", pa.string()), ("tokens", _WORDS)]),
    # weights are whole thousandths, so that their sum does not depend on the order of adding; `example`: one passage
    # for the optional model, null without one
    "name_evidence": pa.schema([
        ("surface", pa.string()), ("kind", pa.string()), ("weight", pa.float64()), ("n", pa.int64()),
        ("example", pa.string()),
    ]),
    # the capitalised candidates of each article; `votes`: what the words around each say of its kind (names/votes.py)
    "name_mentions": pa.schema([
        *_SPAN, ("surface", pa.string()), ("opens", pa.bool_()), ("votes", pa.string()),
    ]),
    # `vote`: what the corpus adds to the kind when an article decides, in coarse steps (names/evidence.py)
    "name_kinds": pa.schema([
        ("surface", pa.string()), ("kind", pa.string()), ("score", pa.float32()), ("n", pa.int64()),
        ("vote", pa.float32()),
    ]),
    "names": pa.schema([
        *_SPAN, ("surface", pa.string()), ("kind", pa.string()), ("score", pa.float32()), ("why", pa.string()),
    ]),
    # the place names of each article, folded, each once; and, of outlets, the divisions (`name` "") and towns by name
    "outlet_names": pa.schema([("article_id", pa.string()), ("outlet", pa.string()), ("name", pa.string())]),
    "homes": pa.schema([
        ("outlet", pa.string()), ("name", pa.string()), ("country", pa.string()), ("admin1", pa.string()),
        ("weight", pa.float64()),
    ]),
    "places": pa.schema([
        *_SPAN, ("surface", pa.string()), ("place_id", pa.string()), ("name", pa.string()), ("kind", pa.string()),
        ("country", pa.string()), ("admin1", pa.string()), ("lat", pa.float64()), ("lon", pa.float64()),
        ("role", pa.string()), ("score", pa.float32()), ("why", pa.string()),
    ]),
    # person mentions before identities are known across articles: `name` is the fullest form in the article
    "person_mentions": pa.schema([
        *_SPAN, ("surface", pa.string()), ("name", pa.string()), ("role", pa.string()), ("affiliation", pa.string()),
        ("ambiguous", pa.bool_()), ("why", pa.string()),
    ]),
    # one row for each distinct name of a partition: its articles, and the words of the roles it has there, sorted
    "person_forms": pa.schema([("name", pa.string()), ("n_articles", pa.int64()), ("role_words", pa.string())]),
    "identities": pa.schema([
        ("name", pa.string()), ("person_id", pa.string()), ("canonical", pa.string()), ("witness", pa.string()),
        ("n_articles", pa.int64()),
    ]),
    "people": pa.schema([
        *_SPAN, ("surface", pa.string()), ("person_id", pa.string()), ("name", pa.string()), ("role", pa.string()),
        ("affiliation", pa.string()), ("why", pa.string()),
    ]),
    "quotes": pa.schema([
        *_SPAN, ("text", pa.string()), ("speaker_start", pa.int32()), ("speaker_end", pa.int32()),
        ("speaker", pa.string()), ("person_id", pa.string()), ("cue", pa.string()), ("kind", pa.string()),
        ("why", pa.string()),
    ]),
    "dates": pa.schema([
        *_SPAN, ("surface", pa.string()), ("type", pa.string()), ("value", pa.string()),
        ("first_day", pa.date32()), ("last_day", pa.date32()), ("granularity", pa.string()), ("why", pa.string()),
    ]),
    "figures": pa.schema([
        *_SPAN, ("surface", pa.string()), ("low", pa.float64()), ("high", pa.float64()), ("bound", pa.string()),
        ("change", pa.string()), ("unit", pa.string()), ("counted", pa.string()), ("event", pa.string()),
        ("said_by", pa.string()), ("person_id", pa.string()), ("place_id", pa.string()), ("place", pa.string()),
        ("as_of_first", pa.date32()), ("as_of_last", pa.date32()), ("count_kind", pa.string()), ("hedge", pa.string()),
        ("salient", pa.bool_()), ("series_id", pa.string()), ("why", pa.string()),
    ]),
}
# fmt: on


def make(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows (mappings with exactly the table's columns) as the Arrow table `name`. Missing values are None."""
    schema = SCHEMAS[name]
    columns: dict[str, list] = {field.name: [] for field in schema}
    for row in rows:
        if row.keys() != columns.keys():
            odd = sorted(set(row) ^ set(columns))
            raise StoreError(f"row of table {name} does not fit", where=", ".join(odd), do="See src/helpers/schema.py.")
        for key, value in row.items():
            columns[key].append(value)
    return pa.table({f.name: pa.array(columns[f.name], f.type) for f in schema}, schema=schema)


@lru_cache(maxsize=64)
def version(name: str) -> str:
    """Version of a table's schema: changes when a column, its type or its order does."""
    columns = "\0".join(f"{field.name} {field.type}" for field in SCHEMAS[name])
    return hashlib.sha256(columns.encode()).hexdigest()[:12]


def empty(name: str) -> pa.Table:
    """The table `name` without rows."""
    return SCHEMAS[name].empty_table()
