"""Names, places, people and quotations beside NLTK's word_tokenize, on one core, in one run.

    python benchmarks/names.py [--corpus FILE.jsonl.gz] [--articles 0] [--part 1500]

The corpus is worked through in parts, as a run does, each part by us and at once by NLTK, so that the machine's own
pace cancels out: read the ratios. User CPU seconds; words are what blanks part; an article counts 330 of them.
"""

from __future__ import annotations

import argparse
import gc
import resource
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tokens import CORPUS, read

from helpers.annotate import pages_of
from helpers.names.candidates import mark_names
from helpers.people.identity import apply_identities, identify
from helpers.people.quotes import find_quotes
from helpers.people.roles import find_people
from helpers.places.resolve import mark_places
from helpers.text.treebankpunkt import word_tokenize

_ARTICLE = 330


def timed(seconds: Counter[str], what: str, function: Callable, *given: object) -> object:
    began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = function(*given)
    seconds[what] += resource.getrusage(resource.RUSAGE_SELF).ru_utime - began
    return found


def quotations(pages, names):
    people = find_people(pages, names)
    return find_quotes(pages, apply_identities(pages, people, identify(people)))


def measure(texts: list[str], part: int) -> tuple[int, Counter[str]]:
    """Words, and seconds by stage."""
    seconds: Counter[str] = Counter()
    mark_names(pages_of([{"id": "0", "text": "Warm words from Kyiv."}]))  # reads the gazetteer and the word lists
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # as in the workers of a run
    for first in range(0, len(texts), part):
        some = texts[first : first + part]
        pages = pages_of({"id": str(first + number), "text": text} for number, text in enumerate(some))
        names = timed(seconds, "names", mark_names, pages)
        timed(seconds, "places", mark_places, pages, names)
        timed(seconds, "people and quotations", quotations, pages, names)
        timed(seconds, "nltk.word_tokenize", lambda given: [len(word_tokenize(text)) for text in given], some)
    return sum(len(text.split()) for text in texts), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=0, help="only the first (0: all)")
    parser.add_argument("--part", type=int, default=1500, help="articles at a time")
    given = parser.parse_args()
    texts = read(given.corpus)[: given.articles or None]
    words, seconds = measure(texts, given.part)
    seconds["names and places"] = seconds["names"] + seconds["places"]
    seconds["names, people and quotations"] = seconds["names"] + seconds["people and quotations"]
    peer = seconds["nltk.word_tokenize"]
    print(f"{len(texts):,} articles, {words:,} words")
    for what, used in seconds.items():
        speed = f"{words / used:9,.0f} words/s {words / _ARTICLE / used:7,.0f} articles/s"
        print(f"{what:30} {used:7.2f} s {speed} {peer / used:5.2f} x word_tokenize")


if __name__ == "__main__":
    main()
