"""What becomes of pairs: from a first look at which they will pass too near, to the last at which they part."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from marsad.detectors.adjacency.cells_kernel import grown, meetings
from marsad.detectors.adjacency.points_kernel import place_of
from marsad.detectors.close_quarters_rule.domain_kernel import (
    CROSSING,
    acts_late,
    between_shores,
    domain_m,
    encounter_of,
    ferries,
    on_purpose,
    sets_out,
    stranger,
)
from marsad.detectors.close_quarters_rule.mover_kernel import is_crowded, many_still, movers, remember
from marsad.geo.disc_kernel import in_disc
from marsad.plugin.found import FOUND
from marsad.plugin.rows import NO_TIME


class Rule(NamedTuple):
    """The parameters as the kernel reads them; times in microseconds or seconds as their names say."""

    every_us: int
    age_us: int
    slow_kn: float
    top_kn: float
    straight_deg_s: float
    turning_deg_s: float
    reach_m: float
    company_m: float
    company_s: float
    beside_m: float
    beside_s: float
    rest_kn: float
    launch_us: int
    closing_mps: float
    horizon_s: float
    urgent_s: float
    looks: int
    length_m: float
    small_m: float
    base_m: float
    lengths: float
    most_m: float
    crossing: float
    sea_kn: float
    least_share: float
    harbour_share: float
    port_m: float
    shore_m: float
    shore_sides: int
    still_m: float
    still: int
    nimble_m: float
    nimble_s: float
    stranger_us: int
    crowd_m: float
    crowd: int
    crowd_share: float
    clear_us: int
    quiet_us: int
    west: float
    south: float
    east: float
    north: float


_ECHO_M = 3000.0

PAIR = np.dtype(
    [("key", "i8"), ("a", "i8"), ("b", "i8"), ("last", "i8"), ("since", "i8"), ("hits", "i8"), ("steady_s", "f8"),
     ("beside_s", "f8"), ("open", "?"), ("t_start", "i8"), ("t_event", "i8"), ("clear_since", "i8"),
     ("quiet_until", "i8"), ("code", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("told", "f8", (5,)),
     ("closest_m", "f8")]
)  # fmt: skip
"""A pair that is near, or will pass near. `steady_s`: so long it has gone together lately;
`beside_s`: so long it has been very near."""


@njit(cache=True, nogil=True)
def in_box(lon, lat, p):
    """Whether a place lies on the desk; a box whose west lies east of its east reaches over the date line."""
    if not p.south <= lat <= p.north:
        return False
    return p.west <= lon <= p.east if p.west <= p.east else lon >= p.west or lon <= p.east


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["a"], record["b"], record["code"]
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][:5] = record["told"]
    out["n"][5] = np.nan if t_end == NO_TIME else record["closest_m"]


@njit(cache=True, nogil=True)
def _close(record, tick, t_end, p, out, n):
    record["open"], record["hits"], record["quiet_until"] = False, 0, tick + p.quiet_us
    if n == len(out):
        out = grown(out)
    _tell(out[n], record, t_end, tick)
    return out, n + 1


@njit(cache=True, nogil=True)
def _is_echo(vessel, state, slots, points, count, me):
    """Whether a vessel of the same MMSI with a lower number goes near by: the higher one may be her echo."""
    if vessel % 100 == 0:
        return False
    for i in range(count):
        other = state[slots[i]]["vessel"]
        if other // 100 == vessel // 100 and other < vessel:
            dx, dy, dz = points[i, 0] - points[me, 0], points[i, 1] - points[me, 1], points[i, 2] - points[me, 2]
            if dx * dx + dy * dy + dz * dz <= _ECHO_M * _ECHO_M:
                return True
    return False


@njit(cache=True, nogil=True)
def _look(record, told, state, slots, points, count, ends, places, tick, p, out, n):
    """One look at a pair within reach: distance, least distance, seconds to it and difference of ways in `told`."""
    a, b = ends
    one, other = state[slots[a]], state[slots[b]]
    apart, least, after_s, ways = told
    if apart <= p.company_m:
        gain = p.every_us / 1e6 * (1.0 if ways <= p.closing_mps else -2.0)
        record["steady_s"] = min(max(record["steady_s"] + gain, 0.0), 2.0 * p.company_s)
    else:
        record["steady_s"] = max(record["steady_s"] - p.every_us / 1e6, 0.0)
    if apart <= p.beside_m:
        record["beside_s"] = min(record["beside_s"] + p.every_us / 1e6, 2.0 * p.beside_s)
    else:
        record["beside_s"] = max(record["beside_s"] - p.every_us / 1e6, 0.0)
    record["last"] = tick
    px, py, pz = points[a, 0] - points[b, 0], points[a, 1] - points[b, 1], points[a, 2] - points[b, 2]
    encounter = encounter_of(one, other, px, py, pz, points[a], points[b])
    room = domain_m(one, other, encounter, p)
    if ferries(one, other):
        room *= p.harbour_share
    if record["open"]:
        record["closest_m"] = min(record["closest_m"], apart)
        past = after_s <= 0.0 and apart > record["told"][3]
        acted = after_s > 0.0 and least > 2.0 * record["told"][3]
        if past:
            return _close(record, tick, tick, p, out, n)
        if not acted:
            record["clear_since"] = 0
        elif record["clear_since"] == 0:
            record["clear_since"] = tick
        elif tick - record["clear_since"] >= p.clear_us:
            return _close(record, tick, record["clear_since"], p, out, n)
        return out, n
    nimble = acts_late(one, p) or acts_late(other, p)
    risk = (
        0.0 < after_s <= (min(p.nimble_s, p.horizon_s) if nimble else p.horizon_s)
        and least <= room
        and ways >= p.closing_mps
        and record["a"] // 100 != record["b"] // 100
        and record["steady_s"] < p.company_s
        and record["beside_s"] < p.beside_s
        and one["agreeing"] >= 1
        and other["agreeing"] >= 1
        and tick >= record["quiet_until"]
        and (after_s <= p.urgent_s / 2.0 or not (stranger(one, tick, p) or stranger(other, tick, p)))
        and not on_purpose(one, other)
        and not (sets_out(one, tick, p) or sets_out(other, tick, p))
        and not (ferries(one, other) and encounter != CROSSING)
    )
    if risk and max(abs(one["turn_deg_s"]), abs(other["turn_deg_s"])) > p.turning_deg_s and after_s > p.urgent_s:
        return out, n  # who turns is about to do something: look again
    if not risk:
        record["hits"] = max(record["hits"] - 2, 0)
        return out, n
    # half way between them, at their closest
    x = 0.5 * (points[a, 0] + points[b, 0] + (points[a, 3] + points[b, 3]) * after_s)
    y = 0.5 * (points[a, 1] + points[b, 1] + (points[a, 4] + points[b, 4]) * after_s)
    z = 0.5 * (points[a, 2] + points[b, 2] + (points[a, 5] + points[b, 5]) * after_s)
    lon, lat = place_of(x, y, z)
    if _is_echo(record["a"], state, slots, points, count, a) or _is_echo(record["b"], state, slots, points, count, b):
        return out, n
    if not in_box(lon, lat, p):
        record["hits"] = 0
        return out, n
    share = p.crowd_share if is_crowded(points, count, x, y, z, p.crowd_m, p.crowd) else 1.0
    if least <= room * share and (
        in_disc(lon, lat, tick, places[0], p.port_m)
        or in_disc(lon, lat, tick, places[1], 0.0)
        or between_shores(lon, lat, p.shore_m, p.shore_sides, places[2])
        or many_still(state, tick, x, y, z, p.still_m, p.still)
    ):
        share = min(share, p.harbour_share)
    if least > room * share:
        record["hits"] = max(record["hits"] - 2, 0)
        return out, n
    if record["hits"] == 0:
        record["since"] = tick
    record["hits"] += 1
    if record["hits"] >= (p.looks if after_s > p.urgent_s else min(p.looks, 2)):
        record["open"], record["t_start"], record["t_event"] = True, record["since"], tick
        record["clear_since"], record["code"], record["closest_m"] = 0, encounter + (3 if nimble else 0), apart
        record["lon_deg"], record["lat_deg"] = lon, lat
        record["told"][0], record["told"][1], record["told"][2] = least, after_s / 60.0, apart
        record["told"][3], record["told"][4] = room * share, ways * 3600.0 / 1852.0
        if n == len(out):
            out = grown(out)
        _tell(out[n], record, NO_TIME, tick)
        n += 1
    return out, n


@njit(cache=True, nogil=True)
def _absent(record, state, where, points, tick, p, out, n):
    """A pair that is not among those within reach at this look. Returns whether it is kept, too."""
    record["beside_s"] = max(record["beside_s"] - p.every_us / 1e6, 0.0)
    record["steady_s"] = max(record["steady_s"] - p.every_us / 1e6, 0.0)
    record["hits"] = max(record["hits"] - 2, 0)
    if record["open"]:
        a, b = where[record["key"] >> 32], where[record["key"] & 0xFFFFFFFF]
        if a >= 0 and b >= 0:
            # both are known: they have parted, or one has acted
            if record["clear_since"] == 0:
                record["clear_since"] = tick
            apart = along = 0.0
            for axis in range(3):
                d = points[b, axis] - points[a, axis]
                apart += d * d
                along += d * (points[b, 3 + axis] - points[a, 3 + axis])
            if (along >= 0.0 and math.sqrt(apart) > record["told"][3]) or tick - record["clear_since"] >= p.clear_us:
                out, n = _close(record, tick, record["clear_since"], p, out, n)
        elif tick - record["last"] > 2 * p.age_us:
            out, n = _close(record, tick, record["last"], p, out, n)
    kept = record["open"] or tick < record["quiet_until"] or tick - record["last"] <= 120_000_000
    return kept, out, n


@njit(cache=True, nogil=True)
def _all_pairs(table, state, where, slots, points, count, ends, told, places, tick, p, out, n):
    """The table after one look; it is, and comes back, in the order of its keys."""
    keys = np.empty(len(ends), np.int64)
    for i in range(len(ends)):
        one, other = slots[ends[i, 0]], slots[ends[i, 1]]
        keys[i] = min(one, other) << 32 | max(one, other)
    order = np.argsort(keys)
    after, blank = np.empty(len(table) + len(ends), table.dtype), np.zeros(1, table.dtype)
    kept, old, new = 0, 0, 0
    while old < len(table) or new < len(ends):
        if new == len(ends) or (old < len(table) and table[old]["key"] < keys[order[new]]):
            after[kept] = table[old]
            old += 1
            keep, out, n = _absent(after[kept], state, where, points, tick, p, out, n)
            kept += keep
            continue
        at = order[new]
        new += 1
        if old < len(table) and table[old]["key"] == keys[at]:
            after[kept] = table[old]
            old += 1
        else:
            after[kept] = blank[0]
            record = after[kept]
            record["key"] = keys[at]
            one, other = state[slots[ends[at, 0]]]["vessel"], state[slots[ends[at, 1]]]["vessel"]
            record["a"], record["b"] = min(one, other), max(one, other)
        # seen from the vessel with the lower number, however the slots are given out
        a, b = ends[at, 0], ends[at, 1]
        if state[slots[a]]["vessel"] > state[slots[b]]["vessel"]:
            a, b = b, a
        out, n = _look(after[kept], told[at], state, slots, points, count, (a, b), places, tick, p, out, n)
        kept += 1
    return after[:kept], out, n


@njit(cache=True, nogil=True)
def follow(rows, pilots, state, table, prev, w, places, p):
    """Lead all vessels and pairs from `prev` to `w`. Returns the table of pairs, and what was found (FOUND).

    `pilots` are the instants and slots at which somebody's name says that she is one; `places` are the ports, the
    anchorages and the arrays of the land.
    """
    out, n, at, named = np.zeros(64, FOUND), 0, 0, 0
    points, slots = np.empty((len(state), 6)), np.empty(len(state), np.int64)
    where = np.empty(len(state), np.int64)
    newest = NO_TIME
    for slot in range(len(state)):
        newest = max(newest, state[slot]["t"])
    tick = (prev // p.every_us + 1) * p.every_us
    while tick <= w:
        while at < len(rows) and rows[at]["t"] <= tick:
            newest = max(newest, rows[at]["t"])
            remember(rows[at], state, p.top_kn, p.rest_kn)
            at += 1
        while named < len(pilots) and pilots[named, 0] <= tick:
            state[pilots[named, 1]]["pilot"] = True
            named += 1
        if len(table) == 0 and tick - newest > p.age_us:
            # nobody is there until the next report
            until = rows[at]["t"] if at < len(rows) else w + 1
            tick = max(-(-until // p.every_us) * p.every_us, tick + p.every_us)
            continue
        count = movers(state, tick, p.slow_kn, p.age_us, p.straight_deg_s, points, slots)
        ends, told = meetings(points, count, p.reach_m, p.company_m, p.most_m * p.crossing, p.horizon_s, p.closing_mps)
        if len(ends) or len(table):
            where[:] = -1
            for i in range(count):
                where[slots[i]] = i
            table, out, n = _all_pairs(table, state, where, slots, points, count, ends, told, places, tick, p, out, n)
        tick += p.every_us
    while at < len(rows):
        remember(rows[at], state, p.top_kn, p.rest_kn)
        at += 1
    for later in range(named, len(pilots)):
        state[pilots[later, 1]]["pilot"] = True
    return table.copy(), out[:n]
