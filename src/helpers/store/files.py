"""One partition of one table as a Parquet file whose name tells what it was made from and what stands in it.

`<key>-<content>.parquet`: the key is the hash of all that decided the content (see `work`), the content the hash of the
file's bytes. So a result is found by its key, a damaged file (cut short, or a bit turned) is known by its content, and
what depends on a table depends on its content alone. Refuses: a damaged file, and one of another schema.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers import schema
from helpers.errors import StoreError
from helpers.store.location import Location

_NAME = re.compile(r"([0-9a-f]{24})-([0-9a-f]{24})\.parquet")
_SCHEMA_KEY = b"dateline.schema"
#: Long texts, each its own: a dictionary of them would only take room.
_NOT_REPEATED = frozenset({"text", "title", "url"})
_READ_AT_ONCE = 1 << 20


class DamagedFile(StoreError):
    """A file of the store whose bytes are not what they were. `name`: the file, below the store."""

    @property
    def name(self) -> str:
        return self.where


def digest(*parts: str) -> str:
    """24 hexadecimal digits for some texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def content_of(name: str) -> str:
    """The hash of the bytes of a file, from its name."""
    return _parts(name)[1]


def key_of(name: str) -> str:
    """The hash of all that decided a file's content, from its name."""
    return _parts(name)[0]


def by_key(names: list[str]) -> dict[str, str]:
    """Keys of a folder's files -> names; other files are passed over."""
    return {match.group(1): name for name in reversed(names) if (match := _NAME.fullmatch(name))}


def write(where: Location, table: str, key: str, rows: pa.Table) -> str:
    """Write a partition and return the file's name."""
    data = encode(table, rows)
    name = f"{key}-{hashlib.sha256(data).hexdigest()[:24]}.parquet"
    where.write(f"{table}/{name}", data)
    return name


def write_again(where: Location, table: str, key: str, name: str) -> str:
    """Write a copy of a file under another key, and return its name; DamagedFile if it is not as it was written."""
    data = _bytes(where, table, name)
    copied = f"{key}-{content_of(name)}.parquet"
    if copied != name:
        where.write(f"{table}/{copied}", data)
    return copied


def read(where: Location, table: str, name: str, columns: list[str] | None = None) -> pa.Table:
    """A partition; DamagedFile if it is not as it was written."""
    return open_file(where, table, name).read(columns)


def open_file(where: Location, table: str, name: str) -> OpenFile:
    """A partition's file, to read columns from; DamagedFile if it is not as it was written."""
    file = pq.ParquetFile(pa.BufferReader(_bytes(where, table, name)))
    if file.schema_arrow.metadata.get(_SCHEMA_KEY, b"").decode() != _schema_name(table):
        raise DamagedFile("a file of the store has another schema", where=f"{table}/{name}", do="It is made again.")
    return OpenFile(file.schema_arrow.remove_metadata().empty_table().select([]), file)


class OpenFile:
    """The rows of a partition: in memory, or in the bytes of a file, each column decoded when it is first asked for."""

    def __init__(self, rows: pa.Table, file: pq.ParquetFile | None = None) -> None:
        self._rows, self._file = rows, file

    def __len__(self) -> int:
        return len(self._rows) if self._file is None else self._file.metadata.num_rows

    def read(self, columns: list[str] | None = None) -> pa.Table:
        """The rows with these columns; None for all."""
        if self._file is None:
            return self._rows if columns is None else self._rows.select(columns)
        names = columns or self._file.schema_arrow.names
        missing = [name for name in names if name not in self._rows.column_names]
        if missing:
            more = self._file.read(columns=missing, use_threads=False).replace_schema_metadata()  # others are at work
            for name in self._rows.column_names:
                more = more.append_column(self._rows.field(name), self._rows[name])
            self._rows = more
        return self._rows.select(names)


class Pieces:
    """The files of a table one after the other, for a reduction that does not hold it (see `corpus.pieces.Source`)."""

    def __init__(self, where: Location, table: str, names: Sequence[str]) -> None:
        self._where, self._table, self._names = where, table, names
        self._sizes: list[int] = []

    def pieces(self, columns: list[str]) -> Iterator[pa.Table]:
        """These columns of all rows, file by file."""
        sizes = []
        yield schema.empty(self._table).select(columns)
        for name in self._names:
            piece = read(self._where, self._table, name, columns)
            sizes.append(len(piece))
            yield piece
        self._sizes = sizes

    def take(self, rows: np.ndarray, columns: list[str]) -> pa.Table:
        """These columns of some rows, by number and in that order; a file is read if it holds some."""
        sizes = self._sizes or [len(open_file(self._where, self._table, name)) for name in self._names]
        starts = np.cumsum([0, *sizes])
        order = np.argsort(rows, kind="stable")
        cuts = np.searchsorted(rows[order], starts)
        found = [schema.empty(self._table).select(columns)]
        for name, start, first, last in zip(self._names, starts, cuts, cuts[1:]):
            if last > first:
                piece = read(self._where, self._table, name, columns)
                found.append(piece.take(pa.array(rows[order[first:last]] - start)))
        back = np.empty(len(rows), np.int64)
        back[order] = np.arange(len(rows))
        return pa.concat_tables(found).take(pa.array(back))


def _bytes(where: Location, table: str, name: str) -> bytes:
    """The bytes of a file; DamagedFile if they are not those that were written."""
    try:
        data = where.read(f"{table}/{name}")
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest()[:24] != content_of(name):
        raise DamagedFile("a file of the store is damaged", where=f"{table}/{name}", do="It is made again.")
    return data


def check(path: Path) -> bool:
    """Whether a local file still has the bytes that its name tells of."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while data := file.read(_READ_AT_ONCE):
                found.update(data)
    except OSError:
        return False
    return found.hexdigest()[:24] == content_of(path.name)


def encode(table: str, rows: pa.Table) -> bytes:
    """Rows as the bytes of a Parquet file: zstd, repeated strings by dictionary, the schema's version within, and
    statistics of moments, by which a query of some days passes files over."""
    repeated = [f.name for f in rows.schema if pa.types.is_string(f.type) and f.name not in _NOT_REPEATED]
    moments = [f.name for f in rows.schema if pa.types.is_temporal(f.type)]
    rows = rows.combine_chunks().replace_schema_metadata({_SCHEMA_KEY: _schema_name(table)})
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", use_dictionary=repeated, write_statistics=moments)
    return sink.getvalue().to_pybytes()


def content_of_rows(rows: pa.Table) -> str:
    """Hash of the content of a table that is in memory."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    return hashlib.sha256(memoryview(sink.getvalue())).hexdigest()[:24]


@lru_cache(maxsize=64)
def _schema_name(table: str) -> str:
    return f"{table}/{schema.version(table.split('.')[0])}"


def _parts(name: str) -> tuple[str, str]:
    match = _NAME.fullmatch(name)
    if not match:
        raise StoreError("not a file of the store", where=name, do="Run: dateline clean.")
    return match.group(1), match.group(2)
