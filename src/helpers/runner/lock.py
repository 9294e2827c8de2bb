"""One run at a time in a reports folder. The operating system gives the lock back when its holder dies."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.errors import RunError

_LOCK, _HOLDER = ".lock", ".lock-holder.json"


class LockedError(RunError):
    """Another run holds the reports folder."""


@contextmanager
def hold(
    reports: Path, run_id: str, *, wait: bool = False, say: Callable[[str], object] = lambda text: None
) -> Iterator[None]:
    """Hold the reports folder. If somebody else does: wait for the end of that if told to, and say so; else LockedError
    names who holds it, and since when."""
    lock = FileLock(reports / _LOCK, timeout=0)
    try:
        try:
            lock.acquire()
        except Timeout:
            if not wait:
                raise
            say(f"waiting for {holder(reports)}")
            lock.acquire(timeout=-1)
    except Timeout:
        do = "Wait for it to end, or give --wait."
        raise LockedError("another run is at work here", where=holder(reports), do=do) from None
    except OSError as error:
        raise RunError("cannot write in the reports folder", where=f"{reports} ({error.strerror})",
                       do="Give another with --reports.") from error
    try:
        facts = {"run_id": run_id, "process": os.getpid(), "host": socket.gethostname(),
                 "since_utc": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
        (reports / _HOLDER).write_text(json.dumps(facts), encoding="utf-8")
        yield
    finally:
        (reports / _HOLDER).unlink(missing_ok=True)
        lock.release()


def holder(reports: Path) -> str:
    """Who holds the lock, in words, as far as is known."""
    try:
        facts = json.loads((reports / _HOLDER).read_text(encoding="utf-8"))
        return f"run {facts['run_id']}, process {facts['process']} on {facts['host']}, since {facts['since_utc']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "holder unknown"
