from __future__ import annotations

import json

from bs4 import BeautifulSoup

from helpers.report.index import render_front, render_runs


def soup(path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_front_page_links_the_six_with_what_they_found(plain_run):
    page = soup(plain_run / "index.html")
    assert page.h1.text == "The flood moved from Ostrava to Belgrade in three weeks"
    assert {a["href"] for a in page.select("nav.dl-top li a")} == {
        f"{step}.html" for step in ("01_corpus", "02_keywords", "03_places", "04_figures", "05_people", "06_briefing")
    }
    assert len(page.select(".dl-cards > li")) == 5
    assert page.select_one(".dl-points a")["href"] == "06_briefing.html#places-ranked"
    assert "KB" in page.select_one(".dl-cards .dl-meta").text
    assert "2 May to 10 June 2031" in page.select_one(".dl-facts").text


def test_front_page_names_what_failed(failed_run):
    page = soup(failed_run / "index.html")
    told = page.select_one(".dl-failure").get_text(" ", strip=True)
    assert told.startswith("Places could not be finished.")
    assert page.select_one(".dl-failure a")["href"] == "../20310610-060000-aaaaaa/index.html"
    assert "/home/" not in page.text


def test_hostile_titles_stay_text(hostile_run):
    for path in (hostile_run / "index.html", hostile_run.parent / "index.html"):
        page = soup(path)
        assert len(page.find_all("script")) == 1
        assert not page.find_all(["img", "svg", "b"])


def test_front_page_of_a_run_that_knows_little(tmp_path):
    render_front({}, [{"step": "01_corpus"}], tmp_path / "index.html")
    assert soup(tmp_path / "index.html").h1.text == "Dateline"


def test_list_of_runs_has_the_last_good_one_first(tmp_path):
    for run_id, status in (
        ("20310610-060000-aaaaaa", "good"),
        ("20310609-060000-bbbbbb", "good"),
        ("20310611-060000-cccccc", "failed"),
    ):
        (tmp_path / run_id).mkdir()
        run = {
            "run_id": run_id,
            "status": status,
            "title": run_id[-6:],
            "steps": [{"step": "01_corpus", "status": status}],
        }
        (tmp_path / run_id / "run.json").write_text(json.dumps(run), encoding="utf-8")
    (tmp_path / "20310612-060000-dddddd").mkdir()
    (tmp_path / "20310612-060000-dddddd" / "run.json").write_text("{broken", encoding="utf-8")
    render_runs(tmp_path)
    page = soup(tmp_path / "index.html")
    assert [h2.text for h2 in page.find_all("h2")] == ["aaaaaa", "cccccc", "bbbbbb"]
    assert [badge.text for badge in page.select(".dl-badge")] == ["last good", "failed"]
    assert [a["href"] for a in page.select("h2 a")][0] == "20310610-060000-aaaaaa/index.html"


def test_no_run_yet(tmp_path):
    render_runs(tmp_path)
    assert "No run yet" in soup(tmp_path / "index.html").text
