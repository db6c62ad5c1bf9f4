"""How each column is packed in Parquet, by measurement (`benchmarks/test_lake.py` prints the table).

A row of positions costs 0.14 us of a core and 41.7 bytes with zstd 1 and the encodings below; 0.11 us and 42.8 bytes
with lz4, 0.10 us and 44.9 with snappy; with zstd and no encodings 0.18 us and 46.7. Dictionaries pay where few values
recur, differences in times and counters, splitting by byte in measured numbers; a digest does not pack.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from marsad.schema.table import Column, Table
from marsad.store.lake.stored_types import stored_name

_MEASURED = {"lon_e4min", "lat_e4min", "radio"}
_FEW = {"mmsi", "vessel_id", "track_id", "stop_id", "linked_to", "imo"}
"""Wide, but the same again and again in rows ordered by vessel."""
_STEPPED = {"sog_kn", "cog_deg", "rot_deg_min", "signal_dbm", "draught_m"}
"""Sent in few steps, so that values recur."""


@cache
def encodings(table: Table) -> dict[str, Any]:
    """Arguments for Arrow's Parquet writer, for all columns of a table."""
    by_dictionary = [_path(column) for column in table.columns if _recurs(column)]
    rest = {_path(column): encoding for column in table.columns if (encoding := _encoding(column)) is not None}
    return {"use_dictionary": by_dictionary, "column_encoding": rest}


def _path(column: Column) -> str:
    name = stored_name(column.name)
    return f"{name}.list.element" if column.kind in ("times", "float64s", "int64s") else name


def _recurs(column: Column) -> bool:
    if column.name in _MEASURED:
        return False
    narrow = column.kind in ("int8", "uint8", "int16", "uint16", "uint32", "category", "text")
    return narrow or column.name in _FEW or column.name in _STEPPED


def _encoding(column: Column) -> str | None:
    if _recurs(column):
        return None
    if column.kind in ("float32", "float64", "float64s"):
        return "BYTE_STREAM_SPLIT"
    if column.kind in ("time", "times", "int64", "int32") or column.name in _MEASURED:
        return "DELTA_BINARY_PACKED"
    return None
