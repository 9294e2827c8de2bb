"""The stop list: words too common to be keywords. Shipped in data/reference/stopwords.en.txt; an analyst may add words.

Refuses: an analyst's list that cannot be read as text.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from helpers.errors import ParameterError
from helpers.paths import REFERENCE, from_root


def stop_words(extra: str = "") -> frozenset[str]:
    """The shipped English stop words and those of the analyst's file `extra`, case-folded."""
    return _shipped() | (_read(Path(from_root(extra))) if extra.strip() else frozenset())


@lru_cache(maxsize=1)
def _shipped() -> frozenset[str]:
    return _read(REFERENCE / "stopwords.en.txt")


def _read(path: Path) -> frozenset[str]:
    """The words of a list: one or more a line, parted by white space; blank lines and what follows a # are skipped."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(
            "cannot read the list of stop words", where=str(path), do="Give a text file (UTF-8), words line by line."
        ) from error
    return frozenset(word.casefold() for line in lines for word in line.partition("#")[0].split())
