"""An HTML page into its story, by trafilatura; if that finds nothing, its bare text goes through the text cleaner.

Refuses: nothing. A page without a story comes back empty, with its blocks.
"""

from __future__ import annotations

import re

from helpers.corpus.blocks import plain
from helpers.corpus.clean import Cleaned, Labelled, clean_text
from helpers.corpus.decode import tidy
from helpers.corpus.htmlmeta import HtmlMeta, read_meta

_SKIP = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "select", "textarea"})
_BLOCK_TAGS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table section article header footer nav aside figure figcaption"
    " blockquote pre form main time address dt dd dl hr button option".split()
)
_BLANKS = re.compile(r"[ \t\xa0]+")
#: Below this many words trafilatura's answer is doubted, and the bare text is tried.
FEW_WORDS = 40


def clean_html(html: str) -> tuple[Cleaned, HtmlMeta]:
    """The story of a page, every block of its visible text with its kind, and its meta data."""
    tree = _parse(html)
    if tree is None:
        return clean_text(""), HtmlMeta()
    meta = read_meta(tree)
    shown = bare_text(tree)
    story = _trafilatura(html)
    if len(story.split()) < FEW_WORDS:
        guess = clean_text(shown, title=meta.title)
        if len(guess.text.split()) > len(story.split()):
            return guess, meta
    return _align(story, shown, title=meta.title), meta


def bare_text(tree) -> str:
    """The visible text of a parsed page, a block element a line, blank lines between."""
    parts: list[str] = []
    stack: list[tuple[object, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            if tag in _BLOCK_TAGS:
                parts.append("\n\n")
            if node.tail and node is not tree:
                parts.append(node.tail.replace("\n", " "))
            continue
        stack.append((node, True))
        if not tag or tag in _SKIP:
            continue
        if tag in _BLOCK_TAGS:
            parts.append("\n\n")
        if node.text:
            parts.append(node.text.replace("\n", " "))
        stack.extend((child, False) for child in reversed(node))
    lines = (_BLANKS.sub(" ", line).strip() for line in tidy("".join(parts)).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _parse(html: str):
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", recover=True, huge_tree=False)
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _trafilatura(html: str) -> str:
    """Its text with paragraphs parted by blank lines; empty if it finds none."""
    from trafilatura import extract

    found = extract(
        html, favor_precision=True, include_comments=False, include_tables=True, include_formatting=False,
        output_format="txt", deduplicate=False,
    )  # fmt: skip
    lines = (plain(line) for line in tidy(found or "").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _align(story: str, shown: str, *, title: str) -> Cleaned:
    """The story as the library found it, with the page's other blocks as the text cleaner names them."""
    kept = {line for line in story.split("\n\n") if line}
    guess = clean_text(shown, title=title)
    rest = [block for block in guess.blocks if block.text not in kept]
    blocks = [Labelled("body", "trafilatura", line) for line in story.split("\n\n") if line]
    seen_body, before, after = False, [], []
    for block in guess.blocks:
        seen_body = seen_body or block.text in kept
        if block.text in kept:
            continue
        if block.kind == "body":
            block = Labelled("other", "not-in-trafilatura-story", block.text)
        (after if seen_body else before).append(block)
    body = sum(len(block.text) for block in blocks)
    size = sum(len(block.text) for block in rest) + body
    return Cleaned(story, tuple(before + blocks + after), body / size if size else 0.0, guess.certainty)

