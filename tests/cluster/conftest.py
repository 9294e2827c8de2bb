"""A Dask scheduler and workers, and an S3 server, each a real process on a free port of this machine."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.paths import ROOT
from helpers.store import location

_START_S = 60
SAMPLE = ROOT / "data" / "sample" / "pages"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Until somebody listens on the port."""
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        assert process.poll() is None, "the process ended at once"
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on port {port}")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """`start(*command)`: a process that is ended with the test; what it says goes to a file in tmp_path."""
    running: list[subprocess.Popen] = []

    def begin(*command: str) -> subprocess.Popen:
        with (tmp_path / f"process-{len(running)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *command], stdout=log, stderr=subprocess.STDOUT, cwd=tmp_path,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait(timeout=20)


@pytest.fixture
def scheduler(start) -> str:
    """The address of a Dask scheduler without workers."""
    if not importlib.util.find_spec("distributed"):
        pytest.skip("the package distributed is not installed (requirements-cluster.txt)")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    wait_for(port, start("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port),
                         "--no-dashboard"))  # fmt: skip
    return address


@pytest.fixture
def worker(start, scheduler) -> Callable[[], subprocess.Popen]:
    """`worker()`: one more worker process of the scheduler."""

    def begin() -> subprocess.Popen:
        return start("-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                     "--host", "127.0.0.1", "--memory-limit", "0")  # fmt: skip

    return begin


@pytest.fixture
def s3(start, monkeypatch) -> str:
    """An S3 server with an empty bucket; the address of the bucket. Processes started later know it too."""
    for package in ("moto", "s3fs"):
        if not importlib.util.find_spec(package):
            pytest.skip(f"the package {package} is not installed")
    port = free_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    wait_for(port, start("-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)))
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()  # of a server of an earlier test
    location._filesystem.cache_clear()
    s3fs.S3FileSystem().mkdir("corpora")
    return "s3://corpora"
