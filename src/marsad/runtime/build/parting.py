"""Sorting the rows of a chunk by UTC day and bucket of the sender."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.runtime.build.part_kernel import BUCKETS, bucket_of, count, days_of, place


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one family in the order of (day, bucket); columns that are null throughout are left out."""

    rows: pa.RecordBatch
    days: npt.NDArray[np.int64]
    """The days in it, ascending: days since 1970."""
    starts: npt.NDArray[np.int64]
    """Where each (day, bucket) begins, one more entry at the end: BUCKETS entries a day."""

    def slice(self, place: int, low: int, high: int) -> pa.RecordBatch:
        """Rows of the day at this place, buckets low to below high."""
        begin, end = self.starts[place * BUCKETS + low], self.starts[place * BUCKETS + high]
        return self.rows.slice(int(begin), int(end - begin))

    def counts(self, place: int) -> npt.NDArray[np.int64]:
        """Rows in each bucket of a day."""
        return np.diff(self.starts[place * BUCKETS : (place + 1) * BUCKETS + 1])


def parted(table: pa.Table) -> Piece:
    """A table's rows by day of `t` (never null) and bucket of `mmsi`; a table without senders is all in bucket 0."""
    table = table.select([name for name in table.column_names if table[name].null_count < table.num_rows])
    batch = whole(table)
    n = batch.num_rows
    t_us = batch.column("t").cast(pa.int64()).to_numpy(zero_copy_only=True)
    named = "mmsi" in batch.schema.names
    mmsi = batch.column("mmsi").to_numpy(zero_copy_only=True) if named else np.zeros(n, np.uint32)
    day = np.empty(n, np.int32)
    first, last = days_of(t_us, day)
    if last - first < 4096:
        present = np.zeros(last - first + 1, bool)
        present[day - first] = True
        days = np.flatnonzero(present) + first
        place_of_day = (np.cumsum(present) - 1).astype(np.int32)
    else:  # a stray date decades away: number the days that occur instead of all between them
        days, numbers = np.unique(day, return_inverse=True)
        day, first, place_of_day = numbers.astype(np.int32), 0, np.arange(len(days), dtype=np.int32)
    key = np.empty(n, np.int32)
    counts = np.zeros(len(days) * BUCKETS, np.int64)
    count(day, first, place_of_day, mmsi, key, counts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    order = np.empty(n, np.int32)
    place(key, starts[:-1].copy(), order)
    return Piece(batch.take(pa.array(order)), days.astype(np.int64), starts)


def whole(table: pa.Table) -> pa.RecordBatch:
    """A table as one record batch."""
    columns = [column.chunk(0) if column.num_chunks == 1 else column.combine_chunks() for column in table.columns]
    columns = [c if isinstance(c, pa.Array) else pa.concat_arrays(c.chunks) for c in columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def bucket(mmsi: int) -> int:
    """The bucket of one sender."""
    return int(bucket_of(np.uint32(mmsi)))
