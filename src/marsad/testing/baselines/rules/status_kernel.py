"""Spells in which a station tells one navigational status."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)

SPELL = np.dtype([("since", "i8"), ("last", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8")])
"""Since when it tells so."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["since"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan


@njit(cache=True, nogil=True)
def telling(rows, state, status, silence_us, w, out):
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot.

    A spell ends when the station has not told so for `silence_us`. One without a position has a place NaN.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        record = state[row["slot"]]
        if record["since"] != 0 and row["t"] > record["last"] + silence_us:
            _tell(out[n], record, record["last"], record["last"] + silence_us)
            record["since"] = 0
            n += 1
        if row["status"] != status:
            continue
        if record["since"] == 0:
            record["since"], record["vessel"] = row["t"], row["vessel"]
            good = not (math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]))
            record["lon_deg"] = row["lon_deg"] if good else np.nan
            record["lat_deg"] = row["lat_deg"] if good else np.nan
            record["last"] = row["t"]
            _tell(out[n], record, NONE, row["t"])
            n += 1
        record["last"] = row["t"]
    for slot in range(len(state)):
        record = state[slot]
        if record["since"] != 0 and record["last"] + silence_us <= w:
            _tell(out[n], record, record["last"], record["last"] + silence_us)
            record["since"] = 0
            n += 1
    return n
