"""How right titles, bylines and days are: predictions against gold, with how often the page's text tells them at all.

    python benchmarks/metadata.py GOLD.jsonl PRED.jsonl --docs DOCS.jsonl [--errors title|byline|day] [--json]

GOLD rows: `id`, `title`, `author`, `date` (`YYYY-MM-DD`); PRED rows as `dateline annotate clean` writes them; DOCS:
the texts that were cleaned. A title is right if its letters and digits are the gold's; a byline if it names the gold's
first author, or the gold names the byline; a day if it is the same. Per cent, of the pages whose gold has the fact:
`right`, `given`, `wrong` (of those given) and `there`: those whose text tells the fact, a title as a line of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.corpus.blocks import split
from helpers.corpus.decode import tidy
from helpers.corpus.title import tidy_title

_NOT_WORD = re.compile(r"[\W_]+")
_AUTHORS = re.compile(r",|;|&|\band\b")
_MONTHS = "january february march april may june july august september october november december".split()
FIELDS = {"title": ("title", "title"), "byline": ("author", "byline"), "day": ("date", "published")}


def key(text: str) -> str:
    """Letters and digits of a text, in lower case, without accents and spaces."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return _NOT_WORD.sub("", "".join(char for char in plain if not unicodedata.combining(char)))


def right(what: str, gold: str, found: str) -> bool:
    """Whether a fact that was found is that of the gold."""
    if what == "day":
        return found[:10] == gold[:10]
    if what == "title":
        return key(found) == key(gold)
    said, first = key(found), key(_AUTHORS.split(gold)[0]) or key(gold)
    return bool(said) and (first in said or said in key(gold))


def there(what: str, gold: str, text: str) -> bool:
    """Whether a text tells the fact: the title as a line (whatever outlet stands behind it), the first author's name,
    the day in one of the forms that pages use."""
    if what == "byline":
        return (key(_AUTHORS.split(gold)[0]) or key(gold)) in key(text)
    if what == "title":
        wanted = key(gold)
        lines = [block.text for block in split(tidy(text)) if len(block.text) < 400]
        return any(wanted in (key(line), key(tidy_title(line, lines))) for line in lines)
    return any(form in " ".join(text.lower().split()) for form in _forms(dt.date.fromisoformat(gold[:10])))


def _forms(day: dt.date) -> Iterable[str]:
    name, d, y = _MONTHS[day.month - 1], day.day, day.year
    for month in {name, name[:3], name[:3] + ".", name[:4] if day.month == 9 else name[:3]}:
        for form in (f"{d}", f"{d:02d}", f"{d}st", f"{d}nd", f"{d}rd", f"{d}th"):
            yield from (f"{month} {form}, {y}", f"{month} {form} {y}", f"{form} {month} {y}", f"{form}-{month}-{y}",
                        f"{form} {month}, {y}", f"{form} de {month} de {y}")  # fmt: skip
    yield from (f"{y}-{day.month:02d}-{d:02d}", f"{y}/{day.month:02d}/{d:02d}", f"{y}.{day.month:02d}.{d:02d}")
    for a, b in ((d, day.month), (day.month, d)):
        for mark in "/.-":
            yield from (f"{a:02d}{mark}{b:02d}{mark}{y}", f"{a}{mark}{b}{mark}{y}")


def score(
    gold: Mapping[str, Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str],
    *, on_error: Callable[[str, str, str, str], None] = lambda *_: None,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Per cent of pages, by fact: right, given, wrong (of the given), there. `on_error` gets the fact's name, the
    page's id, the gold and what was found (which may be empty)."""
    out = {}
    for what, (of_gold, of_found) in FIELDS.items():
        rows = [
            (page, str(row[of_gold]), str(found.get(page, {}).get(of_found) or ""))
            for page, row in gold.items() if row.get(of_gold)
        ]  # fmt: skip
        given = [row for row in rows if row[2]]
        wrong = [row for row in given if not right(what, *row[1:])]
        for row in rows:
            if not right(what, *row[1:]):
                on_error(what, *row)
        out[what] = {
            "n": len(rows),
            "right": _percent(len(given) - len(wrong), len(rows)),
            "given": _percent(len(given), len(rows)),
            "wrong": _percent(len(wrong), len(given)),
            "there": _percent(sum(there(what, row[1], texts.get(row[0], "")) for row in rows), len(rows)),
        }
    return out


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def read(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of a JSONL file (packed or not) by their ids."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8").split("\n")
    return {str(row["id"]): row for row in map(json.loads, filter(str.strip, lines))}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("pred", type=Path)
    parser.add_argument("--docs", type=Path, help="the texts that were cleaned, to see what stands there at all")
    parser.add_argument("--errors", choices=FIELDS, help="list the pages on which this fact is not right")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    rows = read(options.docs) if options.docs else {}
    texts = {page: row.get("text") or row.get("html") or "" for page, row in rows.items()}
    found = read(options.pred)
    gold = {page: row for page, row in read(options.gold).items() if page in found}

    def tell(what: str, page: str, wanted: str, got: str) -> None:
        if what == options.errors:
            mark = "+" if there(what, wanted, texts.get(page, "")) else " "
            print(f"{page} {mark} {wanted!r}\n       {got!r}")

    scores = score(gold, found, texts, on_error=tell)
    if options.json:
        print(json.dumps(scores))
        return 0
    for what, one in scores.items():
        said = "  ".join(f"{name} {value:.1f}" for name, value in one.items() if name != "n")
        print(f"{what:<7} of {one['n']:>3} pages: {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
