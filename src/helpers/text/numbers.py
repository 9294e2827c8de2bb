"""Numbers in text that say how many or how much: digits, words, mixed forms, ranges, money, percent.

Refuses what only looks like a figure: years and other parts of dates, clock times, ordinals, scores, telephone and
street numbers, names and identifiers (COVID-19, T-72, Article 5, the Group of Seven, 9/11). Units and the counted thing
are the business of helpers.figures; only currency signs and the percent sign, which are written into the number, are
read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.text.notfigures import why_refused
from helpers.text.numberwords import (
    BETWEEN,
    BY,
    CURRENCIES,
    GLYPHS,
    LONGEST,
    MEASURED,
    NUMBER,
    ONE_OF,
    ONES,
    OPENINGS,
    PARTS,
    SCALES,
    SCORE_WORD,
    SEPARATOR,
    SHORT_SCALES,
    SIGNS,
    TENS,
    VAGUE,
)

_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_GAME = re.compile(r"\s(?:win|victory|vote|loss|defeat|lead|draw|decision|ruling)")


@dataclass(frozen=True)
class Number:
    """A number: text[start:end] == surface. low == high unless it is a range or a vague word; `high` None: no upper
    end.

    `currency`: ISO 4217 code of a sign written into it, else ""; `percent`: "percent", "percentage point" or "".
    `scale`: the multiplier in words ("million") that a range may share; `kind`: count, range, vague, fraction, one-of.
    """

    start: int
    end: int
    surface: str
    low: float
    high: float | None
    kind: str = "count"
    currency: str = ""
    percent: str = ""
    scale: float = 1.0
    sign: str = ""


def number_of(written: str) -> float | None:
    """Value of a number written in digits or words ("1,143", "twenty-four", "2 1/2"), or None."""
    written = written.lower().strip()
    if written in ("half a", "half an"):
        return 0.5
    match = NUMBER.fullmatch(written) if len(written) <= 80 else None
    return _value(match)[0] if match else None


def find_numbers(text: str) -> list[Number]:
    """The figures of a text in order, ranges joined ("15 to 20", "$62 to $68"); see the module for what is refused."""
    found: list[Number] = []
    for match in _matches(text):
        number = _number(text, match)
        if number is not None:
            found.append(number)
    return _drop_scores(text, _join_ranges(text, found))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """`NUMBER.finditer(text)`, tried only where a number can begin: that is much faster."""
    starts = [sign.start() for sign in SIGNS.finditer(text)]
    starts += [start for start, _ in OPENINGS.find(text)]
    reached = 0
    for start in sorted(starts):
        if start >= reached and (match := NUMBER.match(text, start)):
            reached = match.end()
            yield match


def _number(text: str, match: re.Match[str]) -> Number | None:
    if match["digits"] and len(match["digits"]) > LONGEST:
        return None
    value, high, kind, scale = _value(match)
    end = match.end()
    percent = (match["percent"] or "").strip(" -")
    points = match["points"] or ""
    if (
        points and "percentage" not in points.lower() and not percent
    ):  # "190 points" is a unit, not a part of the number
        end -= len(points)
        points = ""
    start = match.start()
    if (match["currency"] or "").startswith("a") and "$" in match["currency"]:  # the article in "a $4 billion deal"
        start = text.index("$", start)
        return replace(_number(text, NUMBER.match(text, start)), start=start)
    currency = CURRENCIES.get(" ".join(match["currency"].lower().split()), "") if match["currency"] else ""
    if (
        not currency
        and match["scale"]
        and match["scale"].strip().lower() in ("m", "b")
        and match["scale"].strip() in "mb"
        and len(match["scale"]) == 1
    ):
        end, value, high, scale = match.end("digits"), value / scale, high and high / scale, 1.0  # "37m" is metres
        percent = ""
    if (
        (match["digits"] or match["words"] or match["few"] or match["slash"] or match["glyph"] or match["vague"])
        and not currency
        and not percent
        and why_refused(text, match, end)
    ):
        return None
    minus = match["minus"]
    if minus and minus[0] in "-−–mM":
        value, high = -value, None if high is None else -high
    one_of = (match["words"] or "").lower() == "one" and ONE_OF.match(text, end)
    return Number(
        start,
        end,
        text[start:end],
        value,
        high,
        "one-of" if one_of else kind,
        currency,
        "percentage point" if points else "percent" if percent else "",
        scale,
        minus[:1],
    )


def _value(match: re.Match[str]) -> tuple[float, float | None, str, float]:
    """(low, high, kind, scale) of a match of NUMBER."""
    if match["part"]:
        words = re.split(r"[- ]", match["part"].lower())
        count = 1 if len(words) == 1 or words[0] in ("a", "an") else ONES[words[0]]
        value = count / PARTS[words[-1].rstrip("s")]
        return value, value, "fraction", 1.0
    if match["few"]:
        words = re.split(r"[ -]", match["few"].lower())
        scale = SCALES[words[-1]]
        if words[0] == "several" or words[:2] == ["a", "few"]:
            return 2 * scale, None, "vague", scale
        factor = 0.5 if words[0] == "half" else 0.25 if "quarter" in words else 2 if "couple" in words else 1
        return factor * scale, factor * scale, "count", scale
    if match["vague"]:
        words = match["vague"].lower().split()
        value = VAGUE[words[0]]
        if len(words) > 1:
            value *= VAGUE[words[-1]] / 2
        return value, None, "vague", 1.0
    if match["slash"]:
        above, below = re.split("[/⁄]", match["slash"])
        return int(above) / int(below), int(above) / int(below), "fraction", 1.0
    if match["glyph"]:
        return GLYPHS[match["glyph"]], GLYPHS[match["glyph"]], "fraction", 1.0
    if match["digits"]:
        value = float(match["digits"].replace(",", "")) + _mixed(match["mixed"])
        written = (match["scale"] or "").strip(" -").lower()
        scale = 1.0
        for word in written.split():
            scale *= SCALES.get(word.rstrip("s")) or SHORT_SCALES.get(word, 1.0)
        value = _tidy(value * scale)
        return value, value, "count", scale
    value, scale = _words_value(match["words"])
    mixed = match["wordmixed"].lower()
    if mixed:
        value += 0.5 * scale
        last = SCALES.get(mixed.split()[-1], 1.0)
        value, scale = value * last, scale * last
    return value, value, "count", scale


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 2.8 billion is 2800000000, not 2799999999.9999995."""
    return float(f"{value:.12g}")


def _mixed(written: str) -> float:
    written = (written or "").strip(" -\t\n\r\xa0")
    if not written:
        return 0.0
    if written in GLYPHS:
        return GLYPHS[written]
    if "half" in written:
        return 0.5
    above, below = written.split("/")
    return int(above) / int(below)


def _words_value(words: str) -> tuple[float, float]:
    """Value and last scale of number words: "two hundred and fifty thousand" -> (250000, 1000)."""
    total, group, scale = 0.0, 0.0, 1.0
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in ONES:
            group += ONES[word]
        elif word in TENS:
            group += TENS[word]
        elif word in ("hundred", "dozen"):
            group *= SCALES[word]
            scale = SCALES[word]
        elif word in SCALES:
            total += (group or 1) * SCALES[word]
            group, scale = 0.0, SCALES[word]
    return total + group, scale


def _join_ranges(text: str, found: list[Number]) -> list[Number]:
    """Neighbouring numbers made one where a range stands between them; a shared scale or sign is carried to the
    first."""
    joined: list[Number] = []
    for number in found:
        whole = _range(text, joined[-1], number) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(number)
    return joined


def _range(text: str, first: Number, second: Number) -> Number | None:
    gap = text[first.end : second.start]
    if (
        len(gap) > 5
        or not SEPARATOR.fullmatch(gap)
        or "vague" in (first.kind, second.kind)
        and first.kind != second.kind
    ):
        return None
    if "fraction" in (first.kind, second.kind) and first.kind != second.kind or "one-of" in (first.kind, second.kind):
        return None
    if first.kind == "range" or second.high is None or first.high is None:
        return None
    word = gap.strip(" -").lower()
    between = BETWEEN.search(text[max(0, first.start - 30) : first.start])
    if word == "and" and not (between and between.group().lower().startswith("between")):
        return None
    if word == "or" and not (second.low - first.low == 1 and first.scale == second.scale):
        return None
    own = first.currency or first.percent or not (second.percent or MEASURED.match(text, second.end))
    if word == "to" and own and BY.search(text[max(0, first.start - 12) : first.start]):  # "by 8 percent to 12 percent"
        return None
    if first.currency and second.currency and first.currency != second.currency:
        return None
    if second.currency and not first.currency or first.percent and not second.percent:
        return None
    low = first.low
    if first.scale == 1.0 and second.scale > 100 and low < second.low / second.scale:
        low = _tidy(low * second.scale)
    high = abs(second.high) if gap.strip() in "-–—−" else second.high
    if not word and low >= high:  # a score, a room number, a vote
        return None
    if word == "to" and low > high and not (between or first.currency or second.percent):
        return None
    return replace(
        first,
        end=second.end,
        surface=text[first.start : second.end],
        low=low,
        high=high,
        kind="range",
        currency=second.currency or first.currency,
        percent=second.percent,
        scale=second.scale,
    )


def _drop_scores(text: str, numbers: list[Number]) -> list[Number]:
    """Without "2-1" and "a 53-47 vote": bare numbers that a hyphen joins and that do not rise, or that a game word
    explains."""
    scores: set[int] = set()
    for i, (first, second) in enumerate(zip(numbers, numbers[1:])):
        bare = not (first.currency or second.currency or second.percent)
        if bare and text[first.end : second.start] in ("-", "–") and first.kind == second.kind == "count":
            scores |= {i, i + 1}
    for i, number in enumerate(numbers):
        if (
            number.kind == "range"
            and not number.currency
            and not number.percent
            and _SCORE.fullmatch(number.surface)
            and (SCORE_WORD.search(text[max(0, number.start - 25) : number.start]) or _GAME.match(text, number.end))
        ):
            scores.add(i)
    return [number for i, number in enumerate(numbers) if i not in scores]
