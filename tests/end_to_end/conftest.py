"""One run of the real notebooks over a part of the sample and hostile pages, twice; and its pages seen by a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.paths import ROOT

from . import hostile
from .look import Seen, chromium, look

SAMPLE_PARTS = ("wire.jsonl", "thames-courant", "untitled.txt")
STEPS = ("01_corpus", "02_keywords", "03_places", "04_figures", "05_people", "06_briefing")
#: The name of the corpus folder stands in every report.
CORPUS_NAME = "my <img src=x onerror=alert(1)> $pages$"


@dataclass(frozen=True)
class Run:
    """What `dateline run` left and said. `secret`: names of folders that no report may hold."""

    code: int
    said: str
    reports: Path
    folder: Path
    facts: dict[str, Any]
    secret: tuple[str, ...]

    def pages(self) -> list[Path]:
        return [self.folder / name for name in ("index.html", *(f"{step}.html" for step in STEPS))]


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """A folder like a fresh clone: nothing derived, no reports; and the corpus beside it."""
    base = tmp_path_factory.mktemp("end-to-end")
    for part in ("notebooks", "params", "data/reference"):
        shutil.copytree(ROOT / part, base / "clone" / part)
    corpus = base / CORPUS_NAME
    for part in SAMPLE_PARTS:
        source = ROOT / "data" / "sample" / "pages" / part
        if source.is_dir():
            shutil.copytree(source, corpus / part)
        else:
            corpus.mkdir(exist_ok=True)
            shutil.copy(source, corpus)
    hostile.write(corpus / "found")
    return base


@pytest.fixture(scope="session")
def run(home) -> Run:
    return _run(home)


@pytest.fixture(scope="session")
def second_run(home, run) -> Run:
    """The same again, executed anew, on a machine that is set otherwise: nothing of that may be seen in a page."""
    nowhere = "http://127.0.0.1:9"
    return _run(home, "--force", TZ="Asia/Kathmandu", LC_ALL="C", LANG="C", HOME="/nonexistent", COLUMNS="40",
                PYTHONHASHSEED="7", http_proxy=nowhere, https_proxy=nowhere)  # fmt: skip


@pytest.fixture(scope="session")
def kept_run(home, second_run) -> Run:
    """A third time, as it is usual: nothing has changed, so nothing is executed."""
    return _run(home)


@pytest.fixture(scope="session")
def seen(run) -> dict[str, Seen]:
    """Every page of the run, and the list of runs, as Chromium shows it."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    browser = chromium()
    if browser is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on PATH")
    pages = {path.name: path for path in run.pages()} | {"../index.html": run.reports / "index.html"}
    with ThreadPoolExecutor(1) as apart:  # Playwright allows one loop a thread, and other tests may have theirs
        return apart.submit(look, browser, pages).result()


def _run(home: Path, *options: str, **environment: str) -> Run:
    clone, reports = home / "clone", home / "reports"
    command = [
        sys.executable, "-m", "helpers", "run", str(home / CORPUS_NAME), "--reports", str(reports),
        "-p", "run_title", f"Flood {hostile.MARKS['image']}",
        "-p", "focus_terms", f"danube,{hostile.MARKS['script']},{hostile.MARKS['mathematics']}",
        "-p", "focus_places", f"Linz,{hostile.MARKS['attribute']}", "-p", "copies", "each", *options,
    ]
    places = {"DATELINE_HOME": str(clone), "DATELINE_REPORTS": str(reports)}
    ran = subprocess.run(command, cwd=clone, env={**os.environ, **environment, **places}, capture_output=True,
                         text=True, timeout=600, check=False)  # fmt: skip
    said = ran.stdout + ran.stderr
    latest = reports / "latest"
    if not latest.exists():
        pytest.fail(f"dateline run ended with {ran.returncode}:\n{said}", pytrace=False)
    folder = latest.resolve()
    facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    secret = tuple(f"{path}/" for path in (home, ROOT, Path.home(), Path(sys.prefix)))
    return Run(ran.returncode, said, reports, folder, facts, secret)
