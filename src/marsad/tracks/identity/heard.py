"""Who was heard on a day: a small table per vessel, which all that identity needs of positions goes into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import numbers, one_chunk, times, yes_no
from marsad.tracks.kind import ATON_PHYSICAL, ATON_VIRTUAL, KINDS, UNKNOWN
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.reports import KIND_OF_TYPE

HEARD = pa.schema(
    [
        pa.field("vessel_id", pa.int64(), nullable=False),
        pa.field("station", pa.uint8(), nullable=False),  # see tracks/kind; 0 not told
        pa.field("t_first", pa.int64(), nullable=False),  # us UTC, times heard
        pa.field("t_last", pa.int64(), nullable=False),
        pa.field("positions", pa.int64(), nullable=False),  # its own; 0: heard only otherwise, no places
        pa.field("t_begin", pa.int64(), nullable=False),  # instants of the first and the last position
        pa.field("lon_begin", pa.float64(), nullable=False),  # NaN: none
        pa.field("lat_begin", pa.float64(), nullable=False),
        pa.field("t_end", pa.int64(), nullable=False),
        pa.field("lon_end", pa.float64(), nullable=False),
        pa.field("lat_end", pa.float64(), nullable=False),
        pa.field("top_kn", pa.float32(), nullable=False),  # highest speed it told; NaN: none
    ]
)
"""One row per vessel and day, in order of vessel_id."""

NO_VESSEL = 255
YES = 3
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def heard_positions(positions: PositionArrays, number: npt.NDArray[np.uint8]) -> pa.Table:
    """HEARD from positions and the number of the vessel of each (255: no vessel's)."""
    own = np.flatnonzero(number != NO_VESSEL)
    if not own.size:
        return HEARD.empty_table()
    vessel = positions.mmsi[own].astype(np.int64) * 100 + number[own]
    if np.any(vessel[1:] < vessel[:-1]):
        order = np.argsort(vessel, kind="stable")
        own, vessel = own[order], vessel[order]
    start = np.flatnonzero(np.r_[True, vessel[1:] != vessel[:-1]])
    end = np.r_[start[1:], vessel.size] - 1
    t, kind = positions.t[own], positions.kind[own]
    at = np.where((kind != UNKNOWN) & (kind < len(KINDS)), np.arange(own.size), -1)
    last = np.maximum.reduceat(at, start)
    return _table(
        vessel_id=vessel[start],
        station=np.where(last >= 0, kind[np.maximum(last, 0)], UNKNOWN),
        t_first=np.minimum.reduceat(t, start),
        t_last=np.maximum.reduceat(t, start),
        positions=end - start + 1,
        t_begin=positions.tk[own[start]],
        lon_begin=positions.lon[own[start]],
        lat_begin=positions.lat[own[start]],
        t_end=positions.tk[own[end]],
        lon_end=positions.lon[own[end]],
        lat_end=positions.lat[own[end]],
        top_kn=np.fmax.reduceat(positions.sog_kn[own], start),
    )


_READ = ("t", "mmsi", "type", "lon_deg", "lat_deg", "virtual")


def heard_reports(table: pa.Table) -> pa.Table:
    """HEARD from rows of any family, for senders of which no position is in a track; vessel 0 of each MMSI."""
    batch = one_chunk(table.select([name for name in _READ if name in table.column_names]))
    if batch is None:
        return HEARD.empty_table()
    t, mmsi = times(batch, "t", -1), numbers(batch, "mmsi", 0).astype(np.int64)
    lon, lat = numbers(batch, "lon_deg", np.nan), numbers(batch, "lat_deg", np.nan)
    station: npt.NDArray[np.uint8] = KIND_OF_TYPE[numbers(batch, "type", 0).astype(np.int64) & 63]
    virtual = yes_no(batch, "virtual")
    if virtual is not None:
        station = np.where((station == ATON_PHYSICAL) & (virtual == YES), np.uint8(ATON_VIRTUAL), station)
    placeless = np.isnan(lon).all()
    order = np.argsort(mmsi, kind="stable") if placeless else np.lexsort((station, lat, lon, t, mmsi))
    order = order[t[order] >= 0]
    if not order.size:
        return HEARD.empty_table()
    t, mmsi, lon, lat, station = t[order], mmsi[order], lon[order], lat[order], station[order]
    start = np.flatnonzero(np.r_[True, mmsi[1:] != mmsi[:-1]])
    placed = np.where(np.isnan(lon) | np.isnan(lat), -1, np.arange(t.size))
    last = np.maximum.reduceat(placed, start)
    first = np.minimum.reduceat(np.where(placed < 0, t.size, placed), start)
    there = last >= 0
    first, last = np.where(there, first, 0), np.maximum(last, 0)
    return _table(
        vessel_id=mmsi[start] * 100,
        station=np.maximum.reduceat(station, start),
        t_first=np.minimum.reduceat(t, start),
        t_last=np.maximum.reduceat(t, start),
        t_begin=np.where(there, t[first], 0),
        lon_begin=np.where(there, lon[first], np.nan),
        lat_begin=np.where(there, lat[first], np.nan),
        t_end=np.where(there, t[last], 0),
        lon_end=np.where(there, lon[last], np.nan),
        lat_end=np.where(there, lat[last], np.nan),
    )


def joined_heard(positions: pa.Table, others: Iterable[pa.Table]) -> pa.Table:
    """One table of all that were heard.

    What tells no vessel (`others`) is the vessel's whose MMSI has but one that day, and starts one where it has none;
    where an MMSI has several, it is nobody's.
    """
    pieces = [piece for piece in others if piece.num_rows]
    if not pieces:
        return positions
    told = {name: _values(pa.concat_tables([positions, *pieces]), name) for name in HEARD.names}
    owned = np.arange(told["vessel_id"].size) < positions.num_rows
    ids = told["vessel_id"][owned]
    senders, first, count = np.unique(ids // 100, return_index=True, return_counts=True)
    mmsi = told["vessel_id"] // 100
    at = np.searchsorted(senders, mmsi)
    known = at < senders.size
    known[known] = senders[at[known]] == mmsi[known]
    if senders.size:
        place = np.minimum(at, senders.size - 1)
        told["vessel_id"] = np.where(known & ~owned, ids[first[place]], told["vessel_id"])
        keep = owned | ~known | (count[place] == 1)
        told, owned = {name: column[keep] for name, column in told.items()}, owned[keep]
    # Own positions first, then by time: the first row of each vessel gives what cannot be joined.
    order = np.lexsort((told["t_first"], ~owned, told["vessel_id"]))
    told, owned = {name: column[order] for name, column in told.items()}, owned[order]
    start = np.flatnonzero(np.r_[True, told["vessel_id"][1:] != told["vessel_id"][:-1]])
    result = {name: column[start] for name, column in told.items()}
    result["station"] = np.maximum.reduceat(told["station"], start)
    result["station"] = np.where(result["positions"] > 0, told["station"][start], result["station"])
    result["t_first"] = np.minimum.reduceat(told["t_first"], start)
    result["t_last"] = np.maximum.reduceat(told["t_last"], start)
    unplaced = np.flatnonzero(result["positions"] == 0)
    for k in unplaced.tolist():
        part = slice(start[k], start[k + 1] if k + 1 < start.size else told["t_end"].size)
        placed = np.flatnonzero(~np.isnan(told["lon_end"][part])) + start[k]
        if placed.size:
            begin, end = placed[np.argmin(told["t_begin"][placed])], placed[np.argmax(told["t_end"][placed])]
            for name in ("t", "lon", "lat"):
                result[f"{name}_begin"][k], result[f"{name}_end"][k] = (
                    told[f"{name}_begin"][begin],
                    told[f"{name}_end"][end],
                )
    return _table(**result)


def _values(table: pa.Table, name: str) -> npt.NDArray[Any]:
    return np.array(table[name].to_numpy())


def _table(**columns: npt.NDArray[Any]) -> pa.Table:
    size = columns["vessel_id"].size
    arrays = []
    for column in HEARD:
        kind = column.type.to_pandas_dtype()
        missing = np.nan if np.issubdtype(kind, np.floating) else 0
        arrays.append(pa.array(np.asarray(columns.get(column.name, np.full(size, missing))).astype(kind)))
    return pa.table(arrays, schema=HEARD)
