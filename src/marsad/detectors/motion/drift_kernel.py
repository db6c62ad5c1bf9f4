"""A ship who goes otherwise than she points, slowly, on and on."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.ship_kernel import NONE, angle_deg, apart_m, end, is_hull, speed_kn, tell, usable
from marsad.geo.disc_kernel import in_disc

DRIFT = np.dtype(
    [("since", "i8"), ("last", "i8"), ("off", "i8"), ("t_event", "i8"), ("vessel", "i8"), ("lon_deg", "f8"),
     ("lat_deg", "f8"), ("angle_sum", "f8"), ("hits", "i4"), ("stage", "?"), ("open", "?"), ("told", "f8", (6,))]
)  # fmt: skip
"""Since when she has been adrift, and since when she no longer seems so."""


@njit(cache=True, nogil=True)
def _worker(row):
    """Fishing, towing, dredging, diving, naval, sailing and pleasure craft, high speed, pilots, tugs and the like."""
    return 30 <= row["ship_type"] <= 59


@njit(cache=True, nogil=True)
def _judged(row, speed, low_kn, high_kn, least_deg):
    """1 adrift, -1 not, 0 this report does not tell."""
    if math.isnan(speed):
        return 0
    if speed > high_kn:
        return -1
    if speed < low_kn:
        return 0
    angle = angle_deg(row["cog_deg"], row["heading_deg"])
    if math.isnan(angle):
        return 1 if row["status"] == 2 else 0
    return 1 if angle >= least_deg else -1


@njit(cache=True, nogil=True)
def adrift(rows, state, ports, low_kn, high_kn, least_deg, need_us, need_m, straight, hits, doubt_us, longer_m,
           silence_us, w, out):  # fmt: skip
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not usable(row):
            continue
        record = state[row["slot"]]
        if record["stage"] and row["t"] > record["last"] + silence_us:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
        status = row["status"]
        # At anchor, restricted, moored, aground, fishing or sailing the bow may point anywhere.
        if status == 1 or status == 3 or 5 <= status <= 8 or _worker(row) or not is_hull(row, longer_m):
            if record["stage"]:
                n = end(record, out, n, row["t"], row["t"])
            continue
        speed = speed_kn(row)
        judged = _judged(row, speed, low_kn, high_kn, least_deg)
        if judged == 0:
            continue
        if judged < 0:
            if record["stage"]:
                if record["off"] == NONE:
                    record["off"] = row["t"]
                if row["t"] - record["off"] >= doubt_us or speed > 2.0 * high_kn:
                    n = end(record, out, n, record["off"], row["t"])
            continue
        if not record["stage"]:
            record["stage"], record["since"], record["vessel"], record["hits"] = True, row["t"], row["vessel"], 0
            record["lon_deg"], record["lat_deg"], record["angle_sum"] = row["lon_deg"], row["lat_deg"], 0.0
        angle = angle_deg(row["cog_deg"], row["heading_deg"])
        record["last"], record["off"] = row["t"], NONE
        record["hits"] = min(record["hits"] + 1, 1_000_000)
        if not record["open"]:
            record["angle_sum"] += 90.0 if math.isnan(angle) else angle
        if record["open"] or row["t"] - record["since"] < need_us or record["hits"] < hits:
            continue
        way = apart_m(record["lon_deg"], record["lat_deg"], row["lon_deg"], row["lat_deg"])
        took_s = (row["t"] - record["since"]) / 1e6
        if way < need_m or way / took_s * 3600.0 / 1852.0 < straight * low_kn:
            continue
        if in_disc(row["lon_deg"], row["lat_deg"], row["t"], ports, 0.0):
            continue
        record["open"], record["t_event"] = True, row["t"]
        record["told"][0], record["told"][1] = took_s / 60.0, way
        record["told"][2], record["told"][3] = way / took_s * 3600.0 / 1852.0, record["angle_sum"] / record["hits"]
        record["told"][4], record["told"][5] = record["hits"], 1.0 if status == 2 else 0.0
        tell(out[n], record, NONE, row["t"])
        n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["stage"] and record["last"] + silence_us <= w:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
    return n
