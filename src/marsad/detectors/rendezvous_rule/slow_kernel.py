"""Who lies still or goes slowly: the two newest fixes of each vessel, and since when she has kept to one place."""

import math

import numpy as np
from numba import njit

from marsad.detectors.adjacency.points_kernel import apart_m

SLOW = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("speed_kn", "f8"), ("course_deg", "f8"),
     ("before", "i8"), ("before_lon", "f8"), ("before_lat", "f8"), ("rest_t", "i8"), ("rest_lon", "f8"),
     ("rest_lat", "f8"), ("sailed", "i8"), ("length_m", "f4"), ("ship_type", "i2"), ("status", "i1")]
)  # fmt: skip
"""`t` and `before`: instants of her newest fixes; `rest`: since when, and where, she has kept within a circle;
`sailed`: when she was under way last, 0 never seen so."""

DOUBTFUL = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6
"""Marks MMSI, POSITION_RANGE, NULL_ISLAND and SPEED of schema/flags."""
MOORED, AT_ANCHOR = 5, 1
MERGED_US = 20_000_000
"""Fixes nearer in time are one: the line between two places needs a length."""


@njit(cache=True, nogil=True)
def remember(row, state, p):
    """Take in a report, if it is newer by the clock of the vessel than what is known, and can be believed."""
    if not 200_000_000 <= row["mmsi"] < 800_000_000 or row["outcome"] != 0 or row["flags"] & DOUBTFUL != 0:
        return
    lon, lat = row["lon_deg"], row["lat_deg"]
    if not (abs(lon) <= 180.0 and abs(lat) <= 90.0):
        return
    one = state[row["slot"]]
    t = row["t_fix"]
    if one["t"] != 0 and t < one["t"] + (MERGED_US if one["speed_kn"] <= p.slow_kn else 1):
        return
    speed, course = np.float64(row["sog_kn"]), np.float64(row["cog_deg"])
    if math.isnan(speed):
        speed, course = np.float64(row["made_kn"]), np.float64(row["made_deg"])
    if one["t"] == 0:
        one["before"] = 0
        one["rest_t"], one["rest_lon"], one["rest_lat"] = t, lon, lat
    else:
        one["before"], one["before_lon"], one["before_lat"] = one["t"], one["lon_deg"], one["lat_deg"]
        gone = apart_m(one["lon_deg"], one["lat_deg"], lon, lat)
        if math.isnan(speed):
            speed = gone / (t - one["t"]) * 1e6 * 3600.0 / 1852.0
        if apart_m(one["rest_lon"], one["rest_lat"], lon, lat) > p.rest_m:
            one["rest_t"], one["rest_lon"], one["rest_lat"] = t, lon, lat
    if speed > p.sailing_kn:
        one["sailed"] = t
    one["t"], one["vessel"], one["lon_deg"], one["lat_deg"] = t, row["vessel"], lon, lat
    one["speed_kn"], one["course_deg"] = speed, course
    one["ship_type"], one["status"], one["length_m"] = row["ship_type"], row["status"], row["length_m"]


@njit(cache=True, nogil=True)
def lies_still(one, tick, p):
    """Whether she keeps to one place: at anchor or moored as she says, or by what she does."""
    if one["t"] == 0 or tick - one["t"] > p.gap_us or not one["speed_kn"] <= p.still_kn:
        return False
    return one["status"] in (AT_ANCHOR, MOORED) or tick - one["rest_t"] >= p.rest_us


@njit(cache=True, nogil=True)
def still_about(state, tick, lon, lat, a, b, p):
    """How many others lie still about a place."""
    count, reach_deg = 0, p.still_m / 111_000.0
    for slot in range(len(state)):
        one = state[slot]
        if abs(one["lat_deg"] - lat) > reach_deg or one["vessel"] == a or one["vessel"] == b:
            continue
        if lies_still(one, tick, p) and apart_m(one["lon_deg"], one["lat_deg"], lon, lat) <= p.still_m:
            count += 1
    return count
