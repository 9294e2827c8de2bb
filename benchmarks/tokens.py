"""Tokens: both rules beside NLTK, spaCy, scikit-learn, polars, duckdb and wc, on one core, in one run.

    python benchmarks/tokens.py [--corpus FILE.jsonl.gz | FOLDER] [--megabytes 100] [--sample 2] [--rounds 3]

Each contender lower-cases, tokenizes and counts terms per article and over all, in a process of its own on one core;
CPU seconds, the best of the rounds, which are interleaved. Slow ones (marked [s]) get the first megabytes only and are
compared by speed. Read the ratios: the machine's own pace cancels out. Peers that are not installed are named.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import gzip
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared/corpora/reuters-21578.jsonl.gz"
NEWS = ROOT.parent / "shared/corpora/ukraine-2022-2024"
_WORD = r"[\p{L}\p{M}\p{N}]+"


def read(corpus: Path) -> list[str]:
    if corpus.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))]
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return [text for row in rows if (text := row.get("body") or row.get("text"))]


def fill(texts: list[str], megabytes: float) -> list[str]:
    """The texts again and again, until they are so long (0: as they are)."""
    if not megabytes:
        return texts
    found, size = [], 0
    while size < megabytes * 1e6:
        found.append(texts[len(found) % len(texts)])
        size += len(found[-1].encode())
    return found


def per_text(tokenize):
    """Counts by a function text → tokens, kept per text and summed."""

    def run(texts):
        rows = [Counter(token.lower() for token in tokenize(text) if any(map(str.isalpha, token))) for text in texts]
        total = Counter()
        for row in rows:
            total.update(row)
        return total, rows

    return run


def ours(rule):
    def make():
        import numpy as np

        from helpers.text import memo as kept
        from helpers.text import tokens

        def run(texts):
            found = tokens.count(texts, rule=rule)
            sums = np.zeros(len(found.vocabulary))
            for first in range(0, len(found.n), 1 << 20):
                some = slice(first, first + (1 << 20))
                sums += np.bincount(found.codes[some], found.n[some], len(sums))
            return dict(zip(found.vocabulary.to_pylist(), sums.astype(int).tolist())), found

        def forget():
            shutil.rmtree(kept.default_folder(), ignore_errors=True)
            tokens.forget()

        run.forget, run.reload = forget, tokens.forget
        return run

    return make


def partitions(count_partition, size=1.5e6):
    """As the product counts: a table for each partition of 1.5 MB. Their sums, made here to check the counts and by the
    product never, are not in the time: `run.aside` says how long they took."""

    def run(texts):
        total, first, n, run.aside = Counter(), 0, 0, 0.0
        for number, text in enumerate(texts, start=1):
            n += len(text)
            if n > size or number == len(texts):
                sums = count_partition(first, texts[first:number])
                began = time.process_time()
                total.update(sums())
                run.aside += time.process_time() - began
                first, n = number, 0
        return total, None

    return run


def ours_by_partitions(rule):
    def make():
        import pyarrow as pa

        from helpers.keywords.count import count_terms

        def count_partition(first, texts):
            ids = [f"{article:016x}" for article in range(first, first + len(texts))]
            table = count_terms(pa.table({"article_id": ids, "text": texts}), rule=rule)

            def sums():
                found = table.group_by("term").aggregate([("n", "sum")])
                return dict(zip(found["term"].to_pylist(), found["n_sum"].to_pylist()))

            return sums

        return partitions(count_partition)

    return make


def word_tokenize():
    from helpers.text.treebankpunkt import word_tokenize as by_nltk

    return per_text(by_nltk)


def no_sentences():
    from nltk.tokenize import NLTKWordTokenizer

    return per_text(NLTKWordTokenizer().tokenize)


def spacy_blank():
    import spacy

    nlp = spacy.blank("en")
    return per_text(lambda text: [token.text for token in nlp.tokenizer(text)])


def count_vectorizer():
    from sklearn.feature_extraction.text import CountVectorizer

    def run(texts):
        made = CountVectorizer(token_pattern=r"(?u)[^\W_]+")
        matrix = made.fit_transform(texts)
        return dict(zip(made.get_feature_names_out(), matrix.sum(axis=0).tolist()[0])), matrix

    return run


def _polars_rows(pl, ids, texts):
    frame = pl.DataFrame({"id": ids, "text": texts})
    words = frame.select("id", pl.col("text").str.to_lowercase().str.extract_all(_WORD).alias("w"))
    return words.explode("w").drop_nulls().group_by("id", "w").len()


def _polars_sums(pl, rows):
    return dict(rows.group_by("w").agg(pl.col("len").sum()).iter_rows())


def polars():
    import polars as pl

    def run(texts):
        rows = _polars_rows(pl, range(len(texts)), texts)
        return _polars_sums(pl, rows), rows

    return run


def polars_by_partitions():
    import polars as pl

    def count_partition(first, texts):
        ids = [f"{article:016x}" for article in range(first, first + len(texts))]
        rows = _polars_rows(pl, ids, texts)
        return lambda: _polars_sums(pl, rows)

    return partitions(count_partition)


def duckdb():
    import duckdb as db
    import pyarrow as pa

    connection = db.connect(config={"threads": 1})

    def run(texts):
        connection.register("t", pa.table({"id": range(len(texts)), "text": texts}))
        connection.execute(
            "CREATE OR REPLACE TABLE c AS SELECT id, w, count(*) AS n FROM"
            f" (SELECT id, unnest(regexp_extract_all(lower(text), '{_WORD}')) AS w FROM t) GROUP BY ALL"
        )
        return dict(connection.execute("SELECT w, sum(n)::BIGINT FROM c GROUP BY w").fetchall()), None

    return run


#: name → (maker, only a sample, how the rule calls itself)
CONTENDERS = {
    "nltk rule, first run": (ours("nltk"), False, "nltk"),
    "nltk rule, memo on disk": (ours("nltk"), False, "nltk"),
    "words rule": (ours("words"), False, "words"),
    "nltk rule, by partitions": (ours_by_partitions("nltk"), False, "nltk"),
    "words rule, by partitions": (ours_by_partitions("words"), False, "words"),
    "nltk.word_tokenize [s]": (word_tokenize, True, "nltk"),
    "NLTKWordTokenizer [s]": (no_sentences, True, "-"),
    "spaCy blank [s]": (spacy_blank, True, "-"),
    "CountVectorizer": (count_vectorizer, False, "words"),
    "polars": (polars, False, "words"),
    "polars, by partitions": (polars_by_partitions, False, "words"),
    "duckdb": (duckdb, False, "words"),
}


def worker(name: str, corpus: Path, megabytes: float, sample: float, out: Path, *, keep: bool) -> None:
    """One contender once, in this process: seconds, megabytes a second and peak memory to `out`; counts too."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    texts = fill(read(corpus), megabytes)
    maker, is_slow, _ = CONTENDERS[name]
    if is_slow:
        texts = texts[: next((n for n in range(len(texts)) if sum(map(len, texts[:n])) > sample * 1e6), len(texts))]
    try:
        run = maker()
    except ImportError as error:
        out.write_text(json.dumps({"missing": str(error.name)}))
        return
    run(['He isn\'t "there," said Gen. A. Doe, U.S... "Why?" (No. 5.)\n"So."'])  # loading packages is not measured
    if name == "nltk rule, first run":
        run.forget()
    if name == "nltk rule, memo on disk":
        run(texts)
        run.reload()
    size = sum(len(text.encode()) for text in texts)
    before = _lowered_peak()
    began = time.process_time()
    total, rows = run(texts)
    seconds = time.process_time() - began - getattr(run, "aside", 0.0)
    peak = _peak()
    counts = {word: int(n) for word, n in total.items() if any(map(str.isalpha, word))} if keep else {}
    facts = {"seconds": seconds, "mb": size / 1e6, "tokens": sum(total.values()), "added": peak - before, "peak": peak}
    out.write_text(json.dumps({**facts, "counts": counts, "n_texts": len(texts)}))
    del rows


def _peak() -> float:
    """Most memory that this process held since `_lowered_peak`, megabytes; outside Linux: ever."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6


def _lowered_peak() -> float:
    """Give what is free back to the system and measure the peak anew from here; the memory held now, megabytes."""
    gc.collect()
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass
    return _peak()


def wc(corpus: Path, megabytes: float, rounds: int) -> float:
    """Megabytes a second of `wc -w`, best of some rounds; CPU time."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(fill(read(corpus), megabytes)))
        file.flush()
        size, best = Path(file.name).stat().st_size / 1e6, float("inf")
        for _ in range(rounds):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(["wc", "-w", file.name], check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return size / max(best, 1e-6)


def disagreement(ours_: dict[str, int], theirs: dict[str, int]) -> tuple[float, float]:
    """Half the L1 distance over the reference's tokens; share of its 1000 commonest words off by more than 1 %."""
    words = ours_.keys() | theirs.keys()
    apart = sum(abs(ours_.get(word, 0) - theirs.get(word, 0)) for word in words) / 2
    top = sorted(theirs, key=lambda word: (-theirs[word], word))[:1000]
    off = sum(abs(ours_.get(word, 0) - theirs[word]) > 0.01 * theirs[word] for word in top)
    return apart / max(sum(theirs.values()), 1), off / max(len(top), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--megabytes", type=float, default=0, help="repeat the corpus to this size")
    parser.add_argument("--sample", type=float, default=2, help="megabytes for the slow ones")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="contenders whose name this pattern finds")
    parser.add_argument("--worker", nargs=2, metavar=("NAME", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.corpus.exists():
        sys.exit(f"{given.corpus} is not there: give another corpus with --corpus.")
    if given.worker:
        worker(given.worker[0], given.corpus, given.megabytes, given.sample, Path(given.worker[1]), keep=True)
        return
    best: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(given.rounds):
            for number, name in enumerate(CONTENDERS):
                if not re.search(given.only, name) or "missing" in best.get(name, {}):
                    continue
                out = Path(folder) / f"{turn}-{number}.json"
                again = [sys.executable, __file__, "--corpus", str(given.corpus), "--megabytes", str(given.megabytes)]
                again += ["--sample", str(given.sample), "--worker", name, str(out)]
                subprocess.run(again, check=True, env=os.environ | {"DATELINE_STORE": f"{folder}/store{number}"})
                facts = json.loads(out.read_text())
                if name not in best or facts["seconds"] < best[name]["seconds"]:
                    best[name] = facts
    report(best, wc(given.corpus, given.megabytes, 5))


def report(best: dict[str, dict], wc_speed: float) -> None:
    speed = {name: facts["mb"] / facts["seconds"] for name, facts in best.items() if "seconds" in facts}
    base = speed.get("nltk.word_tokenize [s]")
    print(f"{'contender':26}{'MB/s':>8}{'Mtok/s':>8}{'x word_tok':>11}{'of wc -w':>9}{'+MB':>7}{'MB':>7}  of text")
    print(f"{'wc -w':26}{wc_speed:8.1f}")
    for name, facts in best.items():
        if "missing" in facts:
            print(f"{name:26} not installed: {facts['missing']}")
            continue
        pace = facts["tokens"] / facts["seconds"] / 1e6
        ratio = speed[name] / base if base else float("nan")
        print(
            f"{name:26}{speed[name]:8.2f}{pace:8.2f}{ratio:11.1f}{speed[name] / wc_speed:9.3f}"
            f"{facts['added']:7.0f}{facts['peak']:7.0f}{facts['added'] / facts['mb']:8.2f}x"
        )
    words = best.get("words rule", {}).get("counts")
    for name in ("polars", "duckdb", "CountVectorizer"):
        if words and best.get(name, {}).get("counts"):
            l1, off = disagreement(words, best[name]["counts"])
            times = speed["words rule"] / speed[name]
            print(f"words rule / {name}: {times:.2f}x, counts differ by {l1:.4%}, top 1000 {off:.1%}")
    if "polars, by partitions" in speed and "words rule, by partitions" in speed:
        times = speed["words rule, by partitions"] / speed["polars, by partitions"]
        print(f"words rule / polars, both by partitions: {times:.2f}x")
    if "spaCy blank [s]" in speed and "nltk rule, first run" in speed:
        print(f"nltk rule, first run / spaCy blank: {speed['nltk rule, first run'] / speed['spaCy blank [s]']:.1f}x")


if __name__ == "__main__":
    main()
