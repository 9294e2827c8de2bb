"""Numbers with their unit, bound and counted phrase."""

from __future__ import annotations

import pytest

from helpers.figures.bounds import ends, read_bound
from helpers.figures.nouns import noun_phrase
from helpers.figures.quantities import find_quantities
from helpers.figures.units import conversion_gap, is_person, singular, unit_after

MEASURES = [
    ("15 kilometers away", "km", 15),
    ("a 9-mile road", "mile", 9),
    ("45g of salt", "g", 45),
    ("200lbs of rice", "pound", 200),
    ("It weighs 2 million pounds.", "GBP", 2e6),
    ("30 degrees Celsius", "celsius", 30),
    ("140 km/h winds", "km/h", 140),
    ("5 W of power", "W", 5),
    ("500mL of water", "ml", 500),
    ("a 44-year-old man", "year of age", 44),
    ("Ana Ruiz, 65, retired.", "year of age", 65),
    ("1,015 francs", "CHF", 1015),
    ("10 € each", "EUR", 10),
    ("60 basis points", "basis point", 60),
    ("three hours of talks", "hour", 3),
]


@pytest.mark.parametrize(("text", "unit", "low"), MEASURES)
def test_measures(text, unit, low):
    quantity = find_quantities(text)[0]
    assert (quantity.unit, quantity.low) == (unit, low)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("$3,500 a month", "dollar per month"),
        ("$76 per barrel", "dollar per barrel"),
        ("52,000 barrels a day", "barrel per day"),
        ("$5 billion a year earlier", "dollar"),
        ("two lightning strikes", "lightning strike"),
        ("seven European countries", "european country"),
        ("$80 per sq m", "dollar per square metre"),
        ("40 printed and bound copies", "printed bound copy"),
        ("280 million of the 1.5 billion euros", "euro"),
        ("four-, five- and six-cylinder engines", "cylinder"),
    ],
)
def test_rates_and_counted_units(text, name):
    assert find_quantities(text)[0].unit_name == name


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("15 kilometers (9 miles) from town", "km", "mile"),
        ("47 feet (14 metres) deep", "foot", "m"),
        ("1.3 billion shekels ($350 million)", "ILS", "USD"),
    ],
)
def test_double_units_are_one_figure(text, first, second):
    (quantity,) = find_quantities(text)
    assert (quantity.unit, quantity.twin.unit) == (first, second)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It fell by 1 to 1.5 degrees Celsius.", [(1, 1.5)]),
        ("The toll rose by three to 15, officials said.", [(3, 3), (15, 15)]),
        ("The gap grew by $43 billion to $419 billion.", [(43e9, 43e9), (419e9, 419e9)]),
        ("Fines of $3 billion to $5 billion are possible.", [(3e9, 5e9)]),
    ],
)
def test_a_move_by_one_to_another_is_no_range(text, values):
    assert [(quantity.low, quantity.high) for quantity in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("It cut its staff by 5.", "down"),
        ("The shop hopes to grow sales by nearly 30%.", "up"),
        ("They gave up 517 yards.", "="),
        ("They set up 12 tents.", "="),
        ("She raised $5 million.", "="),
        ("Shares closed higher at $3.20.", "="),
        ("Shares rose 4%.", "up"),
    ],
)
def test_moves(text, mark):
    assert find_quantities(text)[0].bound.mark == mark


def test_two_measures_side_by_side_stay_two():
    assert [q.twin for q in find_quantities("It is 90 miles wide and 175 miles long.")] == [None, None]


@pytest.mark.parametrize(
    ("text", "low", "high", "was"),
    [
        ("The price rose from $5 to $6.", 6, 6, 5),
        ("Prices range from $5 to $6.", 5, 6, None),
        ("Growth slowed from 4.8 to 4.7 percent.", 4.7, 4.7, 4.8),
        ("between 5 and 6 percent", 5, 6, None),
    ],
)
def test_moves_and_ranges(text, low, high, was):
    quantity = find_quantities(text)[0]
    assert (quantity.low, quantity.high, quantity.was) == (low, high, was)


@pytest.mark.parametrize(
    ("text", "bound", "mark"),
    [
        ("at least 41", "at least", ">"),
        ("up to 41", "at most", "<"),
        ("as many as 41", "at most", "<"),
        ("nearly 41", "about", "~"),
        ("has passed 41", "more than", ">"),
        ("rose 41", "exact", "up"),
        ("fell by 41", "exact", "down"),
        ("rose to 41", "exact", "="),
        ("up nearly 41", "about", "up"),
        ("up about 41", "about", "~"),
        ("rose under 41", "less than", "up"),
        ("only 41", "exact", "="),
        ("over 41", "more than", ">"),
        ("some 41", "about", "~"),
    ],
)
def test_bounds(text, bound, mark):
    found = read_bound(text, text.index("41"), len(text))
    assert (found.bound, found.mark) == (bound, mark)


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("exact", (5, 5)), ("at least", (5, None)), ("up to", (5, 5)), ("at most", (None, 5)), ("about", (5, 5))],
)
def test_ends(bound, expected):
    assert ends(5, 5, bound) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (" civilians have been killed", "civilians"),
        (" Ukrainian aircraft, and", "Ukrainian aircraft"),
        (" heart transplants since", "heart transplants"),
        (" people worldwide", "people"),
        (" armed men entered", "armed men"),
        (" without heat", None),
        (", she said", None),
        (" injured", None),
    ],
)
def test_noun_phrase(text, phrase):
    found = noun_phrase(text, 0, plural=True)
    assert (found.text if found else None) == phrase


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("people", "person"),
        ("cities", "city"),
        ("women", "woman"),
        ("boxes", "box"),
        ("houses", "house"),
        ("bus", "bus"),
    ],
)
def test_singular(noun, one):
    assert singular(noun) == one


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("nurses", True),
        ("hikers", True),
        ("civilians", True),
        ("bunkers", False),
        ("houses", False),
        ("computers", False),
    ],
)
def test_is_person(noun, expected):
    assert is_person(noun) is expected


def test_conversions_are_checked():
    assert conversion_gap(15, "km", 9, "mile") < 0.05
    assert conversion_gap(15, "km", 90, "mile") > 0.5
    assert conversion_gap(15, "km", 9, "kg") is None
    assert conversion_gap(15, "USD", 9, "EUR") is None


def test_words_that_are_no_units():
    assert unit_after("3 mushrooms", 1) is None
    assert unit_after("3 m", 1) is None
