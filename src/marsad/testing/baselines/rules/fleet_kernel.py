"""Who is where at one instant: the newest report of every ship, led on to it by her speed and course."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship

FLEET = np.dtype(
    [("t", "i8"), ("fix", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"),
     ("cog_deg", "f4"), ("heading_deg", "f4"), ("length_m", "f4"), ("beam_m", "f4"), ("ship_type", "i2"),
     ("status", "i1")]
)  # fmt: skip
"""The newest report that tells a place."""
MPS = 1852.0 / 3600.0
METRES_PER_DEGREE = 111195.0797


@njit(cache=True, nogil=True)
def remember(rows, state):
    """Keep the newest report of each ship; rows are in the order of t."""
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        if abs(row["lat_deg"]) > 89.0:
            continue
        record = state[row["slot"]]
        record["t"], record["fix"], record["vessel"] = row["t"], row["t_fix"], row["vessel"]
        record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        record["sog_kn"], record["cog_deg"], record["heading_deg"] = row["sog_kn"], row["cog_deg"], row["heading_deg"]
        record["length_m"], record["beam_m"] = row["length_m"], row["beam_m"]
        record["ship_type"], record["status"] = row["ship_type"], row["status"]


@njit(cache=True, nogil=True)
def afloat(state, tick, max_age_us, top_kn, need_motion):
    """Slot, longitude, latitude, and speed east and north in m/s of every ship heard in `max_age_us` before `tick`.

    A ship that does not tell speed and course stays where she was, or with `need_motion` is left out, as is one
    faster than `top_kn`. Longitudes lie in [-180, 180).
    """
    slots = np.empty(len(state), np.int64)
    lon, lat, east, north = np.empty(len(state)), np.empty(len(state)), np.empty(len(state)), np.empty(len(state))
    n = 0
    for slot in range(len(state)):
        record = state[slot]
        if record["t"] == 0 or tick - record["t"] > max_age_us:
            continue
        moves = not (math.isnan(record["sog_kn"]) or math.isnan(record["cog_deg"]))
        if (need_motion and not moves) or record["sog_kn"] > top_kn:
            continue
        east[n], north[n] = 0.0, 0.0
        if moves:
            course, speed = math.radians(np.float64(record["cog_deg"])), np.float64(record["sog_kn"]) * MPS
            east[n], north[n] = speed * math.sin(course), speed * math.cos(course)
        ahead_s = (tick - record["fix"]) / 1e6
        lat[n] = record["lat_deg"] + north[n] * ahead_s / METRES_PER_DEGREE
        if abs(lat[n]) > 89.0:
            continue
        x = record["lon_deg"] + east[n] * ahead_s / (METRES_PER_DEGREE * math.cos(math.radians(record["lat_deg"])))
        lon[n] = x - 360.0 * math.floor((x + 180.0) / 360.0)
        slots[n] = slot
        n += 1
    return slots[:n], lon[:n], lat[:n], east[:n], north[:n]
