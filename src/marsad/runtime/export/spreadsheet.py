"""CSV: one row for each point or other row, for a track one row for each point of its line."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from marsad.runtime.export.features import Lines, Points
from marsad.runtime.query.answer import iso_times
from marsad.runtime.rows.columns import plain

_OF_TRACK = ("mmsi", "vessel_id", "name", "callsign", "track_id")


class Writer:
    """Rows as CSV. A text that a spreadsheet would run begins with an apostrophe; numbers stay numbers."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._open: Any = None

    def write(self, features: Points | Lines) -> None:
        """Append a batch."""
        self.write_rows(features.rows if isinstance(features, Points) else _points(features))

    def write_rows(self, rows: pa.RecordBatch) -> None:
        """Append rows of a table without places."""
        table = pa.Table.from_batches([rows])
        for i, field in enumerate(table.schema):
            if pa.types.is_timestamp(field.type):
                times = pa.array(iso_times(table.column(i).combine_chunks()), pa.string())
                table = table.set_column(i, field.name, times)
        table = plain(table)
        if self._open is None:
            self._open = pyarrow.csv.CSVWriter(self._out, table.schema)
        self._open.write_table(table)

    def close(self) -> None:
        """Finish the rows."""
        if self._open is not None:
            self._open.close()


def _points(lines: Lines) -> pa.RecordBatch:
    sizes = [sum(run[2].size for run in runs) for runs in lines.runs]
    row = np.repeat(np.arange(len(sizes)), sizes)
    flat = [run for runs in lines.runs for run in runs]
    joined = [np.concatenate([run[i] for run in flat]) if flat else np.zeros(0) for i in range(3)]
    columns = {name: lines.told.column(name).take(pa.array(row)) for name in _OF_TRACK}
    columns |= {
        "t": pa.array(joined[2].astype(np.int64)).cast(pa.timestamp("us", tz="UTC")),
        "lon_deg": pa.array(joined[0].round(7)),
        "lat_deg": pa.array(joined[1].round(7)),
    }
    return pa.RecordBatch.from_pydict(columns)
