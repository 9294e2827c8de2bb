"""What a scheduled run must survive: after each fault `latest` is whole, the exit code is right, and nothing is left.

The faults are provoked for real, on whole runs of the command with tiny notebooks.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from helpers.runner import history
from helpers.runner.publish import LATEST

#: The command with notebooks of the test's own.
_COMMAND = (
    "import sys\nfrom pathlib import Path\nfrom helpers.cli import main\nfrom helpers.runner import run\n"
    "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "folder, real = Path(sys.argv[1]), run.Plan\n"
    "needs = {'01_corpus': (), '02_keywords': ('01_corpus',)}\n"
    "run.Plan = lambda *a, **k: real(*a, **k, notebooks=folder / 'notebooks', needs=needs)\n"
    "sys.exit(main(['run', str(folder / 'pages'), '--reports', str(folder / 'reports'), '--force', *sys.argv[2:]]))\n"
)


class Desk:
    """A folder with two notebooks, pages, and reports; `start` begins a run there."""

    def __init__(self, folder: Path, write_notebook) -> None:
        self.folder, self.reports, self._write = folder, folder / "reports", write_notebook
        (folder / "pages").mkdir()
        (folder / "pages" / "a.txt").write_text("A page.", encoding="utf-8")
        self.notebooks()

    def notebooks(self, *cells: str, first: tuple[str, ...] = ()) -> None:
        """The second notebook with `cells`, the first with `first`."""
        self._write("01_corpus", *first)
        self._write("02_keywords", *cells)

    def start(self, *options: str, **environment: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", _COMMAND, str(self.folder), *options], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
        )  # fmt: skip

    def run(self, *options: str, **environment: str) -> tuple[int, str]:
        process = self.start(*options, **environment)
        out, err = process.communicate(timeout=180)
        return process.returncode, out + err

    def latest(self) -> str:
        """The run that `latest` is, after a look at its files."""
        facts = history.read(self.reports / LATEST)
        for entry in facts["outputs"]:
            assert (self.reports / LATEST / entry["path"]).stat().st_size == entry["bytes"]
        return facts["run_id"]

    def left(self) -> list[str]:
        """What a fault may not leave: folders half built, processes of a run."""
        building = [path.name for path in self.reports.glob(".building-*")]
        return building + [p.name() for p in _processes_of(self.folder)]


@pytest.fixture(scope="module")
def good_reports(tmp_path_factory) -> Path:
    """A reports folder with one good run; made when the first test leaves its own."""
    return tmp_path_factory.mktemp("good") / "reports"


@pytest.fixture
def desk(tmp_path, write_notebook, good_reports) -> Iterator[Desk]:
    """A desk that has had one good run."""
    desk = Desk(tmp_path, write_notebook)
    if not good_reports.exists():
        code, said = desk.run()
        assert code == 0, said
        shutil.copytree(desk.reports, good_reports, symlinks=True)
    else:
        shutil.copytree(good_reports, desk.reports, symlinks=True)
    yield desk
    for process in _processes_of(tmp_path):
        process.kill()


def _processes_of(folder: Path) -> list[psutil.Process]:
    """Living processes that have to do with the reports in a folder, but for this one."""
    found = []
    for process in psutil.process_iter():
        try:
            known = [*process.cmdline(), process.environ().get("DATELINE_REPORTS", "")]
            if process.pid != os.getpid() and any(str(folder) in text for text in known):
                found += [process] if process.status() != psutil.STATUS_ZOMBIE else []
        except (psutil.Error, OSError):
            continue
    return found


def _wait_for(what, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("stage", ["starting", "first notebook", "second notebook", "pages"])
def test_a_runner_that_is_ended_at_any_stage(desk, stage, number):
    before, note = desk.latest(), desk.folder / "note"
    wait = f"open({str(note)!r}, 'w').close()\nimport time\ntime.sleep(600)"
    if stage == "first notebook":
        desk.notebooks(first=(wait,))
    elif stage == "second notebook":
        desk.notebooks(wait)
    process = desk.start()
    if stage == "starting":
        _wait_for(lambda: any(desk.reports.glob(".building-*")))
    elif stage == "pages":
        _wait_for(lambda: any(desk.reports.glob(".building-*/*.html")) or process.poll() is not None)
    else:
        _wait_for(note.exists)
    process.send_signal(number)
    process.communicate(timeout=60)
    ended = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGKILL: -9}[number]
    assert process.returncode == ended or (stage == "pages" and process.returncode == 0)
    if process.returncode:
        assert desk.latest() == before
    desk.notebooks()
    if number == signal.SIGKILL:  # nobody could tidy up; the kernels see that their runner is gone, the next run sweeps
        _wait_for(lambda: not _processes_of(desk.folder))
        code, said = desk.run()
        assert code == 0, said
    assert desk.left() == []


@pytest.mark.parametrize(("cell", "said"), [
    ("import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\nbig = bytearray(2**32)", "MemoryError"),
    ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "the kernel died (often memory)"),
    ("while True: pass", "the cell ran longer than 3 s"),
    ("input()", "StdinNotImplementedError"),
    ("import sys\nsys.exit(0)", "ended itself"),
])
def test_a_notebook_that_goes_wrong(desk, cell, said):
    before = desk.latest()
    desk.notebooks(cell)
    code, text = desk.run("--cell-timeout", "3")
    assert (code, desk.latest(), desk.left()) == (1, before, [])
    assert said in text and "details in" in text


def test_a_fork_that_outlives_its_cell(desk):
    desk.notebooks("import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(600)")
    code, said = desk.run()
    assert (code, desk.left()) == (0, []), said


def test_a_run_that_takes_too_long(desk):
    before = desk.latest()
    desk.notebooks("import time\ntime.sleep(600)")
    code, said = desk.run("--run-timeout", "8")
    assert (code, desk.latest(), desk.left()) == (1, before, [])
    assert "the run took longer than 8 s" in said


def test_two_runs_at_once(desk):
    note = desk.folder / "note"
    desk.notebooks(f"import time\nopen({str(note)!r}, 'w').close()\ntime.sleep(4)")
    first = desk.start()
    _wait_for(note.exists)
    code, said = desk.run()
    assert code == 75 and "another run is at work here: run 2" in said
    waiting = desk.start("--wait")
    first.communicate(timeout=90)
    _, err = waiting.communicate(timeout=90)
    assert (first.returncode, waiting.returncode, desk.left()) == (0, 0, [])
    assert "waiting for run 2" in err


def test_a_lock_whose_holder_died(desk):
    (desk.reports / ".lock-holder.json").write_text('{"run_id": "20310101-000000-aaaaaa"}', encoding="utf-8")
    (desk.reports / ".lock").touch()
    assert desk.run()[0] == 0


def test_a_corpus_that_changes_during_the_run(desk):
    before = desk.latest()
    second = desk.folder / "notebooks" / "02_keywords.ipynb"
    text = second.read_text(encoding="utf-8")
    assert text.count("abc") == 1  # what the last cell says of the corpus
    second.write_text(text.replace("abc", "xyz"), encoding="utf-8")
    code, said = desk.run()
    assert (code, desk.latest(), desk.left()) == (1, before, [])
    assert "the corpus changed while the run was at work" in said


def test_a_clock_set_back(desk):
    future = desk.reports / "20991231-235959-abcdef"
    shutil.copytree(desk.reports / LATEST, future)
    text = (future / "run.json").read_text(encoding="utf-8").replace(desk.latest(), future.name)
    (future / "run.json").write_text(text, encoding="utf-8")
    before = desk.latest()
    code, said = desk.run("--keep", "2")
    assert (code, desk.left()) == (0, []), said
    assert desk.latest() != before and future.exists()


def test_a_disk_that_is_full(desk):
    small = desk.folder / "small"
    small.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=104m", "tmpfs", small], capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("a small file system cannot be mounted here")
    try:
        reports = small / "reports"
        assert desk.run("--reports", str(reports))[0] == 0
        good = history.read(reports / LATEST)["run_id"]
        (small / "ballast").write_bytes(bytes(30 * 2**20))
        code, said = desk.run("--reports", str(reports))
        assert code == 1 and "the disk is nearly full" in said
        (small / "ballast").unlink()
        fill = f"open({str(small / 'ballast')!r}, 'wb', buffering=0)"
        desk.notebooks(  # full while it runs
            f"import contextlib\nwith {fill} as file, contextlib.suppress(OSError):\n"
            "    while file.write(bytes(4096)):\n        pass"
        )
        code, said = desk.run("--reports", str(reports))
        assert code == 1 and "Traceback" not in said
        assert history.read(reports / LATEST)["run_id"] == good
        assert list(reports.glob(".building-*")) == []
    finally:
        subprocess.run(["umount", small], check=False)


def test_a_reports_folder_that_may_not_be_written(desk):
    shutil.rmtree(desk.reports)
    desk.reports.write_text("no folder", encoding="utf-8")
    code, said = desk.run()
    assert code == 1 and said.startswith("dateline: cannot use the reports folder") and said.count("\n") == 1
