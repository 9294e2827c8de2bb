"""What it takes to see whether two pages tell one story, without their texts: keys, sketches and hashed word triples.

A text is the set of its runs of three words (shingles), each hashed to 32 bits. Sketches are MinHash values (R-MinHash
of the library `rensa`: Fast Similarity Sketching, Dahlgaard, Knudsen, Thorup 2017) of the whole text and of its
beginning, folded band by band, so that two texts with much in common agree in a band. Nothing depends on other pages,
on the order of files, or on the machine.
Refuses: more than a bounded row. Of a text with more than 512 shingles an even sample of some 256 to 512 is kept.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
from rensa import RMinHash

from helpers.schema import SCHEMAS

SHINGLE = 3
#: At most so many shingles of a text are kept; from twice as many words on, every second, fourth, ... hash.
MAX_SHINGLES = 512
#: Shingles that are the beginning of a text.
LEAD = 32
MAX_NUMBERS = 64
#: MinHash values a band, bands: of the whole text, of its beginning.
ROWS, BANDS = 3, 32
LEAD_ROWS, LEAD_BANDS = 2, 12
ALL_BANDS = BANDS + LEAD_BANDS
SEED = 1

_WORD = re.compile(r"\w+")
#: What often stands before and behind a word.
_EDGES = ".,;:!?()\"'“”‘’"
_NOT_WORD = re.compile(r"[\W_]+")
#: What agencies put before a headline that they send again.
_SENT_AGAIN = re.compile(
    r"^\s*(?:(?:(?:update|wrapup|refile|rpt|repeat|corrected|correction|recasts?|writethru|lead|exclusive|breaking)"
    r"(?: ?\(?\d{1,2}\)?)? ?[-:|–—] ?)|(?:(?:update|wrapup|lead) ?\d{1,2} ))+(?=\S)",
    re.I,
)
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_A, _B, _C = (np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_HALF = np.uint64(32)


def make_signatures(pages: pa.Table) -> pa.Table:
    """The table `signatures` of a partition of `pages` (article_id, source, site, url, title, published_utc,
    updated_utc, text, n_words, text_hash), a row a page, in their order."""
    words, starts = _hashed_words(pages["text"].to_pylist())
    shingles, shingle_starts = _shingles(words >> np.uint64(1), starts)
    numbers, number_starts = _numbers(words, starts)
    numbers, number_starts = _firsts(numbers, number_starts, MAX_NUMBERS)
    leads, lead_starts = _firsts(shingles, shingle_starts, LEAD)
    n_shingles, kept = _samples(_low(shingles), shingle_starts)
    titles = [headline(title) for title in pages["title"].to_pylist()]
    columns = {
        "article_id": pages["article_id"],
        "text_hash": pages["text_hash"],
        "url_key": _keys([address(url) for url in pages["url"].to_pylist()]),
        "title_key": _keys([_of_outlet(*row) for row in zip(titles, *_lists(pages, "site", "source"))]),
        "headline_key": _keys(titles),
        "published_utc": pages["published_utc"],
        "updated_utc": pages["updated_utc"],
        "n_words": pages["n_words"],
        "n_shingles": n_shingles,
        "bands": _bands(shingles, shingle_starts, leads, lead_starts),
        "lead": _packed(_low(leads), lead_starts),
        "shingles": kept,
        "numbers": _packed(*_sorted_sets(numbers, number_starts)),
    }
    return pa.table(columns, schema=SCHEMAS["signatures"])


def headline(title: str | None) -> str:
    """A headline as it is compared: words in lower case, without "UPDATE 2-" and the like. May be empty."""
    return _NOT_WORD.sub(" ", _SENT_AGAIN.sub("", (title or "")[:400]).casefold()).strip()


def address(url: str | None) -> str:
    """An address as it is compared: without query and fragment. Empty for none and for a site's front page."""
    plain = (url or "").split("#")[0].split("?")[0].rstrip("/").casefold().strip()
    path = plain.partition("://")[2] or plain
    return path.removeprefix("www.") if "/" in path or "://" not in plain else ""


def _of_outlet(title: str, site: str | None, source: str | None) -> str:
    """A headline with the outlet that printed it; empty without one of them."""
    outlet = (site or source or "").casefold().strip()
    return f"{outlet}\n{title}" if outlet and title else ""


def _lists(table: pa.Table, *names: str) -> list[list]:
    return [table[name].to_pylist() for name in names]


def _hash(texts: np.ndarray | list[str]) -> np.ndarray:
    """64 bits a text: SipHash with a fixed key, the same everywhere."""
    return pd.util.hash_array(np.asarray(texts, dtype=object), categorize=False)


def _sound(text: str) -> str:
    """A text that can be encoded: lone surrogates become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _keys(texts: list[str]) -> np.ndarray:
    """A number a text; 0 for an empty one."""
    found = _hash([_sound(text) for text in texts]) | np.uint64(1)
    return np.where([bool(text) for text in texts], found, np.uint64(0)).astype(np.uint64).view(np.int64)


def _hashed_words(texts: list[str | None]) -> tuple[np.ndarray, np.ndarray]:
    """The words of all texts in order, hashed to 64 bits (the lowest bit says whether a number), and where each text
    begins among them (one more entry than texts). Each distinct chunk between blanks is cut into words once."""
    cut = [(text or "").casefold().split() for text in texts]
    codes, distinct = pd.factorize(np.array([chunk for chunks in cut for chunk in chunks], dtype=object))
    bare = [chunk.strip(_EDGES) for chunk in distinct]
    parts = [(chunk,) if chunk.isalnum() else _WORD.findall(chunk) for chunk in bare]
    words = [_sound(word) for part in parts for word in part]
    number = np.array([word[0].isdigit() or word in _NUMBER_WORDS for word in words], dtype=np.uint64)
    hashed = (_hash(words) & ~np.uint64(1)) | number if words else np.zeros(0, np.uint64)
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    places, ends = runs(_begins(sizes)[codes], sizes[codes]), np.append(0, np.cumsum(sizes[codes]))
    chunk_starts = np.append(0, np.cumsum([len(chunks) for chunks in cut])).astype(np.int64)
    return hashed[places], ends[chunk_starts]


def _begins(sizes: np.ndarray) -> np.ndarray:
    """Where runs of some sizes begin that lie one after the other."""
    return np.cumsum(sizes) - sizes


def runs(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The numbers of several runs, one after the other: `[start, start + 1, ...]`, each of its size."""
    return np.arange(int(sizes.sum())) + np.repeat(starts - _begins(sizes), sizes)


def _mix(*parts: np.ndarray) -> np.ndarray:
    """One 64-bit hash of numbers in their order."""
    found = np.zeros_like(parts[0])
    for part in parts:
        found = (found ^ part) * _A
        found ^= found >> np.uint64(29)
        found = found * _B + _C
        found ^= found >> _HALF
    return found


def _shingles(words: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The shingles of all texts in order, repeated ones too, and where each text begins."""
    lengths = np.diff(starts)
    counts = np.maximum(lengths - SHINGLE + 1, 0)
    if len(words) < SHINGLE:
        return np.zeros(0, np.uint64), np.zeros(len(starts), np.int64)
    mixed = _mix(*(words[shift : len(words) - SHINGLE + 1 + shift] for shift in range(SHINGLE)))
    text = np.repeat(np.arange(len(lengths)), lengths)
    within = text[: len(mixed)] == text[SHINGLE - 1 :]
    return mixed[within], np.concatenate([[0], np.cumsum(counts)])


def _numbers(words: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of all texts in order ("6-3/16", "1,000" and "two" are one each), 32 bits each, and where each text
    begins. Only the first three words of a number tell."""
    lengths = np.diff(starts)
    text = np.repeat(np.arange(len(lengths)), lengths)
    number = (words & np.uint64(1)).astype(bool)
    first = number.copy()
    first[1:] &= ~(number[:-1] & (text[1:] == text[:-1]))
    at = np.flatnonzero(first)
    whole = words[at]
    goes_on = np.ones(len(at), bool)
    for shift in (1, 2):
        there = np.minimum(at + shift, len(words) - 1)
        goes_on &= (at + shift < len(words)) & number[there] & (text[there] == text[at])
        whole = np.where(goes_on, _mix(whole, words[there]), whole)
    counts = np.bincount(text[at], minlength=len(lengths)) if len(at) else np.zeros(len(lengths), np.int64)
    return _low(_mix(whole)) if len(at) else np.zeros(0, np.uint32), np.concatenate([[0], np.cumsum(counts)])


def _low(hashes: np.ndarray) -> np.ndarray:
    return (hashes >> _HALF).astype(np.uint32)


def _firsts(values: np.ndarray, starts: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The first values of each text, and where each text begins."""
    sizes = np.minimum(np.diff(starts), most)
    return values[runs(starts[:-1], sizes)], np.append(0, np.cumsum(sizes))


def _sorted_sets(values: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different values (32 bits) of each text in order of size, and where each text begins."""
    text = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
    ordered = np.sort((text << _HALF) | values)
    ordered = ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered
    bounds = np.searchsorted(ordered, np.arange(len(starts), dtype=np.uint64) << _HALF)
    return (ordered & np.uint64(0xFFFFFFFF)).astype(np.uint32), bounds


def _packed(values: np.ndarray, starts: np.ndarray) -> pa.Array:
    """Runs of 32-bit numbers as a column of bytes."""
    data = pa.py_buffer(np.ascontiguousarray(values, dtype="<u4"))
    large = pa.Array.from_buffers(
        pa.large_binary(), len(starts) - 1, [None, pa.py_buffer((4 * starts).astype(np.int64)), data]
    )
    return large.cast(pa.binary())


def _samples(shingles: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, pa.Array]:
    """How many different shingles each text has, and of them the sorted sample that is kept."""
    values, bounds = _sorted_sets(shingles, starts)
    counts = np.diff(bounds).astype(np.int32)
    sampled = values <= np.repeat(limit(counts), counts)
    return counts, _packed(values[sampled], np.append(0, np.cumsum(sampled))[bounds])


def limit(n_shingles: np.ndarray) -> np.ndarray:
    """The largest hash kept of texts with so many different shingles."""
    halvings = np.frexp(np.maximum(-(-n_shingles // MAX_SHINGLES) - 1, 0))[1]
    return (np.uint64(0xFFFFFFFF) >> halvings.astype(np.uint64)).astype(np.uint32)


def _bands(shingles: np.ndarray, starts: np.ndarray, leads: np.ndarray, lead_starts: np.ndarray) -> pa.Array:
    """The folded sketches of each text, 4 bytes a band; empty for a text without shingles."""
    rows = np.hstack([_sketch(shingles, starts, BANDS, ROWS), _sketch(leads, lead_starts, LEAD_BANDS, LEAD_ROWS)])
    filled = np.diff(starts) > 0
    return _packed(rows[filled].ravel(), np.append(0, np.cumsum(filled)) * ALL_BANDS)


def _sketch(shingles: np.ndarray, starts: np.ndarray, bands: int, rows: int) -> np.ndarray:
    """MinHash of each text, folded into `bands` numbers of 32 bits, each of `rows` values."""
    made = RMinHash.digest_matrix_from_flat_token_hashes(shingles, starts.astype(np.uint64), bands * rows, SEED)
    values = np.array(made.to_rows(), dtype=np.uint64).reshape(len(starts) - 1, bands, rows)
    return _low(_mix(*(values[:, :, row] for row in range(rows))))
