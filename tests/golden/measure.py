"""What the rooms find in the sample corpus, measured against what was planted there (data/sample/gold).

    python tests/golden/measure.py              the table: measured, floor, count
    python tests/golden/measure.py NAME ...     and the misses behind a measure
    python tests/golden/measure.py --record     write the floors anew: a point under what is measured now

`measure` is what tests/golden/test_sample.py asserts against floors.json. Nothing here knows a name of the sample.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.paths import ROOT
from helpers.store import Store

SAMPLE = ROOT / "data" / "sample"
FLOORS = Path(__file__).with_name("floors.json")
PLACE_ROLES = frozenset({"literal", "dateline", "embedded", "associative"})
NEAR_KM = 50.0

_SHINGLE = 5
_WORD = re.compile(r"\w+")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measure:
    """`value`: per cent of `n` that came out right; `misses`: one line for each that did not."""

    value: float
    n: int
    misses: tuple[str, ...]


class Tally:
    """Counts right and wrong by measure."""

    def __init__(self) -> None:
        self._right: dict[str, float] = defaultdict(float)
        self._n: dict[str, int] = defaultdict(int)
        self._misses: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, right: float, miss: str) -> None:
        self._n[name] += 1
        self._right[name] += right
        if right < 1:
            self._misses[name].append(miss)

    def measures(self) -> dict[str, Measure]:
        return {
            name: Measure(100 * self._right[name] / n, n, tuple(self._misses[name])) for name, n in self._n.items()
        }


@dataclass(frozen=True)
class Article:
    """A page as made (`made`) and as planted (`gold`), with the way from offsets of the one to the other."""

    made: Row
    gold: Row
    parts: tuple[tuple[int, int, int], ...]  # start and end of a gold paragraph, and what to add to reach the text

    def moved(self, row: Row) -> tuple[int, int]:
        """The span of a gold row in the text that was made."""
        shift = next(add for start, end, add in self.parts if start <= row["start"] <= end)
        return row["start"] + shift, row["end"] + shift

    def around(self, start: int, end: int) -> str:
        text = self.made["text"]
        return f"…{text[max(0, start - 40):start]}[{text[start:end]}]{text[end:end + 40]}…".replace("\n", " ")


def measure(store: Store) -> dict[str, Measure]:
    """Every measure by name, in per cent."""
    pages = {row["page_path"]: row for row in store.arrow("pages").to_pylist()}
    tally = Tally()
    articles: dict[str, Article] = {}
    for gold in gold_rows("articles"):
        made = pages.get(gold["page_path"])
        tally.add("pages: read", made is not None, gold["page_path"])
        if made is None:
            continue
        _page(tally, made, gold)
        parts = paragraphs_found(gold["body"], made["text"])
        tally.add("pages: every paragraph there", parts is not None, gold["page_path"])
        if parts is not None:
            articles[gold["page_path"]] = Article(made, gold, parts)
    _places(tally, *_joined(store, "places", articles))
    _people(tally, *_joined(store, "people", articles))
    _quotes(tally, *_joined(store, "quotes", articles), _full_names(store))
    _figures(tally, *_joined(store, "figures", articles))
    return tally.measures()


def gold_rows(name: str) -> list[dict[str, Any]]:
    lines = (SAMPLE / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def paragraphs_found(body: str, text: str) -> tuple[tuple[int, int, int], ...] | None:
    """Where the paragraphs of the gold body stand in the text, in order; None if one does not stand there."""
    parts, start, position = [], 0, 0
    for paragraph in body.split("\n\n"):
        found = text.find(paragraph, position)
        if found < 0:
            return None
        parts.append((start, start + len(paragraph), found - start))
        start += len(paragraph) + 2
        position = found + len(paragraph)
    return tuple(parts)


def fold(text: str | None) -> str:
    """Letters without accents, in lower case, apostrophes straight."""
    plain = unicodedata.normalize("NFKD", (text or "").replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Great-circle distance (haversine, radius 6,371 km)."""
    a, b = math.radians(lat), math.radians(to_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def _page(tally: Tally, made: Row, gold: Row) -> None:
    where = gold["page_path"]
    tally.add("pages: body exact", made["text"] == gold["body"], where)
    kept, wanted = _shingles(made["text"]), _shingles(gold["body"])
    tally.add("pages: body whole", len(kept & wanted) / len(wanted), where)
    tally.add("pages: body clean", len(kept & wanted) / max(1, len(kept)), where)
    for word in gold["must_not_contain"]:
        tally.add("pages: words of the page left out", word.lower() not in made["text"].lower(), f"{where}: {word}")
    day = made["published_utc"].date().isoformat() if made["published_utc"] else None
    wanted_day = gold["published"][:10] if gold["published"] else None
    tally.add("pages: published day", day == wanted_day, f"{where}: {day}, planted {wanted_day}")
    for field in ("title", "dateline", "byline"):
        right = (made[field] or "") == (gold[field] or "")
        tally.add(f"pages: {field}", right, f"{where}: {made[field]!r}, planted {gold[field]!r}")


def _places(tally: Tally, articles: Iterable[Article], made: Callable, gold: Callable) -> None:
    for article in articles:
        mine = [row for row in made(article) if row["role"] in PLACE_ROLES]
        there = {(row["start"], row["end"]): row for row in mine}
        planted = {article.moved(row): row for row in gold(article)}
        wanted = {span: row for span, row in planted.items() if row["role"] in PLACE_ROLES}
        for span in there:
            tally.add("places: precision", span in wanted, article.around(*span))
        for span, row in wanted.items():
            found = there.get(span)
            tally.add("places: recall", found is not None, f"{row['role']} {article.around(*span)}")
            if found is None:
                continue
            tally.add("places: role", found["role"] == row["role"],
                      f"{found['role']}, planted {row['role']} {article.around(*span)}")
            if row["kind"] == "city":
                distance = kilometres(found["lat"], found["lon"], row["lat"], row["lon"])
                tally.add("places: cities within 50 km", distance <= NEAR_KM,
                          f"{found['name']}, {found['country']}: {distance:.0f} km off {article.around(*span)}")
            elif row["kind"] == "country":
                right = (found["kind"], found["country"]) == ("country", row["country"])
                tally.add("places: countries", right, f"{found['kind']} {found['name']} {article.around(*span)}")
        demonyms = {(row["start"], row["end"]) for row in made(article) if row["role"] == "demonym"}
        for span, row in planted.items():
            if row["role"] == "demonym":
                tally.add("places: demonyms", span in demonyms, article.around(*span))


def _people(tally: Tally, articles: Iterable[Article], made: Callable, gold: Callable) -> None:
    for article in articles:
        there = {(row["start"], row["end"]): row for row in made(article)}
        wanted = {article.moved(row): row for row in gold(article)}
        for span in there:
            tally.add("people: precision", span in wanted, article.around(*span))
        for span, row in wanted.items():
            found = there.get(span)
            tally.add("people: recall", found is not None, article.around(*span))
            if found is None:
                continue
            right = surname(found["name"]) == surname(row["person"])
            tally.add("people: who", right, f"{found['name']}, planted {row['person']} {article.around(*span)}")
            said = f"{found['affiliation'] or ''} {found['role'] or ''}".strip()
            shown = f"{said!r}, planted {row['role']!r} {article.around(*span)}"
            tally.add("people: role given", bool(found["role"]), shown)
            tally.add("people: role right", head(row["role"]) in _words(said), shown)


def _quotes(tally: Tally, articles: Iterable[Article], made: Callable, gold: Callable, names: Row) -> None:
    for article in articles:
        there = {(row["start"], row["end"]): row for row in made(article)}
        wanted = {article.moved(row): row for row in gold(article)}
        for span in there:
            tally.add("quotes: precision", span in wanted, article.around(*span))
        for span, row in wanted.items():
            found = there.get(span)
            tally.add("quotes: recall", found is not None, article.around(*span))
            who = names.get(found["person_id"], found["speaker"]) if found else None
            tally.add("quotes: found with the right speaker", surname(who) == surname(row["speaker"]),
                      f"{who}, planted {row['speaker']} {article.around(*span)}")


def _figures(tally: Tally, articles: Iterable[Article], made: Callable, gold: Callable) -> None:
    for article in articles:
        mine = list(made(article))
        for row in gold(article):
            start, end = article.moved(row)
            around = article.around(start, end)
            values = {row["low"], row["high"]} - {None}
            found = next((r for r in mine if r["start"] < end and start < r["end"]
                          and values <= {r["low"], r["high"]}), None)
            tally.add("figures: value", found is not None, around)
            if found is None:
                continue
            tally.add("figures: bound", found["bound"] == row["bound"],
                      f"{found['bound']}, planted {row['bound']} {around}")
            if row["event"]:
                tally.add("figures: event", found["event"] == row["event"],
                          f"{found['event']}, planted {row['event']} {around}")
            if row["said_by"] and row["said_by"] != article.gold["source"]:  # in the paper's own voice
                right = head(row["said_by"]) in _words(found["said_by"])
                tally.add("figures: said by", right, f"{found['said_by']}, planted {row['said_by']} {around}")


def surname(name: str | None) -> str:
    return fold(name).split(" ")[-1]


def head(phrase: str) -> str:
    """The head word of an office or a source: `minister` of "minister of the interior", the surname of a person."""
    before = re.split(r" (?:of|for|at|in) ", fold(phrase))[0]
    return _WORD.findall(before)[-1].removesuffix("s")


def _words(text: str | None) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(fold(text))}


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[n:n + _SHINGLE]) for n in range(max(1, len(words) - _SHINGLE + 1))}


def _full_names(store: Store) -> dict[str, str]:
    return {row["person_id"]: row["name"] for row in store.arrow("people").to_pylist()}


def _joined(
    store: Store, table: str, articles: Mapping[str, Article]
) -> tuple[Iterator[Article], Callable[[Article], list[Row]], Callable[[Article], list[Row]]]:
    """The articles, and how to get the made and the planted rows of one."""
    made, gold = defaultdict(list), defaultdict(list)
    for row in store.arrow(table).to_pylist():
        made[row["article_id"]].append(row)
    for row in gold_rows(table):
        gold[row["page_path"]].append(row)
    return (
        iter(articles.values()),
        lambda article: made[article.made["article_id"]],
        lambda article: gold[article.gold["page_path"]],
    )


def floor_of(value: float, before: float | None) -> float:
    """A point under the measured value, on a half; what was required to be perfect and is stays so."""
    return 100.0 if value == before == 100 else max(0.0, math.floor(2 * (value - 1)) / 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("name", nargs="*", help="measures whose misses to print")
    parser.add_argument("--record", action="store_true", help="write floors.json anew")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        measures = measure(Store(SAMPLE, derived=Path(folder)))
    for name, found in measures.items():
        print(f"{name:<40} {found.value:6.1f}  floor {floors.get(name, '-'):>5}  of {found.n}")
    for name in options.name:
        print(f"\n{name}", *measures[name].misses, sep="\n  ")
    if options.record:
        new = {name: floor_of(found.value, floors.get(name)) for name, found in sorted(measures.items())}
        FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
