"""Silence: a ship from which nothing was heard for a stated time."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import in_any_place, is_ship

NONE = -(1 << 63)

SILENT = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("limit_us", "i8"), ("open", "?")]
)
"""The last position of a ship, and after how long without another she counts as silent."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = (
        record["t"],
        t_end,
        record["t"] + record["limit_us"],
        t_known,
    )
    out["a"], out["b"] = record["vessel"], 0
    out["lon_deg"], out["lat_deg"], out["radius_m"], out["code"] = record["lon_deg"], record["lat_deg"], np.nan, 0
    out["n"][0] = record["limit_us"] / 3.6e9
    out["n"][1] = np.nan if t_end == NONE else (t_end - record["t"]) / 3.6e9


@njit(cache=True, nogil=True)
def silence(rows, state, places, limit_us, limit_in_port_us, port_m, w, out):
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[row["slot"]]
        if record["t"] != 0:
            due = record["t"] + record["limit_us"]
            if row["t"] > due and not record["open"]:
                _tell(out[n], record, NONE, due)
                record["open"] = True
                n += 1
            if record["open"]:
                _tell(out[n], record, row["t"], row["t"])
                n += 1
        record["t"], record["vessel"], record["open"] = row["t"], row["vessel"], False
        record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        record["limit_us"] = limit_us
        if limit_in_port_us != limit_us and in_any_place(row["lon_deg"], row["lat_deg"], places, row["t"], port_m) >= 0:
            record["limit_us"] = limit_in_port_us
    for slot in range(len(state)):
        record = state[slot]
        if record["t"] != 0 and not record["open"] and record["t"] + record["limit_us"] <= w:
            _tell(out[n], record, NONE, record["t"] + record["limit_us"])
            record["open"] = True
            n += 1
    return n
