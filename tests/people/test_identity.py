"""Which names are one person's, and which must stay apart."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import schema
from helpers.errors import StoreError
from helpers.people import identity
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


def test_the_analysts_file_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("people.genders.txt",):
        (tmp_path / name).write_bytes((identity.REFERENCE / name).read_bytes())
    (tmp_path / identity.ALIASES).write_text("# mine\ncanonical,alias\nJane Roe,Mark Lind\n", encoding="utf-8")
    monkeypatch.setattr(identity, "REFERENCE", tmp_path)
    assert len(set(identify("Jane Roe", "Mark Lind").values())) == 1


def test_a_damaged_alias_file_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "people.aliases.csv"
    file.write_text("who,what\na,b\n", encoding="utf-8")
    with pytest.raises(StoreError, match="canonical,alias"):
        identity.read_aliases(file)
    assert identity.read_aliases(tmp_path / "none.csv") == {}


def test_apply_marks_the_ambiguous() -> None:
    mentions = schema.make(
        "person_mentions",
        [
            {
                "article_id": "a",
                "start": 0,
                "end": 3,
                "surface": "Roe",
                "name": "Jane Roe",
                "role": "mayor",
                "affiliation": "",
                "ambiguous": True,
                "why": "surname",
            }
        ],
    )
    people = identity.apply_identities(mentions, identity.identify(mentions))
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
