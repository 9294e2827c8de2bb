"""Which spans of a text are mentions of places, before it is asked which place: names, joins, embedded, demonyms.

A name of kind place is a mention as it stands or with its edges trimmed ("Baghdad-based", "Dublin City"). A town proved
by "Town, State" is accepted wherever it stands in the article. Refuses: parts of a person's name; the last name of a
person of the article, unless a pair proves it; short or weak names inside organisations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from helpers.names import lexicon
from helpers.places.fold import fold
from helpers.places.gazetteer import Entry, Gazetteer
from helpers.places.joins import Join, dateline_end, find_joins
from helpers.places.plurals import find_shared

EMBEDDED_STRENGTH = 0.5
CIVIC_STRENGTH = 0.15  # the same before the name of an office that every town has
CONTAINER_STRENGTH = 0.8
SURE_STRENGTH = 0.9  # a whole name as surely a place as this is one, whatever kind it was given
#: What stands behind the town or county in the names of its police, courts, councils and boards.
_CIVIC = re.compile(
    r"(?: (?:City|Town|Village|Township|Borough|County|District|Municipal|Regional|Metropolitan|Volunteer|Superior"
    r"|Circuit|Crown|Magistrates[’']?|Probate|Juvenile|Family|Fiscal|General|Sessions|Common|Pleas|Planning|Zoning|School))*"
    r" (?:Police(?: Department| Dept\.?)?|Fire Department|Fire Dept\.?|Fire Rescue|Sheriff[’']s (?:Office|Department)"
    r"|Courts?|Council|Commission|Commissioners|Board|District|Schools|Town Hall|City Hall|Hall"
    r"|Board of (?:Education|Finance|Selectmen|Supervisors|Trustees|Aldermen|Commissioners|Health))"
)
_TOKEN = re.compile(r"[^\s\-–—/(),\"“”]+")
_SAINTS = frozenset({"st", "st.", "saint", "san", "santa", "ste."})
_TRIM = "'’.,;:"
_LEADING = frozenset(
    "north northern south southern east eastern west western central northeast northeastern northwest northwestern"
    " southeast southeastern southwest southwestern upper lower downtown greater mainland rural metropolitan"
    " inner outer coastal the far upstate suburban".split()
)
_TRAILING = frozenset(
    "city town county province state region district prefecture oblast governorate area valley airport international"
    " village borough township municipality metro".split()
)
_CAPITAL_DISTRICT = "District of Columbia"
_FIRST = frozenset("State Province Region Oblast Governorate Prefecture".split())
_SECOND = frozenset("County District Municipality".split())
STREETS = frozenset("street st road rd avenue ave drive lane boulevard blvd highway parkway court".split())


class Name(NamedTuple):
    """One row of the table `names`."""

    start: int
    end: int
    kind: str
    score: float
    why: str


class Mention(NamedTuple):
    """A span that names a place. `inside`: the only places it can be, where its words say so; `full`: the name to look
    up, where that is not the one written."""

    start: int
    end: int
    surface: str
    key: str
    role: str
    why: str
    trust: float
    inside: tuple[Entry, ...] = ()
    full: str = ""


def gather(text: str, names: Sequence[Name], dateline: str | None, gazetteer: Gazetteer) -> list[Mention]:
    """All mentions of a text in order, none overlapping another."""
    head = dateline_end(text, dateline)
    names = _with_possessives(text, names, gazetteer)
    containers = _containers(text, names, gazetteer)
    joins = find_joins(text, gazetteer, containers)
    taken = _of_lists(text, gazetteer)
    for join in joins:
        taken += _of_join(text, join, names)
    proved = frozenset(fold(text[join.start : join.end]) for join in joins if join.inside)
    people = last_names(text, names)
    for name in names:
        if proved or name.kind != "person":
            taken += _of_name(text, name, gazetteer, proved, people)
    if head:
        taken += _of_dateline(text, head, gazetteer)
    if gazetteer.own.pattern:
        taken += _of_own(text, gazetteer)
    found = _without_overlaps(taken)
    return [_with_role(mention, head) for mention in found] if head else found


def _with_possessives(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> Sequence[Name]:
    """The names, two that a possessive parts being one where the gazetteer has it: "People's Republic of China"."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        parted = last is not None and text[last.end : name.start] in ("'s ", "’s ")
        if parted and gazetteer.strength(text[last.start : name.end]) >= EMBEDDED_STRENGTH:
            joined[-1] = Name(last.start, name.end, "place", 0.9, "possessive-inside")
        else:
            joined.append(name)
    return joined


def _containers(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> list[tuple[int, int, Entry]]:
    """Names after a comma whose first sense is a country or a first-level division."""
    out = []
    for name in names:
        if text[max(0, name.start - 2) : name.start] == ", ":
            surface = text[name.start : name.end]
            entry = gazetteer.first(surface)
            if entry and entry.kind in ("country", "admin1") and gazetteer.strength(surface) >= CONTAINER_STRENGTH:
                out.append((name.start, name.end, entry))
    return out


def _of_join(text: str, join: Join, names: Sequence[Name]) -> list[Mention]:
    """The town of a pair, and its container; a town that the gazetteer does not know only if it reads as a place."""
    container = Mention(
        join.container_start,
        join.container_end,
        text[join.container_start : join.container_end],
        fold(join.container.name),
        "literal",
        "container-of-pair",
        0.98,
        (join.container,),
    )
    if join.inside:
        if join.container.name == _CAPITAL_DISTRICT:  # "Washington, D.C." is one place
            surface, town = text[join.start : join.container_end], fold(text[join.start : join.end])
            return [Mention(join.start, join.container_end, surface, town, "literal", "pair", 0.97, join.inside)]
        surface = text[join.start : join.end]
        return [Mention(join.start, join.end, surface, fold(surface), "literal", "pair", 0.97, join.inside), container]
    whole = [name for name in names if name.start == join.start and name.end == join.end and name.kind == "place"]
    return [container] if whole or not _in_person(join.container_start, names) else []


def _of_lists(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The divisions of lists that share a noun ("Jackson and Barrow counties")."""
    return [
        Mention(start, end, surface, fold(full or surface), "literal", "shared-noun", 0.9, inside, full)
        for start, end, full, inside in find_shared(text, gazetteer)
        for surface in (text[start:end],)
    ]


def _in_person(position: int, names: Sequence[Name]) -> bool:
    return any(name.kind == "person" and name.start < position < name.end for name in names)


def last_names(text: str, names: Sequence[Name]) -> set[str]:
    """Folded last words of the people named in full in the article."""
    out = set()
    for name in names:
        if name.kind == "person":
            words = text[name.start : name.end].split()
            if len(words) > 1:
                out.add(fold(words[-1]))
    return out


def _of_name(text: str, name: Name, gazetteer: Gazetteer, proved: frozenset[str], people: set[str]) -> list[Mention]:
    surface = text[name.start : name.end]
    key = fold(surface)
    if name.kind == "place":
        if key in people and key not in proved and gazetteer.strength(surface) < 0.85:
            return []
        return _of_place(name, surface, gazetteer)
    if key in proved and name.kind != "organisation":
        return [Mention(name.start, name.end, surface, key, "literal", "proved-by-pair", 0.85)]
    if name.kind == "person":
        return []
    return _moved(name, _other(surface, name.kind == "organisation", proved, gazetteer))


def _of_place(name: Name, surface: str, gazetteer: Gazetteer) -> list[Mention]:
    """The whole name if the gazetteer knows it, else the longest known part of it, else the name without a place."""
    if gazetteer.is_stopped(surface):
        return []
    if gazetteer.first(surface):
        return [Mention(name.start, name.end, surface, fold(surface), "literal", "name", name.score)]
    if gazetteer.demonym(surface):
        return _embedded(name, surface, gazetteer)
    words = [(m.start(), m.end()) for m in _TOKEN.finditer(surface)]
    known = [
        (fold(surface[a:b]) in _LEADING, fold(surface[a:b]) in _TRAILING, fold(surface[a:b]) in STREETS)
        for a, b in words
    ]
    first, last = 0, len(words)
    while first < last - 1 and known[first][0]:
        first += 1
    while last > first + 1 and known[last - 1][1]:
        last -= 1
    if words and (first, last) != (0, len(words)) and not known[-1][2]:
        start, end = words[first][0], words[last - 1][1]
        if first == 0 and last == len(words) - 1 and (inside := _divisions(surface, end, gazetteer)):
            return [Mention(name.start, name.end, surface, fold(surface), "literal", "division", name.score, inside)]
        if gazetteer.first(surface[start:end]):
            return [
                Mention(
                    name.start + start,
                    name.start + end,
                    surface[start:end],
                    fold(surface[start:end]),
                    "literal",
                    "name-trimmed",
                    name.score * 0.95,
                )
            ]
    inner = _embedded(name, surface, gazetteer)
    if inner:
        return inner
    return [Mention(name.start, name.end, surface, fold(surface), "literal", "not-in-gazetteer", name.score * 0.6)]


def _divisions(surface: str, end: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The divisions that a name with its kind behind it can mean: "Oaxaca State", "Győr-Moson-Sopron County"."""
    kind = "admin2" if surface[end + 1 :] in _SECOND else "admin1" if surface[end + 1 :] in _FIRST else ""
    return tuple(entry for entry in gazetteer.lookup(surface[:end]) if kind and entry.kind in ("admin1", kind))


def _embedded(name: Name, surface: str, gazetteer: Gazetteer) -> list[Mention]:
    """Places inside a longer name, longest first, left to right: "Kharkiv Regional Hospital", "University of Texas"."""
    return _moved(name, _inside(surface, name.kind == "organisation", frozenset(), gazetteer))


def _moved(name: Name, inside: tuple[Mention, ...]) -> list[Mention]:
    """Mentions counted from the start of a name, counted from the start of the text."""
    return [part._replace(start=name.start + part.start, end=name.start + part.end) for part in inside]


@lru_cache(maxsize=1 << 15)
def _other(surface: str, is_body: bool, proved: frozenset[str], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The places in a name that is no person's and was given no place's kind: the whole, or what is inside it."""
    if gazetteer.strength(surface) >= SURE_STRENGTH:
        return (Mention(0, len(surface), surface, fold(surface), "literal", "sure-name", 0.75),)
    if (entry := gazetteer.demonym(surface)) is not None:
        return (Mention(0, len(surface), surface, fold(entry.name), "demonym", "demonym", 0.95, (entry,)),)
    return _inside(surface, is_body, proved, gazetteer)


@lru_cache(maxsize=1 << 15)
def _inside(surface: str, is_body: bool, proved: frozenset[str], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The places inside a name, counted from its start; a body is not its place.

    A street is not in the place it is named after, nor a saint's church in his town.
    """
    words = [(m.start(), m.end()) for m in _TOKEN.finditer(surface)]
    last = surface[words[-1][0] :].lower().rstrip(".") if words else ""
    if not words or last in STREETS and not (is_body and last == "court"):
        return ()
    out, number = [], 0
    while number < len(words):
        most = min(4, len(words) - number)
        if most > 1 and not gazetteer.begins(surface[words[number][0] : words[number + 1][1]]):
            most = 1
        for size in range(most, 0, -1):
            start, end = words[number][0], words[number + size - 1][1]
            part = surface[start:end].rstrip("'’,;:" if "." in surface[start : end - 1] else _TRIM)
            if number and size == 1 and surface[words[number - 1][0] : words[number - 1][1]].lower() in _SAINTS:
                continue
            if not part[:1].isupper() or size == len(words) and is_body or _is_firm(part, gazetteer):
                continue
            end = start + len(part)
            key = fold(part)
            if size < 3 and (entry := gazetteer.demonym(part)) is not None and (size == 1 or " " in part):
                folded = fold(entry.name)
                out.append(Mention(start, end, part, folded, "demonym", "demonym-inside-name", 0.9, (entry,)))
                break
            least = CIVIC_STRENGTH if not number and _CIVIC.fullmatch(surface, end) else EMBEDDED_STRENGTH
            if key in proved or gazetteer.strength(part) >= least:
                role = "embedded" if len(words) > size else "literal"
                trust = min(0.9, 0.4 + gazetteer.strength(part) / 2)
                out.append(Mention(start, end, part, key, role, "inside-name", trust))
                break
        else:
            size = 1
        number += size
    return tuple(out)


def _is_firm(part: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is far better known as a body than as a place: "a Toyota Camry"."""
    return part.lower() in lexicon.load()["organisations"] and gazetteer.strength(part) < SURE_STRENGTH


def _of_own(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The analyst's new places, wherever their names stand."""
    found = ((match, fold(match.group())) for match in gazetteer.own.pattern.finditer(text))
    return [
        Mention(match.start(), match.end(), match.group(), key, "literal", "pinned", 0.99, (gazetteer.own.places[key],))
        for match, key in found
    ]


def _of_dateline(text: str, head: int, gazetteer: Gazetteer) -> list[Mention]:
    """The place at the head of the story, as one name or as town and container (the pair is found by joins)."""
    place = text[:head].strip().rstrip(",")
    start = text.find(place)
    town = place.split(",")[0].strip()
    if gazetteer.first(town):
        return [Mention(start, start + len(town), town, fold(town), "dateline", "dateline", 0.96)]
    return []


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions the one more surely known, then the longer."""
    in_text = sorted(mentions, key=itemgetter(0))
    if all(one.end <= two.start for one, two in pairwise(in_text)):
        return in_text
    order = sorted(
        mentions, key=lambda m: (m.why not in ("pair", "container-of-pair"), not m.inside, -(m.end - m.start), m.start)
    )
    starts: list[int] = []
    chosen: list[Mention] = []
    for mention in order:
        at = bisect_right(starts, mention.start)
        before, behind = at == 0 or chosen[at - 1].end <= mention.start, at == len(starts) or starts[at] >= mention.end
        if before and behind:
            starts.insert(at, mention.start)
            chosen.insert(at, mention)
    return chosen


def _with_role(mention: Mention, head: int) -> Mention:
    """Dateline at the head of the story; everything else stays until the sense is known (see metonyms.py)."""
    if mention.end <= head and mention.role == "literal":
        return mention._replace(role="dateline")
    return mention
