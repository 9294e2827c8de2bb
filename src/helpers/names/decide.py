"""Which kind the names of one article are: one kind a string, unless a mention's own evidence is strong.

A bare surname takes the kind of the full name it belongs to. Refuses to call a person what only looks like one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from helpers.names.lexicon import load
from helpers.names.own import Votes, own_votes
from helpers.names.votes import KINDS

_PERSON_LEAST = 1.6
_LEASTS = {"person": _PERSON_LEAST, "place": 1.2, "organisation": 0.5, "other": 0.5}
_LOCAL_CEILING = 5.0
_OVERRULES = 3.0
_NONE: dict[str, float] = {}  # no votes; never changed
_NO_SUMS = dict.fromkeys(KINDS, 0.0)
_Verdict = tuple[str, float, str]


class Seen(NamedTuple):
    """A candidate as an article shows it. `opens`: it stands where any word is capitalised; `votes`: what the words
    around it say (see `votes.context_votes`)."""

    start: int
    end: int
    surface: str
    words: tuple[str, ...]
    opens: bool
    votes: Votes


class Decided(NamedTuple):
    """A candidate with its kind, score 0..1 and the name of the vote that weighed most."""

    candidate: Seen
    kind: str
    score: float
    why: str


_decided_of = partial(tuple.__new__, Decided)


class _String:
    """What is said of one string: sums of votes by kind, the heaviest vote for each kind (weight, rule), the weights
    that the contexts of an article's mentions give each kind, and verdicts already found."""

    __slots__ = ("contexts", "reasons", "sums", "verdicts")

    def __init__(self, sums: dict[str, float], reasons: dict[str, tuple[float, str]]) -> None:
        self.sums, self.reasons = sums, reasons
        self.contexts: dict[str, list[float]] = {}
        self.verdicts: dict[tuple[bool, bool], _Verdict | None] = {}

    def copy(self) -> _String:
        return _String(dict(self.sums), dict(self.reasons))

    def add(self, kind: str, weight: float, why: str) -> None:
        self.sums[kind] += weight
        reason = self.reasons.get(kind)
        if reason is None or weight > reason[0]:
            self.reasons[kind] = (weight, why)

    def explain(self, kind: str, weight: float, why: str) -> None:
        reason = self.reasons.get(kind)
        if reason is None or weight > reason[0]:
            self.reasons[kind] = (weight, why)


@lru_cache(maxsize=1 << 15)
def _by_itself(surface: str, words: tuple[str, ...], prior: tuple[str, float] | None) -> _String:
    """What a string's own words and the corpus say of it, the same in many articles: to be copied before adding."""
    string = _String(_NO_SUMS.copy(), {})
    for kind, weight, why in own_votes(surface, words):
        string.add(kind, weight, why)
    if prior is not None:
        string.add(*prior, "corpus")
    return string


@lru_cache(maxsize=50_000)
def person_parts(words: tuple[str, ...]) -> tuple[str, ...]:
    """The shorter forms under which a full name comes back: surname, surname with particle, first name."""
    words = tuple(word for word in words if word.rstrip(".").lower() not in ("jr", "sr", "ii", "iii", "iv"))
    if len(words) < 2:
        return ()
    parts = [words[-1]] if len(words[-1].rstrip(".")) > 1 else []
    if words[-2].lower() in load()["particles"]:
        if len(words) == 2:
            return tuple(parts)
        parts.append(f"{words[-2]} {words[-1]}")
        if len(words) > 3 and words[-3].lower() in load()["particles"]:
            parts.append(" ".join(words[-3:]))
    elif len(words) > 2 and len(words[-2].rstrip(".")) > 1:
        parts.append(f"{words[-2]} {words[-1]}")
    if len(words[0].rstrip(".")) > 1:
        parts.append(words[0])
    return tuple(parts)


def decide(found: Sequence[Seen], prior: Mapping[str, tuple[str, float]]) -> list[Decided]:
    """The candidates of an article with their kinds. `prior`: the corpus's vote (kind, weight) by surface."""
    strings: dict[str, _String] = {}
    own: set[str] = set()  # the strings of which this article says something; the others are shared between articles
    local: list[dict[str, float]] = []
    sure: set[str] = set()
    common = load().common
    for _, _, surface, words, opens, votes in found:
        if surface not in strings:
            strings[surface] = _by_itself(surface, words, prior.get(surface))
        local.append(_add_votes(strings, own, surface, votes) if votes else _NONE)
        if surface not in sure and (not opens or len(words) > 1 or surface.lower() not in common):
            sure.add(surface)
    for surface in own:
        _add_contexts(strings[surface])
    _link_surnames(found, strings, own)
    decided = []
    for candidate, votes in zip(found, local, strict=True):
        _, _, surface, words, opens, _ = candidate
        verdict = _judge(opens and len(words) == 1, surface in sure, votes, strings[surface])
        if verdict:
            decided.append(_decided_of((candidate, *verdict)))
    return decided


def _own(strings: dict[str, _String], own: set[str], surface: str) -> _String:
    """The article's own copy of what is said of a string."""
    if surface not in own:
        own.add(surface)
        strings[surface] = strings[surface].copy()
    return strings[surface]


def _add_votes(strings: dict[str, _String], own: set[str], surface: str, votes: Votes) -> dict[str, float]:
    """Note the votes of a mention's context with its string; the votes by kind."""
    string = _own(strings, own, surface)
    local: dict[str, float] = {}
    for kind, weight, why in votes:
        local[kind] = local.get(kind, 0.0) + weight
        string.explain(kind, weight, why)
    for kind, weight in local.items():
        string.contexts.setdefault(kind, []).append(weight)
    return local


def _add_contexts(string: _String) -> None:
    """Add the mentions' contexts to a string's sums, the strongest whole, each further one less."""
    for kind, weights in string.contexts.items():
        if len(weights) == 1:
            total = weights[0]
        else:
            weights.sort(key=abs, reverse=True)
            total = sum(weight / (1 + number / 2) for number, weight in enumerate(weights))
        string.sums[kind] += max(-_LOCAL_CEILING, min(total, _LOCAL_CEILING))


def _link_surnames(found: Sequence[Seen], strings: dict[str, _String], own: set[str]) -> None:
    """Give the short forms of the article's full names of persons their vote."""
    full: dict[str, float] = {}
    words = load()
    for surface, parts in dict.fromkeys((name.surface, name.words) for name in found if len(name.words) > 1):
        votes = strings[surface].sums
        if votes["person"] >= _PERSON_LEAST and _best(votes)[0] == "person":
            for part in person_parts(parts):
                weight = min(4.0, 1.5 + votes["person"] / 2)
                key = part.lower()
                if key in words.common and key not in words.surnames and key not in words.first_names:
                    weight /= 2  # "Tourism", of a "Miss Tourism Ghana"
                full[part] = max(full.get(part, 0.0), weight)
    for part, weight in full.items():
        if part in strings:
            _own(strings, own, part).add("person", weight, "part-of-full-name")


def _best(votes: Mapping[str, float]) -> tuple[str, float]:
    kind, best = "person", votes["person"]
    for other in KINDS:
        if votes[other] > best:
            kind, best = other, votes[other]
    return kind, best


def _judge(alone: bool, sure: bool, own: dict[str, float], string: _String) -> _Verdict | None:
    """Kind, score and reason of a mention, or None for no name. The string decides, unless the mention's context is
    strong; so most mentions have a verdict that is known. `alone`: it is one word where any word is capitalised;
    `sure`: the string is a name somewhere."""
    if own and max(own.values()) >= _OVERRULES:
        return _verdict(alone, sure, own, string)
    key = alone, sure
    if key not in string.verdicts:
        string.verdicts[key] = _verdict(alone, sure, _NONE, string)
    return string.verdicts[key]


def _verdict(alone: bool, sure: bool, own: dict[str, float], string: _String) -> _Verdict | None:
    votes = string.sums
    kind, best = _best(votes)
    for other, weight in own.items():
        if other != kind and weight >= _OVERRULES and votes[other] + weight > best:
            kind, best = other, votes[other] + weight
    least = _LEASTS[kind]
    why = string.reasons.get(kind, (0.0, "capitalised"))[1]
    if best < least:
        kind, why = "other", "capitalised"
        if alone and not sure:
            return None
    if kind == "other" and why == "ordinary-word" and alone:
        return None
    rest = 0.0
    for other in KINDS:
        if other != kind and votes[other] > rest:
            rest = votes[other]
    score = max(0.05, min(1.0, (best - rest + 1.0) / (max(best, 0.0) + 2.0)))
    return kind, round(score, 3), why
