"""The runner against what people do today: `papermill` and `jupyter nbconvert` on each notebook, one after the other.

    python benchmarks/runner.py [CORPUS] [--rounds 3] [--skip-peer]

The same notebooks, corpus and machine, tables made anew on both sides, in one run; prints seconds of the clock and of
the processors, and their ratios. Then what a run costs when nothing has changed, and when one article is new.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from helpers.paths import NOTEBOOKS, ROOT

_BIN = Path(sys.executable).parent


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "data" / "sample")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-peer", action="store_true")
    given = parser.parse_args()
    seconds: dict[str, list[tuple[float, float]]] = {}
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            corpus = place / "corpus"
            if given.corpus.is_dir():
                shutil.copytree(given.corpus, corpus)
            else:
                corpus.mkdir()
                shutil.copy(given.corpus, corpus)
            if not given.skip_peer:
                _add(seconds, "papermill + nbconvert", _peer, corpus, place / "peer")
            _add(seconds, "dateline run, first", _ours, corpus, place / "ours")
            _add(seconds, "dateline run, nothing new", _ours, corpus, place / "ours")
            (corpus / "new.txt").write_text(_PAGE, encoding="utf-8")
            _add(seconds, "dateline run, one article more", _ours, corpus, place / "ours")
    first = median(wall for wall, _ in next(iter(seconds.values())))
    print(f"{'':<32} {'s clock':>8} {'s CPU':>8}   of the first line")
    for name, rounds in seconds.items():
        wall, cpu = (median(values) for values in zip(*rounds, strict=True))
        print(f"{name:<32} {wall:8.1f} {cpu:8.1f}   {wall / first:.2f} (1/{first / wall:.1f})")


def _add(
    seconds: dict[str, list[tuple[float, float]]], name: str, work: Callable[[Path, Path], None], corpus: Path,
    place: Path,
) -> None:  # fmt: skip
    begin, used = time.perf_counter(), _cpu()
    work(corpus, place)
    seconds.setdefault(name, []).append((time.perf_counter() - begin, _cpu() - used))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peer(corpus: Path, place: Path) -> None:
    place.mkdir()
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        done = place / notebook.name
        options = ["-p", "corpus", corpus, "-p", "compare_to", "none", "--cwd", ROOT, "-k", "python3"]
        _call(place, _BIN / "papermill", notebook, done, *options, "--no-progress-bar")
        _call(place, _BIN / "jupyter", "nbconvert", "--to", "html", done)


def _ours(corpus: Path, place: Path) -> None:
    place.mkdir(exist_ok=True)
    _call(place, _BIN / "dateline", "run", corpus, "--reports", place / "reports", "--quiet")


def _call(place: Path, *command: object) -> None:
    environment = {**os.environ, "DATELINE_STORE": str(place / "store"), "DATELINE_REPORTS": str(place / "reports")}
    subprocess.run([str(part) for part in command], check=True, env=environment, cwd=ROOT, capture_output=True)


_PAGE = """\
Ferry service resumes at Harbour Point

10 May 2031

HARBOUR POINT (CNA) \N{EM DASH} At least 12 ferries were back in service on Saturday, the port authority said.
"""

if __name__ == "__main__":
    main()
