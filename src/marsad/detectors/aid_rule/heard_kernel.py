"""When and where every station was heard last, since when without a long hole, and by whose ears lately."""

import math

import numpy as np
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


@njit(cache=True, nogil=True)
def hear(rows, state, era_us):
    """Take hearings into the records of their senders: of each of the last eras the receivers, as 64 bits."""
    for i in range(len(rows)):
        row = rows[i]
        if row["slot"] < 0:
            continue
        record, era = state[row["slot"]], row["t"] // era_us
        eras = len(record["ears"])
        if era > record["era"]:
            for old in range(max(record["era"] + 1, era - eras + 1), era + 1):
                record["ears"][old % eras] = np.uint64(0)
            record["era"] = era
        if era > record["era"] - eras:
            record["ears"][era % eras] |= np.uint64(1) << (row["receiver"] % np.uint64(64))
