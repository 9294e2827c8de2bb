"""Which names are one person's, and which must stay apart."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import schema
from helpers.annotate import pages_of
from helpers.errors import StoreError
from helpers.people import identity
from helpers.people.aliases import FILE, Aliases, read_aliases
from helpers.people.spelling import spelling_key


def identify(*names: tuple[str, str] | str) -> dict[str, str]:
    """name → person_id, each name (or name and role) in an article of its own."""
    pairs = [(name, "") if isinstance(name, str) else name for name in names]
    table = pa.table(
        {
            "article_id": [str(n) for n in range(len(pairs))],
            "name": [p[0] for p in pairs],
            "role": [p[1] for p in pairs],
            "affiliation": [""] * len(pairs),
        }
    )
    return {row["name"]: row["person_id"] for row in identity.identify(table).to_pylist()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Recep Erdoğan", "Recep Erdogan"),
        ("JANE ROE", "Jane Roe"),
        ("Jane A. Roe", "Jane Roe"),
        ("Joe Lind", "Joseph Lind"),
        ("Mikhail Orlov", "Mihail Orlov"),
        (("Sergei Shoigu", "defense minister"), ("Sergey Shoygu", "defense minister")),
        (("Angela Guttieres", "UN envoy"), ("Angela Gutieres", "UN envoy")),
        ("Roe", "Jane Roe"),
        ("von der Aue", "Anna von der Aue"),
    ],
)
def test_joined(one: tuple[str, str] | str, other: tuple[str, str] | str) -> None:
    found = identify(one, other)
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Orlov", "Vladimir Orlov"),
        ("Sergei Lavrov", "Sergei Lavrova"),
        ("Jane Roe", "Mark Roe"),
        ("John Roe", "John Roe Jr."),
        ("Boris Johnson", "Boris Jonsen"),
        ("Jane A. Roe", "Jane B. Roe"),
        ("Sergei Shoigu", "Sergey Shoygu"),
        (("Roe", "farmer"), ("Jane Roe", "mayor")),
        ("Ada", "Ada Lind"),
        ("Ben Wallace", "Barbara Wallace"),
    ],
)
def test_kept_apart(one: tuple[str, str] | str, other: tuple[str, str] | str) -> None:
    found = identify(one, other)
    assert len(set(found.values())) == 2


def test_a_surname_of_two_people_stays_its_own() -> None:
    assert len(set(identify("Roe", "Jane Roe", "Mark Roe").values())) == 3


def test_the_commonest_full_form_is_shown_and_every_merge_has_a_witness() -> None:
    table = identity.identify(
        pa.table(
            {
                "article_id": ["1", "2", "3", "4"],
                "name": ["Sergei Lavrov", "Sergey Lavrov", "Sergey Lavrov", "Lavrov"],
                "role": [""] * 4,
                "affiliation": [""] * 4,
            }
        )
    )
    rows = {row["name"]: row for row in table.to_pylist()}
    assert {row["canonical"] for row in rows.values()} == {"Sergey Lavrov"}
    assert {row["person_id"] for row in rows.values()} == {"sergey-lavrov"}
    assert rows["Sergey Lavrov"]["witness"] == "" and rows["Sergey Lavrov"]["n_articles"] == 2
    assert rows["Sergei Lavrov"]["witness"] == "same surname, spelling of the first name"
    assert rows["Lavrov"]["witness"] == "only owner of the surname"


@pytest.fixture
def settle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that writes the analyst's file."""
    (tmp_path / "people.genders.txt").write_bytes((identity.REFERENCE / "people.genders.txt").read_bytes())
    monkeypatch.setattr(identity, "REFERENCE", tmp_path)

    def write(*lines: str) -> None:
        text = "\n".join(("# mine", "canonical,alias,role,affiliation,from,to", *lines))
        (tmp_path / FILE).write_text(text + "\n", encoding="utf-8")

    return write


def test_the_analysts_file_joins_what_no_rule_would(settle) -> None:
    settle("Jane Roe,Mark Lind")
    assert identify("Jane Roe", "Mark Lind") == {"Jane Roe": "jane-roe", "Mark Lind": "jane-roe"}
    assert set(identify("Ada Lind")) == {"Ada Lind"}  # a person of whom the corpus knows nothing is not in the table


@pytest.mark.parametrize("line", ["Sergey Lavrov,!Sergei Lavrov", "Sergei Lavrov,!Sergey Lavrov", "Sergey Lavrov,!"])
def test_the_analysts_file_forbids_what_a_rule_would_join(settle, line: str) -> None:
    assert len(set(identify("Sergey Lavrov", "Sergei Lavrov").values())) == 1
    settle(line)
    assert len(set(identify("Sergey Lavrov", "Sergei Lavrov").values())) == 2


def test_what_is_forbidden_is_not_joined_by_way_of_a_third(settle) -> None:
    settle("Sergey Lavrov,!Sergej Lavrov")
    found = identify("Sergey Lavrov", "Sergei Lavrov", "Sergej Lavrov")
    assert found["Sergey Lavrov"] != found["Sergej Lavrov"]


def mention(article: str, **more: object) -> dict:
    row = {"article_id": article, "start": 0, "end": 3, "surface": "Roe", "name": "Jane Roe", "role": "mayor"}
    return {**row, "affiliation": "", "ambiguous": False, "why": "surname", **more}


def pages_on(**days: str) -> pa.Table:
    return pages_of([{"id": article, "text": "Roe", "published": day} for article, day in days.items()])


def test_the_analysts_offices_hold_on_their_days(settle) -> None:
    settle("Jane Roe,,mayor,Vienna,,2023-06-30", "Jane Roe,,minister,Austria,2023-07-01,")
    mentions = schema.make("person_mentions", [mention(article, role="") for article in "abc"])
    pages = pages_on(a="2023-06-30", b="2023-07-01", c="")
    people = identity.apply_identities(pages, mentions, identity.identify(mentions)).to_pylist()
    given = [(row["role"], row["affiliation"]) for row in people]
    assert given == [("mayor", "Vienna"), ("minister", "Austria"), ("", "")]
    assert people[0]["why"] == "surname, role from the aliases file"


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["Jane Roe,Mark Lind", "Ada Roe,Mark Lind"], "line 4: 'Mark Lind' is an alias of two people|line 4"),
        (["Jane Roe,Mark Lind", "Mark Lind,Ada Roe"], "both a person and an alias"),
        (["Jane Roe,Mark Lind", "Jane Roe,!Mark Lind"], "joined to 'Jane Roe' and kept apart"),
        (["Jane Roe,,mayor,,1 May,"], "'1 May' is no day"),
        (["Jane Roe,,mayor,,2024-01-02,2024-01-01"], "comes before the first"),
        ([",Mark Lind"], "without canonical name"),
    ],
)
def test_a_line_that_cannot_be_followed_is_named(settle, lines: list[str], what: str) -> None:
    settle(*lines)
    with pytest.raises(StoreError, match=what):
        identify("Jane Roe")


def test_a_file_without_its_columns_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("who,what\na,b\n", encoding="utf-8")
    with pytest.raises(StoreError, match="canonical,alias"):
        read_aliases(file)
    assert read_aliases(tmp_path / "none.csv") == Aliases()


def test_the_example_can_be_read() -> None:
    found = read_aliases(identity.REFERENCE / "people.aliases.example.csv")
    assert found.names and found.apart and found.alone and found.offices


def test_apply_marks_the_ambiguous() -> None:
    mentions = schema.make("person_mentions", [mention("a", ambiguous=True)])
    people = identity.apply_identities(pages_on(a="2023-06-30"), mentions, identity.identify(mentions))
    assert people.schema == schema.SCHEMAS["people"]
    assert people.to_pylist()[0]["person_id"] == "jane-roe" and people.to_pylist()[0]["why"] == "surname, ambiguous"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelenskiy"),
        ("Shoigu", "Shoygu"),
        ("Yermak", "Iermak"),
        ("Alexei", "Aleksey"),
        ("Mikhail", "Mihail"),
    ],
)
def test_spelling_keys(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@given(st.lists(st.text(alphabet="ABCabc .-’éJr", min_size=1, max_size=14), max_size=10))
def test_any_names_give_one_row_each(names: list[str]) -> None:
    table = pa.table(
        {
            "article_id": ["a"] * len(names),
            "name": pa.array(names, pa.string()),
            "role": pa.array([""] * len(names), pa.string()),
            "affiliation": pa.array([""] * len(names), pa.string()),
        }
    )
    rows = identity.identify(table).to_pylist()
    assert sorted(row["name"] for row in rows) == sorted(set(names))
    assert all(row["person_id"] for row in rows)
