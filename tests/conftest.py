"""What the tests share: tiny notebooks, and a place to run them in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from helpers.runner.jupyter import nbformat

# The machine may be busy, so no time limit an example; the same examples each time, so that CI says the same each time.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

#: A last cell that says what `ctx.finish` says, without a corpus.
FINISH = """
from IPython.display import display
facts = {"notebook": STEP, "title": "A title", "key_points": [], "findings": {"places": [{"place": "Kyiv", "n": 3}]},
         "period": None, "cutoff_utc": None, "n_articles": 2, "n_sources": 1, "n_pages": 2, "n_undated": 0,
         "corpus_hash": "abc", "parameters": {}, "compared_with": ""}
display({"application/vnd.dateline.step+json": facts, "text/plain": "finished"}, raw=True)
"""


@pytest.fixture
def write_notebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook of the given code cells to tmp_path/notebooks; `finish` adds the cell that proves its end."""

    def write(step: str, *cells: str, finish: bool = True, parameters: str = 'corpus: str = "data/sample"') -> Path:
        new = nbformat.v4
        folder = tmp_path / "notebooks"
        folder.mkdir(exist_ok=True)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new.new_notebook(metadata={"kernelspec": kernel})
        notebook.cells = [new.new_markdown_cell(f"# {step}?")]
        notebook.cells += [new.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        notebook.cells += [new.new_code_cell(cell) for cell in cells]
        if finish:
            notebook.cells.append(new.new_code_cell(FINISH.replace("STEP", json.dumps(step)).strip()))
        path = folder / f"{step}.ipynb"
        nbformat.write(notebook, path)
        return path

    return write


@pytest.fixture
def tiny_corpus(tmp_path: Path) -> Path:
    """Three short pages as people have them; the second and third tell the same story."""
    folder = tmp_path / "pages"
    folder.mkdir()
    flood = (
        "Flood kills 12 in Osijek\n\nBy Ana Novak\n\nMarch 3, 2031\n\n"
        "OSIJEK, Croatia (AP) — At least 12 people were killed"
        " and 40 injured when the Drava broke its banks near Osijek on Monday, officials said.\n\n"
        "“We have never seen water like this,” said Ivana Horvat, the mayor of Osijek.\n\n"
        "Rescue teams moved 3,000 people to schools in Zagreb. Horvat said the water would fall by Friday.\n"
    )
    (folder / "a.txt").write_text(flood, encoding="utf-8")
    second = flood.replace("March 3", "March 5").replace("12", "17").replace("Monday", "Wednesday")
    (folder / "b.txt").write_text(second, encoding="utf-8")
    (folder / "c.txt").write_text(second.replace("By Ana Novak", "By Petra Kos"), encoding="utf-8")
    return folder
