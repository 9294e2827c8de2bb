"""Why a number in text is no figure: a year, a time of day, an ordinal, an address, or part of a name.

Looks at the words right around it; helpers.text.numbers asks for every number without a currency or percent sign.
"""

from __future__ import annotations

import re

from helpers.text.numberwords import (
    ATTACHED,
    BOUND_BEFORE,
    CAPITAL_BEFORE,
    CLOCK_AFTER,
    MONTH_AFTER,
    MONTH_BEFORE,
    NAMER,
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


def why_refused(text: str, match: re.Match[str], end: int) -> str:
    """Why a number is no figure ("year", "clock", "identifier", …), or "" when it is one."""
    start = match.start()
    before = text[max(0, start - 40) : start]
    digits = match["digits"]
    if not digits:
        return _word_refused(text, match, before, end)
    last = before[-1:]
    if match["minus"][:1] == "-" and re.search(r"[A-Z]{2,}\s$", before):  # "COVID -19"
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
        and re.search(r"\d{3,}[-–]$", before)
        and "," not in digits
        and (len(digits) >= 4 or re.match(r"[-–]\d{4}", text[end : end + 5]))
    ):
        return "telephone"
    following = text[end : end + 60]
    if match["scale"]:
        return ""
    if ORDINAL_AFTER.match(following):
        return "ordinal"
    if following[:1].isalpha() and not ATTACHED.match(following):
        return "identifier"
    if re.match(r"[-–]\d{3,}[-–]\d|/\d|\.\d+\.|[-–][A-Z]\d", following):
        return "identifier"
    if digits.isdigit() and len(digits) <= 4 and CLOCK_AFTER.match(following) and not following.startswith("."):
        return "clock"
    if "." in digits and re.match(r"\s?[ap]\.?m\b", following, re.IGNORECASE):
        return "clock"
    if last == ":" or re.search(r"\d[:.]$", before):
        return "clock"
    if NAMER.search(before):
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
    if re.match(r"['’](?:s|ve|re|ll|d)\b", following) and words == "one":
        return "pronoun"
    if following[:1] == "-" and re.match(r"-(?:time|off|sided|on-one|party|fold|way|liners?|and)\b", following):
        return "identifier"
    if (
        match["words"][:1].isupper()
        and CAPITAL_BEFORE.search(before)
        and CAPITAL_BEFORE.search(before)[1].lower() not in NOT_A_NAME
    ):
        return "name"
    if NAMER.search(before) and not re.search(r"\b(?:the top|top|number)\s$", before, re.IGNORECASE):
        return "name"
    if re.match(r"(?:\so['’]clock|\s[ap]\.m)", following):
        return "clock"
    if words == "zero" and re.match(r"[- ]tolerance", following):
        return "name"
    if re.match(
        r"nineteen [a-z]+ty|twenty (?:one|two|three|four|ten|eleven|twelve)$|nineteen hundred|two thousand$", words
    ) and not PLURAL_AFTER.match(following):
        return "year"
    alone = ONE_NOT_COUNT.match(following) or ONE_BEFORE.search(before)
    return "pronoun" if words == "one" and alone and not ONE_OF.match(text, end) else ""


def _is_year(before: str, following: str, value: int) -> bool:
    if (
        PERSON_NOUN.match(following)
        and not re.search(r"\b(?:in|since)\s$", before, re.IGNORECASE)
        or BOUND_BEFORE.search(before)
        and not re.search(r"\bto\s$", before)
    ):
        return False
    if 1900 <= value <= 2060:
        return not (ATTACHED.match(following) and following[:1].isalpha())
    return bool(YEAR_BEFORE.search(before)) and not PLURAL_AFTER.match(following)


def _named(before: str, following: str, digits: str) -> bool:
    """Whether a capital word in front makes digits part of a name: "iPhone 11", "Boeing 737", "S&P 500"."""
    if "," in digits or "." in digits and not re.match(r"\.\d", following):
        return False
    if re.search(r"(?:^|\s)[a-z][A-Z]\w+\s$", before):  # iPhone 12
        return True
    match = CAPITAL_BEFORE.search(before)
    if not match or match[1].lower().rstrip(".") in NOT_A_NAME:
        return False
    if before[: match.start(1)].rstrip()[-1:] in ("", ".", "?", "!", "”", "\n") and not match[1].isupper():
        return False  # the word opens a sentence
    if ATTACHED.match(following) and not following[:1].isspace():
        return False
    if re.match(
        r"\s?(?:%|per|inch|GB|TB|mph|km|miles?|kg|mm|pounds|points?|hp|W\b|degrees|cents|years?|hours?|minutes|seconds"
        r"|million|billion)",
        following,
    ):
        return False
    return not PLURAL_AFTER.match(following) and not re.match(r"\s?[,)(]|$|-year|\son\sloan", following)
