"""How much of a text is in a script that puts no spaces between words: no token rule here can part those words.

Chinese, Japanese, Thai, Lao, Khmer, Burmese. A report that counts such text by spaces must say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTER = re.compile(r"[^\W\d_]")
#: A letter of such a script, as a pattern for Python and for DuckDB.
SPACELESS = (
    "[\u0e01-\u0e46\u0e81-\u0ec6\u1000-\u109f\u1780-\u17d3\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af]"
)
_SPACELESS = re.compile(rf"(?=[^\W\d_]){SPACELESS}")


def spaceless_share(text: str) -> float:
    """The share of a text's letters that belong to scripts without spaces between words, 0 to 1."""
    if text.isascii():
        return 0.0
    letters = len(_LETTER.findall(text))
    return len(_SPACELESS.findall(text)) / letters if letters else 0.0


def count_spaceless(texts: Iterable[str], *, share: float = 0.2) -> int:
    """How many texts are written without spaces to a share of their letters or more: their words are not counted."""
    return sum(spaceless_share(text) >= share for text in texts)
