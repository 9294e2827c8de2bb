"""What the head of an HTML page says of itself: Open Graph and other meta tags, JSON-LD, `<time>`, `<title>`.

Refuses nothing; damaged JSON-LD is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.corpus.decode import tidy

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "twitter:data1")
_SITE = ("og:site_name", "application-name", "twitter:site", "dc.publisher")
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date",
    "dc.date.issued", "dcterms.created", "publishdate", "pubdate", "publish-date", "date", "publication_date",
    "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified")
_ARTICLE = ("article", "blogposting", "report", "webpage")


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
    # The page's own heading goes before a title to which the outlet's name was added.
    title = next((one for one in headings if len(one.split()) > 2 and one.casefold() in title.casefold()), title)
    title = title or next(filter(None, headings), "")
    author = _names(linked.get("author")) or _first(tags, _AUTHOR)
    return HtmlMeta(
        title=_line(title),
        author="" if "://" in author else _line(author),
        site=_line(_first(tags, _SITE) or _names(linked.get("publisher"))).lstrip("@"),
        url=_line(next((one for one in [*links, tags.get("og:url", "")] if one.startswith("http")), "")),
        published=_line(_first(tags, _PUBLISHED) or _text(linked.get("datePublished")) or _time(tree)),
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


def _time(tree: Any) -> str:
    """The first `<time datetime>` of the page."""
    return next((one.get("datetime", "") for one in tree.iter("time") if one.get("datetime")), "")


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _line(text: str) -> str:
    return " ".join(tidy(text[:2000]).split())
