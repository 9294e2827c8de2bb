"""The signs of a page's blocks as numbers for the model: each block's own, those of its neighbours, where it stands.

Refuses: nothing. What a page does not tell (indents, headings) is zero for all of its blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from helpers.corpus.blocks import Block
from helpers.corpus.features import Traits
from helpers.corpus.signs import ENGLISH, FOREIGN

HINTS = (
    "rule", "widget", "time-ago", "contributed", "comment-head", "after-head", "copyright", "credit", "caption", "cut",
    "promo", "byline", "date", "bio", "address",
)  # fmt: skip
#: Distances in blocks are cut off here.
FAR = 60
#: Of a block's own features: these are counts, and enter as log(1 + count).
_LOGS = [0, 8, 10, 11]
_WE, _YOU = frozenset(("we", "our", "us", "i", "my")), frozenset(("you", "your", "you're", "you’re"))
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_STOP = ENGLISH | FOREIGN
_FLAGGED = ("caption", "credit", "cut", "promo", "bio", "date", "byline")
_HINT_FLAGS = {
    hint: (float(number), *(float(hint == name) for name in _FLAGGED)) for number, hint in enumerate(("", *HINTS))
}
_AROUND = (-3, -2, -1, 1, 2, 3)


def matrix(blocks: Sequence[Block], traits: Sequence[Traits], run: tuple[int, int]) -> np.ndarray:
    """The features of a page's blocks, shape (blocks, N_FEATURES), float32. `run`: the story by rules alone."""
    n = len(blocks)
    shared = _shared(blocks, traits, run)
    rows = [_own(block, one) for block, one in zip(blocks, traits, strict=True)]
    own = np.array(rows, dtype=np.float32).reshape(n, _N_OWN)
    own[:, _LOGS] = np.log1p(own[:, _LOGS])
    indent = _indents(blocks, own)
    near = np.hstack([own[:, :_N_NEAR], shared[:, :1], indent])
    padded = np.zeros((n + 6, near.shape[1]), dtype=np.float32)
    padded[3 : 3 + n] = near
    around = [padded[3 + step : 3 + step + n] for step in _AROUND]
    return np.hstack([own, shared, indent, *around, _places(blocks, traits, run, shared)])


def _own(block: Block, one: Traits) -> tuple[float, ...]:
    text = block.text
    words = frozenset(text[:400].lower().split())
    return (
        one.words, one.stop, one.prose, one.ends, one.capitals, block.marker == "list", one.hint != "",
        block.marker == "heading", block.blanks,
        one.digits, one.sentences, one.repeats, min(block.pieces, 5),
        text[0].islower(), "“" in text or '"' in text, "?" in text, text[-1] == ":", "," in text, "|" in text,
        one.title, text.isupper(), len(text) / max(1, one.words), block.level, "!" in text,
        not words.isdisjoint(_WE), not words.isdisjoint(_YOU), *_HINT_FLAGS[one.hint],
    )  # fmt: skip


def _shared(blocks: Sequence[Block], traits: Sequence[Traits], run: tuple[int, int]) -> np.ndarray:
    """What a block's words have in common with the running text elsewhere on the page, (blocks, 2): the share of its
    content words that stand there as well, and in how many paragraphs on average (log)."""
    first, last = run
    sets = [
        frozenset(word for word in _CONTENT.findall(block.text[:1500].lower()) if word not in _STOP)
        if one.words > 2 else frozenset()
        for block, one in zip(blocks, traits, strict=True)
    ]  # fmt: skip
    inside = [one.prose and first <= number < last for number, one in enumerate(traits)]
    known = Counter(word for words, prose in zip(sets, inside, strict=True) if prose for word in words)
    out = np.zeros((len(blocks), 2), dtype=np.float32)
    for number, (words, prose) in enumerate(zip(sets, inside, strict=True)):
        if words:
            counts = [known[word] - prose for word in words if word in known]
            out[number] = sum(count > 0 for count in counts) / len(words), np.log1p(sum(counts) / len(words))
    return out


def _indents(blocks: Sequence[Block], own: np.ndarray) -> np.ndarray:
    """How much further in than most running text each block stands, in characters, (blocks, 1)."""
    indent = np.array([block.indent for block in blocks], dtype=np.int64)
    words = np.expm1(own[:, 0]) * own[:, 2]
    usual = int(np.bincount(np.minimum(indent, 40), words).argmax()) if words.any() else 0
    return np.clip(indent - usual, -20, 20).astype(np.float32)[:, None]


def _places(
    blocks: Sequence[Block], traits: Sequence[Traits], run: tuple[int, int], shared: np.ndarray
) -> np.ndarray:
    """Where each block stands: in the page, to the run that rules found, to headings that end stories, among prose."""
    n = len(traits)
    first, last = run
    index = np.arange(n, dtype=np.float32)
    prose = np.array([one.words if one.prose else 0 for one in traits], dtype=np.float32)
    words = np.array([one.words for one in traits], dtype=np.float32)
    listed = np.array([one.words < 6 for one in traits], dtype=np.float32)
    before = np.concatenate([[0.0], np.cumsum(prose)])
    total = max(1.0, float(before[-1]))
    heads = _since(index, [n for n, one in enumerate(traits) if one.hint in ("after-head", "comment-head")])
    comments = _since(index, [n for n, one in enumerate(traits) if one.hint == "comment-head"])
    times = _since(index, [n for n, one in enumerate(traits) if one.hint in ("date", "byline")])
    page = blocks[0].text if blocks else ""
    tops = _since(index, [n for n, block in enumerate(blocks) if block.level == 1 or (
        n and len(block.text) > 15 and block.text in page)])
    inside = (index >= first) & (index < last)
    run_prose = float(prose[first:last].sum())
    return np.stack(
        [
            index / max(1, n), inside.astype(np.float32), np.clip(index - first, -FAR, FAR),
            np.clip(last - 1 - index, -FAR, FAR), before[:-1] / total, np.full(n, np.log1p(total)),
            np.full(n, run_prose / total), np.full(n, np.log1p(n)), heads, comments, times, tops,
            _window(prose * shared[:, 0], 2), _window(prose, 25), _window(listed, 1), _window(listed, 10),
            _window(prose, 3), _window(prose, 10), _window(listed, 4), _window(words, 5), np.log1p(before[:-1]),
            np.log1p(total - before[1:]),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def _since(index: np.ndarray, marks: list[int]) -> np.ndarray:
    """Blocks since the last mark at or before each block, at most FAR."""
    if not marks:
        return np.full(len(index), float(FAR), dtype=np.float32)
    at = np.searchsorted(np.array(marks), index, side="right") - 1
    since = index - np.array(marks, dtype=np.float32)[np.maximum(at, 0)]
    return np.where(at < 0, FAR, np.minimum(since, FAR)).astype(np.float32)


def _window(values: np.ndarray, reach: int) -> np.ndarray:
    """Sum of values over each block and `reach` blocks to both sides."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    return total[np.minimum(index + reach + 1, len(values))] - total[np.maximum(index - reach, 0)]


_N_OWN, _N_NEAR, _N_PLACES = 34, 9, 22
N_FEATURES = _N_OWN + 3 + (_N_NEAR + 2) * len(_AROUND) + _N_PLACES
