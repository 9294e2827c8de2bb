from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from helpers.report import svg
from helpers.report.sanitise import sanitise
from helpers.report.style import new_figure


def drawn(address: str, tip: str) -> BeautifulSoup:
    plot, axes = new_figure()
    axes.bar([0.123456], [1], url=svg.mark(address, tip))
    tree, _ = svg.draw(plot)
    return BeautifulSoup(sanitise(svg.to_html(tree, prefix="p", css_class="c")), "html.parser")


def test_a_mark_leads_to_its_evidence_and_says_what_it_shows():
    link = drawn("#ev-place-linz", "Linz: 3 articles").find("a")
    assert link["href"] == "#ev-place-linz" and link.title.text == "Linz: 3 articles"
    assert link["aria-hidden"] == "true" and link["tabindex"] == "-1"  # its name beside it is the link for the keyboard


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", None, "#a b"])
def test_a_mark_without_a_safe_address_is_no_link_but_has_its_tip(address):
    page = drawn(address, "Linz: 3")
    assert not page.find("a") and page.title.text == "Linz: 3"


@pytest.mark.parametrize("tip", ["</title><script>x</script>", '"><svg onload=x>', "a\nb\x00\u202egnp", "$x_$ & < >"])
def test_a_hostile_tip_is_text(tip):
    page = drawn("#ev-x", tip)
    assert not page.find("script") and len(page.find_all("svg")) == 1
    assert "\u202e" not in str(page) and "\x00" not in str(page)
    assert page.title.text.startswith(" ".join(tip.split())[:1])


def test_a_title_outside_a_picture_is_dropped_with_its_text():
    assert sanitise("<p>a<title>b</title>c</p>") == "<p>ac</p>"


def test_places_are_told_to_a_tenth_of_a_pixel_and_empty_grounds_not_at_all():
    plot, axes = new_figure()
    axes.plot([0, 1 / 3], [0, 1 / 7])
    html = svg.to_html(svg.draw(plot)[0], prefix="p", css_class="c")
    assert not re.search(r'\bd="[^"]*\d\.\d{2}', html)
    assert not re.search(r'<path d="[^"]*" fill="none"/>', html)


@pytest.mark.parametrize(
    "number, short", [("-0.04", "0"), ("-0.5", "-0.5"), ("10.04", "10"), ("1e-9", "0"), ("3.14159", "3.1")]
)
def test_numbers_are_short(number, short):
    assert svg._short(number, 1) == short


def test_what_all_marks_of_a_group_have_is_said_once():
    plot, axes = new_figure()
    axes.scatter([1, 2, 3, 4], [1, 2, 3, 4], s=[20, 30, 40, 50], color=["#0b5a8c", "#0b5a8c", "#0b5a8c", "#ff0000"],
                 urls=[svg.mark("#ev-x", "x: 1")] * 4)  # fmt: skip
    page = BeautifulSoup(svg.to_html(svg.draw(plot)[0], prefix="p", css_class="c"), "html.parser")
    marks = [circle for circle in page.find_all("circle") if circle.find_parent("a")]
    assert len(marks) == 4 and len({mark["fill"] for mark in marks}) == 2
    group = marks[0].find_parent("g")
    assert group["clip-path"].startswith("url(#p-") and not any(mark.get("clip-path") for mark in marks)
    assert group.get("fill") is None
