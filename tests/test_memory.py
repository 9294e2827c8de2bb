"""What a process holds while it makes tables does not grow with the corpus."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from helpers.corpus.signatures import ALL_BANDS
from helpers.engine import MEMORY_BYTES
from helpers.schema import SCHEMAS
from helpers.store import files
from helpers.store.location import Location

_MAKE = """
import resource, sys
from helpers.store import Store
store = Store(sys.argv[1], derived=sys.argv[2])
store.prepare(["terms", "dates", "names", "groups"])
print(len(store.shards), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
"""


def _write(folder: Path, n_files: int) -> None:
    """Files of a partition each, in the same words and names again and again: what grows is the text alone."""
    words = [f"{one}{two}" for one in ("ba", "ce", "fo", "mi", "re", "tu") for two in ("lder", "nt", "rst", "wn", "x")]
    chance = random.Random(7)
    folder.mkdir()
    for number in range(n_files):
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
    for n_files in (1, 10):
        _write(tmp_path / f"corpus-{n_files}", n_files)
        command = [sys.executable, "-c", _MAKE, tmp_path / f"corpus-{n_files}", tmp_path / f"store-{n_files}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        partitions, peaks[n_files] = map(int, done.stdout.split())
        assert n_files <= partitions <= 2 * n_files
    assert peaks[10] < MEMORY_BYTES
    assert peaks[10] < peaks[1] + (80 << 20), peaks


_GROUP = """
import resource, sys
from helpers.corpus.duplicates import group_copies
from helpers.store import files
from helpers.store.location import Location
where = Location.of(sys.argv[1])
groups = group_copies(files.Pieces(where, "signatures", where.names("signatures")))
print(len(set(groups["story_id"].to_pylist())), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
"""
_A_FILE = 5_000


def _signatures(chance: np.random.Generator, first: int) -> pa.Table:
    """Made signatures of a kilobyte each, every second one a copy of the one before it."""

    def packed(n: int) -> list[bytes]:
        numbers = np.sort(chance.integers(1, 1 << 32, (_A_FILE // 2, n), dtype=np.uint32), axis=1)
        return [row.tobytes() for row in np.repeat(numbers, 2, axis=0)]

    ids = [f"{number:012d}" for number in range(first, first + _A_FILE)]
    day = pa.array(np.repeat(first // 2 + np.arange(_A_FILE // 2), 2) * 3_600_000_000)
    keys = [chance.integers(1, 1 << 62, _A_FILE) for _ in range(3)]
    sizes = [np.full(_A_FILE, n, np.int32) for n in (150, 148)]
    packs = [packed(n) for n in (ALL_BANDS, 32, 148, 8)]
    moments = [day.cast(SCHEMAS["signatures"].field("published_utc").type)] * 2
    return pa.table([ids, ids, *keys, *moments, *sizes, *packs], schema=SCHEMAS["signatures"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is told in other units elsewhere")
def test_copies_are_grouped_without_holding_the_signatures(tmp_path):
    peaks, chance = {}, np.random.default_rng(1)
    for n_files in (4, 40):
        where = Location.of(tmp_path / f"{n_files}")
        for number in range(n_files):
            files.write(where, "signatures", f"{number:024}", _signatures(chance, number * _A_FILE))
        command = [sys.executable, "-c", _GROUP, where.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        stories, peaks[n_files] = map(int, done.stdout.split())
        assert stories == n_files * _A_FILE // 2
    assert peaks[40] - peaks[4] < 36 * _A_FILE * 1_000, peaks  # less than the signatures themselves
