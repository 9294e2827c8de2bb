from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.report import outlines
from helpers.report.style import new_figure
from helpers.report.svg import draw, to_html

_POINT = st.tuples(st.floats(-999, 999), st.floats(-999, 999))
_PART = st.tuples(st.just("M"), st.tuples(_POINT)) | st.one_of(
    st.tuples(st.just("L"), st.tuples(_POINT)),
    st.tuples(st.just("Q"), st.tuples(_POINT, _POINT)),
    st.tuples(st.just("C"), st.tuples(_POINT, _POINT, _POINT)),
    st.tuples(st.just("z"), st.just(())),
)


def _written(parts) -> str:
    return " ".join(f"{command} {' '.join(f'{x:.6f} {y:.6f}' for x, y in points)}" for command, points in parts)


def _drawn(short: str) -> list[tuple[str, list[tuple[float, float]]]]:
    """What a browser draws of a short outline: commands with the points from the corner (SVG 2, chapter 9)."""
    tokens = re.findall(r"[A-Za-z]|-?(?:\d*\.\d+|\d+)", short)
    found, at, command = [], (0.0, 0.0), ""
    while tokens:
        command = tokens.pop(0) if tokens[0].isalpha() else command
        n = {"M": 1, "l": 1, "q": 2, "c": 3, "z": 0}[command]
        numbers = [float(tokens.pop(0)) for _ in range(2 * n)]
        start = (0.0, 0.0) if command == "M" else at
        points = [(start[0] + x, start[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        found.append((command.upper(), points))
        at = points[-1] if points else at
    return found


@given(st.lists(_PART, min_size=1, max_size=12).map(lambda parts: [("M", ((1.0, 2.0),)), *parts]))
def test_a_short_outline_is_drawn_as_the_long_one_to_a_tenth_of_a_pixel(parts) -> None:
    drawn = _drawn(outlines.shorten(_written(parts)))
    wanted = [(command.upper(), list(points)) for command, points in parts]
    # lines to where the pen is are left out
    assert [one for one in drawn if one[0] != "L"] and len(drawn) <= len(wanted)
    rest = iter(wanted)
    for command, points in drawn:
        for other, there in rest:
            near = all(math.dist(a, b) <= 0.08 for a, b in zip(points, there, strict=False))
            if other == command and near:
                break
            assert other == "L"
        else:
            pytest.fail("a command was lost")


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("M 10 20 L 10.5 20 L 9.96 22.04 z", "M10 20l.5 0-.5 2z"),
        ("M 0 0 L 5 5 L 5.01 5.02 L 6 5", "M0 0l5 5 1 0"),
        ("M 3 3 L 3 3", "M3 3l0 0"),  # a dot with round ends is drawn
        ("M 1 1 M 2 2 L 3 3", "M1 1M2 2l1 1"),
        ("M 1 1 A 5 5 0 0 1 2 2", "M 1 1 A 5 5 0 0 1 2 2"),
        ("M 1 1 L 2", "M 1 1 L 2"),
        ("", ""),
    ],
)
def test_what_is_written(long: str, short: str) -> None:
    assert outlines.shorten(long) == short


def test_bubbles_are_circles_and_what_is_not_round_stays() -> None:
    plot, axes = new_figure(300, 200)
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(0, 300)
    axes.set_ylim(0, 200)
    axes.scatter([100, 200], [50, 150], s=[(2 * 20) ** 2, (2 * 5) ** 2], linewidths=0)
    axes.scatter([250], [50], s=400, marker="s")
    html = to_html(draw(plot)[0], prefix="p", css_class="c")
    circles = re.findall(r'<circle[^>]* cx="([\d.]+)" cy="([\d.]+)"[^>]* r="([\d.]+)"', html)
    places = sorted((float(x), float(y)) for x, y, _ in circles)
    assert places == [(100.0, 150.0), (200.0, 50.0)]
    one, two = sorted(float(r) for *_, r in circles)
    assert two / one == pytest.approx(4, rel=0.03)
    assert outlines.as_circle("M 0 0 L 5 5 z") is None
