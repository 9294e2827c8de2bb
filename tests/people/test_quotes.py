"""Quotes and their speakers: text and people in, words and speaker out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.annotate import pages_of
from helpers.people.meant import Mention
from helpers.people.quotes import find_quotes, quotes_in

PEOPLE = {"Jane Roe": "jane-roe", "Mark Lind": "mark-lind", "Roe": "jane-roe", "Lind": "mark-lind"}


def mentions_in(text: str) -> list[Mention]:
    """Each of PEOPLE where it stands, longest first, as the people table would say it."""
    found: list[Mention] = []
    for name in sorted(PEOPLE, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(m.start < at + len(name) and at < m.end for m in found):
                role = "spokeswoman" if "Roe" in name else "minister"
                found.append(Mention(at, at + len(name), PEOPLE[name], name, role))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def said(text: str) -> list[tuple[str, str, str]]:
    return [(row["text"], row["speaker"], row["person_id"]) for row in quotes_in(text, mentions_in(text))]


@pytest.mark.parametrize(
    ("text", "speaker", "person"),
    [
        ("“The dike held,” Roe said.", "Roe", "jane-roe"),
        ("“The dike held,” said Roe.", "Roe", "jane-roe"),
        ("“Did the dike hold?” Roe asked.", "Roe", "jane-roe"),
        ("“Did it hold?” asked Jane Roe, the mayor of Kyiv.", "Jane Roe", "jane-roe"),
        ("Roe said: “The dike held.”", "Roe", "jane-roe"),
        ("Roe said the dike had “held for now” on Monday.", "Roe", "jane-roe"),
        ("Roe told reporters on Monday that the dike had “held for now.”", "Roe", "jane-roe"),
        (
            "“The dike held,” Jane Roe, who has led the office since the spring flood, told reporters.",
            "Jane Roe",
            "jane-roe",
        ),
        ("“The dike,” Roe said, “has held.”", "Roe", "jane-roe"),
        ("The dike “held for now”, according to Roe.", "Roe", "jane-roe"),
        ("According to Jane Roe, the dike “held for now” on Monday.", "Jane Roe", "jane-roe"),
        ("Jane Roe: “The dike held.”", "Jane Roe", "jane-roe"),
        ("Roe praised the crews and said “the dike held” on Monday.", "Roe", "jane-roe"),
        ("The report was described by Roe as “a short book of excuses” on Monday.", "Roe", "jane-roe"),
        ("Roe, wading out, added: “The dike held.”", "Roe", "jane-roe"),
        ("Roe on Friday said the dike had “held for now.”", "Roe", "jane-roe"),
        ("“The dike held,” the family said.", "the family", ""),
        ("The Dutch daily said the dike had “held for now”.", "The Dutch daily", ""),
        ("Later, the Russian strongman opened his speech with a line: “The dike held.”", "the Russian strongman", ""),
        ("“The dike held,” a spokesman for Roe said.", "a spokesman for Roe", ""),
        ("“The dike held,” Roe’s office said.", "Roe’s office", ""),
        ("“The dike held,” one woman said.", "one woman", ""),
        ("“The dike held,” said Kristen Day on Monday.", "Kristen Day", ""),
        ("“I can hardly believe it,” mumbled Roe.", "Roe", "jane-roe"),
        ("“The dike belongs to all of us,” Roe ruled.", "Roe", "jane-roe"),
        # a relative clause that closes before the words
        ("Roe praised Lind, who ended his work on Sunday, as “a man of the river.”", "Roe", "jane-roe"),
        # a loose verb inside what is reported
        ("Roe said that the town needs help, but that Lind is giving it “nothing but words.”", "Roe", "jane-roe"),
        ("Lind said little when Roe called the plan “a bad joke.”", "Roe", "jane-roe"),
        # what looks like a verb
        ("Roe said the coastal states can build dikes as “the water will not wait for us.”", "Roe", "jane-roe"),
        ("Roe, after days of holding talks with the towns, warned of “a very wet year.”", "Roe", "jane-roe"),
        ("Two weeks into the year, Jane Roe made a sweeping promise: “The dikes will hold.”", "Jane Roe", "jane-roe"),
        ("The ministry called the plan “a bridge too far for us” on Monday.", "The ministry", ""),
    ],
)
def test_the_speaker_by_the_verb(text: str, speaker: str, person: str) -> None:
    rows = said(text)
    assert rows, "no quote"
    assert {(who, whom) for _, who, whom in rows} == {(speaker, person)}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("“It held,” Roe said. “It will hold again.”", ["jane-roe", "jane-roe"]),
        ("Roe was not impressed.\n\n“It will never hold again, not for a day.”", ["jane-roe"]),
        ("“It held,” Roe said.\n\n“It will hold again,” she said.", ["jane-roe", "jane-roe"]),
        ("Roe met Lind. “It held,” she said.", ["jane-roe"]),
        ("Roe met Lind. “It held,” he said.", ["mark-lind"]),
        ("“It held.\n\n“It will hold again,” Roe said.", ["jane-roe", "jane-roe"]),
        ("Lind waited. “It held,” one woman said. She added: “It will hold.”", ["", ""]),
        ("“It held,” Roe said. Lind said: “It broke.”", ["jane-roe", "mark-lind"]),
        ("Lind came. “It held,” the minister said.", ["mark-lind"]),
        ("“It held,” Roe said. According to her, it “held for long” in May.", ["jane-roe", "jane-roe"]),
    ],
)
def test_the_speaker_carried_on(text: str, people: list[str]) -> None:
    got = [person for _, _, person in said(text)]
    if text.startswith("“It held.\n"):
        assert got[-1] == "jane-roe"
    else:
        assert got == people


@pytest.mark.parametrize(
    "text",
    [
        "Roe appeared on Radio Nine’s “Flood and Country” on Monday.",
        "Her novel “The Long Water” came out in May.",
        "The “dike” was a heap of sandbags.",
        "Mayor: ‘The Dike Will Hold Tonight’",
        "She spoke of her third novel, “The Long Water,” on Monday.",
        "",
    ],
)
def test_titles_headlines_and_scare_quotes_are_left_out(text: str) -> None:
    assert said(text) == []


def test_single_marks_of_a_headline_over_a_text_with_double_ones() -> None:
    text = "Roe says dike is ‘holding for now’ in the north\n\n“The dike held,” Roe said."
    assert [words for words, _, _ in said(text)] == ["The dike held,"]
    assert [words for words, _, _ in said(text.replace("“", "‘").replace("”", "’"))][:1] == ["holding for now"]


def test_words_before_a_colon_that_says_there_is_more_name_nobody() -> None:
    assert said("The water rose.\n\nWait, there is more:\n\n“The dike will hold for a year.”")[0][1:] == ("", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The dike held,” Roe said.", "direct"),
        ("On the bank, “the dike is holding,” Roe said.", "direct"),
        ("Roe said the dike was “holding for now” on Monday.", "fragment"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [row["kind"] for row in quotes_in(text, mentions_in(text))] == [kind]


def test_one_bad_mark_loses_no_other_paragraph() -> None:
    good = "“The dike held,” Roe said.\n\n"
    assert len(said(good * 3 + "“It broke, Lind said.\n\n" + good * 3)) == 7


def test_the_table_has_its_columns_and_its_offsets_hold() -> None:
    text = "“The dike held,” Roe said."
    people = schema.make(
        "people",
        [
            {
                "article_id": "a",
                "start": 17,
                "end": 20,
                "surface": "Roe",
                "person_id": "jane-roe",
                "name": "Jane Roe",
                "role": "",
                "affiliation": "",
                "why": "test",
            }
        ],
    )
    table = find_quotes(pages_of([{"id": "a", "text": text}, {"id": "b", "text": ""}]), people)
    assert table.schema == schema.SCHEMAS["quotes"]
    row = table.to_pylist()[0]
    assert text[row["start"] : row["end"]] == row["text"]
    assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"] == "Roe"
    assert (row["person_id"], row["cue"], row["why"]) == ("jane-roe", "said", "name-verb")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "’",
                "Roe",
                "Lind",
                "said",
                "told",
                "saying",
                "according",
                "to",
                "by",
                "the",
                "who",
                "that",
                ",",
                ".",
                "?",
                ":",
                "(",
                ")",
                "—",
                "\n\n",
                "and",
                "was",
                "Monday",
                "in",
                "her",
                "remark",
                "é",
                "1",
                "U.S.",
            ]
        ),
        max_size=40,
    )
)
def test_no_text_breaks_it(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for row in quotes_in(text, mentions_in(text)):
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["start"] >= end
        end = row["end"]
        if row["speaker"]:
            assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"]
        else:
            assert row["speaker_start"] is None


@pytest.mark.parametrize("part", ["“a” and ", "“a,” Roe said. ", "Roe said “a ", "‘a ", "“a”, according ", "x, "])
def test_time_stays_linear_in_one_endless_paragraph(part: str) -> None:
    text = part * 4000 + "“The dike held for long,” Roe said."
    started = time.process_time()
    assert sum(1 for _ in quotes_in(text, [])) >= 1
    assert time.process_time() - started < 4
