"""DuckDB over the files of the store: what notebooks ask. Memory has a limit; beyond it DuckDB spills to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from helpers import engine
from helpers.errors import StoreError
from helpers.store.location import Location

#: Half of what a process may take: the other half is for what notebooks hold.
_MEMORY = f"{engine.MEMORY_BYTES // 2 >> 20}MiB"
_SPILL = ".spill"


def connect(where: Location) -> duckdb.DuckDBPyConnection:
    """A database in memory that reads the store."""
    spill = str(Path(where.full(_SPILL)) if where.is_local else Path(tempfile.gettempdir(), "dateline-spill"))
    database = duckdb.connect(
        config={"threads": engine.default_workers(), "memory_limit": _MEMORY, "temp_directory": spill}
    )
    database.execute("SET TimeZone = 'UTC'")
    if not where.is_local:
        database.register_filesystem(where.filesystem())
    return database


def add_view(
    database: duckdb.DuckDBPyConnection, name: str, paths: Sequence[str], empty: Callable[[], pa.Table]
) -> None:
    """The table `name` as a view of its files."""
    if not paths:
        database.register(name, empty())
        return
    listing = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    try:
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listing}])")
    except duckdb.IOException as error:
        raise StoreError(f"cannot read table {name}", where=str(error).splitlines()[0], do="Run again.") from error
