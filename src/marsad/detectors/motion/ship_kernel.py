"""Small questions that the kernels of motion ask of a row, and how they write what they found."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)
METRES_PER_DEGREE = 111195.0797


@njit(cache=True, nogil=True)
def usable(row):
    """Whether it is a place of a ship's track: an MMSI of a ship (ITU-R M.585), not refused by cleaning."""
    return (
        200_000_000 <= row["mmsi"] < 800_000_000
        and row["outcome"] == 0
        and -90.0 <= row["lat_deg"] <= 90.0
        and not math.isnan(row["lon_deg"])
    )


@njit(cache=True, nogil=True)
def speed_kn(row):
    """The speed over ground she tells, else that she made good; NaN: neither is known."""
    return np.float64(row["made_kn"]) if math.isnan(row["sog_kn"]) else np.float64(row["sog_kn"])


@njit(cache=True, nogil=True)
def east_north_m(lon1, lat1, lon2, lat2):
    """From one place to another on a plane between them: for some tens of kilometres, over the date line."""
    east = lon2 - lon1
    east -= 360.0 * math.floor((east + 180.0) / 360.0)
    cosine = math.cos(math.radians((lat1 + lat2) / 2.0))
    return METRES_PER_DEGREE * east * cosine, METRES_PER_DEGREE * (lat2 - lat1)


@njit(cache=True, nogil=True)
def apart_m(lon1, lat1, lon2, lat2):
    """The distance on that plane."""
    east, north = east_north_m(lon1, lat1, lon2, lat2)
    return math.hypot(east, north)


@njit(cache=True, nogil=True)
def angle_deg(one, other):
    """The angle between two directions, 0 to 180; NaN where one is."""
    angle = abs(np.float64(one) - np.float64(other)) % 360.0
    return 360.0 - angle if angle > 180.0 else angle


@njit(cache=True, nogil=True)
def is_hull(row, longer_m):
    """Whether she is a sea-going hull so long: class A where her length is not told."""
    if math.isnan(row["length_m"]) or row["length_m"] <= 0.0:
        return 1 <= row["type"] <= 3 or row["type"] == 27
    return row["length_m"] >= longer_m


@njit(cache=True, nogil=True)
def believable(made_kn, before_kn, now_kn):
    """Whether a step fits the speeds told at its ends (4 kn, or two fifths, more or less); not known is believed."""
    low, high = min(before_kn, now_kn), max(before_kn, now_kn)
    return math.isnan(made_kn) or low - max(4.0, 0.4 * low) <= made_kn <= high + max(4.0, 0.4 * high)


@njit(cache=True, nogil=True)
def end(record, out, n, t_end, t_known):
    """What a ship did is over (`stage` 0): told of, if it was; gives how many records of `out` are written."""
    if record["open"]:
        tell(out[n], record, t_end, t_known)
        n += 1
    record["stage"], record["open"] = 0, False
    return n


@njit(cache=True, nogil=True)
def tell(out, record, t_end, t_known):
    """An event of one vessel as FOUND; the numbers are the caller's."""
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    for at in range(len(out["n"])):
        out["n"][at] = record["told"][at]
