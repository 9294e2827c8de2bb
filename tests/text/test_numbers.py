"""Numbers in text: what is a figure and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.numbers import find_numbers, number_of

FOUND = [
    ("The agency counted 1,143 tents.", [("1,143", 1143, 1143)]),
    ("About 3 million people crossed.", [("3 million", 3e6, 3e6)]),
    ("Twenty-one miners and 4 hundred million coins.", [("Twenty-one", 21, 21), ("4 hundred million", 4e8, 4e8)]),
    ("two hundred and fifty thousand homes", [("two hundred and fifty thousand", 250000, 250000)]),
    ("two dozen trucks and a dozen vans", [("two dozen", 24, 24), ("a dozen", 12, 12)]),
    (
        "half a million voters; two and a half million more",
        [("half a million", 5e5, 5e5), ("two and a half million", 2.5e6, 2.5e6)],
    ),
    ("a third of the bridges and two-thirds of the roads", [("a third", 1 / 3, 1 / 3), ("two-thirds", 2 / 3, 2 / 3)]),
    (
        "hundreds of families and tens of thousands of sheep",
        [("hundreds", 200, None), ("tens of thousands", 20000, None)],
    ),
    ("dozens were treated", [("dozens", 24, None)]),
    ("between 15 and 20 wells", [("15 and 20", 15, 20)]),
    ("15 to 20 wells, 2-3 million litres", [("15 to 20", 15, 20), ("2-3 million", 2e6, 3e6)]),
    ("sold for $62 to $68", [("$62 to $68", 62, 68)]),
    ("from $89 to $93 billion", [("$89 to $93 billion", 89e9, 93e9)]),
    ("10 1/2 miles of cable", [("10 1/2", 10.5, 10.5)]),
    ("a low of minus 12 degrees", [("minus 12", -12, -12)]),
    ("€1.2 billion in loans", [("€1.2 billion", 1.2e9, 1.2e9)]),
    ("2000 people and 1999 houses", [("2000", 2000, 2000), ("1999", 1999, 1999)]),
    ("more than 2100 were left", [("2100", 2100, 2100)]),
    ("One bridge held.", [("One", 1, 1)]),
]

REFUSED = [
    "COVID-19 wards filled up.",
    "A T-72 and an S-300 battery were seen.",
    "It cited Article 5 of the treaty.",
    "The Group of Seven met.",
    "G7 leaders agreed.",
    "The law changed after 9/11.",
    "Call 555-123-4567 for help.",
    "The office at 575 Wilbraham Road closed.",
    "He was born in 1974.",
    "In 2019 and 2021 it rained.",
    "The siren went at 10:30 and at 5 p.m. again.",
    "The Rovers won 2-1 on the night.",
    "on Feb. 24 the war began",
    "the 3rd battalion and the 1980s",
    "No one was there, and one said so.",
    "Flight 17 and Highway 66",
    "He came to the door; she was the one who left.",
    "A third-party review follows.",
    "They bought an iPhone 12 Pro.",
    "on 12 March it snowed",
    "the Aug. 7-9 talks",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds(text, expected):
    found = [(n.surface, n.low, n.high) for n in find_numbers(text)]
    assert [(s, pytest.approx(low), high and pytest.approx(high)) for s, low, high in expected] == found


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_what_only_looks_like_a_figure(text):
    assert [n.surface for n in find_numbers(text)] == []


@pytest.mark.parametrize(
    ("text", "currency", "percent"),
    [
        ("$5", "USD", ""),
        ("£2.7m", "GBP", ""),
        ("€10", "EUR", ""),
        ("C$16.4 million", "CAD", ""),
        ("RM23.50", "MYR", ""),
        ("12%", "", "percent"),
        ("12.5 per cent", "", "percent"),
        ("3 percentage points", "", "percentage point"),
        ("a $4 billion deal", "USD", ""),
        ("US$1.1 million", "USD", ""),
        ("A$3 million", "AUD", ""),
        ("Rs 300", "INR", ""),
    ],
)
def test_currency_and_percent(text, currency, percent):
    number = find_numbers(text)[0]
    assert (number.currency, number.percent) == (currency, percent)


def test_one_of_the_is_marked():
    assert [n.kind for n in find_numbers("one of the oldest dams")] == ["one-of"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,143", 1143), ("twenty-four", 24), ("half a", 0.5), ("2 1/2", 2.5), ("many", None), ("", None)],
)
def test_number_of(written, value):
    assert number_of(written) == value


@given(st.text(alphabet=st.sampled_from('0123456789,.-–$€% /:()aantwohundremilfx\n’"½'), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_spans_that_hold_their_surface(text):
    found = find_numbers(text)
    assert all(text[n.start : n.end] == n.surface for n in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))


@pytest.mark.parametrize("piece", ["9", "1,", "$", "one ", "hundred ", "1-", "a half ", "½", "minus ", "twenty-"])
def test_time_grows_with_the_text_only(piece):
    started = time.process_time()
    find_numbers(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 5
