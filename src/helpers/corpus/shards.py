"""What a corpus is cut into: parts of files, and shards, which are some parts that become one partition of each table.

Both are small (names and numbers, never text), can be pickled, and mean the same in every working folder and process.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: A page larger than this is no article; neither is a line of a JSONL file. They are listed as not read.
MAX_PAGE_BYTES = 16 << 20
#: A shard aims at so many bytes of text.
TARGET = 3 << 19
#: No file counts for less, so that no shard gets too many.
LEAST = 2048

#: How a file of each kind is read: as one page (dump, html), as a feed, or as records.
HOW = {
    ".txt": "dump", ".html": "html", ".htm": "html", ".xml": "feed", ".rss": "feed", ".atom": "feed",
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".warc": "warc",
}  # fmt: skip
KINDS = frozenset({*HOW, ".gz", ".zip"})
READABLE = ".txt, .html, .jsonl, .csv, .parquet, .xml, .warc, or .gz or .zip of these,"


@dataclass(frozen=True, slots=True)
class Part:
    """A file, a member of an archive, or a range of either.

    `name`: as shown, relative to the root, a member below the name of its archive; `how`: which reader (see `HOW`);
    `start`, `stop`: bytes of the file that holds it, or rows of a Parquet file (-1: to the end); `first`: number of the
    first record (0: unknown, so records are named by their place in the file); `whole`: no other part is of this file;
    `place`: the file that holds the bytes if not `name`; `wraps`: what is to be unwrapped, outermost first (zip, gz,
    frame); `size`: bytes when unwrapped; `head`: a CSV file's delimiter and columns, for a part behind its first row;
    `why`: reason not to read it at all.
    """

    name: str
    how: str
    start: int = 0
    stop: int = -1
    first: int = 1
    whole: bool = True
    place: str = ""
    wraps: tuple[str, ...] = ()
    size: int = 0
    head: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Parts that become one partition. `key`: hash of their names and bytes; `root`: absolute path of the folder, or
    its URL; `weight`: about how many bytes of text; `digests`: of each part, a hash of its name and bytes."""

    key: str
    root: str
    parts: tuple[Part, ...]
    weight: int = 0
    digests: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the parts, each once, in order."""
        return tuple(dict.fromkeys(part.name for part in self.parts))

    @property
    def start(self) -> str:
        """Its first part, without what may grow: a shard that starts there is this one, with more or less in it."""
        part = self.parts[0]
        return f"{part.name}:{part.start}:{part.first}"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part, the hash of its bytes, and about how many bytes of text it holds."""

    part: Part
    digest: str
    weight: int


def refused(name: str, why: str) -> Slice:
    """A slice that only says why a file is not read."""
    return Slice(Part(name, "", why=why), hashlib.sha256(why.encode()).hexdigest(), LEAST)


def kind_of(name: str) -> tuple[str, bool]:
    """How a file is read, by its name, and whether it is packed with gzip; ("", …) if it is of no kind that is read.

    A WARC file packed with gzip is one gzip member a record: its reader takes it as it is. ("packed", True) is a
    packed file in a packed file, which nobody unpacks.
    """
    stem, _, ending = name.lower().rpartition(".")
    if not stem.rpartition("/")[2]:
        return "", False
    if ending == "zip":
        return "zip", False
    if ending != "gz":
        return HOW.get(f".{ending}", ""), False
    if stem.endswith((".gz", ".zip")):
        return "packed", True
    how = HOW.get(f".{stem.rpartition('.')[2]}", "") if "." in stem else ""
    return how, how != "warc"
