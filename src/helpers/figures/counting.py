"""Where a figure is of, as of when, and whether it is a running total or a new count.

Refuses to date a figure by a time expression of another clause: without one of its own it is as of the day of
publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.figures.quantities import Quantity
from helpers.places import gazetteer
from helpers.text.cues import cue, words_in

_SPOKEN_IN = re.compile(
    r"\b(?:said|told|speaking|statement|conference|briefing|reporters|ministry|spokesman|spokeswoman|officials"
    r"|parliament)(?:\s(?:a|an|the|on|news|press|state|television|reporters|journalists|lawmakers|conference|interview"
    r"|briefing|late|early|\w+day))*\s(?:in|from|at)\s$"
)
_IN_PLACE = re.compile(
    r"\b(?:in|at|near|across|around|outside|throughout|within|inside)\s(?:the\s(?:\w+\s){0,3}(?:of\s)?)?$"
)
_EVERYWHERE = cue(
    "countries region continent basin worldwide world rivers river coast wide regionwide continentwide governments"
    " authorities ministries",
    r"\b(?:(?:in|across|from) (?:all |the |all the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+|flooded"
    r"|affected|several|stricken)(?: \w+)? countries|across (?:the )?(?:\w+ )?(?:region|continent|basin)|worldwide"
    r"|around the world|along the (?:whole |entire )?(?:rivers?|coast)|(?:region|continent)-?wide"
    r"|(?:count of|say|by) (?:the )?governments|national authorities|interior ministries)\b",
)
#: A sentence that names so many countries counts over all of them.
_MANY = 3
_NATION = cue(
    "nationwide country nation",
    r"\b(?:nationwide|across the country|in the (?:whole |entire )?(?:country|nation))\b",
)
#: A count that belongs to an event as a whole, wherever the story stands.
_OF_EVENT = cue(
    "flood floods flooding war conflict invasion storm hurricane typhoon cyclone earthquake quake disaster epidemic"
    " pandemic fire fires wildfire wildfires eruption began started hit struck start beginning outbreak",
    r"\b(?:(?:in|from|by) the (?:flood(?:s|ing)?|war|conflict|invasion|storm|hurricane|typhoon|cyclone|earthquake|quake"
    r"|disaster|epidemic|pandemic|fires?|wildfires?|eruption)|since the \w+ (?:began|started|hit|struck)"
    r"|since the (?:start|beginning|outbreak)|(?:flood|war|storm|earthquake|quake|disaster) has (?:now )?killed)\b",
)
#: Distance added to the day on which somebody spoke, as it is not the day of what was counted.
_REPORTED = 120
_SAID_ON = re.compile(r"\b(?:said|told|reported|announced|added|says)(?:\s\w+){0,2}\s(?:on\s)?$")
_CLAUSE = re.compile(r"[;:]|,\s(?:but|while|and|which|who|after|as|where)\s|\.\s")
_SINCE = re.compile(
    r"\b(?:from\s(?:the\s(?:start|beginning|outbreak|onset)\sof\s)?|since\s(?:\w+\s){0,5})(?:early |late |mid-)?$",
    re.IGNORECASE,
)
#: Between a place and its own number in a list: "Austria with 11 dead, Hungary with nine"; and its longest.
_OWN_GAP = 30
_OWN_COUNT = re.compile(
    r"\s(?:with|had|counted|reported|recorded)\s(?:(?:at least|about|nearly|some|only)\s)?", re.IGNORECASE
)
_SINCE_EVENT = cue("since far date all total", r"\b(?:since|so far|to date|in (?:all|total))\b")
_TOTAL = cue(
    "since far date all total totals totaled totaling toll altogether overall cumulative number now until already as",
    r"\b(?:since|so far|to date|in (?:all|total)|death toll|toll|total(?:s|ed|ing)?|altogether|overall|cumulative|the"
    r" number of|now|all told|until now|already|as of)\b",
)
_REACHED = cue(
    "rise rises risen rose climb climbs climbed grew grown jump jumps jumped increases increased soared up revised"
    " stood stands reached passed surpassed topped exceeded hit brought bringing raised raising put puts",
    r"\b(?:ris(?:e|es|en)|rose|climb(?:s|ed)?|grew|grown|jump(?:s|ed)?|increas(?:es|ed)|soared|went up|up|revised|stood"
    r"|stands|reached|passed|surpassed|topped|exceeded|hit|stands at|brought|bringing|raised|raising|put"
    r"|puts)\b(?:\s\w+){0,6}\s?(?:to|at|the|passed|over)?\s*(?:about |at least |more than |nearly |around )?$",
)
_PERFECT = cue(
    "has have had",
    r"\b(?:has|have|had)\s(?:\w+\s)?(?:been\s)?(?:\w+ed|fled|died|lost|left|gone|seen|taken|hit|put)\b",
)
_FURTHER = cue("another additional further", r"\b(?:another|additional|further)\s(?:\w+\s)?$")
_MORE = re.compile(r"\smore\s")
_NEW = cue(
    "another additional further new more overnight day daily past last latest single alone",
    r"\b(?:another|additional|a further|further|new|more(?! than))\s(?:\w+\s)?$|\b(?:overnight|on the day|in one day|a"
    r" day|per day|daily|in the (?:past|last|latest)|over the (?:past|last)|earlier in the day|in a single|alone|latest"
    r" (?:attack|strike|raid|quake|wave))\b",
)
#: One blow and what it did: "the attack left", "killed in rocket strikes".
_BLOWS = (
    "strike strikes attack attacks shelling raid raids blast blasts explosion explosions bombing bombings shooting"
    " shootings crash ambush"
)
_BLOW = f"(?:{'|'.join(_BLOWS.split())})"
_STRIKE = cue(
    _BLOWS,
    rf"\b{_BLOW}\b[^.;]{{0,40}}\b(?<!have )(?<!has )(?:left|leaving|killed|killing|wounded|wounding|injured|injuring)\b"
    r"[^.;]{0,25}$",
)
_STRUCK = cue(_BLOWS, rf"\b(?:in|by) (?:an? |the |\w+ )?(?:[\w-]+ ){{0,2}}{_BLOW}\b")
_INCREMENTAL_GRAINS = frozenset(("day", "time", "week"))


def place_of(
    places: Sequence[Mapping[str, Any]],
    start: int,
    span: tuple[int, int],
    block: tuple[int, int],
    *,
    text: str,
    besides: tuple[int, int] = (0, 0),
) -> Mapping[str, Any] | None:
    """The place nearest to the number in its sentence, else in its paragraph, else the dateline; demonyms and waters
    only where there is nothing else.

    Where somebody spoke is not where it happened: places within `besides` (the words that name the source) and after
    "said in" are left out. "In six countries" and "across the region" are no place. A list names the place of each
    number itself: "Austria with 11 dead, Hungary with nine".
    """
    listed = [
        place
        for place in places
        if place["end"] < start <= place["end"] + _OWN_GAP and _OWN_COUNT.fullmatch(text[place["end"] : start])
    ]
    if listed:
        return listed[-1]
    around = text[max(span[0], start - 100) : min(span[1], start + 140)]
    words = words_in(text, *span)
    if _EVERYWHERE.search(around, words):
        return None
    first, last = min(span[0], block[0]), max(span[1], block[1])
    inside = [
        place
        for place in places
        if first <= place["start"] < last
        and place["role"] != "dateline"
        and not besides[0] <= place["start"] < besides[1]
        and not _SPOKEN_IN.search(text[max(block[0], place["start"] - 45) : place["start"]])
    ]
    sure = [place for place in inside if not _vague(place)]
    own = [place for place in sure if span[0] <= place["start"] < span[1]]
    if _NATION.search(around, words):
        return _nation(places, start)
    if _OF_EVENT.search(around, words) and not any(_distance(text, place, start) < (False, 60, 0) for place in own):
        peoples = [p for p in inside if p["role"] in ("demonym", "associative") and span[0] <= p["start"] < start + 40]
        return min(peoples, key=lambda place: _distance(text, place, start), default=None)
    if len({place["country"] for place in own if place["kind"] == "country"}) >= _MANY:
        return None
    if own:
        return min(own, key=lambda place: _distance(text, place, start))
    before = [place for place in sure if place["start"] < start]
    if before:
        return max(before, key=lambda place: place["start"])
    dateline = next((place for place in places if place["role"] == "dateline"), None)
    return dateline or min(inside, key=lambda place: _distance(text, place, start), default=None)


def _nation(places: Sequence[Mapping[str, Any]], start: int) -> Mapping[str, Any] | None:
    """The country that the story is from, else the one spoken of last before `start`."""
    home = [place["country"] for place in places if place["role"] == "dateline" and place["country"]]
    near = [place["country"] for place in places if place["start"] < start and place["country"]]
    country = home[-1] if home else near[-1] if near else ""
    name = gazetteer.load().countries.get(country, "")
    known = next((place for place in places if place["kind"] == "country" and place["country"] == country), None)
    return known or ({"place_id": None, "name": name, "kind": "country", "country": country} if name else None)


def region_of(place: Mapping[str, Any] | None) -> str:
    """The country of a place by name, by which series are told apart; for a place of no known country its own name; ""
    for none and for seas and continents."""
    if place is None:
        return ""
    return gazetteer.load().countries.get(place["country"] or "") or ("" if _vague(place) else place["name"])


def _vague(place: Mapping[str, Any]) -> bool:
    """Whether a place says little of where: a people's name, part of another name, a sea or river."""
    return place["role"] in ("demonym", "associative", "embedded") or place["kind"] in ("water", "continent")


def _distance(text: str, place: Mapping[str, Any], start: int) -> tuple[bool, int, int]:
    """Places behind a preposition ("in", "near") come first, then the nearer one."""
    where = _IN_PLACE.search(text[max(0, place["start"] - 30) : place["start"]])
    far = place["start"] - start if place["start"] > start else start - place["start"]
    return where is None, far, place["start"]


def as_of(
    text: str,
    dates: Sequence[Mapping[str, Any]],
    start: int,
    end: int,
    span: tuple[int, int],
    published: dt.date | None,
) -> tuple[tuple[dt.date | None, dt.date | None], str]:
    """The days a figure speaks of, and the granularity of the expression that says so ("" when it is the day of the
    story)."""
    best: tuple[tuple[int, int], Mapping[str, Any]] | None = None
    for date in dates:
        if not span[0] <= date["start"] < span[1] or date["first_day"] is None or date["type"] == "SET":
            continue
        if date["start"] < end and start < date["end"]:
            continue
        between = text[end : date["start"]] if date["start"] >= end else text[date["end"] : start]
        if published and date["first_day"] > published:
            continue
        far = len(between) + (80 if _CLAUSE.search(between) else 0) + (15 if date["start"] < start else 0)
        if _SAID_ON.search(text[max(0, date["start"] - 30) : date["start"]]):
            far += _REPORTED
        if best is None or (far, date["start"]) < best[0]:
            best = ((far, date["start"]), date)
    if best is None or best[0][0] > 220 or published is None and best is None:
        return (published, published), ""
    date = best[1]
    first, last = date["first_day"], date["last_day"]
    if _SINCE.search(text[max(0, date["start"] - 40) : date["start"]]) and published and first <= published:
        return (first, published), "since"
    if published and last > published:
        last = max(first, published)
    return (first, last), "" if best[0][0] >= _REPORTED else date["granularity"]


def count_kind(text: str, quantity: Quantity, end: int, span: tuple[int, int], *, dated: str, event: str) -> str:
    """cumulative ("so far", "since", "the toll rose to"), incremental ("overnight", "another", "on Tuesday") or
    unknown."""
    if quantity.kind not in ("count", "money", "percent"):
        return "unknown"
    before, after = text[span[0] : quantity.start], text[end : span[1]]
    words = words_in(text, *span)
    stop = _CLAUSE.search(after)
    after = after[: stop.start()] if stop else after
    if quantity.bound.change or _FURTHER.search(before[-30:], words) or _MORE.match(text, quantity.end):
        return "incremental"
    if (
        dated == "since"
        or quantity.was is not None
        or _SINCE_EVENT.search(after, words)
        or _REACHED.search(before[-70:], words)
    ):
        return "cumulative"
    if (
        _NEW.search(after, words)
        or _NEW.search(before[-60:], words)
        or _STRUCK.search(after, words)
        or _STRIKE.search(before[-90:], words)
    ):
        return "incremental"
    if _TOTAL.search(before[-80:], words) or _TOTAL.search(after, words):
        return "cumulative"
    if dated in _INCREMENTAL_GRAINS and event:
        return "incremental"
    if event and (_PERFECT.search(before[-50:], words) or _PERFECT.pattern.match(after.lstrip())):
        return "cumulative"
    return "unknown"
