"""Lines of a site's furniture that stand in the stories of many pages: calls to subscribe, boxes of other topics.

One page cannot know them; the corpus can. Each partition tells the lines of its stories (`find_lines`), the reduction
keeps those of several stories that are not versions of one (`find_standing`), and a second step over the pages takes
them out of the text, if they read like furniture too (`drop_standing`).

Refuses: to drop for repetition alone. An agency repeats its background, and a list of dividends its short lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.corpus.blocks import Block
from helpers.corpus.build import count_words, text_hash
from helpers.corpus.features import WE, YOU, Traits, measure
from helpers.schema import SCHEMAS

#: A line stands in so many stories of one site (else source), or, where neither is known, of all such pages and over
#: so many days.
STORIES, STORIES_ANYWHERE, DAYS_ANYWHERE = 3, 5, 30
#: Lines of fewer words may be sub-heads and items of lists. Lines that say "you" are none of the story, but one of so
#: many words that ends as a sentence may be background, and one of fewer than these that does not, a sub-head.
FEW_WORDS, PARAGRAPH, HEADING = 4, 25, 12
#: A story does not lose more than this share of its characters.
MOST_LOST = 0.5
#: Blocks of more characters are no furniture.
_LONGEST = 600
#: The beginning of a story: its first block of so many characters.
_BEGINNING = 40
_FACTOR = np.uint64(0x100000001B3)
_ADVERTISEMENT = re.compile(r"advert(?:isement|ising|orial)s?", re.I)
_BOX = re.compile(
    r"(?:other|related|similar|latest) (?:topics|stories|articles|news|posts|reading)\b"
    r"|more (?:messages|stories|articles|news|(?:important )?information)\b"
    r"|(?:the )?(?:views|opinions) expressed\b"
    r"|(?:continuation|rest) of the (?:material|article|story|text)\b",
    re.I,
)
_QUOTE = re.compile(r"[\"“”„«]")


def find_lines(pages: pa.Table, blocks: pa.Table) -> pa.Table:
    """The table `lines`: of each block of a story its hash, with that of the site or source, and what tells its story
    from others: hashes of the story's beginning and of its longest block, other than this."""
    body = blocks.filter(pc.equal(blocks["kind"], "body"))
    article = pc.index_in(body["article_id"], value_set=pages["article_id"].combine_chunks()).to_numpy()
    length = pc.utf8_length(body["text"]).to_numpy()
    hashes = _hashes(body["text"])
    outlets = pc.if_else(pc.equal(pages["site"], ""), pages["source"], pages["site"])
    outlet = _hashes(outlets)[article]
    short = length <= _LONGEST
    days = pages["published_utc"].cast(pa.timestamp("us")).cast(pa.date32(), safe=False)
    columns = [
        body["article_id"],
        body["position"],
        (hashes ^ (outlet * _FACTOR)).view(np.int64),
        pc.not_equal(outlets, "").take(pa.array(article)),
        _other(article, hashes, length < _BEGINNING),
        _other(article, hashes, -length),
        days.take(pa.array(article)),
    ]
    return pa.table(columns, names=SCHEMAS["lines"].names).cast(SCHEMAS["lines"]).filter(pa.array(short))


def find_standing(lines: pa.Table) -> pa.Table:
    """The table `standing_lines`: lines that stand in enough stories, and in how many."""
    line = lines["line"].to_numpy()
    values, times = np.unique(line, return_counts=True)
    often = lines.filter(pa.array(np.isin(line, values[times >= STORIES]))).select(
        ["line", "known", "beginning", "longest", "day"]
    )
    grouped = often.group_by("line").aggregate(
        [("known", "any"), ("beginning", "count_distinct"), ("longest", "count_distinct"), ("day", "min_max")]
    )
    stories = np.minimum(grouped["beginning_count_distinct"].to_numpy(), grouped["longest_count_distinct"].to_numpy())
    first, last = (pc.struct_field(grouped["day_min_max"], side).cast(pa.int32()) for side in ("min", "max"))
    spread = pc.fill_null(pc.subtract(last, first), 0).to_numpy() >= DAYS_ANYWHERE
    stands = np.where(
        grouped["known_any"].to_numpy(), stories >= STORIES, (stories >= STORIES_ANYWHERE) & spread
    ).astype(bool)
    found = pa.table([grouped["line"], stories], names=SCHEMAS["standing_lines"].names).filter(pa.array(stands))
    return found.cast(SCHEMAS["standing_lines"]).sort_by("line")


def drop_standing(pages: pa.Table, blocks: pa.Table, lines: pa.Table, standing: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The tables `pages` and `blocks` without the standing lines that read like furniture: such a block is of the kind
    `standing`, and the page's text, number of words, hash and share kept are those of what is left. Pages that share an
    id stay as they are."""
    found = lines.filter(pc.is_in(lines["line"], value_set=standing["line"].combine_chunks()))
    ids = pages["article_id"].combine_chunks()
    if not len(found) or len(ids.unique()) < len(ids):
        return pages, blocks
    why = {
        (row["article_id"], row["position"]): "repeated-in-site" if row["known"] else "repeated-in-corpus"
        for row in found.select(["article_id", "position", "known"]).to_pylist()
    }
    touched = pc.is_in(blocks["article_id"], value_set=found["article_id"].combine_chunks())
    places = np.flatnonzero(pc.and_(touched, pc.equal(blocks["kind"], "body")))
    rows = blocks.select(["article_id", "position", "text"]).take(pa.array(places)).to_pylist()
    for row, place in zip(rows, places.tolist(), strict=True):
        row |= {"place": place, "why": why.get((row["article_id"], row["position"]))}
    texts = list(dict.fromkeys(row["text"] for row in rows if row["why"]))
    furniture = {text for text, reads in zip(texts, is_furniture(texts), strict=True) if reads}
    gone: list[dict] = []
    stories: list[tuple[str, str, float]] = []
    for article, group in itertools.groupby(rows, key=lambda row: row["article_id"]):
        story = list(group)
        kept = [row["text"] for row in story if not (row["why"] and row["text"] in furniture)]
        share = sum(map(len, kept)) / sum(len(row["text"]) for row in story)
        if len(kept) < len(story) and share >= 1 - MOST_LOST:
            gone += [row for row in story if row["why"] and row["text"] in furniture]
            stories.append((article, "\n\n".join(kept), share))
    if not gone:
        return pages, blocks
    places = np.array([row["place"] for row in gone])
    blocks = _put(blocks, places, {"kind": ["standing"] * len(gone), "why": [row["why"] for row in gone]})
    articles, texts, shares = (list(column) for column in zip(*stories, strict=True))
    at = pc.index_in(pa.array(articles), value_set=ids).to_numpy()
    values = {
        "text": texts,
        "n_words": list(map(count_words, texts)),
        "text_hash": list(map(text_hash, texts)),
        "kept_share": (pages["kept_share"].to_numpy()[at] * np.array(shares)).tolist(),
    }
    return _put(pages, at, values), blocks


def is_furniture(texts: Sequence[str]) -> list[bool]:
    """Whether each text, of which is known that it comes again and again, reads like furniture of a page."""
    page = measure([Block(text) for text in texts])
    return [_reads(text, one, known) for text, one, known in zip(texts, page.traits, page.any_of.tolist(), strict=True)]


def _reads(text: str, one: Traits, known: int) -> bool:
    if one.words < FEW_WORDS:
        return bool(_ADVERTISEMENT.fullmatch(text))
    if one.hint in ("after-head", "comment-head", "copyright") or _BOX.match(text):
        return True
    to_reader = bool(known & YOU) and not _QUOTE.search(text)
    if one.hint == "promo":
        return not one.ends or to_reader or bool(known & WE)
    return to_reader and (one.words < PARAGRAPH if one.ends else one.words >= HEADING)


def _hashes(column: pa.ChunkedArray) -> np.ndarray:
    return pd.util.hash_array(column.to_pandas().to_numpy(dtype=object), categorize=False)


def _other(article: np.ndarray, hashes: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """For each block the hash of that other block of its article which has the lowest rank, the first of such; its own
    where there is no other."""
    order = np.lexsort((rank, article))
    articles, first, times = np.unique(article[order], return_index=True, return_counts=True)
    mine = np.searchsorted(articles, article)
    best, second = order[first][mine], order[first + (times > 1)][mine]
    return hashes[np.where(best == np.arange(len(article)), second, best)].view(np.int64)


def _put(table: pa.Table, rows: np.ndarray, values: Mapping[str, list]) -> pa.Table:
    """The table with other values of some columns in some rows, which ascend."""
    mask = np.zeros(len(table), dtype=bool)
    mask[rows] = True
    for column, new in values.items():
        number, field = table.schema.get_field_index(column), table.schema.field(column)
        old = table[column].combine_chunks()
        table = table.set_column(number, field, pc.replace_with_mask(old, pa.array(mask), pa.array(new, field.type)))
    return table
