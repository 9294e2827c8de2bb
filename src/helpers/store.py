"""The tables of one corpus as Parquet files, each made once, addressed by content; DuckDB asks them.

A file's name is the hash of all that decides its content: the bytes of the pages, the tables it was made from, the code
and the reference data. So new articles cost only themselves, and a second run with nothing new computes nothing.
Refuses: nothing but an unreadable corpus. A damaged file under data/derived is made again.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import shutil
import uuid
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from helpers import engine
from helpers.corpus.read import Shard, list_shards
from helpers.paths import DERIVED, REFERENCE
from helpers.schema import SCHEMAS
from helpers.tables import MAKER, Step

_SOURCES = Path(__file__).parent
_VIEWS = {
    "articles": "SELECT p.*, g.story_id, g.version, g.copy_of FROM pages p JOIN groups g USING (article_id)",
}


class Store:
    """The tables of the corpus at `corpus` (a folder or a file). Nothing is computed before it is asked for."""

    def __init__(self, corpus: Path, *, derived: Path = DERIVED) -> None:
        self.corpus, self.derived = corpus, derived
        self.shards: tuple[Shard, ...] = tuple(list_shards(corpus))
        self.corpus_hash = _digest(*(shard.key for shard in self.shards))
        self._known: dict[str, list[Path]] = {}
        self._database: duckdb.DuckDBPyConnection | None = None
        self._views: set[str] = set()

    def paths(self, table: str) -> list[Path]:
        """The Parquet files of a table, one a partition (one in all for a reduction), made now if not there."""
        if table not in self._known:
            self._make(MAKER[table])
        return self._known[table]

    def arrow(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A whole table in memory. For reductions and small tables; notebooks ask `sql`."""
        parts = [pq.read_table(path, columns=columns) for path in self.paths(table)]
        return pa.concat_tables(parts) if parts else SCHEMAS[table].empty_table()

    def sql(self, query: str, parameters: dict | list | None = None) -> pd.DataFrame:
        """The answer of DuckDB to a query over the tables, by their names, and over the view `articles`."""
        return self.database(query).execute(query, parameters or []).df()

    def database(self, query: str) -> duckdb.DuckDBPyConnection:
        """The connection, with a view for each table that the query names."""
        if self._database is None:
            self._database = duckdb.connect(config={"threads": engine.default_workers()})
            self._database.execute("SET TimeZone = 'UTC'")
        self._add_views(query)
        return self._database

    def _add_views(self, query: str) -> None:
        for name in set(re.findall(r"\w+", query)) - self._views:
            if name in _VIEWS:
                self._add_views(_VIEWS[name])
                self._database.execute(f"CREATE VIEW {name} AS {_VIEWS[name]}")
            elif name in MAKER:
                files = [str(path) for path in self.paths(name)]
                if files:
                    listing = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
                    self._database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listing}])")
                else:
                    self._database.register(name, SCHEMAS[name].empty_table())
            else:
                continue
            self._views.add(name)

    def _make(self, step: Step) -> None:
        inputs = [self.paths(need) for need in step.needs]
        whole_inputs = [MAKER[need].whole for need in step.needs]
        version = _code_version(step)
        if step.whole:
            tasks = [(_digest(step.makes[0], version, *(p.stem for files in inputs for p in files)), None, inputs)]
        elif not step.needs:
            tasks = [(_digest(step.makes[0], version, shard.key), shard, []) for shard in self.shards]
        else:
            tasks = []
            for number in range(len(self.shards)):
                mine = [files if whole else [files[number]] for files, whole in zip(inputs, whole_inputs, strict=True)]
                tasks.append((_digest(step.makes[0], version, *(p.stem for f in mine for p in f)), None, mine))
        targets = {name: [self.derived / name / f"{key}.parquet" for key, _, _ in tasks] for name in step.makes}
        for name in step.makes:
            (self.derived / name).mkdir(parents=True, exist_ok=True)
        locks = self.derived / ".locks"
        locks.mkdir(exist_ok=True)
        with FileLock(locks / f"{step.makes[0]}-{_digest(*(key for key, _, _ in tasks))}"):
            missing = [
                (step, shard, files, [targets[name][number] for name in step.makes])
                for number, (_, shard, files) in enumerate(tasks)
                if not all(_whole(targets[name][number]) for name in step.makes)
            ]
            engine.run(_compute, missing)
        self._known.update(targets)


def _compute(step: Step, shard: Shard | None, inputs: list[list[Path]], targets: list[Path]) -> None:
    """Run one step on one partition (or on the whole) and write its tables, each complete or not at all."""
    module, _, name = step.function.partition(":")
    function = getattr(importlib.import_module(module), name)
    if shard is not None:
        made = function(shard)
    else:
        tables = []
        for number, (need, files) in enumerate(zip(step.needs, inputs, strict=True)):
            columns = list(step.columns) if step.columns and number == 0 else None
            parts = [pq.read_table(path, columns=columns) for path in files]
            tables.append(pa.concat_tables(parts) if parts else SCHEMAS[need].empty_table())
        made = function(*tables)
    for table, target in zip(made if isinstance(made, tuple) else (made,), targets, strict=True):
        waiting = target.with_suffix(f".{uuid.uuid4().hex}.tmp")
        pq.write_table(table, waiting, compression="zstd")
        waiting.replace(target)


def _whole(path: Path) -> bool:
    """Whether a Parquet file is there and can be read (a truncated one is made again)."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


@lru_cache(maxsize=64)
def _code_version(step: Step) -> str:
    """Hash of the sources and reference files that a step's result depends on."""
    files = [_SOURCES / "schema.py", _SOURCES / "tables.py"]
    for part in step.code:
        inside = sorted((_SOURCES / part).rglob("*")) if (_SOURCES / part).is_dir() else [_SOURCES / part]
        files += [file for file in inside if file.suffix in (".py", ".json")]
    for part in step.reference:
        files += sorted(path for path in REFERENCE.glob(f"{part}*") if path.is_file())
    return _digest(*(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))


def forget(derived: Path = DERIVED) -> int:
    """Delete all derived tables; how many files went."""
    files = [path for name in sorted(MAKER) for path in (derived / name).glob("*")]
    shutil.rmtree(derived / ".locks", ignore_errors=True)
    for path in files:
        path.unlink()
    return len(files)
