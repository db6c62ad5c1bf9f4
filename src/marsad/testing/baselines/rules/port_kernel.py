"""Visits to ports: in, at rest, out."""

import math

import numpy as np
from numba import njit

from marsad.testing.baselines.rules.vessels_kernel import in_any_place, is_ship, near_m

NONE = -(1 << 63)

VISIT = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("seen_outside", "?"), ("inside", "?"), ("entered", "i8"), ("entry", "?"),
     ("stopped", "?"), ("gap", "?"), ("open", "?"), ("t_event", "i8"), ("port", "i8"), ("lon_deg", "f8"),
     ("lat_deg", "f8")]
)  # fmt: skip
"""The last position of a ship, and the visit that she makes."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["entered"], t_end, record["t_event"], t_known
    out["a"], out["b"] = record["vessel"], 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["code"] = record["port"]
    confidence = 2.0
    if record["entry"]:
        confidence += 1.0
    if t_end != NONE:
        confidence += 1.0
    out["n"][0] = confidence


@njit(cache=True, nogil=True)
def visits(rows, state, ports, in_m, out_m, stop_kn, go_kn, gap_us, w, out):
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot.

    A visit is raised when the ship is inside and stops, or falls silent there for `gap_us`; it ends when she is out.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship(row["mmsi"]) or math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[row["slot"]]
        if record["inside"] and not record["open"] and row["t"] > record["t"] + gap_us:
            record["open"], record["gap"], record["t_event"] = True, True, record["t"] + gap_us
            _tell(out[n], record, NONE, record["t_event"])
            n += 1
        if record["inside"]:
            port = ports[record["port"]]
            if near_m(row["lon_deg"], row["lat_deg"], port["lon_deg"], port["lat_deg"]) >= out_m + port["radius_m"]:
                if record["open"]:
                    _tell(out[n], record, row["t"], row["t"])
                    n += 1
                record["inside"], record["open"], record["stopped"], record["gap"] = False, False, False, False
        if not record["inside"]:
            at = in_any_place(row["lon_deg"], row["lat_deg"], ports, row["t"], in_m)
            if at >= 0:
                record["inside"], record["entry"], record["port"], record["entered"] = (
                    True,
                    record["seen_outside"],
                    at,
                    row["t"],
                )
                record["lon_deg"], record["lat_deg"] = ports[at]["lon_deg"], ports[at]["lat_deg"]
            else:
                record["seen_outside"] = True
        record["t"], record["vessel"] = row["t"], row["vessel"]
        if record["inside"]:
            if row["sog_kn"] <= stop_kn and not record["stopped"]:
                record["stopped"] = True
                if not record["open"]:
                    record["open"], record["t_event"] = True, row["t"]
                    _tell(out[n], record, NONE, row["t"])
                    n += 1
            elif row["sog_kn"] >= go_kn:
                record["stopped"] = False
    for slot in range(len(state)):
        record = state[slot]
        if record["inside"] and not record["open"] and record["t"] + gap_us <= w:
            record["open"], record["gap"], record["t_event"] = True, True, record["t"] + gap_us
            _tell(out[n], record, NONE, record["t_event"])
            n += 1
    return n
