"""The outlines that matplotlib draws, written short: in tenths of a pixel from point to point, a circle as a circle.

Maps and charts are most of a page's bytes, and matplotlib writes each point from the picture's corner. Refuses nothing:
what is not made of its own commands (M, L, Q, C, Z, each with its points) stays as it is.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
_TENTHS = 10
_ROUND = 0.2  # pixels that the corners of a circle may lie off it

#: A command and its points in tenths of a pixel.
_Command = tuple[str, list[tuple[int, int]]]


def shorten(outline: str) -> str:
    """The data of a path, each point counted from the one before: "M1 2l3 4-.5 6z"."""
    out: list[str] = []
    at, last = (0, 0), ""
    for command, points in _commands(outline):
        if command == "L" and points[0] == at and last == "L":
            continue  # the pen is there
        start = (0, 0) if command == "M" else at
        numbers = _joined([part for x, y in points for part in (x - start[0], y - start[1])])
        letter = command if command == "M" else command.lower()
        joint = " " if not numbers.startswith("-") else ""
        out.append(joint + numbers if command == last and command in "LQC" else letter + numbers)
        at, last = points[-1] if points else at, command
    return "".join(out) or outline


def as_circle(outline: str) -> tuple[float, float, float] | None:
    """Centre and radius of a path that is a whole circle as matplotlib draws it, in eight curves."""
    commands = _commands(outline)
    if "".join(command for command, _ in commands) not in ("MCCCCCCCCZ", "MCCCCCCCCLZ"):
        return None
    ends = [points[-1] for command, points in commands if command == "C"]
    x, y = (sum(point[axis] for point in ends) / len(ends) for axis in (0, 1))
    away = [((a - x) ** 2 + (b - y) ** 2) ** 0.5 for a, b in ends]
    if max(away) - min(away) > _ROUND * _TENTHS:
        return None
    return x / _TENTHS, y / _TENTHS, sum(away) / len(away) / _TENTHS


def _commands(outline: str) -> list[_Command]:
    """The commands of a path; none if one of them is not known or lacks points."""
    tokens, found, at = _TOKEN.findall(outline), [], 0
    while at < len(tokens):
        command = tokens[at].upper() if tokens[at] == "z" else tokens[at]
        n = 2 * _POINTS.get(command, 0)
        given = tokens[at + 1 : at + 1 + n]
        if command not in _POINTS or len(given) < n or any(token.isalpha() for token in given):
            return []
        values = [round(float(token) * _TENTHS) for token in given]
        found.append((command, list(zip(values[::2], values[1::2], strict=True))))
        at += 1 + n
    return found


def _joined(tenths: list[int]) -> str:
    """Numbers of pixels as short as SVG allows: no zero before the point, no blank before a minus."""
    out = []
    for number in tenths:
        whole, part = divmod(abs(number), _TENTHS)
        text = ("-" if number < 0 else "") + (str(whole) if whole or not part else "") + (f".{part}" if part else "")
        out.append(text if not out or number < 0 else f" {text}")
    return "".join(out)
