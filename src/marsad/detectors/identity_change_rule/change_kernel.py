"""Who appears where another, who fell silent, would be by now: one hull under two numbers."""

from typing import NamedTuple

import numpy as np
from numba import njit

from marsad.detectors.handover.mast_kernel import LONGEST_US, agree, is_ship_under_way, off_m, place_in, remember


class Rule(NamedTuple):
    """Longest silence, how long who was there was heard, and wait before it is told; least speed; slack in m and as a
    share of the way run; what speeds and courses may differ; fixes of who was there; her intervals of silence."""

    silence_us: int
    settle_us: int
    wait_us: int
    least_kn: float
    slack_m: float
    share: float
    knots: float
    degrees: float
    fixes: int
    missed: float


@njit(cache=True, nogil=True)
def changes(rows, where, masts, rule, out):
    """How many records of `out` were written, in the order of time; it has room for one a row."""
    n, oldest = 0, np.int64(1) << 62
    for k in range(len(masts)):
        if masts[k]["fixes"] > 0:
            oldest = min(oldest, np.int64(masts[k]["born"]))
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship_under_way(row):
            continue
        mast, t = masts[where[i]], np.int64(row["t"])
        new = mast["fixes"] == 0 or t - mast["t"] > LONGEST_US
        remember(mast, row, row["lon_deg"], row["lat_deg"])
        oldest = min(oldest, t)
        if new:
            mast["other"], mast["since"], mast["hits"] = 0, t, 0
            # As a feed begins all are new, and nobody was there before.
            if t - oldest > rule.settle_us and row["sog_kn"] >= rule.least_kn:
                _seek(mast, masts, t, rule)
            continue
        if mast["other"] == 0:
            continue
        at = place_in(masts, mast["other"])
        mast["hits"] += 1
        if at < 0 or masts[at]["t"] >= mast["since"] or t - mast["since"] > rule.silence_us:
            mast["other"] = 0
            continue
        before = masts[at]
        if t - mast["since"] < rule.wait_us or t - before["t"] < rule.missed * before["every_us"] or mast["hits"] < 3:
            continue
        away, run = off_m(t, row["lon_deg"], row["lat_deg"], before["t"], before["lon_deg"], before["lat_deg"],
                          before["sog_kn"], before["cog_deg"])  # fmt: skip
        one = out[n]
        one["t_start"], one["t_event"], one["t_known"], one["t_end"] = mast["since"], t, t, t
        one["a"], one["b"], one["code"] = before["vessel"], mast["vessel"], before["mmsi"]
        one["lon_deg"], one["lat_deg"], one["radius_m"] = row["lon_deg"], row["lat_deg"], np.nan
        one["n"][0], one["n"][1] = (mast["since"] - before["t"]) * 1e-6, away
        one["n"][2], one["n"][3], one["n"][4] = run, before["sog_kn"], row["sog_kn"]
        n += 1
        mast["other"] = 0
    return n


@njit(cache=True, nogil=True)
def _seek(mast, masts, t, rule):
    """Who would be here by now, if nobody else would."""
    found, many = np.int64(0), 0
    for k in range(len(masts)):
        one = masts[k]
        # Who is heard on time has not left her number.
        if one["mmsi"] == mast["mmsi"] or one["fixes"] < rule.fixes or t - one["t"] > rule.silence_us or one["t"] >= t:
            continue
        if t - one["born"] <= rule.settle_us:
            continue
        if one["sog_kn"] < rule.least_kn or abs(one["lat_deg"] - mast["lat_deg"]) > 0.5:
            continue
        if not agree(one["sog_kn"], one["cog_deg"], mast["sog_kn"], mast["cog_deg"], rule.knots, rule.degrees):
            continue
        away, run = off_m(t, mast["lon_deg"], mast["lat_deg"], one["t"], one["lon_deg"], one["lat_deg"],
                          one["sog_kn"], one["cog_deg"])  # fmt: skip
        if away <= rule.slack_m + rule.share * run:
            found = np.int64(one["mmsi"])
            many += 1
    mast["other"] = found if many == 1 else 0
