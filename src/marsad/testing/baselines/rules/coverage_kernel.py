"""Silence of ships that were heard well until then, where ships are heard well."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import is_ship

NONE = -(1 << 63)
HOUR_US = 3_600_000_000
RECENT = 14

HEARD = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("recent", "i8", (RECENT,)), ("next", "i8"),
     ("hour", "i8"), ("cell", "i8"), ("well", "?"), ("open", "?")]
)  # fmt: skip
"""The last position of a ship, when the 14 before it came, and whether a silence from it on would count."""
CELL = np.dtype([("positions", "i8"), ("hours", "i8")])
"""One degree by one degree: positions heard, and hours of ships in which they were."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known, limit_us):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t"], t_end, record["t"] + limit_us, t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][0] = np.nan if t_end == NONE else (t_end - record["t"]) / HOUR_US


@njit(cache=True, nogil=True)
def well_heard_silence(rows, state, cells, limit_us, a_day, before_us, satellite_only, w, out):
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot.

    A silence counts when the 14 positions before it came within `before_us`, and the cell had heard more than `a_day`
    positions for each day of a ship in it, up to the last position.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[row["slot"]]
        if record["t"] != 0 and record["well"]:
            due = record["t"] + limit_us
            if row["t"] > due and not record["open"]:
                _tell(out[n], record, NONE, due, limit_us)
                record["open"] = True
                n += 1
            if record["open"]:
                _tell(out[n], record, row["t"], row["t"], limit_us)
                n += 1
        cell = np.int64(math.floor(row["lat_deg"] + 90.0)) * 360 + np.int64(math.floor(row["lon_deg"] + 180.0)) % 360
        cell = max(min(cell, np.int64(len(cells) - 1)), np.int64(0))
        hour = row["t"] // HOUR_US
        if record["hour"] != hour or record["cell"] != cell:
            cells[cell]["hours"] += 1
            record["hour"], record["cell"] = hour, cell
        cells[cell]["positions"] += 1
        if row["satellite"] or not satellite_only:
            record["recent"][record["next"]] = row["t"]
            record["next"] = (record["next"] + 1) % RECENT
        record["t"], record["vessel"], record["open"] = row["t"], row["vessel"], False
        record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
        oldest = record["recent"][record["next"]]
        often = oldest != 0 and row["t"] - oldest <= before_us
        record["well"] = often and 24.0 * cells[cell]["positions"] > a_day * cells[cell]["hours"]
    for slot in range(len(state)):
        record = state[slot]
        if record["t"] != 0 and record["well"] and not record["open"] and record["t"] + limit_us <= w:
            _tell(out[n], record, NONE, record["t"] + limit_us, limit_us)
            record["open"] = True
            n += 1
    return n
