"""Benchmarks that compare with a peer run from end to end on a few articles: they break when what they call changes."""

import subprocess
import sys

import pytest

from helpers.paths import ROOT

PAGES = str(ROOT / "data" / "sample" / "pages" / "sava-tribune")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["keywords.py", "--corpus", PAGES, "--megabytes", "0.1", "--sample", "0.02", "--rounds", "1"], "collocations"),
        (["tokens.py", "--corpus", PAGES, "--megabytes", "0.1", "--only", "words rule"], "words rule"),
    ],
    ids=["keywords", "tokens"],
)
def test_a_benchmark_runs(command, said):
    ran = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / command[0]), *command[1:]],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-500:]
    assert said in ran.stdout
