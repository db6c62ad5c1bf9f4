"""A state that must be held: a ship that moves otherwise than she points, for so long, so far, so many reports."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship, near_m, turn_deg

NONE = -(1 << 63)

HOLD = np.dtype(
    [("since", "i8"), ("last", "i8"), ("t_event", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"),
     ("last_lon", "f8"), ("last_lat", "f8"), ("way_m", "f8"), ("hits", "i8"), ("open", "?")]
)  # fmt: skip
"""Since when it has been so, the last report of it, and the way made meanwhile."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    if t_end != NONE:
        out["n"][0], out["n"][1], out["n"][2] = (t_end - record["since"]) / 6e7, record["way_m"], record["hits"]
    else:
        out["n"][0], out["n"][1], out["n"][2] = np.nan, np.nan, np.nan


@njit(cache=True, nogil=True)
def _end(record, out, n, t_known):
    if record["open"]:
        _tell(out[n], record, record["last"], t_known)
        n += 1
    record["since"], record["open"] = 0, False
    return n


@njit(cache=True, nogil=True)
def adrift(rows, state, low_kn, high_kn, low_deg, high_deg, longer_m, at_anchor_too, need_us, need_m, need_hits,
           silence_us, w, out):  # fmt: skip
    """How many records of `out` were written, in no order; `out` has three for each row and one for each slot.

    Reports without speed, course or heading say nothing either way.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        record = state[row["slot"]]
        if record["since"] != 0 and row["t"] > record["last"] + silence_us:
            n = _end(record, out, n, record["last"] + silence_us)
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        if math.isnan(row["sog_kn"]) or math.isnan(row["cog_deg"]) or math.isnan(row["heading_deg"]):
            continue
        angle = turn_deg(row["cog_deg"], row["heading_deg"])
        # a length that is not known is NaN, and not longer
        held = low_kn <= row["sog_kn"] <= high_kn and low_deg <= angle <= high_deg
        held = held and (longer_m <= 0.0 or row["length_m"] >= longer_m)
        held = held and (at_anchor_too or (row["status"] != 1 and row["status"] != 5 and row["status"] != 6))
        if not held:
            if record["since"] != 0:
                n = _end(record, out, n, row["t"])
            continue
        if record["since"] == 0:
            record["since"], record["vessel"], record["way_m"], record["hits"] = row["t"], row["vessel"], 0.0, 0
            record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        else:
            record["way_m"] += near_m(record["last_lon"], record["last_lat"], row["lon_deg"], row["lat_deg"])
        record["last"], record["last_lon"], record["last_lat"] = row["t"], row["lon_deg"], row["lat_deg"]
        record["hits"] += 1
        long_enough = (
            row["t"] - record["since"] >= need_us and record["way_m"] >= need_m and record["hits"] >= need_hits
        )
        if long_enough and not record["open"]:
            record["open"], record["t_event"] = True, row["t"]
            _tell(out[n], record, NONE, row["t"])
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["since"] != 0 and record["last"] + silence_us <= w:
            n = _end(record, out, n, record["last"] + silence_us)
    return n
