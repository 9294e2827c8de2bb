"""When a page was published and updated, by the date lines around its headline and its story.

The date that says "published" wins, then the one nearest to the headline, then one at the story's foot, then one under
a byline amid the story, then the only one on the page that says "published". Refuses: dates in teasers, comments,
references and events; a date at the top of the page far from the headline (it is today's); a copyright year; "2 hours
ago"; an ambiguous date; and an "updated" day alone, for guides are updated years later: it stands in for the date of
publication only with its hour, as news sites print it, or on a report, which is news for a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.corpus.label import Labelled
from helpers.corpus.stamps import Stamp, find_stamps, settle

#: So many blocks above the headline, and below the story's first block, a date line may stand.
ABOVE, INTO = 5, 5
#: Between headline and story at most so many blocks are read.
HEAD = 40
#: Blocks below the story that may date it, and those that may if they say "published".
FOOT, FAR_FOOT = 4, 40
#: Of the story's last blocks so many may be what stands below it.
LAST = 5
#: A line of more characters than this is no date line; a line that says "published" may be longer.
SHORT, LONG = 130, 320
#: A date above the headline counts as so much further away than one below it.
UPWARD = 1.6

_YEAR = re.compile(r"(?:19|20)\d\d")
_ELSEWHEN = re.compile(
    r"\b(?:as of|accessed|retrieved|consulted|born|died|copyright|deadline|expires?|valid|until|through|effective|due"
    r"|starts?|begins?|events?|conference|summit|webinar|register|today is|joined|member since|founded|established"
    r"|since|reviewed|fact.checked|data|source|season|edition|version|from \w+ \d)\b|©|→",
    re.I,
)
_ENDS_WITH_DATE = re.compile(r"(?:\bon|\||[•·–—-])\s*$", re.I)
_AFTER_DATE = re.compile(r"\W{0,3}$|\s*[|•·]")
#: A weekday and a date alone, not right above the headline, is the day when the page was saved.
_TODAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? [^:|]{6,20}$", re.I)
#: An entry of a list by days.
_ENTRY = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\w{3,9}\.? \d{1,2}, \d{4})\W{1,3}\w+ \w+ \w+ \w")
#: Who wrote it, perhaps the section, and the date: `by Ann Lee in Events on`.
_WROTE = re.compile(r"\b[Bb]y [A-Z].{0,60}\bon\s*$")
#: A line that says when its page was published; what all such lines hold.
_PUBLISHED, _PUBLISHED_LINE = ("ublished", "osted", "ost time"), re.compile(
    r"\W*(?:first |originally )?(?:published|posted|post time|date published)\b[^.]{0,20}$", re.I
)
#: What reports hold and guides do not, and the other way round.
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SPEAKS = re.compile(r"\b(?:said|says|told|announced|added)\b")
_READER = re.compile(r"\b(?:you|your|you're|you’re)\b", re.I)
_SIGNED = re.compile(r"^\W*(?:by|posted|published|written|interview by|story by|words by)\b", re.I)


@dataclass(frozen=True)
class Dates:
    """`published`, `updated`: with the offset in which they were printed; `beside`: the page says nothing but when it
    was last updated, near its headline; `timed`: to the minute; `ambiguous`: a date was passed over because its day and
    month may be exchanged."""

    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    beside: bool = False
    timed: bool = False
    ambiguous: bool = False


@dataclass(frozen=True)
class _Found:
    at: int
    stamp: Stamp
    distance: float


def page_dates(blocks: Sequence[Labelled], *, order: str = "") -> Dates:
    """The dates of a page. `order`: `dm` or `md`, if its language settles how 05/01/2024 is meant."""
    body = [number for number, block in enumerate(blocks) if block.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks) - 1)
    titles = [number for number, block in enumerate(blocks[: first + INTO]) if block.kind == "title"]
    titles = [n for n in titles if first - n <= (HEAD if n else HEAD // 4)]  # what browsers show may be far away
    anchor = titles[-1] if titles else first
    head = _read(blocks, _head(blocks, anchor, first, max(last, anchor) + 1, titles), anchor)
    foot = _read(blocks, range(min(last, max(first + INTO, last - LAST)) + 1, min(len(blocks), last + FAR_FOOT)), last)
    stamps = settle([one.stamp for one in (*head, *foot)], order=order, others=lambda: _spelt(blocks))
    ambiguous = any(one.ambiguous for one in stamps[: len(head)])
    found = [_Found(one.at, stamp, one.distance) for one, stamp in zip((*head, *foot), stamps, strict=True)]
    head, foot = found[: len(head)], found[len(head) :]
    head = [one for one in head if not one.stamp.ambiguous]
    foot = [one for one in foot if not one.stamp.ambiguous]
    updated = _nearest(head, "updated") or _nearest(foot, "updated")
    changed = updated.stamp.local if updated else None
    for pool in (head, foot):
        chosen = _nearest(pool, "published")
        if chosen is None and pool is head:
            chosen = _plain(head)
        elif chosen is None:
            chosen = next((one for one in pool if not one.stamp.role and _signs_off(blocks, one.at, last)), None)
        if chosen:
            return Dates(chosen.stamp.local, changed)
        if ambiguous:
            return Dates(None, changed, ambiguous=True)
    if updated and updated.at <= first + INTO:
        return Dates(None, changed, beside=True, timed=updated.stamp.timed)
    return Dates(_amid(blocks, first, last) or _only(blocks), changed)


def tells_news(story: str) -> bool:
    """Whether an English story reads like a report of what people did and said in a week, and not like a guide."""
    words = story.count(" ") + 1
    speaks = len(_SPEAKS.findall(story)) >= 2 and _WEEKDAY.search(story) is not None
    return speaks and len(_READER.findall(story)) <= words / 100


def _amid(blocks: Sequence[Labelled], first: int, last: int) -> dt.datetime | None:
    """A date right under the only byline amid the story."""
    lines = [n for n in range(first, last) if blocks[n].kind == "byline" and _SIGNED.match(blocks[n].text)]
    if len(lines) != 1:
        return None
    return next((when for n in range(lines[0], lines[0] + 3) if (when := _alone(blocks, n))), None)


def _alone(blocks: Sequence[Labelled], number: int) -> dt.datetime | None:
    """The date of a line that holds little else."""
    block = blocks[number] if number < len(blocks) else None
    stamps = find_stamps(block.text) if block and block.kind in ("date", "byline") and len(block.text) < 60 else []
    plain = len(stamps) == 1 and not stamps[0].ambiguous and stamps[0].role != "updated"
    return stamps[0].local if plain else None


def _only(blocks: Sequence[Labelled]) -> dt.datetime | None:
    """The only date on the page that a line of its own calls that of publication."""
    said = {
        stamps[0].local for block in blocks
        if len(block.text) < 60 and any(map(block.text.__contains__, _PUBLISHED)) and _YEAR.search(block.text)
        and block.kind not in ("body", "comment") and (stamps := find_stamps(block.text))
        and not stamps[0].ambiguous and _PUBLISHED_LINE.match(block.text[: stamps[0].start])
    }  # fmt: skip
    return said.pop() if len(said) == 1 else None


def _spelt(blocks: Sequence[Labelled]) -> list[Stamp]:
    """The dates in all short lines of a page, which may tell how its ambiguous ones are meant."""
    lines = (block.text for block in blocks if len(block.text) < SHORT and _YEAR.search(block.text))
    return [stamp for line in lines for stamp in find_stamps(line)]


def _head(blocks: Sequence[Labelled], anchor: int, first: int, end: int, titles: list[int]) -> range:
    """The blocks around the headline that may date the page; `end`: past the story's last."""
    start = max(0, (titles[0] if titles else first - ABOVE) - ABOVE)
    return range(max(start, anchor - HEAD), min(len(blocks), max(first + INTO, anchor + 2), anchor + HEAD, end))


def _read(blocks: Sequence[Labelled], numbers: range, anchor: int) -> list[_Found]:
    """The dates of the lines that may date the page, with their distance from the headline (or the story's end)."""
    found: list[_Found] = []
    for number in numbers:
        block = blocks[number]
        text = block.text
        if anchor - number > 1 and _TODAY.match(text):
            continue
        if _ENTRY.match(text) and any(_ENTRY.match(blocks[n].text) for n in _beside(number, blocks)):
            continue  # a list of what changed, or of what happened
        if len(text) > LONG or not _YEAR.search(text) or block.kind in ("comment", "caption"):
            continue
        before = blocks[number - 1].text if number else ""
        label = before + ": " if 0 < len(before) < 30 else ""
        distance = number - anchor if number >= anchor else (anchor - number) * UPWARD
        for stamp in find_stamps(label + text):
            if stamp.end <= len(label):
                continue
            start = stamp.start - len(label)
            if _dates_the_page(block, text, max(0, start), stamp):
                found.append(_Found(number, stamp, distance))
    return found


def _beside(number: int, blocks: Sequence[Labelled]) -> Sequence[int]:
    return [n for n in (number - 1, number + 1) if 0 <= n < len(blocks)]


def _dates_the_page(block: Labelled, text: str, start: int, stamp: Stamp) -> bool:
    """Whether a date in a line is that of the page, by the words around it."""
    if stamp.role == "updated" and len(text) < LONG:
        return True
    if _ELSEWHEN.search(text[max(0, start - 40) : start]) and not _WROTE.search(text[:start]):
        return False
    if stamp.role == "published":
        return len(text) < SHORT or block.kind != "body" or _SIGNED.match(text[:start]) is not None
    if block.kind == "body":
        return len(text.split()) <= 8
    rest = len(text) - (stamp.end - stamp.start)
    ends = _AFTER_DATE.match(text[start + stamp.end - stamp.start :]) is not None
    return rest < 90 and (block.kind in ("date", "byline", "title") or rest < 45) or ends and bool(
        _ENDS_WITH_DATE.search(text[:start]) or _SIGNED.match(text)
    )  # fmt: skip


def _nearest(found: Sequence[_Found], role: str) -> _Found | None:
    return min((one for one in found if one.stamp.role == role), key=lambda one: one.distance, default=None)


def _plain(found: Sequence[_Found]) -> _Found | None:
    """The nearest date without a role; of two side by side the earlier (the other is the update)."""
    plain = [one for one in found if not one.stamp.role]
    nearest = min(plain, key=lambda one: one.distance, default=None)
    if nearest is None:
        return None
    beside = [one for one in plain if abs(one.at - nearest.at) <= 1]
    return min(beside, key=lambda one: one.stamp.utc)


def _signs_off(blocks: Sequence[Labelled], number: int, last: int) -> bool:
    """Whether a date below the story belongs to it: right below, under the name of who wrote it."""
    if number > last + FOOT or len(blocks[number].text) > 60:
        return False
    above = blocks[number - 1]
    signed = _SIGNED.match(above.text) or _SIGNED.match(blocks[number].text)
    return above.kind == "byline" or signed is not None
