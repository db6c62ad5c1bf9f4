"""Stays of vessels in zones: who is inside, since when, and what of it is told.

A stay is a record for a vessel and a zone from the first report inside. It is sure when she was seen deep enough inside
for long enough; before that any report outside ends it unsaid. A sure one ends when she is seen clear of the edge, or
beyond it for a while: so a fence does not jitter.
"""

import math
from collections import namedtuple

import numpy as np
from numba import njit

from marsad.geo.area_kernel import boxes_grid, cell_of, edge_m, inside
from marsad.plugin.found import FOUND

NONE = -(1 << 63)
ENTER, LEAVE, DWELL, FAST, SLOW = 1, 2, 4, 8, 16
INSIDE, LEFT, DWELT, TOO_FAST, TOO_SLOW = 0, 1, 2, 3, 4
"""What is told of: the last three bits of `code`; the others are the zone's row."""
COARSE = 27
"""Message 27 tells places to a tenth of a minute."""

HEARD = np.dtype([("t", "i8"), ("stays", "i4")])
"""When a vessel was heard last, and how many stays she has."""
STAY = np.dtype(
    [("vessel", "i8"), ("zone", "i8"), ("t_first", "i8"), ("t_seen", "i8"), ("t_out", "i8"), ("t_to", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("reports", "i4"), ("deep", "?"), ("fresh", "?"), ("t_sure", "i8"),
     ("t_dwelt", "i8"), ("from", "i8", (2,)), ("told", "i8", (2,)), ("numbers", "f8", (5, 4))]
)  # fmt: skip
"""`t_out`: first report beyond the edge since the last inside. `from` and `told`: since when she is too fast and too
slow, and when that became sure. `numbers`: what was told of each, to be said again when it ends."""
Rule = namedtuple("Rule", "sure_us deep_m leave_us hold_us margin_kn lost_us new_us coarse_m")


@njit(cache=True, nogil=True)
def _put(out, n, stay, at, what, t_start, t_end, t_event, t_known):
    if n == len(out):
        more = np.zeros(2 * len(out) + 16, FOUND)
        more[:n] = out
        out = more
    one = out[n]
    one["t_start"], one["t_end"], one["t_event"], one["t_known"] = t_start, t_end, t_event, t_known
    one["a"], one["b"], one["code"] = stay["vessel"], 0, at * 8 + what
    one["lon_deg"], one["lat_deg"], one["radius_m"] = stay["lon_deg"], stay["lat_deg"], np.nan
    for k in range(4):
        one["n"][k] = stay["numbers"][what, k]
    return out, n + 1


@njit(cache=True, nogil=True)
def _end(out, n, stay, at, zone, t_end, t_known, left):
    """She is inside no longer since `t_end`, which is known at `t_known`."""
    if stay["t_sure"] != NONE:
        if zone["watch"] & ENTER:
            out, n = _put(out, n, stay, at, INSIDE, stay["t_first"], t_end, stay["t_sure"], t_known)
        if left and zone["watch"] & LEAVE:
            stay["numbers"][LEFT, 2] = (t_end - stay["t_first"]) / 6e7
            out, n = _put(out, n, stay, at, LEFT, t_end, t_end, t_known, t_known)
    if stay["t_dwelt"] != NONE:
        out, n = _put(out, n, stay, at, DWELT, stay["t_first"], t_end, stay["t_dwelt"], t_known)
    for which in range(2):
        if stay["told"][which] != NONE:
            end = max(t_end, stay["from"][which])
            out, n = _put(out, n, stay, at, TOO_FAST + which, stay["from"][which], end, stay["told"][which], t_known)
    stay["zone"] = -1
    return out, n


@njit(cache=True, nogil=True)
def zone_at(zones, ident, t):
    """The row of the zone that holds at an instant; else that of any time, as -2 - row; -1 there is none."""
    other = -1
    for at in range(len(zones)):
        if zones[at]["id"] == ident:
            if zones[at]["t_from"] <= t < zones[at]["t_to"]:
                return at
            other = -2 - at
    return other


@njit(cache=True, nogil=True)
def _concerns(zone, ship_type):
    low, high = zone["types"][0], zone["types"][1]
    if low == 0 and high == 0:
        return True
    kind = int(ship_type)
    kind = 0 if kind < 0 or kind >= 128 else kind
    word = low if kind < 64 else high
    return (word >> np.uint64(kind % 64)) & np.uint64(1) != np.uint64(0)


@njit(cache=True, nogil=True)
def _timed_out(out, n, stay, zones, t, rule):
    """What happens to a stay by time alone, up to `t`: the zone ends, or she was silent for too long."""
    while stay["zone"] >= 0 and min(stay["t_to"], stay["t_seen"] + rule.lost_us) <= t:
        due = min(stay["t_to"], stay["t_seen"] + rule.lost_us)
        at = zone_at(zones, stay["zone"], due)
        if at >= 0 and due == stay["t_to"] and due < stay["t_seen"] + rule.lost_us and zones[at]["t_to"] > due:
            stay["t_to"] = zones[at]["t_to"]  # a later version of the zone goes on from there
            continue
        row = at if at >= 0 else -2 - at
        if row < 0:
            stay["zone"] = -1
            return out, n
        t_end = due if due == stay["t_to"] else stay["t_seen"]
        if stay["t_out"] != NONE:
            t_end = stay["t_out"]
        out, n = _end(out, n, stay, row, zones[row], t_end, due, False)
    return out, n


@njit(cache=True, nogil=True)
def _speed(out, n, stay, at, zone, t, sog, rule):
    """Too fast or too slow inside, for long enough."""
    for which in range(2):
        if zone["watch"] & (FAST if which == 0 else SLOW) == 0 or math.isnan(sog):
            continue
        limit = zone["speed_max_kn"] if which == 0 else zone["speed_min_kn"]
        beyond = sog - limit if which == 0 else limit - sog
        if beyond > rule.margin_kn:
            if stay["from"][which] == NONE:
                stay["from"][which] = t
            elif stay["told"][which] == NONE and stay["deep"] and t - stay["from"][which] >= rule.hold_us:
                stay["told"][which] = t
                stay["numbers"][TOO_FAST + which, 0], stay["numbers"][TOO_FAST + which, 3] = sog, limit
                out, n = _put(out, n, stay, at, TOO_FAST + which, stay["from"][which], NONE, t, t)
        elif beyond <= 0.0:
            if stay["told"][which] != NONE:
                out, n = _put(out, n, stay, at, TOO_FAST + which, stay["from"][which], t, stay["told"][which], t)
            stay["from"][which], stay["told"][which] = NONE, NONE
    return out, n


@njit(cache=True, nogil=True)
def _within(out, n, stay, at, zone, row, away, rule):
    """One more report inside, `away` from the edge."""
    t, sog = row["t"], np.float64(row["sog_kn"])
    stay["t_seen"], stay["t_out"], stay["t_to"] = t, NONE, zone["t_to"]
    stay["reports"] += 1
    stay["deep"] = stay["deep"] or away >= zone["buffer_m"]
    if (
        stay["t_sure"] == NONE
        and stay["deep"]
        and stay["reports"] > 1
        and (t - stay["t_first"] >= rule.sure_us or away >= rule.deep_m)
    ):
        stay["t_sure"] = t
        for what in (INSIDE, LEFT, DWELT):
            stay["numbers"][what, 0], stay["numbers"][what, 1] = sog, stay["fresh"]
        if zone["watch"] & ENTER:
            out, n = _put(out, n, stay, at, INSIDE, stay["t_first"], NONE, t, t)
    long = zone["watch"] & DWELL != 0 and t - stay["t_first"] >= zone["dwell_s"] * 1e6
    if long and stay["t_sure"] != NONE and stay["t_dwelt"] == NONE:
        stay["t_dwelt"] = t
        stay["numbers"][DWELT, 3] = zone["dwell_s"] / 60.0
        out, n = _put(out, n, stay, at, DWELT, stay["t_first"], NONE, t, t)
    return _speed(out, n, stay, at, zone, t, sog, rule)


@njit(cache=True, nogil=True)
def _first_of(stays, many, vessel):
    """Where the stays of a vessel begin among the first `many`, which are in the order of vessels."""
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        if stays[middle]["vessel"] < vessel:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def follow(rows, state, stays, zones, points, w, rule):
    """One step: `stays` in the order of vessels. Gives those that go on, in that order, and what is told."""
    out, n = np.zeros(64, FOUND), 0
    many = old = len(stays)
    table = np.zeros(old + 64, STAY)
    table[:old] = stays
    after = np.full(old + 64, -1, np.int64)
    head = np.full(len(state), -2, np.int64)
    watched = np.flatnonzero(zones["watch"] != 0)
    west, south, step_x, step_y, starts, members = boxes_grid(zones, watched, 0.0)
    for i in range(len(rows)):
        row = rows[i]
        lon, lat, t, slot = row["lon_deg"], row["lat_deg"], row["t"], row["slot"]
        if math.isnan(lon) or math.isnan(lat) or row["outcome"] != 0:
            continue
        cell = cell_of(lon, lat, west, south, step_x, step_y)
        before, state[slot]["t"] = state[slot]["t"], t
        if (cell < 0 or starts[cell] == starts[cell + 1]) and state[slot]["stays"] == 0:
            continue
        mmsi = np.int64(row["mmsi"])
        if not (200_000_000 <= mmsi < 800_000_000 or 980_000_000 <= mmsi < 990_000_000):
            continue
        if head[slot] == -2:
            head[slot] = -1
            if state[slot]["stays"] > 0:
                at = _first_of(table, old, row["vessel"])
                while at < old and table[at]["vessel"] == row["vessel"]:
                    after[at], head[slot] = head[slot], at
                    at += 1
        link = head[slot]
        while link >= 0:  # time goes on before the report is looked at
            if table[link]["zone"] >= 0:
                out, n = _timed_out(out, n, table[link], zones, t - 1, rule)
                if table[link]["zone"] < 0:
                    state[slot]["stays"] -= 1
            link = after[link]
        for member in range(starts[cell], starts[cell + 1]) if cell >= 0 else range(0):
            at = members[member]
            zone = zones[at]
            if not (zone["t_from"] <= t < zone["t_to"]) or not inside(lon, lat, zone, points):
                continue
            if not _concerns(zone, row["ship_type"]):
                continue
            link = head[slot]
            while link >= 0 and table[link]["zone"] != zone["id"]:
                link = after[link]
            away = 0.0
            if link < 0 or table[link]["t_sure"] == NONE or not table[link]["deep"] or row["type"] == COARSE:
                away = edge_m(lon, lat, zone, points)
            if row["type"] == COARSE and away < rule.coarse_m:
                if link >= 0:
                    table[link]["t_seen"] = t
                continue
            if link < 0:
                if many == len(table):
                    more = np.zeros(2 * many, STAY)
                    more[:many] = table
                    table = more
                    longer = np.full(2 * many, -1, np.int64)
                    longer[:many] = after
                    after = longer
                link, many = many, many + 1
                new = table[link]
                new["vessel"], new["zone"], new["t_first"] = row["vessel"], zone["id"], t
                new["t_sure"], new["t_dwelt"] = NONE, NONE
                new["from"][0], new["from"][1], new["told"][0], new["told"][1] = NONE, NONE, NONE, NONE
                new["lon_deg"], new["lat_deg"], new["fresh"] = lon, lat, before == 0 or t - before > rule.new_us
                after[link], head[slot] = head[slot], link
                state[slot]["stays"] += 1
            out, n = _within(out, n, table[link], at, zone, row, away, rule)
        link = head[slot]
        while link >= 0:
            stay = table[link]
            link = after[link]
            if stay["zone"] < 0 or stay["t_seen"] == t:
                continue
            at = zone_at(zones, stay["zone"], t)
            if at == -1:
                stay["zone"] = -1
                state[slot]["stays"] -= 1
                continue
            kept = at if at >= 0 else -2 - at
            stay["t_seen"] = t
            away, ended = 0.0, at < 0
            if at >= 0:
                away = edge_m(lon, lat, zones[at], points)
                if row["type"] == COARSE and away < rule.coarse_m:
                    continue
                if inside(lon, lat, zones[at], points):
                    ended = True  # she is inside, but no longer one of those it concerns
            if stay["t_out"] == NONE:
                stay["t_out"] = t
            if (ended or stay["t_sure"] == NONE or away >= max(zones[kept]["buffer_m"], 1.0)
                    or t - stay["t_out"] >= rule.leave_us):  # fmt: skip
                out, n = _end(out, n, stay, kept, zones[kept], stay["t_out"], t, not ended)
                state[slot]["stays"] -= 1
    for k in range(many):
        if table[k]["zone"] >= 0:
            out, n = _timed_out(out, n, table[k], zones, w, rule)
    alive = np.zeros(many, np.bool_)
    for k in range(many):
        alive[k] = table[k]["zone"] >= 0
    left = table[:many][alive]
    return left, out[:n]
