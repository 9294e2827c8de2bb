"""Matplotlib's SVG made fit for a page: known elements and attributes, the page's colours, no style, no script.

The Content-Security-Policy of a report admits no `style` attributes, so they become SVG attributes; colours of
the palette become variables, so that dark mode recolours them; ids get a prefix, so that many pictures share a page.
Refuses (drops): elements and attributes not listed here, images that are not data, links that `escape.safe_url` does.
"""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

from matplotlib.figure import Figure as Plot
from matplotlib.text import Text

from helpers.report import escape, outlines
from helpers.report.style import FONTS, PALETTE, house

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset("g path defs clipPath rect circle text tspan use image a".split())
_MARKS = frozenset("path use image circle".split())
_ATTRIBUTES = frozenset(
    "d x y width height transform points cx cy r clip-path fill stroke stroke-width stroke-opacity fill-opacity opacity"
    " stroke-dasharray stroke-dashoffset stroke-linejoin stroke-linecap font-size font-weight font-style text-anchor"
    " preserveAspectRatio fill-rule clip-rule".split()
)
_VARIABLES = {light: f"var(--dl-{name},{light})" for name, (light, _) in PALETTE.items()}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
#: Attributes with their values.
_Said = frozenset[tuple[str, str]]
#: Attributes that a group may say for the marks in it; from so many marks on it does.
_INHERITED = frozenset("clip-path fill stroke stroke-width stroke-opacity fill-opacity stroke-linejoin".split())
_MANY = 3
#: Attributes that are places on the page, which a tenth of a pixel tells well enough.
_PLACES = frozenset("d x y width height cx cy r points".split())
_REFERENCE = re.compile(r"url\(#([\w-]+)\)")
_DATA_IMAGE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
_FAMILY = ",".join(f"'{name}'" if " " in name else name for name in FONTS) + ",sans-serif"


def mark(address: Any, tip: str) -> str:
    """What to give a mark as `url`: where it leads (`#ev-…`, or nothing) and what it says when pointed at."""
    return f"{escape.safe_url(address)} {' '.join(escape.visible(tip).split())}"


def draw(plot: Plot) -> tuple[ElementTree.Element, int]:
    """The picture as a tree of SVG, and its number of marks. The same picture gives the same tree every time."""
    out = io.StringIO()
    with house():
        for text in plot.findobj(Text):
            text.set_parse_math(False)
            text.set_text(escape.visible(text.get_text()))
        plot.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    tree = ElementTree.fromstring(out.getvalue())
    marks = sum(1 for element in tree.iter() if element.tag.removeprefix(_SVG) in _MARKS)
    return tree, marks


def png(plot: Plot) -> bytes:
    """The picture as PNG on the light page's colour, twice the size for sharp screens."""
    out = io.BytesIO()
    with house():
        plot.savefig(out, format="png", dpi=144, facecolor=PALETTE["paper"][0], metadata={"Software": None})
    return out.getvalue()


def to_html(tree: ElementTree.Element, *, prefix: str, css_class: str) -> str:
    """The tree as an `<svg>` for a page. `prefix` must differ for each picture of the page."""
    used = set()
    for element in tree.iter():
        used.update(_REFERENCE.findall(element.get("clip-path", "")))
        if element.tag == f"{_SVG}use":
            used.add(_target(element).removeprefix("#"))
    names = {old: f"{prefix}-{number}" for number, old in enumerate(sorted(used))}
    box = tree.get("viewBox", "0 0 1 1")
    _, _, width, height = box.split()
    inside = "".join(_element(child, names) for child in tree)
    return (
        f'<svg class="{css_class}" viewBox="{escape.attribute(box)}" width="{float(width):.0f}"'
        f' height="{float(height):.0f}" font-family="{_FAMILY}" fill="{_VARIABLES[PALETTE["ink"][0]]}"'
        f' stroke-linejoin="round" focusable="false">'
        f"{inside}</svg>"
    )


def _element(element: ElementTree.Element, names: dict[str, str], said: _Said = frozenset()) -> str:
    """An element as text. `said`: attributes that the group around it says for all in it."""
    tag = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if tag not in _ELEMENTS:
        return ""
    if tag == "path" and (circle := outlines.as_circle(element.get("d", ""))):
        tag, place = "circle", dict(zip(("cx", "cy", "r"), map(str, circle), strict=True))
        element = ElementTree.Element(element.tag, {**element.attrib, "d": "", **place})
    values = _attributes(element, tag, names)
    shared = _shared(element, names) if tag == "g" else said if tag == "a" else frozenset()
    inside = "".join(_element(child, names, shared) for child in element)
    attributes = _written({**values, **dict(shared)} if tag == "g" else dict(values.items() - said))
    if tag in ("text", "tspan"):
        return f"<{tag}{attributes}>{escape.text(element.text or '')}{inside}</{tag}>"
    if tag in ("g", "defs") and not inside or tag == "path" and _is_unseen(element):
        return ""
    if tag == "g" and not attributes:
        return inside
    if tag == "a":
        address, _, tip = _target(element).partition(" ")
        inside = (f"<title>{escape.text(tip)}</title>" if tip else "") + inside
        if not escape.safe_url(address):
            tag = "g"
        elif "<text" not in inside:
            attributes += ' aria-hidden="true" tabindex="-1"'
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def _shared(group: ElementTree.Element, names: dict[str, str]) -> _Said:
    """The attributes that all marks of a group have, to be said once; none if it holds anything but marks."""
    marks = [child[0] if child.tag == f"{_SVG}a" and len(child) == 1 else child for child in group]
    if len(marks) < _MANY or any(mark.tag != f"{_SVG}path" for mark in marks):
        return frozenset()
    items = [frozenset(_attributes(mark, "path", names).items()) for mark in marks]
    return frozenset(item for item in frozenset.intersection(*items) if item[0] in _INHERITED)


def _attributes(element: ElementTree.Element, tag: str, names: dict[str, str]) -> dict[str, str]:
    values = dict(element.attrib)
    for part in values.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        values[name.strip()] = value.strip()
    found = {name: _value(name, value, names) for name, value in values.items() if name in _ATTRIBUTES and value}
    found = {name: value for name, value in found.items() if value and (name, value) != ("text-anchor", "start")}
    if values.get("id") in names:
        found["id"] = names[values["id"]]
    target = _target(element).partition(" ")[0]
    if tag == "use" and target.startswith("#"):
        found["href"] = "#" + names[target[1:]]
    elif tag == "image" and _DATA_IMAGE.fullmatch(_target(element)):
        found["href"] = "".join(_target(element).split())
    elif tag == "a" and escape.safe_url(target):
        found["href"] = escape.safe_url(target)
        if not target.startswith("#"):
            found["rel"] = "noopener noreferrer"
    return found


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape.attribute(value)}"' for name, value in sorted(attributes.items()))


def _is_unseen(element: ElementTree.Element) -> bool:
    """The empty ground that matplotlib draws under a picture and its axes."""
    return element.get("style", "").replace(" ", "") == "fill:none" and not element.get("id")


def _target(element: ElementTree.Element) -> str:
    return element.get(_HREF) or element.get("href") or ""


def _value(name: str, value: str, names: dict[str, str]) -> str:
    if name == "d":
        return outlines.shorten(value)
    if name in ("fill", "stroke"):
        return _VARIABLES.get(value.lower(), value)
    if name == "clip-path":
        match = _REFERENCE.fullmatch(value)
        return f"url(#{names[match.group(1)]})" if match else ""
    if name == "transform" and value.startswith("rotate(-0 "):
        return ""
    digits = 1 if name in _PLACES else 2
    return _LONG_NUMBER.sub(lambda match: _short(match.group(), digits), " ".join(value.split()))


def _short(number: str, digits: int) -> str:
    value = round(float(number), digits)
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value else "0"
