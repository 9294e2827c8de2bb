"""Which pages tell one story: copies of it over outlets, and versions of one page in order. Groups; never deletes.

Copies have the same words, or share most of the shorter text, its beginning and its numbers, within a week. Numbers are
what tells a copy from the next issue of a form: daily market reports share sentences, not figures. Versions come from
one outlet, at one address or under one headline within two weeks.
Refuses: to group by an empty text, address or title; by a text so short that anybody may have written it, unless the
headline is the same; to chain. Two groups are joined by a weak likeness only if their longest pages are alike as well,
and no chain of copies spans more than two weeks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.corpus.nearness import TEXTS, Pairs, Sets, candidates, compare, sets, texts
from helpers.corpus.pieces import Held, Source
from helpers.corpus.signatures import ALL_BANDS
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

#: Pairs compared at a time: their texts take a hundred megabytes or two.
PAIRS = 20_000

_KEYS = ["article_id", "text_hash", "url_key", "title_key", "headline_key", "published_utc", "updated_utc", "n_words"]
_DAY = 86_400_000_000
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Pages:
    """The pages in the order of their appearance (undated ones last), a row each. Moments in microseconds, `_NEVER` for
    none; keys are 0 for none; `place`: the row in the table `signatures`."""

    ids: pa.Array
    same_text: np.ndarray
    url: np.ndarray
    title: np.ndarray
    headline: np.ndarray
    published: np.ndarray
    updated: np.ndarray
    n_words: np.ndarray
    place: np.ndarray

    def days(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Days between the pages of each pair; not a number where one is undated."""
        dated = (self.published[one] != _NEVER) & (self.published[other] != _NEVER)
        return np.where(dated, np.abs(self.published[one] - self.published[other]) / _DAY, np.nan)


class Groups:
    """Rows joined into groups; the lowest row stands for its group."""

    def __init__(self, n: int) -> None:
        self.parent = array("q", range(n))

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


def group_copies(signatures: pa.Table | Source) -> pa.Table:
    """The table `groups`: of each page its story, its version (1 is the first), and of which page it is a copy (empty
    for the original and its versions). From the table `signatures`, whose rows may stand in any order. Of all pages
    their keys are held, then their bands; texts only of the pages that are compared, some at a time."""
    source = Held(signatures) if isinstance(signatures, pa.Table) else signatures
    pages = _pages(pa.concat_tables(source.pieces(_KEYS)))
    stories, versions = Groups(len(pages.ids)), Groups(len(pages.ids))
    for one, other in _same_page(pages, source):
        versions.join(one, other)
        stories.join(one, other)
    first = _same_text(pages)
    again = np.flatnonzero(first != np.arange(len(first)))
    for earliest, row in zip(first[again].tolist(), again.tolist()):
        stories.join(earliest, row)
    _join_copies(pages, _near_pairs(pages, source, first), stories)
    return _table(pages, stories, versions)


def _near_pairs(pages: Pages, source: Source, first: np.ndarray) -> Pairs:
    """Pairs of pages that are near in time and share much; of pages with the same text only the first."""
    rows = np.flatnonzero(first == np.arange(len(first)))
    bands = _bands(source, len(pages.ids)).take(pages.place[rows])
    one, other = candidates(bands, lambda one, other: ~(pages.days(rows[one], rows[other]) > COPY_DAYS))
    return _compared(pages, source, rows[one], rows[other])


def _bands(source: Source, n_pages: int) -> Sets:
    """The bands of all rows of `signatures`."""
    values, sizes, n = np.empty(n_pages * ALL_BANDS, np.uint32), [np.zeros(0, np.int64)], 0
    for piece in source.pieces(["bands"]):
        found = sets(piece["bands"])
        values[n : n + len(found.values)] = found.values
        n += len(found.values)
        sizes.append(found.sizes)
    lengths = np.concatenate(sizes)
    return Sets(values[:n], np.cumsum(lengths) - lengths, lengths)


def _compared(pages: Pages, source: Source, one: np.ndarray, other: np.ndarray) -> Pairs:
    """What the pages of each pair share, if they share enough. In order of time, in which pages mostly lie together."""
    found, order = [], np.argsort(one, kind="stable")
    for start in range(0, max(len(one), 1), PAIRS):
        here = order[start : start + PAIRS]
        both = np.concatenate([one[here], other[here]])
        rows, at = np.unique(both, return_inverse=True)
        pairs = compare(*np.split(at, 2), texts(source.take(pages.place[rows], TEXTS)))
        found.append(replace(pairs, one=rows[pairs.one], other=rows[pairs.other]))
    return Pairs(*(np.concatenate([getattr(pairs, part.name) for pairs in found]) for part in fields(Pairs)))


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


def _pages(keys: pa.Table) -> Pages:
    seen = {
        "published": keys["published_utc"],
        "updated": pc.coalesce(keys["updated_utc"], keys["published_utc"]),
        "id": keys["article_id"],
    }
    order = pc.sort_indices(pa.table(seen), sort_keys=[(name, "ascending") for name in seen]).to_numpy()

    def column(name: str) -> np.ndarray:
        return keys[name].to_numpy()[order]

    def moments(name: str) -> np.ndarray:
        return pc.fill_null(keys[name].cast(pa.int64()), _NEVER).to_numpy()[order]

    codes = keys["text_hash"].combine_chunks().dictionary_encode().indices
    empty = pc.equal(pc.fill_null(keys["text_hash"], ""), "").to_numpy(zero_copy_only=False)
    return Pages(
        ids=keys["article_id"].combine_chunks().take(pa.array(order)),
        same_text=np.where(empty, -1, codes.fill_null(-1).to_numpy(zero_copy_only=False))[order],
        url=column("url_key"),
        title=column("title_key"),
        headline=column("headline_key"),
        published=moments("published_utc"),
        updated=moments("updated_utc"),
        n_words=column("n_words"),
        place=order.astype(np.int64),
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


def _same_page(pages: Pages, source: Source) -> Iterator[tuple[int, int]]:
    """Pairs of versions: neighbours in time at one address, or of one outlet under one headline if they read alike."""
    one, other = _neighbours(pages.url)
    near = ~(pages.days(one, other) > VERSION_DAYS)
    yield from zip(one[near].tolist(), other[near].tolist())
    found = [_neighbours(pages.title, back) for back in range(1, LOOK_BACK + 1)]
    one, other = (np.concatenate(rows) for rows in zip(*found))
    near = pages.days(one, other) <= VERSION_DAYS
    same = near & (pages.same_text[one] == pages.same_text[other]) & (pages.same_text[one] >= 0)
    yield from zip(one[same].tolist(), other[same].tolist())
    pairs = _compared(pages, source, one[near & ~same], other[near & ~same])
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
    rank = np.empty(n, np.int64)
    rank[pc.sort_indices(pages.ids).to_numpy()] = np.arange(n)
    story, copy_of, version = np.arange(n), np.full(n, -1), np.ones(n, np.int32)
    for members in versions.members():
        for number, row in enumerate(sorted(members, key=lambda row: _order(pages, row)), 1):
            version[row] = number
    for members in stories.members():
        story[members] = min(members, key=rank.__getitem__)
        original = _original(pages, members)
        run = versions.find(original)
        own = [row for row in members if versions.find(row) == run]
        by_text = {int(pages.same_text[row]): row for row in reversed(own) if pages.same_text[row] >= 0}
        for row in members:
            if versions.find(row) != run:
                copy_of[row] = by_text.get(int(pages.same_text[row]), original)
    copies = pc.fill_null(pages.ids.take(pa.array(copy_of, mask=copy_of < 0)), "")
    columns = [pages.ids, pages.ids.take(pa.array(story)), version, copies]
    return pa.table(columns, schema=SCHEMAS["groups"]).sort_by("article_id")


def _order(pages: Pages, row: int) -> tuple:
    published, updated = int(pages.published[row]), int(pages.updated[row])
    return (published if updated == _NEVER else updated, published, row)


def _original(pages: Pages, members: Iterable[int]) -> int:
    """The earliest page of a story that is not cut."""
    rows = sorted(members)
    most = max(pages.n_words[row] for row in rows)
    return next(row for row in rows if pages.n_words[row] >= WHOLE * most)
