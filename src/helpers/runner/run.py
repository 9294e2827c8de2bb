"""A run: check the place, execute the notebooks, make the pages, publish the folder, move `latest`.

Refuses: to start beside another run in the same reports folder, on a disk that is full, or without any notebook.
A run that is interrupted leaves nothing behind; one with a failed step is published, but does not become `latest`.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import shutil
import tempfile
import threading
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.errors import ParameterError, RunError
from helpers.params import Params
from helpers.paths import NOTEBOOKS, REPORTS, ROOT, from_root
from helpers.runner import history, manifest
from helpers.runner.execute import Limits, Place, Result, execute
from helpers.runner.lock import hold
from helpers.runner.order import choose, notebook_of
from helpers.runner.processes import end_marked
from helpers.runner.progress import Progress
from helpers.runner.publish import FRONT, begin, discard, publish, set_latest
from helpers.runner.schedule import run_steps
from helpers.runner.truth import Failure

_MIN_FREE_BYTES = 100 * 2**20
#: Value of compare_to that says: with nothing.
NOTHING = "none"


@dataclass(frozen=True)
class Plan:
    """What to run. `needs`: see order.NEEDS; `only`: the steps asked for, empty for all."""

    params: Params
    only: tuple[str, ...] = ()
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    reports: Path = REPORTS
    notebooks: Path = NOTEBOOKS
    needs: dict[str, tuple[str, ...]] | None = None

    def steps(self) -> dict[str, tuple[str, ...]]:
        """The steps to run, with their needs; ParameterError or RunError if there is one without a notebook."""
        chosen = choose(self.only) if self.needs is None else choose(self.only, needs=self.needs)
        for step in chosen:
            if not notebook_of(step, self.notebooks).is_file():
                raise RunError("notebook not found", where=f"{step}.ipynb", do="Fetch the project's files again.")
        return chosen


@dataclass(frozen=True)
class Outcome:
    """A published run. `front`: its front page."""

    folder: Path
    front: Path
    good: bool
    facts: dict[str, Any]


def run(plan: Plan, progress: Progress) -> Outcome:
    """Carry out a plan. A failing notebook is told by the outcome; an error is raised if there is no run to show."""
    steps = plan.steps()
    reports = plan.reports.resolve()
    started = dt.datetime.now(dt.UTC)
    run_id = f"{started:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}"
    _make_room(reports)
    with hold(reports, run_id):
        before = history.last_good(reports)
        params = _pinned(plan.params, reports)
        building = begin(reports, run_id)
        try:
            results = _execute(steps, params, plan, building, progress)
            facts = {
                "schema": manifest.SCHEMA,
                "run_id": run_id,
                "status": "failed" if any(r.failure for r in results.values()) else "good",
                "only": list(plan.only),
                "started_utc": started.isoformat(timespec="seconds"),
                "title": params.run_title,
                "parameters": params.as_dict(),
                "corpus": manifest.corpus_entry(params.corpus, results),
                "compared_with": "" if params.compare_to == NOTHING else params.compare_to,
                "last_good": before,
                "failed_since": history.failed_since(reports, before),
                "code_version": manifest.code_version(),
                "versions": manifest.versions(),
                "steps": [manifest.step_entry(result) for result in results.values()],
            }
            _add_time(facts, started)
            _finish(facts, results, building, progress)
            _add_time(facts, started)
            facts["outputs"] = manifest.outputs(building)
            manifest.write_json(building / history.MANIFEST, facts)
            folder = publish(building, reports, run_id)
        except BaseException:
            discard(building)
            raise
        good = facts["status"] == "good"
        if good and not plan.only:
            set_latest(reports, run_id)
        _pages().make_list(reports)
    return Outcome(folder, folder / FRONT, good, facts)


def _pages() -> ModuleType:
    """The module that makes pages. They take a second to import, which is spent beside the first step."""
    return importlib.import_module("helpers.runner.pages")


def _execute(
    steps: dict[str, tuple[str, ...]], params: Params, plan: Plan, building: Path, progress: Progress
) -> dict[str, Result]:
    (building / "notebooks").mkdir()
    with tempfile.TemporaryDirectory(prefix="dl-", ignore_cleanup_errors=True) as sockets:
        place = Place(uuid.uuid4().hex, ROOT, Path(sockets), plan.reports.resolve())

        def work(step: str) -> Result:
            source, target = notebook_of(step, plan.notebooks), building / "notebooks" / f"{step}.ipynb"
            return execute(source, target, params.as_dict(), place=place, limits=plan.limits)

        threading.Thread(target=_pages, daemon=True).start()
        try:
            results = run_steps(
                steps, work, workers=plan.workers, stop=lambda: end_marked(place.mark),
                started=progress.started, done=progress.done, tick=progress.tick,
            )
        finally:
            end_marked(place.mark)
    checked = _same_corpus(results)
    for step, result in checked.items():
        if result.failure and not results[step].failure:
            progress.done(result)
    return checked


def _finish(facts: dict[str, Any], results: dict[str, Result], building: Path, progress: Progress) -> None:
    """Findings, traces and pages. A page that cannot be made fails its step."""
    (building / "findings").mkdir()
    for result in results.values():
        if result.failure:
            trace = building / "notebooks" / f"{result.step}.trace.txt"
            trace.write_text(f"{result.failure}\n\n{result.failure.trace}\n", encoding="utf-8", errors="replace")
        else:
            manifest.write_json(building / "findings" / f"{result.step}.json", result.facts)
    pages = _pages()
    for entry in facts["steps"]:
        failure = pages.make_page(entry["step"], facts, building)
        if failure:
            entry |= {"status": "failed", "error": entry["error"] or failure.as_dict()}
            facts["status"] = "failed"
            progress.say(f"{entry['step']:<12} failed {failure}")
    pages.make_front(facts, building)


def _same_corpus(results: dict[str, Result]) -> dict[str, Result]:
    """A step that saw other pages than the first good one fails: one run never mixes two states of a corpus."""
    hashes = [r.facts.get("corpus_hash") for r in results.values() if not r.failure]
    changed = Failure("CorpusChanged", "the corpus changed while the run was at work; run again")
    return {
        step: replace(r, failure=changed, facts={}) if not r.failure and r.facts.get("corpus_hash") != hashes[0] else r
        for step, r in results.items()
    }


def _pinned(params: Params, reports: Path) -> Params:
    """The parameters as the notebooks get them: the corpus as seen from the root, the run to compare with by name."""
    corpus = from_root(params.corpus)
    try:
        params = replace(params, corpus=Path(os.path.relpath(corpus, ROOT)).as_posix())
    except ValueError:  # another drive (Windows)
        params = replace(params, corpus=corpus.as_posix())
    if params.compare_to in ("", NOTHING):
        found = "" if params.compare_to else history.comparable(reports, params.as_dict())
        return replace(params, compare_to=found or NOTHING)
    if not history.RUN_ID.fullmatch(params.compare_to) or not history.read(reports / params.compare_to):
        raise ParameterError("no such run to compare with", where=params.compare_to, do="See the list: dateline list.")
    return params


def _make_room(reports: Path) -> None:
    try:
        reports.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(reports).free
    except OSError as error:
        raise RunError("cannot use the reports folder", where=f"{reports} ({error.strerror})",
                       do="Give another with --reports.") from error
    if free < _MIN_FREE_BYTES:
        raise RunError("the disk is nearly full", where=f"{free // 2**20} MB free", do="Make room for 100 MB.")


def _add_time(facts: dict[str, Any], started: dt.datetime) -> None:
    now = dt.datetime.now(dt.UTC)
    facts |= {"finished_utc": now.isoformat(timespec="seconds"), "seconds": round((now - started).total_seconds(), 1)}
