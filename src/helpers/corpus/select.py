"""Which articles a notebook looks at: a query as a condition on the view `articles`.

    grain (export OR deal) -sport        all three, whichever of the two in brackets, and no "sport"
    "grain deal" AND NOT source:TASS     a phrase; a field, which has its own words
    language:uk OR site:bbc.co.uk

A word, or a phrase in quotation marks, is looked for as whole words in text and title, without regard to case. Words
side by side must all occur; `OR` between two of them asks for either; `AND`, which binds closer than `OR`, joins them
within an alternative; `NOT`, or a minus before the word, asks for absence; brackets group. The operators are in
capitals. Fields: title, source, site (words in them), language (its code). Patterns are bound, never written into the
SQL, and run in DuckDB's RE2, which is linear in the text whatever it holds.
Refuses, with the position in the query: open quotation marks or brackets, an operator without its words, fields that do
not exist, more than 200 words, brackets deeper than 20.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.errors import ParameterError

FIELDS = ("title", "source", "site", "language")
MAX_WORDS, MAX_DEPTH = 200, 20

_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-)(?=[^\s\-)])
    |(?:(?P<field>[A-Za-z]{1,30}):(?!//)(?=\S))?(?:["“„”](?P<phrase>[^"“”]*)["”“]|(?P<word>[^\s()"“”„]+)))""",
    re.X,
)
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_OPERATORS = ("AND", "OR", "NOT")

Condition = tuple[str, list[str]]


@dataclass(frozen=True)
class _Token:
    """A piece of a query: `kind` is word, AND, OR, NOT, ( or ); `at`: its position, from 1."""

    kind: str
    at: int
    text: str = ""
    field: str = ""


def query_to_sql(query: str) -> tuple[str, list[str]]:
    """A query as an SQL condition on the columns of `articles`, and the values to bind. ("TRUE", []) for an empty."""
    tokens = _tokens(query)
    if not tokens:
        return "TRUE", []
    return _Parser(query, tokens).whole()


class _Parser:
    """Recursive descent: all of (side by side) > either of (OR) > both of (AND) > not > word or brackets."""

    def __init__(self, query: str, tokens: Sequence[_Token]) -> None:
        self._query, self._tokens, self._next, self._depth = query, tokens, 0, 0

    def whole(self) -> Condition:
        found = self._all()
        if self._kind():
            raise _bad("query closes a bracket that is not open", self._query, self._tokens[self._next].at)
        return found

    def _all(self) -> Condition:
        parts = [self._either()]
        while self._kind() not in ("", ")"):
            parts.append(self._either())
        return _join(" AND ", parts)

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._kind() == "OR":
            self._next += 1
            parts.append(self._both())
        return _join(" OR ", parts)

    def _both(self) -> Condition:
        parts = [self._not()]
        while self._kind() == "AND":
            self._next += 1
            parts.append(self._not())
        return _join(" AND ", parts)

    def _not(self) -> Condition:
        negative = False
        while self._kind() == "NOT":
            negative, self._next = not negative, self._next + 1
        sql, values = self._one()
        return (f"NOT {sql}" if negative else sql), values

    def _one(self) -> Condition:
        kind = self._kind()
        token = self._tokens[self._next] if kind else None
        if token is None or kind in ("AND", "OR", ")"):
            before = self._tokens[self._next - 1] if self._next else None
            if token is None and before is not None:
                raise _bad(f"query lacks a word after {_shown(before)}", self._query, before.at)
            raise _bad(f"query lacks a word before {_shown(token)}", self._query, token.at)
        self._next += 1
        if kind == "word":
            return _condition(token)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _bad(f"query has brackets deeper than {MAX_DEPTH}", self._query, token.at)
        sql, values = self._all()
        if self._kind() != ")":
            raise _bad("query has an open bracket", self._query, token.at)
        self._next += 1
        self._depth -= 1
        return f"({sql})", values

    def _kind(self) -> str:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else ""


def _tokens(query: str) -> list[_Token]:
    odd = _ODD.search(query)
    if odd:
        raise _bad("query has a character that no text has", query, odd.start() + 1)
    found: list[_Token] = []
    end, stop = 0, len(query.rstrip())
    while end < stop:
        match = _TOKEN.match(query, end)
        if match is None:
            at = end + len(query[end:]) - len(query[end:].lstrip())
            raise _bad("query has an open quotation mark", query, at + 1)
        end = match.end()
        at = end - len(match.group().lstrip()) + 1
        if match["open"] or match["close"]:
            found.append(_Token(match.group().strip(), at))
        elif match["minus"]:
            found.append(_Token("NOT", at))
        elif match["word"] in _OPERATORS and not match["field"]:
            found.append(_Token(match["word"], at))
        else:
            found.append(_word(query, match, at))
    if sum(token.kind == "word" for token in found) > MAX_WORDS:
        raise ParameterError(f"query has more than {MAX_WORDS} words", where=query[:80], do="Shorten it.")
    return found


def _word(query: str, match: re.Match[str], at: int) -> _Token:
    field, text = (match["field"] or "").lower(), match["word"] or match["phrase"] or ""
    if not text.strip():
        raise _bad("query has nothing between quotation marks", query, at)
    if field and field not in FIELDS:
        known = ", ".join(FIELDS)
        raise _bad(
            f"query names an unknown field {field}",
            query,
            at,
            f"Fields are {known}; put a word with a colon in quotation marks.",
        )
    if field == "language" and not re.fullmatch(r"[A-Za-z]{2,3}", text):
        raise _bad("query needs a language code", query, at, "Write it as en, de or uk.")
    return _Token("word", at, text, field)


def _condition(token: _Token) -> Condition:
    if token.field == "language":
        return "lower(language) = ?", [token.text.lower()]
    columns = (token.field,) if token.field else ("text", "title")
    tests = [f"regexp_matches(coalesce({column}, ''), ?)" for column in columns]
    return _join(" OR ", [(test, [_pattern(token.text)]) for test in tests])


def _pattern(words: str) -> str:
    parts = [_SPECIAL.sub(r"\\\1", part) for part in words.split()]
    return r"(?i)(?:^|[^\pL\pN])" + r"\s+".join(parts) + r"(?:$|[^\pL\pN])"


def _join(operator: str, parts: Sequence[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return f"({operator.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def _shown(token: _Token) -> str:
    return {"(": "the bracket", ")": "the bracket"}.get(token.kind, token.kind)


def _bad(what: str, query: str, at: int, do: str = "") -> ParameterError:
    shown = " ".join(query.split())
    return ParameterError(what, where=f"position {at} of {shown[:80]!r}", do=do)
