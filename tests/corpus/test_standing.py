"""Lines of a site's furniture that many stories share are taken out of them; what is true text stays."""

from __future__ import annotations

import pyarrow as pa
import pytest

from helpers.corpus.build import page_rows
from helpers.corpus.records import Page
from helpers.corpus.standing import drop_standing, find_lines, find_standing, is_furniture
from helpers.schema import SCHEMAS, empty, make

CALL = "Subscribe to our morning letter for more of this"
BOX = (
    "Other Topics of Interest Ferries to the islands run again The harbor office in Tallow Bay said that boats sail as"
    " they did before the storm, but for the one at noon."
)
_TOWNS = ("Arlen", "Bramholt", "Corvik", "Dunmere", "Eskby", "Fallow", "Garrick")


def _story(number: int, *lines: str) -> str:
    town = _TOWNS[number % len(_TOWNS)]
    told = (
        f"The council of {town} voted late on Tuesday to close bridge number {number}, as engineers had found cracks.",
        f"Mayor Ida Brandt of {town}, who lives on the far side, said that she will have to walk {number} hours now.",
    )
    return "\n\n".join([*told, *lines])


def _cleaned(texts, *, site="bay.example", days=1) -> tuple[pa.Table, pa.Table]:
    pages, blocks = [], []
    for number, text in enumerate(texts):
        url = f"https://{site}/{number}" if site else ""
        day = f"2031-{3 + number * days // 28:02d}-{1 + number * days % 28:02d}T08:00:00Z"
        row, parts = page_rows(Page(f"a.jsonl#{number}", "record", text, "utf-8", {"url": url, "published": day}))
        pages.append(row)
        blocks += parts
    return make("pages", pages), make("blocks", blocks)


def _dropped(pages: pa.Table, blocks: pa.Table) -> tuple[pa.Table, pa.Table]:
    """What the steps make of the pages of a corpus."""
    lines = find_lines(pages, blocks)
    standing = find_standing(lines)
    assert (lines.schema, standing.schema) == (SCHEMAS["lines"], SCHEMAS["standing_lines"])
    made = drop_standing(pages, blocks, lines, standing)
    assert [table.schema for table in made] == [SCHEMAS["pages"], SCHEMAS["blocks"]]
    return made


def _standing(blocks: pa.Table) -> list[tuple[str, str]]:
    return [(row["why"], row["text"]) for row in blocks.to_pylist() if row["kind"] == "standing"]


@pytest.mark.parametrize("line", [CALL, BOX])
def test_furniture_of_a_site_is_not_of_its_stories(line):
    pages, blocks = _cleaned([*(_story(n, line) for n in range(3)), _story(3)])
    assert all(line in text for text in pages["text"].to_pylist()[:3])
    after, shown = _dropped(pages, blocks)
    assert after["text"].to_pylist() == [_story(n) for n in range(4)]
    assert _standing(shown) == [("repeated-in-site", line)] * 3
    one, two = (table.to_pylist() for table in (pages, after))
    assert one[3] == two[3]
    for before, now in zip(one[:3], two[:3], strict=True):
        assert now["kept_share"] == pytest.approx(
            len(now["text"].replace("\n", "")) / len(before["text"].replace("\n", ""))
        )
        assert before["n_words"] - now["n_words"] >= len(line.split()) - 1
        same = set(now) - {"text", "n_words", "text_hash", "kept_share"}
        assert {key: before[key] for key in same} == {key: now[key] for key in same}
        assert before["text_hash"] != now["text_hash"]


def test_the_text_is_its_blocks_of_the_body():
    after, shown = _dropped(
        *_cleaned([_story(n, CALL, f"In {n} days they will vote again, said Ida Brandt.") for n in range(4)])
    )
    rows = shown.to_pylist()
    for page in after.to_pylist():
        body = [row["text"] for row in rows if row["article_id"] == page["article_id"] and row["kind"] == "body"]
        assert page["text"] == "\n\n".join(body) and len(body) == 3


def test_two_stories_or_versions_of_one_are_not_enough():
    assert not _standing(_dropped(*_cleaned([_story(n, CALL) for n in range(2)]))[1])
    versions = [
        f"Update {n}: the council of Arlen met again, and the vote of Tuesday holds.\n\n{_story(1, CALL)}"
        for n in range(6)
    ]
    assert not _standing(_dropped(*_cleaned(versions))[1])
    assert not _standing(_dropped(*_cleaned([_story(1, CALL)] * 6))[1])


def test_sites_are_told_apart():
    one, two = (
        _cleaned([_story(n, CALL) for n in numbers], site=site)
        for numbers, site in (((0, 1), "a.example"), ((2, 3), "b.example"))
    )
    pages, blocks = (pa.concat_tables(pair) for pair in zip(one, two, strict=True))
    assert find_standing(find_lines(pages, blocks)).num_rows == 0


@pytest.mark.parametrize(("n", "days", "found"), [(5, 10, 5), (4, 20, 0), (7, 2, 0)])
def test_where_no_site_is_known_a_line_stands_in_more_stories_and_longer(n, days, found):
    _, shown = _dropped(*_cleaned([_story(k, CALL) for k in range(n)], site="", days=days))
    assert _standing(shown) == [("repeated-in-corpus", CALL)] * found


@pytest.mark.parametrize(
    "line",
    [
        "Terms of the acquisition were not disclosed.",
        "Pay April 15",
        "Nine months",
        "Year",
        "Federal Reserve Board Vice Chairman",
        "What you need to know",
        "“You are all welcome here,” she says every year.",
        "The bridge, built in 1931, is the only one over the lower river, and some 4,000 people of the harbor cross it"
        " on their way to work each day, as you and everybody in the bay know.",
        "The bank has denied the charges.",
        "TALLOW BAY, Northland (AP) —",
    ],
)
def test_text_that_stories_repeat_stays(line):
    pages, blocks = _cleaned([_story(n, line) for n in range(8)], days=10)
    after, shown = _dropped(pages, blocks)
    assert after.equals(pages) and shown.equals(blocks)


def test_lines_that_read_like_furniture():
    assert all(
        is_furniture([
            "Advertisement", "CLICK HERE TO GET THE BAY NEWS APP", "JOIN US IN THE HARBOR! Follow our coverage.",
            "You can read more of the latest news on our main page.", "Continuation of the text under the video",
            "The views expressed here are the author’s and not those of the Bay Post.",
            "Other topics of interest today",
        ])
    )  # fmt: skip
    assert is_furniture([]) == []


def test_a_story_is_never_emptied():
    pages, blocks = _cleaned(
        [*(f"{CALL}\n\nBridge {n} is shut." for n in range(4)), *(_story(n, CALL) for n in range(4))]
    )
    after, _ = _dropped(pages, blocks)
    assert after["text"].to_pylist()[:4] == pages["text"].to_pylist()[:4]
    assert after["text"].to_pylist()[4:] == [_story(n) for n in range(4)]


def test_pages_that_share_an_id_stay_as_they_are():
    pages, blocks = _cleaned([_story(n, CALL) for n in range(4)])
    twice = [pa.concat_tables([table, table]) for table in (pages, blocks)]
    assert [a.equals(b) for a, b in zip(_dropped(*twice), twice, strict=True)] == [True, True]


def test_the_order_of_pages_and_partitions_cannot_be_seen():
    parts = [_cleaned([_story(n, CALL) for n in range(first, first + 4)]) for first in (0, 4)]
    lines = [find_lines(*part) for part in parts]
    assert find_standing(pa.concat_tables(lines)).equals(find_standing(pa.concat_tables(lines[::-1])))


def test_no_pages():
    pages, blocks = _dropped(empty("pages"), empty("blocks"))
    assert (pages.num_rows, blocks.num_rows) == (0, 0)
