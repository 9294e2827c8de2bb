"""The command `dateline`: run the notebooks, look at runs and parameters, mark up texts. Here: its options.

Exit codes: 0 all good · 1 a step failed, or the run could not be carried out · 2 bad usage or parameters (told before
any kernel starts) · 75 another run is at work · 130 or 143 interrupted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import argcomplete

from helpers import commands
from helpers.commands import say
from helpers.errors import CorpusError, DatelineError, ParameterError
from helpers.paths import REPORTS

_EXAMPLES = """examples:
  dateline run                                      the sample corpus, parameters of params/default.yaml
  dateline run "my pages" -p start 2022-03-01       a folder of one's own, from a day on
  dateline run -f params/weekly.yaml --only 03_places
  dateline share latest                             one zip and one HTML file, to give away
  dateline annotate places texts.jsonl places.csv
  dateline schedule --at 06:15 systemd data/raw     a ready timer; also cron, github, airflow

exit codes: 0 good, 1 a step failed, 2 bad usage or parameters, 75 another run is at work"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    top = parser()
    argcomplete.autocomplete(top)
    options = top.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    try:
        return options.act(options)
    except (ParameterError, CorpusError) as error:
        return _complain(error, commands.BAD_USE)
    except DatelineError as error:
        return _complain(error, commands.code_of(error))
    except KeyboardInterrupt:
        say("interrupted: nothing was published", error=True)
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.GOOD


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    top = argparse.ArgumentParser(
        prog="dateline", description="Follow a news story through saved articles.", epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    run = verbs.add_parser("run", help="execute the notebooks and publish the reports")
    check = verbs.add_parser("check", help="check the parameters, and show them")
    for verb in (run, check):
        verb.add_argument("corpus", nargs="?", metavar="CORPUS", help="folder, file, pattern or URL of the articles")
        verb.add_argument("-p", dest="parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                          help="a parameter (see: dateline params); lists with commas")
        verb.add_argument("-f", dest="file", action="append", default=[], metavar="FILE",
                          help="parameters in YAML (default: params/default.yaml); several: a run of each")
        verb.add_argument("--only", action="append", default=[], metavar="NOTEBOOK", help="such as 03_places")
    run.add_argument("--workers", type=_number, default=2, metavar="N", help="notebooks side by side (2)")
    run.add_argument("--cell-timeout", type=_number, default=1800, metavar="S", help="seconds a cell may take (1800)")
    run.add_argument("--timeout", type=_number, default=3600, metavar="S", help="seconds a notebook may take (3600)")
    run.add_argument("--run-timeout", type=_number, default=14_400, metavar="S", help="seconds a run may take (14400)")
    run.add_argument("--force", action="store_true", help="run all notebooks, also those where nothing changed")
    run.add_argument("--wait", action="store_true", help="wait for another run to end")
    run.add_argument("--keep", default="", metavar="N|Nd", help="delete runs but the last N, or older than N days")
    run.add_argument("--on-failure", default="", metavar="CMD", help="after a failed run, with the path of run.json")
    run.add_argument("--on-change", default="", metavar="CMD", help="the same when good turns to failed, or back")
    run.add_argument("--dry-run", action="store_true", help="say what would run, and end")
    run.add_argument("--quiet", action="store_true", help="no progress lines")
    run.set_defaults(act=commands.run)
    check.set_defaults(act=commands.check)

    params = verbs.add_parser("params", help="all parameters: type, default, meaning")
    params.set_defaults(act=commands.list_parameters)
    listing = verbs.add_parser("list", help="all runs, newest first")
    listing.set_defaults(act=commands.list_runs)
    show = verbs.add_parser("show", help="one run: its corpus, steps and findings")
    show.add_argument("run", nargs="?", default="latest", metavar="RUN", help="run id (default: latest)")
    show.set_defaults(act=commands.show)
    diff = verbs.add_parser("diff", help="what two runs found differently")
    diff.add_argument("old", metavar="OLD", help="run id")
    diff.add_argument("new", nargs="?", default="latest", metavar="NEW", help="run id (default: latest)")
    diff.set_defaults(act=commands.diff)
    share = verbs.add_parser("share", help="one zip and one HTML file of a run, to give away")
    share.add_argument("run", nargs="?", default="latest", metavar="RUN", help="run id (default: latest)")
    share.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="where they are put (the working folder)")
    share.set_defaults(act=commands.share)
    clean = verbs.add_parser("clean", help="delete what can be made again; reports are kept")
    clean.set_defaults(act=commands.clean)
    for verb in (run, listing, show, diff, share, clean):
        verb.add_argument("--reports", type=Path, default=REPORTS, metavar="DIR", help="where the reports go")
    for verb in (run, check, params, listing, show, diff):
        verb.add_argument("--json", action="store_true", help="print JSON")

    annotate = verbs.add_parser("annotate", help="mark up texts of one's own")
    annotate.add_argument("what", metavar="WHAT", help="clean, places, people, quotes, figures or dates")
    annotate.add_argument("source", type=Path, metavar="IN.jsonl", help='lines of {"id", "text"[, "published"]}')
    annotate.add_argument("target", type=Path, metavar="OUT", help="JSON lines; CSV for places")
    annotate.set_defaults(act=commands.annotate)

    schedule = verbs.add_parser("schedule", help="print a ready unit for cron, systemd, github or airflow")
    schedule.add_argument("--at", default="06:15", metavar="HH:MM", help="time of day (06:15)")
    schedule.add_argument("kind", metavar="KIND", help="cron, systemd, github or airflow")
    schedule.add_argument("arguments", nargs=argparse.REMAINDER, metavar="...", help="what to give to dateline run")
    schedule.set_defaults(act=lambda options: commands.schedule(options, top.parse_args(["run", *options.arguments])))
    return top


def _complain(error: DatelineError, code: int) -> int:
    text = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())
    say(f"dateline: {text}", error=True)
    return code


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return number


if __name__ == "__main__":
    sys.exit(main())
