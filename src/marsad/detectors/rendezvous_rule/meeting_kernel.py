"""What becomes of two vessels beside each other: a run of instants at which they were near, and a meeting of it."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from marsad.detectors.adjacency.cells_kernel import grown, neighbours
from marsad.detectors.adjacency.points_kernel import KNOT, apart_m, between_deg, place_of, put
from marsad.detectors.rendezvous_rule.slow_kernel import AT_ANCHOR, MOORED, lies_still, remember, still_about
from marsad.geo.disc_kernel import in_disc
from marsad.plugin.found import FOUND
from marsad.plugin.rows import NO_TIME


class Rule(NamedTuple):
    """The parameters as the kernel reads them."""

    every_us: int
    gap_us: int
    slow_kn: float
    mean_kn: float
    sailing_kn: float
    reach_m: float
    near_m: float
    most_m: float
    need_us: int
    long_us: int
    grace_us: int
    rest_m: float
    rest_us: int
    still_kn: float
    still_m: float
    still: int
    port_m: float


MEETING = np.dtype(
    [("key", "i8"), ("a", "i8"), ("b", "i8"), ("since", "i8"), ("last", "i8"), ("count", "i8"), ("sum_kn", "f8"),
     ("least_m", "f8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("now_lon", "f8"), ("now_lat", "f8"), ("open", "?"),
     ("t_event", "i8"), ("told", "f8", (4,))]
)  # fmt: skip
"""A run of two vessels near each other: its first and last instant at which both are known to have been so."""
_BACK_US = 120_000_000
_METRES_PER_DEGREE = 111_195.0
_WORKING = (31, 32, 50, 51, 52, 53, 55)
"""Towing, pilot, search and rescue, tug, tender, law enforcement."""


@njit(cache=True, nogil=True)
def drawn_at(one, other, gap_us):
    """The newest instant at which two vessels are both known: that of the earlier of their newest fixes.

    NO_TIME where the other was not there yet: her line between two fixes begins later by more than two minutes, or is
    longer than `gap_us`.
    """
    early, late = (one, other) if one["t"] <= other["t"] else (other, one)
    t = early["t"]
    if late["t"] == t:
        return t
    if late["before"] != 0 and late["before"] <= t:
        return NO_TIME if late["t"] - late["before"] > gap_us else t
    return t if late["t"] - t <= _BACK_US else NO_TIME


@njit(cache=True, nogil=True)
def drawn(one, other, t):
    """Longitude and latitude of `one`, and of the other, at that instant: the later on the straight line between her
    fixes, or led back along her course where that begins later."""
    early, late = (one, other) if one["t"] <= other["t"] else (other, one)
    lon, lat = late["lon_deg"], late["lat_deg"]
    if late["t"] != t and late["before"] != 0 and late["before"] <= t:
        share = (t - late["before"]) / (late["t"] - late["before"])
        lon, lat = between_deg(late["before_lon"], late["before_lat"], late["lon_deg"], late["lat_deg"], share)
    elif late["t"] != t and not math.isnan(late["course_deg"]):
        back = np.empty((1, 6))
        put(back, 0, lon, lat, late["speed_kn"] * KNOT, late["course_deg"], 0.0, (t - late["t"]) / 1e6)
        lon, lat = place_of(back[0, 0], back[0, 1], back[0, 2])
    if one["t"] <= other["t"]:
        return early["lon_deg"], early["lat_deg"], lon, lat
    return lon, lat, early["lon_deg"], early["lat_deg"]


@njit(cache=True, nogil=True)
def near_limit_m(one, other, p):
    """Antennas of two ships beside each other: a limit between centres, more for long ships, end to end."""
    both = 0.0
    for ship in (one, other):
        both += 0.5 * ship["length_m"] if 0.0 < ship["length_m"] < 600.0 else 50.0
    return min(p.near_m + both, p.most_m)


@njit(cache=True, nogil=True)
def never_near(one, other, p):
    """Whether two vessels surely were not near at the newest instant at which both are known: a plane tells it of most
    pairs within reach, at a tenth of the cost, where the later one's line is shorter than some kilometres."""
    t = drawn_at(one, other, p.gap_us)
    if t == NO_TIME:
        return True
    early, late = (one, other) if one["t"] <= other["t"] else (other, one)
    if late["t"] == t or late["before"] == 0 or late["before"] > t or abs(early["lat_deg"]) > 80.0:
        return False
    east, north = late["lon_deg"] - late["before_lon"], late["lat_deg"] - late["before_lat"]
    if abs(east) > 0.05 or abs(north) > 0.05:
        return False
    share = (t - late["before"]) / (late["t"] - late["before"])
    east = late["before_lon"] + share * east - early["lon_deg"]
    north = (late["before_lat"] + share * north - early["lat_deg"]) * _METRES_PER_DEGREE
    if abs(east) > 1.0:
        return False
    east *= _METRES_PER_DEGREE * math.cos(math.radians(early["lat_deg"]))
    limit_m = 1.01 * near_limit_m(one, other, p) + 30.0  # a hundredth and 30 m are more than the plane's error
    return east * east + north * north > limit_m * limit_m


@njit(cache=True, nogil=True)
def no_news(record, one, other, state, ports, anchorages, tick, p):
    """Whether vessels lie beside each other here for a reason that is known."""
    for ship in (one, other):
        if ship["ship_type"] in _WORKING or ship["status"] in (11, 12):
            return True
    if record["a"] // 100 == record["b"] // 100:
        return True
    held = 0
    for ship in (one, other):
        held += ship["status"] in (AT_ANCHOR, MOORED) and lies_still(ship, tick, p)
    if held == 2:
        return True
    lon, lat = record["now_lon"], record["now_lat"]
    if in_disc(lon, lat, tick, ports, p.port_m) or in_disc(lon, lat, tick, anchorages, 0.0):
        return True
    return still_about(state, tick, lon, lat, record["a"], record["b"], p) >= (1 if held > 0 else p.still)


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["a"], record["b"], 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][:4] = record["told"]
    out["n"][4] = np.nan if t_end == NO_TIME else (t_end - record["since"]) / 6e7


@njit(cache=True, nogil=True)
def _judge(record, one, other, state, ports, anchorages, tick, p, out, n):
    """What two vessels that were near, or are, do now. Returns whether the record is kept, too."""
    slow = one["speed_kn"] <= p.slow_kn and other["speed_kn"] <= p.slow_kn
    t = drawn_at(one, other, p.gap_us)
    new = t != NO_TIME and t > record["last"] and (record["last"] == 0 or t - record["last"] <= p.gap_us)
    if slow and new:
        lon1, lat1, lon2, lat2 = drawn(one, other, t)
        apart = apart_m(lon1, lat1, lon2, lat2)
        if apart <= near_limit_m(one, other, p):
            lon, lat = between_deg(lon1, lat1, lon2, lat2, 0.5)
            if record["last"] == 0:
                record["since"], record["least_m"] = t, apart
                record["lon_deg"], record["lat_deg"] = lon, lat
            record["last"], record["now_lon"], record["now_lat"] = t, lon, lat
            record["least_m"] = min(record["least_m"], apart)
            record["count"] += 1
            record["sum_kn"] += 0.5 * (one["speed_kn"] + other["speed_kn"])
            lasts = t - record["since"]
            if not record["open"] and lasts >= p.need_us and record["sum_kn"] <= p.mean_kn * record["count"]:
                gone = apart_m(record["lon_deg"], record["lat_deg"], lon, lat)
                came = max(one["sailed"], other["sailed"]) > 0 or gone > p.rest_m
                if (came or lasts >= p.long_us) and not no_news(record, one, other, state, ports, anchorages, tick, p):
                    record["open"], record["t_event"] = True, tick
                    record["told"][0], record["told"][1] = record["least_m"], lasts / 6e7
                    record["told"][2], record["told"][3] = record["sum_kn"] / record["count"], gone
                    if n == len(out):
                        out = grown(out)
                    _tell(out[n], record, NO_TIME, tick)
                    n += 1
            return True, out, n
    # they are known to have parted, or nothing is known any more
    parted = t != NO_TIME and t - record["last"] > p.grace_us
    lost = tick - record["last"] > p.gap_us
    if record["last"] == 0 or not (parted or lost):
        return record["last"] != 0, out, n
    if record["open"]:
        if n == len(out):
            out = grown(out)
        _tell(out[n], record, record["last"], tick)
        n += 1
    return False, out, n


@njit(cache=True, nogil=True)
def _seen(record, state, ports, anchorages, tick, p, out, n):
    """A pair judged from the vessel with the lower number, however the slots are given out."""
    a, b = record["key"] >> 32, record["key"] & 0xFFFFFFFF
    if state[a]["vessel"] > state[b]["vessel"]:
        a, b = b, a
    record["a"], record["b"] = state[a]["vessel"], state[b]["vessel"]
    return _judge(record, state[a], state[b], state, ports, anchorages, tick, p, out, n)


@njit(cache=True, nogil=True)
def _all_pairs(table, state, fresh, slots, ends, ports, anchorages, tick, p, out, n):
    """The table after one look, in the order of its keys as it was; it is written into.

    A pair of which neither was heard since the last look can only be lost.
    """
    keys = np.empty(len(ends), np.int64)
    for i in range(len(ends)):
        one, other = slots[ends[i, 0]], slots[ends[i, 1]]
        keys[i] = min(one, other) << 32 | max(one, other)
    keys.sort()
    begun, blank, more, kept, old, new = np.empty(16, table.dtype), np.zeros(1, table.dtype), 0, 0, 0, 0
    while old < len(table) or new < len(keys):
        if new == len(keys) or (old < len(table) and table[old]["key"] <= keys[new]):
            record = table[old]
            new += new < len(keys) and record["key"] == keys[new]
            keep, heard = True, fresh[record["key"] >> 32] or fresh[record["key"] & 0xFFFFFFFF]
            if heard or tick - record["last"] > p.gap_us:
                keep, out, n = _seen(record, state, ports, anchorages, tick, p, out, n)
            if keep:
                if kept < old:
                    table[kept] = record
                kept += 1
            old += 1
            continue
        key = keys[new]
        new += 1
        if never_near(state[key >> 32], state[key & 0xFFFFFFFF], p):
            continue
        if more == len(begun):
            begun = grown(begun)
        begun[more] = blank[0]
        begun[more]["key"] = key
        keep, out, n = _seen(begun[more], state, ports, anchorages, tick, p, out, n)
        more += keep
    return _merged(table, kept, begun, more), out, n


@njit(cache=True, nogil=True)
def _merged(table, kept, begun, more):
    """The first records of two tables in the order of their keys."""
    if more == 0:
        return table[:kept]
    both, old, new = np.empty(kept + more, table.dtype), 0, 0
    for at in range(kept + more):
        if new == more or (old < kept and table[old]["key"] < begun[new]["key"]):
            both[at] = table[old]
            old += 1
        else:
            both[at] = begun[new]
            new += 1
    return both


@njit(cache=True, nogil=True)
def _slow_ones(state, tick, p, points, slots, idle):
    """Who goes slowly: points at `tick` by what they told last, slots, and who lies berthed; returns how many."""
    n = 0
    for slot in range(len(state)):
        one = state[slot]
        if one["t"] == 0 or tick - one["t"] > p.gap_us or not one["speed_kn"] <= p.slow_kn:
            continue
        moves = not math.isnan(one["course_deg"])
        put(points, n, one["lon_deg"], one["lat_deg"], one["speed_kn"] * KNOT if moves else 0.0,
            one["course_deg"] if moves else 0.0, 0.0, (tick - one["t"]) / 1e6)  # fmt: skip
        slots[n] = slot
        idle[n] = lies_still(one, tick, p) and (one["status"] in (AT_ANCHOR, MOORED) or one["sailed"] == 0)
        n += 1
    return n


@njit(cache=True, nogil=True)
def follow(rows, state, table, prev, w, ports, anchorages, p):
    """Lead all vessels and pairs from `prev` to `w`. Returns the table of runs, and what was found (FOUND)."""
    out, n, at = np.zeros(64, FOUND), 0, 0
    points, slots = np.empty((len(state), 6)), np.empty(len(state), np.int64)
    idle, newest = np.empty(len(state), np.bool_), NO_TIME
    fresh, table = np.ones(len(state), np.bool_), table.copy()
    for slot in range(len(state)):
        newest = max(newest, state[slot]["t"])
    tick = (prev // p.every_us + 1) * p.every_us
    while tick <= w:
        while at < len(rows) and rows[at]["t"] <= tick:
            newest = max(newest, rows[at]["t_fix"])
            remember(rows[at], state, p)
            fresh[rows[at]["slot"]] = True
            at += 1
        if len(table) == 0 and tick - newest > p.gap_us:
            until = rows[at]["t"] if at < len(rows) else w + 1
            tick = max(-(-until // p.every_us) * p.every_us, tick + p.every_us)
            continue
        count = _slow_ones(state, tick, p, points, slots, idle)
        ends, _ = neighbours(points, count, p.reach_m, idle)
        if len(ends) or len(table):
            table, out, n = _all_pairs(table, state, fresh, slots, ends, ports, anchorages, tick, p, out, n)
        fresh[:] = False
        tick += p.every_us
    while at < len(rows):
        remember(rows[at], state, p)
        at += 1
    return table.copy(), out[:n]
