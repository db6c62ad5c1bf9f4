"""Where a sender began to tell another IMO number or call sign: when it may have become another ship."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.tracks.identity.history import History
from marsad.tracks.position_arrays import PositionArrays

CHANGES = pa.schema(
    [
        pa.field("mmsi", pa.uint32(), nullable=False),
        pa.field("t", pa.int64(), nullable=False),  # us UTC, of the statement that told it
        pa.field("field", pa.string(), nullable=False),  # imo, callsign, or name (only where it is contested)
        pa.field("value", pa.string(), nullable=False),
        pa.field("before", pa.string(), nullable=False),
        pa.field("told_before", pa.int64(), nullable=False),  # when the value before was last told
        pa.field("count", pa.int64(), nullable=False),  # which change of the field it is on this day, from 1
        pa.field("t_end", pa.int64(), nullable=False),  # last position up to told_before, and first from t on
        pa.field("lon_end", pa.float64(), nullable=False),  # NaN: none on this day
        pa.field("lat_end", pa.float64(), nullable=False),
        pa.field("t_begin", pa.int64(), nullable=False),
        pa.field("lon_begin", pa.float64(), nullable=False),
        pa.field("lat_begin", pa.float64(), nullable=False),
    ]
)
"""One row per change from one told value to another, in order of (mmsi, t, field)."""

_FOLLOWED = pa.array(["imo", "callsign", "name"])


def changes_of(
    history: History, positions: PositionArrays, number: npt.NDArray[np.uint8], shared: npt.NDArray[np.int64]
) -> pa.Table:
    """CHANGES of a day. `shared` MMSI get no places: which ship says what is not clear."""
    rows = history.rows
    wanted = pc.and_(
        pc.is_in(rows["field"].cast(pa.string()), _FOLLOWED),
        pc.and_(pc.is_valid(rows["value"]), pc.is_valid(rows["before"])),
    )
    at = np.flatnonzero(np.asarray(wanted.to_numpy()))
    if not at.size:
        return CHANGES.empty_table()
    rows = rows.take(pa.array(at))
    mmsi = rows["mmsi"].to_numpy()
    t = rows["t"].cast(pa.int64()).to_numpy()
    told_before = history.told_before[at]
    own = np.flatnonzero((number != 255) & np.isin(positions.mmsi, np.setdiff1d(mmsi, shared)))
    key = _key(positions.mmsi[own], positions.tk[own], t)
    last = np.searchsorted(key, _key(mmsi, told_before, t), side="right") - 1
    first = np.searchsorted(key, _key(mmsi, t, t), side="left")
    columns = {
        "mmsi": mmsi, "t": t, "field": rows["field"].cast(pa.string()), "value": rows["value"],
        "before": rows["before"], "told_before": told_before, "count": history.count[at],
        **_place("end", positions, own, last, mmsi), **_place("begin", positions, own, first, mmsi),
    }  # fmt: skip
    table = pa.table([columns[column.name] for column in CHANGES], schema=CHANGES)
    return table.sort_by([("mmsi", "ascending"), ("t", "ascending"), ("field", "ascending")])


def _key(mmsi: npt.NDArray[np.uint32], t: npt.NDArray[np.int64], day: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """One number by which (mmsi, t) are in order, for instants within weeks of the day; in milliseconds."""
    origin = int(day.min()) - 15 * 86_400_000_000
    offset = np.clip((t - origin) // 1000, 0, (1 << 32) - 1)
    return (mmsi.astype(np.int64) << 32) | offset


def _place(
    name: str, positions: PositionArrays, own: npt.NDArray[np.int64], at: npt.NDArray[np.int64],
    mmsi: npt.NDArray[np.uint32],
) -> dict[str, npt.NDArray[np.float64]]:  # fmt: skip
    if not own.size:
        nowhere = np.full(mmsi.size, np.nan)
        return {f"t_{name}": np.zeros(mmsi.size, np.int64), f"lon_{name}": nowhere, f"lat_{name}": nowhere}
    row = own[np.clip(at, 0, own.size - 1)]
    there = (at >= 0) & (at < own.size) & (positions.mmsi[row] == mmsi)
    return {
        f"t_{name}": np.where(there, positions.tk[row], 0),
        f"lon_{name}": np.where(there, positions.lon[row], np.nan),
        f"lat_{name}": np.where(there, positions.lat[row], np.nan),
    }
