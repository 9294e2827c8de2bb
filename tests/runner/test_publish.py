"""A run's folder is complete or absent; `latest` is never broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import RunError
from helpers.runner.publish import begin, publish, set_latest, sweep

A, B = "20310101-000000-aaaaaa", "20310102-000000-bbbbbb"


def _make(reports: Path, run_id: str) -> Path:
    building = begin(reports, run_id)
    (building / "sub").mkdir()
    (building / "sub" / "file.txt").write_text(run_id, encoding="utf-8")
    assert not (reports / run_id).exists()
    return publish(building, reports, run_id)


def test_a_run_appears_in_one_move(tmp_path):
    folder = _make(tmp_path, A)
    assert (folder / "sub" / "file.txt").read_text() == A
    assert [p.name for p in tmp_path.iterdir()] == [A]


def test_latest_moves_on(tmp_path):
    for run_id in (A, B):
        _make(tmp_path, run_id)
        set_latest(tmp_path, run_id)
        assert (tmp_path / "latest" / "sub" / "file.txt").read_text() == run_id
    assert sorted(p.name for p in tmp_path.iterdir()) == [A, B, "latest"]


def test_latest_is_a_copy_where_links_cannot_be_made(tmp_path, monkeypatch):
    def refuse(*args, **options):
        raise OSError("A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for run_id in (A, B):
        _make(tmp_path, run_id)
        set_latest(tmp_path, run_id)
        assert not (tmp_path / "latest").is_symlink()
        assert (tmp_path / "latest" / "sub" / "file.txt").read_text() == run_id
    monkeypatch.undo()
    set_latest(tmp_path, A)
    assert (tmp_path / "latest").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == [A, B, "latest"]


def test_what_was_left_half_done_is_swept(tmp_path):
    (tmp_path / ".building-x" / "deep").mkdir(parents=True)
    (tmp_path / ".building-latest").symlink_to("nowhere")
    (tmp_path / A).mkdir()
    assert sweep(tmp_path) == 2
    assert [p.name for p in tmp_path.iterdir()] == [A]


def test_a_run_is_never_published_over_another(tmp_path):
    folder = _make(tmp_path, A)
    building = begin(tmp_path, A)
    (building / "new").write_text("new", encoding="utf-8")
    with pytest.raises(RunError, match="cannot publish"):
        publish(building, tmp_path, A)
    assert (folder / "sub" / "file.txt").read_text() == A
