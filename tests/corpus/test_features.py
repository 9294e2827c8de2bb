from __future__ import annotations

import time

import pytest

from helpers.corpus.blocks import Block
from helpers.corpus.features import measure


def _hint(text):
    return measure([Block(text)]).traits[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("___", "rule"),
        ("2 hours ago", "time-ago"),
        ("an hour ago", "time-ago"),
        ("Updated 3 days ago", "time-ago"),
        ("and", ""),
        ("Associated Press writer Eva Holm in Oslo contributed to this report.", "contributed"),
        ("12 Comments", "comment-head"),
        ("Leave a Reply", "comment-head"),
        ("Related Articles", "after-head"),
        ("You may also like", "after-head"),
        ("© 2031 Tallow Bay Courier. All rights reserved.", "copyright"),
        ("(Photo by Jo Lund/Getty Images)", "credit"),
        ("A tent by the lake keeps the rain out. Credit: Jo Lund", "caption"),
        ("Getty Images", "credit"),
        ("The upper bridge of Tallow Bay is seen on Tuesday. (Photo by Jo Lund/Getty Images)", "caption"),
        ("FILE - The bridge in 2019", "caption"),
        ("The upper bridge is seen from the harbor. Jo Lund/Courier", "caption"),
        ("TALLOW BAY, NORTHLAND - MARCH 3: The bridge is seen", "caption"),
        ("The upper bridge is seen from the harbor on Tuesday, ...", "cut"),
        ("Read more: Bakers bring back the round loaf", "promo"),
        ("Sign up for our newsletter", "promo"),
        ("By Nils Ekman", "byline"),
        ("March 3, 2031, 6:10 PM", "date"),
        ("Eva Holm is a reporter for the Courier.", "bio"),
        ("Write to desk@courier.example", "address"),
        ("The repair will cost about $4 million and last until the spring.", ""),
        ("See https://courier.example/trial for more on 5/2 trials", "address"),
    ],
)
def test_the_sign_of_a_line(text, hint):
    assert _hint(text) == hint


def test_traits_of_prose_and_of_a_menu():
    prose, menu = measure(
        [Block("The repair will cost $4 million, and it will last until the spring."), Block("Home")]
    ).traits
    assert prose.prose and prose.ends and prose.stop > 0.4
    assert not menu.prose and menu.words == 1


def test_repeats_and_likeness_to_the_title():
    page = measure([Block("Bridge closed"), Block("Home"), Block("Bridge closed")], title="Bridge closed today")
    assert page.repeats.tolist() == [2, 1, 2]
    assert page.title.tolist() == pytest.approx([2 / 3, 0, 2 / 3])


@pytest.mark.parametrize(
    "text", ["1. 東京で火曜日に会議が開かれた。参加者は多かった。", "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย"]
)
def test_scripts_without_spaces_have_words(text):
    assert measure([Block(text)]).traits[0].words > 5


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "photo " * 20_000 + "(", "a/" * 50_000 + ")", "by " * 40_000, ". A" * 33_000 + "/b",
     "A, " * 33_000 + "-", "1 " * 50_000, "report " * 15_000, "is a " * 20_000, "©" * 100_000],
)  # fmt: skip
def test_hostile_lines_take_linear_time(text):
    began = time.process_time()
    measure([Block(text)] * 3)
    assert time.process_time() - began < 5
