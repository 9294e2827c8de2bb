"""A corpus of any size from a small one: its articles again and again, dates moved on, words varied.

Real corpora bring new names and words for as long as they grow. A plain copy would not: it would flatter every cache,
and be one big group of copies. So in each round a share of the longer words is replaced by made-up ones of the same
shape, drawn from a supply that grows with the round. Same input, same output.
"""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Articles in the file of one day.
A_DAY = 250
FIRST_DAY = dt.date(2020, 1, 1)

_WORD = re.compile(r"[A-Za-z]{5,}")
_TAIL = re.compile(r"\n\s*Reuter\s*\x03?\s*\Z", re.IGNORECASE)
#: Of a hundred words of at least five letters, so many are varied in each round after the first.
_VARIED_PCT = 12
_SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo bra cle dri flo gru ster ville mont".split()


def read_articles(source: Path) -> list[tuple[str, str]]:
    """Title and text of the articles in a .jsonl or .jsonl.gz file, or in the .jsonl files of a folder."""
    files = sorted(source.rglob("*.jsonl")) if source.is_dir() else [source]
    found = []
    for path in files:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            found += [article for line in lines if (article := _article(json.loads(line)))]
    return found


def grow(articles: list[tuple[str, str]], n: int, *, first: int = 0) -> Iterator[tuple[dt.date, dict[str, Any]]]:
    """Records number `first` to `n` (not included) of the grown corpus, each with its day."""
    for number in range(first, n):
        turn, place = divmod(number, len(articles))
        title, text = articles[place]
        day = FIRST_DAY + dt.timedelta(days=number // A_DAY)
        yield day, {
            "id": f"{number:08d}", "title": _varied(title, turn), "text": _varied(text, turn),
            "published": f"{day.isoformat()}T{number % 24:02d}:00:00Z", "source": f"Outlet {number % 17}",
        }  # fmt: skip


def write_corpus(articles: list[tuple[str, str]], folder: Path, n: int, *, first: int = 0) -> int:
    """The grown corpus as files of a day each, JSON lines; bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    size, day, lines = 0, None, []
    for at, record in [*grow(articles, n, first=first), (None, {})]:
        if at != day and lines:
            size += (folder / f"{day.isoformat()}.jsonl").write_text("".join(lines), encoding="utf-8")
            lines = []
        day = at
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return size


def _article(record: dict[str, Any]) -> tuple[str, str] | None:
    text = html.unescape(record.get("body") or record.get("text") or "")
    text = _TAIL.sub("", text).strip()
    return (html.unescape(record.get("title") or ""), text) if len(text) > 100 else None


def _varied(text: str, turn: int) -> str:
    """The text with some of its words replaced, always the same ones in one round."""
    if not turn:
        return text

    def other(match: re.Match[str]) -> str:
        word = match.group()
        number = zlib.crc32(f"{turn} {word}".encode())
        if number % 100 >= _VARIED_PCT:
            return word
        parts = [_SYLLABLES[number // 100 // len(_SYLLABLES) ** place % len(_SYLLABLES)] for place in range(3)]
        made = "".join(parts)
        return made.upper() if word.isupper() else made.capitalize() if word[0].isupper() else made

    return _WORD.sub(other, text)
