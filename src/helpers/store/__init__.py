"""The tables of one corpus as Parquet files, each made once, addressed by content; DuckDB asks them.

A file's name is the hash of all that decided its content, and the hash of the content itself: so new articles cost
only themselves, a second run with nothing new computes nothing, and changed code that gives the same tables goes no
further. Refuses: nothing but an unreadable corpus. A damaged file is made again, and that is said.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from helpers import schema
from helpers.corpus.read import list_shards
from helpers.corpus.shards import Shard
from helpers.errors import StoreError
from helpers.paths import DERIVED
from helpers.store import database, files
from helpers.store.files import DamagedFile
from helpers.store.location import Location
from helpers.store.maker import Maker
from helpers.store.plan import all_tables
from helpers.tables import BY_RULE, MAKER

__all__ = ["Store", "forget"]

_LOG = logging.getLogger(__name__)
_VIEWS = {
    "articles": "SELECT p.*, g.story_id, g.version, g.copy_of FROM pages p JOIN groups g USING (article_id)",
}
#: As many files may be found damaged, and be made again, before we take the disk for the culprit.
_MOST_DAMAGED = 1000
#: Folders of the store beside the tables.
_OTHERS = (".locks", ".spill", ".states", "listing", "memo", "unpacked")

#: Told what is being made, how many partitions are done, and of how many.
Progress = Callable[[str, int, int], None]


class Store:
    """The tables of the corpus at `corpus` (a folder, a file, an address). Nothing is made before it is asked for.

    `derived`: where they are kept, a folder or an fsspec address; `cluster`: who makes them (see `engine.run`);
    `token_rule`: whose tokens the tables `terms` and `sequences` hold (see `text.tokens`).
    """

    def __init__(
        self, corpus: str | Path, *, derived: str | Path = DERIVED, cluster: str = "", token_rule: str = "nltk"
    ) -> None:
        self.corpus, self.derived = corpus, derived
        self.shards: tuple[Shard, ...] = tuple(list_shards(corpus, derived=derived))
        self.corpus_hash = files.digest(*(shard.key for shard in self.shards))
        self._where = Location.of(derived)
        self._maker = Maker(self._where, str(corpus), self.corpus_hash, self.shards, cluster)
        self._instead = BY_RULE.get(token_rule, {})
        self._database: duckdb.DuckDBPyConnection | None = None
        self._views: set[str] = set()

    def prepare(self, tables: Sequence[str] = (), *, progress: Progress | None = None) -> None:
        """Make these tables (none named: all), and what they need, in as few passes over the corpus as possible."""
        for _ in range(_MOST_DAMAGED):
            try:
                self._maker.make(tuple(tables) or self._all(), progress or (lambda label, done, total: None))
                return
            except DamagedFile as damage:
                self._forget_damaged([damage.name])
        raise StoreError("files of the store are damaged as soon as they are written", where=self._where.url,
                         do="Give another place with the parameter store.")  # fmt: skip

    def paths(self, table: str) -> list[Path] | list[str]:
        """The Parquet files of a table, one a partition (one in all for a reduction), made now if not there."""
        table = self._instead.get(table, table)
        found = [self._where.full(f"{table}/{name}") for name in self._names(table)]
        return [Path(path) for path in found] if self._where.is_local else found

    def arrow(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A whole table in memory. For reductions and small tables; notebooks ask `sql`."""
        table = self._instead.get(table, table)
        self._checked(table)
        parts = [files.read(self._where, table, name, columns) for name in self._names(table)]
        return pa.concat_tables(parts) if parts else schema.empty(table)

    def sql(self, query: str, parameters: dict | list | None = None) -> pd.DataFrame:
        """The answer of DuckDB to a query over the tables, by their names, and over the view `articles`."""
        return self.database(query).execute(query, parameters or []).df()

    def database(self, query: str) -> duckdb.DuckDBPyConnection:
        """The connection, with a view for each table that the query names."""
        if self._database is None:
            self._database = database.connect(self._where)
        self._add_views(query)
        return self._database

    def _add_views(self, query: str) -> None:
        for name in set(re.findall(r"\w+", query)) - self._views:
            if name in _VIEWS:
                self._add_views(_VIEWS[name])
                self._database.execute(f"CREATE VIEW {name} AS {_VIEWS[name]}")
            elif name in MAKER:
                self._checked(self._instead.get(name, name))
                paths = [str(path) for path in self.paths(name)]
                database.add_view(self._database, name, paths, lambda name=name: schema.empty(name))
            else:
                continue
            self._views.add(name)

    def _all(self) -> tuple[str, ...]:
        """All tables but those of another rule."""
        others = {table for tables in BY_RULE.values() for table in tables.values()} | set(self._instead)
        return tuple(name for name in all_tables() if name not in others - set(self._instead.values()))

    def _names(self, table: str) -> list[str]:
        if table not in self._maker.known:
            self.prepare((table,))
        return self._maker.known[table]

    def _checked(self, table: str) -> None:
        """See that the files of a table are what was written; make the damaged ones again."""
        if not self._where.is_local:
            return  # object stores check for themselves
        for _ in range(_MOST_DAMAGED):
            paths = [Path(self._where.full(f"{table}/{name}")) for name in self._names(table)]
            with ThreadPoolExecutor(4) as pool:
                whole = list(pool.map(files.check, paths))
            damaged = [f"{table}/{path.name}" for path, good in zip(paths, whole, strict=True) if not good]
            if not damaged:
                return
            self._forget_damaged(damaged)

    def _forget_damaged(self, names: list[str]) -> None:
        for name in names:
            _LOG.warning("damaged, made again: %s", name)
            self._where.remove(name)
        self._maker.known.clear()


def forget(derived: str | Path = DERIVED) -> int:
    """Delete all derived tables; how many files went."""
    where = Location.of(derived)
    tables = sorted({*MAKER, *(f"{need}.partial" for step in MAKER.values() for need in step.needs)})
    names = [f"{table}/{name}" for table in tables for name in where.names(table)]
    for name in names:
        where.remove(name)
    for folder in _OTHERS:
        where.remove_folder(folder)
    return len(names)
