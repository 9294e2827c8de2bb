"""Units of measure, currencies, and what counts as a person: the lexicons of data/reference, ready for look-up.

Refuses to guess: a word after a number that is in no list is not a unit but the beginning of what is counted.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import RunError
from helpers.paths import REFERENCE
from helpers.text.numberwords import CURRENCIES

#: Forms of one letter (and a few words) that are a unit only right after the digits: "45g", "37m", "5 W" with a
#: capital.
_ATTACHED_ONLY = frozenset("m g l c f v w s h a ps p mi in. min sec db mb gb °".split())
_CAPITAL_MAY_STAND_APART = frozenset("w v f c db mb gb ps".split())
_RATE_NOUNS = (
    "day|week|month|year|hour|minute|second|night|barrel|share|gallon|ton|tonne|ounce|person|piece|pound|household"
    "|family|capita|head|mile|kilometer|kilometre|liter|litre|gram|kilogram|square foot|square meter|square metre"
    "|square mile|square kilometer|square centimeter|square centimetre|century|decade|metric ton|acre|hectare|game|unit"
    "|mmbtu|kilo|kg|sq m|sq ft|sq km|vehicle|employee|student|patient|carat|bushel|visit|dozen"
)
_RATE = re.compile(
    rf"[\s-]?(?:(?:US|U\.S\.)\s)?(?:(?:per|an?|each|every)[\s-]|/\s?)(?P<what>{_RATE_NOUNS})s?\b(?! (?:ago|earlier"
    rf"|later|before|after)\b)",
    re.IGNORECASE,
)
_RATES_IN_FULL = {
    "sq m": "square metre", "square meter": "square metre", "sq ft": "square foot", "sq km": "square kilometre",
    "square kilometer": "square kilometre",
}  # fmt: skip
#: How far a conversion in brackets may lie from the exact one: texts round to one or two figures.
ROUNDING = 0.12
#: Mark of a figure whose two units do not agree, at the end of its `why`.
MISCONVERTED = "conversion-off"
_HEAD = re.compile(r"[\s-]?([A-Za-z]*)")
_MONEY_SCALE = re.compile(r"(?:million|billion|trillion|bn|m)\Z", re.IGNORECASE)

_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "leaves": "leaf",
    "halves": "half",
    "wolves": "wolf",
    "crises": "crisis",
    "bases": "base",
    "buses": "bus",
    "viruses": "virus",
    "gas": "gas",
    "news": "news",
    "series": "series",
    "species": "species",
    "aircraft": "aircraft",
    "troops": "troop",
    "police": "police",
    "personnel": "personnel",
    "staff": "staff",
    "casualties": "casualty",
    "houses": "house",
    "cases": "case",
    "missiles": "missile",
    "bodies": "body",
    "dead": "dead",
    "movies": "movie",
    "shoes": "shoe",
    "horses": "horse",
    "nurses": "nurse",
    "purchases": "purchase",
    "licenses": "license",
    "causes": "cause",
    "courses": "course",
    "bonuses": "bonus",
    "offices": "office",
    "services": "service",
    "fishermen": "fisherman",
    "servicemen": "serviceman",
}
#: Endings of words for those who do something, and the words that end so without being anybody.
_AGENTS = (
    "ker",
    "her",
    "ller",
    "rker",
    "nner",
    "iner",
    "ider",
    "ader",
    "ster",
    "ist",
    "ian",
    "ologist",
    "ator",
    "eer",
    "mber",
    "tter",
)
_THINGS = frozenset(
    "bunker tanker shutter locker marker sticker speaker weather feather other mother father brother leather trailer"
    " boiler container airliner liner corner banner scanner spider ladder powder rider-mower border tender leader-board"
    " poster booster disaster cluster monster roster register semester quarter theater theatre letter meter litter"
    " shelter bullet-list assist list fist mist wrist twist elevator generator radiator indicator alligator escalator"
    " reactor calculator career number member-state timber chamber lumber cucumber ember matter gutter cutter computer"
    " filter center daughter helicopter cooker docker-image water butter winter finger header loader reader folder"
    " cylinder order murder blister canister master mortar ventilator excavator incubator refrigerator engine"
    " guardian-post trickster pier beer deer pioneer-plaque sister rocker breaker streamer cracker washer dishwasher"
    " charger minesweeper sleeper diner steamer miner-unit thriller roller propeller caterpillar cellar dollar pillar"
    " stellar carrier".split()
)
#: Nouns that stand for several without an -s.
COLLECTIVE = frozenset(
    "people men women children aircraft personnel staff police troops sheep cattle livestock feet teeth spacecraft fish"
    " deer watercraft hovercraft offspring mice dead wounded injured missing military".split()
)


@dataclass(frozen=True)
class Unit:
    """A unit: `code` ours ("km", "USD"), `name` written out ("kilometre", "dollar"), `kind` what it measures."""

    code: str
    name: str
    kind: str
    factor: float
    base: str


def rows(name: str, *, folder: Path = REFERENCE) -> list[dict[str, str]]:
    """The lines of a CSV lexicon in data/reference."""
    file = folder / name
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as error:
        raise RunError(
            "a lexicon cannot be read", where=name, do="Restore data/reference from the repository."
        ) from error


@lru_cache(maxsize=1)
def _forms() -> dict[str, Unit]:
    forms: dict[str, Unit] = {}
    for row in rows("figures_units.csv"):
        unit = Unit(row["unit"], row["name"], row["kind"], float(row["factor"]), row["base"])
        written = row["forms"].split(";")
        if unit.kind == "money" and unit.code.isupper():
            written += [unit.code, *(sign for sign, code in CURRENCIES.items() if code == unit.code and len(sign) == 1)]
        for form in written:
            forms[form.strip().lower()] = unit
    return forms


@lru_cache(maxsize=1)
def by_code() -> dict[str, Unit]:
    """Units by their code."""
    return {unit.code: unit for unit in _forms().values()}


@lru_cache(maxsize=1)
def persons() -> frozenset[str]:
    """Singular nouns that stand for human beings, lower case."""
    return frozenset(noun.strip().lower() for row in rows("figures_persons.csv") for noun in row["noun"].split(";"))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The words, up to the first sign, that the written forms of units begin with; "" if with a sign."""
    return frozenset(_HEAD.match(form)[1] for form in _forms())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_forms(), key=lambda form: (-len(form), form))
    body = "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in longest_first)
    return re.compile(rf"(?P<gap>[\s-]?)(?P<form>{body})(?![\w’']*[a-zA-Z0-9])", re.IGNORECASE)


def unit_after(text: str, position: int, *, number: str = "") -> tuple[Unit, int] | None:
    """The unit written at `position`, right after a number, and where it ends; `number`: the number as written."""
    match = _pattern().match(text, position) if _HEAD.match(text, position)[1].lower() in _heads() else None
    if not match:
        return None
    written = match["form"]
    form = re.sub(r"[\s-]", " ", written.lower()) if written.lower() not in _forms() else written.lower()
    apart = form in _CAPITAL_MAY_STAND_APART and written[0].isupper() and match["gap"] == " "
    if form in _ATTACHED_ONLY and match["gap"] and not apart:
        return None
    unit = _forms().get(form)
    if unit is None or (unit.kind == "money" and form.upper() == unit.code and written.islower()):
        return None
    if unit.code == "pound" and _MONEY_SCALE.search(number.strip()):
        unit = by_code()["GBP"]  # "2 million pounds" of what is not said: money
    if (
        unit.code in ("second", "minute")
        and match["gap"] == "-"
        and not number[-1:].isdigit()
        and number.lower() == "one"
    ):
        return None
    return unit, match.end()


def rate_after(text: str, position: int) -> tuple[str, int] | None:
    """What a rate is per ("day", "barrel") when one follows ("a day", "per barrel", "/month"), and where it ends."""
    match = _RATE.match(text, position)
    what = match["what"].lower() if match else ""
    return (_RATES_IN_FULL.get(what, what), match.end()) if match else None


@lru_cache(maxsize=1 << 14)
def singular(noun: str) -> str:
    """A noun without its plural ending, lower case."""
    word = noun.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 14)
def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    if low in COLLECTIVE or (low.endswith("men") and len(low) > 5):
        return True
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s")) and len(low) > 3


@lru_cache(maxsize=1 << 14)
def is_person(noun: str) -> bool:
    """Whether a head noun (any number) stands for human beings."""
    word = singular(noun)
    return (
        word in persons()
        or noun.lower() in persons()
        or (word.endswith(_AGENTS) and word not in _THINGS and len(word) > 4)
    )


def conversion_gap(value: float, unit: str, other: float, other_unit: str) -> float | None:
    """How far apart two measures of one thing are, as a share of the larger; None if the units do not compare."""
    first, second = by_code().get(unit), by_code().get(other_unit)
    if not first or not second or first.base != second.base or first.kind == "money":
        return None
    if first.base in ("celsius", "fahrenheit"):
        return None
    a, b = abs(value * first.factor), abs(other * second.factor)
    return abs(a - b) / max(a, b) if max(a, b) else 0.0
