"""Which articles a notebook looks at: period, query, and how copies count.

A query is words and "quoted phrases", all of which must occur; `OR` between two of them asks for either; a leading `-`
asks for absence. Case does not matter. Patterns run in DuckDB's RE2, which is linear in the text whatever it holds.
Refuses: a query with an open quotation mark or nothing but exclusions.
"""

from __future__ import annotations

import re

from helpers.errors import ParameterError

_TOKEN = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")


def query_to_sql(query: str, *, column: str = "text") -> tuple[str, list[str]]:
    """A query as an SQL condition on `column`, with the patterns to bind. ("TRUE", []) for an empty query."""
    if query.count('"') % 2:
        raise ParameterError("query has an open quotation mark", where=query, do="Close it.")
    groups: list[list[str]] = []
    without: list[str] = []
    join = False
    for minus, phrase, word in _TOKEN.findall(query):
        if word == "OR" and not minus:
            join = bool(groups)
            continue
        pattern = _pattern(phrase or word)
        if not pattern:
            continue
        if minus:
            without.append(pattern)
        elif join:
            groups[-1].append(pattern)
        else:
            groups.append([pattern])
        join = False
    if without and not groups:
        raise ParameterError("query only excludes", where=query, do="Name a word that the articles must hold.")
    conditions = ["(" + " OR ".join([f"regexp_matches({column}, ?)"] * len(group)) + ")" for group in groups]
    conditions += [f"NOT regexp_matches({column}, ?)"] * len(without)
    return " AND ".join(conditions) or "TRUE", [p for group in groups for p in group] + without


def _pattern(words: str) -> str:
    parts = [_SPECIAL.sub(r"\\\1", part) for part in words.split()]
    return r"(?i)(?:^|[^\pL\pN])" + r"\s+".join(parts) + r"(?:$|[^\pL\pN])" if parts else ""
