"""The last fix under each MMSI, and where it leads: who appears there under another number took her place."""

import math

import numpy as np
from numba import njit

from marsad.detectors.adjacency.points_kernel import apart_m

MAST = np.dtype(
    [("mmsi", "i8"), ("vessel", "i8"), ("t", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f8"),
     ("cog_deg", "f8"), ("every_us", "f8"), ("fixes", "i8"), ("born", "i8"), ("other", "i8"), ("since", "i8"),
     ("hits", "i8"), ("looked", "i8"), ("was_t", "i8"), ("was_lon_deg", "f8"), ("was_lat_deg", "f8"),
     ("was_sog_kn", "f8"), ("was_cog_deg", "f8")]
)  # fmt: skip
"""One MMSI: her last fix, how often she reports, since when, and since when she may be (`other`, 0 nobody) who
was there before. `was` is her last fix before she went on elsewhere. Records stand in the order of MMSI."""

LONGEST_US = 86_400_000_000
"""Who was not heard for a day is new."""
_METRES_PER_DEGREE = 111_195.0797
_KNOT = 1852.0 / 3600.0


@njit(cache=True, nogil=True)
def off_m(t, lon, lat, then, then_lon, then_lat, sog_kn, cog_deg):
    """How far a place lies from where a fix leads straight on, and how far that is from the fix."""
    run = sog_kn * _KNOT * (t - then) * 1e-6
    course = math.radians(cog_deg)
    north = run * math.cos(course) / _METRES_PER_DEGREE
    east = run * math.sin(course) / (_METRES_PER_DEGREE * max(math.cos(math.radians(then_lat + 0.5 * north)), 0.01))
    return apart_m(lon, lat, then_lon + east, then_lat + north), run


@njit(cache=True, nogil=True)
def agree(sog_a, cog_a, sog_b, cog_b, knots, degrees):
    """Whether two go at one speed on one course."""
    turn = abs((cog_a - cog_b + 180.0) % 360.0 - 180.0)
    return abs(sog_a - sog_b) <= knots and turn <= degrees


@njit(cache=True, nogil=True)
def place_in(masts, mmsi):
    """Where an MMSI stands in the table, -1: nowhere."""
    low, high = 0, len(masts)
    while low < high:
        middle = (low + high) // 2
        if masts[middle]["mmsi"] < mmsi:
            low = middle + 1
        else:
            high = middle
    return low if low < len(masts) and masts[low]["mmsi"] == mmsi else -1


@njit(cache=True, nogil=True)
def remember(mast, row, lon, lat):
    """Take in a fix."""
    t = np.int64(row["t"])
    if mast["fixes"] > 0 and t - mast["t"] > LONGEST_US:
        mast["fixes"], mast["other"], mast["every_us"] = 0, 0, 0.0
    if mast["fixes"] == 0:
        mast["born"] = t
    else:
        since = np.float64(min(t - mast["t"], 600_000_000))
        mast["every_us"] = since if mast["fixes"] == 1 else 0.8 * mast["every_us"] + 0.2 * since
    mast["vessel"], mast["t"], mast["lon_deg"], mast["lat_deg"] = row["vessel"], t, lon, lat
    mast["sog_kn"], mast["cog_deg"] = row["sog_kn"], row["cog_deg"]
    mast["fixes"] += 1


@njit(cache=True, nogil=True)
def is_ship_under_way(row):
    """A fix of a ship of either class that tells speed and course."""
    kind = row["type"]
    return (1 <= kind <= 3 or kind == 18 or kind == 19) and not (
        math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]) or math.isnan(row["sog_kn"])
        or math.isnan(row["cog_deg"])
    )  # fmt: skip
