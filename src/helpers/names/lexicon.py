"""The word lists that names are found with, read once: titles, heads of organisations and places, first names.

Lists stand in data/reference/names.* (sources and licences in names.README.md). Ordinary words come from the English
model of Punkt, which notes which words it saw in lower case. Keys are lower case, accents as they are.
"""

from __future__ import annotations

import csv
from functools import lru_cache

from helpers.errors import StoreError
from helpers.paths import REFERENCE
from helpers.text.sentences import punkt

_LOWER_CASE_SEEN = 16 | 32 | 64  # Punkt's flags: seen in lower case at the start, in the middle, anywhere


class Lexicon(dict[str, frozenset[str]]):
    """Word lists by name; and weights of prepositions, first names, surnames and ordinary words. A dictionary itself,
    because it is asked millions of times."""

    __slots__ = ("and_names", "common", "first_names", "prepositions", "surname_endings", "surnames")

    prepositions: dict[str, float]
    and_names: tuple[str, ...]
    surname_endings: tuple[str, ...]
    first_names: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]


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
    prepositions, and_names, endings = (sections.pop(name) for name in ("prepositions", "and-names", "surname-endings"))
    found = Lexicon({name: frozenset(" ".join(lines).split()) for name, lines in sections.items()})
    found.prepositions = {word: float(weight) for word, weight in map(str.split, prepositions)}
    found.and_names = tuple(and_names)
    found.surname_endings = tuple(sorted(set(" ".join(endings).split())))
    found.first_names, found.surnames = first_names, surnames
    seen = punkt()._params.ortho_context
    lower = {word for word, flags in seen.items() if flags & _LOWER_CASE_SEEN and word.isalpha()}
    found.common = frozenset(lower | found["common"] | found["function"])
    return found
