"""Small towns that nothing but their neighbours speaks for: "Lodi" in a story of Medina and Wadsworth, Ohio.

A name that no other evidence made a place is taken for a town if the gazetteer has one of that name in a division that
the article's other places lie in, close to them. Refuses: last names of people of the article, common words, and names
that the article uses for something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.names import lexicon
from helpers.places.fold import fold
from helpers.places.gazetteer import Gazetteer
from helpers.places.mentions import Mention, Name, last_names
from helpers.places.senses import Sense, km

REACH_KM, FAR_KM, LEAST_STRENGTH, LEAST_ANCHORS = 60.0, 150.0, 0.12, 2
_WEAK = frozenset({"capitalised", "acronym"})


def near_others(
    text: str, names: Sequence[Name], mentions: Sequence[Mention], senses: Mapping[str, Sense], gazetteer: Gazetteer
) -> list[Mention]:
    """The further mentions, each with the one town it can be."""
    anchors = [sense.entry for sense in senses.values() if sense.entry.kind in ("city", "admin2") and sense.score > 0.6]
    areas = {(entry.country, entry.admin1) for entry in anchors} | {entry.country for entry in anchors}
    if len(anchors) < LEAST_ANCHORS:
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
        reach = REACH_KM if key in common else FAR_KM
        for entry in gazetteer.lookup(surface):
            area = (entry.country, entry.admin1) if key in common else entry.country
            if entry.kind == "city" and area in areas and any(km(entry, anchor) < reach for anchor in anchors):
                out.append(Mention(name.start, name.end, surface, key, "literal", "near-others", 0.6, (entry,)))
                break
    return out
