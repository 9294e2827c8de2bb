"""What the last look at a corpus found out about its files, so that the next one only asks whether they changed.

A file is taken as unchanged if its size, inode and both of its times are (behind a URL: its stamp), and these were not
so fresh that a change might hide behind them. Lies under `derived`/listing/, one file a corpus; damaged, old or of
other code, it counts as absent, and if it cannot be written, the next look takes as long as this one.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
import uuid
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from helpers.corpus.location import Entry, filesystem, is_url, open_file
from helpers.corpus.packed import is_there
from helpers.corpus.shards import Part, Slice
from helpers.errors import CorpusError

FOLDER = "listing"
#: A file that changed this shortly before it was looked at may change again without a sign of it.
_FRESH_NS = 2_000_000_000
#: Smaller corpora are looked at anew: that is as quick.
_MIN_FILES, _MIN_BYTES = 1000, 4 << 20

Known = dict[str, tuple[str, list[Slice]]]


def recall(root: str, derived: str) -> Known:
    """By name of file: its stamp, and its slices."""
    try:
        with open_file(derived, f"{FOLDER}/{_name(root)}") as file:
            facts = json.load(io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape"))
        return {name: (stamp, [_slice(one) for one in slices]) for name, (stamp, slices) in facts.items()}
    except (OSError, CorpusError, ValueError, TypeError, AttributeError):
        return {}


def still_holds(known: Known, entry: Entry) -> bool:
    """Whether what is known about a file can be used."""
    stamp, slices = known.get(entry.name, ("", []))
    if not entry.stamp or stamp != entry.stamp or not slices:
        return False
    unpacked = {one.part.place: one.part for one in slices if one.part.place and "zip" not in one.part.wraps}
    return all(is_there(part) for part in unpacked.values())


def keep(root: str, derived: str, entries: list[Entry], found: Known) -> None:
    """Write down what was found."""
    if len(entries) < _MIN_FILES and sum(entry.size for entry in entries) < _MIN_BYTES:
        return
    latest = time.time_ns() - _FRESH_NS
    names = [entry.name for entry in entries if entry.stamp and entry.changed_ns < latest]
    facts = {name: (found[name][0], [_plain(one) for one in found[name][1]]) for name in names}
    data = json.dumps(facts, separators=(",", ":")).encode()
    try:
        if is_url(derived):
            files, base = filesystem(derived)
            files.pipe_file(f"{base.rstrip('/')}/{FOLDER}/{_name(root)}", data)
            return
        folder = Path(derived) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        waiting = folder / f".{uuid.uuid4().hex}.tmp"
        waiting.write_bytes(data)
        waiting.replace(folder / _name(root))
    except (OSError, CorpusError):
        return


def _name(root: str) -> str:
    return f"{hashlib.sha256(f'{_code()}:{root}'.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.json"


@lru_cache(maxsize=1)
def _code() -> str:
    """Hash of the sources that decide how files are cut."""
    folder = Path(__file__).parent
    names = ("shards", "location", "streams", "slices", "packed", "zips", "delimited", "parquet", "warc", "remember")
    return hashlib.sha256(b"".join((folder / f"{name}.py").read_bytes() for name in names)).hexdigest()


def _plain(one: Slice) -> list:
    """A slice as JSON, without what is as it mostly is."""
    values = [getattr(one.part, name) for name in _NAMES]
    while values and values[-1] == _DEFAULTS[len(values) - 1]:
        values.pop()
    return [one.digest, one.weight, *values]


def _slice(plain: list) -> Slice:
    digest, weight, *values = plain
    return Slice(Part(*(tuple(value) if isinstance(value, list) else value for value in values)), digest, weight)


_NAMES = tuple(field.name for field in fields(Part))
_DEFAULTS = tuple(field.default for field in fields(Part))
