"""Scores who states each number: GOLD with "figures" [{start, end, source, source_span}], PRED of `annotate figures`.

    python benchmarks/score_sources.py GOLD PRED [--json]

Counted over the gold numbers that are found as figures (the gold also marks years, dates and parts of names). A source
is right if the head word of the gold's source lies in the words that we name as written (`source`), or stands in
`said_by`, where "he" is already a name. Head word: the last word before a comma, a preposition or a relative clause.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

_CUT = re.compile(r"[,;:(]|\s(?:of|for|at|in|on|from|with|to|by|who|which|that|about|near|close)\s", re.IGNORECASE)
_WORD = re.compile(r"[\w&]+(?:[.'’-]\w+)*\.?")
_POSSESSIVE = re.compile(r"[’']s$|[’']$|\.$")


def head_of(phrase: str) -> tuple[str, int]:
    """The head word of a source, in small letters, and where it begins."""
    words = list(_WORD.finditer(_CUT.split(phrase, maxsplit=1)[0]))
    return (_plain(words[-1][0]), words[-1].start()) if words else (_plain(phrase), 0)


def score(gold: dict[str, list[dict[str, Any]]], pred: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Precision, recall and F1 of sources, and the share right of numbers that nobody is said to state; per cent."""
    right = wanted = given = none = none_right = 0
    for name, figures in gold.items():
        ours = [(*row["spans"][0], row) for row in pred.get(name, ())]
        for figure in figures:
            row = next((row for start, end, row in ours if start < figure["end"] and figure["start"] < end), None)
            if row is None:
                continue
            said = bool(row["said_by"])
            given += said
            if figure["source"] is None:
                none, none_right = none + 1, none_right + (not said)
            else:
                wanted, right = wanted + 1, right + (said and _is_right(figure, row))
    return {
        "precision": 100 * right / max(1, given), "recall": 100 * right / max(1, wanted),
        "source F1": 200 * right / max(1, given + wanted), "none right": 100 * none_right / max(1, none),
        "numbers": wanted + none,
    }  # fmt: skip


def _is_right(figure: dict[str, Any], row: dict[str, Any]) -> bool:
    word, at = head_of(figure["source"])
    place = figure["source_span"][0] + at
    start, end = row["source"] or (0, 0)
    return start <= place < end or word in {_plain(word) for word in _WORD.findall(row["said_by"])}


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).lower()


def _read(path: Path, key: str) -> dict[str, list[dict[str, Any]]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return {str(row["id"]): row[key] for row in rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("pred", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = score(_read(options.gold, "figures"), _read(options.pred, "quantities"))
    print(json.dumps(found) if options.json else "\n".join(f"{name:<12} {value:7.1f}" for name, value in found.items()))


if __name__ == "__main__":
    main()
