"""What the head of an HTML page says of itself: Open Graph and other meta tags, JSON-LD, `<time>`, `<title>`.

Refuses nothing; damaged JSON-LD is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.corpus.decode import tidy
from helpers.corpus.title import MAX_WORDS, tidy_title

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SITE = ("og:site_name", "application-name", "twitter:site", "dc.publisher")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "date", "pdate", "dc.date",
              "dc.date.issued", "dcterms.created", "dcterms.issued", "sailthru.date",
              "cxenseparse:recs:publishtime")  # fmt: skip
#: Other names that say the same: publish-date, w-published-date, published_at, pubdate, article.published, …
_PUBLISHED_NAME = re.compile(
    r"publish(?:ed)?(?:[-_. ]?(?:date|time|on|at))?$|(?:publication|pub|release|issue)[-_. ]?date$"
)
_PUBLISHED_TIME = re.compile(r"publish|pubdate|entry-date|posted|created", re.I)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified")
_ARTICLE = ("article", "blogposting", "report", "webpage")
#: What stands in an author's place on pages whose system fills it by itself.
_NOBODY = re.compile(r"^(?:admin\w*|administrator|editor|webmaster|user|author|guest|staff|default)$|://|@|^\d", re.I)
#: A page with more `<time>` elements than this shows a list of stories.
MANY_TIMES = 4
#: A heading shares at least this part of its (or the title's) words with the page's title.
ALIKE = 0.5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class HtmlMeta:
    """Texts as they stand in the page; empty where it says nothing."""

    title: str = ""
    author: str = ""
    site: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""


def read_meta(tree: Any) -> HtmlMeta:
    """The meta data of a parsed page (an lxml element)."""
    tags = _meta_tags(tree)
    linked = _article(tree)
    links = [link.get("href", "") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    title = _first(tags, _TITLE) or _text(linked.get("headline")) or (tree.findtext(".//title") or "")
    headings = [_line(" ".join(one.itertext())) for one in list(tree.iter("h1"))[:5]]
    site = _line(_first(tags, _SITE) or _names(linked.get("publisher"))).lstrip("@")
    author = _line(_names(linked.get("author")) or _written_by(tags) or _first(tags, _AUTHOR))
    return HtmlMeta(
        title=_headline(headings, _line(title), site),
        author="" if _NOBODY.search(author) else author,
        site=site,
        url=_line(next((one for one in [*links, tags.get("og:url", "")] if one.startswith("http")), "")),
        published=_line(_text(linked.get("datePublished")) or _published(tags) or _time(tree)),
        updated=_line(_first(tags, _UPDATED) or _text(linked.get("dateModified"))),
        language=(tree.get("lang") or "")[:2].lower(),
    )


def _meta_tags(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower().strip()
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name, content)
    return found


def _article(tree: Any) -> dict[str, Any]:
    """The JSON-LD record of the article, or an empty one."""
    best: dict[str, Any] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for record in _records(data, 0):
            kind = json.dumps(record.get("@type", "")).lower()
            if "article" in kind or (not best and any(name in kind for name in _ARTICLE)):
                best = {**record, **best} if "article" in json.dumps(best.get("@type", "")).lower() else record
    return best


def _records(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        yield from _records(data.get("@graph", []), depth + 1)
    elif isinstance(data, list):
        for one in data[:200]:
            yield from _records(one, depth + 1)


def _names(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in values]
    return ", ".join(name for name in names if isinstance(name, str) and name.strip())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _headline(headings: list[str], title: str, site: str) -> str:
    """The heading that is likest to the page's title: it goes before a title to which the outlet's name was added or
    that was made for search engines. Without such a heading the title, tidied; but not a single word or the outlet's
    name, if there is a heading."""
    wanted = frozenset(_WORD.findall(title.lower()))
    best, share = "", 0.0
    for one in headings:
        words = frozenset(_WORD.findall(one.lower()))
        alike = len(words & wanted) / max(1, min(len(words), len(wanted)))
        if len(one.split()) > 1 and len(one) < 300 and one.casefold() != site.casefold() and alike > share:
            best, share = one, alike
    if best and share >= ALIKE:
        return best
    tidied = tidy_title(title, (site,))
    if len(tidied.split()) < 2 or tidied.casefold() == site.casefold():
        tidied = next((one for one in headings if 1 < len(one.split()) <= MAX_WORDS), "") or tidied
    return tidied or next(filter(None, headings), "")


def _written_by(tags: dict[str, str]) -> str:
    """The author in the pair of tags that shows one beside a link: `twitter:label1` Written by, `twitter:data1` Ann."""
    return tags.get("twitter:data1", "") if tags.get("twitter:label1", "").lower().endswith(" by") else ""


def _published(tags: dict[str, str]) -> str:
    given = _first(tags, _PUBLISHED)
    return given or next((tags[name] for name in sorted(tags) if _PUBLISHED_NAME.search(name)), "")


def _time(tree: Any) -> str:
    """The `<time datetime>` that says it is of the page's publication, else the first if they are few."""
    times = [one for one in tree.iter("time") if one.get("datetime")]
    for one in times:
        if _PUBLISHED_TIME.search(" ".join(one.get(name) or "" for name in ("itemprop", "class", "pubdate"))):
            return one.get("datetime")
    return times[0].get("datetime") if 0 < len(times) <= MANY_TIMES else ""


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _line(text: str) -> str:
    return " ".join(tidy(text[:2000]).split())
