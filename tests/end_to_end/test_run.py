"""The whole way: a folder of pages, some of them hostile, through the real notebooks to reports: what the files say,
and what Chromium shows. All in one file, so that one worker makes the run once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as markup

from helpers.report.export import saved
from helpers.runner.history import RUN_ID

from . import counting, hostile
from .conftest import CORPUS_NAME, STEPS
from .look import PHONE, Seen

pytestmark = pytest.mark.slow

#: Marks that are text. Control characters and NUL are taken out when a page is read.
_READABLE = [name for name in hostile.MARKS if name not in ("control", "nul")]
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"\s*[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?%?\s*")
_DATA = ("data:text/csv;", "data:application/gzip;", "data:image/")
_MADE = re.compile(r"\d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC")
_NOTHING_NEW = re.compile(r"\bno\b|\bnothing\b|\bthe same\b|\bunchanged\b", re.I)


def tree(path: Path) -> markup.HtmlElement:
    return markup.document_fromstring(path.read_text(encoding="utf-8"))


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def number(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.fixture(params=["index.html", *(f"{step}.html" for step in STEPS), "../index.html"])
def page(request, run) -> Path:
    """Each page of the run, and the list of runs."""
    return run.folder / request.param


def test_the_run_is_good_and_is_the_latest(run):
    assert run.code == 0, run.said
    assert run.said.splitlines()[0].endswith("index.html")
    assert run.facts["status"] == "good"
    assert [(step["step"], step["status"]) for step in run.facts["steps"]] == [(step, "good") for step in STEPS]
    assert run.folder.name == run.facts["run_id"]
    assert all(path.is_file() for path in run.pages())
    assert (run.reports / "index.html").is_file()


def test_every_page_of_the_corpus_was_read(run, home):
    corpus = home / CORPUS_NAME
    records = (corpus / "wire.jsonl").read_text(encoding="utf-8").count("\n")
    files = len(list((corpus / "thames-courant").iterdir()))
    assert run.facts["corpus"]["n_pages"] == records + files + hostile.N_PAGES
    text = words_of(tree(run.folder / "01_corpus.html"))
    assert "untitled.txt" in text and "records.jsonl#15" in text  # listed as not read


def test_every_step_has_a_finding_and_key_points(run):
    for step in run.facts["steps"]:
        assert step["title"], step["step"]
        assert step["key_points"], step["step"]
        anchors = {point["anchor"] for point in step["key_points"]} - {""}
        ids = set(tree(run.folder / step["page"]).xpath("//@id"))
        assert anchors <= ids, step["step"]


@pytest.mark.parametrize("name", _READABLE)
def test_what_is_planted_reaches_the_reports_as_text(run, name):
    mark = " ".join(hostile.MARKS[name].replace("\u202e", "[U+202E]").split())
    assert any(mark in words_of(tree(path)) for path in run.pages())


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x07", "\u202e"])
def test_no_character_that_hides_stands_in_a_page(page, char):
    assert char not in page.read_text(encoding="utf-8")


def test_no_page_holds_a_folder_of_this_machine(page, run):
    text = page.read_text(encoding="utf-8")
    assert [secret for secret in run.secret if secret in text] == []


def test_notebooks_and_findings_hold_no_folder_of_this_machine(run):
    files = [path for path in run.folder.rglob("*") if path.suffix in (".json", ".ipynb", ".log", ".txt")]
    assert len(files) > 2 * len(STEPS)
    held = {path.name: secret for path in files for secret in run.secret if secret in path.read_text(encoding="utf-8")}
    assert held == {}


def test_links_lead_somewhere(page):
    ids: dict[Path, set[str]] = {}
    for href in tree(page).xpath("//a/@href"):
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "data"):
            continue
        assert parts.scheme == "", href
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
        assert target.is_file(), href
        if parts.fragment:
            if target not in ids:
                ids[target] = set(tree(target).xpath("//@id"))
            assert unquote(parts.fragment) in ids[target], href


def test_links_outside_are_plain_web_addresses(page):
    for href in tree(page).xpath("//@href | //@src | //@*[local-name()='href']"):
        scheme = urlsplit(href.strip()).scheme.lower()
        assert scheme in ("", "http", "https") or href == "data:," or href.startswith(_DATA), href


def csv_tables(page: Path) -> Iterator[list[list[str]]]:
    """The tables that a page holds, and those that lie beside it."""
    held = saved(page.read_text(encoding="utf-8"))
    beside = {path.name: path.read_bytes() for path in (page.parent / "data" / page.stem).glob("*.csv")}
    assert held.items() <= beside.items()
    for data in beside.values():
        yield list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("step", STEPS)
def test_data_hold_no_formula(run, step):
    tables = list(csv_tables(run.folder / f"{step}.html"))
    assert tables
    cells = [cell for table in tables for row in table for cell in row]
    assert [cell for cell in cells if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)] == []
    assert all(len(row) == len(table[0]) for table in tables for row in table)


def test_a_formula_was_there_to_be_made_harmless(run):
    cells = [cell for path in run.pages() for table in csv_tables(path) for row in table for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


@pytest.mark.parametrize("step", STEPS)
def test_counts_of_evidence_are_what_is_shown_and_more(run, step):
    """A sentence that other articles print too is shown once and says so; each of them counts. Of passages, which
    have two marks each, there are no more than marks and no fewer than sentences."""
    wrong, n_sections = [], 0
    for section in tree(run.folder / f"{step}.html").xpath("//*[contains(@class, 'dl-evidence')]/details"):
        n_sections += 1
        counted = words_of(section.xpath("./summary//*[@class='dl-count']")[0])
        total = number(re.match(r"[\d,]+", counted).group())
        shown = sentences = 0
        for item in section.xpath("./ol/li"):
            others = re.search(r"also in ([\d,]+) other article", words_of(item))
            times = 1 + (number(others.group(1)) if others else 0)
            shown, sentences = shown + len(item.xpath(".//mark")) * times, sentences + times
        rest = section.xpath("./p[contains(@class, 'dl-note')]")
        more = number(re.search(r"and ([\d,]+) more", words_of(rest[0])).group(1)) if rest else 0
        fits = sentences <= total - more < shown if "passage" in counted else total - more == shown
        if not fits:
            wrong.append(f"{section.get('id')}: {counted}, but {shown} shown and {more} more")
    assert wrong == []
    assert n_sections or step in ("01_corpus", "06_briefing")


def test_every_count_is_the_number_of_rows_behind_it(run):
    assert sum(1 for _ in counting.shown_counts(run.folder)) > 100
    assert counting.disagreements(run.folder) == []


@pytest.fixture(params=["index.html", *(f"{step}.html" for step in STEPS), "../index.html"])
def view(request, seen) -> Seen:
    """Each page as the browser saw it."""
    return seen[request.param]


@pytest.mark.browser
def test_nothing_is_fetched_and_nothing_complains(view):
    assert view.requests == ()
    assert view.messages == ()


@pytest.mark.browser
def test_nothing_foreign_runs_or_could(view):
    assert view.facts["title"] and view.facts["title"] != "owned"
    assert view.facts["handlers"] == []
    assert view.facts["bad_addresses"] == []
    assert view.facts["foreign_elements"] == []
    assert view.facts["n_scripts"] == 1


@pytest.mark.browser
def test_one_heading_a_language_and_ids_that_are_one(view):
    assert len(view.facts["h1"]) == 1 and view.facts["h1"][0]
    assert view.facts["lang"] == "en"
    assert view.facts["doubled_ids"] == []


@pytest.mark.browser
def test_pictures_and_tables_have_words(view):
    assert view.facts["silent_figures"] == []
    assert view.facts["nameless_pictures"] == []
    assert view.facts["uncaptioned_tables"] == []
    assert view.facts["nameless_tables"] == []


@pytest.mark.browser
def test_nothing_is_wider_than_a_phone(view):
    assert view.wide["page"] <= PHONE, view.wide["elements"]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["script", "image", "attribute", "template"])
def test_markup_is_read_as_words(seen, name):
    assert any(hostile.MARKS[name] in " ".join(view.facts["text"].split()) for view in seen.values())


def test_the_second_run_is_the_latest_and_lists_both(run, second_run):
    assert second_run.code == 0, second_run.said
    assert second_run.folder != run.folder
    assert second_run.facts["compared_with"] == run.facts["run_id"]
    runs = words_of(tree(run.reports / "index.html"))
    linked = " ".join(tree(run.reports / "index.html").xpath("//a/@href"))
    assert all(r.facts["run_id"] in linked for r in (run, second_run)), runs


def comparable(path: Path) -> list[str]:
    """The lines of a page without the names and times of runs, and without the entry that names the run compared with
    (the first run has none)."""
    text = RUN_ID.sub("RUN", path.read_text(encoding="utf-8"))
    text = _MADE.sub("TIME", text)
    text = re.sub(r"· [\d.]+ [KM]B", "· SIZE", text)  # of a page that has that entry or not
    text = re.sub(r"<div>\s*<dt>Compared with</dt>\s*<dd>RUN</dd>\s*</div>\s*", "", text)
    text = re.sub(r"<div>\s*<dt>Since then</dt>\s*<dd>the same articles</dd>\s*</div>\s*", "", text)
    text = re.sub(r'(compare_to.{0,80}?<dd dir="auto">)(?:none|RUN)', r"\1X", text, flags=re.S)
    text = re.sub(r" Compared with <a href=.*?RUN</a>: <a href=.changes.html.>what changed</a>\.", "", text)
    return text.splitlines()


@pytest.mark.parametrize("name", ["index.html", *(f"{step}.html" for step in STEPS)])
def test_nothing_new_gives_the_same_page(run, second_run, name):
    first, second = comparable(run.folder / name), comparable(second_run.folder / name)
    assert len(first) == len(second)
    changed = [(a, b) for a, b in zip(first, second) if a != b]
    assert len(changed) <= 1
    for before, after in changed:
        sentence = words_of(markup.fromstring(after))
        assert "compare with" in words_of(markup.fromstring(before))
        assert re.search("RUN|TIME", sentence) and _NOTHING_NEW.search(sentence), sentence


def test_nothing_new_gives_the_same_findings(run, second_run):
    for step in STEPS:
        first, second = (json.loads((r.folder / "findings" / f"{step}.json").read_text("utf-8")) for r in
                         (run, second_run))
        assert first["findings"] == second["findings"]
        assert (first["title"], first["corpus_hash"]) == (second["title"], second["corpus_hash"])


def test_a_run_with_nothing_new_executes_nothing(second_run, kept_run):
    assert kept_run.code == 0, kept_run.said
    assert kept_run.facts["unchanged"] and kept_run.folder != second_run.folder
    assert {step["taken_from"] for step in kept_run.facts["steps"]} == {second_run.facts["run_id"]}
    assert kept_run.said.count("kept   unchanged since run") == len(STEPS)
    for then, now in zip(second_run.pages(), kept_run.pages(), strict=True):
        assert then.read_bytes() == now.read_bytes()
