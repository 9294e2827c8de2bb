"""Who is who across articles: names that are one person's, by spelling and a second witness.

Likeness only proposes. Two full names are joined if one part is the same and the other a known variant, or if both are
variants and the roles agree. A surname alone is joined to a full name only if the corpus has a single owner of it.
Refuses: to join differing first names, or father and son (Jr.). The analyst's people.aliases.csv wins over every rule.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from rapidfuzz.distance import JaroWinkler

from helpers import schema
from helpers.errors import StoreError
from helpers.paths import REFERENCE
from helpers.people.spelling import PARTICLES, fold, spelling_key
from helpers.people.verbs import read_sections

ALIASES = "people.aliases.csv"
_LIKENESS = 0.93
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SLUG = re.compile(r"[^a-z0-9]+")
_ROLE_NOISE = frozenset("the of a an and for former acting deputy mr ms mrs dr".split())


@dataclass
class Known:
    """What the corpus says about one distinct name."""

    name: str
    articles: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        words = fold(self.name).split() or [self.name]
        self.suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
        self.words = words

    @property
    def bare(self) -> bool:
        """Whether the name is a surname alone, or one with its particles: "Putin", "von der Leyen"."""
        return all(word in PARTICLES for word in self.words[:-1])

    @property
    def first(self) -> str:
        return self.words[0]

    @property
    def surname(self) -> str:
        return self.words[-1]


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, frozenset[str]]:
    """For each given name, the numbers of the groups of short forms that it is in."""
    groups: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(read_sections("people.genders.txt").get("nicknames", ())):
        for word in line.split():
            groups[word].add(str(number))
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def identify(mentions: pa.Table) -> pa.Table:
    """The table `identities` from the columns article_id, name, role, affiliation of all person mentions."""
    aliases = read_aliases(REFERENCE / ALIASES)
    known = _gather(mentions, extra=aliases.values())
    names = sorted(known)
    head = {name: name for name in names}
    witness = dict.fromkeys(names, "")

    def top(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    def join(one: str, other: str, why: str) -> None:
        a, b = top(one), top(other)
        if a != b:
            keep, drop = sorted((a, b), key=lambda n: (-len(known[n].articles), n))
            head[drop] = keep
            for name in (one, other):
                witness[name] = witness[name] or why

    free = [name for name in names if name not in aliases]
    for one, other, why in _pairs([known[name] for name in free if not known[name].bare]):
        join(one, other, why)
    for name, owner, why in _lone_surnames(known, free, top):
        join(owner, name, why)
    for alias, canonical in sorted(aliases.items()):
        if alias in head:
            head[alias], witness[alias] = top(canonical), "aliases file"
    return _table(known, names, {name: top(name) for name in names}, witness, set(aliases.values()))


def apply_identities(mentions: pa.Table, identities: pa.Table) -> pa.Table:
    """The table `people`: the mentions with the person that each one means."""
    persons = dict(
        zip(
            identities["name"].to_pylist(),
            zip(identities["person_id"].to_pylist(), identities["canonical"].to_pylist(), strict=True),
            strict=True,
        )
    )
    rows = []
    for row in mentions.to_pylist():
        person_id, canonical = persons[row["name"]]
        why = f"{row['why']}, ambiguous" if row["ambiguous"] else row["why"]
        rows.append(
            {
                "article_id": row["article_id"],
                "start": row["start"],
                "end": row["end"],
                "surface": row["surface"],
                "person_id": person_id,
                "name": canonical,
                "role": row["role"],
                "affiliation": row["affiliation"],
                "why": why,
            }
        )
    return schema.make("people", rows)


def read_aliases(path: Path) -> dict[str, str]:
    """The analyst's file as alias → canonical name; empty if there is none."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        if not {"canonical", "alias"} <= set(lines.fieldnames or ()):
            raise StoreError(
                "aliases lack a column",
                where=f"data/reference/{path.name}",
                do="Its first line must be: canonical,alias",
            )
        pairs = ((" ".join((row["alias"] or "").split()), " ".join((row["canonical"] or "").split())) for row in lines)
        return {alias: canonical for alias, canonical in pairs if alias and canonical and alias != canonical}


def _gather(mentions: pa.Table, *, extra: Iterable[str]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    columns = (mentions[column].to_pylist() for column in ("article_id", "name", "role", "affiliation"))
    for article_id, name, role, affiliation in zip(*columns, strict=True):
        if name not in known:
            known[name] = Known(name)
        known[name].articles.add(article_id)
        if role or affiliation:
            known[name].roles |= set(fold(f"{role or ''} {affiliation or ''}").split()) - _ROLE_NOISE
    for name in extra:
        known.setdefault(name, Known(name))
    return known


def _pairs(full: list[Known]) -> Iterable[tuple[str, str, str]]:
    """Pairs of full names that are one person's, with the witness."""
    blocks: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for facts in full:
        blocks[1, spelling_key(facts.surname)].append(facts)
        blocks[2, spelling_key(facts.first)].append(facts)
    for (order, _), block in sorted(blocks.items()):  # the surer rule first, so that its witness is the one named
        for number, one in enumerate(block):
            for other in block[number + 1 :]:
                why = _same_surname(one, other) if order == 1 else _like_surname(one, other)
                if why:
                    yield one.name, other.name, why


def _same_surname(one: Known, other: Known) -> str:
    """The witness that two names with one spelling key of the surname are one person's, or an empty text."""
    if one.suffix != other.suffix:
        return ""
    surname_same = one.surname == other.surname
    if one.first == other.first:
        if surname_same:
            middle, other_middle = one.words[1:-1], other.words[1:-1]
            clash = middle and other_middle and middle[0][0] != other_middle[0][0]
            return "" if clash else "same first and last name"
        return "same first name, spelling of the surname"
    if spelling_key(one.first) == spelling_key(other.first):
        if surname_same:
            return "same surname, spelling of the first name"
        return "spelling of both names, same role" if one.roles & other.roles else ""
    if surname_same and _short_forms().get(one.first, frozenset()) & _short_forms().get(other.first, frozenset()):
        return "same surname, short form of the first name"
    if surname_same and 1 in (len(one.first), len(other.first)) and one.first[0] == other.first[0]:
        return "same surname, initial, same role" if one.roles & other.roles else ""
    return ""


def _like_surname(one: Known, other: Known) -> str:
    """The witness for surnames that are only alike: the same first name, and a role or affiliation in common."""
    if one.first != other.first or one.suffix != other.suffix or one.surname == other.surname:
        return ""
    mine, theirs = spelling_key(one.surname), spelling_key(other.surname)
    if min(len(mine), len(theirs)) < 5 or mine[-1] != theirs[-1]:
        return ""  # Lavrov and Lavrova
    if len(one.roles & other.roles) < 2 or JaroWinkler.similarity(mine, theirs) < _LIKENESS:
        return ""
    return "same first name and role, like surnames"


def _lone_surnames(known: dict[str, Known], names: list[str], top) -> Iterable[tuple[str, str, str]]:
    """Surnames that no full form explains in their article, each with the one owner that the corpus has for it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if not known[name].bare:
            owners[spelling_key(known[name].surname)].add(top(name))
    joined = []
    for name in names:
        facts = known[name]
        fitting = owners.get(spelling_key(facts.surname), set()) if facts.bare else set()
        if len(fitting) != 1:
            continue
        owner = next(iter(fitting))
        roles = set().union(*(known[n].roles for n in names if top(n) == owner))
        if facts.roles & roles:
            joined.append((name, owner, "only owner of the surname, same role"))
        elif not facts.roles:
            joined.append((name, owner, "only owner of the surname"))
    return joined


def _table(
    known: dict[str, Known], names: list[str], heads: dict[str, str], witness: dict[str, str], preferred: set[str]
) -> pa.Table:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[heads[name]].append(name)
    canonical = {
        head: min(
            members,
            key=lambda n: (
                n not in preferred,
                known[n].bare,
                n.isupper(),
                -len(known[n].articles),
                n.isascii(),
                -len(n),
                n,
            ),
        )
        for head, members in groups.items()
    }
    ids: dict[str, str] = {}
    used: Counter[str] = Counter()
    for head in sorted(groups, key=lambda h: (canonical[h], h)):
        slug = _SLUG.sub("-", fold(canonical[head])).strip("-") or "person"
        used[slug] += 1
        ids[head] = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
    return schema.make(
        "identities",
        (
            {
                "name": name,
                "person_id": ids[heads[name]],
                "canonical": canonical[heads[name]],
                "witness": "" if name == canonical[heads[name]] else witness[name],
                "n_articles": len(known[name].articles),
            }
            for name in names
        ),
    )
