"""A ship who goes nowhere and is held by no anchor."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.ship_kernel import NONE, apart_m, end, is_hull, speed_kn, tell, usable
from marsad.geo.disc_kernel import in_disc

LOOKS = 4
LOITER = np.dtype(
    [("since", "i8"), ("last", "i8"), ("fast", "i8"), ("t_event", "i8"), ("vessel", "i8"), ("lon_deg", "f8"),
     ("lat_deg", "f8"), ("at", "i8", (LOOKS,)), ("lon", "f8", (LOOKS,)), ("lat", "f8", (LOOKS,)), ("looks", "i1"),
     ("reports", "i4"), ("stage", "?"), ("open", "?"), ("told", "f8", (6,))]
)  # fmt: skip
"""Slow since when, and where at the last looks, which are a quarter of the least time apart."""

ANCHORED, MOORED = 1, 5


@njit(cache=True, nogil=True)
def _merchant(row):
    """Cargo ships and tankers, and class A ships of whose type nothing is known: who has business to be on her way."""
    kind = row["ship_type"]
    return 70 <= kind <= 89 or ((kind <= 0 or kind >= 90) and row["type"] <= 3)


@njit(cache=True, nogil=True)
def _explained(status):
    """Not under command, restricted, aground, fishing, sailing: she says herself why she goes nowhere."""
    return status == 2 or status == 3 or 6 <= status <= 8


@njit(cache=True, nogil=True)
def _look(record, row, quarter_us, chain_m, step_m, reach_m, places, more, place_m, out, n):
    """At the end of a quarter of the least time: has she moved in each of four, and farther than a chain lets her?"""
    if row["t"] - record["at"][LOOKS - 1] < quarter_us:
        return n
    least = math.inf
    for look in range(LOOKS):
        lon, lat = row["lon_deg"], row["lat_deg"]
        if look < LOOKS - 1:
            lon, lat = record["lon"][look + 1], record["lat"][look + 1]
        least = min(least, apart_m(record["lon"][look], record["lat"][look], lon, lat))
    whole = apart_m(record["lon"][0], record["lat"][0], row["lon_deg"], row["lat_deg"])
    began = record["at"][0]
    for look in range(LOOKS - 1):
        record["at"][look] = record["at"][look + 1]
        record["lon"][look], record["lat"][look] = record["lon"][look + 1], record["lat"][look + 1]
    record["at"][LOOKS - 1] = row["t"]
    record["lon"][LOOKS - 1], record["lat"][LOOKS - 1] = row["lon_deg"], row["lat_deg"]
    record["looks"] = min(record["looks"] + 1, 99)
    length = 150.0 if math.isnan(row["length_m"]) else min(max(np.float64(row["length_m"]), 0.0), 400.0)
    circle = 2.0 * chain_m + 0.5 * length
    if row["status"] == ANCHORED or row["status"] == MOORED:
        circle *= 2.0
    if record["open"] or record["looks"] < LOOKS or least < step_m or not circle <= whole <= reach_m:
        return n
    if record["reports"] < 6 or not _merchant(row) or not is_hull(row, 50.0):
        return n
    t, lon, lat = row["t"], row["lon_deg"], row["lat_deg"]
    if in_disc(lon, lat, t, places, place_m) or in_disc(lon, lat, t, more, 0.0):
        return n
    record["open"], record["t_event"] = True, t
    record["told"][0], record["told"][1] = (t - record["since"]) / 6e7, whole
    record["told"][2], record["told"][3] = circle, (t - began) / 6e7
    record["told"][4], record["told"][5] = whole / ((t - began) / 1e6) * 3600.0 / 1852.0, record["reports"]
    tell(out[n], record, NONE, t)
    return n + 1


@njit(cache=True, nogil=True)
def loitering(rows, state, places, more, slow_kn, spurt_us, quarter_us, chain_m, step_m, reach_m, place_m, silence_us,
              w, out):  # fmt: skip
    """How many records of `out` were written, in no order; `out` has two for each row and one for each slot."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not usable(row):
            continue
        record = state[row["slot"]]
        if record["stage"] and row["t"] > record["last"] + silence_us:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
        speed = speed_kn(row)
        if math.isnan(speed):
            continue
        if _explained(row["status"]) or 1 <= row["ship_type"] <= 69:
            if record["stage"]:
                n = end(record, out, n, row["t"], row["t"])
            continue
        if speed >= slow_kn:
            if record["stage"]:
                if record["fast"] == NONE:
                    record["fast"] = row["t"]
                if row["t"] - record["fast"] >= spurt_us or speed >= 3.0 * slow_kn:
                    n = end(record, out, n, record["fast"], row["t"])
                else:
                    record["last"] = row["t"]
            continue
        if not record["stage"]:
            record["stage"], record["since"], record["vessel"] = True, row["t"], row["vessel"]
            record["lon_deg"], record["lat_deg"] = row["lon_deg"], row["lat_deg"]
            for look in range(LOOKS):
                record["at"][look] = row["t"]
                record["lon"][look], record["lat"][look] = row["lon_deg"], row["lat_deg"]
            record["looks"], record["reports"] = 0, 0
        record["last"], record["fast"] = row["t"], NONE
        record["reports"] = min(record["reports"] + 1, 1_000_000)
        n = _look(record, row, quarter_us, chain_m, step_m, reach_m, places, more, place_m, out, n)
    for slot in range(len(state)):
        record = state[slot]
        if record["stage"] and record["last"] + silence_us <= w:
            n = end(record, out, n, record["last"], record["last"] + silence_us)
    return n
