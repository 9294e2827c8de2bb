"""A run's folder: built aside, then there in one move, complete or not at all; and `latest`, the last good run.

`latest` is a symbolic link, replaced in one move. Where links cannot be made (Windows without the right to), it is a
copy of the run, put in place by two renames; its run.json says which run it is, either way.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from pathlib import Path

from helpers.errors import ParameterError, RunError
from helpers.runner import history

LATEST = "latest"
#: The front page of a run, and of the reports folder.
FRONT = "index.html"
#: The tables of the pages as CSV files, a folder for each step.
DATA = "data"
_BUILDING = ".building-"
_KEEP = re.compile(r"([1-9][0-9]{0,4})(d?)")


def begin(reports: Path, run_id: str) -> Path:
    """An empty folder to build the run in. Hold the lock: what earlier runs left half done is swept."""
    sweep(reports)
    building = reports / f"{_BUILDING}{run_id}"
    try:
        building.mkdir()
    except OSError as error:
        raise RunError("cannot write in the reports folder", where=f"{reports} ({error.strerror})",
                       do="Give another with --reports.") from error
    return building


def sweep(reports: Path) -> int:
    """Delete folders that no run is building any more; how many. Only while holding the lock."""
    stale = sorted(reports.glob(f"{_BUILDING}*"))
    for path in stale:
        discard(path)
    return len(stale)


def discard(path: Path) -> None:
    """Delete a folder or link, as far as that can be done."""
    if path.is_symlink():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


def publish(building: Path, reports: Path, run_id: str) -> Path:
    """Move the finished folder to its place; the folder it is now."""
    _sync(building)
    final = reports / run_id
    try:
        building.rename(final)
    except OSError as error:
        raise RunError("cannot publish the run", where=f"{final.name} ({error.strerror})",
                       do="See that the reports folder may be written to.") from error
    _sync_folder(reports)
    return final


def set_latest(reports: Path, run_id: str) -> None:
    """Make `latest` this run, at no moment a broken one."""
    latest, waiting = reports / LATEST, reports / f"{_BUILDING}{LATEST}"
    discard(waiting)
    try:
        waiting.symlink_to(run_id, target_is_directory=True)
    except (OSError, NotImplementedError):
        shutil.copytree(reports / run_id, waiting)
    if latest.is_dir() and not latest.is_symlink():
        old = reports / f"{_BUILDING}old"
        discard(old)
        latest.rename(old)
        waiting.rename(latest)
        discard(old)
    else:
        waiting.replace(latest)
    _sync_folder(reports)


def prune(reports: Path, keep: str, newest: str) -> list[str]:
    """Delete old runs: all but the last `30`, or those older than `90d`; none if `keep` is empty. The ids that went.

    Never `newest`, nor what `latest` points to, nor the last good run. Hold the lock.
    """
    kept = retention(keep)
    if kept is None:
        return []
    number, days = kept
    ids = sorted((p.name for p in reports.iterdir() if history.RUN_ID.fullmatch(p.name)), reverse=True)
    latest = history.read(reports / LATEST).get("run_id", "")
    safe = {newest, latest, history.last_good(reports)}
    oldest = f"{dt.datetime.now(dt.UTC) - dt.timedelta(days=days):%Y%m%d-%H%M%S}"
    gone = [name for place, name in enumerate(ids)
            if name not in safe and (place >= number if number else name < oldest)]
    for name in gone:
        discard(reports / name)
    return gone


def retention(keep: str) -> tuple[int, int] | None:
    """`30` as (30 runs, 0 days), `90d` as (0, 90); None for an empty text."""
    found = _KEEP.fullmatch(keep)
    if keep and not found:
        raise ParameterError("cannot keep", where=keep, do="Give a number of runs (30) or of days (90d).")
    if not found:
        return None
    number = int(found.group(1))
    return (0, number) if found.group(2) else (number, 0)


def _sync(folder: Path) -> None:
    """See that all files of a folder have reached the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in [p for p in folder.rglob("*") if p.is_dir()] + [folder]:
        _sync_folder(path)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
