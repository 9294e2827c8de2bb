"""The noun phrase that a number counts: the words after it up to the first that cannot belong to it.

No parser: function words, verbs and punctuation end the phrase; of what is left the first plural is its head. Refuses
to
name a head where no noun follows ("six without heat"): claims.py then looks at the neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.figures.units import is_plural, singular

PARTITIVE = re.compile(
    r"\s(?:(?:or so|other|more)\s)?of\s(?:(?:the|its|their|his|her|our|these|those|all|my|your|[A-Z][\w.]*[’']s?)\s)?"
)
_TOKEN = re.compile(r"(?P<gap>\s|-)(?P<word>[A-Za-z][\w’'-]*(?:\.[A-Z]\.?)*)")
_LEAD = frozenset("other more additional further new different separate such estimated total or so".split())

#: Words that end a noun phrase: prepositions, pronouns, conjunctions, auxiliaries, and verbs that often follow a count.
_STOP = frozenset(
    """
a an the this that these those its their his her our my your about above across after against along among around as at
because before
behind below beneath beside besides between beyond by despite down during except for from if in inside into like near
nearly of off on
onto or out outside over past per since than then through throughout till to toward towards under until up upon via
when where which while
who whom whose with within without and but nor so yet also be been being am is are was were have has had having do
does did can could
may might must shall should will would he she it they we i you him them us there here now not no only even just still
already ago later
earlier more less each every both either neither all any some such said say says saying told tell according today
yesterday tomorrow tonight
went go goes going gone came come comes coming took take takes taking made make makes got get gets gave give gives
left became become
began begin saw see seen died die dying dead killed injured wounded hurt missing fled flee remain remained fell rose
drew ran run
worldwide nationwide overnight apiece alive away back together abroad annually daily weekly monthly yearly unless
whether what how why
including following amid versus vs though although too very much many because once where won lost beat met led held
kept put set cut hit
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november
december straight-up lived live need needed needs want wanted include includes reached reach followed
known believed feared thought presumed asks seeks calls
""".split()
)
_VERB_TAIL = re.compile(r"[a-z]{2,}ed\Z")
_KEEP_ED = frozenset(
    "armed wounded united injured combined confirmed registered displaced suspected reported recorded unarmed skilled"
    " retired"
    " deprived undocumented planned guided unmanned organized related red bed seed shed eligible mixed hundred"
    " unidentified"
    " detained disabled accused infected abandoned damaged destroyed occupied connected unvaccinated estimated"
    " uniformed hooded"
    " masked sacred wanted trained fortified selected advanced loaded aged sized based experienced certified"
    " licensed".split()
)
_GERUND_KEEP = frozenset(
    "building buildings training wedding meeting meetings killings housing shipping fighting living missing remaining"
    " operating existing working warring burning surviving leading competing flying sitting rising king ring"
    " wing".split()
)
_MODIFIER_PLURALS = frozenset(
    "arms weapons sports systems parts goods sales news savings emergencies affairs operations services securities"
    " earnings communications thousands hundreds millions series".split()
)


#: Nouns for several that may stand before another: "personnel carriers".
_MODIFIER_COLLECTIVES = frozenset("dead wounded injured missing military personnel fish staff police".split())


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: text[start:end]; `head`: its head word, singular; `words`: the words up to and with the head."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    head: str


def noun_phrase(text: str, position: int, *, plural: bool, limit: int = 7) -> Phrase | None:
    """The noun phrase that starts at `position` (at the white space or hyphen before it), or None.

    `plural`: whether its head must be a plural, as after any number but one.
    """
    tokens: list[re.Match[str]] = []
    hyphen = text[position : position + 1] == "-"
    at = position
    while len(tokens) < limit:
        match = _TOKEN.match(text, at)
        if not match or (match["gap"] == "-" and tokens) or (match["gap"].isspace() and "\n" in match["gap"]):
            break
        word = match["word"]
        low = word.lower()
        if not tokens and low in (
            "other",
            "more",
            "additional",
            "new",
            "such",
            "further",
            "the",
            "its",
            "their",
            "his",
            "her",
            "our",
            "a",
            "an",
        ):
            at = match.end()
            if low in ("other", "more", "additional", "further", "such"):
                continue
            if low in ("the", "its", "their", "his", "her", "our", "a", "an") and not plural:
                continue
            if low == "new":
                tokens.append(match)
                continue
            break
        joins = low in ("and", "or") and tokens and plural and not any(is_plural(token["word"]) for token in tokens)
        if joins and _TOKEN.match(text, match.end()):  # "digital and printed copies"
            at = match.end()
            continue
        if low in _STOP or (tokens and _ends(low)):
            break
        tokens.append(match)
        at = match.end()
        if hyphen and len(tokens) == 1 and at < len(text) and text[at] in " ,.;":
            break
        if word.endswith(("’s", "'s")) and plural:
            break
        if text[at : at + 1] == "-":
            break
    index = _head(tokens, plural=plural and not hyphen)
    if index is None:
        return None
    words = tuple(token["word"] for token in tokens[: index + 1])
    start, end = tokens[0].start("word"), tokens[index].end("word")
    return Phrase(start, end, text[start:end], words, singular(words[-1]))


def _ends(word: str) -> bool:
    """Whether a word that is in no list looks like a verb form after a noun."""
    if (
        word.endswith("ly")
        and len(word) > 4
        and word not in ("family", "early", "assembly", "elderly", "monthly", "daily")
    ):
        return True
    if word.endswith("ing") and word not in _GERUND_KEEP:
        return True
    return bool(_VERB_TAIL.match(word)) and word not in _KEEP_ED


def _head(tokens: list[re.Match[str]], *, plural: bool) -> int | None:
    if not tokens:
        return None
    words = [token["word"] for token in tokens]
    if not plural:
        for i, word in enumerate(words[:-1]):
            if (
                is_plural(word)
                and word.endswith("s")
                and word.islower()
                and word not in _MODIFIER_PLURALS
                and not is_plural(words[i + 1])
            ):
                return i
        return len(words) - 1
    for i, word in enumerate(words):
        if not is_plural(word) or word.lower() in _LEAD:
            continue
        following = words[i + 1] if i + 1 < len(words) else ""
        if following and is_plural(following) and (word.lower() in _MODIFIER_PLURALS or word[:1].isupper()):
            continue
        if word.lower() in _MODIFIER_COLLECTIVES and following and is_plural(following):
            continue
        return i
    return None
