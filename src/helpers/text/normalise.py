"""Plain spelling, as terms are counted in: straight quotes, blanks for the spaces of other scripts, no soft hyphens.

The length of a text may change; `plain_offsets` leads back.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

_STRAIGHT = {
    "'": "\u2019\u2018\u02bc",
    '"': "\u201c\u201d",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\u0085\u2028\u2029",
}
_DROPPED = "\u00ad\u200b\u2060\ufeff"
_PLAIN: dict[int, str | None] = {ord(old): new for new, olds in _STRAIGHT.items() for old in olds}
_PLAIN |= dict.fromkeys(map(ord, _DROPPED))
_DROPS = re.compile(f"[{_DROPPED}]")

#: In `plain_bytes`: the character goes.
GOES = 0x80


def plain(text: str) -> str:
    """A text in plain spelling."""
    return text if text.isascii() else text.translate(_PLAIN)


def plain_offsets(text: str) -> list[int] | None:
    """Where each character of `plain(text)` stands in the text; None where all stand where they stood."""
    if _DROPS.search(text) is None:
        return None
    return [at for at, character in enumerate(text) if character not in _DROPPED]


@lru_cache(maxsize=1)
def plain_bytes() -> np.ndarray:
    """For each code point up to U+FFFF the byte that replaces it, GOES where it goes, 0 where it stays."""
    table = np.zeros(0x10000, np.uint8)
    for point, new in _PLAIN.items():
        table[point] = ord(new) if new else GOES
    return table
