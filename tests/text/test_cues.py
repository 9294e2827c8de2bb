"""A quick look before a slow search: a cue finds what its pattern finds, where one of its words stands."""

from __future__ import annotations

import pytest

from helpers.figures import attribution, bounds, counting
from helpers.text.cues import Cue, cue, word_before, words_in


def test_words_are_those_of_the_span_in_small_letters():
    assert words_in("At least 12, ~30 of 691 (about half).", 0, 22) == {"at", "least", "of", "~"}


def test_searches_only_where_a_word_of_it_stands():
    toll = cue("toll dead", r"\btoll of (\d+)")
    text = "a TOLL OF 12"
    assert toll.search(text, words_in(text, 0, len(text)))[1] == "12"
    assert toll.search(text, frozenset({"other"})) is None
    assert list(toll.finditer(text, frozenset({"other"}))) == []
    assert [m[1] for m in toll.finditer(text, frozenset({"toll"}))] == ["12"]


@pytest.mark.parametrize(
    ("text", "end", "word"), [("no. Two ", 7, "two"), ("", 0, ""), ("x", -1, ""), ("in (", 4, ""), ("T72", 3, "t72")]
)
def test_word_before(text, end, word):
    assert word_before(text, end) == word


SENTENCES = (
    ("_TOTAL", counting, "so far", "to date", "in all", "the toll", "altogether", "the number of", "as of", "all told"),
    (
        "_NEW",
        counting,
        "another ",
        "overnight",
        "in one day",
        "a day",
        "in the past",
        "a further ",
        "alone",
        "latest raid",
    ),
    ("_EVERYWHERE", counting, "in six countries", "across the region", "worldwide", "around the world", "region-wide"),
    ("_NATION", counting, "nationwide", "across the country", "in the whole nation"),
    ("_OF_EVENT", counting, "in the floods", "since the war began", "since the start", "the storm has killed"),
    ("_REACHED", counting, "rose to ", "stood at ", "went up to ", "puts the ", "brought it to "),
    ("_STRUCK", counting, "in the attack", "by rocket strikes", "in a bombing"),
    ("_DIRECTION", bounds, "rose ", "gained nearly ", "an increase of ", "a drop of ", "slipped by ", "up "),
    ("_ESTIMATE", attribution, "by the ministry's estimate", "in U.N. figures", "from police data"),
    ("_COUNT_OF", attribution, "by the count of monitors", "by that of the army", "by the reckoning of aides"),
)


@pytest.mark.parametrize(
    ("name", "room", "said"), [(name, room, said) for name, room, *many in SENTENCES for said in many]
)
def test_every_match_holds_a_telling_word(name, room, said):
    found: Cue = getattr(room, name)
    assert found.pattern.search(said)
    assert found.search(said, words_in(said, 0, len(said)))


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least ", "at least"), ("no fewer than ", "at least"), ("up to ", "at most"), ("as many as ", "at most"),
        ("has passed ", "more than"), ("fewer than ", "less than"), ("sub-", "less than"),
        ("in excess of ", "more than"), ("~", "about"), ("close to ", "about"), ("in the vicinity of ", "about"),
    ],
)  # fmt: skip
def test_bounds_before_a_number_are_told_by_their_words(words, bound):
    text = f"It was {words}40"
    assert bounds.read_bound(text, len(text) - 2, len(text)).bound == bound
