"""Who wrote a page: the names in its byline, wherever and however it is printed.

    By Ann Lee, Staff Writer | 5 May        By / Ann Lee        Ann Lee on 5 May 2031        ANN LEE
Read in order: what says "by" between headline and story, then just above the headline; a bare name beside the date or
said again; what says "by" within and below the story; a line about the author; at last the outlet, where it signs. A
bare name is one whose first name is known, or of whose words none stands in small letters in the story. Refuses:
photographers, reviewers, those who write comments and teasers, and lines that hold no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.corpus.label import Labelled
from helpers.corpus.months import DATED
from helpers.corpus.persons import (
    BY_NAME,
    clean_byline,
    first_names,
    is_group,
    is_names,
    is_person,
    may_sign,
    plain_line,
    says_by,
)

#: Blocks below the headline, above it, into the story, and below that, in which a byline may stand.
HEAD, ABOVE, INTO, FOOT = 40, 7, 3, 40
#: Blocks into the story among which a line in the form of a byline is one, if there is no other.
DEEP = 20
#: A bare name or a pen name stands at most this far below the headline, or above the story.
NEAR = 9
#: A line that stands alone more often than this is of a menu.
MENU = 4
#: A line of more characters is no byline, or no note about an author.
LONGEST = 260
LONGEST_BIO = 900
#: So many characters of a page's sentences are searched for the words of a name.
LOOK = 30_000

_LABEL = re.compile(
    r"^(?:(?:story|written|reported|posted|words|text|review|article|author|contributed|created|interview)? ?by:?"
    r"|(?:about the )?(?:authors?|writers?|contributors?|reporters?)(?: of this article)?:?|autor(?:in)?:?|von:?|par:?"
    r"|por:?)$",
    re.I,
)
_INLINE = re.compile(
    r"(?:^|[\s|•·.–—-])(?:[Bb]y:?|BY:?|writes|reports) (?P<name>(?:[^\W\d_a-z]|\d?[A-Z])[^|•·]{2,120})$"
)
_NOT_AUTHOR = re.compile(
    r"\b(?:reviewed|fact.?checked|checked|edited|photos?|photograph\w*|pictures?|images?|illustrat\w+|powered|presented"
    r"|sponsored|translated|narrated|produced|designed|hosted|compiled|supported|approved|verified|updated|comment\w*"
    r"|video|graphics?|courtesy|credit|liked|recommended|featured|trusted|rated|voted|ranked|owned|operated|used"
    r"|brought to you) (?:\w+ )?by\b|\b(?:hoto|getty)\b",
    re.I,
)
#: Who edited what another wrote.
_EDITED = re.compile(r"(?<=\w),? (?:and )?(?:edited|illustrated|photographed|translated) by .*$", re.I)
_PARTS = re.compile(
    r"\s*[|•·⋅–—]\s*|,? (?:on )?(?=(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|\d{1,2} ?[A-Z][a-z]{2}|(?i:updated|published|posted|last updated)\b|@)| (?=[A-Z][a-z]+ at [A-Z])|(?<=\d{4}) by "
)
_ABOUT = re.compile(
    r"^(?:about|meet|more (?:from|by)|written by|story by|interview by|posts by|view all posts by|all posts by|follow"
    r"|(?:©|copyright).{0,12}\d{4}|©) ",
    re.I,
)
#: Below a name at the story's foot: whose it is.
_PROFILE = re.compile(r"^(?:(?:about the )?author|view (?:all )?(?:posts|profile)|(?:more|all) posts|posts by)\b", re.I)
#: What shows that a line is the name of a body, not of a person: `Georgia Institute of …`.
_GOES_ON = re.compile(r"\s*(?:of|and|&|for)\b", re.I)
_NOT_SLUG = re.compile(r"[\W_]+")
_IS = re.compile(r"^(?: \([^)]{1,40}\))?,? (?:is|was|has|covers|writes|reports|works|lives|holds|joined|graduated) ")


def find_byline(blocks: Sequence[Labelled], *, site: str = "") -> str:
    """The names of the authors as printed, without "By", role and date; empty if nobody is named. `site`: the outlet,
    if known."""
    body = [number for number, block in enumerate(blocks) if block.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks) - 1)
    title = next((n for n, block in enumerate(blocks[: first + INTO]) if block.why == "headline-above-story"), -1)
    if title == 0 and first > NEAR:
        title = -1  # the title that browsers show, far from the story
    start = title + 1 if title >= 0 else max(0, first - HEAD)
    end = min(len(blocks), max(first, start) + INTO)
    below = [n for n in range(start, end) if n < start + HEAD or n >= first - NEAR]
    above = range(title - 1, max(-1, title - ABOVE), -1) if title > 0 else range(0)
    under = range(start, min(end, start + NEAR)) if title >= 0 else range(0)
    near = frozenset((*under, *range(max(0, first - NEAR), end), *above))
    small = _SmallWords(blocks)
    for numbers in (below, above):
        for number in numbers:
            found = _said(blocks, number, small, near=number in near and blocks[number].kind != "body")
            if found:
                return found
        for number in numbers:
            found = _bare(blocks, number, small, near=number in near, unknown=number > title)
            if found:
                return found
    return (
        _inside(blocks, range(end, min(last, first + DEEP)), small)
        or _at_the_foot(blocks, last, small)
        or _in_the_title(blocks, max(title, 0))
        or _outlet(blocks, sorted(near), site)
    )


class _SmallWords:
    """The words of a page's sentences, and which of them stand in small letters; put together when first asked for."""

    def __init__(self, blocks: Sequence[Labelled]) -> None:
        self._blocks, self._text = blocks, ""

    def has(self, word: str) -> bool:
        return f" {word.lower().strip('.,')} " in self._sentences()

    def lie_in(self, name: str) -> bool:
        """Whether the sentences name a place so."""
        return f" in {name}" in self._sentences()

    def tell_of(self, name: str) -> bool:
        """Whether the sentences name somebody, who is then hardly their author."""
        return f" {name}" in self._sentences()

    def _sentences(self) -> str:
        if not self._text:
            self._text = " " + " ".join([block.text for block in self._blocks if len(block.text) > 40])[:LOOK] + " "
        return self._text


def _said(blocks: Sequence[Labelled], number: int, small: _SmallWords, *, near: bool) -> str:
    """The names in a line that says "by", or that follows such a line."""
    block = blocks[number]
    if len(block.text) > LONGEST or block.kind in ("caption", "comment"):
        return ""
    text = plain_line(block.text)
    text = _EDITED.sub("", text) if "ed by " in text else text
    labelled = number > 0 and len(text) < 120 and _is_label(blocks[number - 1].text)
    opens = says_by(text)
    said = labelled or opens or any(map(text.lower().__contains__, ("by ", "writes ", "reports ")))
    if not said or _NOT_AUTHOR.search(text[:120]):
        return ""
    if labelled:
        return _signed(clean_byline(text), pen_names=near and (" " in text or _beside_date(blocks, number)))
    if block.kind == "title" or (block.kind == "body" and len(text) > 100):
        return ""
    if opens and not _is_label(text):
        names = _signed(clean_byline(text), pen_names=near and "by" in text[:16].lower())
        heads = names.isupper() and not is_person(names) and any(map(small.has, names.split()))
        return "" if heads else names  # BY USE CASE
    inline = _INLINE.search(text[-130:]) if near and len(text.split()) <= 45 else None
    return _signed(clean_byline(inline["name"]), pen_names=DATED.match(text) is not None) if inline else ""


def _is_label(text: str) -> bool:
    """`By`, `Written by`, `Author` alone on a line."""
    return len(text) < 24 and _LABEL.match(text) is not None


def _signed(names: str, *, pen_names: bool) -> str:
    if is_names(names) and (" " in names or pen_names):
        return names
    head = names.split(",")[0].strip()
    if head != names and is_names(head) and " " in head:
        return head
    return names if pen_names and may_sign(names) else ""


def _beside_date(blocks: Sequence[Labelled], number: int) -> bool:
    """Whether a short line with a date or an hour stands next to this one, or is this one."""
    near = blocks[max(0, number - 1) : number + 2]
    return any(len(block.text) < 90 and DATED.search(block.text) for block in near)


def _bare(blocks: Sequence[Labelled], number: int, small: _SmallWords, *, near: bool, unknown: bool) -> str:
    """A name without "by": known as a name, or (if `unknown` ones may count) beside the date, or said again."""
    block = blocks[number]
    if len(block.text) > 120 or block.kind in ("title", "caption", "credit"):
        return ""
    if " " not in block.text and not _dated_next(blocks, number):
        return ""
    text = plain_line(block.text)
    if not text or text[0].islower() or (block.kind == "body" and len(text) > 60):
        return ""
    own = DATED.search(text) is not None
    parts = _PARTS.split(text) if own or "|" in text or "•" in text or " at " in text else [text]
    found = ((clean_byline(part), part) for part in parts)
    names = next((name for name, part in found if _may_be(name, small) and not _GOES_ON.match(part[len(name) :])), "")
    if not names:
        return ""
    around = [n for n in range(max(0, number - 2), min(len(blocks), number + 4)) if n != number]
    dated = own or any(len(blocks[n].text) < 90 and DATED.search(blocks[n].text) for n in around)
    if is_person(names.split(",")[0]):
        named = dated or (near and not small.tell_of(names)) or _again(blocks, names, number)
        return names if named else ""
    if not near or not (unknown or own):
        return ""
    twice = any(names in blocks[n].text for n in around if len(blocks[n].text) < len(names) + 12)
    if is_group(names):
        return names if dated or twice else ""
    if " " in names and ((twice and dated) or own or _dated_next(blocks, number)):
        return names
    return names if dated and _again(blocks, names, number) else ""


def _may_be(name: str, small: _SmallWords) -> bool:
    if len(name) < 3 or not (is_names(name) or is_group(name)) or small.lie_in(name):
        return False
    return is_person(name) or is_group(name) or not any(small.has(word) for word in name.split() if word[0].isupper())


def _dated_next(blocks: Sequence[Labelled], number: int) -> bool:
    """Whether the next line holds little but a date."""
    text = blocks[number + 1].text if number + 1 < len(blocks) else ""
    return len(text) < 60 and DATED.search(text) is not None


def _again(blocks: Sequence[Labelled], name: str, number: int) -> bool:
    """Whether a name is said again as an author's: with "about" or "by", as "… is a …", or alone, if not as often as
    what a page repeats in its menus."""
    alone = 0
    for at, block in enumerate(blocks):
        if abs(at - number) <= 1 or name not in block.text[:120]:
            continue
        rest = block.text.partition(name)[2]
        if block.text.startswith(name):
            if _IS.match(rest):
                return True
            alone += not rest and " " in name
        before = _ABOUT.match(block.text)
        if before and block.text[before.end() :].startswith(name) and len(rest) < 40:
            return True
    return 0 < alone <= MENU


def _at_the_foot(blocks: Sequence[Labelled], last: int, small: _SmallWords) -> str:
    """Names below the story, or in its last lines, under a label, after "by", or above a line about the author."""
    for number in range(max(0, last - 2), min(len(blocks), last + FOOT)):
        text = plain_line(blocks[number].text) if len(blocks[number].text) <= 160 else ""
        labelled = number > 0 and _is_label(blocks[number - 1].text)
        about = _ABOUT.match(text)
        if not text or not (labelled or about or says_by(text)) or _NOT_AUTHOR.search(text[:120]):
            continue
        if labelled:
            names = clean_byline(text)
            if _may_be(names, small) and " " in names:
                return names
        if blocks[number].kind != "comment" and number <= last + 6 and says_by(text):
            names = clean_byline(text)
            names = _signed(names, pen_names=False) or (names if names.lower() in first_names() else "")
            if names:
                return names
        if about and "©" not in text and is_person(text[about.end() :].strip()):
            return text[about.end() :].strip()
    foot = range(max(0, last - 3), min(len(blocks), last + 10))
    return _signs_below(blocks, last) or _described(blocks, foot, small) or _presented(blocks, last)


def _presented(blocks: Sequence[Labelled], last: int) -> str:
    """The only name in the page's lower half that stands alone above a line about who that is."""
    found = {
        block.text
        for number, block in enumerate(blocks[last // 2 : last], last // 2)
        if len(block.text) < 40 and blocks[number + 1].text.startswith(block.text)
        and is_person(block.text) and _IS.match(blocks[number + 1].text[len(block.text) :])
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ""


def _signs_below(blocks: Sequence[Labelled], last: int) -> str:
    """A name in the first lines below the story, with its date, or with what leads to its other stories."""
    for number in range(last + 1, min(len(blocks) - 1, last + 3)):
        name, then = blocks[number].text, blocks[number + 1].text
        told = (len(then) < 80 and DATED.match(then)) or _PROFILE.match(then)
        if told and len(name) < 40 and (is_person(name) or name.lower() in first_names()):
            return name
    return ""


def _inside(blocks: Sequence[Labelled], numbers: Iterable[int], small: _SmallWords) -> str:
    """The only byline amid the story's first blocks."""
    lines = {blocks[n].text: n for n in numbers if blocks[n].kind == "byline" and says_by(blocks[n].text)}
    return _said(blocks, *lines.values(), small, near=False) if len(lines) == 1 else ""


def _outlet(blocks: Sequence[Labelled], numbers: Iterable[int], site: str) -> str:
    """The outlet, if its name stands beside the date, where an author's would; or if it is a person's."""
    wanted, opens = _slug(site), site.split()[0].casefold() if site else ""
    for number in numbers if wanted else ():
        text = blocks[number].text
        if len(text) > 90 or opens not in text.casefold() or blocks[number].kind in ("title", "caption", "credit"):
            continue
        own = DATED.search(text) is not None
        for part in _PARTS.split(text) if own else [text]:
            if _slug(part).removeprefix("team") == wanted and (own or _beside_date(blocks, number)):
                return clean_byline(part)
    return site if is_person(site) else ""


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("", text.casefold())


def _in_the_title(blocks: Sequence[Labelled], title: int) -> str:
    """The name behind "by" at the end of the headline or of the page's title, if the page says it again."""
    for number in dict.fromkeys((title, 0)):
        found = BY_NAME.search(blocks[number].text[-120:]) if blocks else None
        if found and is_person(found["name"]) and any(block.text == found["name"] for block in blocks):
            return found["name"]
    return ""


def _described(blocks: Sequence[Labelled], numbers: Iterable[int], small: _SmallWords) -> str:
    """A name above a line that tells who that is, or at the start of one."""
    for number in numbers:
        block, then = blocks[number], blocks[number + 1].text if number + 1 < len(blocks) else ""
        if block.kind in ("comment", "caption", "title"):
            continue
        words = block.text.split()
        if 2 <= len(words) <= 4 and is_names(block.text) and _may_be(block.text, small):
            start = block.text if then.startswith(block.text) else words[0]
            if then.startswith(start) and _IS.match(then[len(start) :]):
                return block.text
        name = " ".join(words[:2])
        told = block.kind in ("bio", "body") and len(block.text) < LONGEST_BIO and _IS.match(block.text[len(name) :])
        if told and is_person(name):
            return name
    return ""
