from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pyarrow as pa
import pytest

from helpers.corpus import duplicates
from helpers.corpus.duplicates import group_copies
from helpers.corpus.metadata import moment
from helpers.corpus.signatures import make_signatures
from helpers.schema import SCHEMAS

from .stories import day, pages, signatures, story

GOLD = Path(__file__).resolve().parents[2] / "data" / "sample" / "gold" / "articles.jsonl"
BODY = story(1, 200)


def groups(*rows):
    made = group_copies(signatures(*rows))
    assert made.schema == SCHEMAS["groups"]
    return {row["article_id"]: (row["story_id"], row["version"], row["copy_of"]) for row in made.to_pylist()}


def stories(*rows):
    """The rows of each story, by their numbers."""
    found: dict[str, set[int]] = {}
    for name, (one, _, _) in groups(*rows).items():
        found.setdefault(one, set()).add(int(name[1:]))
    return sorted(sorted(rows) for rows in found.values())


def words(start, end, body=BODY):
    return " ".join(body.split()[start:end])


def test_copies_go_to_the_earliest():
    found = groups(
        {"text": BODY, "published_utc": day(5)}, {"text": BODY, "published_utc": day(4)}, {"text": BODY},
        {"text": story(2, 200)},
    )  # fmt: skip
    assert [found[f"a{n}"][2] for n in range(4)] == ["a1", "", "a1", ""]
    assert [found[f"a{n}"][0] for n in range(4)] == ["a0", "a0", "a0", "a3"]


@pytest.mark.parametrize(
    "text",
    [
        words(0, 100), words(0, 70), story(7, 30) + " " + words(0, 130), words(0, 60) + " " + words(75, 200),
        BODY.upper().replace(".", " —"), words(0, 100) + " " + story(8, 40),
    ],
    ids=["half", "a third", "local paragraph", "one cut out", "other marks", "another end"],
)  # fmt: skip
def test_what_an_outlet_does_to_agency_copy(text):
    agency = {"text": BODY, "title": "River rises", "site": "wire", "published_utc": day(3)}
    copied = {"text": text, "title": "Town holds its breath", "site": "Courier", "published_utc": day(4)}
    found = groups(agency, copied, {"text": story(3, 200), "published_utc": day(3)})
    assert (found["a1"][0], found["a1"][2]) == ("a0", "a0")
    assert found["a2"] == ("a2", 1, "")


def test_a_cut_page_does_not_stand_for_the_story_even_if_it_came_first():
    found = groups({"text": words(0, 90), "published_utc": day(3)}, {"text": BODY, "published_utc": day(4)})
    assert (found["a0"][2], found["a1"][2]) == ("a1", "")


@pytest.mark.parametrize(("later", "joined"), [(3, True), (9, False), (None, True)])
def test_alike_but_weeks_apart_is_another_story(later, joined):
    cut = words(0, 150) + " " + story(4, 20)
    found = stories(
        {"text": BODY, "published_utc": day(1)}, {"text": cut, "published_utc": later and day(1 + later)}
    )  # fmt: skip
    assert (found == [[0, 1]]) is joined


def test_the_next_issue_of_a_form_is_no_copy():
    """Daily reports share their sentences, not their figures."""
    forms = [re.sub(r"\d+", lambda found: str(int(found[0]) + 7 * n), BODY) for n in range(6)]  # noqa: B023
    rows = [{"text": forms[n], "site": "wire", "title": "Levels", "published_utc": day(n + 1)} for n in range(6)]
    assert stories(*rows) == [[n] for n in range(6)]


def test_a_form_does_not_chain():
    """Each page shares most with the one before it; the last nothing with the first."""
    parts = [story(50 + n, 40) for n in range(12)]
    rows = [{"text": " ".join(parts[n : n + 4]), "published_utc": day(1 + n)} for n in range(9)]
    assert max(map(len, stories(*rows))) < 4


def test_a_short_text_needs_the_same_headline():
    notice = "To read this article please sign in or start your free trial of the Courier today"
    rows = [{"text": notice, "title": title, "site": f"s{n}"} for n, title in enumerate(("Bridge", "Budget", "Bridge"))]
    assert stories(*rows) == [[0, 2], [1]]


def test_versions_are_numbered_in_order():
    page = {"url": "https://c.example/bridge", "site": "Courier"}
    found = groups(
        {**page, "published_utc": day(3), "updated_utc": day(6), "text": BODY},
        {**page, "published_utc": day(3), "text": story(2, 50)},
        {**page, "url": "https://c.example/bridge?utm=1#top", "published_utc": day(3), "updated_utc": day(5)},
    )  # fmt: skip
    assert [found[f"a{n}"][1] for n in range(3)] == [3, 1, 2]
    assert {found[f"a{n}"][0] for n in range(3)} == {"a0"}
    assert {found[f"a{n}"][2] for n in range(3)} == {""}


def test_a_copy_belongs_to_the_version_it_repeats():
    page = {"url": "https://c.example/bridge", "site": "Courier", "published_utc": day(3)}
    later = BODY + " " + story(5, 40)
    found = groups(
        {**page, "text": BODY}, {**page, "text": later, "updated_utc": day(4)},
        {"text": later, "published_utc": day(5), "site": "Herald"}, {"text": words(0, 120), "published_utc": day(5)},
    )  # fmt: skip
    assert [found[f"a{n}"][2] for n in range(4)] == ["", "", "a1", "a0"]


def test_one_headline_of_one_outlet_within_two_weeks():
    one = {"site": "Courier", "title": "Bridge: closed!", "published_utc": day(3), "text": BODY}
    longer = BODY + " " + story(2, 60)
    found = groups(
        one, {**one, "title": "UPDATE 1-BRIDGE CLOSED", "published_utc": day(10), "text": longer},
        {**one, "published_utc": day(28), "text": longer + " " + story(6, 30)},
        {**one, "published_utc": day(4), "text": story(9, 200)},
    )  # fmt: skip
    assert (found["a0"], found["a1"]) == (("a0", 1, ""), ("a0", 2, ""))
    assert [found[name][0] for name in ("a2", "a3")] == ["a2", "a3"]


def test_empty_texts_titles_and_addresses_group_nothing():
    assert len(stories(*({"text": ""} for _ in range(5)))) == 5
    assert len(stories(*({"text": "", "title": "Same", "url": "https://c.example/"} for _ in range(5)))) == 5


def test_order_of_rows_and_partitions_do_not_matter(monkeypatch):
    dice = random.Random(1)
    rows = [
        {
            "article_id": f"a{n}", "text": words(0, dice.randrange(40, 200), story(n % 29, 200)),
            "url": f"https://c/{n % 70}", "title": f"t{n % 12}", "site": f"s{n % 3}",
            "published_utc": day(1 + dice.randrange(25)) if n % 7 else None,
        }
        for n in range(80)
    ]  # fmt: skip
    wanted = group_copies(signatures(*rows))
    assert 5 < len(set(wanted["story_id"].to_pylist())) < 70
    monkeypatch.setattr(duplicates, "PAIRS", 7)
    for _ in range(3):
        dice.shuffle(rows)
        parts = [signatures(*rows[start : start + 17]) for start in range(0, 80, 17)]
        assert group_copies(pa.concat_tables(parts)).equals(wanted)


@pytest.mark.parametrize("page", [{}, {"title": "Same", "site": "S", "url": "https://s.example/u"}])
def test_ten_thousand_identical_files(page):
    one = signatures({"text": BODY, "published_utc": day(1), **page})
    many = pa.concat_tables([one] * 10_000).combine_chunks()
    ids = pa.array([f"{n:05d}" for n in range(10_000)])
    found = group_copies(many.set_column(0, "article_id", ids))
    assert set(found["story_id"].to_pylist()) == {"00000"}


def test_a_thousand_nearly_identical_files():
    texts = (f"{words(0, 150)} place{n} {words(150, 200)}" for n in range(1_000))
    rows = [{"text": text, "published_utc": day(1)} for text in texts]
    assert len(stories(*rows)) == 1


def test_empty_corpus():
    assert group_copies(make_signatures(pages())).num_rows == 0


def test_the_copies_and_versions_planted_in_the_sample():
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    names = ("site", "url", "title", "source")
    rows = [
        {"article_id": f"a{n}", "text": row["body"], "published_utc": moment(row["published"]),
         "updated_utc": moment(row["updated"]), **{name: row[name] or "" for name in names}}
        for n, row in enumerate(gold)
    ]  # fmt: skip
    found = groups(*rows)
    ours = {frozenset((a, b)) for a in found for b in found if a < b and found[a][0] == found[b][0]}
    planted = {
        frozenset((f"a{a}", f"a{b}"))
        for a, one in enumerate(gold) for b, other in enumerate(gold) if a < b and one["story"] == other["story"]
    }  # fmt: skip
    assert len(planted) >= 20
    assert ours == planted
