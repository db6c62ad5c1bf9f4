"""How each vessel moves: her newest plausible fix, whether she turns, and where she is at one instant."""

import math

import numpy as np
from numba import njit

from marsad.detectors.adjacency.points_kernel import KNOT, place_of, put

MOVER = np.dtype(
    [("t", "i8"), ("fix", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("speed_kn", "f8"),
     ("course_deg", "f8"), ("turn_deg_s", "f8"), ("length_m", "f4"), ("ship_type", "i2"), ("status", "i1"),
     ("small", "?"), ("agreeing", "i1"), ("first", "i8"), ("rest", "i8"), ("pilot", "?")]
)  # fmt: skip
"""The newest plausible fix of a ship. `agreeing`: so many fixes in a row whose speed and step agree, at most 9.
`first`: when she was heard first; `rest`: when she was seen at rest last, or 0; `pilot`: her name tells that."""

DOUBTFUL = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6
"""Marks MMSI, POSITION_RANGE, NULL_ISLAND and SPEED of schema/flags."""
_CLASS_B = (18, 19, 24)


@njit(cache=True, nogil=True)
def remember(row, state, top_kn, rest_kn):
    """Take in a report, if it is newer than what is known by the clock of the vessel and can be believed."""
    if not 200_000_000 <= row["mmsi"] < 800_000_000 or row["outcome"] != 0 or row["flags"] & DOUBTFUL != 0:
        return
    lon, lat = row["lon_deg"], row["lat_deg"]
    if not (abs(lon) <= 180.0 and abs(lat) <= 90.0):
        return
    one = state[row["slot"]]
    fix = row["t_fix"]
    # A receiver whose clock is behind tells later what another told before.
    if one["t"] != 0 and fix <= one["fix"]:
        return
    speed, course = np.float64(row["sog_kn"]), np.float64(row["cog_deg"])
    if math.isnan(speed):
        speed, course = np.float64(row["made_kn"]), np.float64(row["made_deg"])
    elif math.isnan(course):
        course = np.float64(row["made_deg"]) if not math.isnan(row["made_deg"]) else np.float64(row["heading_deg"])
    if not 0.0 <= speed <= top_kn:
        speed = np.float64(math.nan)
    if speed <= rest_kn:
        one["rest"] = row["t"]
    if one["t"] == 0:
        one["first"] = row["t"]
    dt = (fix - one["fix"]) / 1e6
    turn, agreeing = 0.0, 0
    if one["t"] != 0 and dt <= 180.0:
        made, told = np.float64(row["made_kn"]), 0.5 * (speed + one["speed_kn"])
        # 25 m of two fixes' errors, and what she may have changed in between
        good = math.isnan(made) or abs(made - told) <= 3.0 + 0.2 * told + 25.0 / (dt * KNOT)
        agreeing = min(one["agreeing"] + 1, 9) if good and not math.isnan(speed) else 0
        if dt <= 60.0 and speed > 3.0 and one["speed_kn"] > 3.0:
            by = course - one["course_deg"]
            by -= 360.0 * math.floor((by + 180.0) / 360.0)
            share = min(dt / 20.0, 1.0)
            turn = one["turn_deg_s"] + share * (by / dt - one["turn_deg_s"])
            turn = 0.0 if math.isnan(turn) else min(max(turn, -3.0), 3.0)
    one["t"], one["fix"], one["vessel"], one["agreeing"] = row["t"], fix, row["vessel"], agreeing
    one["lon_deg"], one["lat_deg"], one["speed_kn"], one["course_deg"] = lon, lat, speed, course
    one["turn_deg_s"] = turn
    one["ship_type"], one["status"] = row["ship_type"], row["status"]
    one["length_m"], one["small"] = row["length_m"], row["type"] in _CLASS_B


@njit(cache=True, nogil=True)
def movers(state, tick, slow_kn, age_us, straight_deg_s, points, slots):
    """Who is under way and known well enough at `tick`: points (x y z vx vy vz) and slots; returns how many."""
    n = 0
    for slot in range(len(state)):
        one = state[slot]
        if one["t"] == 0 or tick - one["t"] > age_us or not one["speed_kn"] >= slow_kn:
            continue
        if math.isnan(one["course_deg"]):
            continue
        turn = one["turn_deg_s"] if abs(one["turn_deg_s"]) > straight_deg_s else 0.0
        ahead_s = (tick - one["fix"]) / 1e6
        if abs(turn) * ahead_s > 90.0:
            # she turned, and was not heard since: nobody knows where she goes
            continue
        put(points, n, one["lon_deg"], one["lat_deg"], one["speed_kn"] * KNOT, one["course_deg"], turn, ahead_s)
        slots[n] = slot
        n += 1
    return n


@njit(cache=True, nogil=True)
def many_still(state, tick, x, y, z, within_m, many):
    """Whether so many vessels lie still within a distance of a point, heard in the last ten minutes."""
    lon, lat = place_of(x, y, z)
    count, reach_deg = 0, within_m / 111_000.0
    for slot in range(len(state)):
        one = state[slot]
        if abs(one["lat_deg"] - lat) > reach_deg or one["t"] == 0 or tick - one["t"] > 600_000_000:
            continue
        if not one["speed_kn"] <= 0.7:
            continue
        east = one["lon_deg"] - lon
        east -= 360.0 * math.floor((east + 180.0) / 360.0)
        if abs(east) * math.cos(math.radians(lat)) <= reach_deg:
            count += 1
            if count >= many:
                return True
    return False


@njit(cache=True, nogil=True)
def is_crowded(points, n, x, y, z, within_m, many):
    """Whether so many of the vessels under way are within a distance of a point."""
    count = 0
    for at in range(n):
        dx, dy, dz = points[at, 0] - x, points[at, 1] - y, points[at, 2] - z
        if dx * dx + dy * dy + dz * dz <= within_m * within_m:
            count += 1
            if count >= many:
                return True
    return False
