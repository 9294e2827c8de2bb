"""HTML from outputs and Markdown, reduced to what a report may hold: the second wall, behind `escape`.

Keeps the elements and attributes listed here and writes them anew, balanced. Drops style sheets, scripts, frames and
forms with all in them, event handlers, style attributes, and addresses other than http(s), `#…`, CSV and images.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from helpers.report import escape

_TAGS = frozenset(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details div dl dt em figcaption"
    " figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub"
    " summary sup table tbody td tfoot th thead time tr ul var svg g path defs clippath rect circle text"
    " tspan use image".split()
)
_VOID = frozenset("br col hr img".split())
_SHAPES = frozenset("path rect circle use image".split())
#: Dropped with their content.
_OPAQUE = frozenset(
    "script style iframe object embed template noscript noembed noframes textarea select title xmp plaintext math form"
    " foreignobject video audio head".split()
)
_ATTRIBUTES = frozenset(
    "alt aria-hidden aria-label aria-labelledby class colspan d datetime data-sort dir download height id lang open rel"
    " role rowspan scope tabindex width viewbox x y cx cy r transform clip-path fill stroke stroke-width stroke-opacity"
    " fill-opacity opacity stroke-dasharray stroke-dashoffset stroke-linejoin stroke-linecap font-family font-size"
    " font-weight font-style text-anchor fill-rule clip-rule focusable preserveaspectratio".split()
)
_SPELLING = {"viewbox": "viewBox", "clippath": "clipPath", "preserveaspectratio": "preserveAspectRatio"}
_CSV = re.compile(r"data:(?:text/csv;charset=utf-8|application/gzip);base64,[A-Za-z0-9+/=]*|data/[a-z0-9-]+\.csv")
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_LOCAL = re.compile(r"#[A-Za-z][\w.-]*")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        self.opaque: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tip = tag == "title" and "svg" in self.open  # what a mark of a picture says when pointed at
        if tag in _OPAQUE and not tip:
            self.opaque.append(tag)
        if self.opaque:
            return
        tag = "h2" if tag == "h1" else tag
        if tag not in _TAGS and not tip:
            return
        self.parts.append(f"<{_SPELLING.get(tag, tag)}{_attributes(tag, attrs)}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.opaque or tag not in _TAGS:
            return
        if tag in _SHAPES:
            self.parts.append(f"<{tag}{_attributes(tag, attrs)}/>")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.opaque:
            if tag == self.opaque[-1]:
                self.opaque.pop()
            return
        tag = "h2" if tag == "h1" else tag
        if tag in self.open:
            while True:
                last = self.open.pop()
                self.parts.append(f"</{_SPELLING.get(last, last)}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.opaque:
            self.parts.append(escape.text(data))


def sanitise(html: str) -> str:
    """The HTML with only what a report may hold, every element closed. `h1` becomes `h2`: the page has its own."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.parts) + "".join(f"</{_SPELLING.get(tag, tag)}>" for tag in reversed(writer.open))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    kept = {name: value or "" for name, value in attrs if name in _ATTRIBUTES and _harmless(name, value or "")}
    found = dict(attrs)
    if tag == "a":
        kept.pop("rel", None)
        target = found.get("href") or ""
        if _CSV.fullmatch(target) and "download" in kept:
            kept["href"] = target
        elif escape.safe_url(target):
            kept["href"] = escape.safe_url(target)
            kept.pop("download", None)
            if not target.startswith("#"):
                kept["rel"] = "noopener noreferrer"
    elif tag == "img":
        kept.setdefault("alt", "")
        if _IMAGE.fullmatch(found.get("src") or ""):
            kept["src"] = "".join((found["src"] or "").split())
    elif tag == "image" and _IMAGE.fullmatch(found.get("href") or ""):
        kept["href"] = "".join((found["href"] or "").split())
    elif tag == "use" and _LOCAL.fullmatch(found.get("href") or ""):
        kept["href"] = found["href"] or ""
    return "".join(f' {_SPELLING.get(name, name)}="{escape.text(value)}"' for name, value in kept.items())


def _harmless(name: str, value: str) -> bool:
    if name == "id":
        return escape.is_id(value)
    if name == "tabindex":
        return value in ("0", "-1")
    if name in ("clip-path", "fill", "stroke"):
        return "url(" not in value.lower().replace("url(#", "")
    return True
