"""Make all tables of a corpus, before any notebook asks: `python -m helpers.store.prepare CORPUS`.

    --store PLACE      where the tables are kept (default: DATELINE_STORE, else data/derived)
    --cluster ADDRESS  who makes them: local, or the address of a Dask scheduler (default: this machine)
    --token-rule RULE  nltk or words
    --tables A,B       only these and what they need

Says on standard error how far it is: on a terminal one line that is renewed, in a log one line a pass.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from helpers import engine, paths
from helpers.errors import DatelineError
from helpers.store import Store

_CLEAR = "\r\x1b[K"
_MOST_CHARS = 60


class Teller:
    """Tells how far the making of tables is; to be given to `Store.prepare`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._live = stream, stream.isatty()
        self._begin_s: dict[str, float] = {}

    def __call__(self, label: str, done: int, total: int) -> None:
        begin_s = self._begin_s.setdefault(label, time.monotonic())
        short = label if len(label) <= _MOST_CHARS else f"{label[:_MOST_CHARS].rsplit(',', 1)[0]}, ..."
        if total and done == total:
            took = time.monotonic() - begin_s
            self._stream.write(f"{_CLEAR if self._live else ''}{short}: {total} of {total}, {took:.1f} s\n")
        elif self._live:
            self._stream.write(f"{_CLEAR}{short}: {done} of {total}")
        self._stream.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all is there; 2: it cannot be made, and one line says why."""
    parser = argparse.ArgumentParser(prog="python -m helpers.store.prepare", description="Make all tables of a corpus.")
    parser.add_argument("corpus", help="folder, file or address with the articles")
    parser.add_argument("--store", default="", help="where the tables are kept")
    parser.add_argument("--cluster", default="", help="local, or the address of a Dask scheduler")
    parser.add_argument("--token-rule", default="nltk", choices=("nltk", "words"), help="how text is cut into words")
    parser.add_argument("--tables", default="", help="names parted by commas; empty: all")
    given = parser.parse_args(argv)
    derived = paths.from_root(given.store) if given.store else paths.DERIVED
    try:
        corpus = paths.from_root(given.corpus)
        store = Store(corpus, derived=derived, cluster=given.cluster, token_rule=given.token_rule)
        store.prepare([name for name in given.tables.split(",") if name], progress=Teller(sys.stderr))
    except DatelineError as error:
        sys.stderr.write(f"dateline: {error}\n")
        return 2
    finally:
        engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
