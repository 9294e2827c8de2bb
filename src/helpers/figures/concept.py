"""What a measure, a sum or a share is of: the noun phrase it stands beside, or the subject it is said of.

"Revenue rose to $5 million": revenue. "A drop of 3% in sales": drop, sales. "A 5-watt charger": charger. No parser: words
are told apart by lists and endings, phrases end at function words, and a subject stands before the nearest verb of its
clause. Refuses pronouns: "it cost $5" is of nothing that is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.figures.bounds import DIRECTIONS
from helpers.figures.quantities import Quantity
from helpers.people.verbs import AUXILIARIES, CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, PRONOUNS, reporting_verbs
from helpers.text.sentences import sentences

#: Characters on each side of a number that are read.
REACH = 300
_TOKEN = re.compile(r"[$€£¥]?\w+(?:[.’'&/-]\w+)*(?:[’']s?)?|[^\w\s]")
_NUMBER = re.compile(r"[$€£¥]?\d|(?:million|billion|trillion|thousand|hundred|dozen|half|percent|cent)s?\Z")
_ENDS = frozenset(".;:!?\n—–")
_BOUND = frozenset(
    "about around some nearly almost roughly approximately over under above below more less than fewer at least most up"
    " to just only a an as much many well estimated total record another additional further close near by from between"
    " and of worth currently now still".split()
)
_ADVERBS = frozenset(
    "also then later once again now still just even never always often soon thus too only already ever not no first last"
    " meanwhile however earlier yesterday today tonight so far there here very much many more most less least well back"
    " ahead apart else such own same other others year week month day quarter monday tuesday wednesday thursday friday"
    " saturday sunday january february march april june july august september october november december per each both"
    " wide long deep high tall away off old worldwide next previous versus vs worth plus minus whopping"
    " ago years somewhere whichever didnt thats short yet out off"
    " either when all any every several few lot bit due because".split()
)
#: Verbs that news uses of amounts, in the forms that no ending tells.
_VERBS = frozenset(
    "is are was were be been being has have had do does did will would can could may might must should cost costs put"
    " puts set sets made make makes making sell sells sold buy buys bought pay pays paid get gets got give gives gave"
    " take takes took taken see sees saw seen go goes went gone come comes came run runs ran hit hits lead leads led"
    " hold holds held keep keeps kept stand stands stood show shows showed shown find finds found win wins won lose"
    " loses lost spend spends spent bring brings brought leave leaves left begin begins began become becomes became"
    " grow grows grew beat beats say says said tell tells told think thinks thought know knows knew want wants need"
    " needs include includes feature features offer offers contain contains weigh weighs measure measures produce"
    " produces generate generates deliver delivers reach reaches remain remains range ranges average averages total"
    " totals account accounts represent represents equal equals exceed exceeds boast boasts pack packs score scores"
    " earn earns carry carries start starts end ends expect expects open opens close closes trade trades use uses"
    " drive drives drew draw draws wrote write writes shot shoot shoots throw throws threw sit sits sat lie lies lay"
    " meet meets met send sends sent build builds built mean means meant travel travels last lasts require requires"
    " receive receives provide provides serve serves seat seats span spans cover covers post posts collect collects"
    " charge charges create creates estimate estimates pull pulls push pushes follow follows help helps work works seem seems seemed"
    " sound sounds look looks looked call calls own owns remain feel feels felt try tries play plays change changes"
    " move moves turn turns allow allows add adds plan plans aim aims hope hopes face faces handle handles support"
    " supports let lets live lives break breaks broke broken stop stops store stores save saves hire hires employ"
    " employs join joins borrow borrows boost boosts improve improves gain gains exceed compute become appear appears"
    " agree agrees argue argues believe believes lift lifts host hosts enter enters stay stays fail fails borrow drop"
    " deliver invest invests finish finishes taken given shown seen known driven built spent paid sold bought"
    " kept held led lost won met made done gone grown risen fallen set cut put hit let".split()
)
_PRONOUNS = PRONOUNS | frozenset("you us them him me this these those there who whom what everyone one ones".split())
#: Prepositions that tie a noun to the one before them.
_JOINS = frozenset("of in for on across with to".split())
_OPENERS = frozenset("as than like since until after before".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
#: They say only that there is an amount: "a total of $5 million".
_LIGHT = frozenset("total number amount".split())
_NOUNS_IN_ING = frozenset("spring string evening morning training building meeting housing shipping wedding".split())


@dataclass(frozen=True)
class Concept:
    """The words that name what is measured, in order, and the first phrase among them as written."""

    words: tuple[str, ...] = ()
    phrase: str = ""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    low: str
    kind: str  # noun, verb, stop, number, mark


@lru_cache(maxsize=1 << 14)
def _kind(word: str, low: str) -> str:
    if not word[0].isalnum() and word[0] not in "$€£¥":
        return "mark"
    if _NUMBER.match(low):
        return "number"
    if word.isupper() and len(word) > 1:
        return "noun"  # "US" is no pronoun
    if low in _PRONOUNS or low in DETERMINERS or low in PREPOSITIONS or low in CLAUSE_WORDS or low in _ADVERBS:
        return "stop"
    if word[0].isupper() and low not in AUXILIARIES:
        return "noun"
    if low in AUXILIARIES or low in _VERBS or low in DIRECTIONS:
        return "verb"
    if low in reporting_verbs().say or low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return "verb"
    if low.endswith("ing") and len(low) > 5 and low not in _NOUNS_IN_ING:
        return "verb"
    return "stop" if low.endswith("ly") and len(low) > 4 else "noun"


def _words(text: str, start: int, end: int) -> list[_Word]:
    """The words of text[start:end] by kind; what stands in brackets is left out."""
    found: list[_Word] = []
    closed = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() < closed:
            continue
        if match[0] == "(" and 0 < (close := text.find(")", match.end(), min(end, match.end() + 80))):
            closed = close + 1
            continue
        word = match[0].removesuffix("’s").removesuffix("'s")
        found.append(_Word(match.start(), match.end(), word, word.lower(), _kind(word, word.lower())))
    return [_in_its_place(found, i) for i in range(len(found))]


def _in_its_place(words: Sequence[_Word], at: int) -> _Word:
    """The word as a noun where its neighbours make it one: "imported cars", "the drop in", "Fortune 100"."""
    word = words[at]
    ahead = words[at - 1] if at else None
    behind = words[at + 1] if at + 1 < len(words) else None
    if word.kind == "number":
        named = ahead is not None and ahead.kind == "noun" and ahead.text[0].isupper() and word.text[0].isdigit()
        return replace(word, kind="noun") if named else word
    if word.low in _MONTHS and word.text[0].isupper() and behind is not None and behind.kind == "noun":
        return replace(word, kind="noun")
    if word.kind == "noun" and word.text[0].islower() and ahead is not None and ahead.low == "to" and behind is not None:
        infinitive = behind.kind == "number" or behind.low in DETERMINERS | PREPOSITIONS
        return replace(word, kind="verb") if infinitive else word
    if word.kind != "verb" or word.low in AUXILIARIES:
        return word
    opened = ahead is None or ahead.low in DETERMINERS or ahead.low in PREPOSITIONS - {"to"}
    inside = ahead is not None and ahead.kind == "noun" and at > 1 and (
        words[at - 2].kind == "verb" or words[at - 2].low in PREPOSITIONS | DETERMINERS
    )
    if word.low.endswith(("ed", "ing")):
        adjective = opened and behind is not None and behind.kind in ("noun", "number")
        closed = behind is None or behind.kind == "mark" or behind.low in PREPOSITIONS or behind.low in AUXILIARIES
        noun = adjective or word.low.endswith("ing") and inside and closed
    else:
        noun = (ahead is not None and ahead.low in DETERMINERS - {"that", "this"}) or (behind is not None and behind.low == "of")
        noun = noun or inside and behind is not None and behind.low in AUXILIARIES
    return replace(word, kind="noun") if noun else word


def concept_of(
    text: str, start: int, end: int, span: tuple[int, int], *, counted: bool = False, time: bool = False
) -> Concept:
    """The concept of the quantity text[start:end] in the sentence text[span]; `counted`: whether it has a counted noun,
    which is then within the quantity; `time`: whether it is a duration."""
    before = _words(text, max(span[0], start - REACH), start)
    while before and before[-1].text == "(":
        before.pop()
    after = _words(text, end, min(span[1], end + REACH))
    if after and after[0].kind == "verb" and any(word.low in ("a", "an") for word in before[-3:]):
        after[0] = replace(after[0], kind="noun")  # "a 3 percent drop"
    if counted:
        chain = _of_after(after, ("of",)) or _of(before) or _subject(before) or _done_to(after)
    elif time:
        chain = _of(before) or _subject(before)
    elif text[start] in "+-−" and before and before[-1].kind == "noun":
        chain = _nouns_to(before, len(before) - 1)  # "Dow +0.2% S&P 500 +0.3%"
    else:
        chain = _beside(after) or _of(before) or _of_after(after) or _object(before) or _subject(before)
    if chain:
        said_of = _subject(before)
        chain = [*chain, *(word for word in said_of if word not in chain)]
    return Concept(tuple(word.text for word in chain), _phrase(text, chain))


def _phrase(text: str, chain: Sequence[_Word]) -> str:
    if not chain:
        return ""
    last = 0
    while last + 1 < len(chain) and not text[chain[last].end : chain[last + 1].start].strip():
        last += 1
    return text[chain[0].start : chain[last].end]


def _beside(after: Sequence[_Word]) -> list[_Word]:
    """The noun right behind a measure: "0.6 per cent fee", "5 W USB-C charger"."""
    if after and after[0].text == "-":
        after = after[1:]
    return _nouns_from(after, 0)


def _of(before: Sequence[_Word]) -> list[_Word]:
    """The phrase that the quantity is "of": "winds of 155 mph", "a fine of up to $3 million"."""
    at = _before_bound(before)
    if at > 0 and before[at].low == "of" and before[at - 1].kind == "noun" and before[at - 1].low not in _LIGHT:
        return _nouns_to(before, at - 1)
    return []


def _of_after(after: Sequence[_Word], joins: tuple[str, ...] = ("of", "in", "for")) -> list[_Word]:
    """What the quantity is said to be part of, or to consist of: "13% of the firm", "$5 billion in gains"."""
    if after and after[0].low in joins:
        return _nouns_from(after, 1)
    return []


def _done_to(after: Sequence[_Word]) -> list[_Word]:
    """What those counted do something to: "14 players left the club"."""
    if after and after[0].kind == "verb":
        return _nouns_from(after, 1)
    return []


def _object(before: Sequence[_Word]) -> list[_Word]:
    """What is moved by the amount: "boosts the range by 35 miles", "pulled the sector 0.7 percent lower"."""
    at = _before_bound(before)
    while at >= 0 and before[at].low in ("by", "to", "from", "at"):
        at -= 1
    if at < 0 or before[at].kind != "noun":
        return []
    chain = _nouns_to(before, at)
    ahead = next((word for word in reversed(before) if word.end <= chain[0].start and word.low not in DETERMINERS), None)
    return chain if ahead is not None and ahead.kind == "verb" and ahead.low not in AUXILIARIES else []


def _before_bound(before: Sequence[_Word]) -> int:
    at = len(before) - 1
    while at >= 0 and before[at].low in _BOUND and before[at].low not in ("of", "by", "from", "to", "at"):
        at -= 1
    return at


def _subject(before: Sequence[_Word]) -> list[_Word]:
    """The phrase before the nearest verb of the clause; of a chain of verbs before the first."""
    at = len(before) - 1
    while at >= 0 and before[at].kind != "verb":
        if before[at].text in _ENDS:
            return []
        at -= 1
    if at > 2 and before[at - 1].text == ",":  # "the trust, a landlord in the city, posted"
        comma = next((i for i in range(at - 2, 0, -1) if before[i].text == ","), 0)
        at = comma if comma and before[comma - 1].kind == "noun" else at
    relative = at > 0 and before[at - 1].low in ("that", "which", "who")
    at -= 2 if relative else 0
    while at >= 0:
        word = before[at]
        if word.low in _PRONOUNS or word.text in _ENDS:
            return []
        if word.kind == "noun":
            chain = _nouns_to(before, at)
            first = next(i for i, found in enumerate(before) if found is chain[0])
            while first and before[first - 1].low in DETERMINERS:
                first -= 1
            if not first or relative or before[first - 1].low not in PREPOSITIONS - _OPENERS:
                return chain
            at = first - 1  # "shares have been on a tear, up 57%"
        at -= 1
    return []


def _nouns_to(words: Sequence[_Word], at: int) -> list[_Word]:
    """The nouns that end at `at`, with those they are "of"."""
    chain: list[_Word] = []
    while at >= 0:
        while at >= 0 and words[at].kind == "noun":
            chain.insert(0, words[at])
            at -= 1
        while at >= 0 and words[at].low in DETERMINERS:
            at -= 1
        if at > 0 and words[at].low in _JOINS | {"and", "&"} and words[at - 1].kind == "noun":
            at -= 1
            continue
        break
    return chain


def _nouns_from(words: Sequence[_Word], at: int) -> list[_Word]:
    """The nouns that begin at `at`, with those they are "of"."""
    chain: list[_Word] = []
    while at < len(words):
        while at < len(words) and words[at].low in DETERMINERS:
            at += 1
        begin = at
        while at < len(words) and words[at].kind == "noun":
            chain.append(words[at])
            at += 1
        if at == begin or at + 1 >= len(words) or words[at].low not in _JOINS:
            break
        at += 1
    return chain


def concepts(text: str, quantities: Sequence[Quantity]) -> list[Concept]:
    """The concept of each quantity, in order. One that names none goes on with that of the one before it in the
    sentence: "homes stay 70 days, $1 million to $2 million: 99 days"."""
    spans = sentences(text)
    starts = [start for start, _ in spans]
    found: list[Concept] = []
    told = -1
    for quantity in quantities:
        at = max(0, bisect_right(starts, quantity.start) - 1)
        counted = quantity.kind in ("count", "one-of") and bool(quantity.phrase)
        end = max(quantity.end, quantity.phrase_end) if counted else (quantity.twin or quantity).end
        concept = Concept()
        if quantity.kind != "one-of":
            concept = concept_of(
                text, quantity.start, end, spans[at], counted=counted, time=quantity.why == "unit-time"
            )
        if not concept.words and not counted and at == told and quantity.kind != "one-of":
            concept = found[-1]
        told = at
        found.append(concept)
    return found
