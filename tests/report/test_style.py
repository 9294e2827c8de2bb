"""The palette by computation: contrast by WCAG 2.2, and distance for readers who do not see red or green."""

from __future__ import annotations

import pytest

from helpers.report.charts.bars import _DARKEST_UNDER_TEXT
from helpers.report.style import PALETTE, shorten, text_width

#: Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
_BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: list[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, alpha: float) -> str:
    parts = [round(int(over[n : n + 2], 16) * alpha + int(under[n : n + 2], 16) * (1 - alpha)) for n in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    "name, under, least",
    [
        ("ink", "paper", 7),
        ("soft", "paper", 4.5),
        ("one", "paper", 4.5),
        ("two", "paper", 4.5),
        ("ink", "faint", 7),
        ("soft", "faint", 4.5),
        ("two", "faint", 4.5),
        ("grey", "paper", 3),
    ],
)
def test_contrast(name, under, least, theme):
    assert contrast(PALETTE[name][theme], PALETTE[under][theme]) >= least


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_numbers_on_the_darkest_field_of_a_heatmap_can_be_read(theme):
    field = mixed(PALETTE["one"][theme], PALETTE["paper"][theme], _DARKEST_UNDER_TEXT)
    assert contrast(PALETTE["ink"][theme], field) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("kind", list(_BLINDNESS))
def test_the_two_colours_differ_for_colour_blind_readers(kind, theme):
    seen = []
    for name in ("one", "two"):
        rgb = linear(PALETTE[name][theme])
        seen.append([sum(weight * part for weight, part in zip(row, rgb)) for row in _BLINDNESS[kind]])
    assert max(abs(a - b) for a, b in zip(*seen)) > 0.15


def test_light_colours_differ_so_that_each_has_one_variable():
    assert len({light for light, _ in PALETTE.values()}) == len(PALETTE)


def test_shorten_fits_and_leaves_short_texts_alone():
    assert shorten("Kyiv", 100) == "Kyiv"
    assert shorten("a\n b", 100) == "a b"
    cut = shorten("The Organization for Security and Cooperation" * 20, 120)
    assert cut.endswith("…")
    assert text_width(cut) <= 120
