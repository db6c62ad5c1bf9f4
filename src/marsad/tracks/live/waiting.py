"""Rows that wait until the watermark has passed them, so that those of several stations come in order."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import one_chunk
from marsad.tracks.order import order_of
from marsad.tracks.position_arrays import PositionArrays, positions_of
from marsad.tracks.reports import heard_times, row_times

MOST_WAITING: Final = 200_000
"""With more rows waiting, the room is behind, or an archive runs through it: they are taken at once."""
AHEAD_US: Final = 60_000_000
_COLUMNS = ("t", "t_recv", "t_fix", "mmsi", "type", "repeat", "lon_deg", "lat_deg", "sog_kn", "cog_deg", "flags",
            "digest")  # fmt: skip


class Waiting:
    """Not safe for several threads: who holds it sees to that."""

    def __init__(self, lateness_us: int) -> None:
        self.ahead = 0
        """Rows from the future, which were let go."""
        self._lateness_us = lateness_us
        self._came: list[PositionArrays] = []
        self._held: PositionArrays | None = None

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._came) + (0 if self._held is None else len(self._held))

    def add(self, rows: PositionArrays) -> None:
        """Let rows wait."""
        self._came.append(rows)

    def due(self, now_us: int) -> tuple[PositionArrays | None, int]:
        """All rows that wait, in order, and the watermark: what lies before it is due. To be handed back: the rest."""
        some = [rows for rows in (self._held, *self._came) if rows is not None]
        self._came, self._held = [], None
        watermark = now_us - self._lateness_us
        if not some:
            return None, watermark
        rows = _joined(some)
        possible = rows.tk <= now_us + AHEAD_US
        if not possible.all():
            self.ahead += len(rows) - int(possible.sum())
            rows = rows.part(possible)
        if len(rows) > MOST_WAITING:
            watermark = max(watermark, int(rows.tk.max()), int(rows.t.max()))
        return rows, watermark

    def hand_back(self, rows: PositionArrays) -> None:
        """Let rows wait on."""
        self._held = rows if len(rows) else None


def live_positions(table: pa.Table, now_us: int) -> PositionArrays | None:
    """Rows of the family `position` with times that cannot lie far from when they were heard; None for no rows."""
    batch = one_chunk(table.select([name for name in _COLUMNS if name in table.column_names]))
    if batch is None:
        return None
    heard = heard_times(batch, now_us)
    times = {"t": heard, "t_fix": row_times(batch, heard)}
    columns = {name: times.get(name, batch.column(name)) for name in batch.schema.names if name != "t_recv"}
    return positions_of(pa.table({name: _as_time(column) for name, column in {**columns, **times}.items()}))


def _joined(some: list[PositionArrays]) -> PositionArrays:
    if len(some) == 1:
        return some[0]
    rows = PositionArrays(*(np.concatenate([getattr(each, f.name) for each in some]) for f in fields(PositionArrays)))
    order = order_of(rows.mmsi, rows.tk, rows.digest, rows.t)
    return rows if order is None else rows.part(order)


def _as_time(column: pa.Array | npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(column).cast(pa.timestamp("us", tz="UTC")) if isinstance(column, np.ndarray) else column
