"""Positions as the kernels of tracks take them: equal-length arrays, in the order of vessel and time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import numbers, one_chunk, times
from marsad.tracks.order import order_of
from marsad.tracks.position_kernel import station_kinds
from marsad.tracks.reports import KIND_OF_TYPE

NOT_TOLD = 255
"""Stands for null in `repeat`."""


@dataclass(frozen=True, slots=True)
class PositionArrays:
    """Rows of positions, in the order (mmsi, tk, digest, t). Null numbers are NaN; times are microseconds UTC.

    `tk` is the instant for kinematics: that of the fix where it is told, else the time heard less the offset of the
    station's clock. `row` is the place of each position in the table it was read from.
    """

    row: npt.NDArray[np.int64]
    mmsi: npt.NDArray[np.uint32]
    tk: npt.NDArray[np.int64]
    t: npt.NDArray[np.int64]
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    sog_kn: npt.NDArray[np.float32]
    cog_deg: npt.NDArray[np.float32]
    heading_deg: npt.NDArray[np.float32]
    kind: npt.NDArray[np.uint8]
    """Class of station, see tracks/kind; UNKNOWN where the input does not tell."""
    type: npt.NDArray[np.uint8]
    """Message number; 0 not told."""
    repeat: npt.NDArray[np.uint8]
    """Repeat indicator; 255 not told."""
    flags: npt.NDArray[np.uint32]
    digest: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return self.mmsi.size

    def part(self, which: slice | npt.NDArray[Any]) -> PositionArrays:
        """Some of the rows: a slice (no copy), a mask or numbers."""
        return PositionArrays(*(getattr(self, field.name)[which] for field in fields(self)))


def positions_of(table: pa.Table, offset_us: npt.NDArray[np.int64] | None = None) -> PositionArrays:
    """The positions of a table of the family or of the lake; columns that it lacks are null.

    `offset_us` says for each row how far the clock of its station was ahead; None: all were right. A table that stands
    in the order already is not copied more than needed. Raises ValueError where a time is null.
    """
    batch = one_chunk(table)
    if batch is None:
        batch = pa.RecordBatch.from_arrays([pa.array([], f.type) for f in table.schema], schema=table.schema)
    t = times(batch, "t", 0)
    if batch.column("t").null_count:
        raise ValueError("a position without a time has no place in a track")
    told = t if offset_us is None else t - offset_us
    tk = times(batch, "t_fix", told)
    mmsi = numbers(batch, "mmsi", 0).astype(np.uint32, copy=False)
    digest = numbers(batch, "digest", 0).astype(np.uint64, copy=False)
    order = order_of(mmsi, tk, digest, t)
    message = numbers(batch, "type", 0).astype(np.uint8, copy=False)
    kinds = np.empty(mmsi.size, dtype=np.uint8)
    station_kinds(mmsi, message, KIND_OF_TYPE, kinds)
    columns: dict[str, npt.NDArray[Any]] = {
        "mmsi": mmsi,
        "tk": tk,
        "t": t,
        "lon": numbers(batch, "lon_deg", np.nan),
        "lat": numbers(batch, "lat_deg", np.nan),
        "sog_kn": _real(batch, "sog_kn"),
        "cog_deg": _real(batch, "cog_deg"),
        "heading_deg": _real(batch, "heading_deg"),
        "kind": kinds,
        "type": message,
        "repeat": numbers(batch, "repeat", NOT_TOLD).astype(np.uint8, copy=False),
        "flags": numbers(batch, "flags", 0).astype(np.uint32, copy=False),
        "digest": digest,
    }
    if order is not None:
        columns = {name: column[order] for name, column in columns.items()}
    return PositionArrays(row=np.arange(t.size) if order is None else order, **columns)


def _real(batch: pa.RecordBatch, name: str) -> npt.NDArray[np.float32]:
    """A column of numbers with NaN for null, whatever its type."""
    at = batch.schema.get_field_index(name)
    if at < 0:
        return np.full(batch.num_rows, np.nan, dtype=np.float32)
    column = batch.column(at)
    if pa.types.is_integer(column.type):
        column = column.cast(pa.float32())
    return numbers(pa.RecordBatch.from_arrays([column], [name]), name, np.nan).astype(np.float32, copy=False)
