from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.report import escape


@pytest.mark.parametrize(
    "given_, shown",
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("a\u202eb", "a[U+202E]b"),
        ("\x00\x1b", "[U+0000][U+001B]"),
        ("x\u2066y\u2069", "x[U+2066]y[U+2069]"),
        ("lone \ud800", "lone [U+D800]"),
        ("Зеленський, Győr, 東京", "Зеленський, Győr, 東京"),
        ("two\nlines\ttab", "two\nlines\ttab"),
        (None, "None"),
        (12, "12"),
    ],
)
def test_text(given_, shown):
    assert escape.text(given_) == shown


@given(st.text())
def test_text_never_holds_markup_and_reads_back(value):
    escaped = escape.text(value)
    assert not set(escaped) & set("<>\"'")
    assert html.unescape(escaped).replace("\r", "") == escape.visible(value).replace("\r", "")
    escaped.encode("utf-8")


@pytest.mark.parametrize(
    "url, safe",
    [
        ("https://a.example/x?y=1&z", True),
        ("http://a.example", True),
        ("#ev-places-kyiv", True),
        ("HTTPS://a.example/", True),
        ("  https://a.example/  ", True),
        ("https://例え.example/", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("/etc/passwd", False),
        ("file:///etc/passwd", False),
        ('https://a"onclick=x', False),
        ("https://a.example/<b>", False),
        ("https://", False),
        ('#" onclick="x', False),
        ("", False),
        (None, False),
        ("https://a.example/\u202e", False),
        ("https://[bad", False),
        ("https://a.example/" + "x" * 3000, False),
    ],
)
def test_safe_url(url, safe):
    assert bool(escape.safe_url(url)) is safe


def test_link_keeps_the_label_when_the_address_is_refused():
    assert escape.link("javascript:x", "<A>") == "&lt;A&gt;"
    assert escape.link("https://a.example/?b&c", "A") == (
        '<a href="https://a.example/?b&amp;c" rel="noopener noreferrer">A</a>'
    )
    assert escape.link("#x", "A") == '<a href="#x">A</a>'


@pytest.mark.parametrize("value, slug", [("Kyiv", "kyiv"), ("  Novi Sad ", "novi-sad"), ("NOVI  SAD", "novi-sad")])
def test_slug(value, slug):
    assert escape.slug(value) == slug


@pytest.mark.parametrize(
    "one, other",
    [
        ("Odesa", "Odésa"),
        ("東京", "大阪"),
        ("A.B", "A B"),
        ("x" * 50, "x" * 51),
        ("", "!"),
        ("a-b", "a/b"),
    ],
)
def test_slug_tells_different_texts_apart(one, other):
    assert escape.slug(one) != escape.slug(other)


@given(st.text())
def test_slug_is_always_the_tail_of_an_id(value):
    assert escape.is_id("ev-" + escape.slug(value))
