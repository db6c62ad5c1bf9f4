"""A small lake of rows made by hand: two vessels, one over the date line and through midnight, and texts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa

from marsad.schema.arrow import ARROW, arrow_schema
from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake

FIRST, SECOND = dt.date(2026, 3, 1), dt.date(2026, 3, 2)
NOON_US = 1_772_366_400_000_000
"""2026-03-01T12:00:00Z."""
HOUR_US = 3_600_000_000
EAST, WEST = 235_098_383, 338_123_456
"""A ship that goes over the date line, and one in the Red Sea."""
HOSTILE = '=HYPERLINK("//A.BC")<B>&'
_ZERO: dict[str, Any] = {"bool": False, "text": "", "category": "", "bytes": b"", "times": [], "float64s": [],
                         "int64s": []}  # fmt: skip

Rows = dict[str, dict[dt.date | None, list[dict[str, Any]]]]


def rows(name: str, values: list[dict[str, Any]]) -> pa.Table:
    """A table of a lake from rows as dicts; what is not named is null, or 0 where it cannot be. Times are integers."""
    arrays = []
    for column in LAKE[name].columns:
        missing = None if column.nullable else _ZERO.get(column.kind, 0)
        told = [row.get(column.name, missing) for row in values]
        kind = ARROW[column.kind]
        if column.kind == "category":
            arrays.append(pa.array(told, pa.string()).dictionary_encode())
        elif column.kind == "times":
            whole = pa.list_(pa.field("element", pa.int64(), nullable=False))
            arrays.append(pa.array(told, whole).cast(kind))
        else:
            arrays.append(pa.array(told, kind))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(LAKE[name]))


def make_lake(folder: Path, tables: Rows) -> Path:
    """A lake of these rows."""
    with Lake.open(str(folder), lambda: NOON_US, create=True) as lake:
        lake.commit({name: {day: [lake.write(name, day, rows(name, told))] for day, told in days.items()}
                     for name, days in tables.items()})  # fmt: skip
    return folder


def track(mmsi: int, part: int, start_us: int, line: list[tuple[float, float]], begin_us: int | None = None,
          step_us: int = HOUR_US) -> dict[str, Any]:  # fmt: skip
    """One part of a track with a point each hour."""
    lon, lat = [p[0] for p in line], [p[1] for p in line]
    crosses = max(lon) - min(lon) > 180.0
    begin = start_us if begin_us is None else begin_us
    return {
        "t_start": start_us, "t_end": start_us + (len(line) - 1) * step_us, "track_id": mmsi * 1000 + begin % 997,
        "part": part, "t_begin": begin, "vessel_id": mmsi * 100, "mmsi": mmsi, "station": "class_a",
        "cause": "first", "points": len(line), "distance_m": 1000.0 * len(line), "top_kn": 11.5,
        "west_deg": min(x for x in lon if x > 0) if crosses else min(lon),
        "east_deg": max(x for x in lon if x < 0) if crosses else max(lon),
        "south_deg": min(lat), "north_deg": max(lat), "error_m": 10.0,
        "line_t": [start_us + i * step_us for i in range(len(line))], "line_lon_deg": lon, "line_lat_deg": lat,
    }  # fmt: skip


def position(mmsi: int, t_us: int, lon: float | None, lat: float | None, **more: Any) -> dict[str, Any]:
    """One position in a track, unless `more` says otherwise."""
    return {
        "t": t_us, "mmsi": mmsi, "lon_deg": lon, "lat_deg": lat, "digest": (1 << 63) + t_us % 1_000_003 + mmsi,
        "vessel_id": mmsi * 100, "track_id": mmsi * 1000, "outcome": "track", "sog_kn": 12.3, **more,
    }  # fmt: skip


def usual() -> Rows:
    """The rows of the usual small lake."""
    late = NOON_US + 9 * HOUR_US
    over = [(178.0, -18.0), (179.5, -18.0), (-179.0, -18.1)]
    beyond = [(-178.0, -18.2), (-177.0, -18.2)]
    red = [(40.0, 16.0), (40.2, 15.8), (40.4, 15.6), (40.6, 15.4)]
    stop = {"stop_id": 7, "t_begin": late, "track_id": 1, "vessel_id": WEST * 100, "mmsi": WEST, "radius_m": 30.0}
    heard = {"mmsi": WEST, "type": 12, "digest": 5}
    return {
        "tracks": {
            FIRST: [track(EAST, 0, late, over), track(WEST, 0, NOON_US, red)],
            SECOND: [track(EAST, 1, late + 3 * HOUR_US, beyond, begin_us=late)],
        },
        "stops": {
            FIRST: [{**stop, "t_start": late, "t_end": late + 2 * HOUR_US, "part": 0, "points": 3, "lon_deg": 40.6,
                     "lat_deg": 15.4}],
            SECOND: [{**stop, "t_start": late + 3 * HOUR_US, "t_end": late + 5 * HOUR_US, "part": 1, "points": 1,
                      "lon_deg": 40.7, "lat_deg": 15.4}],
        },
        "vessels": {
            FIRST: [
                {"t": NOON_US, "vessel_id": EAST * 100, "mmsi": EAST, "kind": "ship", "name": "OLD NAME",
                 "t_first": NOON_US, "lon_deg": -179.0, "lat_deg": -18.1},
                {"t": NOON_US, "vessel_id": WEST * 100, "mmsi": WEST, "kind": "ship", "name": HOSTILE, "imo": 9074729,
                 "t_first": NOON_US, "lon_deg": 40.6, "lat_deg": 15.4},
            ],
            SECOND: [{"t": NOON_US + 24 * HOUR_US, "vessel_id": EAST * 100, "mmsi": EAST, "kind": "ship",
                      "name": "NEW NAME", "t_first": NOON_US, "lon_deg": -177.0, "lat_deg": -18.2}],
        },
        "position": {
            FIRST: [
                *(position(WEST, NOON_US + i * HOUR_US, lon, lat) for i, (lon, lat) in enumerate(red)),
                *(position(EAST, late + i * HOUR_US, lon, lat) for i, (lon, lat) in enumerate(over)),
                position(WEST, NOON_US + 1, -40.0, 16.0, outcome="sign_flip", vessel_id=None, track_id=None),
                position(WEST, NOON_US + 2, None, None, outcome="no_position", vessel_id=None, track_id=None),
            ],
            SECOND: [position(EAST, late + (3 + i) * HOUR_US, lon, lat) for i, (lon, lat) in enumerate(beyond)],
        },
        "safety_text": {
            FIRST: [
                {**heard, "t": NOON_US, "type": 14, "text": "GALE WARNING"},
                {**heard, "t": NOON_US + 1, "dest_mmsi": EAST, "text": "MEET ME AT THE BUOY"},
                {**heard, "t": NOON_US + 2, "dest_mmsi": EAST, "text": "MAYDAY FLOODING"},
                {**heard, "t": NOON_US + 3, "dest_mmsi": EAST, "mmsi": 970_123_456, "text": "SART ACTIVE"},
            ]
        },
        "binary": {
            FIRST: [
                {**heard, "t": NOON_US, "type": 8, "dac": 1, "fi": 31, "bit_length": 16, "data": b"\x01\x02"},
                {**heard, "t": NOON_US + 1, "type": 6, "dest_mmsi": EAST, "bit_length": 16, "data": b"\x03\x04"},
                {**heard, "t": NOON_US + 2, "type": 25, "addressed": True, "dest_mmsi": EAST, "bit_length": 8,
                 "data": b"\x05"},
            ]
        },
    }  # fmt: skip
