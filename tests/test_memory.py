"""What a process holds while it makes tables does not grow with the corpus."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.engine import MEMORY_BYTES

_MAKE = """
import resource, sys
from helpers.store import Store
store = Store(sys.argv[1], derived=sys.argv[2])
store.prepare(["terms", "dates", "names", "groups"])
print(len(store.shards), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
"""


def _write(folder: Path, files: int) -> None:
    """Files of a partition each, in the same words and names again and again: what grows is the text alone."""
    words = [f"{one}{two}" for one in ("ba", "ce", "fo", "mi", "re", "tu") for two in ("lder", "nt", "rst", "wn", "x")]
    chance = random.Random(7)
    folder.mkdir()
    for number in range(files):
        with (folder / f"{number:02d}.jsonl").open("w", encoding="utf-8") as file:
            for at in range(160):
                told = [" ".join(chance.choices(words, k=14)) for _ in range(120)]
                text = ". ".join(f"Eva Holm said in Oslo on May {at % 28 + 1} that {one}" for one in told)
                file.write(json.dumps({"title": f"News {number} {at}", "text": f"{text}."}) + "\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is told in other units elsewhere")
def test_ten_times_the_corpus_takes_the_same_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    peaks = {}
    for files in (1, 10):
        _write(tmp_path / f"corpus-{files}", files)
        command = [sys.executable, "-c", _MAKE, tmp_path / f"corpus-{files}", tmp_path / f"store-{files}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        partitions, peaks[files] = map(int, done.stdout.split())
        assert files <= partitions <= 2 * files
    assert peaks[10] < MEMORY_BYTES
    assert peaks[10] < peaks[1] + (80 << 20), peaks
