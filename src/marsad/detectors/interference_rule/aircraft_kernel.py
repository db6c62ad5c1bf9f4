"""One aircraft after the other, fix by fix: whether it can be where it says, from where it was believed to be last."""

import math
from collections import namedtuple

import numpy as np
from numba import njit

from marsad.geo.sphere import RADIUS_M

Rule = namedtuple("Rule", "fastest_m_s slack_m flies_kn flew_kn high_ft descends_ft settle_fixes few_fixes gap_us")
FIX = np.dtype(
    [("icao", "u4"), ("t", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("gs_kn", "f8"), ("altitude_ft", "f8"),
     ("on_ground", "?"), ("row", "i8")]
)  # fmt: skip
EVIDENCE = np.dtype(
    [("doubted", "?"), ("jump", "?"), ("too_slow", "?"), ("back", "?"), ("episode", "i8"), ("moved_m", "f8"),
     ("after_s", "f8"), ("needed_kn", "f8"), ("gs_before_kn", "f8")]
)  # fmt: skip
"""Against the last fix that is believed: how far and how long after it, the speed that takes, and its own speed."""
_M_S_OF_KN = 1852.0 / 3600.0


@njit(cache=True, nogil=True)
def apart(a, b):
    """Metres between two fixes on the sphere."""
    lat1, lat2 = math.radians(a["lat_deg"]), math.radians(b["lat_deg"])
    u, v = math.sin((lat2 - lat1) / 2.0), math.sin(math.radians(b["lon_deg"] - a["lon_deg"]) / 2.0)
    h = u * u + math.cos(lat1) * math.cos(lat2) * v * v
    return 2.0 * RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


@njit(cache=True, nogil=True)
def _reached(a, b, rule):
    """Whether any aircraft comes from one fix to the other in the time between them."""
    return apart(a, b) <= rule.slack_m + rule.fastest_m_s * max(b["t"] - a["t"], 0) / 1e6


@njit(cache=True, nogil=True)
def _too_slow(last, now, rule):
    """Whether it says that it goes slower than it could stay up, where it flew fast and high before."""
    if now["on_ground"] or not now["altitude_ft"] >= rule.high_ft:
        return False
    if abs(now["altitude_ft"] - last["altitude_ft"]) > rule.descends_ft:
        return False
    return now["gs_kn"] < rule.flies_kn and last["gs_kn"] >= rule.flew_kn


@njit(cache=True, nogil=True)
def _measure(last, now, one):
    one["moved_m"], one["after_s"] = apart(last, now), (now["t"] - last["t"]) / 1e6
    one["needed_kn"] = one["moved_m"] / max(one["after_s"], 1e-3) / _M_S_OF_KN
    one["gs_before_kn"] = last["gs_kn"]


@njit(cache=True, nogil=True)
def judge(fixes, rule, out):
    """Judge fixes in the order (aircraft, time). Returns how many episodes of doubt there were, numbered from 0."""
    many = 0
    begin = 0
    while begin < len(fixes):
        end = begin
        while end < len(fixes) and fixes[end]["icao"] == fixes[begin]["icao"]:
            end += 1
        many = _one(fixes, begin, end, rule, out, many)
        begin = end
    return many


@njit(cache=True, nogil=True)
def _one(fixes, begin, end, rule, out, many):
    believed, count = begin, 1  # the last fix that is believed, and how many are in a row
    first = -1  # of the episode that is open
    agreeing = 0
    out[begin]["episode"] = -1
    for i in range(begin + 1, end):
        now, one = fixes[i], out[i]
        one["episode"] = -1
        _measure(fixes[believed], now, one)
        one["jump"] = not _reached(fixes[believed], now, rule)
        one["too_slow"] = _too_slow(fixes[believed], now, rule)
        if first < 0:
            if not one["jump"] and not one["too_slow"]:
                believed, count = i, count + 1
                continue
            first, agreeing = i, 1
        else:
            before = fixes[i - 1]
            broken = not _reached(before, now, rule)
            rested = now["t"] - before["t"] >= rule.gap_us
            faster = out[i - 1]["too_slow"] and not one["too_slow"]
            if not one["jump"] and not one["too_slow"] and (broken or rested or faster):
                one["back"] = True
                believed, count, first = i, count + 1, -1
                many += 1
                continue
            agreeing = 1 if broken or one["too_slow"] else agreeing + 1
            if agreeing >= rule.settle_fixes and count <= rule.few_fixes:
                # The few that were believed before were wrong, not these many.
                for j in range(begin, i + 1):
                    wrong = j < first
                    out[j]["doubted"], out[j]["episode"] = wrong, many if wrong else -1
                believed, count, first = i, agreeing, -1
                many += 1
                continue
        one["doubted"], one["episode"] = True, many
    return many + (first >= 0)
