"""The command: exit codes, one line of complaint, nothing heavy before it must be."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import cli
from helpers import params as parameters
from helpers.paths import ROOT
from helpers.runner.lock import hold

#: Importing one of these costs more than checking parameters may.
_HEAVY = ("pandas", "matplotlib", "papermill", "pyarrow", "duckdb", "nltk")


def _main(capsys, *arguments) -> tuple[int, list[str], list[str]]:
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:  # argparse's own complaints
        code = stop.code
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


@pytest.mark.parametrize(("arguments", "said"), [
    (["-p", "topn", "3"], "dateline: unknown parameter: topn. Did you mean top_n?"),
    (["-p", "top_n", "many"], "dateline: top_n must be a whole number: 'many'"),
    (["-p", "top_n", "0"], "dateline: top_n out of range: 0."),
    (["-p", "bin", "year"], "dateline: bin cannot be: 'year'. Choose one of auto, day, week, month."),
    (["-p", "start", "16.3.2022"], "dateline: start is not a day: 16.3.2022. Write it as YYYY-MM-DD."),
    (["-p", "start", "2022-03-02", "-p", "end", "2022-03-01"], "dateline: end is before start"),
    (["-p", "timezone", "Mars/Base"], "dateline: unknown time zone: Mars/Base."),
    (["-p", "query", '"open'], "dateline: query has an open quotation mark"),
    ([ROOT / "docs"], "dateline: no article files in the folder"),
    ([ROOT / "Makefile"], "dateline: not a kind of file that is read: Makefile."),
    (["no such folder"], "dateline: corpus not found: no such folder."),
    (["x" * 5000], "dateline: not a usable path"),
    (["-f", "none.yaml"], "dateline: cannot read the parameter file"),
    (["--only", "3_places"], "dateline: unknown notebook: 3_places. Did you mean 03_places?"),
])
@pytest.mark.parametrize("command", ["run", "check"])
def test_bad_parameters_are_told_in_one_line(capsys, command, arguments, said, tmp_path):
    extra = ["--reports", tmp_path / "reports"] if command == "run" else []
    code, out, err = _main(capsys, command, *extra, *arguments)
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith(said)
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "a", "b"], ["run", "-p", "x"], ["run", "--workers", "0"],
                                       ["annotate", "places"]])
def test_bad_usage_is_2(capsys, arguments):
    code, out, err = _main(capsys, *arguments)
    assert (code, out) == (2, [])
    assert err[0].startswith("usage: dateline")


def test_control_characters_do_not_reach_the_terminal(capsys):
    code, _, err = _main(capsys, "check", "-p", "bin", "a\x1b[2Jb\nc")
    assert (code, len(err)) == (2, 1)
    code, _, err = _main(capsys, "check", "a\x1b[2Jb\nc\u202e")
    assert (code, len(err)) == (2, 1)
    assert "\x1b" not in err[0] and "\u202e" not in err[0]


def test_check_needs_nothing_heavy_and_no_second():
    code = (
        "import sys\nfrom helpers.cli import main\ncode = main(['check', '-p', 'top_n', 'x'])\n"
        f"sys.exit(code if not set(sys.modules) & set({_HEAVY!r}) else 99)"
    )
    begin = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert time.perf_counter() - begin < 5  # 0.15 s by itself; the machine may be busy


def test_check_shows_what_a_run_would_use(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("A page.", encoding="utf-8")
    file = tmp_path / "p.yaml"
    file.write_text(f"corpus: '{tmp_path}'\ntop_n: 7\nbin: week\n", encoding="utf-8")
    code, out, _ = _main(capsys, "check", "-f", file, "-p", "bin", "day", "-p", "focus_terms", "grain, wheat ,")
    shown = dict(line.split(maxsplit=1) for line in out)
    assert code == 0
    assert (shown["top_n"], shown["bin"], shown["focus_terms"]) == ("7", "day", "['grain', 'wheat']")


def test_params_lists_every_parameter_with_its_help(capsys):
    code, out, _ = _main(capsys, "params")
    assert (code, len(out)) == (0, len(parameters.NAMES))
    assert all(parameters.HELP[line.split()[0]] in line for line in out)


def test_a_locked_reports_folder_is_75(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("A page.", encoding="utf-8")
    with hold(tmp_path, "20310101-000000-abcdef"):
        code, out, err = _main(capsys, "run", tmp_path, "--reports", tmp_path, "--only", "01_corpus")
    assert (code, out, len(err)) == (75, [], 1)
    assert "run 20310101-000000-abcdef" in err[0]


def test_list_without_runs(capsys, tmp_path):
    assert _main(capsys, "list", "--reports", tmp_path) == (0, [], ["no runs yet"])


@pytest.mark.parametrize("keep", ["0", "-3", "30 days", "d", "3w"])
def test_what_cannot_be_kept_is_told_before_the_run(capsys, tmp_path, keep):
    code, out, err = _main(capsys, "run", "--reports", tmp_path / "reports", f"--keep={keep}")
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith("dateline: cannot keep")
    assert not (tmp_path / "reports").exists()


def test_several_parameter_files_are_checked_before_the_first_runs(capsys, tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("top_n: 3\n", encoding="utf-8")
    bad.write_text("top_n: many\n", encoding="utf-8")
    code, _, err = _main(capsys, "run", "-f", good, "-f", bad, "--reports", tmp_path / "reports")
    assert (code, len(err)) == (2, 1)
    assert not (tmp_path / "reports").exists()


def test_a_dry_run_says_what_would_run(capsys, tmp_path):
    code, out, _ = _main(capsys, "run", "--dry-run", "--only", "03_places", "--reports", tmp_path / "reports")
    assert (code, out) == (0, ["03_places    to run"])
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("arguments", [["show", "20310101-000000-abcdef"], ["show"], ["show", "../.."],
                                       ["diff", "20310101-000000-abcdef"]])
def test_a_run_that_is_not_there_is_2(capsys, tmp_path, arguments):
    code, out, err = _main(capsys, *arguments, "--reports", tmp_path)
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith("dateline: no such run")


def test_a_schedule_is_checked_when_it_is_made(capsys):
    code, out, _ = _main(capsys, "schedule", "--at", "7:05", "cron", "data/sample", "-p", "top_n", "5")
    assert (code, len(out)) == (0, 1)
    assert out[0].startswith("5 7 * * *  cd ") and "run data/sample -p top_n 5 --quiet --wait" in out[0]
    assert _main(capsys, "schedule", "cron", "data/sample", "-p", "topn", "5")[0] == 2
    assert _main(capsys, "schedule", "cron", "--fly")[0] == 2
    assert _main(capsys, "schedule", "moon")[0] == 2


def test_what_is_printed_as_json_is_json(capsys, tmp_path):
    for arguments in (["check"], ["params"], ["list", "--reports", tmp_path]):
        code, out, _ = _main(capsys, *arguments, "--json")
        assert code == 0
        json.loads("\n".join(out))


def test_the_command_to_tell_of_a_failure_is_run_and_cannot_harm(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("A page.", encoding="utf-8")
    reports = tmp_path / "reports"
    reports.write_text("a file where the folder should be", encoding="utf-8")
    note = tmp_path / "told"
    tell = f"{sys.executable} -c \"import sys; open({str(note)!r}, 'w').write(sys.argv[1])\""
    code, _, err = _main(capsys, "run", tmp_path, "--reports", reports, "--on-failure", tell)
    assert (code, note.read_text()) == (1, str(reports))
    code, _, err = _main(capsys, "run", tmp_path, "--reports", reports, "--on-failure", "no-such-command")
    assert code == 1
    assert err[0].startswith("dateline: the command to tell of the run failed")


@pytest.mark.parametrize(("what", "text", "said"), [
    ("weather", '{"id": 1, "text": "a"}', "dateline: cannot annotate: 'weather'"),
    ("dates", "", "dateline: no usable line"),
    ("dates", "[]\n", "dateline: no usable line"),
])
def test_annotate_refuses_unusable_input_with_2(capsys, tmp_path, what, text, said):
    source = tmp_path / "in.jsonl"
    source.write_text(text, encoding="utf-8")
    code, out, err = _main(capsys, "annotate", what, source, tmp_path / "out")
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith(said)
    assert not (tmp_path / "out").exists()


def test_annotate_names_the_lines_it_leaves_out(capsys, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "On 16 March 2022 it rained."}\n{"id": 2}\n', encoding="utf-8")
    code, _, err = _main(capsys, "annotate", "dates", source, tmp_path / "out.jsonl")
    assert code == 0
    assert err[0] == "left out: line 2: has no text"
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") >= 1


def test_the_command_and_the_module_are_the_same():
    command = [sys.executable, "-m", "helpers", "--help"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.home())
    assert ran.returncode == 0
    assert len(ran.stdout.splitlines()) <= 30
    assert "exit codes" in ran.stdout


def test_every_exit_code_is_documented():
    text = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    assert all(f"| {code} |" in text for code in (0, 1, 2, 75, 130, 143))
