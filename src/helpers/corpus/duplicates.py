"""Which pages are copies of one story, and which are versions of one page. Groups; never deletes.

Exact copies have the same normalised text. Versions come from one outlet, at one address or under one headline within
two weeks. Refuses: to group by an empty text, address or title.
"""

from __future__ import annotations

import datetime as dt
import re

import pyarrow as pa

from helpers.schema import make

#: Pages of one outlet under one headline are versions if at most this many days apart.
VERSION_DAYS = 14

_NOT_WORD = re.compile(r"[\W_]+")
_FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


def group_copies(pages: pa.Table) -> pa.Table:
    """The table `groups`: for each page its story, its version (1 is the first), and of which page it is a copy.

    `pages` needs article_id, text_hash, source, site, url, title, published_utc, updated_utc, n_words.
    """
    rows = sorted(pages.to_pylist(), key=lambda row: row["article_id"])
    parent = {row["article_id"]: row["article_id"] for row in rows}

    def find(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(one: str, other: str) -> None:
        a, b = sorted((find(one), find(other)))
        parent[b] = a

    copies = _by_text(rows)
    for original, copy in copies.values():
        join(original, copy)
    versions = _versions(rows)
    for ids in versions.values():
        for other in ids[1:]:
            join(ids[0], other)
    version = {one: number for ids in versions.values() for number, one in enumerate(ids, 1)}
    return make(
        "groups",
        (
            {
                "article_id": row["article_id"],
                "story_id": find(row["article_id"]),
                "version": version.get(row["article_id"], 1),
                "copy_of": copies[row["article_id"]][0] if row["article_id"] in copies else "",
            }
            for row in rows
        ),
    )


def _first_seen(row: dict) -> tuple:
    return (row["published_utc"] or _FAR, row["updated_utc"] or row["published_utc"] or _FAR, row["article_id"])


def _by_text(rows: list[dict]) -> dict[str, tuple[str, str]]:
    """For each page that repeats an earlier one's text: (the earliest, itself)."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        if row["n_words"] and row["text_hash"]:
            groups.setdefault(row["text_hash"], []).append(row)
    copies = {}
    for same in groups.values():
        first, *rest = sorted(same, key=_first_seen)
        for row in rest:
            copies[row["article_id"]] = (first["article_id"], row["article_id"])
    return copies


def _versions(rows: list[dict]) -> dict[int, list[str]]:
    """Runs of at least two pages that are versions of one, ids in their order of appearance."""
    parent = list(range(len(rows)))

    def find(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for key in (_url_key, _title_key):
        groups: dict[tuple, list[int]] = {}
        for number, row in enumerate(rows):
            name = key(row)
            if name:
                groups.setdefault(name, []).append(number)
        for members in groups.values():
            members.sort(key=lambda number: _first_seen(rows[number]))
            for one, other in zip(members, members[1:], strict=False):
                if _near(rows[one], rows[other], undated=key is _url_key):
                    parent[find(other)] = find(one)
    runs: dict[int, list[int]] = {}
    for number in range(len(rows)):
        runs.setdefault(find(number), []).append(number)
    return {
        root: [rows[number]["article_id"] for number in sorted(members, key=lambda number: _order(rows[number]))]
        for root, members in runs.items()
        if len(members) > 1
    }


def _order(row: dict) -> tuple:
    return (row["updated_utc"] or row["published_utc"] or _FAR, row["published_utc"] or _FAR, row["article_id"])


def _outlet(row: dict) -> str:
    return (row["site"] or row["source"] or "").casefold()


def _url_key(row: dict) -> tuple | None:
    url = (row["url"] or "").split("#")[0].split("?")[0].rstrip("/").casefold()
    return ("url", url) if url else None


def _title_key(row: dict) -> tuple | None:
    title = _NOT_WORD.sub(" ", (row["title"] or "").casefold()).strip()
    return ("title", _outlet(row), title) if title and _outlet(row) else None


def _near(one: dict, other: dict, *, undated: bool) -> bool:
    a, b = one["published_utc"], other["published_utc"]
    if a is None or b is None:
        return undated
    return abs(a - b) <= dt.timedelta(days=VERSION_DAYS)
