"""A ship under way that stops at once and lies."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship

NONE = -(1 << 63)

STOP = np.dtype(
    [("fast", "i8"), ("since", "i8"), ("last", "i8"), ("t_event", "i8"), ("vessel", "i8"), ("lon_deg", "f8"),
     ("lat_deg", "f8"), ("fast_kn", "f8"), ("open", "?")]
)  # fmt: skip
"""When she was last seen under way, and since when she has lain."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][0], out["n"][1] = record["fast_kn"], (record["since"] - record["fast"]) / 1e6


@njit(cache=True, nogil=True)
def _end(record, out, n, t_end, t_known):
    if record["open"]:
        _tell(out[n], record, t_end, t_known)
        n += 1
    record["since"], record["open"] = 0, False
    return n


@njit(cache=True, nogil=True)
def sudden_stop(rows, state, fast_kn, slow_kn, within_us, held_us, longer_m, silence_us, w, out):
    """How many records of `out` were written, in no order; `out` has three for each row and one for each slot."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        record = state[row["slot"]]
        if record["since"] != 0 and row["t"] > record["last"] + silence_us:
            n = _end(record, out, n, record["last"], record["last"] + silence_us)
        if not is_ship(row["mmsi"]) or math.isnan(row["sog_kn"]) or not row["length_m"] >= longer_m:
            continue
        if row["sog_kn"] >= slow_kn:
            if record["since"] != 0:
                n = _end(record, out, n, row["t"], row["t"])
            if row["sog_kn"] > fast_kn:
                record["fast"], record["fast_kn"] = row["t"], row["sog_kn"]
            continue
        if record["since"] == 0 and record["fast"] != 0 and row["t"] - record["fast"] <= within_us:
            record["since"], record["vessel"] = row["t"], row["vessel"]
            record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        record["last"] = row["t"]
        if record["since"] != 0 and not record["open"] and row["t"] - record["since"] >= held_us:
            record["open"], record["t_event"] = True, row["t"]
            _tell(out[n], record, NONE, row["t"])
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["since"] != 0 and record["last"] + silence_us <= w:
            n = _end(record, out, n, record["last"], record["last"] + silence_us)
    return n
