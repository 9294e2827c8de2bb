"""RSS and Atom feeds, an article an item.

Refuses, after a look at the decoded text and before any parser sees it: entities of its own (`<!ENTITY`), whatever
encoding they hide in; other markup declarations are taken out, so that nothing can be fetched. Also a file that is no
feed, or one larger than a page may be.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from helpers.corpus.decode import decode
from helpers.corpus.streams import Refused

_ENTITY = re.compile(r"<!ENTITY", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,2000}(?:\[[^\]]{0,20000}\]\s*)?>", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_FEED = re.compile(r"<(?:[a-z]{1,12}:)?(?:rss|feed|rdf)\b", re.I)


def read_feed(data: bytes) -> Iterator[tuple[int, dict[str, Any], str]]:
    """The items of a feed: number from 1, record, encoding."""
    text, encoding = decode(data)
    if not _FEED.search(text[:20_000]):
        raise Refused("not an RSS or Atom feed")
    if _ENTITY.search(text):
        raise Refused("XML that declares entities (<!ENTITY) is not read")
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    try:
        import feedparser
    except ImportError as error:
        raise Refused("a package is missing: pip install feedparser") from error
    # Nobody's address is ours: links stay as they are written.
    found = feedparser.parse(text.encode("utf-8", "replace"), resolve_relative_uris=False)
    if not found.entries and not found.version:
        raise Refused("not an RSS or Atom feed, or a damaged one")
    for number, item in enumerate(found.entries, 1):
        yield number, _record(item, found.feed), encoding


def _record(item: Any, feed: Any) -> dict[str, Any]:
    content = [part.get("value", "") for part in item.get("content", [])]
    return {
        "id": item.get("id", ""),
        "title": item.get("title", ""),
        "text": max([*content, item.get("summary", "")], key=len),
        "published": _utc(item, "published") or _utc(item, "created"),
        "updated": _utc(item, "updated"),
        "url": item.get("link", ""),
        "byline": item.get("author", ""),
        "source": item.get("source", {}).get("title", "") or feed.get("title", ""),
        "language": (item.get("language") or feed.get("language") or "")[:2],
    }


def _utc(item: Any, name: str) -> str:
    """A moment of an item as ISO text in UTC; as it is written where the parser cannot read it."""
    parsed = item.get(f"{name}_parsed") if name in item else None
    if not parsed:
        return item.get(name, "") if name in item else ""
    try:
        return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=calendar.timegm(parsed))).isoformat() + "Z"
    except (OverflowError, ValueError):
        return ""
