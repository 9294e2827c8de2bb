from __future__ import annotations

import json

from bs4 import BeautifulSoup

from helpers.report.index import render_changes, render_front, render_runs


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


def a_run(reports, run_id, status="good", findings=None, **facts):
    """A run folder with its manifest and what its places found; the manifest."""
    run = {"run_id": run_id, "status": status, "parameters": {"corpus": "data/sample"}, "versions": {}, "steps": [],
           "code_version": "a", "corpus": {"n_articles": 3, "hash": run_id}, **facts}
    (reports / run_id / "findings").mkdir(parents=True)
    (reports / run_id / "run.json").write_text(json.dumps(run), encoding="utf-8")
    found = {"findings": {"places": findings or []}}
    (reports / run_id / "findings" / "03_places.json").write_text(json.dumps(found), encoding="utf-8")
    return run


def test_the_last_good_run_of_a_corpus_is_stale_once_a_newer_one_failed(tmp_path):
    a_run(tmp_path, "20310609-060000-bbbbbb")
    a_run(tmp_path, "20310610-060000-aaaaaa")
    a_run(tmp_path, "20310611-060000-cccccc", "failed")
    a_run(tmp_path, "20310612-060000-dddddd", "failed")
    a_run(tmp_path, "20310613-060000-eeeeee", parameters={"corpus": "elsewhere"})
    render_runs(tmp_path)
    stale = [card for card in soup(tmp_path / "index.html").select(".dl-runs > li") if "stale" in card.text]
    assert [card.h2.a["href"][:15] for card in stale] == ["20310610-060000"]
    assert "failed on 11 June 2031" in stale[0].text


def test_what_changed_is_a_page_and_linked(tmp_path):
    a_run(tmp_path, "20310609-060000-bbbbbb", findings=[
        {"place_id": 1, "place": "Linz", "articles": 2}, {"place_id": 2, "place": "<b>Graz</b>", "articles": 1}])
    run = a_run(tmp_path, "20310610-060000-aaaaaa", compared_with="20310609-060000-bbbbbb", findings=[
        {"place_id": 1, "place": "Linz", "articles": 5}, {"place_id": 3, "place": "Vienna", "articles": 1}])
    render_changes(run, tmp_path / run["run_id"])
    page = soup(tmp_path / run["run_id"] / "changes.html")
    assert [h3.text for h3 in page.find_all("h3")] == ["1 entered", "1 left", "1 changed"]
    assert [li.text for li in page.select(".dl-changes li")] == ["Vienna: 1", "<b>Graz</b>: 1", "Linz: 2 → 5"]
    assert "reason for other counts: the articles." in page.text
    render_front(run, [], tmp_path / run["run_id"] / "index.html")
    render_runs(tmp_path)
    assert soup(tmp_path / run["run_id"] / "index.html").find("a", href="changes.html")
    assert soup(tmp_path / "index.html").find("a", href=f"{run['run_id']}/changes.html")


def test_nothing_to_compare_with_makes_no_page(tmp_path):
    for before in ("", "none", "20310101-000000-999999", "../../x"):
        render_changes({"run_id": "x", "compared_with": before}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_run_yet(tmp_path):
    render_runs(tmp_path)
    assert "No run yet" in soup(tmp_path / "index.html").text
