"""What the commands of `dateline` do. Each gets the parsed options and gives its exit code; heavy imports wait here.

Refuses, in one line each: bad parameters before any kernel starts, runs that are not there, a reports folder in use.
"""

from __future__ import annotations

import argparse
import json
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

from helpers import params as parameters
from helpers.corpus.read import list_shards
from helpers.errors import DatelineError, ParameterError
from helpers.paths import PARAMS, ROOT, from_root

GOOD, FAILED, BAD_USE, LOCKED = 0, 1, 2, 75


def run(options: argparse.Namespace) -> int:
    """One run for each parameter file (or one); the worst of their codes."""
    files = options.file or [None]
    checked = [(file, params_of(options, file)) for file in files]  # all before the first starts
    _only(options)
    if options.dry_run:
        return max(_plan(options, params) for _, params in checked)
    signal.signal(signal.SIGTERM, _end)
    worst = GOOD
    for _, params in checked:
        worst = max(worst, _run_one(options, params))
    return worst


def check(options: argparse.Namespace) -> int:
    """The parameters that a run would use."""
    for file in options.file or [None]:
        values = params_of(options, file).as_dict()
        _only(options)
        if options.json:
            say(_json(values))
            continue
        for name, value in values.items():
            say(f"{name:<13} {value if value not in ('', []) else '-'}")
    return GOOD


def list_parameters(options: argparse.Namespace) -> int:
    """All parameters with type, default and help."""
    if options.json:
        rows = [{"name": name, "type": parameters.TYPES[name], "default": default, "help": parameters.HELP[name]}
                for name, default in parameters.Params().as_dict().items()]
        say(_json(rows))
        return GOOD
    for name, default in parameters.Params().as_dict().items():
        say(f"{name:<13} {parameters.TYPES[name]:<10} {default!r:<14} {parameters.HELP[name]}")
    return GOOD


def list_runs(options: argparse.Namespace) -> int:
    """All runs, the newest first."""
    from helpers.runner import history
    from helpers.runner.truth import one_line

    found = history.runs(options.reports)
    if options.json:
        say(_json(found))
        return GOOD
    if not found:
        say("no runs yet", error=True)
    for facts in found:
        say(one_line(f"{facts['run_id']}  {facts.get('corpus', {}).get('path', '')}  {_state(facts)}"))
    return GOOD


def show(options: argparse.Namespace) -> int:
    """One run: what it was made from, its steps and what they found."""
    from helpers.runner.truth import one_line

    facts = _facts_of(options)
    if options.json:
        say(_json(facts))
        return GOOD
    corpus = facts.get("corpus", {})
    period = " to ".join(corpus.get("period") or []) or "no dates"
    say(f"run        {facts['run_id']}  {_state(facts)}  {facts.get('seconds', 0)} s")
    say(one_line(f"corpus     {corpus.get('path', '')}  {corpus.get('n_articles')} articles of"
                 f" {corpus.get('n_sources')} sources, {period}"))
    say(f"compared   {facts.get('compared_with') or 'with no run'}")
    for step in facts.get("steps", []):
        how = f"kept from {step['taken_from']}" if step.get("taken_from") else f"{step.get('seconds', 0)} s"
        what = step.get("title") or (step.get("error") or {}).get("message", "")
        say(one_line(f"{step['step']:<12} {step['status']:<6} {how:>8}  {step.get('peak_mb', 0)} MB  {what}"))
    return GOOD


def diff(options: argparse.Namespace) -> int:
    """What two runs found differently, and why that may be."""
    from helpers.runner import compare
    from helpers.runner.truth import one_line

    found = compare.compare(options.reports, options.old, options.new)
    for line in [_json(found)] if options.json else map(one_line, compare.lines(found)):
        say(line)
    return GOOD


def share(options: argparse.Namespace) -> int:
    """One zip and one HTML file of a run; their paths."""
    from helpers.report.share import share as hand_out

    facts = _facts_of(options)
    for path in hand_out(options.reports / facts["run_id"], facts, options.to):
        say(f"{_shown(path)}  {path.stat().st_size / 1e6:.1f} MB")
    return GOOD


def clean(options: argparse.Namespace) -> int:
    """Delete what can be made again."""
    from helpers.runner.lock import hold
    from helpers.runner.publish import sweep
    from helpers.store import forget

    n_folders = 0
    if options.reports.is_dir():
        with hold(options.reports, "none (dateline clean)"):
            n_folders = sweep(options.reports)
    say(f"deleted {forget()} derived tables and {n_folders} unfinished runs; reports are kept")
    return GOOD


def annotate(options: argparse.Namespace) -> int:
    """Mark up texts of one's own."""
    from helpers.annotate import annotate_file

    n_records, n_rows, bad = annotate_file(options.what, options.source, options.target)
    for fault in bad:
        say(f"left out: {fault}", error=True)
    say(f"{options.what}: {n_rows} rows from {n_records} texts in {options.target}", error=True)
    return GOOD


def schedule(options: argparse.Namespace, job: argparse.Namespace) -> int:
    """A ready piece for a scheduler. `job`: what it is to run, parsed; checked here, not at six in the morning."""
    from helpers.runner.timers import ready

    for file in job.file or [None]:
        params_of(job, file)
    _only(job)

    command = Path(sys.executable).parent / "dateline"
    say(ready(options.kind, root=ROOT, command=str(command), arguments=options.arguments, at=options.at).rstrip())
    return GOOD


def params_of(options: argparse.Namespace, file: str | None) -> parameters.Params:
    """Parameters from the file, then from -p, then the corpus; checked."""
    from helpers.runner.settings import read_settings

    default = PARAMS / "default.yaml"
    path = from_root(file) if file else default
    given: dict[str, Any] = read_settings(path) if file or default.is_file() else {}
    given |= dict(options.parameter)
    if options.corpus is not None:
        given["corpus"] = options.corpus
    params = parameters.check(given)
    list_shards(from_root(params.corpus))  # complains about a folder or file that holds no articles
    return params


def code_of(error: DatelineError) -> int:
    """The exit code of an error that ended a command."""
    from helpers.annotate import AnnotateError
    from helpers.runner.lock import LockedError

    if isinstance(error, LockedError):
        return LOCKED
    return BAD_USE if isinstance(error, AnnotateError) else FAILED


def say(text: str, *, error: bool = False) -> None:
    """One line to the user: results to stdout, everything else to stderr."""
    print(text, file=sys.stderr if error else sys.stdout)


def _facts_of(options: argparse.Namespace) -> dict[str, Any]:
    """The manifest of the run that is asked for."""
    from helpers.runner import history

    wanted = options.run
    facts = history.read(options.reports / wanted) if wanted == "latest" or history.RUN_ID.fullmatch(wanted) else {}
    if not facts:
        raise ParameterError("no such run", where=wanted, do="See the list: dateline list.")
    return facts


def _run_one(options: argparse.Namespace, params: parameters.Params) -> int:
    from helpers.runner import history
    from helpers.runner.progress import Progress
    from helpers.runner.run import run as carry_out

    before = next((facts.get("status") for facts in history.runs(options.reports) if not facts.get("only")), "")
    try:
        outcome = carry_out(_plan_of(options, params), Progress(sys.stderr, quiet=options.quiet))
    except DatelineError as error:
        if code_of(error) == FAILED:
            _tell(options.on_failure, options.reports)
        raise
    if not outcome.good:
        failed = [step["step"] for step in outcome.facts["steps"] if step["status"] == "failed"]
        say(f"failed: {', '.join(failed) or 'the run'}; details in {_shown(outcome.folder)}/notebooks", error=True)
        _tell(options.on_failure, outcome.folder / history.MANIFEST)
    if before and before != outcome.facts["status"]:
        _tell(options.on_change, outcome.folder / history.MANIFEST)
    say(_json(outcome.facts) if options.json else str(_front(options, outcome)))
    return GOOD if outcome.good else FAILED


def _plan(options: argparse.Namespace, params: parameters.Params) -> int:
    """Say what a run would do."""
    from helpers.runner.run import foresee

    for step, origin in foresee(_plan_of(options, params)).items():
        say(f"{step:<12} {f'unchanged since run {origin}' if origin else 'to run'}")
    return GOOD


def _plan_of(options: argparse.Namespace, params: parameters.Params) -> Any:
    from helpers.runner.publish import retention
    from helpers.runner.run import Plan
    from helpers.runner.step import Limits

    retention(options.keep)
    limits = Limits(cell_s=options.cell_timeout, step_s=options.timeout, run_s=options.run_timeout)
    return Plan(params, _only(options), options.workers, limits, options.reports, force=options.force,
                wait=options.wait, keep=options.keep)


def _only(options: argparse.Namespace) -> tuple[str, ...]:
    from helpers.runner.order import choose

    choose(options.only)
    return tuple(options.only)


def _tell(command: str, path: Path) -> None:
    """Run the user's command with a path as its last argument. What becomes of it does not change the run."""
    if not command:
        return
    try:
        subprocess.run([*shlex.split(command), str(path.resolve())], check=True, stdin=subprocess.DEVNULL, timeout=300)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        say(f"dateline: the command to tell of the run failed: {type(error).__name__}: {command}", error=True)


def _state(facts: dict[str, Any]) -> str:
    failed = [step["step"] for step in facts.get("steps", []) if step.get("status") != "good"]
    state = "failed " + ", ".join(failed) if failed else facts.get("status", "")
    only = " (only " + ", ".join(facts["only"]) + ")" if facts.get("only") else ""
    return f"{state}{', unchanged' if facts.get('unchanged') else ''}{only}"


def _front(options: argparse.Namespace, outcome: Any) -> Path:
    """The page to open: under `latest` if this run is that."""
    latest = options.reports / "latest" / outcome.front.name
    return _shown(latest if outcome.good and not options.only else outcome.front)


def _shown(path: Path) -> Path:
    """A path as short as it can be told from here."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, indent=1)


def _end(number: int, frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)
