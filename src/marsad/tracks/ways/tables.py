"""Finished parts as the tables `tracks` and `stops` of a lake."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.tracks.kind import KINDS
from marsad.tracks.ways.columns import CAUSES

TRACKS = arrow_schema(LAKE["tracks"])
STOPS = arrow_schema(LAKE["stops"])

Records = npt.NDArray[np.void]


def tracks_table(parts: Records, vertices: Records, error_m: float) -> pa.Table:
    """Parts of tracks with their lines, in the order of vessel and time."""
    parts = parts[np.lexsort((parts["track_id"], parts["part"], parts["t_start"], parts["vessel"]))]
    offsets, order = _gather(parts["line"], vertices["line"])
    kind = parts["kind"].astype(np.int32)
    west, east = _sides(parts["west"], parts["east"])
    columns: dict[str, Any] = {
        "t_start": parts["t_start"],
        "t_end": parts["t_end"],
        "track_id": parts["track_id"],
        "part": parts["part"],
        "t_begin": parts["t_begin"],
        "vessel_id": parts["vessel"],
        "mmsi": (parts["vessel"] // 100).astype(np.uint32),
        "station": _words(kind, KINDS, kind == 0),
        "cause": _words(parts["cause"].astype(np.int32), CAUSES),
        "points": parts["points"],
        "distance_m": parts["distance_m"],
        "top_kn": pa.array(parts["top_kn"].astype(np.float32), from_pandas=True),
        "west_deg": west,
        "south_deg": parts["south"],
        "east_deg": east,
        "north_deg": parts["north"],
        "error_m": np.full(len(parts), error_m),
        **{name: _lists(name, offsets, vertices[of][order])
           for name, of in (("line_t", "t"), ("line_lon_deg", "lon"), ("line_lat_deg", "lat"))},
    }  # fmt: skip
    return _table(TRACKS, columns)


def stops_table(rests: Records) -> pa.Table:
    """Parts of stops, in the order of vessel and time."""
    rests = rests[np.lexsort((rests["stop_id"], rests["t_start"], rests["vessel"]))]
    columns: dict[str, Any] = {
        "t_start": rests["t_start"],
        "t_end": rests["t_end"],
        "stop_id": rests["stop_id"],
        "part": rests["part"],
        "t_begin": rests["t_begin"],
        "track_id": rests["track_id"],
        "vessel_id": rests["vessel"],
        "mmsi": (rests["vessel"] // 100).astype(np.uint32),
        "points": rests["points"],
        "lon_deg": rests["lon"],
        "lat_deg": rests["lat"],
        "radius_m": rests["radius_m"],
    }
    return _table(STOPS, columns)


def _table(schema: pa.Schema, columns: dict[str, Any]) -> pa.Table:
    arrays = []
    for field in schema:
        column = columns[field.name]
        if not isinstance(column, pa.Array):
            column = pa.array(np.ascontiguousarray(column))
        arrays.append(column if column.type == field.type else column.cast(field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _words(codes: npt.NDArray[np.int32], words: tuple[str, ...], null: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=null), pa.array(words))


def _lists(name: str, offsets: npt.NDArray[np.int32], values: npt.NDArray[Any]) -> pa.Array:
    of = TRACKS.field(name).type
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(np.ascontiguousarray(values)).cast(of.value_type), of)


def _gather(
    lines: npt.NDArray[np.int64], drawn: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Where the vertices of each line begin and end, and the vertices in the order of `lines` and of drawing."""
    offsets: npt.NDArray[np.int64] = np.zeros(len(lines) + 1, dtype=np.int64)
    if not len(drawn):
        return offsets.astype(np.int32), np.zeros(0, dtype=np.int64)
    many = np.bincount(drawn, minlength=int(lines.max(initial=0)) + 1)
    np.cumsum(many[lines], out=offsets[1:])
    if offsets[-1] > np.iinfo(np.int32).max:
        raise ValueError("the lines of one table have more than 2^31 vertices: cut it into more shards")
    by_line = np.argsort(drawn, kind="stable")
    first = np.cumsum(many) - many
    order = by_line[np.repeat(first[lines] - offsets[:-1], many[lines]) + np.arange(offsets[-1])]
    return offsets.astype(np.int32), order


def _sides(
    west: npt.NDArray[np.float64], east: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """West and east side between -180 and 180; all the way round where a track goes round the world."""
    round_it = east - west >= 360.0

    def wrapped(lon: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.where(np.abs(lon) <= 180.0, lon, lon - 360.0 * np.floor((lon + 180.0) / 360.0))

    return np.where(round_it, -180.0, wrapped(west)), np.where(round_it, 180.0, wrapped(east))
