from __future__ import annotations

import base64
import hashlib
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from helpers.report import page as frame
from helpers.report import say
from helpers.report.render import render_report

from . import demo


@pytest.fixture(scope="module")
def page(plain_run) -> BeautifulSoup:
    return BeautifulSoup((plain_run / "03_places.html").read_text(encoding="utf-8"), "html.parser")


def test_frame(page):
    assert page.html["lang"] == "en"
    assert page.title.text == "The flood moved from Ostrava to Belgrade in three weeks · Places"
    assert [h1.text for h1 in page.find_all("h1")] == ["The flood moved from Ostrava to Belgrade in three weeks"]
    assert len(page.find_all("main")) == len(page.find_all("footer")) == 1
    assert page.select_one(".dl-kicker").text == "Places: where is it reported?"


def test_header_names_period_cut_off_articles_sources_and_run(page):
    line = page.select_one(".dl-facts").get_text(" · ")
    assert "2 May to 10 June 2031" in line
    assert "latest article 10 June 2031, 18:30 UTC" in line
    assert "74 articles of 3 sources (1 undated)" in line
    assert "run 20310611-060000-abc123" in line


def test_key_points_link_to_what_shows_them(page):
    for link in page.select(".dl-points a"):
        assert page.find(id=link["href"][1:])
    assert len(page.select(".dl-points a")) == 3


def test_policy_names_our_style_and_script_by_hash(page):
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data:")
    assert "unsafe" not in policy
    for element in (page.style, page.script):
        digest = base64.b64encode(hashlib.sha256(element.string.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert len(page.find_all("style")) == len(page.find_all("script")) == 1
    assert not page.find_all(style=True)


def test_nothing_is_fetched(page):
    for element in page.find_all(src=True):
        assert element["src"].startswith("data:image/")
    for element in page.find_all("link"):
        assert element["href"] == "data:,"


def test_alt_text_captions_and_folded_code(page):
    assert all(picture["aria-label"].strip() for picture in page.select(".dl-picture"))
    assert all(table.caption for table in page.select(".dl-table table"))
    for code in page.find_all("pre"):
        assert code.find_parent("details")


def test_warnings_scripts_and_the_runners_facts_are_not_shown(page):
    text = page.get_text()
    assert "UserWarning" not in text
    assert "owned" not in str(page.main)
    assert "/home/" not in text
    assert "vnd.dateline" not in str(page)


def test_links_to_the_other_pages(page):
    assert [a["href"] for a in page.select("nav.dl-top li a")] == [
        f"{step}.html" for step in ("01_corpus", "02_keywords", "03_places", "04_figures", "05_people", "06_briefing")
    ]
    assert page.select_one("[aria-current=page]").text == "Places"


def test_manifest_at_the_foot(page):
    foot = page.footer.get_text(" ")
    for word in ("0123456789abcdef01234567", "pandas 3.1", "top_n", "data/sample"):
        assert word in foot


def test_frame_is_small(page):
    assert len(frame.style().encode()) < 20_000
    assert len(frame.script().encode()) < 10_000


def test_a_failed_notebook_says_what_failed_and_where_the_last_good_one_is(failed_run):
    html = (failed_run / "03_places.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert page.h1.text == "Places: this page could not be finished"
    told = page.select_one(".dl-failure").get_text(" ", strip=True)
    assert "Code cell 13 stopped." in told
    assert "ParameterError: no such table. See …/store.py" in told
    assert "The last good report is of 10 June 2031, 06:00 UTC" in told
    assert page.select_one(".dl-failure a")["href"] == "../20310610-060000-aaaaaa/03_places.html"
    assert "Traceback" not in html
    assert "/home/someone" not in html
    assert page.find(id="places-ranked"), "what was made before it failed is shown"


def test_a_failed_notebook_without_run_json_speaks_for_itself(tmp_path):
    path = tmp_path / "x.ipynb"
    nbformat.write(demo.notebook(failed=True), path)
    render_report(path, run={}, nav=[], out=tmp_path / "03_places.html")
    html = (tmp_path / "03_places.html").read_text(encoding="utf-8")
    assert "ParameterError: no such table: nothing." in html
    assert "There is no earlier good report" in html
    assert "/home/someone" not in html


@pytest.mark.parametrize("cells", [[], [nbformat.v4.new_markdown_cell("")], [nbformat.v4.new_code_cell("x = 1")]])
def test_a_notebook_that_stopped_early_is_not_shown_as_good(cells, tmp_path):
    render_report(nbformat.v4.new_notebook(cells=cells), run={}, nav=[], out=tmp_path / "01_corpus.html")
    page = BeautifulSoup((tmp_path / "01_corpus.html").read_text(encoding="utf-8"), "html.parser")
    assert page.h1.text == "Corpus: this page could not be finished"


def test_hostile_page_holds_no_foreign_markup(hostile_run):
    page = BeautifulSoup((hostile_run / "03_places.html").read_text(encoding="utf-8"), "html.parser")
    assert len(page.find_all("script")) == len(page.find_all("style")) == len(page.find_all("h1")) == 1
    assert not [e for e in page.find_all(True) for name in e.attrs if name.startswith("on") or name == "style"]
    assert not page.find_all("a", href=re.compile(r"(?i)^\s*(javascript|vbscript|data:text/html)"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page.get_text())


def test_the_same_notebook_gives_the_same_page(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        render_report(demo.notebook(), run={}, nav=[], out=tmp_path / name / "03_places.html")
    files = {path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file()}
    assert {"03_places.html", "data/03_places/places-ranked.csv"} < {path.as_posix() for path in files}
    assert len([path for path in files if path.suffix == ".html"]) == 1
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in files)


@pytest.mark.parametrize(
    "text, shown",
    [
        ("at /home/me/x/store.py line 3", "at …/store.py line 3"),
        ("C:\\Users\\me\\x.py", "…/x.py"),
        ("~/data/x.csv", "…/x.csv"),
        ("see https://a.example/b/c", "see https://a.example/b/c"),
        ("data/sample", "data/sample"),
        ("1/2", "1/2"),
        ("two\nlines", "two lines"),
    ],
)
def test_paths_of_the_machine_are_taken_out(text, shown):
    assert frame.without_paths(text) == shown


@pytest.mark.parametrize("step, name", [("03_places", "Places"), ("07_my_page", "My page"), ("notes", "Notes")])
def test_name_of_a_step(step, name):
    assert frame.name_of(step) == name


def test_an_earlier_run_is_named_by_its_time_and_linked(tmp_path):
    nb = demo.notebook()
    said = "No new places since run 20310610-060000-aaaaaa."
    output = nbformat.v4.new_output("display_data", say(said)._repr_mimebundle_())
    nb["cells"].insert(-1, nbformat.v4.new_code_cell("say(since)", execution_count=30, outputs=[output]))
    render_report(nb, run={}, nav=[], out=tmp_path / "03_places.html")
    page = BeautifulSoup((tmp_path / "03_places.html").read_text("utf-8"), "html.parser")
    sentence = next(p for p in page.select(".dl-say") if "No new places" in p.text)
    assert sentence.text == "No new places since the run of 10 June 2031, 06:00 UTC."
    assert sentence.a["href"] == "../20310610-060000-aaaaaa/index.html"
