"""docs/writing-a-notebook.md, followed to the letter: its notebook runs, and its page holds what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import ROOT

pytestmark = pytest.mark.slow

_BLOCK = re.compile(r"^```(python|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Path:
    """A copy of the project with the notebook added as the page says; the folder of its run."""
    project = tmp_path_factory.mktemp("writing") / "dateline"
    for part in ("notebooks", "params", "data/reference", "data/sample", "src"):
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    *cells, need = _BLOCK.findall((ROOT / "docs" / "writing-a-notebook.md").read_text(encoding="utf-8"))
    _write(project / "notebooks" / "07_waters.ipynb", cells)
    order = project / "src" / "helpers" / "runner" / "order.py"
    source = order.read_text(encoding="utf-8")
    order.write_text(source.replace("\n}\n", f"\n{need[1]}}}\n", 1), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "DATELINE_HOME": str(project),
                   "DATELINE_REPORTS": str(project / "reports")}  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "helpers", "run", "--only", "07_waters", "--quiet"], cwd=project,
                          env=environment, capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return next((project / "reports").glob("2*-*-*"))


def _write(path: Path, cells: list[tuple[str, str]]) -> None:
    made = []
    for number, (kind, text) in enumerate(cells):
        cell = {"id": f"c{number}", "metadata": {}, "source": text.rstrip("\n")}
        if kind == "markdown":
            made.append({**cell, "cell_type": "markdown"})
        else:
            tags = {"tags": ["parameters"]} if number == 1 else {}
            made.append({**cell, "cell_type": "code", "metadata": tags, "execution_count": None, "outputs": []})
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path.write_text(json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def test_its_report_has_the_figure_the_evidence_and_the_tables(followed):
    facts = json.loads((followed / "run.json").read_text(encoding="utf-8"))
    assert [(step["step"], step["status"]) for step in facts["steps"]] == [("07_waters", "good")]
    page = (followed / "07_waters.html").read_text(encoding="utf-8")
    assert "<h1 dir=\"auto\">Danube is named most</h1>" in page
    assert 'href="#ev-water-danube"' in page and 'id="ev-water-danube"' in page
    assert {path.name for path in (followed / "data" / "07_waters").iterdir()} == {"waters.csv", "evidence-water.csv"}


def test_it_keeps_the_rules_of_notebooks(followed):
    made = (followed.parents[1] / "notebooks" / "07_waters.ipynb").read_text(encoding="utf-8")
    code = [cell["source"] for cell in json.loads(made)["cells"] if cell["cell_type"] == "code"]
    assert sum(len(text.splitlines()) for text in code) <= 60
    assert max(len(text.splitlines()) for text in code) <= 8
