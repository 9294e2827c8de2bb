"""Which place a name means in an article: prior, containment, nearness, dateline; one sense per name and article.

Scores are in units of log10 of people: a country or division that the article names elsewhere is worth as much as a
tenfold population, and so, a little less, is the outlet's home (home.py). Two rounds: the first stands on names that
leave no doubt, the second on the first's answers.
Refuses: nothing; a name without an entry gets no sense.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.places.gazetteer import PINNED, Entry, Gazetteer
from helpers.places.home import NOWHERE, Home
from helpers.places.joins import is_inside
from helpers.places.mentions import Mention

COUNTRY_WORTH, DIVISION_WORTH, VOTE_WORTH, NEAR_WORTH = 1.8, 2.2, 1.5, 2.0
MOST_CONTEXT = 5.0  # no context makes a village of a name that all the world uses for its capital
NEAR_KM, CLEAR_LEAD, MANY = 150.0, 1.2, 24
_POINTS = frozenset({"city", "admin2", "building"})
_WIDE = frozenset({"country", "continent", "admin1"})
_NATURE = frozenset({"water", "mountain", "island", "region"})
_COUNTRY_OF_MANY = 1.5  # taken off a country's prior where its name has other bearers of weight ("Georgia")


class Sense(NamedTuple):
    """The place chosen, how surely (0..1), by which rule, and the runner-up."""

    entry: Entry
    score: float
    why: str
    second: Entry | None


Ranked = Sequence[tuple[float, Entry]]


class Bearers(NamedTuple):
    """Who bears a name: the places with their priors, best first; the divisions they lie in and what one is of them;
    whether the first place leaves no doubt."""

    ranked: Ranked
    areas: frozenset[tuple[str, str]]
    share: float
    clear: bool


@lru_cache(maxsize=1 << 16)
def bearers(name: str, gazetteer: Gazetteer) -> Bearers:
    """The bearers of a name, the same in any article."""
    return _bearers(_with_lowered_country(gazetteer.ranked(name, MANY)))


def _bearers(ranked: Ranked) -> Bearers:
    areas = frozenset((entry.country, entry.admin1) for _, entry in ranked if entry.admin1)
    share = 1 / len(areas) if areas else 0.0
    return Bearers(ranked, areas, share, len(ranked) == 1 or bool(ranked) and ranked[0][0] - ranked[1][0] > CLEAR_LEAD)


def choose(mentions: Sequence[Mention], gazetteer: Gazetteer, home: Home = NOWHERE) -> dict[str, Sense]:
    """The sense of each distinct name (folded), from all mentions of an article of an outlet that is at home there."""
    fixed = {m.key: m.inside for m in mentions if m.inside and m.why == "pair"}
    counts: Counter[str] = Counter()
    candidates: dict[str, Bearers] = {}
    containers: list[Entry] = []
    for mention in mentions:
        if mention.inside and mention.why != "pair":
            containers.append(mention.inside[0])
            continue
        counts[mention.key] += 1 + 2 * (mention.role == "dateline")
        if mention.key not in candidates:
            all_of_them = bearers(mention.full or mention.surface, gazetteer)
            allowed = {entry.place_id for entry in fixed.get(mention.key, ())}
            some = [item for item in all_of_them.ranked if item[1].place_id in allowed] if allowed else []
            if allowed and not some:  # a pair is stronger than the analyst's pin
                some = [(0.0, entry) for entry in fixed[mention.key]]
            candidates[mention.key] = _bearers(some) if some else all_of_them
    candidates = {key: found for key, found in candidates.items() if found.ranked}
    chosen = {key: found.ranked[0][1] for key, found in candidates.items() if key in fixed or found.clear}
    votes = _votes(candidates)
    scored: dict[str, Ranked] = {}
    for _ in range(2):
        context = _Context.of(chosen, counts, containers, votes, home)
        scored = {key: _rank(key, found, context, chosen) for key, found in candidates.items()}
        before, chosen = chosen, {key: ranked[0][1] for key, ranked in scored.items()}
        if chosen == before:
            break
    senses = {key: _sense(ranked, key in fixed, candidates[key].ranked[0][1]) for key, ranked in scored.items()}
    if any(sense.second and (sense.entry.country, sense.entry.admin1) in home.areas for sense in senses.values()):
        for key, abroad in choose(mentions, gazetteer).items():
            if abroad.entry != senses[key].entry:
                senses[key] = senses[key]._replace(why="home")
    return senses


def _with_lowered_country(ranked: Ranked) -> Ranked:
    """A country's prior is lowered where a large division shares its name ("Georgia")."""
    if (
        ranked
        and ranked[0][1].kind == "country"
        and any(
            entry.kind == "admin1" and weight > 6.5 and entry.country != ranked[0][1].country
            for weight, entry in ranked[1:3]
        )
    ):
        return [(ranked[0][0] - _COUNTRY_OF_MANY, ranked[0][1]), *ranked[1:]]
    return ranked


def _votes(candidates: Mapping[str, Bearers]) -> dict[tuple[str, str], float]:
    """For each division the names that could lie in it, each counted as the share of its possible divisions."""
    votes: dict[tuple[str, str], float] = defaultdict(float)
    if len(candidates) > 1:  # no name is its own witness
        for found in candidates.values():
            for area in found.areas:
                votes[area] += found.share
    return votes


def km(a: Entry, b: Entry) -> float:
    """Great-circle distance in km (haversine, earth radius 6371)."""
    return _distance(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=1 << 16)
def _distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    la, lb = math.radians(lat), math.radians(other_lat)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


class _Context(NamedTuple):
    """What the article's names say: weight of each country and division, who votes for it, the places so far; and where
    its outlet is at home."""

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    votes: Mapping[tuple[str, str], float]
    anchors: tuple[tuple[str, Entry], ...]
    home: Home

    @staticmethod
    def of(
        chosen: Mapping[str, Entry], counts: Mapping[str, int], containers: Sequence[Entry], votes: Mapping, home: Home
    ) -> _Context:
        countries: dict[str, float] = defaultdict(float)
        divisions: dict[tuple[str, str], float] = defaultdict(float)
        weights = [(entry, 1 + math.log2(counts[key])) for key, entry in chosen.items()]
        weights += [(entry, 1 + math.log2(n)) for entry, n in Counter(containers).items()]
        for entry, weight in weights:
            if entry.country:
                countries[entry.country] += weight
                if entry.admin1:
                    divisions[entry.country, entry.admin1] += weight
        anchors = tuple((key, entry) for key, entry in chosen.items() if entry.kind in _POINTS)
        return _Context(countries, divisions, votes, anchors[:40], home)


def _rank(key: str, found: Bearers, context: _Context, chosen: Mapping[str, Entry]) -> Ranked:
    ranked = found.ranked
    if len(ranked) == 1:
        return ranked
    mine = chosen.get(key)
    anchors = [entry for name, entry in context.anchors if name != key]
    out = []
    worths: dict[tuple[str, str], float] = {}  # of the divisions: many of a name's bearers lie in one
    for prior, entry in ranked:
        area = entry.country, entry.admin1
        score = worths.get(area)
        if score is None:
            score = worths[area] = _worth(area, found.share, context, mine)
        if anchors and entry.kind not in _WIDE:
            reach = NEAR_KM if entry.kind in _POINTS else 3 * NEAR_KM
            lat, lon = entry.lat, entry.lon
            near = sum([math.exp(-_distance(lat, lon, other.lat, other.lon) / reach) for other in anchors])
            score += NEAR_WORTH * _saturate(near)
        out.append((prior + min(score, MOST_CONTEXT) + context.home.worth(key, area), entry))
    return sorted(out, key=lambda item: (-item[0], item[1].place_id))


def _worth(area: tuple[str, str], share: float, context: _Context, mine: Entry | None) -> float:
    """What an article's other names say for a country and division. `mine`: the place that the name has so far;
    `share`: what the name itself gave each of its divisions in `context.votes`."""
    score = 0.0
    country, division = area
    if country:
        own = 1.0 if mine is not None and mine.country == country else 0.0
        score += COUNTRY_WORTH * _saturate(context.countries.get(country, 0.0) - own)
        if division:
            own = 1.0 if mine is not None and (mine.country, mine.admin1) == area else 0.0
            score += DIVISION_WORTH * _saturate(context.divisions.get(area, 0.0) - own)
            score += VOTE_WORTH * _saturate(context.votes.get(area, share) - share)
    return score


def _saturate(weight: float) -> float:
    """Weight of evidence, from none (0) towards full (1); a name is not its own witness, so it may fall below none."""
    return weight / (weight + 0.8) if weight > 0.0 else 0.0


def _sense(ranked: Ranked, fixed: bool, first: Entry) -> Sense:
    best = ranked[0][1]
    if ranked[0][0] == PINNED:
        return Sense(best, 0.99, "pinned", None)
    if fixed:
        return Sense(best, 0.98, "pair", None)
    rivals = [(score, entry) for score, entry in ranked[1:] if not _is_alike(best, entry)]
    if not rivals:
        return Sense(best, 0.95, "only-bearer", None)
    lead = ranked[0][0] - rivals[0][0]
    return Sense(
        best, round(0.5 + 0.45 * (1 - math.exp(-lead)), 3), "prior" if best is first else "context", rivals[0][1]
    )


def _is_alike(a: Entry, b: Entry) -> bool:
    """Whether it matters little which is meant: one lies in the other, or both are parts of one river or range."""
    return is_inside(a, b) or is_inside(b, a) or km(a, b) < 50 or (a.kind == b.kind and a.kind in _NATURE)
