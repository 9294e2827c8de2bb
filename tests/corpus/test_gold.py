"""Floors on the development half: titles, bylines and days may not get worse. Skipped where ../shared is absent."""

from __future__ import annotations

import importlib.util
import json

import pytest

from helpers import paths
from helpers.corpus.annotate import annotate_clean

GOLD = paths.ROOT.parent / "shared" / "gold" / "cleaning"
#: Per cent right, and at most wrong of those given.
FLOORS = {"title": (84.0, 14.0), "byline": (76.5, 3.5), "day": (61.0, 6.5)}


@pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not here")
def test_titles_bylines_and_days_of_saved_pages() -> None:
    spec = importlib.util.spec_from_file_location("metadata", paths.ROOT / "benchmarks" / "metadata.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    gold = bench.read(GOLD / "wcxb.dev.gold.jsonl")
    docs = bench.read(GOLD / "wcxb.dev.dump.jsonl")
    found = {row["id"]: row for row in annotate_clean(docs.values())}
    scores = bench.score(gold, found, {})
    told = {what: (round(one["right"], 1), round(one["wrong"], 1)) for what, one in scores.items()}
    assert all(told[what][0] >= right and told[what][1] <= wrong for what, (right, wrong) in FLOORS.items()), (
        json.dumps(told)
    )
