from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.places.fold import fold


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("KYIV", "kyiv"),
        ("the Côte d’Ivoire's", "cote divoire"),
        ("St. Louis", "st louis"),
        ("Saint Louis", "st louis"),
        ("Mount Everest", "mt everest"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("Guinea-Bissau", "guinea bissau"),
        ("Texas’s", "texas"),
        ("Massachusetts'", "massachusetts"),
        ("The", "the"),
        ("Stara Zagora", "stara zagora"),
        ("", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=60))
def test_a_key_is_plain(text: str) -> None:
    key = fold(text)
    assert key == " ".join(key.split())
    assert fold(text.upper()) == fold(text.upper().strip())
