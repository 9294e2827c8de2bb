"""Who wrote a page, when, where, under which headline: from its record, head, blocks, address and file name.

A fact is taken from the surest place that has it: the record's own field, then the page, its address, its file name,
its dateline. `date_from` says which gave the date. Refuses: an "Updated" time as the date of publication, an ambiguous
date, a relative one ("2 hours ago": nobody knows before what).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from helpers.corpus.byline import find_byline
from helpers.corpus.dateline import Dateline, find_dateline
from helpers.corpus.decode import tidy
from helpers.corpus.htmlmeta import HtmlMeta
from helpers.corpus.label import Labelled
from helpers.corpus.language import UNKNOWN, language_of
from helpers.corpus.persons import clean_byline, is_names
from helpers.corpus.records import first_text
from helpers.corpus.site import find_site
from helpers.corpus.stamps import Stamp, find_stamps, settle, stamp_in_name
from helpers.corpus.title import tidy_title
from helpers.corpus.when import page_dates, tells_news

#: `date_from` of a page whose only date may be read in two ways, and of one whose record has a date that is none.
AMBIGUOUS, UNREADABLE = "ambiguous", "unreadable"
#: So many dates of a table must tell how it writes day and month.
ENOUGH_DATES = 2
#: Languages in whose countries 05/01/2024 is the fifth of January; English is written in both kinds.
_DAY_FIRST = frozenset("de fr es it pt nl sv da no pl cs sk ro hu fi tr hr ca id ru uk bg sr el".split())
_URL_LINE = re.compile(r"^(?:url|link|source|address|from|canonical)?:?\s*(https?://[^\s<>\"]{4,500})$", re.I)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_BY = re.compile(r"^\W*by:?\s+", re.I)
#: Lines of fewer characters are looked through for what a headline has behind it.
SHORT = 120
#: Blocks above the story among which an agency may stand alone.
HEAD = 12
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
    url = first_text(fields, ("url",)) or head.url or _url_of(blocks)
    language = _language(fields, head, story)
    published, updated, date_from = _dates(blocks, fields, head, url, name, dateline, story, order_in(language))
    title = first_text(fields, ("title",)) or head.title or _title(blocks)
    site = first_text(fields, ("site",)) or head.site or find_site(blocks, name, title) or _host(url)
    author = "" if head.author.casefold() in (site.casefold(), head.site.casefold()) else head.author
    byline = first_text(fields, ("byline",)) or author or find_byline(blocks, site=site) or head.author
    byline = _without(clean_byline(byline), site)
    source = first_text(fields, ("source",)) or _source(dateline, blocks, byline)
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
        language=language,
        ambiguous=date_from == AMBIGUOUS,
    )


def _language(fields: Mapping[str, Any], head: HtmlMeta, story: str) -> str:
    """By the record, else by the story's words, else by the page's head."""
    given = first_text(fields, ("language",))[:2].lower()
    if given:
        return given
    found = language_of(story)
    return head.language if found == UNKNOWN and head.language else found


def order_in(language: str) -> str:
    """How a language's countries write dates: `dm`, or empty where they differ."""
    return "dm" if language in _DAY_FIRST else ""


def moment(value: Any, *, order: str = "") -> dt.datetime | None:
    """A record's date field as a moment: ISO text, a written date, or seconds since 1970. None if it tells no day, or
    one that may be read in two ways, unless `order` (`dm` or `md`) tells which."""
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
    if _ISO.fullmatch(value):  # what most records have, read in a tenth of the time
        with contextlib.suppress(ValueError):
            return dt.datetime.fromisoformat(value)
    stamps = [one for one in settle(_stamps(value), order=order) if not one.ambiguous]
    return stamps[0].local if stamps else stamp_in_name(" ".join(tidy(value[:200]).split()))


def _stamps(value: Any) -> list[Stamp]:
    return find_stamps(" ".join(tidy(value[:200]).split())) if isinstance(value, str) else []


def order_of(values: Iterable[Any]) -> str:
    """How a table writes its dates, `dm` or `md`, by those that can be read in one way only; empty if they are few or
    do not agree."""
    orders = [one.order for value in values for one in _stamps(value)[:1] if one.order and not one.ambiguous]
    return orders[0] if len(orders) >= ENOUGH_DATES and len(set(orders)) == 1 else ""


def _dates(
    blocks: Sequence[Labelled], fields: Mapping[str, Any], head: HtmlMeta, url: str, name: str,
    dateline: Dateline | None, story: str, order: str,
) -> tuple[dt.datetime | None, dt.datetime | None, str]:  # fmt: skip
    """When published, when updated, and where the first comes from."""
    updated = moment(fields.get("updated")) or moment(head.updated)
    told = fields.get("published")
    given = moment(told) or moment(head.published)
    if given:
        return given, updated, "page"
    found = page_dates(blocks, order=order)
    updated = updated or found.updated
    if found.published:
        return found.published, updated, "page"
    in_url = stamp_in_name(_path_of(url))
    if in_url:
        return in_url, updated, "url"
    in_name = None if told else stamp_in_name(name)  # the name of a table tells when it was made
    if in_name:
        return in_name, updated, "file"
    if dateline and dateline.day:
        written = [one for one in find_stamps(story[: dateline.end]) if not one.ambiguous]
        if written:
            return written[0].local, updated, "dateline"
        year = updated.year if updated else None
        near = find_stamps(f"{dateline.day} {year}") if year else []
        if near and near[0].utc <= updated:
            return near[0].utc, updated, "dateline"
    if found.beside and (found.timed or dateline or tells_news(story)):
        return found.updated, updated, "updated"
    if found.ambiguous or any(one.ambiguous for one in _stamps(told)):
        return None, updated, AMBIGUOUS
    return None, updated, UNREADABLE if told else ""


def _title(blocks: Sequence[Labelled]) -> str:
    """The headline without what the page added to it."""
    text = next((block.text for block in blocks if block.kind == "title"), "")
    return tidy_title(text, (block.text for block in blocks if len(block.text) < SHORT)) if text else ""


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


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


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
    first = next((number for number, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    for block in blocks[max(0, first - HEAD) : first]:
        said = _BY.sub("", block.text[:40]).strip(" |,.").lower()
        if said in _WIRES:
            return _WIRES[said]
    for block in blocks:
        if block.kind == "credit" and block.why.startswith(("contributed", "after-end")):
            named = _AGENCY_LINE.match(block.text)
            if named:
                name = named["name"].strip()
                return _WIRES.get(name.lower(), name)
    return ""
