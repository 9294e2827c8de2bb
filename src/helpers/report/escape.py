"""The one place where text becomes HTML: escaped, its invisible characters made visible, its links checked.

Articles are hostile. Nothing from a corpus reaches a page but through `text` or `attribute`, and no address but through
`safe_url`. Refuses: links that are neither http, https, nor a place on the same page.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

#: Controls but tab and line ends, marks that reorder text, invisible spaces, lone surrogates, non-characters, tags.
#: U+200C and U+200D stay: Persian and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffc\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_SLUG = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[A-Za-z][\w.-]{0,120}", re.ASCII)
_MAX_URL = 2000


def visible(value: Any) -> str:
    """The value as text in which no character hides: U+202E becomes `[U+202E]`. Not yet escaped."""
    return _INVISIBLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", str(value))


def text(value: Any) -> str:
    """The value as HTML text; also safe between double quotes."""
    return html.escape(visible(value), quote=True)


def attribute(value: Any) -> str:
    """The value for an attribute in double quotes: on one line."""
    return text(" ".join(str(value).split()))


def safe_url(url: Any) -> str:
    """The address if it is http, https or `#place-on-this-page`, else an empty text. Not yet escaped."""
    if not isinstance(url, str) or len(url) > _MAX_URL:
        return ""
    url = url.strip()
    if url.startswith("#"):
        return url if _ID.fullmatch(url[1:]) else ""
    if _INVISIBLE.search(url) or any(char.isspace() or char in "\"'<>\\^`{|}" for char in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def link(url: Any, label: Any) -> str:
    """The label as HTML, linked where the address is safe."""
    target = safe_url(url)
    if not target:
        return text(label)
    if target.startswith("#"):
        return f'<a href="{text(target)}">{text(label)}</a>'
    return f'<a href="{text(target)}" rel="noopener noreferrer">{text(label)}</a>'


def slug(value: Any) -> str:
    """A short id for any text, always the same; texts that differ in more than case and spaces get different ones."""
    plain = str(value).strip().lower()
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    name = _SLUG.sub("-", folded).strip("-")[:40].strip("-")
    if name and name == re.sub(r"\s+", "-", plain):
        return name
    return f"{name}-{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()[:5]}".strip("-")


def is_id(value: str) -> bool:
    """Whether the text can be the `id` of an element and the end of a link as it stands."""
    return bool(_ID.fullmatch(value))
