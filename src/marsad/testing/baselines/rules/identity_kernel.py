"""Positions under one MMSI: two tracks at once, and jumps. The MMSI is taken as it is told, not as Marsad resolves it.

`owner` is the slot that stands for the MMSI of each slot: the first of those of its vessels.
"""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import far_m, is_ship

NONE = -(1 << 63)

TRACKS = np.dtype(
    [("t", "i8", (2,)), ("lon_deg", "f8", (2,)), ("lat_deg", "f8", (2,)), ("begin", "i8", (2,)), ("count", "i8", (2,)),
     ("first", "i8"), ("mmsi", "i8"), ("t_start", "i8"), ("t_event", "i8"), ("ev_lon", "f8"), ("ev_lat", "f8"),
     ("apart_km", "f8"), ("open", "?")]
)  # fmt: skip
"""Two tracks under one MMSI, and since when it is active."""
JUMP = np.dtype([("t", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8")])
"""The last position under an MMSI."""
_MPS = 1852.0 / 3600.0


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["mmsi"] * 100, 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["ev_lon"], record["ev_lat"], np.nan
    out["n"][0] = record["apart_km"]
    out["n"][1] = np.nan if t_end == NONE else (t_end - record["t_start"]) / 3.6e9


@njit(cache=True, nogil=True)
def overlaps(rows, owner, state, top_kn, slack_m, break_us, share, need, w, out):
    """How many records of `out` were written, in no order; `out` has three for each row and one for each slot.

    A report belongs to the nearer track that can have come there at `top_kn`; one that belongs to neither begins a
    track in place of the older. A track ends `break_us` after its last report, and counts from `need` reports on. The
    event begins when both have lasted together for more than `share` of the time since the MMSI was heard first.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[owner[row["slot"]]]
        if record["open"] and row["t"] > min(record["t"][0], record["t"][1]) + break_us:
            ended = min(record["t"][0], record["t"][1])
            _tell(out[n], record, ended, ended + break_us)
            record["open"] = False
            n += 1
        if record["first"] == 0:
            record["first"], record["mmsi"] = row["t"], row["mmsi"]
        mine, way_m = -1, math.inf
        for track in range(2):
            if record["t"][track] == 0 or row["t"] - record["t"][track] > break_us:
                continue
            way = far_m(record["lon_deg"][track], record["lat_deg"][track], row["lon_deg"], row["lat_deg"])
            if way <= top_kn * _MPS * (row["t"] - record["t"][track]) / 1e6 + slack_m and way < way_m:
                mine, way_m = track, way
        if mine < 0:
            mine = 0 if record["t"][0] <= record["t"][1] else 1
            if record["open"]:
                _tell(out[n], record, record["t"][mine], row["t"])
                record["open"] = False
                n += 1
            record["count"][mine], record["begin"][mine] = 0, row["t"]
        other = 1 - mine
        record["t"][mine], record["lon_deg"][mine], record["lat_deg"][mine] = row["t"], row["lon_deg"], row["lat_deg"]
        record["count"][mine] += 1
        if record["open"] or record["t"][other] == 0 or row["t"] - record["t"][other] > break_us:
            continue
        begin = max(record["begin"][0], record["begin"][1])
        if min(record["count"][0], record["count"][1]) >= need and row["t"] - begin > share * (
            row["t"] - record["first"]
        ):
            record["open"], record["t_event"], record["t_start"] = True, row["t"], begin
            record["ev_lon"], record["ev_lat"] = row["lon_deg"], row["lat_deg"]
            there = far_m(record["lon_deg"][other], record["lat_deg"][other], row["lon_deg"], row["lat_deg"])
            record["apart_km"] = there / 1000.0
            _tell(out[n], record, NONE, row["t"])
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["open"] and min(record["t"][0], record["t"][1]) + break_us <= w:
            ended = min(record["t"][0], record["t"][1])
            _tell(out[n], record, ended, ended + break_us)
            record["open"] = False
            n += 1
    return n


@njit(cache=True, nogil=True)
def jumps(rows, owner, state, far_enough_m, fast_kn, out):
    """How many records of `out` were written, one for each jump; `out` has one for each row."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[owner[row["slot"]]]
        if record["t"] != 0 and row["t"] > record["t"]:
            way = far_m(record["lon_deg"], record["lat_deg"], row["lon_deg"], row["lat_deg"])
            knots = way / _MPS / ((row["t"] - record["t"]) / 1e6)
            if way > far_enough_m and knots > fast_kn:
                one = out[n]
                one["t_start"], one["t_end"], one["t_event"], one["t_known"] = record["t"], row["t"], row["t"], row["t"]
                one["a"], one["b"], one["code"] = np.int64(row["mmsi"]) * 100, 0, 0
                one["lon_deg"], one["lat_deg"], one["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
                one["n"][0], one["n"][1] = way / 1000.0, knots
                n += 1
        if row["t"] > record["t"]:
            record["t"], record["lon_deg"], record["lat_deg"] = row["t"], row["lon_deg"], row["lat_deg"]
    return n
