"""Rendered pages (plain, hostile, failed) and a browser with no network, made once for all tests of this folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.report.index import render_front, render_runs
from helpers.report.render import render_method, render_report

from . import demo

RUN_ID = "20310611-060000-abc123"
STEPS = ("01_corpus", "02_keywords", "03_places", "04_figures", "05_people", "06_briefing")


def make_run(reports: Path, *, hostile: bool, failed: bool = False) -> Path:
    """A run folder with one article page (03_places), its front page, and the list of runs above it."""
    folder = reports / RUN_ID
    folder.mkdir(parents=True)
    facts = demo.facts(hostile)
    error = {"kind": "ParameterError", "message": "no such table. See /home/someone/secret/store.py", "cell": 13}
    steps = [
        {
            "step": step,
            "title": facts["title"],
            "key_points": facts["key_points"],
            "page": f"{step}.html",
            "status": "good",
            "error": None,
        }
        for step in STEPS
    ]
    if failed:
        steps[2] |= {"status": "failed", "error": error, "title": "", "key_points": []}
    run = {
        "run_id": RUN_ID,
        "status": "failed" if failed else "good",
        "title": demo.HOSTILE[0] if hostile else "",
        "finished_utc": "2031-06-11T06:00:41+00:00",
        "last_good": "20310610-060000-aaaaaa" if failed else "",
        "corpus": {
            "name": "sample" + (demo.HOSTILE[1] if hostile else ""),
            **{
                name: facts[name]
                for name in ("period", "cutoff_utc", "n_articles", "n_sources", "n_pages", "n_undated")
            },
        },
        "versions": {"python": "3.11", "pandas": "3.1"},
        "parameters": facts["parameters"],
        "steps": steps,
    }
    nav = [{"step": step["step"], "status": step["status"]} for step in steps]
    render_report(demo.notebook(hostile, failed), run=run, nav=nav, out=folder / "03_places.html")
    render_front(run, nav, folder / "index.html")
    render_method(folder)
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    render_runs(reports)
    return folder


@pytest.fixture(scope="session")
def plain_run(tmp_path_factory) -> Path:
    return make_run(tmp_path_factory.mktemp("plain"), hostile=False)


@pytest.fixture(scope="session")
def hostile_run(tmp_path_factory) -> Path:
    return make_run(tmp_path_factory.mktemp("hostile"), hostile=True)


@pytest.fixture(scope="session")
def failed_run(tmp_path_factory) -> Path:
    return make_run(tmp_path_factory.mktemp("failed"), hostile=False, failed=True)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the system's own."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
