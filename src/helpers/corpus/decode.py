"""Bytes into text: the encoding by its mark, UTF-8 if it is that, what the page declares, else a guess.

A name ending in a question mark is a guess. Refuses: nothing. What no encoding explains is decoded as cp1252 with
replacement marks, and named so.
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
# Pages that declare the first are in the second, which holds it and more (as in encoding.spec.whatwg.org).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Found out otherwise, or not used for pages at all.
_NEVER = ("utf-", "unicode", "raw-unicode", "punycode", "idna")
# How files begin that are no text, whatever they are called.
_SIGNATURES = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a zip archive or an office document"), (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"\x1f\x8b", "packed data"), (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"RIFF", "sound or an image"), (b"\x7fELF", "a program"),
)  # fmt: skip
# What cannot stand in an article: controls, lone surrogates, non-characters, zero-width marks at the wrong place.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0c\x1c-\x1e\x85\u2028\u2029]")
# Either of them; most texts have none, and one look tells.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# UTF-8 that was read as Latin-1 or cp1252 before the page was saved: the three characters that an apostrophe gives,
# with which the two of an accented letter are looked for too ("â€™", "Ã©"; alone the latter may be meant).
_HIGH_BYTES = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
_HIGH = f"[\x80-\xbf{''.join(map(re.escape, map(chr, _HIGH_BYTES)))}]"
_MISREAD_SURELY = re.compile(f"â[€\x80]{_HIGH}")
_MISREAD = re.compile(f"â[€‚„\x80\x82\x84]{_HIGH}|[ÂÃ]{_HIGH}")


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The text of some bytes, tidied, and the encoding it was in (`cp1252?` with a question mark if guessed).
    `declared`: what the server said, which counts before what the page says."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return tidy(data.decode(name, errors="replace")), name.removesuffix("-sig")
    if b"\x1b$" not in data[:GUESS_BYTES] or not _declared(data, declared).startswith("iso2022"):
        try:
            return tidy(data.decode("utf-8")), "utf-8"
        except UnicodeDecodeError:
            pass
    wide = _unmarked_utf16(data)
    if wide:
        return tidy(data.decode(wide, errors="replace")), f"{wide}?"
    if _mostly_utf8(data):
        return tidy(data.decode("utf-8", errors="replace")), "utf-8?"
    name = _declared(data, declared)
    if name:
        text = data.decode(name, errors="replace")
        if text.count("\ufffd") <= len(text) // 1000:
            return tidy(text), name
    name = _guess(data[:GUESS_BYTES])
    return tidy(data.decode(name, errors="replace")), f"{name}?"


def tidy(text: str) -> str:
    """Line ends as one line feed, no controls, no lone surrogates, canonical Unicode (NFC); what was UTF-8 once and was
    misread is read again."""
    if "â" in text and _MISREAD_SURELY.search(text):
        text = _MISREAD.sub(_read_again, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if _ODD.search(text):
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _read_again(match: re.Match[str]) -> str:
    try:
        return match[0].translate(_HIGH_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match[0]


def not_text(data: bytes) -> str:
    """What some bytes hold instead of text ("an image"); empty for text in any encoding."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return what
    sample = data[:8192]
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf16(data):
        return ""
    controls = len(sample) - len(sample.translate(None, bytes([*range(1, 9), *range(14, 27), 28, 29, 30, 31])))
    return "binary data" if controls > len(sample) // 10 else ""


def _declared(data: bytes, declared: str) -> str:
    """The encoding that a server or a page states, if Python has it and it is one of bytes; else empty."""
    found = _DECLARED.search(data[:2048])
    for name in (declared, found.group(1).decode("ascii") if found else ""):
        try:
            own = codecs.lookup(name).name
            b"a".decode(own, "replace").encode(own)
        except (LookupError, ValueError):
            continue
        if not own.startswith(_NEVER):
            return _MEANT.get(own, own)
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken places, such as a page cut off within a letter."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - len(data.translate(None, bytes(range(128, 256))))
    return whole >= 2 * broken


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
