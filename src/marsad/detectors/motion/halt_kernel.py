"""A ship under way who is brought up at once, and whose fixes before and after can be believed."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.ship_kernel import NONE, apart_m, believable, end, is_hull, tell, usable
from marsad.geo.disc_kernel import in_disc

KNOT = 1852.0 / 3600.0
HALT = np.dtype(
    [("fast", "i8"), ("fast_kn", "f8"), ("fast_lon", "f8"), ("fast_lat", "f8"), ("steady", "i2"), ("since", "i8"),
     ("last", "i8"), ("t_event", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("alive", "i2"),
     ("reports", "i2"), ("stage", "?"), ("open", "?"), ("told", "f8", (6,))]
)  # fmt: skip
"""When and where she was last under way, how many believable reports of that there were, and since when she lies."""


@njit(cache=True, nogil=True)
def sudden_stop(rows, state, ports, fast_kn, slow_kn, within_us, brake, steady, held_us, dead_us, longer_m, port_m,
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
        if math.isnan(row["sog_kn"]):
            continue
        t, speed = row["t"], np.float64(row["sog_kn"])
        if speed >= slow_kn:
            if record["stage"] and speed >= (2.0 * slow_kn if record["open"] else 1.3 * slow_kn):
                n = end(record, out, n, t, t)
            if speed >= fast_kn:
                before = record["fast_kn"] if record["steady"] > 0 else speed
                agrees = believable(np.float64(row["made_kn"]), before, speed)
                record["steady"] = min(record["steady"] + 1, 1000) if agrees else 0
                record["fast"], record["fast_kn"] = t, speed
                record["fast_lon"], record["fast_lat"] = row["lon_deg"], row["lat_deg"]
            if record["stage"]:
                record["last"] = t
            continue
        if not record["stage"]:
            began = record["steady"] >= steady and t > record["fast"] and t - record["fast"] <= within_us
            record["steady"] = 0
            worker = 30 <= row["ship_type"] <= 39 or 50 <= row["ship_type"] <= 59
            if not began or worker or not is_hull(row, longer_m):
                continue
            seconds = (t - record["fast"]) / 1e6
            way = apart_m(record["fast_lon"], record["fast_lat"], row["lon_deg"], row["lat_deg"])
            if (record["fast_kn"] - speed) * KNOT / seconds < brake or way > record["fast_kn"] * KNOT * seconds + 60.0:
                continue
            if in_disc(row["lon_deg"], row["lat_deg"], t, ports, port_m):
                continue
            record["stage"], record["since"], record["vessel"] = True, t, row["vessel"]
            record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
            record["alive"], record["reports"] = 0, 0
            record["told"][0], record["told"][1] = record["fast_kn"], seconds
            record["told"][2], record["told"][3] = way, (record["fast_kn"] - speed) * KNOT / seconds
        record["last"] = t
        if record["open"]:
            continue
        record["reports"] = min(record["reports"] + 1, 1000)
        # What floats is never quite still; a receiver that hangs tells the last place and no speed at all.
        if speed >= 0.15:
            record["alive"] = min(record["alive"] + 1, 1000)
        held = t - record["since"]
        away = apart_m(record["lon_deg"], record["lat_deg"], row["lon_deg"], row["lat_deg"])
        if away > 60.0 + 2.0 * slow_kn * KNOT * held / 1e6:
            record["stage"] = False
            continue
        if record["reports"] >= 3 and held >= held_us and (record["alive"] >= 2 or held >= dead_us):
            record["open"], record["t_event"] = True, t
            record["told"][4], record["told"][5] = held / 1e6, away
            tell(out[n], record, NONE, t)
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["stage"] and record["last"] + silence_us <= w:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
    return n
