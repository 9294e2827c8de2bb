"""Whole runs of the sample, of one real page and of 423 real stories: every page of each, as a reader gets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers import context
from helpers.paths import ROOT
from helpers.report import escape, words

from . import counting, sentences
from .audit import PAPERS, Audit, audit
from .conftest import STEPS
from .look import PHONE, chromium

pytestmark = pytest.mark.slow

_SHARED = ROOT.parent / "shared"
CORPORA = {
    "sample": ROOT / "data" / "sample",
    "one page": _SHARED / "gold" / "ap-2022-03-16" / "page.txt",
    "423 stories": _SHARED / "corpora" / "ukraine-2022-2024",
}
#: Bytes that a page may have.
MOST = {"sample": 400_000, "one page": 400_000, "423 stories": 1_500_000}
#: Bytes of a page without pictures, tables and evidence; and of its script.
MOST_FRAME, MOST_SCRIPT = 60_000, 10_000
PAGES = ("index.html", *(f"{step}.html" for step in STEPS))


@pytest.fixture(scope="module", params=CORPORA)
def corpus(request) -> str:
    if not CORPORA[request.param].exists():
        pytest.skip(f"{CORPORA[request.param].name} is not here: press copy that may not be given away")
    return request.param


@pytest.fixture(scope="module")
def folder(corpus, tmp_path_factory) -> Path:
    """The run of a corpus."""
    base = tmp_path_factory.mktemp("corpora")
    command = [sys.executable, "-m", "helpers", "run", str(CORPORA[corpus]), "--reports", str(base / "reports"),
               "--quiet", "-p", "store", str(base / "derived")]  # fmt: skip
    done = subprocess.run(command, cwd=base, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (base / "reports" / "latest").resolve()


@pytest.fixture(scope="module")
def audits(folder) -> dict[str, Audit]:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    browser = chromium()
    if browser is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on PATH")
    with ThreadPoolExecutor(1) as apart:  # Playwright allows one loop a thread, and other tests may have theirs
        return apart.submit(audit, browser, {name: folder / name for name in PAGES}).result()


def test_every_count_is_the_number_of_rows_behind_it(folder):
    assert sum(1 for _ in counting.shown_counts(folder)) > 50
    assert counting.disagreements(folder) == []


def test_every_sentence_reads_as_one(folder):
    assert sum(len(sentences.said(folder / name)) for name in PAGES) > 100
    assert [fault for name in PAGES for fault in sentences.faults(folder / name)] == []


def test_texts_of_others_are_quoted_in_short(folder):
    """No quotation and no cell is longer than an excerpt; nothing opens a whole article unasked."""
    for name in PAGES:
        page = parsed(folder / name)
        long = [found.text for found in page.select("q, td, tbody th") if len(found.text.strip("…")) > words.EXCERPT]
        assert (name, long, page.select(".dl-whole")) == (name, [], [])


def test_every_picture_and_table_carries_its_csv(folder):
    """In the page as a link that holds the data, and in the run's folder."""
    for step in STEPS:
        shown = parsed(folder / f"{step}.html").select("figure.dl-figure, div.dl-table:has(table)")
        held = {one["id"]: one.select_one(".dl-csv") for one in shown}
        assert held and all(link and link["href"].startswith("data:") for link in held.values()), step
        assert [name for name in held if not (folder / "data" / step / f"{name}.csv").exists()] == []


def test_whole_articles_only_where_they_are_asked_for(folder, corpus, tmp_path):
    given = {"corpus": str(CORPORA[corpus]), "store": str(folder.parents[1] / "derived"), "full_text": True}
    command = [sys.executable, "-m", "helpers", "run", given["corpus"], "--reports", str(tmp_path), "--quiet", "--only",
               "01_corpus", "-p", "store", given["store"], "-p", "full_text", "true"]  # fmt: skip
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=600, check=True)
    path = next(tmp_path.glob("[0-9]*/01_corpus.html"))
    page = parsed(path)
    opened = [" ".join(one.get_text(" ").split()) for one in page.select(".dl-whole")]
    ctx = context.start("01_corpus", given)
    texts = [" ".join(escape.visible(text).split()) for text in ctx.texts(ctx.articles["article_id"]).values()]
    whole = [text for text in texts if any(text in one for one in opened)]
    assert len(whole) == len(opened) > 0
    assert len(whole) == len(texts) or f"And {len(texts) - len(whole):,} more article" in page.text
    assert path.stat().st_size <= MOST[corpus]


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_pages_are_small(folder, corpus):
    sizes = {name: (folder / name).stat().st_size for name in PAGES}
    assert {name: size for name, size in sizes.items() if size > MOST[corpus]} == {}
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert len(front.encode()) < MOST_FRAME
    script = front.partition("<script>")[2].partition("</script>")[0]
    assert 0 < len(script.encode()) < MOST_SCRIPT


@pytest.mark.browser
def test_nothing_is_fetched_and_nothing_complains(audits):
    assert {name: (seen.requests, seen.messages) for name, seen in audits.items()} == dict.fromkeys(PAGES, ((), ()))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(audits, scheme):
    assert {name: seen.faults[scheme] for name, seen in audits.items() if seen.faults[scheme]} == {}


@pytest.mark.browser
def test_nothing_is_wider_than_a_phone(audits):
    assert {name: seen.phone for name, seen in audits.items() if seen.phone > PHONE} == {}


@pytest.mark.browser
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_on_paper(audits, paper):
    assert {name: seen.paper[paper] for name, seen in audits.items() if seen.paper[paper]} == {}


@pytest.mark.browser
def test_a_run_can_be_given_away(folder, corpus, tmp_path):
    """Checked as the machine is: no path of it and no secret stands in what is given away."""
    done = subprocess.run([sys.executable, "-m", "helpers", "share", "--reports", str(folder.parent), "--to", "."],
                          cwd=tmp_path, capture_output=True, text=True, check=False, env=dict(os.environ))  # fmt: skip
    assert done.returncode == 0, done.stderr
    run_id = json.loads((folder / "run.json").read_text(encoding="utf-8"))["run_id"]
    whole = tmp_path / f"dateline-{run_id}.html"
    assert whole.stat().st_size < sum((folder / name).stat().st_size for name in PAGES)
