import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.names.runs import opens_sentence
from helpers.names.spans import find_candidates


def surfaces(text):
    return [candidate.surface for candidate in find_candidates(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("They met in Kyiv on Monday.", ["Kyiv"]),
    ("Donetsk and Luhansk regions", ["Donetsk", "Luhansk"]),
    ("the islands of Trinidad and Tobago", ["Trinidad and Tobago"]),
    ("said Miles O’Brien in N’Djamena", ["Miles O’Brien", "N’Djamena"]),
    ("with Mohammed bin Salman and Bashar al-Assad", ["Mohammed bin Salman", "Bashar al-Assad"]),
    ("as de Blasio said", ["de Blasio"]),
    ("by J. K. Rowling", ["J. K. Rowling"]),
    ("Kenya’s capital", ["Kenya"]),
    ("a Kyiv-based analyst", ["Kyiv"]),
    ("the Russia-Ukraine border", ["Russia", "Ukraine"]),
    ("near Port-au-Prince", ["Port-au-Prince"]),
    ("the University of Oxford", ["University of Oxford"]),
    ("Vladimir Putin of Russia", ["Vladimir Putin", "Russia"]),
    ("the Gulf of Mexico", ["Gulf of Mexico"]),
    ("in the City of Richmond", ["Richmond"]),
    ("It said so. The talks failed. Today we wait.", []),
    ("Officials in Lviv", ["Lviv"]),
    ("Sen. Ray Miller, D-Columbus, said", ["Ray Miller", "Columbus"]),
    ("troops of the U.S. Army", ["U.S. Army"]),
    ("the US and the WHO", ["US", "WHO"]),
    ("in Lumpkin, Ga. Harris replied", ["Lumpkin", "Ga.", "Harris"]),
    ("by Ferdinand “Bongbong” Marcos", ["Ferdinand “Bongbong” Marcos"]),
    ("by Andrés ‘Rayo’ Marín", ["Andrés ‘Rayo’ Marín"]),
    ("the Upper River Council (URC) Chief Jane Roe", ["Upper River Council", "Jane Roe"]),
    ("Co-organizer Jane Roe said so", ["Jane Roe"]),
    ("Anti-corruption Bureau officers", ["Anti-corruption Bureau"]),
    ("in Alexandria Friday night", ["Alexandria"]),
    ("they saw Fredric March there", ["Fredric March"]),
    ("he met Theresa May in Clinton April 4", ["Theresa May", "Clinton"]),
    ("", []),
    ("   \n\n ", []),
    ("no capitals here", []),
])
def test_candidates(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("said Russian Foreign Minister Sergey Lavrov", [("Russian", ""), ("Sergey Lavrov", "Foreign Minister")]),
    ("said Kyiv Mayor Vitali Klitschko", [("Kyiv", ""), ("Vitali Klitschko", "Mayor")]),
    ("and New York Gov. Kathy Hochul", [("New York", ""), ("Kathy Hochul", "Gov.")]),
    ("told Lt. Gen. Ben Hodges", [("Ben Hodges", "Lt. Gen.")]),
    ("by Mr. Nartov", [("Nartov", "Mr.")]),
    ("the Executive Director", []),
    ("by the Butler County Sheriff", [("Butler County", "")]),
    ("from Sri Lanka", [("Sri Lanka", "")]),
    ("the General Assembly", [("General Assembly", "")]),
])
def test_titles_are_cut_off(text, expected):
    assert [(candidate.surface, candidate.title) for candidate in find_candidates(text)] == expected


@pytest.mark.parametrize(("text", "start", "expected"), [
    ("Kyiv fell", 0, True),
    ("in Kyiv", 3, False),
    ("Yes. Kyiv", 5, True),
    ("he said “Kyiv", 9, True),
    ("the (Kyiv", 5, False),
    ("line\nKyiv", 5, True),
])
def test_opens_sentence(text, start, expected):
    assert opens_sentence(text, start) is expected


@given(st.text(alphabet="AbcdÉzЖ .,'’-–\n“”()&/0 9ofde", max_size=200))
def test_spans_fit_the_text(text):
    found = find_candidates(text)
    assert all(text[name.start:name.end] == name.surface and name.surface for name in found)
    assert all(one.end <= two.start for one, two in zip(found, found[1:]))


@pytest.mark.parametrize("text", [
    "A" * 50_000, "A." * 20_000, "A-" * 20_000, "A’" * 20_000, "d" * 50_000, "Al-" * 20_000, "A of " * 10_000,
    "“" * 50_000 + "A", "Mr. " * 10_000, "(" * 20_000 + "Kyiv" + ")" * 20_000, "\u0130\ufb01 \x00 Kyiv\ud7ff",
])
def test_hostile_text_takes_linear_time(text):
    assert all(text[name.start:name.end] == name.surface for name in find_candidates(text))
