"""What the columns of a table, the keys of a JSON object, the elements of a feed are called: one table of guesses.

A name counts without regard to case, spaces, marks between words and accents: "Published At", `publishedAt` and
`published_at` are one. Of several columns that mean the same the first named here that holds anything wins.
Refuses nothing: what has no known name stays under its own.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

#: Our name of a fact, and the names others give it, the likelier first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "doc_id", "document_id", "story_id", "guid", "uuid"),
    "title": ("title", "headline", "article_title", "name", "titel", "überschrift",
              "schlagzeile", "titre", "titulo", "titular", "titolo", "tytuł", "заголовок"),
    "text": (
        "text", "body", "content", "article", "article_body", "main_text", "article_text", "full_text",
        "body_text", "plain_text", "story", "artikeltext", "volltext", "inhalt", "texte", "contenu", "texto",
        "contenido", "cuerpo", "conteudo", "testo", "treść", "текст",
        "description", "summary", "abstract", "snippet", "lead",
    ),
    "html": ("html", "raw_html", "content_html", "body_html", "page_html"),
    "published": (
        "published", "published_utc", "published_at", "published_on", "published_date", "publish_date",
        "publication_date", "pub_date", "date_published", "date", "datetime", "dct", "issued", "time",
        "timestamp", "created_at", "created", "datum", "veröffentlicht", "erscheinungsdatum",
        "date_de_publication", "fecha", "fecha_de_publicación", "data", "data_publikacji", "дата",
    ),
    "updated": ("updated", "updated_utc", "updated_at", "modified", "date_modified", "modified_at", "last_modified"),
    "source": (
        "source", "source_name", "agency", "publisher", "outlet", "publication", "newspaper", "pub_title", "medium",
        "quelle", "fuente", "fonte", "źródło", "источник",
    ),
    "site": ("site", "site_name", "domain", "source_domain", "media_name", "website", "hostname"),
    "url": ("url", "link", "canonical_url", "article_url", "source_url", "web_url", "permalink", "uri", "href",
            "document_url"),
    "byline": (
        "byline", "author", "authors", "creator", "dc_creator", "writer", "reporter", "journalist", "autor", "autoren",
        "verfasser", "auteur", "autore", "автор",
    ),
    "language": ("language", "lang", "language_code", "sprache", "langue", "idioma"),
    "dateline": ("dateline", "place_line"),
}  # fmt: skip
#: Objects within which exports keep the article itself.
_NESTS = ("_source", "article", "fields", "attributes", "data")
_MARKS = re.compile(r"[^\w]|_")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?")
_LARGEST = 253_402_300_799


def fact_of(column: str) -> tuple[str, int] | None:
    """Which fact a column of this name holds, and how sure the name is (0: surest); None if it has no known name."""
    return _fact_of(column[:200])


def to_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its facts under our names; what has no known name stays under its own, in lower case."""
    for nest in _NESTS:
        if isinstance(record.get(nest), dict):
            record = {**record[nest], **{key: value for key, value in record.items() if key != nest}}
    fields: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    for column, value in record.items():
        key = str(column)
        found = fact_of(key)
        if found is None:
            fields.setdefault(key.strip().lower(), value)
        elif not _empty(value) and found[1] < ranks.get(found[0], 1 << 10):
            fields[found[0]], ranks[found[0]] = value, found[1]
    for name in ("published", "updated"):
        if name in fields:
            fields[name] = _moment(fields[name])
    return fields


def known(columns: Iterable[str]) -> list[str]:
    """Those of some columns that hold a fact, or an object that may."""
    return [column for column in columns if fact_of(column) or column in _NESTS]


@lru_cache(maxsize=4096)
def _fact_of(column: str) -> tuple[str, int] | None:
    return _OWN.get(_plain(column.strip("\ufeff \t")))


def _plain(name: str) -> str:
    """A name without case, accents, spaces and marks."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return _MARKS.sub("", "".join(char for char in apart if not unicodedata.combining(char)))


_OWN = {_plain(name): (fact, rank) for fact, names in COLUMNS.items() for rank, name in enumerate(names)}


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _moment(value: Any) -> Any:
    """A moment as text or seconds, whatever kind of value a table has for it."""
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo is None else value.astimezone(dt.UTC)).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and _EPOCH.fullmatch(value.strip()):
        seconds = float(value)
        return seconds / 1000 if seconds > _LARGEST else seconds
    return value
