"""Full forms in an article, roles and affiliations beside a name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import schema
from helpers.annotate import pages_of
from helpers.people.offices import role_at
from helpers.people.roles import Name, find_people, full_forms, people_in


def names_in(text: str) -> list[Name]:
    return [Name(*match.span(), match[0]) for match in re.finditer("(?:Jane )?Roe", text)]


def role_of(text: str, name: str) -> tuple[str, str]:
    start = text.index(name)
    role = role_at(text, start, start + len(name))
    return role.role, role.affiliation


@pytest.mark.parametrize(
    ("text", "role", "whom"),
    [
        ("Ukrainian presidential adviser Jane Roe denied it.", "presidential adviser", "Ukrainian"),
        ("Russian Defense Ministry spokesman Jane Roe claimed it.", "spokesman", "Russian Defense Ministry"),
        ("Austrian Foreign Minister Jane Roe said so.", "Foreign Minister", "Austrian"),
        ("Hungary’s chief negotiator, Jane Roe, said so.", "chief negotiator", "Hungary"),
        ("The hospital’s director, Dr. Jane Roe, said so.", "director", "hospital"),
        ("Dr. Jane Roe, the hospital’s director, said so.", "director", "hospital"),
        ("Jane Roe, who heads the flood office, said so.", "head", "flood office"),
        ("Jane Roe, director of the Danube Institute, said so.", "director", "Danube Institute"),
        ("Jane Roe, 45, a farmer, said so.", "farmer", ""),
        ("Jane Roe, who teaches them, said so.", "teacher", ""),
        ("Jane Roe, until then the head of the Water Office, said so.", "head", "Water Office"),
        ("“It held,” said Jane Roe, dike master for the south.", "dike master", "south"),
        ("A locksmith named Jane Roe made another.", "locksmith", ""),
        ("The keeper of the island’s park, Jane Roe, said so.", "keeper", "island’s park"),
        ("After the keeper of the park left, Jane Roe, too, said so.", "", ""),
        ("Jane Roe was sworn in as Austrian interior minister on Friday.", "interior minister", "Austrian"),
        ("Jane Roe is the mayor of Vienna.", "mayor", "Vienna"),
        ("Jane Roe was elected president in 2016.", "president", ""),
        ("Jane Roe was the first official guest.", "", ""),
        ("Jane Roe was a victim of the flood.", "", ""),
        ("Jane Roe, mayor of Vienna, said so.", "mayor", "Vienna"),
        ("U.S. Secretary of State Jane Roe said so.", "Secretary of State", "U.S."),
        ("Secretary of State Jane Roe said so.", "Secretary of State", ""),
        ("former Danish leader Jane Roe said so.", "former leader", "Danish"),
        ("It rained in Vienna. House Speaker Jane Roe said so.", "Speaker", "House"),
        ("Gen. Jane Roe said so.", "Gen", ""),
        ("with President Jane Roe set to speak", "President", ""),
        ("The water rose, Jane Roe said.", "", ""),
        ("They met Jane Roe, and the mayor came later.", "", ""),
        ("Jane Roe", "", ""),
    ],
)
def test_role_and_affiliation(text: str, role: str, whom: str) -> None:
    assert role_of(text, "Jane Roe") == (role, whom)


@pytest.mark.parametrize(
    ("surfaces", "forms"),
    [
        (["Jane Roe", "Roe"], ["Jane Roe", "Jane Roe"]),
        (["Roe", "Jane Roe"], ["Jane Roe", "Jane Roe"]),
        (["Jane Roe", "Jane"], ["Jane Roe", "Jane Roe"]),
        (["Jane Roe’s", "Roe's"], ["Jane Roe", "Jane Roe"]),
        (["Jane Roe", "Jane Ann Roe", "Roe"], ["Jane Ann Roe"] * 3),
        (["Zoë Müller", "Muller"], ["Zoë Müller", "Zoë Müller"]),
        (["Anna von der Aue", "von der Aue"], ["Anna von der Aue"] * 2),
        (["Lind"], ["Lind"]),
        (["Barbara Wallace", "Ben Wallace", "Ben"], ["Barbara Wallace", "Ben Wallace", "Ben Wallace"]),
        (["Zine Ben Ali", "Ben Ali"], ["Zine Ben Ali"] * 2),
        (["Jane Roe", "Lind"], ["Jane Roe", "Lind"]),
        (["Wei Lin", "Wei"], ["Wei Lin", "Wei Lin"]),
        (["John Roe Jr.", "Roe"], ["John Roe Jr.", "John Roe Jr."]),
    ],
)
def test_full_forms(surfaces: list[str], forms: list[str]) -> None:
    assert [form for form, _, _ in full_forms(surfaces)] == forms


def test_two_people_of_one_surname_go_to_the_latest_and_are_marked() -> None:
    found = full_forms(["Jane Roe", "Roe", "Mark Roe", "Roe"])
    assert [(form, doubt) for form, doubt, _ in found] == [
        ("Jane Roe", False),
        ("Jane Roe", True),
        ("Mark Roe", False),
        ("Mark Roe", True),
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # an office tells more than what somebody is in passing
        ("Mayor Jane Roe came. Roe, 52, an engineer, left.", ["Mayor", "Mayor"]),
        ("Jane Roe, a teacher, came. Roe, the mayor, left. Roe said so.", ["mayor", "mayor", "mayor"]),
        ("Jane Roe, a teacher, came. Roe, 52, an engineer, left. Roe said so.", ["teacher", "engineer", "teacher"]),
    ],
)
def test_an_office_tells_more_than_a_trade(text: str, roles: list[str]) -> None:
    assert [row["role"] for row in people_in(text, names_in(text))] == roles


def test_a_later_mention_takes_the_role_of_its_article() -> None:
    text = "Mayor Jane Roe came. Roe left."
    names = schema.make(
        "names",
        [
            {
                "article_id": "a",
                "start": start,
                "end": end,
                "surface": text[start:end],
                "kind": kind,
                "score": 1.0,
                "why": "test",
            }
            for start, end, kind in ((21, 24, "person"), (6, 14, "person"), (0, 5, "other"))
        ],
    )
    table = find_people(pages_of([{"id": "a", "text": text}]), names)
    assert table.schema == schema.SCHEMAS["person_mentions"]
    assert [(row["surface"], row["name"], row["role"]) for row in table.to_pylist()] == [
        ("Jane Roe", "Jane Roe", "Mayor"),
        ("Roe", "Jane Roe", "Mayor"),
    ]


@given(st.text(max_size=80), st.text(alphabet="Roe, of the Mr.’s\n(—mayor", max_size=60), st.text(max_size=40))
def test_any_text_around_a_name(before: str, after: str, name: str) -> None:
    text = f"{before}{name}{after}"
    role = role_at(text, len(before), len(before) + len(name))
    assert isinstance(role.role, str) and "\n" not in role.role


@given(st.lists(st.text(alphabet="ABab .'’-é\n", max_size=12), max_size=8))
def test_every_surface_gets_a_form(surfaces: list[str]) -> None:
    assert len(full_forms(surfaces)) == len(surfaces)
