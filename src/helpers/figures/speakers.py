"""Noun phrases that can say something: before a reporting verb, behind it, or at the beginning of a sentence.

No parser: a phrase ends where a word stands that cannot belong to it. Refuses percentages and counts as speakers.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FINITE = re.compile(
    r"[a-z]{2,}ed|is|are|was|were|has|have|had|will|would|said|says|met|told|gave|put|made|took|went|left|set|held|sent"
    r"|began|won"
)


_TOKEN = re.compile(r"[\w.’'&$%/-]+|[^\w\s]")


_SKIP = frozenset(
    "also later has have had earlier previously then now recently publicly repeatedly already first again initially"
    " reportedly still monday tuesday wednesday thursday friday saturday sunday today yesterday tonight meanwhile will"
    " would could may does did not quickly officially subsequently separately however afterward immediately"
    " angrily".split()
)


_BOUNDARY = frozenset(
    "that which who but while if because after when where whereas although though as until since before so whom what"
    " how why is are was were be been do said says than whether and/or or yet nor".split()
)


QUOTES = '"“”'


PRONOUNS = frozenset("he she they it i we you his her".split())


_END = re.compile(
    r"[,.;:!?\n“”\"()—–]|\s(?:who|which|that|and|but|while|in an?|in its|in the|on [A-Z]|at an?|after|when|as|during"
    r"|have|has|is|are|was|were|said|told)\s|\s(?:on|in)\s(?=Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|Twitter|Telegram|Facebook|X\b)|\s(?=Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)


_APPOSITIVE = re.compile(r"^(?:a|an|the|who|whose|which|also|now|then|his|her|its|one|[a-z])\b", re.IGNORECASE)


#: "52 percent of voters say": what they say is the figure's business, but they are not its source.
_NUMBERED = re.compile(
    r"(?:\$?\d[\d,.]*%?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\w-]*|(?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|most|many|some|few|half|nearly|about|more than|almost|only|just|roughly"
    r"|around)\b)(?!.*(?:officials?|sources|witnesses|authorities))",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r"^(?:meanwhile|however|also|still|but|and|yet|in addition|later|earlier|separately|elsewhere|on \w+day|\w+day)\s",
    re.IGNORECASE,
)


_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts)\s(?!New York Times)")
_LETTERS = re.compile(r"[A-Za-z]{2}|[A-Z]\.[A-Z]")


def sentence_subject(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that opens a sentence, up to its first finite verb; None when it opens otherwise."""
    last = None
    for i, token in enumerate(_TOKEN.finditer(text, start, stop)):
        word = token.group()
        if _FINITE.fullmatch(word):
            return (start, last) if last else None
        if (
            not word[0].isalnum()
            or i > 9
            or (
                i == 0 and word.lower() in ("in", "on", "at", "after", "as", "with", "by", "for", "but", "and", "while")
            )
        ):
            return None
        last = token.end()
    return None


def phrase_before(text: str, start: int, at: int) -> tuple[int, int] | None:
    """The noun phrase that ends at the reporting verb: back over adverbs and an apposition to where it begins."""
    window = max(start, at - 160)
    tokens = list(_TOKEN.finditer(text, window, at))
    if window > start and tokens and tokens[0].start() == window:
        tokens = tokens[1:]  # may be half a word
    while tokens and tokens[-1].group().lower().strip(".") in _SKIP:
        tokens.pop()
    if not tokens:
        return None
    if tokens[-1].group() in (",", "—", "–"):  # an apposition: "X, the governor, said"
        comma = next((i for i in range(len(tokens) - 2, -1, -1) if tokens[i].group() in (",", "—", "–", *QUOTES)), None)
        if comma is None or tokens[comma].group() in QUOTES:
            return None
        between = text[tokens[comma].end() : tokens[-1].start()].strip()
        if _APPOSITIVE.match(between) or between.isdigit():
            return _back(tokens[:comma])
        return _back(tokens[:-1])
    return _back(tokens)


def _back(tokens: list[re.Match[str]]) -> tuple[int, int] | None:
    """From the last token backwards to the first that cannot belong to the noun phrase."""
    first = None
    for i in range(len(tokens) - 1, -1, -1):
        word = tokens[i].group()
        low = word.lower()
        if (
            not word[0].isalnum()
            or low in _BOUNDARY
            or (len(tokens) - i) > 14
            or (word.endswith(".") and len(word) > 5 and word[0].islower())
        ):
            break
        if (
            low in ("and", "&")
            and first is not None
            and tokens[first].group()[0].islower()
            and tokens[first].group().lower() not in ("the", "other")
        ):
            break
        if first is not None and low != "united" and _PARTICIPLE.fullmatch(low):
            break
        first = i
    while (
        first is not None
        and first < len(tokens)
        and tokens[first].group().lower()
        in (
            "and",
            "on",
            "in",
            "at",
            "by",
            "to",
            "for",
            "with",
            "from",
            "but",
            "also",
            "meanwhile",
            "later",
            "earlier",
            "however",
            "of",
        )
    ):
        first += 1
    if first is None or first >= len(tokens):
        return None
    return tokens[first].start(), tokens[-1].end()


def phrase_after(text: str, position: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `position`, up to the first word or mark that ends one."""
    match = _END.search(text, position, min(end, position + 120))
    stop = match.start() if match else min(end, position + 120)
    if match and match.group() == "." and stop - position <= 4:  # "Gov. Smith", "U.N. officials"
        match = _END.search(text, stop + 1, min(end, position + 120))
        stop = match.start() if match else end
    while stop > position and text[stop - 1].isspace():
        stop -= 1
    return (position, stop) if 2 <= stop - position <= 120 else None


@lru_cache(maxsize=1 << 14)
def clean(name: str) -> str:
    """A source's name without article, opening adverb and marks, at most 120 characters."""
    name = _LEADING.sub("", name.strip(" ,’'“”\""))
    return " ".join(_ARTICLE.sub("", name).split())[:120]


@lru_cache(maxsize=1 << 14)
def can_speak(name: str) -> bool:
    """Whether a name may be somebody's or some body's: no count, no bare pointing word."""
    low = name.lower()
    if low in PRONOUNS:
        return True
    return (
        bool(_LETTERS.search(name))
        and low not in ("there", "this", "that", "these", "those", "one", "which", "what", "who", "all", "both")
        and not _NUMBERED.match(name)
    )
