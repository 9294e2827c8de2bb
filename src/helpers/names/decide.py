"""Which kind the names of one article are: one kind a string, unless a mention's own evidence is strong.

A bare surname takes the kind of the full name it belongs to. Refuses to call a person what only looks like one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.names.lexicon import load
from helpers.names.own import own_votes
from helpers.names.spans import Candidate
from helpers.names.votes import KINDS, context_votes

_PERSON_LEAST, _PLACE_LEAST, _LEAST = 1.6, 1.2, 0.5
_LOCAL_CEILING = 5.0
_OVERRULES = 3.0


@dataclass(frozen=True, slots=True)
class Decided:
    """A candidate with its kind, score 0..1 and the name of the vote that weighed most."""

    candidate: Candidate
    kind: str
    score: float
    why: str


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
    sums: dict[str, dict[str, float]] = {}
    reasons: dict[str, dict[str, tuple[float, str]]] = {}
    local: list[dict[str, float]] = []
    sure: dict[str, bool] = defaultdict(bool)
    for candidate in found:
        surface = candidate.surface
        if surface not in sums:
            sums[surface], reasons[surface] = dict.fromkeys(KINDS, 0.0), {}
            for kind, weight, why in own_votes(surface, candidate.words):
                _add(sums[surface], reasons[surface], kind, weight, why)
            if surface in prior:
                kind, weight = prior[surface]
                _add(sums[surface], reasons[surface], kind, weight, "corpus")
        own: dict[str, float] = {}
        for kind, weight, why in context_votes(text, candidate):
            own[kind] = own.get(kind, 0.0) + weight
            reason = reasons[surface].get(kind)
            if reason is None or weight > reason[0]:
                reasons[surface][kind] = (weight, why)
        local.append(own)
        sure[surface] |= not candidate.opens or len(candidate.words) > 1 or surface.lower() not in load().common
    _add_context(found, local, sums)
    _link_surnames(found, sums, reasons)
    known = {surface for surface in sums if sure[surface]}
    return [
        decided for candidate, own in zip(found, local, strict=True)
        if (decided := _judge(candidate, own, sums[candidate.surface], reasons[candidate.surface],
                              candidate.surface in known))
    ]


def _add(sums: dict[str, float], reasons: dict[str, tuple[float, str]], kind: str, weight: float, why: str) -> None:
    sums[kind] += weight
    if kind not in reasons or weight > reasons[kind][0]:
        reasons[kind] = (weight, why)


def _add_context(found: list[Candidate], local: list[dict[str, float]], sums: dict[str, dict[str, float]]) -> None:
    """Add the mentions' contexts to the strings' sums, the strongest whole, each further one less."""
    by_surface: dict[tuple[str, str], list[float]] = defaultdict(list)
    for candidate, own in zip(found, local, strict=True):
        for kind, weight in own.items():
            by_surface[candidate.surface, kind].append(weight)
    for (surface, kind), weights in by_surface.items():
        weights.sort(key=abs, reverse=True)
        total = sum(weight / (1 + number / 2) for number, weight in enumerate(weights))
        sums[surface][kind] += max(-_LOCAL_CEILING, min(total, _LOCAL_CEILING))


def _link_surnames(found: list[Candidate], sums: dict[str, dict[str, float]],
                   reasons: dict[str, dict[str, tuple[float, str]]]) -> None:
    """Give the short forms of the article's full names of persons their vote."""
    full: dict[str, float] = {}
    words = load()
    for candidate in found:
        votes = sums[candidate.surface]
        if len(candidate.words) > 1 and _best(votes)[0] == "person" and votes["person"] >= _PERSON_LEAST:
            for part in person_parts(candidate.words):
                weight = min(4.0, 1.5 + votes["person"] / 2)
                key = part.lower()
                if key in words.common and key not in words.surnames and key not in words.first_names:
                    weight /= 2  # "Tourism", of a "Miss Tourism Ghana"
                full[part] = max(full.get(part, 0.0), weight)
    for part, weight in full.items():
        if part in sums:
            _add(sums[part], reasons[part], "person", weight, "part-of-full-name")


def _best(votes: Mapping[str, float]) -> tuple[str, float]:
    kind, best = "person", votes["person"]
    for other in KINDS:
        if votes[other] > best:
            kind, best = other, votes[other]
    return kind, best


def _judge(candidate: Candidate, own: dict[str, float], votes: dict[str, float],
           reasons: dict[str, tuple[float, str]], known: bool) -> Decided | None:
    kind, best = _best(votes)
    for other, weight in own.items():
        if other != kind and weight >= _OVERRULES and votes[other] + weight > best:
            kind, best = other, votes[other] + weight
    least = {"person": _PERSON_LEAST, "place": _PLACE_LEAST}.get(kind, _LEAST)
    why = reasons.get(kind, (0.0, "capitalised"))[1]
    if best < least:
        kind, why = "other", "capitalised"
        if candidate.opens and len(candidate.words) == 1 and not known:
            return None
    if (kind == "other" and why == "ordinary-word" and len(candidate.words) == 1 and candidate.opens):
        return None
    rest = 0.0
    for other in KINDS:
        if other != kind and votes[other] > rest:
            rest = votes[other]
    score = max(0.05, min(1.0, (best - rest + 1.0) / (max(best, 0.0) + 2.0)))
    return Decided(candidate, kind, round(score, 3), why)
