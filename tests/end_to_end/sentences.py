"""The computed sentences of pages, and what is wrong with them: a number and its noun, values that are none."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html as markup

_SAID = (
    "dl-say", "dl-title", "dl-subtitle", "dl-note", "dl-count", "dl-facts", "dl-source", "dl-points", "dl-kicker",
    "dl-none", "dl-failure",
)  # fmt: skip
_FAULTS = {
    "one of many": re.compile(r"(?<![\d.,:–-])\b1 (?!as\b|is\b|was\b|has\b|says\b|lies\b)[a-z]+(?<!s)s\b(?! of)"),
    "zero": re.compile(r"(?<![\d.,])\b0 (?:articles?|mentions?|pages?|sources?|figures?|quotations?|people|places?)\b"),
    "no value": re.compile(r"\b(?:nan|NaN|NaT|None|inf)\b|\bunknown (?:day|share)\b.*\bunknown (?:day|share)\b"),
    "false precision": re.compile(r"\d\.\d{3,}"),
    "empty": re.compile(r"“”|\(\)|\s[,;.]|\bof \.|: ?\.$|\.\."),
}


def said(page: Path) -> list[str]:
    """The sentences, titles and notes that were computed."""
    tree = markup.document_fromstring(page.read_text(encoding="utf-8"))
    has = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in _SAID)
    found = [*tree.xpath(f"//*[{has}]"), *tree.xpath("//h1")]
    texts = [" ".join(element.text_content().split()) for element in found]
    return [*texts, *(" ".join(text.split()) for text in tree.xpath("//*[@role='img' or @role='group']/@aria-label"))]


def faults(page: Path) -> list[str]:
    """What is wrong, with the sentence."""
    return [f"{kind}: {text[:200]}" for text in said(page) for kind, fault in _FAULTS.items() if fault.search(text)]
