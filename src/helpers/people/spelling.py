"""Names as keys: without accents and case, and with the spellings that transliteration varies made one.

The rules are about how Cyrillic and Arabic names are written in Latin letters; they propose that two spellings may be
one name. Whether two people are one is decided in identity.py, by a second witness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_APART = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "e"}
)
_DROPPED = re.compile(r"[^\w\s-]|_")
#: Words that belong to the surname after them.
PARTICLES = frozenset("von van der den de del della di da dos du la le al el ul bin ibn ben ter ten zu af".split())
#: Of them, those that are given names too: before a surname they are particles only in small letters.
_GIVEN = frozenset("ben al van".split())
# In this order, each on the whole word.
_REWRITES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?:skyy|skyi|skiy|skij|skyj|skii|sky|ski)$", "ski"),
        (r"cki$", "tski"),
        (r"^(?:ye|ie|je)", "e"),
        (r"^(?:yu|iu|ju)", "iu"),
        (r"^(?:ya|ia|ja)", "ia"),
        (r"kh", "h"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"(?<=[bcdfghklmnprstvz])(?:ie|ye)", "e"),
        (r"(?:iy|yi|ij|yy|ii)$", "i"),
        (r"y", "i"),
        (r"ou", "u"),
        (r"w", "v"),
        (r"([a-z])\1", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in lower case, without accents, full stops and apostrophes: "Erdoğan" and "Erdogan" are one."""
    flat = name.lower()
    if not flat.isascii():
        flat = unicodedata.normalize("NFKD", flat.translate(_APART))
        flat = "".join(char for char in flat if not unicodedata.combining(char))
    return " ".join(_DROPPED.sub("", flat).split())


def is_surname(words: Sequence[str]) -> bool:
    """Whether the words of a name are a surname alone, or one with its particles: "Putin", "von der Leyen"; "ben Ali",
    but not "Ben Wallace"."""
    return all(fold(word) in PARTICLES and not (word[0].isupper() and fold(word) in _GIVEN) for word in words[:-1])


@lru_cache(maxsize=65536)
def spelling_key(word: str) -> str:
    """One word of a name, folded, with variable spellings made one: "Zelenskyy", "Zelensky" and "Zelenskiy"."""
    key = fold(word)
    for pattern, to in _REWRITES:
        key = pattern.sub(to, key)
    return key
