"""One run at a time, and who holds the place."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.runner.lock import LockedError, hold, holder

_HOLD = """
import sys, time
from pathlib import Path
from helpers.runner.lock import hold
with hold(Path(sys.argv[1]), "20310101-000000-abcdef"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the reports folder."""
    process = subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_the_second_is_told_who_holds_it(tmp_path, other):
    said = f"run 20310101-000000-abcdef, process {other.pid} on .*, since 20"
    with pytest.raises(LockedError, match=said), hold(tmp_path, "x"):
        pytest.fail("two runs held the lock")


def test_a_lock_dies_with_its_holder(tmp_path, other):
    other.kill()
    other.wait()
    with hold(tmp_path, "20310101-000001-abcdef"):
        assert "20310101-000001-abcdef" in holder(tmp_path)
    assert holder(tmp_path) == "holder unknown"
