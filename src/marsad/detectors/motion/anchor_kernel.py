"""A ship at anchor: where her anchor holds her, by how she heads, and whether it still does."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.ship_kernel import NONE, angle_deg, apart_m, east_north_m, end, speed_kn, tell, usable
from marsad.geo.disc_kernel import in_disc

SECTORS = 8
AT_ANCHOR = np.dtype(
    [("still", "i8"), ("last", "i8"), ("held", "i8"), ("off", "i8"), ("since", "i8"), ("t_event", "i8"),
     ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("rest", "i8"), ("rest_lon", "f8"), ("rest_lat", "f8"),
     ("base_lon", "f8"), ("base_lat", "f8"), ("east", "f8", (SECTORS,)), ("north", "f8", (SECTORS,)),
     ("sine", "f8", (SECTORS,)), ("cosine", "f8", (SECTORS,)), ("count", "i4", (SECTORS,)), ("at", "i8", (SECTORS,)),
     ("half_east", "f8"), ("half_north", "f8"),
     ("head0", "f4"), ("swung", "f4"), ("stage", "i1"), ("open", "?"), ("told", "f8", (6,))]
)  # fmt: skip
"""Where she lies in each eighth of the compass that she headed to. `stage`: 0 nothing is known, 1 she lies still, 2 she
is at anchor."""
ANCHORED, MOORED = 1, 5


@njit(cache=True, nogil=True)
def _still(record, row, need_us, sure_us, reach_m, slow):
    """Before she is known to be at anchor: has she lain about one place for long enough?"""
    if not slow:
        record["stage"] = 0
        return
    if (
        record["stage"] == 0
        or apart_m(record["base_lon"], record["base_lat"], row["lon_deg"], row["lat_deg"]) > reach_m
    ):
        record["stage"], record["still"] = 1, row["t"]
        record["base_lon"], record["base_lat"] = row["lon_deg"], row["lat_deg"]
        return
    if row["t"] - record["still"] >= (need_us if row["status"] == ANCHORED else sure_us):
        record["stage"], record["off"], record["held"] = 2, NONE, row["t"]
        record["base_lon"], record["base_lat"] = row["lon_deg"], row["lat_deg"]
        record["head0"], record["swung"], record["half_east"] = row["heading_deg"], 0.0, np.nan
        record["rest"], record["rest_lon"], record["rest_lat"] = row["t"], row["lon_deg"], row["lat_deg"]
        for sector in range(SECTORS):
            record["count"][sector] = 0


@njit(cache=True, nogil=True)
def _learn(record, sector, east, north, sine, cosine, t, memory_us):
    """She lies here when she heads so: a mean that forgets."""
    count = record["count"][sector]
    share = 1.0 - math.exp(-(t - record["at"][sector]) / memory_us)
    if count < 3:
        share = 1.0 / (count + 1)
    record["east"][sector] += share * (east - record["east"][sector])
    record["north"][sector] += share * (north - record["north"][sector])
    record["sine"][sector] += share * (sine - record["sine"][sector])
    record["cosine"][sector] += share * (cosine - record["cosine"][sector])
    record["count"][sector] = min(count + 1, 1000)
    record["at"][sector] = t


@njit(cache=True, nogil=True)
def _dragged_m(record, east, north, sine, cosine, scope_m):
    """How far her anchor must have moved at least, whatever her scope, and the part of her own way that is ahead.

    A ship who heads h lies at A - R u(h), with A the anchor, R the scope and u the direction of the bow. From one
    heading to another an anchor that holds moves her by R (u0 - u1): the least distance of her way from all of these,
    for R from 0 to the longest scope, is her anchor's own.
    """
    best, nearest = -1, -2.0
    for sector in range(SECTORS):
        if record["count"][sector] > 0:
            size = math.hypot(record["sine"][sector], record["cosine"][sector])
            like = (sine * record["sine"][sector] + cosine * record["cosine"][sector]) / max(size, 1e-9)
            if like > nearest:
                best, nearest = sector, like
    if best < 0:
        return 0.0, 0.0
    size = max(math.hypot(record["sine"][best], record["cosine"][best]), 1e-9)
    way_e, way_n = east - record["east"][best], north - record["north"][best]
    turn_e, turn_n = sine - record["sine"][best] / size, cosine - record["cosine"][best] / size
    turn = turn_e * turn_e + turn_n * turn_n
    scope = 0.0 if turn < 1e-9 else min(max(-(way_e * turn_e + way_n * turn_n) / turn, 0.0), scope_m)
    way = math.hypot(way_e, way_n)
    return math.hypot(way_e + scope * turn_e, way_n + scope * turn_n), (way_e * sine + way_n * cosine) / max(way, 1e-9)


@njit(cache=True, nogil=True)
def _straight_on(record, row, east, north, far, t, scope_m, drag_m, rest_us, rest_m):
    """Of a ship without heading: has she gone straight on from where she lay, farther than a swing goes straight?

    On a swing of scope R the two halves of a chord c differ by half of its angle, asin(c / 2R): by 27 degrees when c is
    0.91 R, and by more on any shorter scope. So what is no farther than that on her longest scope may be a swing.
    """
    if apart_m(record["rest_lon"], record["rest_lat"], row["lon_deg"], row["lat_deg"]) > rest_m:
        record["rest"], record["rest_lon"], record["rest_lat"] = t, row["lon_deg"], row["lat_deg"]
    elif t - record["rest"] >= rest_us and far > rest_m:
        # She lies elsewhere on her circle now.
        record["base_lon"], record["base_lat"] = record["rest_lon"], record["rest_lat"]
        record["half_east"] = np.nan
        return False
    if far < drag_m:
        record["half_east"] = np.nan
        return False
    if math.isnan(record["half_east"]):
        record["half_east"], record["half_north"] = east, north
    if far < max(2.4 * drag_m, 0.91 * scope_m):
        return False
    first = math.degrees(math.atan2(record["half_east"], record["half_north"]))
    second = math.degrees(math.atan2(east - record["half_east"], north - record["half_north"]))
    return angle_deg(first, second) < 16.0


@njit(cache=True, nogil=True)
def dragging(rows, state, ports, lies_kn, way_kn, need_us, sure_us, still_m, chain_m, drag_m, hold_us, memory_us,
             rest_us, rest_m, swing_deg, silence_us, w, out):  # fmt: skip
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not usable(row):
            continue
        record = state[row["slot"]]
        if record["stage"] > 0 and row["t"] > record["last"] + silence_us:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
        speed = speed_kn(row)
        if math.isnan(speed):
            continue
        t = row["t"]
        if speed > way_kn or row["status"] == MOORED or row["status"] == 7 or row["ship_type"] == 30:
            n = end(record, out, n, t, t)
            continue
        record["last"] = t
        if record["stage"] < 2:
            _still(record, row, need_us, sure_us, still_m, speed <= lies_kn)
            continue
        east, north = east_north_m(record["base_lon"], record["base_lat"], row["lon_deg"], row["lat_deg"])
        # She may be one of the longest where nobody says how long she is.
        length = 300.0 if math.isnan(row["length_m"]) else min(max(np.float64(row["length_m"]), 0.0), 400.0)
        scope = chain_m + length
        told_heading = not math.isnan(row["heading_deg"])
        if told_heading:
            if math.isnan(record["head0"]):
                record["head0"] = row["heading_deg"]
            record["swung"] = max(record["swung"], angle_deg(row["heading_deg"], record["head0"]))
            heading = math.radians(np.float64(row["heading_deg"]))
            sine, cosine = math.sin(heading), math.cos(heading)
            moved, ahead = _dragged_m(record, east, north, sine, cosine, scope)
            off = moved > drag_m and ahead < 0.5
        elif math.isnan(row["sog_kn"]):
            continue  # from places alone, minutes apart, a ship who shifts under her own engine looks the same
        else:
            # Without heading: out of any circle that she may swing in, or straight on where a swing would be an arc.
            far = math.hypot(east, north)
            moved = max(far - 2.0 * scope, 0.0)
            off = moved > drag_m and speed <= 0.6 * way_kn
            if not record["open"]:
                straight = _straight_on(record, row, east, north, far, t, scope, drag_m, rest_us, rest_m)
                if straight and speed <= 0.6 * way_kn:
                    off, moved = True, far
                elif far > drag_m:
                    moved = max(moved, 0.5 * drag_m)
        if record["open"]:
            if apart_m(record["rest_lon"], record["rest_lat"], row["lon_deg"], row["lat_deg"]) > rest_m:
                record["rest"], record["rest_lon"], record["rest_lat"] = t, row["lon_deg"], row["lat_deg"]
            elif t - record["rest"] >= rest_us:
                n = end(record, out, n, record["rest"], t)
            continue
        if not off:
            record["off"] = NONE
            if moved < 0.4 * drag_m:
                record["held"] = t
            if told_heading and moved < 0.5 * drag_m:
                sector = int(row["heading_deg"] / 45.0) % SECTORS
                _learn(record, sector, east, north, sine, cosine, t, memory_us)
            elif moved >= drag_m:
                record["stage"] = 0  # she went ahead: her anchor is up, or laid anew
            continue
        if record["off"] == NONE:
            record["off"] = t
        if t - record["off"] < hold_us or in_disc(row["lon_deg"], row["lat_deg"], t, ports, 0.0):
            continue
        if told_heading and record["swung"] < swing_deg:
            continue  # who lies as if nailed down lies at a berth
        record["open"], record["t_event"], record["since"], record["vessel"] = True, t, record["held"], row["vessel"]
        record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        record["rest"], record["rest_lon"], record["rest_lat"] = t, row["lon_deg"], row["lat_deg"]
        record["told"][0], record["told"][1] = moved, scope
        record["told"][2], record["told"][3] = (t - record["held"]) / 6e7, speed
        record["told"][4] = angle_deg(row["cog_deg"], row["heading_deg"])
        record["told"][5] = 1.0 if row["status"] == ANCHORED else 0.0
        tell(out[n], record, NONE, t)
        n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["stage"] > 0 and record["last"] + silence_us <= w:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
    return n
