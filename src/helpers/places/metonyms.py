"""Places that stand for those who govern there: "Moscow said", "a White House official".

A capital or a country speaks where a verb of saying or an office follows; a seat of government stands for itself only
where something happens at it ("at the Kremlin"). Refuses: other places; a town that says something is a slip.
"""

from __future__ import annotations

import re

from helpers.places.gazetteer import Entry
from helpers.places.mentions import Mention

_SEATS = frozenset(
    ("Kremlin", "White House", "Pentagon", "Downing Street", "Whitehall", "Westminster", "Capitol Hill", "Foggy Bottom")
    + ("Zhongnanhai", "Blue House", "Elysee Palace", "Quai d'Orsay", "Buckingham Palace")
)
_SPEAKING_KINDS = frozenset({"country", "region"})
_SUBJECT_OF = re.compile(
    r"\s+(?:has |had |have |also |already |again |later |on \w+day |is |was |will |would |would not |repeatedly )*"
    r"(?:said|says|say|announced?s?|accuse[ds]?|den(?:ies|ied|y)|warn(?:s|ed)?|claim(?:s|ed)?|vow(?:s|ed)|pledge[ds]?"
    r"|urge[ds]?|insist(?:s|ed)?|reject(?:s|ed)|condemn(?:s|ed)|demand(?:s|ed)|call(?:s|ed) (?:on|for)|agree[ds]?"
    r"|refuse[ds]?|impose[ds]?|blame[ds]?|want(?:s|ed)|declare[ds]?|threaten(?:s|ed)|recogni[sz]e[ds]?|backe?[ds]"
    r"|support(?:s|ed)|oppose[ds]?|propose[ds]?|offer(?:s|ed)|provide[ds]?|approved?|confirm(?:s|ed)|hope[ds]?"
    r"|expel(?:s|led)|respond(?:s|ed)|retaliate[ds]?|suspend(?:s|ed)|sanction(?:s|ed)|saying|insisting|accusing)\b"
)
_OFFICE = re.compile(
    r"(?:['’]s)?\s+(?:officials?|government|authorities|administration|leaders?|leadership|president|lawmakers|diplomats?)\b"
)
_STAFF = re.compile(
    r"(?:['’]s)?\s+(?:aides?|staff(?:ers?)?|chiefs?|spokes\w+|advis[eo]rs?|counsel|press|correspondents?|lawyers?"
    r"|briefings?|insiders?|sources?)\b"
)
_PREPOSITION = re.compile(
    r"(?:^|\W)(?:in|near|from|at|to|of|outside|around|across|through|into|throughout|inside|over|off|toward|towards"
    r"|between|via|leaving|left|entered|invaded|visited|reached|fled|with|for|against|by|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?:^|\W)(?:in|near|at|outside|around|into|inside|from|to|toward|towards|behind|left|leaving|entered|visited"
    r"|reached|stormed|toured)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def stands_for_government(text: str, mention: Mention, entry: Entry) -> bool:
    """Whether a place stands for those who govern there; their seat does unless something happens at it."""
    if entry.name in _SEATS:
        return not _is_there(text, mention.start, mention.end)
    return (entry.kind in _SPEAKING_KINDS or entry.capital) and _speaks(text, mention.start, mention.end)


def _is_there(text: str, start: int, end: int) -> bool:
    """Whether something happens at a seat of government, so that it stands for itself: "at the Kremlin"."""
    if _OFFICE.match(text, end) or _STAFF.match(text, end):
        return False
    return _THERE.search(text[max(0, start - 16) : start]) is not None


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a place name stands for its government: subject of a verb of saying, or before "officials"."""
    if _OFFICE.match(text, end):
        return True
    return _SUBJECT_OF.match(text, end) is not None and _PREPOSITION.search(text[max(0, start - 16) : start]) is None
