"""Positions on a grid of time, drawn on straight lines between reports; and runs of instants at which two were near."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship

NONE = -(1 << 63)
KEPT = 8
DAY_US = 86_400_000_000

GRIDDED = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("speed_kn", "f8"), ("at", "i8", (KEPT,)),
     ("lons", "f8", (KEPT,)), ("lats", "f8", (KEPT,)), ("speeds", "f8", (KEPT,))]
)  # fmt: skip
"""The newest report of a ship, and her place at the last instants of the grid: number of the instant modulo KEPT."""

MEETING = np.dtype(
    [("key", "i8"), ("first", "i8"), ("last", "i8"), ("count", "i8"), ("slow", "i8"), ("least_m", "f8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("a", "i8"), ("b", "i8"), ("open", "?"), ("t_start", "i8"), ("t_end", "i8"),
     ("t_event", "i8"), ("ev_lon", "f8"), ("ev_lat", "f8"), ("ev_least_m", "f8")]
)  # fmt: skip
"""The run of near instants (numbers of the grid, first -1 none), and the encounter that it may go on with."""


@njit(cache=True, nogil=True)
def to_grid(rows, state, every_us, longest_us):
    """Put ships to the instants of the grid that their reports, at most `longest` apart, lie about."""
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[row["slot"]]
        dt = row["t"] - record["t"]
        if record["t"] != 0 and 0 < dt <= longest_us:
            turn = row["lon_deg"] - record["lon_deg"]
            turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
            for tick in range(record["t"] // every_us + 1, row["t"] // every_us + 1):
                share = (tick * every_us - record["t"]) / dt
                kept = tick % KEPT
                lon = record["lon_deg"] + share * turn
                record["at"][kept] = tick
                record["lons"][kept] = lon - 360.0 * math.floor((lon + 180.0) / 360.0)
                record["lats"][kept] = record["lat_deg"] + share * (row["lat_deg"] - record["lat_deg"])
                record["speeds"][kept] = record["speed_kn"] if share < 0.5 else row["sog_kn"]
        record["t"], record["vessel"], record["speed_kn"] = row["t"], row["vessel"], row["sog_kn"]
        record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]


@njit(cache=True, nogil=True)
def on_grid(state, tick):
    """Slot, longitude, latitude and speed of every ship that has a place at one instant of the grid."""
    slots = np.empty(len(state), np.int64)
    lon, lat, speed = np.empty(len(state)), np.empty(len(state)), np.empty(len(state))
    n, kept = 0, tick % KEPT
    for slot in range(len(state)):
        record = state[slot]
        if record["at"][kept] == tick and abs(record["lats"][kept]) < 89.0:
            slots[n], lon[n], lat[n] = slot, record["lons"][kept], record["lats"][kept]
            speed[n] = record["speeds"][kept]
            n += 1
    return slots[:n], lon[:n], lat[:n], speed[:n]


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["a"], record["b"], 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["ev_lon"], record["ev_lat"], np.nan
    out["n"][0] = record["ev_least_m"]
    out["n"][1] = np.nan if t_end == NONE else (t_end - record["t_start"]) / 3.6e9


@njit(cache=True, nogil=True)
def _runs(record, tick, t_known, every_us, need, merge, out, n):
    """What the run of a meeting, which is near at `tick` or ended before it, makes of its encounter."""
    long_enough = (
        record["first"] >= 0 and record["last"] - record["first"] >= need and 2 * record["slow"] > record["count"]
    )
    if long_enough:
        if record["open"] and (record["first"] - record["t_end"] // every_us) >= merge:
            _tell(out[n], record, record["t_end"], t_known)
            record["open"] = False
            n += 1
        if not record["open"]:
            record["open"], record["t_start"], record["t_event"] = True, record["first"] * every_us, t_known
            record["ev_lon"], record["ev_lat"], record["ev_least_m"] = (
                record["lon_deg"],
                record["lat_deg"],
                record["least_m"],
            )
            _tell(out[n], record, NONE, t_known)
            n += 1
        record["t_end"] = record["last"] * every_us
    return n


@njit(cache=True, nogil=True)
def meet(table, state, slots, lon, lat, speed, near, tick, t_known, every_us, need, slow_kn, merge, by_day, out):
    """What is known of meetings after the instant `tick` of the grid, and how many records of `out` were written.

    `need` and `merge` are numbers of steps of the grid. `out` has three records for each pair, old and new.
    """
    keys = np.empty(len(near), np.int64)
    for i in range(len(near)):
        one, other = slots[int(near[i, 0])], slots[int(near[i, 1])]
        keys[i] = min(one, other) << 32 | max(one, other)
    order = np.argsort(keys)
    midnight = by_day and tick % (DAY_US // every_us) == 0
    after = np.zeros(len(table) + len(near), table.dtype)
    kept, n, old, new = 0, 0, 0, 0
    while old < len(table) or new < len(near):
        met = new < len(near) and (old == len(table) or keys[order[new]] <= table[old]["key"])
        record = after[kept]
        if old < len(table) and not (met and keys[order[new]] < table[old]["key"]):
            after[kept] = table[old]
            old += 1
        else:
            record["key"], record["first"], record["open"] = keys[order[new]], -1, False
        record = after[kept]
        if record["first"] >= 0 and (midnight or not met):
            record["first"] = -1
        if midnight and record["open"]:
            _tell(out[n], record, record["t_end"], t_known)
            record["open"] = False
            n += 1
        if met:
            at = order[new]
            new += 1
            a, b = int(near[at, 0]), int(near[at, 1])
            if record["first"] < 0:
                one, other = state[slots[a]]["vessel"], state[slots[b]]["vessel"]
                record["a"], record["b"] = min(one, other), max(one, other)
                record["first"], record["count"], record["slow"], record["least_m"] = tick, 0, 0, math.inf
                turn = lon[b] - lon[a]
                turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
                middle = lon[a] + turn / 2.0
                record["lon_deg"] = middle - 360.0 * math.floor((middle + 180.0) / 360.0)
                record["lat_deg"] = (lat[a] + lat[b]) / 2.0
            record["last"] = tick
            for ship in (a, b):
                if not math.isnan(speed[ship]):
                    record["count"] += 1
                    record["slow"] += 1 if speed[ship] < slow_kn else 0
            record["least_m"] = min(record["least_m"], near[at, 2])
            n = _runs(record, tick, t_known, every_us, need, merge, out, n)
        if record["open"] and record["first"] < 0 and tick - record["t_end"] // every_us >= merge:
            _tell(out[n], record, record["t_end"], t_known)
            record["open"] = False
            n += 1
        if record["open"] or record["first"] >= 0:
            kept += 1
        else:
            after[kept] = np.zeros(1, table.dtype)[0]
    return after[:kept], n
