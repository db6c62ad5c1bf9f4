"""Spells for which something is true of a pair of ships, looked at every so often."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)

PAIR = np.dtype(
    [("key", "i8"), ("since", "i8"), ("last", "i8"), ("close_since", "i8"), ("t_event", "i8"), ("t_start", "i8"),
     ("a", "i8"), ("b", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("least_m", "f8"), ("ahead_s", "f8"),
     ("open", "?")]
)  # fmt: skip
"""A pair of which it is true, or was true at the last look but few."""


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["a"], record["b"], 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["lon_deg"], record["lat_deg"], np.nan
    out["n"][0], out["n"][1] = record["least_m"], record["ahead_s"]
    out["n"][2] = np.nan if t_end == NONE else (t_end - record["t_start"]) / 6e7


@njit(cache=True, nogil=True)
def follow(table, state, slots, lon, lat, near, tick, need_us, close_m, close_need_us, grace_us, out):
    """What is known of pairs after a look at `tick`, and how many records of `out` were written.

    `near` are rows of `pairs`, of those of which it is true. A spell opens when it has been true for `need_us`, or the
    two within `close_m` for `close_need_us`; it ends when it was not true for more than `grace_us`. `table` is, and
    comes back, in the order of its keys.
    """
    keys = np.empty(len(near), np.int64)
    for i in range(len(near)):
        one, other = slots[int(near[i, 0])], slots[int(near[i, 1])]
        keys[i] = min(one, other) << 32 | max(one, other)
    order = np.argsort(keys)
    after = np.zeros(len(table) + len(near), table.dtype)
    kept, n, old, new = 0, 0, 0, 0
    while old < len(table) or new < len(near):
        if new == len(near) or (old < len(table) and table[old]["key"] < keys[order[new]]):
            record = table[old]
            old += 1
            if tick - record["last"] > grace_us:
                if record["open"]:
                    _tell(out[n], record, record["last"], tick)
                    n += 1
            else:
                after[kept] = record
                kept += 1
            continue
        at = order[new]
        new += 1
        a, b = int(near[at, 0]), int(near[at, 1])
        record = after[kept]
        if old < len(table) and table[old]["key"] == keys[at]:
            after[kept] = table[old]
            old += 1
        else:
            record["key"], record["since"], record["close_since"], record["open"] = keys[at], tick, 0, False
            one, other = state[slots[a]]["vessel"], state[slots[b]]["vessel"]
            record["a"], record["b"] = min(one, other), max(one, other)
            turn = lon[b] - lon[a]
            turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
            middle = lon[a] + turn / 2.0
            record["lon_deg"] = middle - 360.0 * math.floor((middle + 180.0) / 360.0)
            record["lat_deg"] = (lat[a] + lat[b]) / 2.0
            record["least_m"] = math.inf
        record = after[kept]
        kept += 1
        record["last"] = tick
        if near[at, 2] <= close_m:
            if record["close_since"] == 0:
                record["close_since"] = tick
        else:
            record["close_since"] = 0
        record["least_m"] = min(record["least_m"], near[at, 3])
        if not record["open"]:
            far = tick - record["since"] >= need_us
            close = record["close_since"] != 0 and tick - record["close_since"] >= close_need_us
            if far or close:
                record["open"], record["t_event"], record["ahead_s"] = True, tick, near[at, 4]
                record["t_start"] = record["since"] if far else record["close_since"]
                _tell(out[n], record, NONE, tick)
                n += 1
    return after[:kept], n
