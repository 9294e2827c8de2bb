"""What schedulers are given is checked by their own tools, where these are to be had."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from helpers.errors import ParameterError
from helpers.runner.timers import KINDS, ready

ROOT = Path("/srv/my news/100% dateline")
COMMAND = "/srv/my news/100% dateline/.venv/bin/dateline"
ARGUMENTS = ["data/raw", "-p", "query", 'flood OR "high water"', "-p", "run_title", "$5 % 'x'"]


def _ready(kind: str, *, root: Path = ROOT, command: str = COMMAND, arguments=ARGUMENTS, at: str = "6:05") -> str:
    return ready(kind, root=root, command=command, arguments=arguments, at=at)


@pytest.mark.parametrize(("kind", "at", "said"), [
    ("windows", "06:00", "unknown scheduler"), ("cron", "25:00", "not a time of day"), ("cron", "6", "not a time"),
])
def test_what_is_refused(kind, at, said):
    with pytest.raises(ParameterError, match=said):
        _ready(kind, at=at)


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_break_cannot_smuggle_a_second_job_in(kind):
    with pytest.raises(ParameterError, match="control character"):
        _ready(kind, arguments=["data/raw\n* * * * * rm -rf /"])


def test_a_crontab_line_runs_what_was_asked():
    line = _ready("cron").rstrip("\n")
    assert "\n" not in line
    assert line.startswith("5 6 * * *  ")
    assert not re.search(r"(?<!\\)%", line)  # cron would cut the command there
    words = shlex.split(line.split("  ", 1)[1].replace("\\%", "%"))
    assert words == ["cd", str(ROOT), "&&", COMMAND, "run", *ARGUMENTS, "--quiet", "--wait"]


@pytest.mark.slow
def test_a_real_cron_daemon_runs_it(tmp_path):
    cron = shutil.which("cron")
    if not cron or os.geteuid() != 0:
        pytest.skip("needs a cron daemon and the right to start it")
    note = tmp_path / "it ran"
    script = tmp_path / "dateline"
    script.write_text(f"#!/bin/sh\npwd > {shlex.quote(str(note))}\necho \"$@\" >> {shlex.quote(str(note))}\n")
    script.chmod(0o755)
    soon = time.localtime(time.time() + 70)
    line = _ready("cron", root=tmp_path, command=str(script), arguments=["100% sure"],
                  at=f"{soon.tm_hour}:{soon.tm_min:02}")
    minute, hour, rest = line.split(" ", 2)
    table = Path("/etc/cron.d/dateline-test")
    table.write_text(f"{minute} {hour} " + rest.replace("* * *  ", "* * *  root  ", 1))
    daemon = subprocess.Popen([cron, "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 150
        while not note.exists() and daemon.poll() is None and time.monotonic() < until:
            time.sleep(1)
        if daemon.poll() is not None:
            pytest.skip("the cron daemon does not start here (another one runs, or it may not)")
        time.sleep(0.5)
        assert note.read_text().splitlines() == [str(tmp_path), "run 100% sure --quiet --wait"]
    finally:
        table.unlink()
        daemon.kill()
        daemon.wait()


def test_systemd_takes_the_units(tmp_path):
    tool = shutil.which("systemd-analyze")
    if not tool:
        pytest.skip("systemd-analyze is not installed")
    root = tmp_path / "100% dateline"
    root.mkdir()
    program = shutil.which("true")
    for part in re.split(r"^# ~/\.config/systemd/user/", _ready("systemd", root=root, command=program), flags=re.M)[1:]:
        name, _, text = part.partition("\n")
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert sorted(path.name for path in tmp_path.glob("dateline*")) == [
        "dateline-failed.service", "dateline.service", "dateline.timer"]
    (tmp_path / "dateline-failed.service").write_text(
        (tmp_path / "dateline-failed.service").read_text().replace("/usr/bin/logger", program))
    units = [str(path) for path in sorted(tmp_path.glob("dateline*"))]
    ran = subprocess.run([tool, "verify", "--man=no", *units], capture_output=True, text=True, check=False, timeout=60)
    said = [line for line in ran.stderr.splitlines() if "dateline" in line]
    assert said == []
    text = (tmp_path / "dateline.timer").read_text()
    assert "Persistent=true" in text and "OnCalendar=*-*-* 06:05:00" in text
    assert "OnFailure=dateline-failed.service" in (tmp_path / "dateline.service").read_text()


def test_systemd_sees_the_arguments_as_given():
    line = next(line for line in _ready("systemd").splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.removeprefix("ExecStart="))
    assert [word.replace("%%", "%").replace("$$", "$") for word in words] == [
        COMMAND, "run", *ARGUMENTS, "--quiet", "--wait"]


def test_github_takes_the_workflow(tmp_path):
    text = _ready("github")
    workflow = yaml.safe_load(text)
    assert workflow["jobs"]["report"]["steps"][4]["run"] == shlex.join([".venv/bin/dateline", "run", *ARGUMENTS])
    assert str(ROOT) not in text
    tool = Path(sys.executable).with_name("check-jsonschema")
    if not tool.exists():
        pytest.skip("check-jsonschema is not installed")
    path = tmp_path / "dateline.yml"
    path.write_text(text, encoding="utf-8")
    ran = subprocess.run([tool, "--builtin-schema", "vendor.github-workflows", path], capture_output=True, text=True,
                         check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout
    with pytest.raises(ParameterError, match="expression"):
        _ready("github", arguments=["${{ secrets.KEY }}"])


def test_the_dag_is_python_and_runs_the_command(tmp_path):
    text = _ready("airflow")
    calls = {ast.unparse(node.func): node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
    command = next(k.value.value for k in calls["BashOperator"].keywords if k.arg == "bash_command")
    assert command.startswith("{% raw %}") and command.endswith("{% endraw %}")
    words = shlex.split(command.removeprefix("{% raw %}").removesuffix("{% endraw %}"))
    assert words == ["cd", str(ROOT), "&&", COMMAND, "run", *ARGUMENTS, "--quiet", "--wait"]
