"""Pages in, stories out. The texts are written for the tests."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.corpus.blocks import split
from helpers.corpus.clean import best_run, clean_text, expected_f1, votes
from helpers.corpus.decode import tidy
from helpers.corpus.features import measure
from helpers.corpus.residue import residue

SHARED = paths.ROOT.parent / "shared"
STORY = [
    "TALLOW BAY (AP) — The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers"
    " had found cracks in two of its piers and the police had counted more than nine hundred trucks in a single night.",
    "“We were lucky,” said Mayor Ida Brandt, who lives on the far side and will now have to walk for an hour. “Nobody"
    " was on it when the plate came down.”",
    "The repair will cost about $4 million and last until the spring, the council said in a statement.",
    "What comes next",
    "Ferries will run every twenty minutes from Monday, and the schools on the island will open one hour later than"
    " they used to, so that nobody has to cross in the dark.",
    "The bridge was opened in 1931. It had been painted last in 2009, according to a plate that hangs on its northern"
    " pier, and inspected the year after that.",
]
HEAD = [
    "Skip to content", "Tallow Bay Courier", "Home", "News", "Sports", "Weather", "Harbor town closes its upper bridge",
    "By Nils Ekman", "March 3, 2031, 6:10 PM | Updated: March 4, 2031, 9:00 AM",
    "The upper bridge of Tallow Bay is seen from the harbor on Tuesday, ...",
    "The upper bridge of Tallow Bay is seen from the harbor on Tuesday, March 3, 2031. (Photo by Jo Lund/Getty Images)",
]  # fmt: skip
FOOT = [
    "___", "Associated Press writer Eva Holm in Oslo contributed to this report.", "Related", "Owl stops night train",
    "A snowy owl kept the night train to the north waiting for six hours on Sunday.", "2 hours ago",
    "Bakers bring back the round loaf", "The loaf was last sold in the capital in 1988.", "5 hours ago", "Sponsored",
    "Is your printer putting your business at risk?", "Harbor town closes its upper bridge",
    "© 2031 Tallow Bay Courier. All rights reserved.",
]  # fmt: skip


def _kinds(cleaned):
    return {block.text: block.kind for block in cleaned.blocks}


def _lost(parts, odds):
    """What is taken out of a page of which all blocks were chosen."""
    blocks = split("\n\n".join(parts))
    assert len(blocks) == len(parts)
    return residue(blocks, measure(blocks).traits, range(len(blocks)), np.full(len(blocks), odds))


def test_a_paragraph_after_the_credits_stays_though_teasers_were_chosen_too():
    late = "Late on Tuesday a third crack was found in a pier near the eastern bank, the council said."
    parts = [*STORY, *FOOT[:2], late, "Tallow Bay Live", FOOT[3], FOOT[4], FOOT[5]]
    kept = [part for number, part in enumerate(parts) if number not in _lost(parts, 0.2)]
    assert kept == [*STORY, late]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Sign up for the Courier's morning newsletter and get the day in your inbox.", False),
        ("Read more of what the council wrote to the ministry in a letter of last year.", True),
    ],
)
def test_a_sentence_that_calls_stays_if_the_model_is_sure_but_not_a_call_to_a_letter(line, stays):
    parts = [*STORY[:3], line, *STORY[3:]]
    assert (3 not in _lost(parts, 4.0)) == stays
    assert 3 in _lost(parts, 0.2)


def test_story_of_a_page():
    cleaned = clean_text("\n\n".join([*HEAD, *STORY, *FOOT]))
    assert cleaned.text == "\n\n".join(STORY)
    kinds = _kinds(cleaned)
    assert kinds[HEAD[6]] == "title"
    assert kinds[HEAD[7]] == "byline"
    assert kinds[HEAD[8]] == "date"
    assert kinds[HEAD[9]] == kinds[HEAD[10]] == "caption"
    assert kinds["___"] == "rule"
    assert kinds[FOOT[1]] == "credit"
    assert 0 < cleaned.kept_share < 1


@pytest.mark.parametrize(
    "intruder",
    [
        "Read more: Bakers bring back the round loaf",
        "Advertisement",
        "Sign up for our morning newsletter and get the top stories in your inbox.",
        "FILE - The upper bridge of Tallow Bay, seen in 2019. (Photo by Jo Lund/Getty Images)",
        "(Photo by Jo Lund/Getty Images)",
        "2 hours ago",
        "___",
    ],
)
def test_residue_amid_the_story_goes(intruder):
    cleaned = clean_text("\n\n".join([*HEAD, *STORY[:3], intruder, *STORY[3:], *FOOT]))
    assert cleaned.text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "sentence",
    [
        "Support for the repair has grown since the winter, and most of the council now says that it cannot wait.",
        "But who would pay for the ferries if the state does not, and for how many of the winters to come…",
    ],
)
def test_a_sentence_that_begins_or_ends_as_furniture_does_stays(sentence):
    cleaned = clean_text("\n\n".join([*HEAD, *STORY[:3], sentence, *STORY[3:], *FOOT]))
    assert sentence in cleaned.text


def test_a_paragraph_that_comes_again_is_kept_once():
    cleaned = clean_text("\n\n".join([*HEAD, *STORY[:5], STORY[2], *STORY[5:], *FOOT]))
    assert cleaned.text == "\n\n".join(STORY)
    assert cleaned.blocks[len(HEAD) + 5].why == "said-already"


@pytest.mark.parametrize("text", ["\n\n".join(STORY), STORY[1], "Bridge closed", "\n\n".join(STORY[::-1]), "A.\n\nB."])
def test_a_clean_story_comes_back_as_it_was(text):
    assert clean_text(text).text == text


def test_a_story_with_little_around_it_keeps_all_of_its_paragraphs():
    credits = ["(Photo by Jo Lund/Getty Images)", "Image 1 of 3", "Getty Images", "© 2031 Tallow Bay Courier"]
    story = [*STORY, *(f"{line} It was the year of the {n}th ferry." for n, line in enumerate(STORY) if len(line) > 50)]
    ending = "The reader who wants to help may come to the quay on Sunday, and should bring a pair of warm gloves."
    text = [*story[:4], credits[0], *story[4:8], *credits[1:3], *story[8:], credits[3], ending]
    assert clean_text("\n\n".join(text)).text == "\n\n".join([*story, ending])


def test_every_block_has_a_kind_and_a_reason():
    cleaned = clean_text("\n\n".join([*HEAD, *STORY, *FOOT]))
    assert [block.text for block in cleaned.blocks] == [*HEAD, *STORY, *FOOT]
    assert all(block.kind and block.why for block in cleaned.blocks)


@pytest.mark.parametrize("text", ["", "\n \n\t\n"])
def test_nothing_in_nothing_out(text):
    assert clean_text(text).text == ""


@pytest.mark.parametrize(
    ("values", "run"),
    [([], (0, 0)), ([-1, -2], (0, 0)), ([1, -3, 2, -1, 2, -9, 1], (2, 5)), ([2, -5, 2], (0, 1)), ([0, 1, 0], (1, 2))],
)
def test_best_run(values, run):
    assert best_run(values) == run


def test_one_line_of_ten_million_characters():
    began = time.perf_counter()
    text = "word " * 2_000_000
    assert clean_text(text).text == text.strip()
    assert time.perf_counter() - began < 15


@given(
    st.lists(st.sampled_from([*HEAD, *STORY, *FOOT, "   ", "* * *", "(((", "1)"]) | st.text(max_size=60), max_size=25)
)
def test_any_page_keeps_all_its_blocks(lines):
    cleaned = clean_text(tidy("\n\n".join(lines)))
    body = "\n\n".join(block.text for block in cleaned.blocks if block.kind == "body")
    assert cleaned.text == body
    assert 0 <= cleaned.kept_share <= 1.001


def _gold(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no {name}: real pages are not part of the project")
    return path


def test_the_real_page():
    folder = _gold("gold/ap-2022-03-16")
    gold = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    cleaned = clean_text(tidy((folder / "page.txt").read_text(encoding="utf-8")))
    assert cleaned.text == gold["body"]
    assert not [word for word in gold["must_not_contain"] if word in cleaned.text]


def test_real_stories_are_left_alone():
    kept = total = 0
    for path in sorted(_gold("corpora/ukraine-2022-2024").glob("*.txt"))[::6]:
        text = path.read_text(encoding="utf-8")
        total += len(text.split())
        kept += len(clean_text(tidy(text)).text.split())
    assert kept >= 0.99 * total


def test_teasers_go_by_their_age_with_their_heading():
    teaser = ["Courier Live", "Mara Quint", "Owl stops train", "A snowy owl kept the train waiting.", "2 hours ago"]
    cleaned = clean_text("\n\n".join([*HEAD, *STORY, *teaser, *teaser[1:], *FOOT[2:]]))
    assert cleaned.text == "\n\n".join(STORY)


def test_another_tool_has_a_vote():
    blocks = split("\n\n".join(STORY[:2]))
    assert votes(blocks, STORY[0] + " And more.").tolist() == [1.0, -1.0]


def test_a_heading_with_nothing_of_the_story_below_goes():
    cleaned = clean_text("\n\n".join([*HEAD, *STORY, "Courier Live", *FOOT[3:]]))
    assert cleaned.text == "\n\n".join(STORY)
    assert _kinds(cleaned)["Courier Live"] != "body"


@pytest.mark.parametrize(
    ("odds", "kept", "wanted"),
    [([9.0, -9.0], [0], 1.0), ([9.0, -9.0], [0, 1], 2 / 3), ([0.0, 0.0], [0, 1], 2 / 3), ([-9.0], [], 0.0)],
)
def test_certainty_is_the_expected_f1_of_the_words_kept(odds, kept, wanted):
    words = np.full(len(odds), 20)
    assert expected_f1(np.array(odds), words, kept) == pytest.approx(wanted, abs=1e-3)


def test_a_clear_page_is_surer_than_one_without_a_story():
    sure = clean_text("\n\n".join([*HEAD, *STORY, *FOOT])).certainty
    unsure = clean_text("\n\n".join([*HEAD, *FOOT, *HEAD[::-1], STORY[2], *FOOT[::-1]])).certainty
    assert 0 <= unsure < sure <= 1
    assert clean_text("\n\n".join(STORY)).certainty == 1


def test_a_story_of_figures_comes_back_as_it_was():
    rows = ["Shr loss 50 cts vs profit one ct", "Net loss 4,419,000 vs profit 276,000", "Nine mths", "Sales 126.8 mln"]
    assert clean_text("\n".join(rows * 2)).text == "\n\n".join(rows * 2)


def test_a_field_that_is_said_to_be_a_story_is_never_emptied():
    table = "Shr 12 cts vs 9 cts\nNet 1,204 vs 988\nRevs 22.1 mln\nRead more\nShare this\nSign up\n"
    page, field = clean_text(table), clean_text(table, body=True)
    assert field.text and (page.text or field.certainty == 0)
    assert "Net 1,204 vs 988" in field.text
