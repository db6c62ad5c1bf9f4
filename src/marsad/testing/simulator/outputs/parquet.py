"""Rows into a Parquet file whose bytes hang on the rows alone, not on the pieces in which they came."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.testing.simulator.records import Records

GROUP_ROWS = 1 << 19
"""Rows of a row group."""


class RowFile:
    """One Parquet file that grows."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", write_statistics=True)
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []
        self._rows = 0
        self.written = 0
        """Rows given so far."""

    def add(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self.written += batch.num_rows
        while self._rows >= GROUP_ROWS:
            table = pa.Table.from_batches(self._waiting, self._schema)
            self._write(table.slice(0, GROUP_ROWS))
            self._waiting = table.slice(GROUP_ROWS).to_batches()
            self._rows -= GROUP_ROWS

    def close(self) -> None:
        """Write what waits and end the file."""
        if self._rows:
            self._write(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._rows = [], 0
        self._writer.close()

    def _write(self, table: pa.Table) -> None:
        # Copied into one piece: pages end where pieces end, and pieces hang on how the time was cut.
        self._writer.write_table(table.combine_chunks(), row_group_size=GROUP_ROWS)


def rounded(values: np.typing.NDArray[np.floating], places: int) -> np.typing.NDArray[np.float64]:
    """Values on so many decimal places, without a minus zero: what is left does not hang on a library's last bit."""
    kept: np.typing.NDArray[np.float64] = np.asarray(np.round(values, places) + 0.0, np.float64)
    return kept


def times(values: np.typing.NDArray[np.int64]) -> pa.Array:
    """Microseconds UTC as Arrow's times."""
    return pa.array(values, pa.int64()).cast(pa.timestamp("us", tz="UTC"))


def texts(rows: Records, name: str) -> pa.Array:
    """A column of fixed bytes as text."""
    return pa.array(rows[name].astype(str).tolist(), pa.string())


TIME = pa.timestamp("us", tz="UTC")
