"""The signs of a page's blocks as numbers for the model: each block's own, those of its neighbours, where it stands.

Refuses: nothing. What a page does not tell (indents, headings) is zero for all of its blocks.
"""

from __future__ import annotations

import numpy as np

from helpers.corpus.features import STOP, WE, YOU, Page

HINTS = (
    "rule", "widget", "time-ago", "contributed", "comment-head", "after-head", "copyright", "credit", "caption", "cut",
    "promo", "byline", "date", "bio", "address",
)  # fmt: skip
_HINT = {name: number for number, name in enumerate(("", *HINTS))}
#: Distances in blocks are cut off here.
FAR = 60
#: Sums are taken over so many blocks to both sides, and to one side.
_REACHES, _ASIDE = (1, 3, 6, 12, 25), 6
_FLAGGED = np.array([_HINT[name] for name in ("caption", "credit", "cut", "promo", "bio", "date", "byline")])
_AROUND = (-3, -2, -1, 1, 2, 3)
_NEAR = 12
#: Where a block's own sign stands, as a number below `N_HINTS`; how many features are of the block alone, how many are
#: copies of its neighbours'.
HINT, N_HINTS = 7, len(HINTS) + 1
N_OWN, N_COPIES = 41, _NEAR * len(_AROUND)


def matrix(page: Page, run: tuple[int, int]) -> np.ndarray:
    """The features of a page's blocks, shape (features, blocks), float32. `run`: the story by rules alone."""
    n = len(page.n)
    hints = np.fromiter((_HINT[one.hint] for one in page.traits), dtype=np.int64, count=n)
    shared = _shared(page, run)
    own = _own(page, hints, shared)
    padded = np.zeros((_NEAR, n + 6), dtype=np.float32)
    padded[:, 3 : 3 + n] = own[:_NEAR]
    around = [padded[:, 3 + step : 3 + step + n] for step in _AROUND]
    return np.concatenate([own, *around, _sums(page, hints, own), _places(page, run, hints)])


def _own(page: Page, hints: np.ndarray, shared: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Features of each block alone, (features, blocks); its neighbours see the first `_NEAR` of them too."""
    words, blocks, n = page.words, page.blocks, page.n
    length = np.maximum(words.length, 1)
    form = np.array([(block.blanks, block.pieces, block.level, block.indent) for block in blocks]).T
    blanks, pieces, level, indent = form
    marks = [block.marker for block in blocks]
    lists = np.array([mark == "list" for mark in marks])
    headings = np.array([mark == "heading" for mark in marks])
    flags = page.any_of
    return np.array([
        np.log1p(n), page.stop, page.prose, words.ends, page.capitals, lists, headings, hints, np.log1p(blanks),
        np.log1p(page.repeats), shared[0], _indents(page, indent),
        shared[1], page.digits, np.log1p(words.sentences), np.minimum(pieces, 5),
        (words.first >= 97) & (words.first <= 122), words.quotes > 0, words.questions, words.last == 58, words.commas,
        words.bars, page.title, words.uppers / np.maximum(words.letters, 1), words.letters / np.maximum(n, 1), level,
        words.exclaims, (flags & WE) != 0, (flags & YOU) != 0, *(hints == _FLAGGED[:, None]), words.figures / length,
        words.signs, words.slashes, words.letters / length, words.last == 44,
    ], dtype=np.float32)  # fmt: skip


def _shared(page: Page, run: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """What a block's words have in common with the running text elsewhere on the page: the share of its content words
    that stand there as well, and in how many paragraphs on average (log)."""
    first, last = run
    n = len(page.n)
    inside = page.prose.copy()
    inside[:first], inside[last:] = False, False
    block = page.words.block_of
    use = np.flatnonzero((page.words.sizes >= 4) & ((page.known & STOP) == 0)[page.codes] & (page.n > 2)[block])
    pairs = np.sort(page.codes[use] * n + block[use])
    pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    code = pairs // n
    block = pairs - code * n
    there = inside[block]
    known = np.bincount(code[there], minlength=len(page.vocabulary))
    counts = known[code] - there
    total = np.maximum(np.bincount(block, minlength=n), 1)
    return np.bincount(block, counts > 0, n) / total, np.log1p(np.bincount(block, counts, n) / total)


def _indents(page: Page, indent: np.ndarray) -> np.ndarray:
    """How much further in than most running text each block stands, in characters."""
    words = page.n * page.prose
    usual = int(np.bincount(np.minimum(indent, 40), words).argmax()) if words.any() else 0
    return np.clip(indent - usual, -20, 20)


def _sums(page: Page, hints: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Sums over the blocks around each, and over those before and after it."""
    n = len(hints)
    prose = np.where(page.prose, page.n, 0)
    weight = np.sqrt(np.minimum(page.n, 100))
    promo = (hints == _HINT["promo"]) | (hints == _HINT["after-head"])
    rows = np.array([
        prose, page.n, page.n < 6, promo, hints > 0, (hints == _HINT["date"]) | (hints == _HINT["byline"]),
        page.repeats > 1, own[1] * weight, weight, prose * own[10], page.words.ends, hints == _HINT["cut"],
    ], dtype=np.float64)  # fmt: skip
    total = np.zeros((len(rows), n + 1))
    np.cumsum(rows, axis=1, out=total[:, 1:])
    index = np.arange(n)
    parts = [total[:, np.minimum(index + reach + 1, n)] - total[:, np.maximum(index - reach, 0)] for reach in _REACHES]
    aside = total[:5]
    parts.append(aside[:, np.minimum(index + _ASIDE + 1, n)] - aside[:, 1:])
    parts.append(aside[:, :-1] - aside[:, np.maximum(index - _ASIDE, 0)])
    whole = max(1.0, float(total[0, -1]))
    before, after = total[0, :-1], whole - total[0, 1:]
    parts.append(
        np.array([before / whole, np.log1p(before), np.log1p(np.maximum(after, 0)), np.full(n, np.log1p(whole))])
    )
    return np.concatenate(parts).astype(np.float32)


def _places(page: Page, run: tuple[int, int], hints: np.ndarray) -> np.ndarray:
    """Where each block stands: in the page, to the run that rules found, to headings that end stories."""
    n = len(hints)
    first, last = run
    index = np.arange(n)
    top = page.blocks[0].text
    tops = np.array([block.level == 1 or (number > 0 and 15 < len(block.text) <= len(top) and block.text in top)
                     for number, block in enumerate(page.blocks)])  # fmt: skip
    comments = hints == _HINT["comment-head"]
    ending = (hints == _HINT["after-head"]) | comments
    signed = (hints == _HINT["date"]) | (hints == _HINT["byline"])
    marks = np.array([ending, comments, signed, tops, hints == _HINT["copyright"], hints == _HINT["promo"]])
    since = np.minimum(index - np.maximum.accumulate(np.where(marks, index, -FAR), axis=1), FAR)
    turned = marks[:, ::-1]
    until = np.minimum(index - np.maximum.accumulate(np.where(turned, index, -FAR), axis=1), FAR)[:, ::-1]
    prose = np.where(page.prose, page.n, 0)
    share = prose[first:last].sum() / max(1, prose.sum())
    return np.concatenate([since, until, np.array([
        index / max(1, n), (index >= first) & (index < last), np.clip(index - first, -FAR, FAR),
        np.clip(last - 1 - index, -FAR, FAR), np.full(n, share), np.full(n, np.log1p(n)),
    ])]).astype(np.float32)  # fmt: skip


#: Of each block its own, its neighbours', sums around it, before and after it, and where it stands.
N_FEATURES = 205
