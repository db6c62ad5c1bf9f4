"""The ships who stop behind one who blocks their way: a queue, told from ships who lie at anchor or arrive there."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.ship_kernel import angle_deg, apart_m, east_north_m

AGROUND = np.dtype(
    [("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("course_deg", "f8"), ("behind", "i4"), ("before", "i4"),
     ("lay", "i4")]
)  # fmt: skip
"""A ship who may be aground: where, which way she came, how many have stopped behind her on their way to her, how many
had stopped there so in the hours before, and how many lay there at rest when she stopped."""


@njit(cache=True, nogil=True)
def course(lon1, lat1, lon2, lat2):
    """The direction from one place to another, degrees from north."""
    east, north = east_north_m(lon1, lat1, lon2, lat2)
    return math.degrees(math.atan2(east, north)) % 360.0


@njit(cache=True, nogil=True)
def is_behind(one, lon, lat, within_m, within_deg):
    """Whether a place lies on the way that she came."""
    if apart_m(one["lon_deg"], one["lat_deg"], lon, lat) > within_m:
        return False
    bearing = course(one["lon_deg"], one["lat_deg"], lon, lat)
    return angle_deg(bearing, one["course_deg"] + 180.0) <= within_deg


@njit(cache=True, nogil=True)
def is_bound_for(one, lon, lat, way_deg, headed_deg):
    """Whether who last went `way_deg` and came to rest at a place was on the way to her."""
    return angle_deg(way_deg, course(lon, lat, one["lon_deg"], one["lat_deg"])) <= headed_deg


@njit(cache=True, nogil=True)
def compare(one, slot, state, t, hours_us, heard_us, within_m, within_deg, headed_deg):
    """Set what was there before she stopped: who else had stopped so, and who lay there."""
    one["before"], one["lay"] = 0, 0
    for at in range(len(state)):
        other = state[at]
        if at == slot or other["rest"] == 0 or other["rest"] > t:
            continue
        lately = other["rest"] >= t - hours_us
        if (
            lately
            and is_behind(one, other["rest_lon"], other["rest_lat"], within_m, within_deg)
            and is_bound_for(one, other["rest_lon"], other["rest_lat"], other["way_deg"], headed_deg)
        ):
            one["before"] += 1
        still = not other["moving"] and other["t"] >= t - heard_us
        if still and is_behind(one, other["here_lon"], other["here_lat"], within_m, within_deg):
            one["lay"] += 1


@njit(cache=True, nogil=True)
def queue_up(table, used, record, vessel, lon, lat, way_deg, within_m, within_deg, headed_deg):
    """One has come to rest: she is counted once behind each who may be aground and whom she was on the way to."""
    for at in range(used):
        other = table[at]
        if other["vessel"] == vessel or record["queued"] == other["vessel"]:
            continue
        if not is_behind(other, lon, lat, within_m, within_deg):
            continue
        if is_bound_for(other, lon, lat, way_deg, headed_deg):
            other["behind"] += 1
            record["queued"] = other["vessel"]
