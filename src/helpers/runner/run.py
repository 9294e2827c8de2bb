"""A run: check the place, execute the notebooks, make the pages, publish the folder, move `latest`.

Refuses: to start beside another run in the same reports folder, on a disk that is full, or without any notebook.
A run that is interrupted leaves nothing behind; one with a failed step is published, but does not become `latest`.
Steps that an earlier run has just so are taken from there (see `reuse`).
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil

from helpers.corpus.read import list_shards
from helpers.errors import ParameterError, RunError
from helpers.params import Params
from helpers.paths import NOTEBOOKS, REPORTS, ROOT, from_root
from helpers.runner import history, manifest, reuse
from helpers.runner.lock import hold
from helpers.runner.nursery import Nursery
from helpers.runner.order import choose, notebook_of
from helpers.runner.parallel import run_steps
from helpers.runner.processes import end_marked
from helpers.runner.progress import Progress
from helpers.runner.publish import DATA, FRONT, begin, discard, prune, publish, set_latest
from helpers.runner.step import Limits, Place, Result
from helpers.runner.truth import Failure

_MIN_FREE_BYTES = 100 * 2**20
_MIN_FREE_MEMORY = 512 * 2**20
#: From so many shards on, a process of its own makes the tables before the notebooks ask for them.
MANY = 4
#: Value of compare_to that says: with nothing.
NOTHING = "none"


@dataclass(frozen=True)
class Plan:
    """What to run. `needs`: see order.NEEDS; `only`: the steps asked for, empty for all; `force`: take nothing from
    earlier runs; `wait`: for another run to end; `keep`: see `publish.prune`."""

    params: Params
    only: tuple[str, ...] = ()
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    reports: Path = REPORTS
    notebooks: Path = NOTEBOOKS
    needs: dict[str, tuple[str, ...]] | None = None
    force: bool = False
    wait: bool = False
    keep: str = ""

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
    with hold(reports, run_id, wait=plan.wait, say=progress.say):
        params = _pinned(plan.params, reports)
        before = history.last_good(reports, params.as_dict())
        building = begin(reports, run_id)
        try:
            (building / "notebooks").mkdir()
            shards = [shard.key for shard in list_shards(from_root(params.corpus))]
            keys = _keys(plan, steps, params, shards)
            taken = {} if plan.force else reuse.take(reuse.find(reports, keys), building)
            for result in taken.values():
                progress.done(result)
            left = {step: tuple(need for need in needs if need not in taken)
                    for step, needs in steps.items() if step not in taken}
            progress.expect({step: seconds for step, seconds in history.seconds(reports).items() if step in left})
            made = _execute(left, params, plan, building, progress, prepare=len(shards) >= MANY) if left else {}
            results = _same_corpus({step: taken.get(step) or made[step] for step in steps}, progress)
            entries = [manifest.step_entry(result) | {"key": keys[step]} for step, result in results.items()]
            compared = next((result.facts.get("compared_with") or "" for result in results.values()), "")
            if made:
                compared = "" if params.compare_to == NOTHING else params.compare_to
            facts = {
                "schema": manifest.SCHEMA,
                "run_id": run_id,
                "status": "failed" if any(r.failure for r in results.values()) else "good",
                "only": list(plan.only),
                "unchanged": not made,
                "started_utc": started.isoformat(timespec="seconds"),
                "title": params.run_title,
                "parameters": params.as_dict(),
                "corpus": manifest.corpus_entry(params.corpus, results),
                "compared_with": compared,
                "last_good": before,
                "failed_since": history.failed_since(reports, before, params.as_dict()),
                "code_version": manifest.code_version(),
                "names_engine": "rules",
                "versions": manifest.versions(),
                "steps": entries,
            }
            facts["changed"] = manifest.changes(history.read(reports / compared) if compared else {}, facts)
            _add_time(facts, started)
            _finish(facts, results, building, progress, pages=None if made else reuse.pages_of(reports, keys))
            _add_time(facts, started)
            facts["outputs"] = manifest.outputs(building)
            manifest.write_json(building / history.MANIFEST, facts)
            folder = publish(building, reports, run_id)
        except BaseException as error:
            discard(building)
            if isinstance(error, OSError):
                where = f"{reports} ({error.strerror or error})"
                raise RunError("the run could not be written", where=where, do="Make room, then run again.") from error
            raise
        good = facts["status"] == "good"
        if good and not plan.only:
            set_latest(reports, run_id)
        prune(reports, plan.keep, run_id)
        _index().render_runs(reports)
    return Outcome(folder, folder / FRONT, good, facts)


def foresee(plan: Plan) -> dict[str, str]:
    """What a run of the plan would do now: for each step the run it would be taken from, or an empty text."""
    steps, reports = plan.steps(), plan.reports.resolve()
    params = _pinned(plan.params, reports)
    keys = _keys(plan, steps, params, [shard.key for shard in list_shards(from_root(params.corpus))])
    kept = {} if plan.force else reuse.find(reports, keys)
    return {step: kept[step].origin if step in kept else "" for step in steps}


def _keys(plan: Plan, steps: Iterable[str], params: Params, shards: list[str]) -> dict[str, str]:
    """The keys of the steps. Which earlier run they are compared with is no part of them unless it was asked for, nor
    is where the tables are made and kept."""
    parameters = {**params.as_dict(), "compare_to": plan.params.compare_to, "store": "", "cluster": ""}
    return reuse.keys(_notebooks(plan, steps), parameters, shards)


def _notebooks(plan: Plan, steps: Iterable[str]) -> dict[str, Path]:
    return {step: notebook_of(step, plan.notebooks) for step in steps}


def _pages() -> ModuleType:
    """The module that makes pages. It takes a second to import, which is spent beside the first step."""
    return importlib.import_module("helpers.runner.pages")


def _index() -> ModuleType:
    return importlib.import_module("helpers.report.index")


def _execute(
    left: dict[str, tuple[str, ...]], params: Params, plan: Plan, building: Path, progress: Progress, *, prepare: bool
) -> dict[str, Result]:
    """Execute the steps that are not taken from an earlier run; before them make the tables, if there is much to do."""
    work_of = importlib.import_module("helpers.runner.execute").execute
    threading.Thread(target=_pages, daemon=True).start()
    begin_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dl-", ignore_cleanup_errors=True) as sockets:
        place = Place(uuid.uuid4().hex, ROOT, Path(sockets), plan.reports.resolve())
        notebooks = _notebooks(plan, left)
        nursery = Nursery(place.sockets, list(notebooks.values()), place.environment(), ROOT)
        place = replace(place, nursery=nursery)

        def late() -> bool:
            return time.monotonic() - begin_s > plan.limits.run_s

        def work(step: str) -> Result:
            target = building / "notebooks" / f"{step}.ipynb"
            result = None if late() else work_of(
                notebooks[step], target, params.as_dict(), place=place, limits=plan.limits)
            if not late():
                return result
            why = Failure("Timeout", f"the run took longer than {plan.limits.run_s} s and was ended")
            return Result(step, result.seconds if result else 0.0, {}, why, result.peak_mb if result else 0)

        def tick() -> None:
            progress.tick()
            if late():
                end_marked(place.mark)

        try:
            if prepare:
                _make_tables(params, place, plan.limits, progress)
            return run_steps(
                left, work, workers=plan.workers, stop=lambda: end_marked(place.mark), room=_has_room,
                started=progress.started, done=progress.done, tick=tick,
            )
        finally:
            nursery.close()
            end_marked(place.mark)


def _make_tables(params: Params, place: Place, limits: Limits, progress: Progress) -> None:
    """All tables in one go, by a process of its own. If that fails, the notebooks ask for themselves, and say why."""
    where = ["--store", params.store] if params.store else []
    where += ["--cluster", params.cluster] if params.cluster else []
    where += ["--token-rule", params.token_rule]
    command = [sys.executable, "-m", "helpers.store.prepare", *where, "--", params.corpus]
    said = subprocess.DEVNULL if progress.quiet else None
    with subprocess.Popen(
        command, cwd=place.root, env={**os.environ, **place.environment()}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=said, start_new_session=True,
    ) as maker:  # fmt: skip
        try:
            maker.wait(timeout=limits.run_s)
        except subprocess.TimeoutExpired:
            maker.kill()
        except BaseException:
            end_marked(place.mark)
            raise


def _has_room() -> bool:
    """Whether there is memory for one more notebook beside those that run."""
    return psutil.virtual_memory().available > _MIN_FREE_MEMORY


def _finish(
    facts: dict[str, Any], results: dict[str, Result], building: Path, progress: Progress, *, pages: Path | None
) -> None:
    """Findings, traces and pages: those in `pages`, where nothing has changed. A page that cannot be made fails its
    step."""
    (building / "findings").mkdir()
    for result in results.values():
        if result.failure:
            trace = building / "notebooks" / f"{result.step}.trace.txt"
            trace.write_text(f"{result.failure}\n\n{result.failure.trace}\n", encoding="utf-8", errors="replace")
        else:
            manifest.write_json(building / "findings" / f"{result.step}.json", result.facts)
    if pages:
        for page in sorted(pages.glob("*.html")):
            shutil.copyfile(page, building / page.name)
        if (pages / DATA).is_dir():
            shutil.copytree(pages / DATA, building / DATA)
        return
    maker = _pages()
    for entry in facts["steps"]:
        failure = maker.make_page(entry["step"], facts, building)
        if failure:
            entry |= {"status": "failed", "error": entry["error"] or failure.as_dict()}
            facts["status"] = "failed"
            progress.say(f"{entry['step']:<12} failed {failure}")
    maker.make_front(facts, building)


def _same_corpus(results: dict[str, Result], progress: Progress) -> dict[str, Result]:
    """A step that saw other pages than the first good one fails: one run never mixes two states of a corpus."""
    hashes = [result.facts.get("corpus_hash") for result in results.values() if not result.failure]
    changed = Failure("CorpusChanged", "the corpus changed while the run was at work; run again")
    checked = {}
    for step, result in results.items():
        checked[step] = result
        if not result.failure and result.facts.get("corpus_hash") != hashes[0]:
            checked[step] = replace(result, failure=changed, facts={})
            progress.done(checked[step])
    return checked


def _pinned(params: Params, reports: Path) -> Params:
    """The parameters as the notebooks get them: the corpus as seen from the root, the run to compare with by name."""
    if "://" not in params.corpus:
        corpus = from_root(params.corpus)
        try:
            params = replace(params, corpus=Path(os.path.relpath(corpus, ROOT)).as_posix())
        except ValueError:  # another drive (Windows)
            params = replace(params, corpus=corpus.as_posix())
    if params.compare_to in ("", NOTHING):
        found = "" if params.compare_to else history.last_good(reports, params.as_dict())
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
