from __future__ import annotations

import pytest

from helpers.places.gazetteer import load
from helpers.places.joins import dateline_end, find_joins, is_inside


@pytest.mark.parametrize(
    ("text", "town", "container"),
    [
        ("born in Columbus, Ohio, he", "Columbus", "Ohio"),
        ("ST. PAUL, Minn. (AP)", "ST. PAUL", "Minnesota"),
        ("from Fort Worth, TX to", "Fort Worth", "Texas"),
        ("of Charleston, W. Va., who", "Charleston", "West Virginia"),
        ("near London, Ont. on", "London", "Ontario"),
        ("The New York Times of Reading, Pa., said", "Reading", "Pennsylvania"),
    ],
)
def test_a_town_before_its_state(text: str, town: str, container: str) -> None:
    (join,) = find_joins(text, load(), [])
    assert text[join.start : join.end] == town
    assert join.container.name == container and join.inside


@pytest.mark.parametrize(
    "text", ["Ohio, Texas", "the end, Ohio", "", ", Ohio", "In 2009, Texas won.", "a" * 5000 + ", Ohio"]
)
def test_no_town_without_the_gazetteer(text: str) -> None:
    assert all(not join.inside for join in find_joins(text, load(), []))


@pytest.mark.parametrize(
    ("text", "dateline", "place"),
    [
        ("KYIV, Ukraine (AP) — It", None, "KYIV, Ukraine"),
        ("NEW YORK (Reuters) - It", None, "NEW YORK "),
        ("Kyiv, Ukraine — It", "Kyiv, Ukraine", "Kyiv, Ukraine"),
        ("It rained in Kyiv.", None, ""),
        ("", "", ""),
    ],
)
def test_the_dateline(text: str, dateline: str | None, place: str) -> None:
    assert text[: dateline_end(text, dateline)].strip() == place.strip()


def test_inside() -> None:
    index = load()
    ohio, us = index.lookup("Ohio")[0], index.lookup("U.S.")[0]
    dublin = [entry for entry in index.lookup("Dublin") if entry.admin1 == "Ohio"][0]
    assert is_inside(dublin, ohio) and is_inside(dublin, us) and is_inside(ohio, us)
    assert not is_inside(us, ohio) and not is_inside(us, us) and not is_inside(index.lookup("Dublin")[0], us)
