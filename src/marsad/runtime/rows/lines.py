"""One JSON object per report, in the order heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.types as kinds

from marsad.decode.batch import Batch
from marsad.schema.flags import Flag

_FIRST = ("type", "mmsi", "t", "station")
_ETA = ("eta_month", "eta_day", "eta_hour", "eta_minute")
_FLAGS = tuple((int(flag), str(flag.name).lower()) for flag in Flag)

Cell = Callable[[Any], Any]


def _times(column: pa.ChunkedArray) -> list[str | None]:
    """ISO 8601, UTC; as many decimals as there are."""
    micros = column.cast(pa.int64()).to_pylist()
    return [None if value is None else iso_time(value) for value in micros]


def iso_time(micros: int) -> str:
    """Microseconds UTC as ISO 8601 with a Z, without trailing zeros."""
    text = str(np.datetime64(micros, "us"))
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "Z"


def _values(name: str, column: pa.ChunkedArray) -> list[Any]:
    kind = column.type
    if kinds.is_timestamp(kind):
        return _times(column)
    if kinds.is_binary(kind):
        return [None if value is None else value.hex() for value in column.to_pylist()]
    if kinds.is_dictionary(kind):
        return list(column.cast(kind.value_type).to_pylist())
    if name == "digest":
        return [f"{value:016x}" for value in column.to_pylist()]
    if name == "flags":
        return [[text for bit, text in _FLAGS if value & bit] or None for value in column.to_pylist()]
    if kinds.is_float32(kind):
        # the shortest decimal that is this number: 12.3 and not 12.300000190734863
        shown = {value: float(str(np.float32(value))) for value in column.unique().to_pylist() if value is not None}
        return [None if value is None else shown[value] for value in column.to_pylist()]
    if kinds.is_list(kind):
        return [None if value is None else [_told(row) for row in value] for value in column.to_pylist()]
    return list(column.to_pylist())


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def records(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries without nulls; `type`, `mmsi`, `t` and `station` come first, always."""
    names = [name for name in table.column_names if name in _FIRST]
    names = sorted(names, key=_FIRST.index) + [name for name in table.column_names if name not in _FIRST]
    present = [name for name in names if name in _FIRST or table[name].null_count < table.num_rows]
    columns = [_values(name, table[name]) for name in present]
    rows: list[dict[str, Any]] = [
        {name: value for name, value in zip(present, row, strict=True) if value is not None or name in _FIRST}
        for row in zip(*columns, strict=True)
    ]
    if "eta_month" in present:
        for row in rows:
            _join_eta(row)
    return rows


def _join_eta(row: dict[str, Any]) -> None:
    """The four parts of an ETA as one text, where month and day are told; it has no year."""
    month, day, hour, minute = (row.pop(name, None) for name in _ETA)
    if month is not None and day is not None:
        clock = "" if hour is None else f"T{hour:02d}:{minute or 0:02d}Z"
        row["eta"] = f"{month:02d}-{day:02d}{clock}"


def reports(batch: Batch) -> Iterator[dict[str, Any]]:
    """Every report of a batch as one dictionary, in the order heard; application data under `fields`."""
    inner: dict[tuple[Any, int], dict[str, Any]] = {}
    for table in batch.applications.values():
        for row in records(table):
            key = (row.get("source"), row["offset"])
            inner[key] = {k: v for k, v in row.items() if k not in _ENVELOPE}
    found: dict[tuple[int, Any], dict[str, Any]] = {}
    for name, table in batch.tables.items():
        if name == "reject":
            continue
        for n, row in enumerate(records(table)):
            if name in ("contact", "aircraft", "nav_warning"):
                row = {"type": row.get("sentence", name), "mmsi": None, **row}
                key = (row["offset"], (row.get("source"), n))
            else:
                key = (row["offset"], row.get("source") or "")
            fields = inner.get((row.get("source"), row["offset"])) if name == "binary" else None
            if fields:
                row["fields"] = fields
            # message 19 has a row in two tables: it is one report
            found[key] = {**row, **found[key]} if key in found else row
    for key in sorted(found, key=lambda pair: (pair[0], str(pair[1]))):
        yield found[key]


_ENVELOPE = frozenset(("type", "mmsi", "t", "station", "t_recv", "source", "offset", "dest_mmsi", "dac", "fi"))


class Writer:
    """Reports as JSON lines into a binary file."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._encoder = msgspec.json.Encoder()

    def write(self, batch: Batch) -> None:
        """Append the reports of a batch."""
        self._out.write(self._encoder.encode_lines(reports(batch)))

    def close(self) -> None:
        """Nothing is held back."""
        self._out.flush()


def json_text(value: Any) -> str | None:
    """A nested value as JSON text."""
    return None if value is None else msgspec.json.encode(value).decode()
