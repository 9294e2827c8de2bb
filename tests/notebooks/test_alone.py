"""Each notebook by itself, as bare papermill runs it: on a few pages, on one, and on a selection of none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.paths import NOTEBOOKS
from helpers.runner.jupyter import nbformat, papermill
from helpers.runner.truth import judge

_NOTEBOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`run(notebook, **parameters)`: what `ctx.finish` said, run in a folder that is not the project."""
    monkeypatch.setenv("DATELINE_REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))

    def execute(notebook: Path, **parameters):
        out = tmp_path / notebook.name
        papermill.execute_notebook(
            notebook, out, parameters, kernel_name="python3", progress_bar=False, cwd=tmp_path, execution_timeout=300,
        )
        executed = nbformat.read(out, as_version=4)
        facts, failure = judge(executed, notebook.stem)
        assert failure is None, failure
        warnings = [o.text for c in executed.cells for o in c.get("outputs", []) if o.get("name") == "stderr"]
        assert not [text for text in warnings if "Warning" in text], warnings
        return facts

    return execute


@pytest.mark.slow
@pytest.mark.parametrize("notebook", _NOTEBOOKS, ids=lambda path: path.stem)
def test_on_a_few_pages(run, notebook, tiny_corpus):
    facts = run(notebook, corpus=str(tiny_corpus), copies="each")
    assert (facts["n_articles"], facts["n_pages"], facts["period"]) == (3, 3, ["2031-03-03", "2031-03-05"])
    assert facts["title"]
    assert all(point["text"] for point in facts["key_points"])


@pytest.mark.slow
@pytest.mark.parametrize("notebook", _NOTEBOOKS, ids=lambda path: path.stem)
def test_on_one_page(run, notebook, tiny_corpus):
    page = os.path.relpath(tiny_corpus / "a.txt", tiny_corpus.parent)
    facts = run(notebook, corpus=page)
    assert (facts["n_articles"], facts["n_pages"]) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", _NOTEBOOKS, ids=lambda path: path.stem)
def test_on_a_selection_of_none(run, notebook, tiny_corpus):
    facts = run(notebook, corpus=str(tiny_corpus), start="2040-01-01", end="2040-01-31")
    assert (facts["n_articles"], facts["cutoff_utc"]) == (0, None)
