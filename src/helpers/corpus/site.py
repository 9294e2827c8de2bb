"""The outlet that published a saved page: named in the file's name, the folder's name, the page's title or its top.

Refuses: to name an outlet on one weak sign; a folder's name counts only if the page itself says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from helpers.corpus.label import Labelled

#: Lines at a page's top and foot that may hold the outlet's name.
TOP, FOOT = 12, 6

_TAIL = re.compile(r"\s(?:[-–—|•·»]|::)\s(?P<site>[^|•·»]{2,50})$")
_NUMBERED = re.compile(r"\s?\(\d{1,3}\)$")
_NOT_SLUG = re.compile(r"[\W_]+")


def find_site(blocks: Sequence[Labelled], path: str, title: str) -> str:
    """The outlet's name; empty if nothing tells it. `path`: of the page; `title`: the headline."""
    file = PurePosixPath(path.split("#")[0])
    stem = _NUMBERED.sub("", file.stem)
    lines = [block.text for block in [*blocks[:TOP], *blocks[-FOOT:]] if block.kind != "body" and len(block.text) <= 50]
    said = {_slug(line): line for line in reversed(lines)}
    for part in (stem, blocks[0].text if blocks else ""):
        tail = _TAIL.search(part[:300])
        if tail and _head_is_title(part[: tail.start()], title):
            return said.get(_slug(tail["site"]), tail["site"]).strip() if _slug(tail["site"]) else ""
    folder = _slug(file.parent.name)
    if len(folder) > 3:
        for slug, line in said.items():
            if slug == folder or (slug.startswith(folder) and len(slug) < len(folder) + 12):
                return _readable(line, file.parent.name)
        head = "".join(line for line in lines[:1])
        if _slug(head).startswith(folder):
            return _readable(head[: len(file.parent.name) + 1], file.parent.name)
    return ""


def _head_is_title(head: str, title: str) -> bool:
    a, b = _slug(head), _slug(title)
    return len(a) > 8 and bool(b) and (a[:30] == b[:30] or a in b or b in a)


def _readable(line: str, folder: str) -> str:
    """The name as the page prints it; one all in capitals is set in title case."""
    words = folder.replace("_", "-").split("-")
    name = " ".join(line.split()[: len(words)]) if len(line.split()) > len(words) else line
    return name.title() if name.isupper() and len(name) > 5 else name


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("", text.casefold())
