"""The analyst's own word on who is who: data/reference/people.aliases.csv, which wins over every rule.

Columns canonical, alias, and if wanted role, affiliation, from, to (days, YYYY-MM-DD, both inclusive). An alias is
another name of the canonical person; an alias that begins with "!" is a name that is never joined to it, and "!" alone
keeps the canonical name apart from all others. A role or affiliation stands for what articles of those days give.
Refuses: an alias of two people, a person who is an alias, days that are none; each with its line.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from helpers.errors import StoreError

FILE = "people.aliases.csv"
_FORBIDS = "!"


@dataclass(frozen=True)
class Office:
    """A role and an affiliation that a person had from `first` to `last`; None: since ever, until now."""

    role: str
    affiliation: str
    first: date | None
    last: date | None

    def held_on(self, day: date | None) -> bool:
        """Whether it was held on a day; an office with bounds never on an unknown day."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Aliases:
    """`names`: alias → canonical name; `apart`: pairs not joined; `alone`: joined to nobody; `offices`: by name."""

    names: dict[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    alone: frozenset[str] = frozenset()
    offices: dict[str, list[Office]] = field(default_factory=dict)

    @property
    def people(self) -> set[str]:
        """The canonical names: those to show."""
        return {*self.names.values(), *self.offices}


def read_aliases(path: Path) -> Aliases:
    """The analyst's file; nothing if there is none."""
    if not path.exists():
        return Aliases()
    where = f"data/reference/{path.name}"
    names: dict[str, str] = {}
    apart: set[frozenset[str]] = set()
    alone: set[str] = set()
    offices: dict[str, list[Office]] = {}
    for number, row in _rows(path, where):
        person, alias = row["canonical"], row["alias"]
        if not person:
            raise _error("a line without canonical name", where, number, "Write who is meant.")
        if alias.startswith(_FORBIDS):
            other = alias.removeprefix(_FORBIDS).strip()
            alone |= {person} if not other else set()
            apart |= {frozenset((person, other))} if other else set()
        elif alias and alias != person and names.setdefault(alias, person) != person:
            raise _error(f"{alias!r} is an alias of two people", where, number, "Keep one of the lines.")
        if row["role"] or row["affiliation"]:
            first, last = (_day(row[column], where, number) for column in ("from", "to"))
            if first and last and first > last:
                raise _error("the last day comes before the first", where, number, "Exchange from and to.")
            offices.setdefault(person, []).append(Office(row["role"], row["affiliation"], first, last))
    for alias, person in names.items():
        if person in names:
            raise _error(f"{person!r} is both a person and an alias", where, 0, f"Lead {alias!r} to {names[person]!r}.")
        if frozenset((alias, person)) in apart:
            raise _error(f"{alias!r} is joined to {person!r} and kept apart", where, 0, "Keep one of the lines.")
    return Aliases(names, frozenset(apart), frozenset(alone), offices)


def _rows(path: Path, where: str) -> list[tuple[int, dict[str, str]]]:
    """Lines of the file with their numbers, white space tidied, missing cells empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, start=1) if line.strip() and line[0] != "#"]
    found = csv.DictReader(line for _, line in lines)
    if not {"canonical", "alias"} <= set(found.fieldnames or ()):
        raise StoreError("aliases lack a column", where=where, do="Its first line must be: canonical,alias")
    columns = ("canonical", "alias", "role", "affiliation", "from", "to")
    rows = [{column: " ".join((row.get(column) or "").split()) for column in columns} for row in found]
    return list(zip((number for number, _ in lines[1:]), rows))


def _day(text: str, where: str, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _error(f"{text!r} is no day", where, number, "Write it as 2024-05-31.") from error


def _error(what: str, where: str, number: int, do: str) -> StoreError:
    return StoreError(what, where=f"{where}, line {number}" if number else where, do=do)
