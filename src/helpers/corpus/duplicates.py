"""Which pages tell one story: copies of it over outlets, and versions of one page in order. Groups; never deletes.

Copies have the same words, or share most of the shorter text, its beginning and its numbers, within a week. Numbers are
what tells a copy from the next issue of a form: daily market reports share sentences, not figures. Versions come from
one outlet, at one address or under one headline within two weeks.
Refuses: to group by an empty text, address or title; by a text so short that anybody may have written it, unless the
headline is the same; to chain. Two groups are joined by a weak likeness only if their longest pages are alike as well,
and no chain of copies spans more than two weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.corpus.nearness import Pairs, Sets, Texts, candidates, compare, sets, texts
from helpers.schema import SCHEMAS

#: Copies appear at most this many days apart; so do pages of one outlet under one headline, and all copies of a story.
COPY_DAYS, VERSION_DAYS, STORY_DAYS = 7, 14, 14
#: Pages of one outlet under one headline are compared with so many before them.
LOOK_BACK = 3
#: Texts with fewer words (near copies: fewer shingles) are copies only under the same headline.
SHORT = 25
#: Share of the shorter text that a copy holds, and of a beginning that both have; the Jaccard similarity of texts that
#: are copies without one beginning; the share of the shorter text that makes a likeness a strong one.
HELD, BEGINNING, ALIKE, STRONG = 0.6, 0.5, 0.6, 0.8
#: Share of the numbers of the text with fewer numbers that a copy repeats; enough in a long text, or after a beginning
#: without a changed word.
NUMBERS, SOME_NUMBERS = 0.75, 0.5
#: Shingles from which on a text is hardly a filled-in form (a shorter one needs a strong likeness), and a long one.
NO_FORM, LONG = 60, 150
#: One changed word of a beginning leaves less of it.
UNCHANGED = 0.95
#: The original is the earliest page that has at least this share of the words of the longest.
WHOLE = 0.8

_DAY = 86_400_000_000
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Pages:
    """The pages in the order of their appearance (undated ones last), a row each. Moments in microseconds, `_NEVER` for
    none; keys are 0 for none."""

    ids: list[str]
    same_text: np.ndarray
    url: np.ndarray
    title: np.ndarray
    headline: np.ndarray
    published: np.ndarray
    updated: np.ndarray
    n_words: np.ndarray
    texts: Texts

    def days(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Days between the pages of each pair; not a number where one is undated."""
        dated = (self.published[one] != _NEVER) & (self.published[other] != _NEVER)
        return np.where(dated, np.abs(self.published[one] - self.published[other]) / _DAY, np.nan)


class Groups:
    """Rows joined into groups; the lowest row stands for its group."""

    def __init__(self, n: int) -> None:
        self.parent = list(range(n))

    def find(self, row: int) -> int:
        while self.parent[row] != row:
            self.parent[row] = self.parent[self.parent[row]]
            row = self.parent[row]
        return row

    def join(self, one: int, other: int) -> int:
        a, b = sorted((self.find(one), self.find(other)))
        self.parent[b] = a
        return a

    def members(self) -> list[list[int]]:
        """The groups of at least two, in order, their rows in order."""
        found: dict[int, list[int]] = {}
        for row, parent in enumerate(self.parent):
            if parent != row or row in found:
                found.setdefault(self.find(row), []).append(row)
        return [sorted({root, *rows}) for root, rows in sorted(found.items())]


def group_copies(signatures: pa.Table) -> pa.Table:
    """The table `groups`: of each page its story, its version (1 is the first), and of which page it is a copy (empty
    for the original and its versions). From the table `signatures`, whose rows may stand in any order."""
    seen = {
        "published": signatures["published_utc"],
        "updated": pc.coalesce(signatures["updated_utc"], signatures["published_utc"]),
        "id": signatures["article_id"],
    }
    order = pc.sort_indices(pa.table(seen), sort_keys=[(name, "ascending") for name in seen]).to_numpy()
    pages = _pages(signatures, order)
    stories, versions = Groups(len(order)), Groups(len(order))
    for one, other in _same_page(pages):
        versions.join(one, other)
        stories.join(one, other)
    first = _same_text(pages)
    again = np.flatnonzero(first != np.arange(len(first)))
    for earliest, row in zip(first[again].tolist(), again.tolist()):
        stories.join(earliest, row)
    _join_copies(pages, _near_pairs(pages, sets(signatures["bands"]).take(order), first), stories)
    return _table(pages, stories, versions)


def _near_pairs(pages: Pages, bands: Sets, first: np.ndarray) -> Pairs:
    """Pairs of pages that are near in time and share much; of pages with the same text only the first."""
    rows = np.flatnonzero(first == np.arange(len(first)))
    near = candidates(bands.take(rows), lambda one, other: ~(pages.days(rows[one], rows[other]) > COPY_DAYS))
    return compare(*(rows[places] for places in near), pages.texts)


def is_copy(pages: Pages, pairs: Pairs, *, days: float = COPY_DAYS, held: float = HELD) -> np.ndarray:
    """Whether the pages of each pair tell one story, as a reader would see it."""
    like = (pairs.contained >= held) & ((pairs.lead >= BEGINNING) | (pairs.jaccard >= ALIKE))
    missing = pairs.numbers - pairs.shared_numbers
    agree = pairs.shared_numbers >= NUMBERS * pairs.numbers
    agree |= (missing <= 1) & (pairs.contained >= 0.85) & (pairs.size >= NO_FORM)
    sure = (pairs.contained >= 0.7) & (pairs.size >= LONG) | (pairs.lead >= UNCHANGED)
    agree |= sure & (pairs.shared_numbers >= SOME_NUMBERS * pairs.numbers)
    a, b = pages.headline[pairs.one], pages.headline[pairs.other]
    own = (pairs.size >= NO_FORM) | ((pairs.size >= SHORT) & (pairs.contained >= STRONG)) | ((a == b) & (a != 0))
    return like & agree & own & ~(pages.days(pairs.one, pairs.other) > days)


def _pages(signatures: pa.Table, order: np.ndarray) -> Pages:
    def column(name: str) -> np.ndarray:
        return signatures[name].to_numpy()[order]

    def moments(name: str) -> np.ndarray:
        return pc.fill_null(signatures[name].cast(pa.int64()), _NEVER).to_numpy()[order]

    codes = signatures["text_hash"].combine_chunks().dictionary_encode()
    codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
    empty = pc.equal(pc.fill_null(signatures["text_hash"], ""), "").to_numpy(zero_copy_only=False)
    return Pages(
        ids=signatures["article_id"].take(pa.array(order)).to_pylist(),
        same_text=np.where(empty, -1, codes.indices.fill_null(-1).to_numpy(zero_copy_only=False))[order],
        url=column("url_key"),
        title=column("title_key"),
        headline=column("headline_key"),
        published=moments("published_utc"),
        updated=moments("updated_utc"),
        n_words=column("n_words"),
        texts=texts(signatures).take(order),
    )


def _same_text(pages: Pages) -> np.ndarray:
    """Of each page the first with the same words (itself if none)."""
    rows = np.arange(len(pages.ids))
    short = pages.n_words < SHORT
    keys = np.stack([pages.same_text, np.where(short, pages.headline, 0)], axis=1)
    keys[pages.same_text < 0] = np.stack([-2 - rows, rows], axis=1)[pages.same_text < 0]
    order = np.lexsort((rows, keys[:, 1], keys[:, 0]))
    new = np.append(True, (keys[order][1:] != keys[order][:-1]).any(axis=1))[: len(order)]
    first = np.empty_like(rows)
    first[order] = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    return first


def _same_page(pages: Pages) -> Iterator[tuple[int, int]]:
    """Pairs of versions: neighbours in time at one address, or of one outlet under one headline if they read alike."""
    one, other = _neighbours(pages.url)
    near = ~(pages.days(one, other) > VERSION_DAYS)
    yield from zip(one[near].tolist(), other[near].tolist())
    found = [_neighbours(pages.title, back) for back in range(1, LOOK_BACK + 1)]
    one, other = (np.concatenate(rows) for rows in zip(*found))
    near = pages.days(one, other) <= VERSION_DAYS
    same = near & (pages.same_text[one] == pages.same_text[other]) & (pages.same_text[one] >= 0)
    yield from zip(one[same].tolist(), other[same].tolist())
    pairs = compare(one[near & ~same], other[near & ~same], pages.texts)
    alike = is_copy(pages, pairs, days=VERSION_DAYS) | is_copy(pages, pairs, days=2, held=0.4)
    alike |= pages.days(pairs.one, pairs.other) <= 0.5
    yield from zip(pairs.one[alike].tolist(), pairs.other[alike].tolist())


def _neighbours(keys: np.ndarray, back: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the same key (0 is none) that follow each other, or with `back` - 1 rows of that key between them."""
    order = np.argsort(keys, kind="stable")
    same = (keys[order][back:] == keys[order][:-back]) & (keys[order][back:] != 0)
    return order[:-back][same], order[back:][same]


def _join_copies(pages: Pages, pairs: Pairs, stories: Groups) -> None:
    """Join the copies, the surest first, without chaining."""
    good = np.flatnonzero(is_copy(pages, pairs))
    good = good[np.lexsort((pairs.other[good], pairs.one[good], -pairs.jaccard[good], -pairs.contained[good]))]
    edges = list(zip(pairs.one[good].tolist(), pairs.other[good].tolist(), (pairs.contained[good] >= STRONG).tolist()))
    linked = {(one, other) for one, other, _ in edges}
    longest: dict[int, int] = {}
    span: dict[int, tuple[int, int]] = {}
    for one, other, sure in edges:
        a, b = stories.find(one), stories.find(other)
        if a == b:
            continue
        hubs = sorted((longest.get(a, one), longest.get(b, other)))
        when = [*span.get(a, _when(pages, one)), *span.get(b, _when(pages, other))]
        when = [min(when), max((moment for moment in when if moment != _NEVER), default=_NEVER)]
        if when[1] - when[0] > STORY_DAYS * _DAY or not (sure or (hubs[0], hubs[1]) in linked):
            continue
        root = stories.join(a, b)
        longest[root] = max(hubs, key=lambda row: (pages.n_words[row], -row))
        span[root] = (when[0], when[1])


def _when(pages: Pages, row: int) -> tuple[int, int]:
    return int(pages.published[row]), int(pages.published[row])


def _table(pages: Pages, stories: Groups, versions: Groups) -> pa.Table:
    n = len(pages.ids)
    story, copy_of, version = list(pages.ids), [""] * n, [1] * n
    for members in versions.members():
        for number, row in enumerate(sorted(members, key=lambda row: _order(pages, row)), 1):
            version[row] = number
    for members in stories.members():
        name = min(pages.ids[row] for row in members)
        original = _original(pages, members)
        run = versions.find(original)
        own = [row for row in members if versions.find(row) == run]
        by_text = {int(pages.same_text[row]): row for row in reversed(own) if pages.same_text[row] >= 0}
        for row in members:
            story[row] = name
            if versions.find(row) != run:
                copy_of[row] = pages.ids[by_text.get(int(pages.same_text[row]), original)]
    columns = {"article_id": pages.ids, "story_id": story, "version": version, "copy_of": copy_of}
    return pa.table(columns, schema=SCHEMAS["groups"]).sort_by("article_id")


def _order(pages: Pages, row: int) -> tuple:
    published, updated = int(pages.published[row]), int(pages.updated[row])
    return (published if updated == _NEVER else updated, published, row)


def _original(pages: Pages, members: Iterable[int]) -> int:
    """The earliest page of a story that is not cut."""
    rows = sorted(members)
    most = max(pages.n_words[row] for row in rows)
    return next(row for row in rows if pages.n_words[row] >= WHOLE * most)
