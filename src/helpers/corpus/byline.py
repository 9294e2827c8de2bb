"""Who wrote a page: the names in its byline, wherever and however it is printed.

    By Ann Lee, Staff Writer | 5 May        By / Ann Lee        Ann Lee on 5 May 2031        ANN LEE
Refuses: lines that hold no name, such as "By Type" in a menu or the words of a promotion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.corpus.label import Labelled

#: A byline stands at most this many blocks above the story.
REACH = 30

_NAME_PART = r"(?:[A-ZÀ-Ž][\w.’'-]*|de|van|von|der|den|la|le|el|al|bin|da|dos|del|di|ten|ter|y)"
_NAME = re.compile(rf"^(?=.{{4,60}}$)[A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{1,4}}$")
_NAMES = re.compile(
    rf"^[A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{0,4}}(?:(?:,| and| &|, and"
    rf"|;) [A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{0,4}}){{0,6}}$"
)
_LABEL = re.compile(
    r"^(?:(?:story|written|reported|posted|published|words|text|review|article|author|contributed|created) )?by:?$"
    r"|^authors?:?$",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:story|written|reported|reporting|posted|published|words|text|review|article|opinion"
    r"|analysis) )?by:?\s+|^authors?:?\s+",
    re.I,
)
_INLINE = re.compile(
    rf"\b(?:[Bb]y|BY):? (?P<name>[A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{1,4}}(?:(?:,| and"
    rf"| &) [A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{1,3}}){{0,4}})"
)
_LEADING = re.compile(
    rf"^(?P<name>[A-ZÀ-Ž][\w.’'-]*(?: {_NAME_PART}){{1,3}}?)(?: on|,| [|•·–—-])? (?=(?i:jan|feb|mar|apr|may|jun|jul"
    rf"|aug|sep|oct|nov|dec|\d|updated|published|posted))"
)
_END = re.compile(
    r"\s*(?:[|•·;]|\s[–—-]\s|\s/\s|\bon\b\s(?=\w+\.? \d)|\bupdated\b|\bpublished\b|\bposted\b|\d{4}|\b\d{1,2}[:/.]\d"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\bmay \d|\d+ min).*$",
    re.I,
)
_ROLE = re.compile(
    r",?\s+(?:the )?(?:associated press|reuters)$"
    r"|,\s*[^,]*\b(?:reporter|writer|correspondent|editor|staff|contributor|producer|columnist|author|desk|analyst"
    r"|service|wire|phd|md|rdn?|cscs)\b.*$"
    r"|\s+(?:staff writer|staff reporter|associated press)$",
    re.I,
)
_FIRST_PART = re.compile(r"[,;(|━•·]|\. |\s[–—-]\s")
_NOT_NAMES = frozenset(
    "home news menu search subscribe login sign share sports weather business politics world opinion health science"
    " article articles blog contact about read more live video newsletter newsletters podcasts guide guides shop events"
    " type category date popular latest topics resources follow facebook twitter instagram linkedin press image photo"
    " the our your how why what when best top all new in on for with from this that get free"
    " updated published posted last edited reviewed january february march july september october"
    " november december feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday"
    " saturday sunday online options strategy planning schedule book team teams hub".split()
)


def find_byline(blocks: Sequence[Labelled]) -> str:
    """The names of the authors as printed, without "By", role and date; empty if nobody is named."""
    first = next((n for n, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    above = range(max(0, first - REACH), first)
    title = max((n for n in above if blocks[n].kind == "title"), default=max(0, first - 12))
    order = [*range(title + 1, first), *range(title - 1, above.start - 1, -1)]
    for look in (_labelled, _said, _inline):
        for number in order:
            found = look(blocks, number)
            if found:
                return found
    twice = [n for n in order if n > title - 4 and _NAME.match(blocks[n].text) and is_names(blocks[n].text)]
    for number in twice:
        if _is_backed(blocks, number, first):
            return blocks[number].text
    below = [n for n in range(first, len(blocks)) if blocks[n].kind == "byline"]
    return next(filter(None, (_said(blocks, n) for n in below)), "")


def clean_byline(text: str) -> str:
    """The names of a byline: `By Ann Lee, Staff Writer | 5 May` gives `Ann Lee`."""
    names = _BY.sub("", " ".join(text[:300].split()))
    short = _ROLE.sub("", _END.sub("", names).strip(" ,.;:|-–—")).strip(" ,;:|-–—")
    return short or names.strip(" ,;:|-–—")


def is_names(text: str) -> bool:
    """Whether a text is one or more names of people (by shape; menus and headings are refused by their words)."""
    return bool(_NAMES.match(text)) and not any(word.lower().strip(",.") in _NOT_NAMES for word in text.split())


def _labelled(blocks: Sequence[Labelled], number: int) -> str:
    """`By` alone on its line, the name on the next."""
    if number and _LABEL.match(blocks[number - 1].text):
        names = clean_byline(blocks[number].text)
        return names if is_names(names) else ""
    return ""


def _said(blocks: Sequence[Labelled], number: int) -> str:
    text = blocks[number].text
    if blocks[number].kind in ("body", "title") or not _BY.match(text[:60]):
        return ""
    names = clean_byline(text)
    if not is_names(names):
        # `Ann Lee, Extension educators`: what stands before the first comma or stop.
        names = _FIRST_PART.split(names, maxsplit=1)[0].strip()
        names = names if " " in names else ""
    return names if is_names(names) and len(names) <= 120 else ""


def _inline(blocks: Sequence[Labelled], number: int) -> str:
    """A name amid a line of date and place: `Posted by Ann Lee on Friday`, `Ann Lee July 3, 2031`."""
    block = blocks[number]
    if block.kind not in ("date", "byline", "credit", "navigation", "boilerplate") or "hoto" in block.text[:40]:
        return ""
    found = _INLINE.search(block.text[:200]) or (_LEADING.match(block.text[:120]) if block.kind == "date" else None)
    if not found:
        return ""
    names = clean_byline(found["name"])
    return names if is_names(names) else ""


def _is_backed(blocks: Sequence[Labelled], number: int, first: int) -> bool:
    """Whether a bare name is a byline: said again on the page, at the foot or in a line about the author, or right
    beside the date."""
    name = blocks[number].text
    if any(block.kind == "date" for block in blocks[max(0, number - 1) : number + 2]):
        return True
    near = range(max(0, number - 3), min(len(blocks), first))
    again = (blocks[n].text for n in range(len(blocks)) if n not in near)
    return any(text.startswith(name) and (len(text) == len(name) or " is " in text[: len(name) + 5]) for text in again)
