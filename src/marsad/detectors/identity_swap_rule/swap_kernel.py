"""Two numbers that go on each on the way of the other."""

from typing import NamedTuple

import numpy as np
from numba import njit

from marsad.detectors.handover.mast_kernel import LONGEST_US, agree, is_ship_under_way, off_m, place_in, remember


class Rule(NamedTuple):
    """Longest silence; least speed; slack in m and as a share of the way run; what speeds and courses may differ; fixes
    of either before, hits of either after; least jump in m."""

    silence_us: int
    least_kn: float
    slack_m: float
    share: float
    knots: float
    degrees: float
    fixes: int
    hits: int
    jump_m: float


@njit(cache=True, nogil=True)
def swaps(rows, where, masts, rule, out):
    """How many records of `out` were written, in the order of time; it has room for one a row."""
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not is_ship_under_way(row):
            continue
        mast, t = masts[where[i]], np.int64(row["t"])
        lon, lat = row["lon_deg"], row["lat_deg"]
        if mast["fixes"] == 0 or t - mast["t"] > rule.silence_us:
            mast["other"] = 0
        elif mast["sog_kn"] >= rule.least_kn and row["sog_kn"] >= rule.least_kn:
            away, run = off_m(t, lon, lat, mast["t"], mast["lon_deg"], mast["lat_deg"], mast["sog_kn"], mast["cog_deg"])
            if away > rule.jump_m + rule.share * run:
                mast["other"] = 0
                if mast["fixes"] >= rule.fixes and t - mast["looked"] > rule.silence_us:
                    mast["looked"] = t
                    _seek(mast, masts, row, t, rule)
            elif mast["other"] != 0:
                mast["hits"] += 1
        remember(mast, row, lon, lat)
        if mast["other"] == 0 or mast["hits"] < rule.hits:
            continue
        at = place_in(masts, mast["other"])
        if at < 0 or t - mast["since"] > rule.silence_us:
            mast["other"] = 0
            continue
        other = masts[at]
        if (
            other["other"] != mast["mmsi"]
            or other["hits"] < rule.hits
            or abs(other["since"] - mast["since"]) > rule.silence_us
        ):
            continue
        one = out[n]
        one["t_start"] = min(mast["since"], other["since"])
        one["t_event"], one["t_known"], one["t_end"] = t, t, t
        first, second = (other, mast) if other["mmsi"] < mast["mmsi"] else (mast, other)
        one["a"], one["b"], one["code"] = first["mmsi"] * 100, second["mmsi"] * 100, 0
        one["lon_deg"], one["lat_deg"], one["radius_m"] = lon, lat, np.nan
        apart, _ = off_m(t, lon, lat, t, other["lon_deg"], other["lat_deg"], 0.0, 0.0)
        one["n"][0], one["n"][1] = apart, abs(other["since"] - mast["since"]) * 1e-6
        n += 1
        mast["other"], other["other"] = 0, 0
    return n


@njit(cache=True, nogil=True)
def _seek(mast, masts, row, t, rule):
    """Whose way it is that she goes on: one's alone."""
    found, many = np.int64(0), 0
    for k in range(len(masts)):
        one = masts[k]
        if one["mmsi"] == mast["mmsi"] or one["fixes"] < rule.fixes:
            continue
        # Who went on elsewhere herself is looked for on the way that she left.
        gone = one["other"] != 0 and t - one["since"] <= rule.silence_us
        then = one["was_t"] if gone else one["t"]
        if t - then > rule.silence_us or t - then > LONGEST_US:
            continue
        lon = one["was_lon_deg"] if gone else one["lon_deg"]
        lat = one["was_lat_deg"] if gone else one["lat_deg"]
        sog = one["was_sog_kn"] if gone else one["sog_kn"]
        cog = one["was_cog_deg"] if gone else one["cog_deg"]
        if sog < rule.least_kn or abs(lat - row["lat_deg"]) > 0.5:
            continue
        if not agree(sog, cog, row["sog_kn"], row["cog_deg"], rule.knots, rule.degrees):
            continue
        away, run = off_m(t, row["lon_deg"], row["lat_deg"], then, lon, lat, sog, cog)
        if away <= rule.slack_m + rule.share * run:
            found = np.int64(one["mmsi"])
            many += 1
    if many == 1:
        mast["other"], mast["since"], mast["hits"] = found, t, 1
        mast["was_t"], mast["was_lon_deg"], mast["was_lat_deg"] = mast["t"], mast["lon_deg"], mast["lat_deg"]
        mast["was_sog_kn"], mast["was_cog_deg"] = mast["sog_kn"], mast["cog_deg"]
