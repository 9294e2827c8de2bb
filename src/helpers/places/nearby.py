"""Small towns that nothing but their neighbours speaks for: "Lodi" in a story of Medina and Wadsworth, Ohio.

A name that no other evidence made a place is taken for a town if the gazetteer has one of that name in a division that
the article's other places lie in, close to them, or that the outlet is at home in. Refuses: last names of people of the
article, common words, and names that the article uses for something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from helpers.names import lexicon
from helpers.places.fold import fold
from helpers.places.gazetteer import Entry, Gazetteer
from helpers.places.home import NOWHERE, Home
from helpers.places.mentions import Mention, Name, last_names
from helpers.places.senses import Sense, km

REACH_KM, FAR_KM, LEAST_STRENGTH, LEAST_ANCHORS = 60.0, 150.0, 0.12, 2
_HOME_WEIGHT = 0.6  # of a division whose towns an outlet need not say more of
_WEAK = frozenset({"capitalised", "acronym"})
_POINTS = frozenset({"city", "admin2"})


def near_others(
    text: str,
    names: Sequence[Name],
    mentions: Sequence[Mention],
    senses: Mapping[str, Sense],
    gazetteer: Gazetteer,
    home: Home = NOWHERE,
) -> list[Mention]:
    """The further mentions, each with the one town it can be."""
    anchors = [sense.entry for sense in senses.values() if sense.entry.kind in _POINTS and sense.score > 0.6]
    anchors = anchors if len(anchors) >= LEAST_ANCHORS else []
    if not anchors and not home.areas:
        return []
    covered = {mention.start for mention in mentions}
    loose = [name for name in names if name.kind == "other" and name.why in _WEAK and name.start not in covered]
    people = last_names(text, names) if loose else set()
    common = lexicon.load().common
    out: list[Mention] = []
    for name in loose:
        surface = text[name.start : name.end]
        key = fold(surface)
        if key in people or gazetteer.strength(surface) < LEAST_STRENGTH:
            continue
        towns = gazetteer.lookup(surface)
        town, why = next(_near(towns, anchors, strict=key in common), None), "near-others"
        if town is None and key not in common:
            town, why = next((town for town in towns if _is_home(town, home)), None), "near-home"
        if town is not None:
            out.append(Mention(name.start, name.end, surface, key, "literal", why, 0.6, (town,)))
    return out


def _near(towns: Sequence[Entry], anchors: Sequence[Entry], *, strict: bool) -> Iterator[Entry]:
    """The towns close to an anchor and in the country of one; `strict`: closer, and in the division of one."""
    reach = REACH_KM if strict else FAR_KM
    areas = {(entry.country, entry.admin1 if strict else "") for entry in anchors}
    for town in towns:
        inside = (town.country, town.admin1 if strict else "") in areas
        if town.kind == "city" and inside and any(km(town, anchor) < reach for anchor in anchors):
            yield town


def _is_home(town: Entry, home: Home) -> bool:
    return town.kind in _POINTS and home.areas.get((town.country, town.admin1), 0.0) >= _HOME_WEIGHT
