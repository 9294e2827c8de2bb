"""Places that say where they lie: "Paris, Texas", "Columbus, Ohio", "Lviv, Ukraine", and the dateline.

The pair is the surest evidence there is for a small town's name and for the sense of an ambiguous one. Found from the
container backwards, so that the town needs no evidence of its own. Refuses: pairs that the gazetteer cannot confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from helpers.places.gazetteer import Entry, Gazetteer, load

_BEFORE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.\-]*\s+(?:(?:of|de|la|le|du|del|da|dos|al|el|on|upon|the|and)\s+){0,2}){0,4}[A-ZÀ-Þ][\w'’\-]*\.?$"
)
_WORD = re.compile(r"\S+")
_REACH = 64
#: "KYIV, Ukraine (AP) — ", "NEW YORK (Reuters) - ", "Washington: ", at the start of a story.
_DATELINE = re.compile(
    r"\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{2,40}(?:,\s?(?:[A-ZÀ-Þ][\w.'’]*\s?){1,3})?)\s*"
    r"(?:,\s*[A-Z][a-z]{2,8}\.?\s\d{1,2}\s*)?(?:\([\w /.,]{2,40}\)\s*)?(?:[—–]|--|-\s|\s-)"
)


@dataclass(frozen=True, slots=True)
class Join:
    """A town's span, the containing place and its span, and the town's entries inside it (best first; may be empty)."""

    start: int
    end: int
    inside: tuple[Entry, ...]
    container: Entry
    container_start: int
    container_end: int


@lru_cache(maxsize=1)
def _state_pattern() -> re.Pattern[str]:
    """States and provinces after a comma, as names, newspaper abbreviations and postal codes."""
    gazetteer = load()
    codes = [code for country, code in gazetteer.states if country in ("US", "CA") and len(code) == 2]
    names = sorted({*gazetteer.states.values(), *gazetteer.abbreviations, *codes}, key=lambda n: (-len(n), n))
    return re.compile(r",\s{1,2}(" + "|".join(re.escape(name) for name in names) + r")(?!\w)")


def find_joins(text: str, gazetteer: Gazetteer, containers: list[tuple[int, int, Entry]]) -> list[Join]:
    """Every confirmed pair in a text. `containers`: spans known to be countries or divisions, with their entry."""
    found: dict[int, Join] = {}
    spans = [(match.start(1), match.end(1), _state(match[1], gazetteer)) for match in _state_pattern().finditer(text)]
    known = {start for start, _, _ in spans}
    spans += [span for span in containers if span[0] not in known and text[max(0, span[0] - 2) : span[0]] == ", "]
    for start, end, container in sorted(spans, key=lambda span: -span[0]):
        if container is None:
            continue
        for join in _town_before(text, start, end, container, gazetteer):
            found.setdefault(join.start, join)
    return sorted(found.values(), key=lambda join: join.start)


def is_inside(entry: Entry, container: Entry) -> bool:
    """Whether a place lies in a country or in a first-level division."""
    if entry.place_id == container.place_id or entry.country != container.country:
        return False
    if container.kind == "country":
        return entry.kind != "country"
    return container.kind == "admin1" and entry.kind != "country" and entry.admin1 == container.admin1


def dateline_end(text: str, dateline: str | None) -> int:
    """Where the dateline at the head of a text ends; 0 if there is none."""
    if dateline and text.startswith(dateline):
        return len(dateline)
    match = _DATELINE.match(text[:160])
    return match.end("place") if match else 0


def _state(name: str, gazetteer: Gazetteer) -> Entry | None:
    for country in ("US", "CA"):
        if entry := gazetteer.state(name, country):
            return entry
    return next((entry for entry in gazetteer.lookup(name) if entry.kind == "admin1"), None)


def _town_before(text: str, start: int, end: int, container: Entry, gazetteer: Gazetteer) -> Iterator[Join]:
    """The longest name before the comma that lies in the container; one without an entry if no part of it does."""
    comma = text.rfind(",", 0, start)
    head = text[max(0, comma - _REACH) : comma]
    match = _BEFORE.search(head) if "\n" not in head[-3:] else None
    if match is None:
        return
    words = [(comma - len(head) + match.start() + word.start(), word.group()) for word in _WORD.finditer(match.group())]
    for number, (first, word) in enumerate(words):
        if not word[0].isupper():
            continue
        inside = tuple(entry for entry in gazetteer.lookup(text[first:comma]) if is_inside(entry, container))
        if inside:
            yield Join(first, comma, inside, container, start, end)
            return
        if number == len(words) - 1 or len(words) - number > 6:
            break
    first = words[0][0]
    if container.kind == "admin1" and len(words) <= 3:
        yield Join(first, comma, (), container, start, end)
