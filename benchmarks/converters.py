"""The five converters by which the gold's pages were dumped, so that a saved page can be dumped by all of them.

Of the gold's pages that are there as HTML the dump made again has the gold's very characters. Needed by the training
and the benchmark of the cleaner alone: `pip install beautifulsoup4 html2text inscriptis`, `apt-get install lynx w3m`.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable


def bs4(html: str) -> str:
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(html, "lxml")
    for element in tree(["script", "style", "noscript"]):
        element.decompose()
    return tree.get_text("\n\n", strip=True)


def html2text(html: str) -> str:
    from html2text import HTML2Text

    converter = HTML2Text(bodywidth=0)
    converter.ignore_links = converter.ignore_images = converter.ignore_emphasis = True
    return converter.handle(html)


def inscriptis(html: str) -> str:
    from inscriptis import get_text

    return get_text(html)


def lynx(html: str) -> str:
    return _program(
        html, "lynx", "-dump", "-nolist", "-width=100", "-display_charset=utf-8", "-assume_charset=utf-8", "-localhost"
    )


def w3m(html: str) -> str:
    return _program(html, "w3m", "-dump", "-cols", "100", "-T", "text/html", "-I", "utf-8", "-O", "utf-8")


CONVERTERS: dict[str, Callable[[str], str]] = {one.__name__: one for one in (bs4, html2text, inscriptis, lynx, w3m)}


def _program(html: str, *command: str) -> str:
    """What a program makes of a file."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        made = subprocess.run([*command, file.name], capture_output=True, timeout=60, check=True)
    return made.stdout.decode("utf-8", "replace")
