"""The anatomy of a notebook: it asks, calls, shows and says; computing lives in helpers. Committed without outputs."""

from __future__ import annotations

import ast
import json
import re

import pytest

from helpers.paths import NOTEBOOKS

_MAX_CELLS, _MAX_LINES, _MAX_LINES_A_CELL, _MAX_LINES_A_DEF = 25, 60, 8, 5
_NOTEBOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
_MAGIC = re.compile(r"^\s*[%!]")


@pytest.fixture(params=_NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _source(cell) -> str:
    return "".join(cell["source"])


def _code(notebook) -> list:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _is_parameters(cell) -> bool:
    return "parameters" in cell["metadata"].get("tags", ())


def _lines(cell) -> list[str]:
    return [line for line in _source(cell).splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_it_is_committed_without_outputs_and_traces_of_a_run(path, notebook):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in _code(notebook))
    assert "papermill" not in path.read_text(encoding="utf-8")
    assert not any(set(cell["metadata"]) - {"tags"} for cell in notebook["cells"])


def test_it_opens_everywhere_and_has_stable_cells(notebook):
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)


def test_it_is_short(notebook):
    code = [cell for cell in _code(notebook) if not _is_parameters(cell)]
    assert len(notebook["cells"]) <= _MAX_CELLS
    assert sum(len(_lines(cell)) for cell in _code(notebook)) <= _MAX_LINES
    assert max(len(_lines(cell)) for cell in code) <= _MAX_LINES_A_CELL


def test_it_begins_with_its_title_then_parameters_then_the_context(path, notebook):
    first, second, third = notebook["cells"][:3]
    assert first["cell_type"] == "markdown" and _source(first).startswith("# ")
    assert _is_parameters(second) and second["cell_type"] == "code"
    assert f'ctx = context.start("{path.stem}", globals())' in _source(third)
    assert sum(_is_parameters(cell) for cell in notebook["cells"]) == 1


def test_it_ends_with_its_method_and_the_finish(notebook):
    *_, method, last = notebook["cells"]
    assert method["cell_type"] == "markdown" and "Method and limits" in _source(method)
    assert last["cell_type"] == "code" and "ctx.finish(" in _source(last)
    expression = ast.parse(_source(last)).body[-1]
    assert isinstance(expression, ast.Expr) and ast.unparse(expression.value.func) == "ctx.finish"


def test_it_computes_nothing_itself(notebook):
    for cell in _code(notebook):
        assert not any(_MAGIC.match(line) for line in _source(cell).splitlines())
        for node in ast.walk(ast.parse(_source(cell))):
            assert not isinstance(node, ast.Try | ast.For | ast.While | ast.ClassDef), ast.unparse(node)
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < _MAX_LINES_A_DEF
            if isinstance(node, ast.ImportFrom | ast.Import):
                assert "*" not in ast.unparse(node)


def test_every_question_has_its_markdown(notebook):
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds.count("markdown") >= 4


def test_there_are_six():
    assert [path.stem for path in _NOTEBOOKS] == [
        "01_corpus", "02_keywords", "03_places", "04_figures", "05_people", "06_briefing",
    ]
