"""The word lists that names are found with, read once: titles, heads of organisations and places, first names.

Lists stand in data/reference/names.* (sources and licences in names.README.md). Ordinary words come from the English
model of Punkt, which notes which words it saw in lower case. Keys are lower case, accents as they are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from helpers.errors import StoreError
from helpers.paths import REFERENCE
from helpers.text.sentences import punkt

_LOWER_CASE_SEEN = 16 | 32 | 64  # Punkt's flags: seen in lower case at the start, in the middle, anywhere


@dataclass(frozen=True)
class Lexicon:
    """Word lists by name (`words`), weights of prepositions, first names, surnames and ordinary words."""

    words: dict[str, frozenset[str]]
    prepositions: dict[str, float]
    and_names: tuple[str, ...]
    surname_endings: tuple[str, ...]
    first_names: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]


def _sections(text: str) -> dict[str, list[str]]:
    """Lines of each "[list]" of the word file; lines that begin with "# " are comments."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            lines = found.setdefault(line.strip()[1:-1], [])
        elif line.strip() and not line.startswith("# "):
            lines.append(line.strip())
    return found


def _column(name: str) -> frozenset[str]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"].lower() for row in csv.DictReader(file))


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon, read from data/reference."""
    try:
        sections = _sections((REFERENCE / "names.words.txt").read_text(encoding="utf-8"))
        first_names, surnames = _column("names.first.csv"), _column("names.surnames.csv")
    except OSError as error:
        raise StoreError("word lists cannot be read", where=str(error.filename), do="Restore it.") from error
    prepositions = {word: float(weight) for word, weight in (line.split() for line in sections.pop("prepositions"))}
    and_names = tuple(sections.pop("and-names"))
    endings = tuple(sorted({word for line in sections.pop("surname-endings") for word in line.split()}))
    words = {name: frozenset(word for line in lines for word in line.split()) for name, lines in sections.items()}
    seen = punkt()._params.ortho_context
    lower = {word for word, flags in seen.items() if flags & _LOWER_CASE_SEEN and word.isalpha()}
    return Lexicon(
        words=words, prepositions=prepositions, and_names=and_names, surname_endings=endings,
        first_names=first_names, surnames=surnames,
        common=frozenset(lower | words["common"] | words["function"]),
    )
