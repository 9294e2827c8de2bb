"""The distinct names of persons in a partition, and of several partitions together: what identity is decided from.

Counts add up and role words unite, so the order of partitions, and what is in which, cannot be seen in the result.
"""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

from helpers.people.spelling import fold
from helpers.schema import SCHEMAS

_ROLE_NOISE = frozenset("the of a an and for former acting deputy mr ms mrs dr".split())


def gather_forms(mentions: pa.Table) -> pa.Table:
    """The table `person_forms` from the columns article_id, name, role, affiliation of `person_mentions`."""
    articles: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, set[tuple[str, str]]] = defaultdict(set)
    columns = (mentions[column].to_pylist() for column in ("article_id", "name", "role", "affiliation"))
    for article_id, name, role, affiliation in zip(*columns, strict=True):
        articles[name].add(article_id)
        if role or affiliation:
            roles[name].add((role or "", affiliation or ""))
    names = sorted(articles)
    words = [" ".join(sorted(_words(roles.get(name, set())))) for name in names]
    counts = [len(articles[name]) for name in names]
    return pa.table([names, counts, words], schema=SCHEMAS["person_forms"])


def add_forms(forms: pa.Table) -> pa.Table:
    """Forms of several partitions put together, as one row a name, in order."""
    grouped = forms.group_by("name", use_threads=False).aggregate(
        [("n_articles", "sum"), ("role_words", "distinct")]
    ).sort_by("name")  # fmt: skip
    words = grouped["role_words_distinct"].combine_chunks()
    many = pc.greater(pc.list_value_length(words), 1).to_numpy(zero_copy_only=False)
    joined = pc.binary_join(words, " ").to_pylist()
    for number in many.nonzero()[0]:
        joined[number] = " ".join(sorted(set(joined[number].split())))
    return pa.table([grouped["name"], grouped["n_articles_sum"], joined], schema=SCHEMAS["person_forms"])


def _words(roles: set[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    for role, affiliation in roles:
        found |= set(fold(f"{role} {affiliation}").split())
    return found - _ROLE_NOISE
