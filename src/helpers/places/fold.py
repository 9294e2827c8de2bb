"""Names made comparable: case, accents, apostrophes, hyphens, a leading "the" and the possessive do not count.

Used by the script that builds the gazetteer and by the one who asks it, so that both fold alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ə": "a",
        "Ə": "A",
    }
)
_DROPPED = str.maketrans("", "", "'’‘`´ʹʺʻʼ.")
_BREAKS = re.compile(r"[^\w]+|_+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "mts": "mountains", "pen": "peninsula"}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: "the Côte d'Ivoire's" -> "cote divoire", "St. Louis" = "Saint Louis" -> "st louis"."""
    if not (name.isascii() and name.replace(" ", "").isalpha()):  # plain words need none of this
        name = _POSSESSIVE.sub("", name.strip())
        if not name.isascii():
            name = name.translate(_SPECIAL)
            name = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
        name = _BREAKS.sub(" ", name.translate(_DROPPED))
    words = name.lower().split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words = [_WORDS.get(word, word) for word in words]
    return " ".join(words)
