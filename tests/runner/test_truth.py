"""The judge, on notebooks as dictionaries."""

from __future__ import annotations

import pytest

from helpers.runner.truth import STEP_MIME, Failure, judge, one_line, tidy


def _cell(source="x = 1", *, count=1, outputs=(), kind="code", **metadata):
    cell = {"cell_type": kind, "source": source, "metadata": metadata}
    return cell | ({"execution_count": count, "outputs": list(outputs)} if kind == "code" else {})


def _said(step="01_corpus"):
    return {"output_type": "display_data", "data": {STEP_MIME: {"notebook": step}}, "metadata": {}}


def _error(kind, value):
    return {"output_type": "error", "ename": kind, "evalue": value, "traceback": ["\x1b[31mTrace\x1b[0m"]}


def _notebook(*cells):
    return {"cells": list(cells), "metadata": {}}


def test_good_needs_all_cells_run_and_the_finish():
    notebook = _notebook(
        _cell("# Title", kind="markdown"), _cell(), _cell(tags=["injected-parameters"]), _cell("  \n", count=None),
        _cell(outputs=[_said()]),
    )
    assert judge(notebook, "01_corpus") == ({"notebook": "01_corpus"}, None)


@pytest.mark.parametrize(("cells", "raised", "kind", "number"), [
    ([_cell(), _cell(count=None), _cell(outputs=[_said()])], None, "NotRun", 2),
    ([_cell(), _cell()], None, "NotFinished", 2),
    ([_cell(outputs=[_said("02_keywords")])], None, "NotFinished", 1),
    ([_cell(), _cell(outputs=[_error("ValueError", "no")]), _cell(outputs=[_said()])], None, "ValueError", 2),
    ([_cell(outputs=[_error("SystemExit", "0")]), _cell(count=None)], None, "SystemExit", 1),
    ([_cell(papermill={"start_time": "t"}), _cell(count=None, papermill={"start_time": "t"}), _cell(count=None)],
     Failure("KernelDied", "the kernel died"), "KernelDied", 2),
    ([_cell(outputs=[_said()])], Failure("Timeout", "too long"), "Timeout", 0),
    ([_cell(), _cell(tags=["injected-parameters"]), _cell(outputs=[_error("KeyError", "'a'")])], None, "KeyError", 2),
])
def test_anything_else_is_a_failure(cells, raised, kind, number):
    facts, failure = judge(_notebook(*cells), "01_corpus", raised)
    assert facts == {}
    assert (failure.kind, failure.cell) == (kind, number)


def test_a_failure_reads_as_a_sentence_and_keeps_its_trace_to_itself():
    _, failure = judge(_notebook(_cell(outputs=[_error("ValueError", "a\nb\x1b]0;t\x07\u202e")])), "01_corpus")
    assert str(failure) == "in code cell 1: ValueError: a b ]0;t"
    assert failure.trace == "Trace"
    assert failure.as_dict() == {"kind": "ValueError", "message": "a b ]0;t", "cell": 1}


def test_one_line_is_one_short_line():
    assert one_line("a\r\nb\t c\x00") == "a b c"
    assert len(one_line("x" * 5000)) == 300


def test_tidy_drops_what_papermill_claims():
    banner = _cell("banner", kind="markdown", tags=["papermill-error-cell-tag"])
    notebook = _notebook(banner, _cell(papermill={"status": "completed"}))
    notebook["metadata"]["papermill"] = {"exception": None}
    assert tidy(notebook) == _notebook(_cell())
