"""How fast text dumps are cleaned, beside NLTK's tokenizer and trafilatura on the same pages, on one core, in one run.

    python benchmarks/cleaner.py [--dumps FILE.jsonl] [--rounds 3] [--pages 100]

CPU seconds of this process, the best of the rounds, which are interleaved. Read the ratios: the machine's own pace
cancels out. The tokenizer only splits the text that the cleaner judges; trafilatura gets it as paragraphs of HTML, of
which it keeps nearly all.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DUMPS = ROOT.parent / "shared/gold/cleaning/wcxb.dev.dump.jsonl"


def contenders() -> dict[str, Callable[[str], object]]:
    """Name → what is done with the text of one page."""
    from nltk.tokenize import NLTKWordTokenizer
    from trafilatura import extract

    from helpers.corpus.clean import clean_text
    from helpers.corpus.decode import tidy

    def wrapped(text: str) -> object:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
        return extract(f"<html><body>{lines}</body></html>", favor_precision=True)

    tokenizer = NLTKWordTokenizer()
    return {
        "cleaner": lambda text: clean_text(tidy(text)),
        "NLTK's word tokenizer": tokenizer.tokenize,
        "trafilatura, lines as <p>": wrapped,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dumps", type=Path, default=DUMPS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=100, help="the first so many (0: all)")
    given = parser.parse_args()
    if not given.dumps.is_file():
        sys.exit(f"{given.dumps} is not there: give lines of {{id, text}} with --dumps.")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    texts = [json.loads(line)["text"] for line in given.dumps.open(encoding="utf-8")]
    texts = texts[: given.pages or None]
    tasks = contenders()
    for do in tasks.values():
        do(texts[0])  # loading is not measured
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(given.rounds):
        for name, do in tasks.items():
            began = time.process_time()
            for text in texts:
                do(text)
            best[name] = min(best[name], time.process_time() - began)
    print(f"{'on one core':28}{'pages/s':>8}{'ms a page':>11}{'times as long as the cleaner':>30}")
    for name, seconds in best.items():
        print(
            f"{name:28}{len(texts) / seconds:8.0f}{1000 * seconds / len(texts):11.1f}{seconds / best['cleaner']:30.2f}"
        )


if __name__ == "__main__":
    main()
