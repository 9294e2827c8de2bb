"""How well and how fast near-copies are found, against every pair counted: the first 10,000 stories of Reuters-21578.

    python benchmarks/copies.py [--stories N] [--corpus FILE.jsonl.gz]

Gold: all pairs of stories whose sets of lower-case runs of three words have a Jaccard similarity of 0.5 or more,
counted over an inverted index. Found: the pairs of `corpus.nearness` with that similarity. Speed is processor time of
signatures and grouping together, one process. Beside it `datasketch` does the same job, if it is installed (the project
does not need it: it brings scipy). The stories lie beside the project (`../shared`), not in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib
import importlib.util
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from helpers.corpus.build import text_hash
from helpers.corpus.duplicates import group_copies
from helpers.corpus.nearness import candidates, compare, sets, texts
from helpers.corpus.signatures import make_signatures
from helpers.paths import ROOT
from helpers.schema import SCHEMAS

STORIES = ROOT.parent / "shared" / "corpora" / "reuters-21578.jsonl.gz"
SIMILAR = 0.5
#: Stories in a partition.
PARTITION = 1000

_WORD = re.compile(r"\w+")
_DATE = re.compile(r"(\d{1,2}-[A-Z]{3}-\d{4}) (\d\d:\d\d:\d\d)")
_COLUMNS = "article_id source site url title published_utc updated_utc text n_words text_hash".split()

Found = set[tuple[int, int]]


def read(path: Path, n: int) -> pa.Table:
    """The first stories with a text, as the columns of `pages` that signatures are made from."""
    rows: list[dict[str, Any]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record.get("body") or ""
            if not text.strip():
                continue
            stamp = _DATE.search(record["date"])
            moment = dt.datetime.strptime(" ".join(stamp.groups()), "%d-%b-%Y %H:%M:%S") if stamp else None
            rows.append(
                {
                    "article_id": f"{len(rows):06d}", "source": "Reuters", "site": "", "url": "", "text": text,
                    "title": record.get("title") or "", "updated_utc": None, "text_hash": text_hash(text),
                    "published_utc": moment and moment.replace(tzinfo=dt.UTC), "n_words": len(_WORD.findall(text)),
                }
            )  # fmt: skip
            if len(rows) == n:
                break
    return pa.Table.from_pylist(rows, schema=pa.schema([SCHEMAS["pages"].field(name) for name in _COLUMNS]))


def shingles(texts: Iterable[str]) -> list[set[tuple[str, ...]]]:
    """Each text as the set of its lower-case runs of three words."""
    cut = (_WORD.findall(text.lower()) for text in texts)
    return [set(zip(words, words[1:], words[2:])) for words in cut]


def every_pair(sets: list[set[tuple[str, ...]]]) -> Found:
    """All pairs with a Jaccard similarity of at least SIMILAR, each counted exactly."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found: Found = set()
    for number, mine in enumerate(sets):
        shared = Counter(other for shingle in mine for other in holders[shingle])
        for other, n in shared.items():
            if n >= SIMILAR * (len(mine) + len(sets[other]) - n):
                found.add((other, number))
        for shingle in mine:
            holders[shingle].append(number)
    return found


def ours(pages: pa.Table) -> tuple[Found, pa.Table, float]:
    """The pairs we find, the groups, and the processor time of signatures and groups."""
    make_signatures(pages.slice(0, 8))  # imports and first calls are not what is measured
    start = time.process_time()
    parts = [make_signatures(pages.slice(first, PARTITION)) for first in range(0, len(pages), PARTITION)]
    signatures = pa.concat_tables(parts)
    groups = group_copies(signatures)
    seconds = time.process_time() - start
    pairs = compare(*candidates(sets(signatures["bands"])), texts(signatures))
    good = pairs.jaccard >= SIMILAR
    return set(zip(pairs.one[good].tolist(), pairs.other[good].tolist())), groups, seconds


def datasketch(pages: pa.Table) -> tuple[Found, float]:
    """The pairs that datasketch's MinHash and LSH report at the same threshold, and the processor time."""
    library = importlib.import_module("datasketch")
    start = time.process_time()
    sets = [[" ".join(one).encode() for one in found] for found in shingles(pages["text"].to_pylist())]
    index, sketches = library.MinHashLSH(threshold=SIMILAR, num_perm=128), library.MinHash.bulk(sets, num_perm=128)
    found: Found = set()
    for number, (sketch, one) in enumerate(zip(sketches, sets)):
        if one:
            found.update((other, number) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= SIMILAR)
            index.insert(number, sketch)
    return found, time.process_time() - start


def told(pages: pa.Table, gold: Found, say: Callable[[str], None]) -> None:
    """The figures, a line each."""
    found, groups, seconds = ours(pages)
    n = len(pages)
    say(f"{'':26}{'P':>8}{'R':>8}{'docs/s':>10}")
    say(f"{'dateline, pairs':26}{_rates(found, gold)}{n / seconds:>10,.0f}")
    if importlib.util.find_spec("datasketch"):
        other, other_seconds = datasketch(pages)
        say(f"{'datasketch, pairs':26}{_rates(other, gold)}{n / other_seconds:>10,.0f}")
    else:
        say("datasketch is not installed: not compared")
    stories: dict[str, list[int]] = defaultdict(list)
    for name, story in zip(groups["article_id"].to_pylist(), groups["story_id"].to_pylist()):
        stories[story].append(int(name))
    sizes = Counter(len(rows) for rows in stories.values() if len(rows) > 1)
    grouped = {(a, b) for rows in stories.values() for a in rows for b in rows if a < b}
    pages_grouped = sum(size * number for size, number in sizes.items())
    say(f"stories on several pages: {sum(sizes.values())} ({pages_grouped} pages; the largest {max(sizes, default=1)})")
    say(f"similar, but not one story (other figures or weeks, too short): {len(gold - grouped)} of {len(gold)} pairs")
    say(f"one story, but less similar (cut, or written anew): {len(grouped - gold)} pairs")


def _rates(found: Found, gold: Found) -> str:
    both = len(found & gold)
    return f"{both / max(1, len(found)):>8.3f}{both / max(1, len(gold)):>8.3f}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--corpus", type=Path, default=STORIES)
    given = parser.parse_args(arguments)
    if not given.corpus.exists():
        print(f"no stories to measure on: {given.corpus} is not there")
        return 0
    pages = read(given.corpus, given.stories)
    gold = every_pair(shingles(pages["text"].to_pylist()))
    print(f"{len(pages):,} stories, {len(gold)} pairs with a Jaccard similarity of {SIMILAR} or more")
    told(pages, gold, print)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
