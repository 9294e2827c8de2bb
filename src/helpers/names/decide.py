"""Which kind the names of one article are: one kind a string, unless a mention's own evidence is strong.

A bare surname takes the kind of the full name it belongs to. Refuses to call a person what only looks like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from helpers.names.lexicon import load
from helpers.names.own import own_votes
from helpers.names.spans import Candidate
from helpers.names.votes import KINDS, context_votes

_PERSON_LEAST, _PLACE_LEAST, _LEAST = 1.6, 1.2, 0.5
_LOCAL_CEILING = 5.0
_OVERRULES = 3.0


class Decided(NamedTuple):
    """A candidate with its kind, score 0..1 and the name of the vote that weighed most."""

    candidate: Candidate
    kind: str
    score: float
    why: str


class _String:
    """What an article says of one string: sums of votes by kind, the heaviest vote for each kind (weight, rule), the
    weights that its mentions' contexts give each kind, whether it is surely a name, and verdicts already found."""

    __slots__ = ("contexts", "reasons", "sums", "sure", "verdicts")

    def __init__(self, candidate: Candidate, prior: Mapping[str, tuple[str, float]]) -> None:
        sums, reasons = _by_itself(candidate.surface, candidate.words)
        self.sums, self.reasons = dict(sums), dict(reasons)
        self.contexts: dict[str, list[float]] = {}
        self.sure = False
        self.verdicts: dict[bool, tuple[str, float, str] | None] = {}
        if candidate.surface in prior:
            self.add(*prior[candidate.surface], "corpus")

    def add(self, kind: str, weight: float, why: str) -> None:
        self.sums[kind] += weight
        self.explain(kind, weight, why)

    def explain(self, kind: str, weight: float, why: str) -> None:
        reason = self.reasons.get(kind)
        if reason is None or weight > reason[0]:
            self.reasons[kind] = (weight, why)


@lru_cache(maxsize=100_000)
def _by_itself(surface: str, words: tuple[str, ...]) -> tuple[dict[str, float], dict[str, tuple[float, str]]]:
    """Sums and reasons of a string from its own words alone."""
    sums, reasons = dict.fromkeys(KINDS, 0.0), {}
    for kind, weight, why in own_votes(surface, words):
        sums[kind] += weight
        if kind not in reasons or weight > reasons[kind][0]:
            reasons[kind] = (weight, why)
    return sums, reasons


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


def decide(text: str, found: list[Candidate], prior: Mapping[str, tuple[str, float]]) -> list[Decided]:
    """The candidates of an article with their kinds. `prior`: the corpus's vote (kind, weight) by surface."""
    strings: dict[str, _String] = {}
    local: list[dict[str, float]] = []
    common = load().common
    for candidate in found:
        string = strings.get(candidate.surface)
        if string is None:
            string = strings[candidate.surface] = _String(candidate, prior)
        own: dict[str, float] = {}
        for kind, weight, why in context_votes(text, candidate):
            own[kind] = own.get(kind, 0.0) + weight
            string.explain(kind, weight, why)
        for kind, weight in own.items():
            string.contexts.setdefault(kind, []).append(weight)
        local.append(own)
        if not string.sure:
            opens = candidate.opens and len(candidate.words) == 1
            string.sure = not opens or candidate.surface.lower() not in common
    for string in strings.values():
        _add_contexts(string)
    _link_surnames(found, strings)
    decided = []
    for candidate, own in zip(found, local, strict=True):
        verdict = _judge(candidate, own, strings[candidate.surface])
        if verdict:
            decided.append(Decided(candidate, *verdict))
    return decided


def _add_contexts(string: _String) -> None:
    """Add the mentions' contexts to a string's sums, the strongest whole, each further one less."""
    for kind, weights in string.contexts.items():
        if len(weights) == 1:
            total = weights[0]
        else:
            weights.sort(key=abs, reverse=True)
            total = sum(weight / (1 + number / 2) for number, weight in enumerate(weights))
        string.sums[kind] += max(-_LOCAL_CEILING, min(total, _LOCAL_CEILING))


def _link_surnames(found: list[Candidate], strings: dict[str, _String]) -> None:
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
            strings[part].add("person", weight, "part-of-full-name")


def _best(votes: Mapping[str, float]) -> tuple[str, float]:
    kind, best = "person", votes["person"]
    for other in KINDS:
        if votes[other] > best:
            kind, best = other, votes[other]
    return kind, best


def _judge(candidate: Candidate, own: dict[str, float], string: _String) -> tuple[str, float, str] | None:
    """Kind, score and reason of a mention, or None for no name. The string decides, unless the mention's context is
    strong; so most mentions have a verdict that is known."""
    alone = candidate.opens and len(candidate.words) == 1
    if own and max(own.values()) >= _OVERRULES:
        return _verdict(alone, own, string)
    if alone not in string.verdicts:
        string.verdicts[alone] = _verdict(alone, {}, string)
    return string.verdicts[alone]


def _verdict(alone: bool, own: dict[str, float], string: _String) -> tuple[str, float, str] | None:
    votes = string.sums
    kind, best = _best(votes)
    for other, weight in own.items():
        if other != kind and weight >= _OVERRULES and votes[other] + weight > best:
            kind, best = other, votes[other] + weight
    least = {"person": _PERSON_LEAST, "place": _PLACE_LEAST}.get(kind, _LEAST)
    why = string.reasons.get(kind, (0.0, "capitalised"))[1]
    if best < least:
        kind, why = "other", "capitalised"
        if alone and not string.sure:
            return None
    if kind == "other" and why == "ordinary-word" and alone:
        return None
    rest = 0.0
    for other in KINDS:
        if other != kind and votes[other] > rest:
            rest = votes[other]
    score = max(0.05, min(1.0, (best - rest + 1.0) / (max(best, 0.0) + 2.0)))
    return kind, round(score, 3), why
