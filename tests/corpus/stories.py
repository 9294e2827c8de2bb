"""Made-up stories of any length for the tests of copies: words of a small language, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import Any

import pyarrow as pa

from helpers.corpus.build import text_hash
from helpers.corpus.signatures import make_signatures
from helpers.schema import SCHEMAS

COLUMNS = "article_id text_hash source site url title published_utc updated_utc n_words text".split()
SCHEMA = pa.schema([SCHEMAS["pages"].field(name) for name in COLUMNS])
_SOUNDS = ("ba", "ko", "ri", "tem", "sul", "an", "dor", "vi", "mek", "po", "len", "sta", "gor", "nu", "fi", "ra")


def story(seed: int, n_words: int) -> str:
    """A text of so many words in sentences of about fifteen, every tenth word a number."""
    dice = random.Random(seed)
    words = [
        str(dice.randrange(2, 5000)) if n % 10 == 9 else "".join(dice.choices(_SOUNDS, k=dice.randrange(2, 5)))
        for n in range(n_words)
    ]
    lines = [" ".join(words[start : start + 15]).capitalize() + "." for start in range(0, n_words, 15)]
    return "\n\n".join(lines)


def day(number: int, hour: int = 0) -> dt.datetime:
    """The so-manieth day of March 2031."""
    return dt.datetime(2031, 3, 1, hour, tzinfo=dt.UTC) + dt.timedelta(days=number - 1)


def pages(*rows: dict[str, Any]) -> pa.Table:
    """Pages from what is given of each; the rest is empty."""
    filled = []
    for number, row in enumerate(rows):
        text = row.get("text", "")
        base = dict.fromkeys(("source", "site", "url", "title"), "") | {
            "article_id": f"a{number}", "published_utc": None, "updated_utc": None, "text": text,
            "text_hash": text_hash(text), "n_words": len(re.findall(r"\w+", text)),
        }  # fmt: skip
        filled.append(base | row)
    return pa.Table.from_pylist(filled, schema=SCHEMA)


def signatures(*rows: dict[str, Any]) -> pa.Table:
    return make_signatures(pages(*rows))
