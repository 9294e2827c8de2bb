"""Mentions of people in an article: the full form behind each surname, and the role that the article gives.

A mention without a role beside it has that of the same person elsewhere in the article. Refuses: to choose silently
between two people of one surname; the latest full form is taken, and the mention is marked ambiguous.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from helpers import schema
from helpers.people.offices import role_at
from helpers.people.spelling import PARTICLES, fold, is_surname
from helpers.people.titles import Role

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True)
class Name:
    """One person name in an article, text[start:end]."""

    start: int
    end: int
    surface: str


def find_people(pages: pa.Table, names: pa.Table) -> pa.Table:
    """The table `person_mentions`: one row a name of kind person, in order."""
    by_article: dict[str, list[Name]] = defaultdict(list)
    columns = (names.column(column).to_pylist() for column in ("article_id", "start", "end", "surface", "kind"))
    for article_id, start, end, surface, kind in zip(*columns, strict=True):
        if kind == "person":
            by_article[article_id].append(Name(start, end, surface))
    rows = []
    for article_id, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        found = sorted(by_article.get(article_id, ()), key=lambda name: (name.start, name.end))
        rows += ({"article_id": article_id, **row} for row in people_in(text, found))
    return schema.make("person_mentions", rows)


def people_in(text: str, names: list[Name]) -> list[dict]:
    """Rows of `person_mentions`, without the article, for the names of one text."""
    full = full_forms([name.surface for name in names])
    roles = [role_at(text, name.start, name.end) for name in names]
    known: dict[str, Role] = {}
    for (form, _, _), role in zip(full, roles, strict=True):
        if role.role and (form not in known or _tells_more(role, known[form])):
            known[form] = role
    rows = []
    for name, (form, ambiguous, rule), role in zip(names, full, roles, strict=True):
        elsewhere = known.get(form, role)
        own = elsewhere if not role.role or role.passing and not elsewhere.passing else role
        rows.append(
            {
                "start": name.start,
                "end": name.end,
                "surface": name.surface,
                "name": form,
                "role": own.role,
                "affiliation": own.affiliation,
                "ambiguous": ambiguous,
                "why": f"{rule}, {role.why}" if role.why else rule,
            }
        )
    return rows


def _tells_more(role: Role, known: Role) -> bool:
    """Whether a role says more than one known before: an office more than a trade, an affiliation more than none."""
    if role.passing != known.passing:
        return known.passing
    return bool(role.affiliation) and not known.affiliation


def full_forms(surfaces: Iterable[str]) -> list[tuple[str, bool, str]]:
    """For each name in the order of the text: its full form in this article, whether two people fit, and the rule."""
    clean = [_bare(surface) for surface in surfaces]
    keys = [fold(name).split() or [""] for name in clean]
    is_bare = [is_surname(name.split()) for name in clean]
    endings = {tuple(key[at:]) for key in keys for at in range(1, len(key) - 1)}  # "Zine Ben Ali", then "Ben Ali"
    is_bare = [
        bare or key[0] in PARTICLES and tuple(key) in endings for bare, key in zip(is_bare, keys, strict=True)
    ]
    owners: dict[str, list[int]] = defaultdict(list)  # which full names a single word may stand for, as a surname
    first_names: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if not is_bare[at]:
            owners[_surname(key)].append(at)
            first_names[key[0]].append(at)
    longest = _longest_forms(clean, keys)
    found = []
    for at, key in enumerate(keys):
        if not is_bare[at]:
            found.append((longest.get(at, clean[at]), False, "full-name"))
            continue
        for table, rule in ((owners, "surname"), (first_names, "first-name")):
            fitting = table.get(key[-1])
            if fitting:
                earlier = [p for p in fitting if p < at] or fitting[:1]
                people = {longest.get(p, clean[p]) for p in fitting}
                found.append((longest.get(earlier[-1], clean[earlier[-1]]), len(people) > 1, rule))
                break
        else:
            found.append((clean[at], False, "single-name"))
    return found


def _longest_forms(clean: list[str], keys: list[list[str]]) -> dict[int, str]:
    """For each full name, the form with most words among those with the same first and last words (first if tied)."""
    forms: dict[tuple[str, str], int] = {}
    for at, key in enumerate(keys):
        if len(key) > 1:
            ends = (key[0], " ".join(key[-2:]) if key[-1] in _SUFFIXES else key[-1])
            if ends not in forms or len(key) > len(keys[forms[ends]]):
                forms[ends] = at
    return {
        at: clean[forms[key[0], " ".join(key[-2:]) if key[-1] in _SUFFIXES else key[-1]]]
        for at, key in enumerate(keys)
        if len(key) > 1
    }


def _bare(surface: str) -> str:
    """A name without possessive and on one line."""
    name = " ".join(surface.split())
    return name[:-2] if name.endswith(_POSSESSIVE) and len(name) > 2 else name


def _surname(key: list[str]) -> str:
    return key[-2] if key[-1] in _SUFFIXES and len(key) > 2 else key[-1]
