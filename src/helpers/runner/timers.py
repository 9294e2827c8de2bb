"""Ready pieces for the schedulers that people have: cron, systemd, GitHub Actions, Airflow.

Each runs `dateline run` and nothing else; that holds the lock, keeps the last good report and says by its exit code
what happened. Refuses: unknown schedulers, and times that are none.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ParameterError

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Job:
    """What to run, where, and when: `arguments` of `dateline run`; local time for cron and systemd, UTC elsewhere."""

    root: Path
    command: str
    arguments: tuple[str, ...]
    hour: int
    minute: int

    def line(self) -> str:
        """The command as a shell reads it."""
        return shlex.join([self.command, "run", *self.arguments])


def ready(kind: str, *, root: Path, command: str, arguments: Sequence[str], at: str) -> str:
    """The text for a scheduler: a crontab line, unit files, a workflow, or a DAG. `at`: HH:MM."""
    if kind not in KINDS:
        raise ParameterError("unknown scheduler", where=kind, do="Known: " + ", ".join(KINDS) + ".")
    time = _TIME.fullmatch(at)
    if not time:
        raise ParameterError("not a time of day", where=at, do="Write it as HH:MM.")
    if any(ord(character) < 32 for part in (str(root), command, *arguments) for character in part):
        raise ParameterError("a control character in a path or parameter", where=kind, do="Rename it.")
    return KINDS[kind](Job(root, command, tuple(arguments), int(time.group(1)), int(time.group(2))))


def _cron(job: Job) -> str:
    # A percent sign ends a command in a crontab unless it is escaped.
    command = f"cd {shlex.quote(str(job.root))} && {job.line()} --quiet --wait".replace("%", "\\%")
    return f"{job.minute} {job.hour} * * *  {command}\n"


def _systemd(job: Job) -> str:
    words = [job.command, "run", *job.arguments, "--quiet", "--wait"]
    return f"""\
# ~/.config/systemd/user/dateline.service
[Unit]
Description=Dateline reports
OnFailure=dateline-failed.service

[Service]
Type=oneshot
WorkingDirectory={_unit(str(job.root))}
ExecStart={" ".join(_quoted(word) for word in words)}
TimeoutStartSec=4h
MemoryMax=8G
Nice=10

# ~/.config/systemd/user/dateline-failed.service
[Unit]
Description=Tell that the Dateline reports failed

[Service]
Type=oneshot
ExecStart=/usr/bin/logger -p user.err "dateline: the scheduled run failed; see the journal"

# ~/.config/systemd/user/dateline.timer
[Unit]
Description=Dateline reports, every day

[Timer]
OnCalendar=*-*-* {job.hour:02}:{job.minute:02}:00
Persistent=true
RandomizedDelaySec=2min

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now dateline.timer
"""


def _github(job: Job) -> str:
    # The workflow has its own checkout and environment, so only the arguments are taken over.
    command = shlex.join([".venv/bin/dateline", "run", *job.arguments])
    return f"""\
# .github/workflows/dateline.yml
name: Dateline reports
on:
  schedule:
    - cron: "{job.minute} {job.hour} * * *"
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency: dateline
jobs:
  report:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    environment:
      name: github-pages
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e .
      - uses: actions/cache@v4
        with:
          path: |
            data/derived
            reports
          key: dateline-${{{{ github.run_id }}}}
          restore-keys: dateline-
      - run: {_yaml(command)}
      - run: mkdir site && cp -rL reports/latest/. site/ && rm -rf site/notebooks
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - uses: actions/deploy-pages@v4
"""


def _airflow(job: Job) -> str:
    command = f"{{% raw %}}cd {shlex.quote(str(job.root))} && {job.line()} --quiet --wait{{% endraw %}}"
    return f'''\
# dags/dateline.py. The bash operator runs the whole of `dateline run`: its order, lock and checks stay in force.
# (papermill's own operator takes a notebook whose kernel was killed for a success.)
from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.providers.standard.operators.bash import BashOperator

with DAG(
    dag_id="dateline",
    schedule="{job.minute} {job.hour} * * *",
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={{"retries": 1, "retry_delay": timedelta(minutes=10)}},
):
    BashOperator(
        task_id="reports",
        bash_command={command!r},
        execution_timeout=timedelta(hours=4),
    )
'''


def _unit(text: str) -> str:
    """A value in a unit file, where `%` begins a specifier."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of ExecStart."""
    escaped = _unit(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{escaped}"' if not re.fullmatch(r"[\w./:=@%+,-]+", word) else escaped


def _yaml(text: str) -> str:
    """A text as a YAML scalar in single quotes; two braces would be an expression of GitHub's."""
    if "${{" in text:
        raise ParameterError("an expression in a parameter", where="${{", do="Take it out.")
    return "'" + text.replace("'", "''") + "'"


KINDS: dict[str, Callable[[Job], str]] = {
    "cron": _cron, "systemd": _systemd, "github": _github, "airflow": _airflow,
}
