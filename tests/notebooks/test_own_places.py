"""An analyst's places.csv, seen in what notebook 03 shows: a pinned sense, a new place, a name that is none."""

from __future__ import annotations

import re

import pytest

from helpers.paths import NOTEBOOKS, REFERENCE, ROOT
from helpers.runner.jupyter import nbformat, papermill

_STORIES = (
    "The buses stopped at Camp Nadiya on Monday. People from Springfield had waited in Victoria for hours.",
    "Nobody in Springfield knew how many were in Camp Nadiya, a clerk in Victoria said on Tuesday.",
)
_OWN = (
    "name,lat,lon,kind,same_as\nCamp Nadiya,48.12,37.45,building,\n"
    'Springfield,,,,"Springfield, Massachusetts"\nVictoria,,,stop,\n'
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`run(lines of places.csv)`: the places that the notebook found, by name, and the HTML of all it showed."""
    home, corpus = tmp_path / "home", tmp_path / "corpus"
    corpus.mkdir()
    for number, story in enumerate(_STORIES):
        (corpus / f"2031030{number + 3}-{number}.txt").write_text(story, encoding="utf-8")
    (home / "data" / "reference").mkdir(parents=True)
    for path in REFERENCE.iterdir():
        if path.name != "places.csv":
            (home / "data" / "reference" / path.name).symlink_to(path)
    for name in ("notebooks", "params", "src"):
        (home / name).symlink_to(ROOT / name)
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.setenv("DATELINE_REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))

    def execute(own: str) -> tuple[dict[str, dict], str]:
        own_places = home / "data" / "reference" / "places.csv"
        own_places.write_text(own, encoding="utf-8") if own else own_places.unlink(missing_ok=True)
        out = tmp_path / "03_places.ipynb"
        papermill.execute_notebook(
            NOTEBOOKS / out.name, out, {"corpus": str(corpus)}, kernel_name="python3", progress_bar=False, cwd=tmp_path
        )
        shown = [o["data"] for c in nbformat.read(out, as_version=4).cells for o in c.get("outputs", []) if "data" in o]
        facts = next(data[kind] for data in shown for kind in data if kind.endswith("step+json"))
        html = "".join(data.get("text/html", "") for data in shown)
        return {row["place"]: row for row in facts["findings"]["places"]}, html

    return execute


@pytest.mark.slow
def test_the_places_of_an_analyst_are_in_the_report(run) -> None:
    before, _ = run("")
    assert "Camp Nadiya" not in before and before["Victoria"]["mentions"] == 2
    assert before["Springfield"]["place_id"] != "4951788"
    after, html = run(_OWN)
    assert "Victoria" not in after and not re.search(r"<tr><th[^>]*>(<a[^>]*>)?Victoria", html)
    assert (after["Camp Nadiya"]["place_id"], after["Camp Nadiya"]["articles"]) == ("own:camp-nadiya", 2)
    assert after["Springfield"]["place_id"] == "4951788"  # the one in Massachusetts
    assert "Massachusetts, United States" in html
    proof = html[html.index('id="ev-place-camp-nadiya"') :].split("</details>")[0]
    assert len(re.findall("<mark>Camp Nadiya</mark>", proof)) == 2
