"""What an amount is of: made-up sentences with one amount in square brackets, and the words that name its subject."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures.concept import concept_of, concepts
from helpers.figures.quantities import find_quantities

OF = [
    ("Revenue rose to [$5 million].", "Revenue"),
    ("The port’s revenue rose to [$5 million].", "port revenue"),
    ("The price of wheat fell [3%].", "price wheat"),
    ("A tax of [5 percent] was imposed.", "tax"),
    ("The canal has winds of up to [90 mph].", "winds canal"),
    ("It is a [5-watt] charger.", "charger"),
    ("The firm bought [13%] of Harbor Group.", "Harbor Group firm"),
    ("A sharp [3 percent] drop followed.", "drop"),
    ("The ministry raised the wage by [5%].", "wage ministry"),
    ("The trust, a landlord in the city, posted a loss of [$5 million].", "loss trust"),
    ("Shares have been on a tear, up [57%].", "Shares"),
    ("Dock [+0.2%], Pier +0.3%.", "Dock"),
    ("The US economy grew by [3%].", "US economy"),
    ("The March contract was up [19 cents].", "March contract"),
    ("The company which imported cars lost [$5 million].", "company"),
    ("It cost [$5].", ""),
    ("They said it would be [5%].", ""),
]


@pytest.mark.parametrize(("marked", "words"), OF)
def test_what_an_amount_is_of(marked, words):
    start, end = marked.index("["), marked.index("]") - 1
    text = re.sub(r"[\[\]]", "", marked)
    assert " ".join(concept_of(text, start, end, (0, len(text))).words) == words


def test_an_amount_that_names_nothing_goes_on_with_the_one_before():
    text = "Homes stay 70 days on the market; $1 million to $2 million, 99 days."
    found = concepts(text, find_quantities(text))
    assert [" ".join(concept.words) for concept in found] == ["Homes"] * 3


@given(st.text(alphabet="aAbs ofthe$5%.,()-’", max_size=80))
def test_any_text_gives_words_of_it(text):
    for concept in concepts(text, find_quantities(text)):
        assert all(word in text for word in concept.words) and concept.phrase in text
