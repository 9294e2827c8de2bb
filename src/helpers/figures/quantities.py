"""Numbers with their unit, what they count and how they are bounded: text -> quantities, sentence by sentence.

Adds to helpers.text.numbers the unit ("15 kilometers"), the second unit of the same measure ("(9 miles)": one
figure), the
counted noun phrase with what it takes over from its neighbour ("691 civilians have been killed and 1,143"
                                                                " injured"), ages,
rates, and "rose from A to B". Who says it, where and when is added by claims.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from helpers.figures import bounds, nouns, units
from helpers.figures.bounds import Bound
from helpers.text.numbers import Number, find_numbers
from helpers.text.numberwords import BY

_AGE_APPOSITION = re.compile(r"(?:[A-Z][\w’'-]+),?\s$")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|age of|age is|life expectancy[^.;]{0,40}\b(?:is|was|of)(?: about| around)?)\s$", re.IGNORECASE
)
_OPENS = re.compile(r"\s?[(\[]\s?(?:about |around |some |roughly |nearly |approximately |or )?$")
_SLASH = re.compile(r"\s?/\s?$|,?\s(?:or|about)\s(?:about\s|some\s)?$")
_FROM = re.compile(r"\bfrom\s(?:about |around |an? |some |nearly |just )?(?:estimated )?(?:up to )?$", re.IGNORECASE)
_TO = re.compile(r"[^.;:()\n]{0,45}?\s(?:to|up to)\s(?:about |around |some |nearly |just |an? (?:estimated )?)?$")
_PART_OF = re.compile(r"\s(?:out )?of\s(?:the|its|their|his|her|an?)\s(?:\w+\s)?")
_HUNG = re.compile(r"-,?\s(?:and\s|or\s|to\s)?")
_AMOUNT_OF = re.compile(r"\s(?:of|in|worth of)\s")
_BY_OR_TO = re.compile(r"\bby\s$|^\sto\s$")
_RANGE_GAP = re.compile(r"\s?(?:-|–|to)\s?|\sto\s")
_AGE_AFTER = re.compile(r"[,.;)]|\sand\s[a-z]|$")
_TRAILING_CURRENCY = re.compile(r"\s?(?:US|U\.S\.|USD|Canadian|Australian|sterling)\b(?=\s?(?:an?|per|/|$|[,.;)]))")


@dataclass(frozen=True)
class Quantity:
    """A number in its place. text[start:end]: number and unit of measure; `counted` is empty for what has none.

    `phrase`: the words counted, as written; `head`: the one that names it, singular; `twin`: the same in another unit;
    `was`: the earlier value in "rose from A to B"; `kind`: measure, money, percent, age, count, one-of.
    """

    start: int
    end: int
    number: Number
    low: float
    high: float | None
    bound: Bound
    unit: str
    unit_name: str
    kind: str
    rate: str = ""
    phrase: str = ""
    head: str = ""
    phrase_start: int = -1
    phrase_end: int = -1
    twin: Quantity | None = None
    was: float | None = None
    why: str = ""


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order of place; a measure given in two units is one of them."""
    found: list[Quantity] = []
    for number in find_numbers(text):
        quantity = _quantity(text, number)
        if quantity is not None:
            found.append(quantity)
    return _joined(text, _units_carried(text, _units_ahead(text, found)))


def _quantity(text: str, number: Number) -> Quantity | None:
    bound = bounds.read_bound(text, number.start, number.end, sign=number.sign)
    base = Quantity(number.start, number.end, number, number.low, number.high, bound, "", "", "count")
    if number.kind == "range":
        before = text[max(0, number.start - 60) : number.start]
        if before[:-1].endswith("from") and bounds.moves(before):
            base = replace(base, low=number.high, was=number.low)
    if number.percent:
        name = "percentage" if number.percent == "percent" else number.percent
        return _of_what(text, replace(base, unit=number.percent, unit_name=name, kind="percent", why="percent"))
    if number.currency:
        return _money(text, base, number)
    if number.kind == "one-of":
        return _counted(text, replace(base, kind="one-of"))
    measured = units.unit_after(text, number.end, number=number.surface)
    if measured and number.kind != "vague":
        return _measure(text, base, *measured)
    following = text[number.end : number.end + 1]
    if following.isalpha() and following.isascii():  # digits with letters that are no unit: a name
        return None
    if _is_age(text, number):
        return replace(base, unit="year of age", unit_name="year of age", kind="age", why="age-apposition")
    return _counted(text, base)


def _money(text: str, base: Quantity, number: Number) -> Quantity:
    unit = units.by_code().get(number.currency)
    end = number.end
    trailing = _TRAILING_CURRENCY.match(text, end)
    if trailing:
        end = trailing.end()
    rate = units.rate_after(text, end)
    name = unit.name if unit else number.currency.lower()
    if trailing and "sterling" in trailing.group():
        name, number = "pound sterling", replace(number, currency="GBP")
    if rate:
        name, end = f"{name} per {rate[0]}", rate[1]
    return _of_what(
        text,
        replace(
            base, end=end, unit=number.currency, unit_name=name, kind="money", rate=rate[0] if rate else "", why="money"
        ),
    )


def _measure(text: str, base: Quantity, unit: units.Unit, end: int) -> Quantity | None:
    rate = units.rate_after(text, end)
    name = unit.name
    if rate and unit.kind not in ("time", "age"):
        name, end = f"{name} per {rate[0]}", rate[1]
    else:
        rate = None
    kind = {"money": "money", "percent": "percent", "age": "age"}.get(unit.kind, "measure")
    quantity = replace(
        base,
        end=end,
        unit=unit.code,
        unit_name=name,
        kind=kind,
        rate=rate[0] if rate else "",
        why=f"unit-{unit.kind.replace(' ', '-')}",
    )
    return _of_what(text, quantity)


def _of_what(text: str, quantity: Quantity) -> Quantity:
    """With the noun phrase that an amount is of: "tons of grain", "$800 million in new aid", "60% of its revenue"."""
    match = _AMOUNT_OF.match(text, quantity.end)
    if not match:
        return quantity
    phrase = nouns.noun_phrase(text, match.end() - 1, plural=False)
    if phrase is None:
        return quantity
    return replace(quantity, phrase=phrase.text, head=phrase.head, phrase_start=phrase.start, phrase_end=phrase.end)


def _counted(text: str, quantity: Quantity) -> Quantity:
    number = quantity.number
    position = number.end
    partitive = nouns.PARTITIVE.match(text, position)
    if partitive:
        position = partitive.end() - 1
    plural = number.low != 1 or bool(partitive)
    phrase = nouns.noun_phrase(text, position, plural=plural and text[position : position + 1] != "-")
    if phrase is None:
        return replace(quantity, unit="count", why="bare-number")
    person = units.is_person(phrase.head)
    name = " ".join([*(word.lower() for word in phrase.words[:-1]), units.singular(phrase.words[-1])])
    if phrase.words[-1].lower() == "people":
        name = " ".join([*(word.lower() for word in phrase.words[:-1]), "people"])
    unit = "person" if person else "count"
    rate = units.rate_after(text, phrase.end)
    if rate:
        name = f"{name} per {rate[0]}"
    why = "hyphen-noun" if text[position : position + 1] == "-" else "counted-noun"
    if why == "hyphen-noun":  # "12-story apartment building": stories, of a building
        unit, name = units.singular(phrase.head), units.singular(phrase.words[-1])
        phrase = nouns.noun_phrase(text, phrase.end, plural=False) or phrase
    return replace(
        quantity,
        unit=unit,
        unit_name=name,
        phrase=phrase.text,
        head=phrase.head,
        phrase_start=phrase.start,
        phrase_end=phrase.end,
        rate=rate[0] if rate else "",
        why=why,
    )


def _is_age(text: str, number: Number) -> bool:
    """ "Senard, 65, now", "Nick Hague 44", "aged 34": whole numbers up to 120 beside a name."""
    if (
        number.kind != "count"
        or number.low != int(number.low)
        or not 0 < number.low <= 120
        or not number.surface.isdigit()
    ):
        return False
    before = text[max(0, number.start - 60) : number.start]
    if _AGE_BEFORE.search(before):
        return True
    after = text[number.end : number.end + 12]
    return bool(
        before.endswith(", ")
        and _AGE_APPOSITION.search(before)
        and _AGE_AFTER.match(after)
        and not any(char.isdecimal() for char in before[-12:])
    )


def _units_ahead(text: str, found: list[Quantity]) -> list[Quantity]:
    """With units that only the next number has: "280 million of the 1.5 billion euros", "four- and six-cylinder"."""
    out = list(found)
    for at in range(len(out) - 2, -1, -1):
        quantity, after = out[at], out[at + 1]
        gap = text[quantity.end : after.start]
        if quantity.kind != "count" or quantity.phrase or quantity.unit != "count" or len(gap) > 30:
            continue
        part = after.kind in ("money", "measure") and _PART_OF.fullmatch(gap)
        hung = (after.why == "hyphen-noun" or after.kind == "measure") and _HUNG.fullmatch(gap)
        if part or hung:
            out[at] = replace(quantity, unit=after.unit, unit_name=after.unit_name, kind=after.kind, why="unit-ahead")
    return out


def _units_carried(text: str, found: list[Quantity]) -> list[Quantity]:
    """Units and moves shared by neighbours: "from 208 pounds"
    " to 193", "2 percent but decreased by 1", "rose from $5 to $6"."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last is None or quantity.start - last.end > 60:
            out.append(quantity)
            continue
        gap = text[last.end : quantity.start]
        bare = quantity.unit == "count" and not quantity.phrase
        opened = (
            last.number.kind == "count" and "," not in gap and _FROM.search(text[max(0, last.start - 30) : last.start])
        )
        if (
            opened
            and _TO.fullmatch(gap)
            and (quantity.unit == last.unit or bare or (last.unit == "count" and not last.phrase))
        ):
            unit = last if bare else quantity
            moved = bounds.moves(text[max(0, last.start - 70) : last.start])
            merged = replace(unit, start=last.start, end=quantity.end, number=quantity.number, bound=quantity.bound)
            merged = (
                replace(merged, low=quantity.low, high=quantity.high, was=last.low, why="from-to-move")
                if moved
                else replace(merged, low=last.low, high=quantity.high, why="from-to-range")
            )
            out[-1] = merged
        elif bare and last.kind in ("percent", "money", "measure") and _BY_OR_TO.search(gap):
            out.append(replace(quantity, unit=last.unit, unit_name=last.unit_name, kind=last.kind, why="unit-carried"))
        elif (
            _RANGE_GAP.fullmatch(gap)
            and quantity.unit == last.unit
            and quantity.unit != "count"
            and last.low < quantity.low
            and last.number.kind == quantity.number.kind == "count"
            and not BY.search(text[max(0, last.start - 12) : last.start])
        ):
            out[-1] = replace(quantity, start=last.start, low=last.low, bound=last.bound, why="range-with-units")
        else:
            out.append(quantity)
    return out


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """With second units hung onto the first: "15 kilometers (9 miles)", "1.3 billion shekels ($350 million)"."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last and last.kind == quantity.kind and quantity.kind in ("measure", "money") and quantity.unit != last.unit:
            gap = text[(last.twin or last).end : quantity.start]
            first, second = units.by_code().get(last.unit), units.by_code().get(quantity.unit)
            same = bool(first and second and first.kind == second.kind and first.kind != "time")
            if same and (_OPENS.fullmatch(gap) or (last.twin and _SLASH.fullmatch(gap))):
                bound = quantity.bound if quantity.bound.bound != bounds.EXACT else last.bound
                twin = replace(quantity, bound=bound, why="second-unit")
                if last.twin:
                    out.append(twin)
                else:
                    out[-1] = replace(last, twin=twin)
                continue
        out.append(quantity)
    return out
