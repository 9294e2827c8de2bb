"""Why a number in text is no figure: a year, a time of day, an ordinal, an address, or part of a name.

Looks at the words right around it; helpers.text.numbers asks for every number without a currency or percent sign.
"""

from __future__ import annotations

import re

from helpers.text.cues import word_before
from helpers.text.numberwords import (
    ATTACHED,
    BOUND_BEFORE,
    CAPITAL_BEFORE,
    CLOCK_AFTER,
    MONTH_AFTER,
    MONTH_BEFORE,
    NAMER,
    NAMER_ENDS,
    NOT_A_NAME,
    ONE_BEFORE,
    ONE_NOT_COUNT,
    ONE_OF,
    ORDINAL_AFTER,
    PERSON_NOUN,
    PLURAL_AFTER,
    STREET_AFTER,
    YEAR_BEFORE,
)

_ACRONYM_BEFORE = re.compile(r"[A-Z]{2,}\s$")
_IN_BEFORE = re.compile(r"\b(?:in|since)\s$", re.IGNORECASE)
_CAMEL_BEFORE = re.compile(r"(?:^|\s)[a-z][A-Z]\w+\s$")
_MANY_DIGITS_BEFORE = re.compile(r"\d{3,}[-–]$")
_FOUR_DIGITS = re.compile(r"[-–]\d{4}")
_CODE_GOES_ON = re.compile(r"[-–]\d{3,}[-–]\d|/\d|\.\d+\.|[-–][A-Z]\d")
_HALF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_DECIMALS = re.compile(r"\.\d")
_OCLOCK = re.compile(r"\so['’]clock|\s[ap]\.m")
_CONTRACTED = re.compile(r"['’](?:s|ve|re|ll|d)\b")
_COMPOUND = re.compile(r"-(?:time|off|sided|on-one|party|fold|way|liners?|and)\b")
_YEAR_WORDS = re.compile(
    r"nineteen [a-z]+ty|twenty (?:one|two|three|four|ten|eleven|twelve)$|nineteen hundred|two thousand$"
)
_MEASURED = re.compile(
    r"\s?(?:%|per|inch|GB|TB|mph|km|miles?|kg|mm|pounds|points?|hp|W\b|degrees|cents|years?|hours?|minutes|seconds"
    r"|million|billion)"
)
_STOPS = re.compile(r"\s?[,)(]|$|-year|\son\sloan")


def why_refused(text: str, match: re.Match[str], end: int) -> str:
    """Why a number is no figure ("year", "clock", "identifier", …), or "" when it is one."""
    start = match.start()
    before = text[max(0, start - 40) : start]
    digits = match["digits"]
    if not digits:
        return _word_refused(text, match, before, end)
    last = before[-1:]
    if match["minus"][:1] == "-" and _ACRONYM_BEFORE.search(before):  # "COVID -19"
        return "identifier"
    if last and (last.isalpha() or last in "_/@#&\\="):
        return "identifier"
    if last and last in ".," and before[-2:-1].isdigit() or last == ":" and before[-2:-1].isdigit():
        return "identifier"
    if (
        last
        and last in "-–—"
        and before[-2:-1].isalnum()
        and not before[-2:-1].isdigit()
        and not before.lower().endswith(("sub-", "to-"))
    ):
        return "identifier"
    if (
        last
        and last in "-–"
        and before[-2:-1].isdigit()
        and _MANY_DIGITS_BEFORE.search(before)
        and "," not in digits
        and (len(digits) >= 4 or _FOUR_DIGITS.match(text, end))
    ):
        return "telephone"
    following = text[end : end + 60]
    if match["scale"]:
        return ""
    if ORDINAL_AFTER.match(following):
        return "ordinal"
    if following[:1].isalpha() and not ATTACHED.match(following):
        return "identifier"
    if _CODE_GOES_ON.match(following):
        return "identifier"
    if digits.isdigit() and len(digits) <= 4 and CLOCK_AFTER.match(following) and not following.startswith("."):
        return "clock"
    if "." in digits and _HALF_DAY.match(following):
        return "clock"
    if last == ":" or last == "." and before[-2:-1].isdecimal():
        return "clock"
    if _is_namer(before):
        return "name"
    if (
        digits.isdigit()
        and len(digits) <= 2
        and int(digits) <= 31
        and (MONTH_BEFORE.search(before) or MONTH_AFTER.match(following))
    ):
        return "date"
    if (
        digits.isdigit()
        and len(digits) == 4
        and 1500 <= int(digits) <= 2100
        and _is_year(before, following, int(digits))
    ):
        return "year"
    if STREET_AFTER.match(following):
        return "address"
    return "identifier" if _named(before, following, digits) else ""


def _word_refused(text: str, match: re.Match[str], before: str, end: int) -> str:
    if match["part"] or match["vague"] or match["few"]:
        return "identifier" if before[-1:] in ("-",) else ""
    if match["slash"]:
        return "identifier" if before[-1:].isalnum() or before[-1:] in "/-.$" else ""
    if match["glyph"]:
        return ""
    words = match["words"].lower()
    following = text[end : end + 60]
    if before[-1:] == "-" and before[-2:-1].isalpha() or before[-1:] in "’'" and before[-2:-1].isalpha():
        return "identifier"
    if words == "one" and _CONTRACTED.match(following):
        return "pronoun"
    if _COMPOUND.match(following):
        return "identifier"
    if (
        match["words"][:1].isupper()
        and CAPITAL_BEFORE.search(before)
        and CAPITAL_BEFORE.search(before)[1].lower() not in NOT_A_NAME
    ):
        return "name"
    if _is_namer(before) and word_before(before, len(before) - 1) not in ("top", "number"):
        return "name"
    if _OCLOCK.match(following):
        return "clock"
    if words == "zero" and following[1:10] == "tolerance":
        return "name"
    if _YEAR_WORDS.match(words) and not PLURAL_AFTER.match(following):
        return "year"
    alone = ONE_NOT_COUNT.match(following) or ONE_BEFORE.search(before)
    return "pronoun" if words == "one" and alone and not ONE_OF.match(text, end) else ""


def _is_namer(before: str) -> bool:
    """Whether the words before a number make it part of a name: "Article 5", "No. 2"."""
    if "#" in before[-2:]:
        return NAMER.search(before) is not None
    end = before[-3:].rstrip()[-1:] == "."
    return word_before(before, len(before) - 1 - end) in NAMER_ENDS and NAMER.search(before) is not None


def _is_year(before: str, following: str, value: int) -> bool:
    if (
        PERSON_NOUN.match(following)
        and not _IN_BEFORE.search(before)
        or BOUND_BEFORE.search(before)
        and not before.endswith(" to ")
    ):
        return False
    if 1900 <= value <= 2060:
        return not (ATTACHED.match(following) and following[:1].isalpha())
    return bool(YEAR_BEFORE.search(before)) and not PLURAL_AFTER.match(following)


def _named(before: str, following: str, digits: str) -> bool:
    """Whether a capital word in front makes digits part of a name: "iPhone 11", "Boeing 737", "S&P 500"."""
    if "," in digits or "." in digits and not _DECIMALS.match(following):
        return False
    if _CAMEL_BEFORE.search(before):  # iPhone 12
        return True
    match = CAPITAL_BEFORE.search(before)
    if not match or match[1].lower().rstrip(".") in NOT_A_NAME:
        return False
    if before[: match.start(1)].rstrip()[-1:] in ("", ".", "?", "!", "”", "\n") and not match[1].isupper():
        return False  # the word opens a sentence
    if ATTACHED.match(following) and not following[:1].isspace():
        return False
    return not (_MEASURED.match(following) or PLURAL_AFTER.match(following) or _STOPS.match(following))
