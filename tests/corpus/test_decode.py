from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.decode import decode, tidy

WORDS = "Le café coûte 3 € — “Déjà vu”, dit-il. La forêt, l’été, où ça? Plus tard, il n’y avait rien à voir ici."


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le?"),
        ("cp1252", "cp1252?"),
    ],
)
def test_encodings(encoding, named):
    assert decode(WORDS.encode(encoding)) == (WORDS, named)


def test_declared_encoding_is_used():
    page = '<meta charset="iso-8859-2"><p>Łódź, Kraków, Gdańsk</p>'
    assert decode(page.encode("iso-8859-2")) == (page, "iso8859-2")


def test_other_scripts_are_guessed():
    text = "Президент сообщил журналистам, что переговоры продолжаются в столице. " * 5
    found, encoding = decode(text.encode("cp1251"))
    assert found == text
    assert encoding.endswith("?")


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("nul\0 and bell\x07 gone", "nul and bell gone"),
        ("half \ud800 pair", "half  pair"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        # UTF-8 that was misread before the page was saved
        ("the townâ\x80\x99s bridge", "the town’s bridge"),
        ("isnâ€™t â€œcafÃ©â€\x9d 5â‚¬", "isn’t “café” 5€"),
        # and what only looks like it
        ("he saw Ã¤ instead", "he saw Ã¤ instead"),
        ("“AMANHÃ” don’t caffè…”", "“AMANHÃ” don’t caffè…”"),
    ],
)
def test_tidy(given_text, wanted):
    assert tidy(given_text) == wanted


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text(data):
    text, encoding = decode(data)
    assert encoding
    assert text.encode("utf-8") is not None
    assert "\0" not in text
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
