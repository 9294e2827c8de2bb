"""Who is who across articles: names that are one person's, by spelling and a second witness.

Likeness only proposes. Two full names are joined if one part is the same and the other a known variant, or if both are
variants and the roles agree. A surname alone is joined to a full name only if the corpus has a single owner of it.
Refuses: to join differing first names, or father and son (Jr.). The analyst's people.aliases.csv wins over every rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import pyarrow as pa
from rapidfuzz.distance import JaroWinkler

from helpers import schema
from helpers.paths import REFERENCE
from helpers.people.aliases import FILE, read_aliases
from helpers.people.forms import gather_forms
from helpers.people.spelling import fold, is_surname, spelling_key
from helpers.people.verbs import read_sections

_LIKENESS = 0.93
#: Surnames that are only alike need at least so many letters (of their spelling key), and so many role words in common.
_LEAST_LIKE, _ROLES_IN_COMMON = 5, 2
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass
class Known:
    """What the corpus says about one distinct name."""

    name: str
    n_articles: int = 0
    roles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        words = fold(self.name).split() or [self.name]
        self.suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
        self.words = words
        self.surname_key, self.first_key = spelling_key(words[-1]), spelling_key(words[0])
        #: Whether the name is a surname alone, or one with its particles: "Putin", "von der Leyen".
        self.bare = is_surname(self.name.split())

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
    """The table `identities` from the columns article_id, name, role, affiliation of some person mentions."""
    return identify_forms(gather_forms(mentions))


def identify_forms(forms: pa.Table) -> pa.Table:
    """The table `identities` from the table `person_forms`, one row a name."""
    aliases = read_aliases(REFERENCE / FILE)
    known = _gather(forms)
    for alias, canonical in aliases.names.items():
        if alias in known:
            known.setdefault(canonical, Known(canonical))
    names = sorted(known)
    head = {name: name for name in names}
    witness = dict.fromkeys(names, "")
    kept_apart = sorted(tuple(sorted(pair)) for pair in aliases.apart if pair <= known.keys())

    def top(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    def join(one: str, other: str, why: str) -> None:
        a, b = top(one), top(other)
        if a != b and {a, b} not in [{top(x), top(y)} for x, y in kept_apart]:
            keep, drop = sorted((a, b), key=lambda n: (-known[n].n_articles, n))
            head[drop] = keep
            for name in (one, other):
                witness[name] = witness[name] or why

    free = [name for name in names if name not in aliases.names and name not in aliases.alone]
    for one, other, why in _pairs([known[name] for name in free if not known[name].bare]):
        join(one, other, why)
    for name, owner, why in _lone_surnames(known, free, top):
        join(owner, name, why)
    for alias, canonical in sorted(aliases.names.items()):
        if alias in head:
            head[alias], witness[alias] = top(canonical), "aliases file"
    return _table(known, names, {name: top(name) for name in names}, witness, aliases.people)


def apply_identities(pages: pa.Table, mentions: pa.Table, identities: pa.Table) -> pa.Table:
    """The table `people`: the mentions with the person that each one means. The analyst's file gives roles by the day
    on which an article was published (columns article_id, published_utc of `pages`), where it has any."""
    offices = read_aliases(REFERENCE / FILE).offices
    columns = (pages[column].to_pylist() for column in ("article_id", "published_utc"))
    days = {article: time.date() if time else None for article, time in zip(*columns, strict=True)} if offices else {}
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
        role, affiliation = row["role"], row["affiliation"]
        for office in offices.get(canonical, ()):
            if office.held_on(days.get(row["article_id"])):
                role, affiliation, why = office.role, office.affiliation, f"{why}, role from the aliases file"
                break
        rows.append(
            {
                "article_id": row["article_id"],
                "start": row["start"],
                "end": row["end"],
                "surface": row["surface"],
                "person_id": person_id,
                "name": canonical,
                "role": role,
                "affiliation": affiliation,
                "why": why,
            }
        )
    return schema.make("people", rows)


def _gather(forms: pa.Table) -> dict[str, Known]:
    columns = (forms[column].to_pylist() for column in ("name", "n_articles", "role_words"))
    return {name: Known(name, n, frozenset(words.split())) for name, n, words in zip(*columns, strict=True)}


def _pairs(full: list[Known]) -> Iterable[tuple[str, str, str]]:
    """Pairs of full names that are one person's, with the witness.

    Names are compared only where a rule below could join them, so that a thousand Smiths are no million comparisons.
    """
    for surnames, same in ((True, _same_surname), (False, _like_surname)):  # the surer rule first: its witness is named
        blocks: dict[str, list[Known]] = defaultdict(list)
        for facts in full:
            blocks[facts.surname_key if surnames else facts.first_key].append(facts)
        for _, block in sorted(blocks.items()):
            for one, other in _near_firsts(block) if surnames else _near_surnames(block):
                why = same(block[one], block[other])
                if why:
                    yield block[one].name, block[other].name, why


def _near_firsts(block: list[Known]) -> list[tuple[int, int]]:
    """Of names with one surname: pairs whose first names could be one, in order."""
    groups: dict[str, list[int]] = defaultdict(list)
    initials: dict[str, list[int]] = defaultdict(list)
    for number, facts in enumerate(block):
        groups[f"={facts.first_key}"].append(number)
        for group in _short_forms().get(facts.first, ()):
            groups[group].append(number)
        if len(facts.first) == 1:
            initials[facts.first].append(number)
    pairs = {pair for numbers in groups.values() for pair in combinations(numbers, 2)}
    if initials:
        pairs |= {
            (min(short, number), max(short, number))
            for number, facts in enumerate(block)
            for short in initials.get(facts.first[0], ())
            if short != number
        }
    return sorted(pairs)


def _near_surnames(block: list[Known]) -> list[tuple[int, int]]:
    """Of names with first names alike: pairs whose surnames could be one in two spellings, in order."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, facts in enumerate(block):
        if len(facts.surname_key) >= _LEAST_LIKE and len(facts.roles) >= _ROLES_IN_COMMON:
            groups[facts.first, facts.suffix, facts.surname_key[-1]].append(number)
    return sorted(pair for numbers in groups.values() for pair in combinations(numbers, 2))


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
    if one.first_key == other.first_key:
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
    mine, theirs = one.surname_key, other.surname_key
    if min(len(mine), len(theirs)) < _LEAST_LIKE or mine[-1] != theirs[-1]:
        return ""  # Lavrov and Lavrova
    if len(one.roles & other.roles) < _ROLES_IN_COMMON or JaroWinkler.similarity(mine, theirs) < _LIKENESS:
        return ""
    return "same first name and role, like surnames"


def _lone_surnames(known: dict[str, Known], names: list[str], top) -> Iterable[tuple[str, str, str]]:
    """Surnames that no full form explains in their article, each with the one owner that the corpus has for it."""
    owners: dict[str, set[str]] = defaultdict(set)
    roles_of: dict[str, set[str]] = defaultdict(set)
    for name in names:
        roles_of[top(name)] |= known[name].roles
        if not known[name].bare:
            owners[known[name].surname_key].add(top(name))
    joined = []
    for name in names:
        facts = known[name]
        fitting = owners.get(facts.surname_key, set()) if facts.bare else set()
        if len(fitting) != 1:
            continue
        owner = next(iter(fitting))
        if facts.roles & roles_of[owner]:
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
                -known[n].n_articles,
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
                "n_articles": known[name].n_articles,
            }
            for name in names
        ),
    )
