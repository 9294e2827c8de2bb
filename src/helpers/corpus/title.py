"""The headline of a page among its blocks: what stands above the story, date and byline, is said elsewhere on the page,
and shares words with the story.

Each line near the story's start has a score; the weights were fitted on the development pages (a softmax over each
page's lines) and rounded. Refuses: to name a headline where no line earns it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from helpers.corpus.blocks import Block
from helpers.corpus.features import Traits
from helpers.corpus.months import DATED
from helpers.corpus.persons import BY_NAME, is_person
from helpers.corpus.signs import ENGLISH

MAX_WORDS = 40
#: Lines further than this above the story, or beyond this below its start, are not looked at, but for the page's first.
REACH, BEYOND = 90, 7
#: A line worth less than this by itself is not looked at further. A headline is worth more than `LEAST` in all, one
#: that the story was kept with more than `LEAST_INSIDE` (it is taken out of the story).
WORTH, LEAST, LEAST_INSIDE = 1.0, 3.0, 3.5
#: A line of the story must be worth so much more than one above it; so must the page's first line than any other, for
#: it is the title that browsers show, which sites write anew for search engines.
INSIDE_OVER, FIRST_OVER = 1.0, 1.2
#: So many characters and blocks of the story are compared with a line.
LOOK, BLOCKS = 3000, 40

_WORD, _LONG_WORD = re.compile(r"\w+"), re.compile(r"\w{3,}")
_BY = re.compile(
    r"^\W*(?:by\b|(?:(?:story|written|reported|posted|published|words|text|authors?|reviewed|interview) ?(?:by)?\b"
    r"|von\b|par\b|por\b|di\b|door\b|av\b|af\b|autor)[: ])",
    re.I,
)
_SHARE = re.compile(
    r"^(?:share|print|e-?mail|tweet|facebook|twitter|linkedin|whatsapp|copy link|save|listen|\d* ?comments?|x$)\b", re.I
)
_CONTENTS = re.compile(
    r"^(?:table of contents|contents|in this (?:article|guide|post|story)|key takeaways|jump to)", re.I
)
#: Below the headline of an advertisement.
_PAID = re.compile(
    r"(?:(?:presented|sponsored|promoted|brought to you)(?: content)? by|(?:paid|sponsored) post)\b", re.I
)
#: Openers and words of what a page asks its readers to do.
_ASKS = re.compile(
    r"^(?:get|start|sign|join|try|shop|explore|view|contact|request|book|schedule|download|find a|i have"
    r"|see (?:if|our|all)|learn more|read (?:more|our)|check (?:out|if)|click|call (?:us|now)|subscribe|stay (?:up|in)"
    r"|we (?:may|are|use|have|earn))\b",
    re.I,
)
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|step \d|#?\d{1,2}[:.] )", re.I)
_PICTURE = ("image", "photo", "picture", "logo", "avatar", "thumbnail", "banner")
_PARTING = (" | ", " • ", " · ", " » ", " › ", " :: ", " - ", " – ", " — ", " ❯ ", " → ", " > ")
_PARTED = re.compile(r"\s(?:[|•·»›]|::|[-–—])\s")
_TRAIL = re.compile(r"\s[»›❯→>]\s|(?<=\w)/\s")
_SUFFIX = re.compile(r"\s*(?P<mark>\s[|•·»›~]|\s::|\s[-–—]|\|)\s+(?P<rest>(?:(?!\s[-–—]\s)[^|•·»›]){2,60})$")
_KICKER = re.compile(
    r"^(?:(?:blog|title)\s?:|(?:blog|news|opinion|analysis|article|review|exclusive|live|video)\s?\|)\s+", re.I
)
#: What text dumps run into one line with a headline: links for feeds, the outlet that is linked.
_GLUED = re.compile(r"(?:\s»)?\s(?:Comments Feed|alternate alternate|Skip to (?:main )?content)\b.*$", re.I)
_LINKED = re.compile(r"\s\((?:[\w-]+\.)+[a-z]{2,6}\)(?:\s\d{1,5})?$")
_LABEL = re.compile(r"^title:\s", re.I)
_NOT_SLUG = re.compile(r"[\W_]+")
#: Signs that a headline may bear by chance.
_MAY_BE = frozenset(("", "cut", "address", "bio", "promo", "date", "caption", "credit"))
_BY_WORDS = {1: -1.6, 2: -2.0, 3: -1.3, 4: -0.2, 5: 1.3, 6: 1.3, 7: 1.3}


def find_title(blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int], *, known: str = "") -> int:
    """Position of the headline, or -1. `kept`: the positions of the story's blocks, of which it may be one. `known`:
    the headline by the page's head or record, which is then the line looked for; the nearest to the story."""
    first, story = _opening(blocks, traits, kept)
    if known:
        wanted, near = _slug(known), _reach(blocks, first)
        said = next((n for n in reversed(near) if len(blocks[n].text) < 400 and _slug(blocks[n].text) == wanted), -1)
        if said >= 0:
            return said
    worth = dict(_weighed(blocks, traits, first, kept[-1] if kept else first, story))
    best, where = 0.0, -1
    for number, score in worth.items():
        over = INSIDE_OVER if number >= first else FIRST_OVER if number == 0 else 0.0
        if score > (LEAST if number < first else LEAST_INSIDE) and score - over > best:
            best, where = score - over, number
    if where == 0:
        title = _key(blocks[0].text)
        within = [n for n in worth if n and traits[n].words >= 4 and _key(blocks[n].text) in title]
        where = max(within, key=worth.__getitem__, default=0)
    return _mixed_case(blocks, where, _reach(blocks, first))


def _opening(blocks: Sequence[Block], traits: Sequence[Traits], kept: Sequence[int]) -> tuple[int, str]:
    """Where the story begins, and its text. Short lines far above its first sentence, of a menu rather than of the
    story, do not count."""
    first = kept[0] if kept else len(blocks)
    prose = next((number for number in kept if traits[number].prose), first)
    first = prose if prose - first > BEYOND else first
    return first, "\n\n".join([blocks[number].text for number in kept if number >= first][:BLOCKS])


def _reach(blocks: Sequence[Block], first: int) -> range:
    return range(max(0, first - REACH), min(len(blocks), first + BEYOND))


def _weighed(
    blocks: Sequence[Block], traits: Sequence[Traits], first: int, last: int, story: str
) -> Iterator[tuple[int, float]]:
    """The lines that may be the headline, each with what it is worth. `first`, `last`: of the story's blocks."""
    if not blocks:
        return
    told = Counter(_LONG_WORD.findall(story[:LOOK].lower()))
    body = frozenset(told) - ENGLISH
    again = frozenset(word for word in body if told[word] > 1)  # once is the line itself
    page_title = _key(blocks[0].text) if _may_be_page_title(traits[0], blocks[0].text, body) else ""
    marks: dict[int, str] = {}
    inside = Counter([block.text for block in blocks[first + 2 : last + 1]])
    outside = Counter([block.text for block in [*blocks[: first + 2], *blocks[-5:]]])
    sentences, long_before = 0, False
    heading: tuple[int, frozenset[str]] | None = None
    for number in dict.fromkeys((0, *_reach(blocks, first))):
        one, block = traits[number], blocks[number]
        sentences += number > first and traits[number - 1].prose
        if not 2 - (block.marker == "heading") <= one.words <= MAX_WORDS or one.hint not in _MAY_BE:
            continue
        if "://" in block.text:
            continue
        if number >= first and ((one.prose and block.text[-1] != "?") or sentences > 1):
            continue  # a sentence of the story, or a sub-head
        opens = number > 0 and one.words >= 4 and not long_before
        long_before = long_before or opens
        words = _content(block.text[:400])
        shared = len(words & (body if number < first else again))
        if not shared and one.words <= 3 and block.marker != "heading":
            continue
        score = 3.0 * shared / len(words) + 2.7 * min(shared, 6) / 6 if words else 0.0
        score += _own(block, one)
        if score < WORTH:
            continue
        if heading and heading[0] == number - 1 and len(words & heading[1]) <= 0.6 * min(len(words), len(heading[1])):
            score -= 1.5  # a standfirst: it says more of what the line above says
        may_head = score >= 2 and shared and one.words >= 5 and not one.prose and block.text.count(", ") < 2
        heading = (number, words) if may_head and not _mark(block, one) else None
        score += _around(blocks, traits, marks, number, first)
        if number == 0:
            score += 1.6 if page_title else 0.0
        else:
            score += _like_page_title(block.text, page_title) - min(max(first - number, 0), 60) * 0.05
            score += 1.2 * opens
        score -= 1.1 if inside[block.text] and number <= first + 1 else 0.0
        score -= 4.0 if number + 1 < len(blocks) and _PAID.match(blocks[number + 1].text) else 0.0
        score += 0.7 if one.words >= 5 and outside[block.text] > 1 else 0.0
        if number >= first:
            score -= 2.6 if _heads(blocks, traits, number, first) else 4.6
        yield number, score


def _mixed_case(blocks: Sequence[Block], where: int, numbers: range) -> int:
    """The same headline in small letters, if it was found in capitals."""
    if where < 0 or not blocks[where].text.isupper():
        return where
    said = blocks[where].text.casefold()
    return next((n for n in numbers if blocks[n].text.casefold() == said and not blocks[n].text.isupper()), where)


def tidy_title(text: str, lines: Iterable[str]) -> str:
    """A headline without the outlet's name behind it, the path of sections before it and what its page ran into one
    line with it. `lines`: the page's short lines, among which an outlet's or an author's name stands again."""
    text = _LINKED.sub("", _GLUED.sub("", _LABEL.sub("", text, count=1), count=1))
    path = _TRAIL.split(text)
    if len(path) > 1 and len(path[-1].split()) >= 3 and len(path[0].split()) <= 4:
        text = path[-1]
    text = _KICKER.sub("", text, count=1)
    piped = text.split(" | ")
    if len(piped[0].split()) >= (4 if len(piped) == 2 else 3):
        text = piped[0]
    known = _Slugs(lines)
    for _ in range(3):
        found = _SUFFIX.search(text[-120:])
        if not found:
            break
        head, rest = text[: len(text) - len(found[0])], found["rest"]
        if len(head.split()) < 3 or len(rest.split()) > 6:
            break
        if found["mark"].strip() in "-–—" and rest not in known:
            break
        text = head
    author = BY_NAME.search(text[-120:])
    if author and is_person(author["name"]) and (author["name"] in known or text[: -len(author[0])] in known):
        text = text[: -len(author[0])]
    return text.strip()


class _Slugs:
    """Lines compared by their letters and digits; put together when first asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._slugs = lines, frozenset[str]()

    def __contains__(self, text: str) -> bool:
        self._slugs = self._slugs or frozenset(map(_slug, self._lines))
        return _slug(text) in self._slugs


def _own(block: Block, one: Traits) -> float:
    """What a line is worth by its length, marks and form."""
    text = block.text
    score = _BY_WORDS.get(one.words, 2.0 if one.words <= 20 else -0.4)
    if block.marker == "heading":
        score += 3.3 if block.level == 1 else 2.2
    elif block.marker == "list":
        score -= 2.7
    if text[-1] in ".,;:":
        score -= 1.5 if text[-1] == ":" else 3.0
    if one.prose and text[-1] != "?":
        score -= 1.0
    if one.hint in ("date", "caption", "credit"):
        score -= 1.8
    elif one.hint == "promo":
        score -= 0.8
    score -= 1.0 * (_ASKS.search(text) is not None)
    if one.words >= 6 and not one.stop and not any(word[0].islower() for word in text.split()):
        score -= 1.0  # entries of a menu in one line
    if text.count(", ") > 3 and one.stop < 0.2 and "|" not in text:
        score -= 2.0  # tags
    score -= 0.8 * text.isupper() + 1.9 * text[0].islower()
    if text[0] in "#0123456789sS":
        score -= 0.8 * (_NUMBERED.match(text) is not None)
    if any(map(text.__contains__, _PARTING)):
        score -= 0.8 * (_PARTED.search(text) is not None) + 0.9 * (_TRAIL.search(text) is not None)
    return score - 1.9 * any(map(text.lower().__contains__, _PICTURE))


def _heads(blocks: Sequence[Block], traits: Sequence[Traits], number: int, first: int) -> bool:
    """Whether a line at a story's start stands over it like a headline: no sentence, with running text soon below it
    and at most a line of it above."""
    above, below = sum(one.prose for one in traits[first:number]), traits[number + 1 : number + 6]
    near = above <= (number <= first + 1) and number <= first + 3 and traits[number].words >= 4
    return near and blocks[number].text[-1] not in ".,;:" and any(one.prose for one in below)


def _around(blocks: Sequence[Block], traits: Sequence[Traits], marks: dict[int, str], number: int, first: int) -> float:
    """What a line is worth by what stands before and after it."""
    end, text, score = len(blocks), blocks[number].text, 0.0
    start, stop = max(0, number - 3), min(end, number + 7, max(first + 1, number + 3))
    for n in range(start, stop):
        if n not in marks:
            marks[n] = _mark(blocks[n], traits[n])
    after = [marks[n] for n in range(number + 1, stop)]
    score += 1.8 * ("by" in after) + 1.4 * ("date" in after) + 1.0 * ("share" in after)
    before = [marks[n] for n in range(start, number)]
    score += 0.6 * ("date" in before[-2:]) - 1.1 * ("by" in before[-2:])
    score += 0.3 * sum(traits[n].words <= 3 and marks[n] not in ("date", "by") for n in range(start, number))
    if number and traits[number].words > 10 and 4 <= traits[number - 1].words < traits[number].words:
        above, here = traits[number - 1], traits[number]
        score -= 1.5 * (here.stop >= 0.3 and above.hint in ("", "cut") and marks[number - 1] == "" and not above.prose)
    if number + 1 < end:
        follows = traits[number + 1]
        score -= 0.7 * (after[:1] == ["by"])
        score += 0.7 if follows.prose else 1.4 * (follows.words > max(traits[number].words, 8))
        score += 0.8 * ("contents" in after[:3])
    if number and len(text) > 5:
        for block in blocks[max(1, number - 6) : number + 3]:
            if block.text.endswith(text) and len(block.text) > len(text) + 2:
                score += 2.4  # the end of the path of sections
                break
    return score


def _mark(block: Block, one: Traits) -> str:
    """Whether a line is a date, a byline, a row of share buttons, or a heading of contents; else empty."""
    return _mark_of(block.text) if one.words <= 16 and len(block.text) < 100 else ""


@lru_cache(maxsize=1 << 14)
def _mark_of(text: str) -> str:
    if _BY.match(text):
        return "by"
    if DATED.search(text):
        return "date"
    return "share" if _SHARE.match(text) else "contents" if _CONTENTS.match(text) else ""


def _may_be_page_title(one: Traits, text: str, body: frozenset[str]) -> bool:
    """Whether a page's first line looks like the title that a browser shows."""
    words = _content(text[:400])
    return one.hint in ("", "cut") and 3 <= one.words <= 30 and len(words & body) >= max(1, 0.4 * len(words))


def _like_page_title(text: str, page_title: str) -> float:
    if not page_title:
        return 0.0
    key = _key(text)
    words = set(key.split())
    if not words:
        return 0.0
    score = 0.6 * len(words & set(page_title.split())) / len(words)
    if len(key) > 12 and key in page_title:
        return score + 2.0
    return score + (1.5 if key.split()[:3] == page_title.split()[:3] else 0.0)


def _content(text: str) -> frozenset[str]:
    return frozenset(_LONG_WORD.findall(text.lower())) - ENGLISH


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text[:400].lower()))


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("", text.casefold())
