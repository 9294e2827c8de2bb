"""Rows of Parquet files as records, a range at a time, in small batches, and only the columns that tell something.

Refuses: a file that is not Parquet, or is damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.corpus.columns import known
from helpers.corpus.shards import Part
from helpers.corpus.streams import Refused, open_part

#: Rows in memory at a time: about 1 MB of them, and few, since any may be as large as a page may be.
_BATCH_BYTES, _BATCH_ROWS = 1 << 20, 128

Row = tuple[int, dict[str, Any] | str, str]


def read_parquet(root: str, part: Part) -> Iterator[Row]:
    """Rows of a part: number from 1, record, encoding."""
    with open_part(root, part) as stream:
        file = open_parquet(stream)
        columns = known(file.schema_arrow.names)
        at, stop = 0, part.stop if part.stop >= 0 else file.metadata.num_rows
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if at + rows > part.first - 1 and at < stop and columns:
                yield from _group(file, group, columns, at, part.first - 1, stop)
            at += rows


def open_parquet(stream: BinaryIO) -> pq.ParquetFile:
    """The file, with its directory read; Refused if it has none."""
    try:
        return pq.ParquetFile(stream, memory_map=False, pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowException, OSError) as error:
        raise Refused("not a Parquet file, or a damaged one") from error


def _group(file: pq.ParquetFile, group: int, columns: list[str], at: int, start: int, stop: int) -> Iterator[Row]:
    facts = file.metadata.row_group(group)
    rows = max(1, min(_BATCH_ROWS, _BATCH_BYTES * facts.num_rows // max(1, facts.total_byte_size)))
    try:
        for batch in file.iter_batches(rows, row_groups=[group], columns=columns, use_threads=False):
            low, high = max(start - at, 0), min(stop - at, batch.num_rows)
            if low < high:
                records = _plain(batch.slice(low, high - low)).to_pylist()
                yield from ((at + low + n + 1, record, "utf-8") for n, record in enumerate(records))
            at += batch.num_rows
            if at >= stop:
                return
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        if getattr(error, "errno", None):
            raise
        raise Refused("a damaged Parquet file") from error


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Moments as text: Python has no year 10000."""
    arrays = [
        pc.cast(array, pa.string(), safe=False) if pa.types.is_temporal(array.type) else array
        for array in batch.columns
    ]
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)
