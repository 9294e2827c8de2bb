"""The tables of the sample corpus and of one real page, made once, beside whatever data/derived holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.paths import ROOT
from helpers.store import Store

from .measure import SAMPLE, Measure, measure

AP = ROOT.parent / "shared" / "gold" / "ap-2022-03-16"


@pytest.fixture(scope="session")
def measured(tmp_path_factory) -> dict[str, Measure]:
    """What the rooms find in the sample, measured against what was planted there."""
    return measure(Store(SAMPLE, derived=tmp_path_factory.mktemp("derived")))


@pytest.fixture(scope="session")
def ap_gold() -> Path:
    """The folder with the page of 16 March 2022 and what it holds."""
    if not AP.is_dir():
        pytest.skip("../shared/gold/ap-2022-03-16 is not here: press copy that may not be given away")
    return AP


@pytest.fixture(scope="session")
def ap(ap_gold, tmp_path_factory) -> Store:
    return Store(ap_gold / "page.txt", derived=tmp_path_factory.mktemp("derived-ap"))
