"""A Parquet file of the lake, made in memory: equal rows in equal order give equal bytes."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.schema.table import Table
from marsad.store.lake.encodings import encodings
from marsad.store.lake.stored_rows import to_stored

ROWS_OF_GROUP = 1 << 20
_PRUNED_BY = ("mmsi", "vessel_id", "t", "t_start", "t_end")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode(table: Table, data: pa.Table) -> tuple[pa.Buffer, str]:
    """The file's bytes and Delta's statistics of it. Raises ValueError for rows that are not of this table."""
    rows = to_stored(table, data)
    sink = pa.BufferOutputStream()
    pq.write_table(
        rows,
        sink,
        row_group_size=ROWS_OF_GROUP,
        compression="zstd",
        compression_level=1,
        **encodings(table),
        write_statistics=[name for name in _PRUNED_BY if name in rows.column_names],
        store_schema=False,
        write_page_checksum=True,
    )
    return sink.getvalue(), json.dumps(_statistics(rows), separators=(",", ":"))


def _statistics(rows: pa.Table) -> dict[str, Any]:
    low, high, nulls = {}, {}, {}
    for name in _PRUNED_BY:
        if name not in rows.column_names:
            continue
        values = rows.column(name)
        nulls[name] = values.null_count
        extremes = pc.min_max(values)
        if pa.types.is_timestamp(values.type):
            # Delta's times in statistics have milliseconds; they must not exclude a row.
            low[name] = _iso(math.floor(extremes["min"].value / 1000))
            high[name] = _iso(math.ceil(extremes["max"].value / 1000))
        else:
            low[name], high[name] = extremes["min"].as_py(), extremes["max"].as_py()
    return {"numRecords": rows.num_rows, "minValues": low, "maxValues": high, "nullCount": nulls}


def _iso(milliseconds: int) -> str:
    at = _EPOCH + timedelta(milliseconds=milliseconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
