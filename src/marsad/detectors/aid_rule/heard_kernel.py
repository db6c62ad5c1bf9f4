"""When and where every station was heard last, and since when without a long hole."""

import math

from numba import njit


@njit(cache=True, nogil=True)
def keep(rows, state, hole_us):
    """Take positions into the records of their senders."""
    for i in range(len(rows)):
        row = rows[i]
        if math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]):
            continue
        record = state[row["slot"]]
        if record["t"] == 0 or row["t"] - record["t"] > hole_us:
            record["run"] = row["t"]
        record["t"], record["lon_deg"], record["lat_deg"] = row["t"], row["lon_deg"], row["lat_deg"]
