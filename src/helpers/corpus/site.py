"""The outlet that published a saved page: named in the file's name, the folder's name, the page's title, its top or its
copyright line.

Refuses: to name an outlet on one weak sign; a folder's name counts only if the page itself says it, and who holds the
copyright only if nothing else tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from helpers.corpus.label import Labelled

#: Lines at a page's top and foot that may hold the outlet's name, their length, and that of a name in words.
TOP, FOOT, LONGEST, NAME_WORDS = 12, 6, 90, 6
#: The last blocks among which the copyright line is looked for.
COPYRIGHT_FOOT = 40

_TAIL = re.compile(r"\s(?:[-–—|•·»]|::)\s(?P<site>[^|•·»]{2,50})$")
_NUMBERED = re.compile(r"\s?\(\d{1,3}\)$")
_NOT_SLUG = re.compile(r"[\W_]+")
_OWNER = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©:,.–—-]*(?:copyright|\(c\)|©)?[\s,.]*(?:(?:19|20)\d\d(?:\s?[-–—,/]\s?(?:19|20)?\d\d)?)?"
    r"[\s,.:–—|-]*(?:by\s)?(?P<owner>[^|•·–—(©]{2,80})",
    re.I,
)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright)(?:[\s©,–-]|(?:19|20)\d\d)*", re.I)
_AFTER_OWNER = re.compile(
    r"[,.]?\s*(?:\b(?:all rights|rights reserved|terms|privacy|powered|built|a division|is a\b|and its"
    r"|or its|registered|unless|via\b)|\b(?:19|20)\d\d|- ).*$",
    re.I,
)
_LEGAL = re.compile(
    r",?\s+(?:inc|llc|ltd|limited|plc|gmbh|ag|corp|corporation|co|b\.?v|s\.?a|pty|lp|llp)\b\.?.*$", re.I
)


def find_site(blocks: Sequence[Labelled], path: str, title: str) -> str:
    """The outlet's name; empty if nothing tells it. `path`: of the page; `title`: the headline."""
    file = PurePosixPath(path.split("#")[0])
    stem = _NUMBERED.sub("", file.stem)
    lines = [_COPYRIGHT.sub("", block.text) for block in [*blocks[:TOP], *blocks[-FOOT:]]
             if block.kind not in ("body", "title") and len(block.text) <= LONGEST]  # fmt: skip
    said = {_slug(line): line for line in reversed(lines)}
    for part in (stem, blocks[0].text if blocks else ""):
        tail = _TAIL.search(part[:300])
        if tail and _head_is_title(part[: tail.start()], title):
            return said.get(_slug(tail["site"]), tail["site"]).strip() if _slug(tail["site"]) else ""
    folder = _slug(file.parent.name)
    if len(folder) > 3:
        for slug, line in said.items():
            if slug.startswith(folder):
                return _readable(line, file.parent.name)
    return _owner(blocks)


def _owner(blocks: Sequence[Labelled]) -> str:
    """Who holds the copyright, without years, legal form and the rest of the line."""
    for block in reversed(blocks[-COPYRIGHT_FOOT:]):
        if block.kind == "body" or len(block.text) > 300 or not ("©" in block.text or "opyright" in block.text):
            continue
        found = _OWNER.search(block.text)
        owner = _LEGAL.sub("", _AFTER_OWNER.sub("", found["owner"]).strip()).strip(" ,.;:*®™") if found else ""
        if 1 < len(owner) <= 50 and len(owner.split()) <= NAME_WORDS and owner[0].isalnum() and not owner[0].islower():
            return owner
    return ""


def _head_is_title(head: str, title: str) -> bool:
    a, b = _slug(head), _slug(title)
    return len(a) > 8 and bool(b) and (a[:30] == b[:30] or a in b or b in a)


def _readable(line: str, folder: str) -> str:
    """The name as the page prints it; one all in capitals is set in title case."""
    words = folder.replace("_", "-").split("-")
    name = " ".join(line.split()[: len(words)]) if len(line.split()) > len(words) else line
    name = name.strip(" ,.;:|•·–—-")
    return name.title() if name.isupper() and len(name) > 5 else name


def _slug(text: str) -> str:
    """The letters and digits of a text, in lower case, without accents: file names often lack them."""
    if not text.isascii():
        text = "".join([char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)])
    return _NOT_SLUG.sub("", text.casefold())
