"""Two places under one MMSI: each report belongs to the one it can have come from, see `follow`.

Distances are on a plane that touches between the points where they are near, and on the sphere where they are not.
"""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)
NO_POSITION, OUT_OF_RANGE, ECHO, SIGN_FLIP = 1, 2, 3, 4
_MPS = 1852.0 / 3600.0
_RADIUS_M = 6371008.8

PLACES = np.dtype(
    [("t", "i8", (2,)), ("lon_deg", "f8", (2,)), ("lat_deg", "f8", (2,)), ("begin", "i8", (2,)), ("count", "i8", (2,)),
     ("now", "i1"), ("mmsi", "i8"), ("returns", "i8"), ("t_return", "i8"), ("t_left", "i8"), ("left_lon", "f8"),
     ("left_lat", "f8"), ("run", "i8"), ("run_begin", "i8"), ("t_start", "i8"), ("t_event", "i8"), ("ev_lon", "f8"),
     ("ev_lat", "f8"), ("apart_km", "f8"), ("knots", "f8"), ("minutes", "f8"), ("home", "i1"), ("t_joint", "i8"),
     ("joint", "i8"), ("open", "?")]
)  # fmt: skip
"""Two places under an MMSI, and what is told of them. `run` counts the reports from the place `now` without one of the
other between; `returns` how often in the last hours they came back to a place from the other within minutes."""


@njit(cache=True, nogil=True)
def far_m(lon1, lat1, lon2, lat2):
    """Distance on the sphere."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2.0, math.radians(lon2 - lon1) / 2.0
    part = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 2.0 * _RADIUS_M * math.asin(min(1.0, math.sqrt(part)))


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["mmsi"] * 100, 0, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["ev_lon"], record["ev_lat"], record["apart_km"] * 1000.0
    out["n"][0], out["n"][1], out["n"][2] = record["apart_km"], record["knots"], record["minutes"]


@njit(cache=True, nogil=True)
def _usable(row):
    """Whether a row tells a place that cleaning did not know for a fault of the radio."""
    what = row["outcome"]
    good = what != NO_POSITION and what != OUT_OF_RANGE and what != ECHO and what != SIGN_FLIP
    return good and not (math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]))


@njit(cache=True, nogil=True)
def place_of(record, row, top_kn, slack_m, break_us):
    """Which of the two places a report belongs to: the nearer that can have come there, -1 neither.

    Almost all belong to the one they come from, which is asked first and without a root.
    """
    at = record["now"]
    t, lon, lat = row["t"], row["lon_deg"], row["lat_deg"]
    if record["t"][at] != 0 and t - record["t"][at] <= break_us:
        east = (lon - record["lon_deg"][at]) * math.cos(math.radians(lat))
        north = lat - record["lat_deg"][at]
        if east * east + north * north < 2.5e-5:  # within 560 m
            return at
    mine, way_m = -1, math.inf
    for track in range(2):
        if record["t"][track] == 0 or t - record["t"][track] > break_us:
            continue
        way = far_m(record["lon_deg"][track], record["lat_deg"][track], lon, lat)
        if way <= top_kn * _MPS * (t - record["t"][track]) / 1e6 + slack_m and way < way_m:
            mine, way_m = track, way
    return mine


@njit(cache=True, nogil=True)
def follow(record, row, top_kn, slack_m, break_us, back_us, forget_us):
    """Put a report to its place; True where it is another place than that of the report before.

    One that belongs to neither takes the older place's. What comes back to a place within `back_us` is counted as a
    return, and forgotten when for `forget_us` there was none.
    """
    t = row["t"]
    if record["returns"] != 0 and t - record["t_return"] > forget_us:
        record["returns"] = 0
    mine = place_of(record, row, top_kn, slack_m, break_us)
    before = record["now"]
    known = mine >= 0
    if not known:
        mine = before if record["t"][before] == 0 or t - record["t"][before] > break_us else 1 - before
        record["count"][mine], record["begin"][mine] = 0, t
    other = record["t"][before] != 0 and (mine != before or not known)
    if other:
        record["t_left"] = record["t"][before]
        record["left_lon"], record["left_lat"] = record["lon_deg"][before], record["lat_deg"][before]
        if known and mine != before and t - record["t"][mine] <= back_us:
            record["returns"] += 1
            record["t_return"] = t
        record["run"], record["run_begin"] = 0, t
    if record["run"] == 0:
        record["run_begin"] = t
    record["run"] += 1
    record["count"][mine] += 1
    record["t"][mine], record["lon_deg"][mine], record["lat_deg"][mine] = t, row["lon_deg"], row["lat_deg"]
    record["now"], record["mmsi"] = mine, row["mmsi"]
    return other


@njit(cache=True, nogil=True)
def both(rows, owner, own, state, top_kn, slack_m, break_us, joint_us, apart_m, reports, returns, span_us, w, out):
    """Identity used twice: how many records of `out` were written; `out` has two for each row, one for each slot.

    True when reports of both places came in turns for `span_us`, with `reports` of each and `returns` returns between
    them, `apart_m` apart; it ends when one has not been heard for `joint_us`.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        slot = row["slot"]
        if not own[slot] or not _usable(row):
            continue
        record = state[owner[slot]]
        t = row["t"]
        since = min(record["t"][0], record["t"][1])
        if record["joint"] > 0 and t - since > joint_us:
            if record["open"]:
                _tell(out[n], record, since, since + joint_us)
                record["open"] = False
                n += 1
            record["joint"] = 0
        if follow(record, row, top_kn, slack_m, break_us, joint_us, 2 * joint_us):
            mine = record["now"]
            if record["count"][mine] == 1 and record["joint"] > 0:
                # A third place: what was open was of the two before it.
                if record["open"]:
                    _tell(out[n], record, record["t_left"], t)
                    record["open"] = False
                    n += 1
                record["joint"] = 0
            if record["count"][mine] > 1 and t - record["t"][1 - mine] <= joint_us:
                if record["joint"] == 0:
                    record["t_joint"] = max(record["begin"][0], record["begin"][1])
                    record["t_joint"] = max(record["t_joint"], t - joint_us)
                record["joint"] += 1
        mine = record["now"]
        if record["open"] or record["joint"] < returns or t - record["t_joint"] < span_us:
            continue
        if min(record["count"][0], record["count"][1]) < reports:
            continue
        way = far_m(record["lon_deg"][0], record["lat_deg"][0], record["lon_deg"][1], record["lat_deg"][1])
        if way < apart_m:
            continue
        record["open"], record["t_start"], record["t_event"] = True, record["t_joint"], t
        record["ev_lon"], record["ev_lat"] = row["lon_deg"], row["lat_deg"]
        record["apart_km"], record["minutes"] = way / 1000.0, (t - record["t_joint"]) / 6e7
        record["knots"] = record["joint"]
        _tell(out[n], record, NONE, t)
        n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["open"]:
            since = min(record["t"][0], record["t"][1])
            if since + joint_us <= w:
                _tell(out[n], record, since, since + joint_us)
                record["open"], record["joint"] = False, 0
                n += 1
    return n


@njit(cache=True, nogil=True)
def jumps(rows, owner, own, state, top_kn, slack_m, break_us, gap_us, far_enough_m, settled, reports, span_us,
forget_us,
          rounds, longest_us, w, out):  # fmt: skip
    """Jumps that last: how many records of `out` were written; `out` has two for each row, one for each slot.

    True when after a jump of `far_enough_m` from a place that was told `settled` times, at most `gap_us` after the
    report before it, `reports` reports in `span_us` came from there and none from the place before, under an MMSI that
    did not go to and fro more than `rounds` times in `forget_us`. It ends when the place before is told again, at the
    next jump, after a break or after `longest_us`.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        slot = row["slot"]
        if not own[slot] or not _usable(row):
            continue
        record = state[owner[slot]]
        t = row["t"]
        if record["open"]:
            ends = min(record["t_start"] + longest_us, record["t"][record["home"]] + break_us)
            if t > ends:
                _tell(out[n], record, ends, ends)
                record["open"] = False
                n += 1
        before = record["t"][record["now"]]
        if follow(record, row, top_kn, slack_m, break_us, gap_us, forget_us):
            if record["open"]:
                _tell(out[n], record, t, t)
                record["open"] = False
                n += 1
            # Only a place that was not known can be jumped to; a known one is come back to.
            fresh = record["count"][record["now"]] == 1 and t - before <= gap_us
            way = far_m(record["left_lon"], record["left_lat"], row["lon_deg"], row["lat_deg"])
            record["home"] = -1
            if fresh and way >= far_enough_m and record["count"][1 - record["now"]] >= settled:
                record["home"], record["t_start"], record["apart_km"] = record["now"], t, way / 1000.0
                record["knots"] = min(way / _MPS / max((t - before) / 1e6, 1.0), 99999.0)
                record["ev_lon"], record["ev_lat"] = record["left_lon"], record["left_lat"]
        elif record["run"] <= 1:
            record["home"] = -1
        at = record["now"]
        if record["open"] or record["home"] != at or record["returns"] > rounds:
            continue
        if record["run"] >= reports and t - record["t_start"] >= span_us and t - record["t_start"] <= break_us:
            record["open"], record["t_event"] = True, t
            record["minutes"] = (t - record["t_start"]) / 6e7
            _tell(out[n], record, NONE, t)
            n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["open"]:
            ends = min(record["t_start"] + longest_us, record["t"][record["home"]] + break_us)
            if ends <= w:
                _tell(out[n], record, ends, ends)
                record["open"] = False
                record["home"] = -1
                n += 1
    return n
