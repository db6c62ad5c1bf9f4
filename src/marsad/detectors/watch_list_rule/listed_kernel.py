"""Since when a listed vessel is heard."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)
HEARD = np.dtype(
    [("entry", "i8"), ("by", "i8"), ("since", "i8"), ("last", "i8"), ("until", "i8"), ("mmsi", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("ev_lon", "f8"), ("ev_lat", "f8"), ("placed", "?"), ("open", "?")]
)  # fmt: skip
"""`entry` is 1 + its id, 0 none. `by`: bits 1 MMSI, 2 IMO number, 4 name, 8 call sign. `until`: the entry's expiry."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["since"], t_end, record["since"], t_known
    out["a"], out["b"], out["code"] = record["mmsi"] * 100, 0, record["entry"] - 1 + (record["by"] << 32)
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["ev_lon"], record["ev_lat"], np.nan


@njit(cache=True, nogil=True)
def ended(record, t, silence_us):
    """When an open event has ended by t: at the expiry, or with the last that was heard; NONE: it has not."""
    if not record["open"]:
        return NONE
    if record["until"] <= t and record["until"] <= record["last"] + silence_us:
        return record["until"]
    if record["last"] + silence_us <= t:
        return record["last"]
    return NONE


@njit(cache=True, nogil=True)
def heard(times, owner, lon, lat, first, count, state, listed, silence_us, w, out):
    """How many records of `out` were written; `out` has two for each row, and one for each slot.

    A row is an instant, an owner's slot and `count` from `first` on of `listed` (entry, by, t_from, t_to, mmsi): the
    entries that mean what it says. Rows that say less keep alive what was begun.
    """
    n = 0
    for i in range(len(times)):
        t = times[i]
        record = state[owner[i]]
        end = ended(record, t, silence_us)
        if end != NONE:
            _tell(out[n], record, end, min(record["until"], record["last"] + silence_us))
            record["open"], record["entry"], record["placed"] = False, 0, False
            n += 1
        if record["entry"] == 0:
            for at in range(first[i], first[i] + count[i]):
                one = listed[at]
                if one["t_from"] <= t < one["t_to"]:
                    record["entry"], record["by"], record["until"] = one["entry"] + 1, one["by"], one["t_to"]
                    record["mmsi"] = one["mmsi"]
                    break
        if record["entry"] == 0:
            continue
        record["last"] = t
        if not math.isnan(lon[i]):
            record["lon_deg"], record["lat_deg"], record["placed"] = lon[i], lat[i], True
        if not record["open"]:
            record["ev_lon"] = record["lon_deg"] if record["placed"] else np.nan
            record["ev_lat"] = record["lat_deg"] if record["placed"] else np.nan
            record["open"], record["since"] = True, t
            _tell(out[n], record, NONE, t)
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        end = ended(record, w, silence_us)
        if end != NONE:
            _tell(out[n], record, end, min(record["until"], record["last"] + silence_us))
            record["open"], record["entry"], record["placed"] = False, 0, False
            n += 1
    return n
