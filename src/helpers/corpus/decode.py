"""Bytes into text: the encoding by its mark, UTF-8 if it is that, what the page declares, else a guess.

Refuses: nothing. What no encoding explains is decoded as cp1252 with replacement marks, and named so.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

#: A guess is made on this many bytes, from the start: more makes it slow, not better.
GUESS_BYTES = 1 << 16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
# What cannot stand in an article: controls, lone surrogates, non-characters, zero-width marks at the wrong place.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0c\x1c-\x1e\x85\u2028\u2029]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes, tidied, and the encoding it was in (`cp1252?` with a question mark if guessed)."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return tidy(data.decode(name, errors="replace")), name.removesuffix("-sig")
    try:
        return tidy(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    wide = _unmarked_utf16(data)
    if wide:
        return tidy(data.decode(wide, errors="replace")), f"{wide}?"
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = declared.group(1).decode("ascii")
        try:
            return tidy(data.decode(name)), codecs.lookup(name).name
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    name = _guess(data[:GUESS_BYTES])
    return tidy(data.decode(name, errors="replace")), f"{name}?"


def tidy(text: str) -> str:
    """Line ends as one line feed, no controls, no lone surrogates, canonical Unicode (NFC)."""
    if "\r" in text or not text.isascii():
        text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark, known by a zero in every second byte of Latin text; else empty."""
    sample = data[:4096]
    if len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _guess(data: bytes) -> str:
    """The likeliest encoding. Western text is cp1252 if its high bytes stand as letters and quotation marks do."""
    if _looks_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes  # takes long to import, and is seldom wanted

    best = from_bytes(data).best()
    return best.encoding if best is not None else "cp1252"


def _looks_western(data: bytes) -> bool:
    """Few high bytes, seldom two together: a Latin alphabet with accents and curly quotes, not another script."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [number for number, byte in enumerate(data) if byte > 127]
    together = sum(b - a == 1 for a, b in pairwise(high))
    return len(high) < 0.2 * len(data) and together <= 0.15 * len(high)
