"""A page's text into blocks: the paragraphs, headings and menu entries that its reader saw.

Text dumps come in three shapes: a line a paragraph; lines wrapped at a fixed width (w3m, lynx, mail); and text nodes
each on a line of its own, so that a link cuts a sentence in three. The last two are put together again.
Refuses: nothing; any text gives blocks, and no word of it is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Wrapped lines end within this many characters of the width.
WRAP_SLACK = 18
MIN_WIDTH, MAX_WIDTH = 40, 140

_MARKER = re.compile(r"^(?:[*+•□■▪◦●○·‣∙▸►–—-]|o(?= {1,3}\S)|#{1,6}|\d{1,3}[.)])(?:\s+|$)")
#: A line that begins with one of these has no marker, which is seen faster than by the pattern.
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz")
_WIDGET = re.compile(r"\((?:BUTTON|Submit|TEXTAREA|Checkbox)\)\s?|^\[(?:INS|DEL): ?|:(?:INS|DEL)\]")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s*_])\1(?![\w*_])")
_CONTINUES = re.compile(r"[a-zà-öø-ÿа-яё]|[,;:.)\]”’%!?](?:\s|$|[a-z)\]”’])|['’]s\b")
_JOINS = frozenset(",;:.)]”’%!?'")
_ENDS = re.compile(r"""[.!?…:;]["'”’»)\]*_]*$""")
_HANGS = re.compile(
    r"\b(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|that|as|is|are|was|were|be|has|have|had|its|their"
    r"|his|her"
    r"|this|these|into|than|about|de|la|le|les|des|der|die|das|und|von|el|los|en|que|y|di|il)$|[,(“‘—–-]$"
)


class Block(NamedTuple):
    """One block. `text`: in one line; `marker`: heading, list or empty; `blanks`: blank lines before it; `pieces`: how
    many lines it was put together from; `indent`: its first line's, in characters; `level`: of a marked heading."""

    text: str
    marker: str = ""
    blanks: int = 1
    pieces: int = 1
    indent: int = 0
    level: int = 0


def split(text: str) -> list[Block]:
    """The blocks of a tidied text (line feeds only)."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = wrap_width(lines)
    blocks = _unwrap(lines, width) if width else _by_line(lines)
    return _join_cut(blocks) if not width else blocks


def wrap_width(lines: list[str]) -> int:
    """The width at which lines were wrapped, or 0 if they were not: long lines then crowd just below one length.
    `lines`: without blanks at their ends."""
    lengths = sorted([len(line) for line in lines if line])
    if len(lengths) < 4:
        return 0
    # A few long addresses may stick out.
    width = lengths[int(len(lengths) * 0.995) - 1] if len(lengths) > 200 else lengths[-1]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return 0
    long = [length for length in lengths if length > width * 0.55]
    near = sum(length > width - WRAP_SLACK for length in long)
    return width if near >= 3 and near >= 0.5 * len(long) else 0


def _unwrap(lines: list[str], width: int) -> list[Block]:
    """Lines joined where the next one's first word would not have fitted on the line before."""
    blocks: list[Block] = []
    blanks, before, indent, parts, opened = 1, "", 0, [], ("", 1, 0)

    def close() -> None:
        if parts:
            marker, gap, level = opened
            blocks.append(Block(plain(" ".join(parts)), marker, gap, len(parts), indent, level))

    for line in lines:
        if not line:
            blanks += 1
            continue
        stripped = line.lstrip()
        here = len(line) - len(stripped)
        mark = _marker(stripped)
        wrapped = parts and not blanks and mark != "list" and here <= indent + 4
        if wrapped and (len(before) + 1 + len(stripped.split(None, 1)[0]) > width or _goes_on(before, stripped, width)):
            parts.append(stripped)
        else:
            close()
            parts, opened = [stripped], (mark, blanks, _level(stripped, mark))
            indent = here
        before, blanks = line, 0
    close()
    return [block for block in blocks if block.text]


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line takes up the sentence of a shorter one: a first line that a dateline has left."""
    return len(before) >= 0.5 * width and line[0].islower() and (before[-1].isalnum() or before[-1] == ",")


def _by_line(lines: list[str]) -> list[Block]:
    blocks, blanks = [], 1
    for line in lines:
        if not line:
            blanks += 1
            continue
        stripped = line.lstrip()
        text = plain(stripped)
        if text:
            mark = _marker(stripped)
            blocks.append(Block(text, mark, blanks, 1, len(line) - len(stripped), _level(stripped, mark)))
            blanks = 0
        else:
            blanks += 1
    return blocks


def _level(stripped: str, mark: str) -> int:
    return len(stripped) - len(stripped.lstrip("#")) if mark == "heading" else 0


def _marker(stripped: str) -> str:
    if stripped[0] in _LETTERS or not _MARKER.match(stripped):
        return ""
    return "heading" if stripped[0] == "#" else "list"


def plain(line: str) -> str:
    """A line without the marks of a converter: bullets, heading signs, emphasis, buttons."""
    text = " ".join(line.split()) if "  " in line or not line.isascii() or "\t" in line else line
    if "(" in text or "[" in text:
        text = _WIDGET.sub("", text)
    found = None if text[:1] in _LETTERS else _MARKER.match(text)
    while found and not text[0].isdigit() and text[0] not in "–—-":
        text = text[found.end() :]
        found = _MARKER.match(text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text.strip()


def _join_cut(blocks: list[Block]) -> list[Block]:
    """Sentences that links had cut in pieces, whole again; only on pages where that is common."""
    starts = sum(1 for before, block in zip(blocks, blocks[1:]) if _continues(before, block))
    if starts < max(3, 0.03 * len(blocks)):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        if not joined:
            joined.append(block)
            continue
        last = joined[-1]
        if _continues(last, block):
            # "… told" / "Reuters" / ", which …": the name between belongs to both.
            if len(joined) > 1 and len(last.text.split()) <= 8 and last.pieces == 1 and _open(joined[-2]):
                joined.pop()
                last = _glue(joined[-1], last)
            joined[-1] = _glue(last, block)
        elif _open(last) and _HANGS.search(last.text):
            joined[-1] = _glue(last, block)
        else:
            joined.append(block)
    return joined


def _open(block: Block) -> bool:
    """Whether a block of some length ends amid a sentence."""
    return len(block.text.split()) >= 3 and not _ENDS.search(block.text)


def _continues(before: Block, block: Block) -> bool:
    first = block.text[0]
    return (
        block.marker == ""
        and (first in _JOINS or first.islower())
        and _CONTINUES.match(block.text) is not None
        and (not _ENDS.search(before.text) or block.text[0] in ",;.)!?")
    )


def _glue(a: Block, b: Block) -> Block:
    tight = b.text[0] in ",;:.)]”’%!?" or a.text[-1] in "(“‘["
    return a._replace(text=a.text + ("" if tight else " ") + b.text, pieces=a.pieces + b.pieces)
