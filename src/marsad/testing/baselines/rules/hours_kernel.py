"""Hours of a ship, each with the mean of the speeds she told in it."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship

NONE = -(1 << 63)
HOUR_US = 3_600_000_000

HOURS = np.dtype(
    [("hour", "i8"), ("count", "i8"), ("sum_kn", "f8"), ("slow", "i8"), ("t_event", "i8"), ("vessel", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("first_lon", "f8"), ("first_lat", "f8"), ("open", "?")]
)  # fmt: skip
"""The hour that runs (number of it since 1970, 0 none), and how many hours before it were slow without a break."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_start, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = t_start, t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][0] = np.nan if t_end == NONE else (t_end - t_start) / HOUR_US


@njit(cache=True, nogil=True)
def _close_hour(record, slow_kn, need, out, n):
    """The running hour is over, at its end."""
    end = (record["hour"] + 1) * HOUR_US
    if record["count"] > 0 and record["sum_kn"] / record["count"] < slow_kn:
        if record["slow"] == 0:
            record["lon_deg"], record["lat_deg"] = record["first_lon"], record["first_lat"]
        record["slow"] += 1
        if record["slow"] >= need and not record["open"]:
            record["open"], record["t_event"] = True, end
            _tell(out[n], record, end - record["slow"] * HOUR_US, NONE, end)
            n += 1
    else:
        if record["open"]:
            _tell(out[n], record, end - (record["slow"] + 1) * HOUR_US, end - HOUR_US, end)
            n += 1
        record["slow"], record["open"] = 0, False
    record["hour"] = record["hour"] + 1 if record["slow"] > 0 else 0
    record["count"], record["sum_kn"] = 0, 0.0
    return n


@njit(cache=True, nogil=True)
def slow_hours(rows, state, slow_kn, need, w, out):
    """How many records of `out` were written, in no order; `out` has two for each row and for each slot.

    An hour without a speed breaks the run. Of a ship of which nothing slow is known the record is free.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if (
            not is_ship(row["mmsi"])
            or math.isnan(row["sog_kn"])
            or math.isnan(row["lon_deg"])
            or math.isnan(row["lat_deg"])
        ):
            continue
        record = state[row["slot"]]
        # rows at the very end of an hour belong to it: its timer goes off after them
        hour = (row["t"] - 1) // HOUR_US
        while record["hour"] != 0 and record["hour"] < hour:
            n = _close_hour(record, slow_kn, need, out, n)
        if record["hour"] == 0:
            record["hour"], record["count"], record["sum_kn"] = hour, 0, 0.0
        if record["count"] == 0:
            record["first_lon"], record["first_lat"], record["vessel"] = row["lon_deg"], row["lat_deg"], row["vessel"]
        record["count"] += 1
        record["sum_kn"] += row["sog_kn"]
    for slot in range(len(state)):
        record = state[slot]
        while record["hour"] != 0 and (record["hour"] + 1) * HOUR_US <= w:
            n = _close_hour(record, slow_kn, need, out, n)
    return n
