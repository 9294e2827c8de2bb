"""Who wrote a page, when, where, under which headline: from its record, head, blocks, address and file name.

A fact is taken from the surest place that has it: the record's own field, then the page, its address, its file name,
its dateline. `date_from` says which gave the date. Refuses: an "Updated" time as the date of publication, an ambiguous
date, a relative one ("2 hours ago": nobody knows before what).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from helpers.corpus.byline import clean_byline, find_byline, is_names
from helpers.corpus.dateline import Dateline, find_dateline
from helpers.corpus.decode import tidy
from helpers.corpus.htmlmeta import HtmlMeta
from helpers.corpus.label import Labelled
from helpers.corpus.records import first_text
from helpers.corpus.site import find_site
from helpers.corpus.stamps import Stamp, find_stamps, settle, stamp_in_name

_TITLE = ("title", "headline", "name")
_URL = ("url", "link", "canonical_url", "source_url", "uri")
_DATE = ("published", "published_utc", "published_at", "publishedat", "date", "pub_date", "pubdate", "publish_date",
         "date_published", "datepublished", "publication_date", "time", "timestamp", "created_at", "dct")  # fmt: skip
_UPDATED = ("updated", "updated_utc", "updated_at", "modified", "date_modified", "last_modified")
_SOURCE = ("source", "agency", "publisher", "outlet", "publication")
_SITE = ("site", "site_name", "domain", "media_name", "website")
_AUTHOR = ("byline", "author", "authors", "creator", "writer")
_LANGUAGE = ("language", "lang")
#: Blocks this far above the story may date it.
REACH = 40
_POSTED = re.compile(r"^\W*(?:posted|published|written|by|first published|date)\b", re.I)
_URL_LINE = re.compile(r"^(?:url|link|source|address|from|canonical)?:?\s*(https?://[^\s<>\"]{4,500})$", re.I)
_AGENCY_LINE = re.compile(
    r"^(?:The )?(?P<name>Associated Press|Reuters|Agence France-Presse|[A-Z]{2,5})(?:['’]s?)? (?:journalists?"
    r"|writers?|reporters?|correspondents?)\b"
)
_WIRES = {
    "associated press": "AP", "the associated press": "AP", "ap": "AP", "reuters": "Reuters", "afp": "AFP",
    "agence france-presse": "AFP", "upi": "UPI", "xinhua": "Xinhua", "tass": "TASS", "dpa": "dpa", "pa": "PA",
    "pap": "PAP",
}  # fmt: skip


@dataclass(frozen=True)
class Meta:
    """The facts of a page; texts are empty and moments None where nothing tells them. `ambiguous`: a date was found
    whose day and month may be exchanged."""

    title: str = ""
    byline: str = ""
    dateline: str = ""
    source: str = ""
    site: str = ""
    url: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    date_from: str = ""
    language: str = ""
    ambiguous: bool = False


def gather(
    blocks: Sequence[Labelled], story: str, *, fields: Mapping[str, Any] | None = None, head: HtmlMeta | None = None,
    name: str = "",
) -> Meta:  # fmt: skip
    """The facts of a page from its labelled blocks and story, its record's fields, its head and its file name."""
    fields, head = fields or {}, head or HtmlMeta()
    dateline = find_dateline(story)
    url = first_text(fields, _URL) or head.url or _url_of(blocks)
    published, updated, date_from, ambiguous = _dates(blocks, fields, head, url, name, dateline, story)
    title = first_text(fields, _TITLE) or head.title or _first_of(blocks, "title")
    site = first_text(fields, _SITE) or head.site or find_site(blocks, name, title) or _host(url)
    byline = _without(clean_byline(first_text(fields, _AUTHOR) or head.author or find_byline(blocks)), site)
    source = first_text(fields, _SOURCE) or _source(dateline, blocks, byline)
    return Meta(
        title=title,
        byline=byline,
        dateline=dateline.place if dateline else first_text(fields, ("dateline",)),
        source=source or site,
        site=site,
        url=url,
        published=published,
        updated=updated,
        date_from=date_from,
        language=first_text(fields, _LANGUAGE)[:2].lower(),
        ambiguous=ambiguous,
    )


def moment(value: Any) -> dt.datetime | None:
    """A record's date field as a moment: ISO text, a written date, or seconds since 1970. None if it tells no day."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        try:
            found = dt.datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, dt.UTC)
        except (ValueError, OverflowError, OSError):
            return None
        return found if 1900 <= found.year <= 2100 else None
    if not isinstance(value, str):
        return None
    text = " ".join(tidy(value[:200]).split())
    stamps = [one for one in find_stamps(text) if not one.ambiguous]
    return stamps[0].utc if stamps else stamp_in_name(text)


def _dates(
    blocks: Sequence[Labelled], fields: Mapping[str, Any], head: HtmlMeta, url: str, name: str,
    dateline: Dateline | None, story: str,
) -> tuple[dt.datetime | None, dt.datetime | None, str, bool]:  # fmt: skip
    updated = next(filter(None, (moment(fields.get(key)) for key in _UPDATED)), None) or moment(head.updated)
    given = next(filter(None, (moment(fields.get(key)) for key in _DATE)), None) or moment(head.published)
    if given:
        return given, updated, "page", False
    published, changed, ambiguous = page_dates(blocks)
    updated = updated or changed
    if published:
        return published, updated, "page", False
    if stamp_in_name(urlsplit(url).path if url else ""):
        return stamp_in_name(urlsplit(url).path), updated, "url", False
    if stamp_in_name(name):
        return stamp_in_name(name), updated, "file", False
    if dateline and dateline.day:
        written = [one for one in find_stamps(story[: dateline.end]) if not one.ambiguous]
        if written:
            return written[0].utc, updated, "dateline", False
        year = updated.year if updated else None
        near = find_stamps(f"{dateline.day} {year}") if year else []
        if near and near[0].utc <= updated:
            return near[0].utc, updated, "dateline", False
    return None, updated, "", ambiguous


def page_dates(blocks: Sequence[Labelled]) -> tuple[dt.datetime | None, dt.datetime | None, bool]:
    """Published, updated, and whether a date was ambiguous, from the date lines around the story."""
    first = next((n for n, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    last = next((n for n in range(len(blocks) - 1, -1, -1) if blocks[n].kind == "body"), len(blocks) - 1)
    stamps: list[tuple[int, Stamp]] = []
    for number, block in enumerate(blocks):
        near = first - 8 < number < first and len(block.text) < 300 and block.kind in ("credit", "promo", "teaser")
        if block.kind in ("date", "byline") or (near and _POSTED.match(block.text)):
            label = blocks[number - 1].text + ": " if number and len(blocks[number - 1].text) < 30 else ""
            found = [one for one in find_stamps(label + block.text) if one.start >= len(label) - 12]
            stamps += [(number, one) for one in found]
    whole = settle([one for _, one in stamps])
    stamps = [(number, one) for (number, _), one in zip(stamps, whole, strict=True)]
    sure = [(number, one) for number, one in stamps if not one.ambiguous]
    ambiguous = len(sure) < len(stamps)
    above = [pair for pair in sure if pair[0] <= last and first - pair[0] < REACH]
    updated = next((one.utc for _, one in above if one.role == "updated"), None)
    said = [one for _, one in above if one.role == "published"]
    plain = [one for at, one in above if not one.role]
    place = [at for at, one in above if not one.role]
    if said:
        return said[-1].utc, updated, False
    if plain:
        return plain[place.index(place[-1])].utc, updated, False
    below = [one for number, one in sure if number > last and one.role == "published" and number - last < 8]
    if below and not above:
        return below[0].utc, updated, False
    return None, updated, ambiguous and not above


def _first_of(blocks: Sequence[Labelled], kind: str) -> str:
    return next((block.text for block in blocks if block.kind == kind), "")


def _url_of(blocks: Sequence[Labelled]) -> str:
    """An address that stands alone on one of the first or last lines of a dump."""
    for block in [*blocks[:6], *blocks[-3:]]:
        found = _URL_LINE.match(block.text[:600])
        if found and block.kind != "body":
            return found.group(1)
    return ""


def _without(byline: str, site: str) -> str:
    """A byline without the outlet's name behind it, and not all in capitals."""
    names, _, last = byline.rpartition(",")
    short = names if names and site and last.strip().casefold() == site.casefold() else byline
    if is_names(short) and short.isupper() and " " in short and len(short) > 6:
        return short.title()
    return short


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _source(dateline: Dateline | None, blocks: Sequence[Labelled], byline: str) -> str:
    """The agency that wrote the story: by its dateline, its byline or its closing line."""
    if dateline and dateline.agency:
        return _WIRES.get(dateline.agency.lower(), dateline.agency)
    for part in re.split(r",|\band\b|/", byline):
        if part.strip().lower() in _WIRES:
            return _WIRES[part.strip().lower()]
    for block in blocks:
        if block.kind == "credit" and block.why.startswith(("contributed", "after-end")):
            named = _AGENCY_LINE.match(block.text)
            if named:
                name = named["name"].strip()
                return _WIRES.get(name.lower(), name)
    return ""
