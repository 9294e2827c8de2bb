"""The command `dateline`: run the notebooks, look at runs and parameters, mark up texts.

Exit codes: 0 all good · 1 a step failed, or the run could not be carried out · 2 bad usage or parameters (told before
any kernel starts) · 75 another run is at work · 130 or 143 interrupted. Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from helpers import params as parameters
from helpers.corpus.read import list_shards
from helpers.errors import CorpusError, DatelineError, ParameterError
from helpers.paths import PARAMS, REPORTS, from_root

GOOD, FAILED, BAD_USE, LOCKED = 0, 1, 2, 75

_EXAMPLES = """examples:
  dateline run                                      the sample corpus, parameters of params/default.yaml
  dateline run "my pages" -p start 2022-03-01       a folder of one's own, from a day on
  dateline run -f params/weekly.yaml --only 03_places
  dateline annotate places texts.jsonl places.csv

exit codes: 0 good, 1 a step failed, 2 bad usage or parameters, 75 another run is at work"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    try:
        return options.act(options)
    except (ParameterError, CorpusError) as error:
        return _complain(error, BAD_USE)
    except DatelineError as error:
        return _complain(error, _code_of(error))
    except KeyboardInterrupt:
        _say("interrupted: nothing was published", error=True)
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD


def _run(options: argparse.Namespace) -> int:
    params = _params(options)
    steps = _only(options)
    from helpers.runner.execute import Limits
    from helpers.runner.progress import Progress
    from helpers.runner.run import Plan, run

    signal.signal(signal.SIGTERM, _end)
    limits = Limits(cell_s=options.cell_timeout, step_s=options.timeout)
    plan = Plan(params, steps, options.workers, limits, options.reports)
    outcome = run(plan, Progress(sys.stderr, quiet=options.quiet))
    if not outcome.good:
        failed = [step["step"] for step in outcome.facts["steps"] if step["status"] == "failed"]
        _say(f"failed: {', '.join(failed) or 'the run'}; details in {_shown(outcome.folder)}/notebooks", error=True)
    _say(str(_front(options, outcome)))
    return GOOD if outcome.good else FAILED


def _check(options: argparse.Namespace) -> int:
    params = _params(options)
    _only(options)
    for name, value in params.as_dict().items():
        _say(f"{name:<13} {value if value not in ('', []) else '-'}")
    return GOOD


def _list_parameters(options: argparse.Namespace) -> int:
    for name, default in parameters.Params().as_dict().items():
        _say(f"{name:<13} {parameters.TYPES[name]:<10} {default!r:<14} {parameters.HELP[name]}")
    return GOOD


def _list_runs(options: argparse.Namespace) -> int:
    from helpers.runner import history
    from helpers.runner.truth import one_line

    found = history.runs(options.reports)
    if not found:
        _say("no runs yet", error=True)
    for run in found:
        failed = [step["step"] for step in run.get("steps", []) if step.get("status") != "good"]
        state = "failed " + ", ".join(failed) if failed else run.get("status", "")
        only = " (only " + ", ".join(run["only"]) + ")" if run.get("only") else ""
        _say(one_line(f"{run['run_id']}  {run.get('corpus', {}).get('path', '')}  {state}{only}"))
    return GOOD


def _clean(options: argparse.Namespace) -> int:
    from helpers.runner.lock import hold
    from helpers.runner.publish import sweep
    from helpers.store import forget

    n_folders = 0
    if options.reports.is_dir():
        with hold(options.reports, "none (dateline clean)"):
            n_folders = sweep(options.reports)
    _say(f"deleted {forget()} derived tables and {n_folders} unfinished runs; reports are kept")
    return GOOD


def _annotate(options: argparse.Namespace) -> int:
    from helpers.annotate import annotate_file

    n_records, n_rows, bad = annotate_file(options.what, options.source, options.target)
    for fault in bad:
        _say(f"left out: {fault}", error=True)
    _say(f"{options.what}: {n_rows} rows from {n_records} texts in {options.target}", error=True)
    return GOOD


def _params(options: argparse.Namespace) -> parameters.Params:
    """Parameters from the file, then from -p, then the corpus; checked."""
    from helpers.runner.settings import read_settings

    default = PARAMS / "default.yaml"
    file = from_root(options.file) if options.file else default
    given: dict[str, Any] = read_settings(file) if options.file or default.is_file() else {}
    given |= dict(options.parameter)
    if options.corpus is not None:
        given["corpus"] = options.corpus
    params = parameters.check(given)
    list_shards(from_root(params.corpus))  # complains about a folder or file that holds no articles
    return params


def _only(options: argparse.Namespace) -> tuple[str, ...]:
    from helpers.runner.order import choose

    choose(options.only)
    return tuple(options.only)


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


def _code_of(error: DatelineError) -> int:
    from helpers.annotate import AnnotateError
    from helpers.runner.lock import LockedError

    if isinstance(error, LockedError):
        return LOCKED
    return BAD_USE if isinstance(error, AnnotateError) else FAILED


def _complain(error: DatelineError, code: int) -> int:
    text = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())
    _say(f"dateline: {text}", error=True)
    return code


def _say(text: str, *, error: bool = False) -> None:
    print(text, file=sys.stderr if error else sys.stdout)


def _end(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline", description="Follow a news story through saved articles.", epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="execute the notebooks and publish the reports")
    check = commands.add_parser("check", help="check the parameters, and show them")
    for command in (run, check):
        command.add_argument("corpus", nargs="?", metavar="CORPUS", help="folder or file with the articles")
        command.add_argument("-p", dest="parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                             help="a parameter (see: dateline params); lists with commas")
        command.add_argument("-f", dest="file", metavar="FILE",
                             help="parameters in YAML (default: params/default.yaml)")
        command.add_argument("--only", action="append", default=[], metavar="NOTEBOOK", help="such as 03_places")
    run.add_argument("--workers", type=_number, default=2, metavar="N", help="notebooks side by side (2)")
    run.add_argument("--cell-timeout", type=_number, default=1800, metavar="S", help="seconds a cell may take (1800)")
    run.add_argument("--timeout", type=_number, default=3600, metavar="S", help="seconds a notebook may take (3600)")
    run.add_argument("--quiet", action="store_true", help="no progress lines")
    run.set_defaults(act=_run)
    check.set_defaults(act=_check)

    commands.add_parser("params", help="all parameters: type, default, meaning").set_defaults(act=_list_parameters)
    listing = commands.add_parser("list", help="all runs, newest first")
    listing.set_defaults(act=_list_runs)
    clean = commands.add_parser("clean", help="delete what can be made again; reports are kept")
    clean.set_defaults(act=_clean)
    for command in (run, listing, clean):
        command.add_argument("--reports", type=Path, default=REPORTS, metavar="DIR", help="where the reports go")

    annotate = commands.add_parser("annotate", help="mark up texts of one's own")
    annotate.add_argument("what", metavar="WHAT", help="clean, places, people, quotes, figures or dates")
    annotate.add_argument("source", type=Path, metavar="IN.jsonl", help='lines of {"id", "text"[, "published"]}')
    annotate.add_argument("target", type=Path, metavar="OUT", help="JSON lines; CSV for places")
    annotate.set_defaults(act=_annotate)
    return parser


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return number


if __name__ == "__main__":
    sys.exit(main())
