"""Token rule `words`: runs of letters, digits and the marks upon them, in any script; lower case.

For very large corpora: no sentences, no abbreviations, nothing but one pass over the bytes. "isn't" is two words. Soft
hyphens and joiners inside a word are dropped. Text without spaces (Chinese, Japanese, Thai) gives whole clauses: the
rule cannot part them (text/scripts.py says how much of a text is such).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np

from helpers.text.blocks import Block, characters
from helpers.text.forms import Forms
from helpers.text.lexicon import PADDING, Lexicon

_LOWER = bytes(ord(chr(c).lower()) if chr(c).isalnum() or c > 127 else 0 for c in range(128)) + bytes(range(128, 256))
_SAME = bytes(c if chr(c).isalnum() or c > 127 else 0 for c in range(128)) + bytes(range(128, 256))
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"


class Words:
    """The words seen so far. `forms`: one form a word, of one token."""

    def __init__(self, *, lower: bool = True) -> None:
        self.lexicon, self.forms = Lexicon(), Forms()
        self._table = _LOWER if lower else _SAME
        self.forms.add([()])

    def read(self, block: Block) -> tuple[np.ndarray, np.ndarray]:
        """The forms of a block's texts in order (int32), and where each text begins among them, and the end."""
        data = np.zeros(block.n_bytes + PADDING, np.uint8)
        kept = block.data[: block.n_bytes].tobytes().translate(self._table)
        data[: block.n_bytes] = np.frombuffer(kept, np.uint8)
        _blank_other_marks(data)
        is_word = data[: block.n_bytes] != 0
        edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
        if len(is_word) and is_word[0]:
            edges = np.concatenate([[0], edges])
        starts, ends = edges[0::2], edges[1::2]
        codes = self.lexicon.codes(data, starts, ends - starts)
        new = self.lexicon.strings[len(self.forms) :]
        if new:
            self.forms.add_single(b"\n".join(new).decode("utf-8").split("\n"))
        firsts = np.zeros(len(block.walls) + 1, np.int64)
        firsts[1:] = np.searchsorted(starts, block.walls)
        return codes, firsts


def _blank_other_marks(data: np.ndarray) -> None:
    """Put zeros over the bytes of characters beyond ASCII that are no letter, digit or mark, and over the walls."""
    first, point, size = characters(data)
    outside = ~_in_words()[np.minimum(point, 0x1FFFFF)]
    first, size = first[outside], size[outside]
    for step in range(4):
        data[first[size > step] + step] = 0


@lru_cache(maxsize=1)
def _in_words() -> np.ndarray:
    """Whether each code point can stand in a word: letters, digits and other numbers, marks, joiners."""
    kinds = np.fromiter((unicodedata.category(chr(point))[0] in "LNM" for point in range(0x20000)), bool)
    everything = np.zeros(0x200000, bool)
    everything[: len(kinds)] = kinds
    everything[0x20000:0x323B0] = True  # ideographs of the supplementary planes
    everything[0xE0100:0xE01F0] = True  # variation selectors
    everything[[ord(mark) for mark in _JOINERS]] = True
    return everything
