"""What is said while a run works."""

from __future__ import annotations

import time
from io import StringIO

from helpers.runner.progress import Progress
from helpers.runner.step import Result


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_what_runs_and_what_is_left(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    said = Terminal()
    progress = Progress(said)
    progress.expect({"01_corpus": 4.0, "02_keywords": 6.0})
    progress.started("01_corpus")
    now[0] += 3
    progress.tick()
    assert said.getvalue().endswith("running: 01_corpus 3 s; about 7 s of work left")
    progress.done(Result("01_corpus", 5.0, {"n_articles": 3}, None))
    progress.started("02_keywords")
    now[0] += 9  # longer than the last time
    progress.tick()
    assert said.getvalue().endswith("running: 02_keywords 9 s")


def test_a_log_gets_one_plain_line_a_step_and_quiet_nothing():
    log, nothing = StringIO(), StringIO()
    for progress in (Progress(log), Progress(nothing, quiet=True)):
        progress.started("01_corpus")
        progress.tick()
        progress.done(Result("01_corpus", 5.0, {"n_articles": 3}, None))
        progress.done(Result("02_keywords", 0.0, {}, None, taken_from="20310101-000000-aaaaaa"))
    assert log.getvalue().splitlines() == [
        "01_corpus       5.0 s  good   3 articles",
        "02_keywords     0.0 s  kept   unchanged since run 20310101-000000-aaaaaa",
    ]
    assert nothing.getvalue() == ""
