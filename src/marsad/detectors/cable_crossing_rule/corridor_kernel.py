"""Vessels in the corridor along cables and pipelines: how slowly, how evenly, crossing or lying there.

A vessel's record tells of her stay in a corridor: it begins when she comes near slowly, and ends when she is out of it,
or fast again, or silent.
"""

import math
from collections import namedtuple

import numpy as np
from numba import njit

from marsad.geo.area_kernel import METRES_PER_DEGREE, boxes_grid, cell_of, from_west, line_m
from marsad.geo.disc_kernel import in_disc
from marsad.plugin.found import FOUND

NONE = -(1 << 63)
SLOW, DRAGGING, TO_AND_FRO, ANCHORED, UNDER_ANCHOR = 0, 1, 2, 3, 4
"""Why it is told: the last three bits of `code`; the others are the row of the line."""
_MPS = 1852.0 / 3600.0
_SEEN_US = 120_000_000
"""So long in the corridor she shows how she goes, before it is foretold that she will cross."""

NEAR = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("inside", "?"), ("open", "?"),
     ("t_in", "i8"),
     ("t_still", "i8"), ("still_lon", "f8"), ("still_lat", "f8"), ("t_fast", "i8"), ("reports", "i4"),
     ("speeds", "f8"), ("squares", "f8"), ("angles", "f8"), ("aside", "f8"), ("slowest", "f8"), ("crossings", "i4"),
     ("t_event", "i8"), ("t_start", "i8"), ("reason", "i4"), ("line", "i8"), ("at_lon", "f8"), ("at_lat", "f8"),
     ("numbers", "f8", (4,)), ("usual_kn", "f8")]
)  # fmt: skip
"""`angles`: reports that tell course and heading, `aside`: sum of course less heading, with its sign. `usual_kn`: how
fast she goes under way, a mean that forgets."""
Rule = namedtuple(
    "Rule",
    "near_m slow_kn still_kn fast_us still_us anchored_us anchor_m aside_deg uneven_kn lost_us gap_us port_m length_m "
    "ahead_s",
)


@njit(cache=True, nogil=True)
def _put(out, n, record, line, t_end, t_known):
    if n == len(out):
        more = np.zeros(2 * len(out) + 16, FOUND)
        more[:n] = out
        out = more
    one = out[n]
    one["t_start"], one["t_end"], one["t_event"], one["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    one["a"], one["b"], one["code"] = record["vessel"], 0, line * 8 + record["reason"]
    one["lon_deg"], one["lat_deg"], one["radius_m"] = record["at_lon"], record["at_lat"], np.nan
    for k in range(4):
        one["n"][k] = record["numbers"][k]
    one["n"][4] = record["crossings"] if t_end != NONE else np.nan
    return out, n + 1


@njit(cache=True, nogil=True)
def row_of(lines, ident):
    """A row of the line; -1 there is none."""
    for at in range(len(lines)):
        if lines[at]["id"] == ident:
            return at
    return -1


@njit(cache=True, nogil=True)
def _forget(record):
    record["inside"], record["open"] = False, False


@njit(cache=True, nogil=True)
def _close(out, n, record, lines, t_end, t_known):
    if record["open"]:
        line = row_of(lines, record["line"])
        if line >= 0:
            out, n = _put(out, n, record, line, max(t_end, record["t_start"]), t_known)
    _forget(record)
    return out, n


@njit(cache=True, nogil=True)
def crosses(lon1, lat1, lon2, lat2, line, points):
    """The angle (0 to 90) at which the way from one place to the next cuts a line; -1: it does not."""
    middle = (line["west"] + line["east"]) / 2.0
    ax = from_west(lon1, middle - 180.0)
    bx = ax + from_west(lon2 - lon1, -180.0)
    across = math.cos(math.radians(lat1))
    for i in range(line["first"], line["end"] - 1):
        cx, cy, dx, dy = (points[i]["lon_deg"], points[i]["lat_deg"], points[i + 1]["lon_deg"],
                          points[i + 1]["lat_deg"])  # fmt: skip
        one = (dx - cx) * (lat1 - cy) - (dy - cy) * (ax - cx)
        two = (dx - cx) * (lat2 - cy) - (dy - cy) * (bx - cx)
        three = (bx - ax) * (cy - lat1) - (lat2 - lat1) * (cx - ax)
        four = (bx - ax) * (dy - lat1) - (lat2 - lat1) * (dx - ax)
        if (one > 0) != (two > 0) and (three > 0) != (four > 0):
            way = math.atan2((bx - ax) * across, lat2 - lat1)
            laid = math.atan2((dx - cx) * across, dy - cy)
            angle = abs(math.degrees(way - laid)) % 180.0
            return min(angle, 180.0 - angle)
    return -1.0


@njit(cache=True, nogil=True)
def _may(row):
    """Whether she could harm a cable unawares: no fishing, towing, dredging, sailing, pilot, rescue or guard vessel at
    her work, none that cannot manoeuvre, and not too small for an anchor that does harm."""
    mmsi, kind, status = np.int64(row["mmsi"]), np.int64(row["ship_type"]), np.int64(row["status"])
    if not (200_000_000 <= mmsi < 800_000_000) or row["type"] in (18, 19, 24):
        return False
    if 30 <= kind <= 37 or 50 <= kind <= 59 or 40 <= kind <= 49:
        return False
    return status not in (3, 7, 8, 9, 10, 11, 12)


@njit(cache=True, nogil=True)
def _raise(out, n, record, row, line, lines, reason, away, angle):
    record["open"], record["reason"], record["line"] = True, reason, lines[line]["id"]
    record["t_event"], record["t_start"] = row["t"], record["t_in"]
    record["at_lon"], record["at_lat"] = row["lon_deg"], row["lat_deg"]
    record["numbers"][0] = record["speeds"] / max(record["reports"], 1)
    record["numbers"][1] = away
    record["numbers"][2] = angle
    record["numbers"][3] = abs(record["aside"]) / record["angles"] if record["angles"] > 0 else np.nan
    return _put(out, n, record, line, NONE, row["t"])


@njit(cache=True, nogil=True)
def _nearest(lon, lat, lines, points, starts, members, cell, t, near_m):
    """Row of the nearest cable or pipeline, how far it is, and its bearing there."""
    best, line, bearing = np.inf, -1, 0.0
    for member in range(starts[cell], starts[cell + 1]):
        at = members[member]
        if not (lines[at]["t_from"] <= t < lines[at]["t_to"]):
            continue
        away, way = line_m(lon, lat, lines[at], points)
        if away < best:
            best, line, bearing = away, at, way
    return line, best, bearing


@njit(cache=True, nogil=True)
def _cut(lon1, lat1, lon2, lat2, lines, points, members, first, end, t):
    """Row of a line that the way from one place to the next cuts, and the angle; -1: none."""
    for member in range(first, end):
        at = members[member]
        if lines[at]["t_from"] <= t < lines[at]["t_to"]:
            angle = crosses(lon1, lat1, lon2, lat2, lines[at], points)
            if angle >= 0.0:
                return at, angle
    return -1, -1.0


@njit(cache=True, nogil=True)
def _will_cut(row, sog, seconds, lines, points, members, first, end):
    """The same of where she will be at her course and speed."""
    course = np.float64(row["cog_deg"])
    if math.isnan(course) or seconds <= 0.0:
        return -1, -1.0
    lon, lat, way = row["lon_deg"], row["lat_deg"], sog * _MPS * seconds / METRES_PER_DEGREE
    to_lat = lat + way * math.cos(math.radians(course))
    to_lon = lon + way * math.sin(math.radians(course)) / max(math.cos(math.radians(lat)), 0.01)
    return _cut(lon, lat, to_lon, to_lat, lines, points, members, first, end, row["t"])


@njit(cache=True, nogil=True)
def follow(rows, state, lines, points, ports, anchorages, w, rule):
    """One step; gives what is told."""
    out, n = np.zeros(64, FOUND), 0
    laid = np.flatnonzero(lines["kind"] <= 1)
    west, south, step_x, step_y, starts, members = boxes_grid(lines, laid, rule.near_m * 1.5)
    for i in range(len(rows)):
        row = rows[i]
        lon, lat, t = row["lon_deg"], row["lat_deg"], row["t"]
        if math.isnan(lon) or math.isnan(lat) or row["outcome"] != 0 or row["type"] == 27:
            continue
        record = state[row["slot"]]
        if record["inside"] and t > record["t"] + rule.lost_us:
            out, n = _close(out, n, record, lines, record["t"], record["t"] + rule.lost_us)
        sog = np.float64(row["sog_kn"])
        before, lon1, lat1 = record["t"], record["lon_deg"], record["lat_deg"]
        record["t"], record["lon_deg"], record["lat_deg"], record["vessel"] = t, lon, lat, row["vessel"]
        cell = cell_of(lon, lat, west, south, step_x, step_y)
        if cell < 0 or starts[cell] == starts[cell + 1]:
            if record["inside"]:
                out, n = _close(out, n, record, lines, t, t)
            continue
        if math.isnan(sog) or sog > 60.0:
            sog = np.float64(row["made_kn"])
            if math.isnan(sog):
                continue
        if not record["inside"] and (sog > rule.slow_kn or not _may(row)):
            continue
        line, away, _ = _nearest(lon, lat, lines, points, starts, members, cell, t, rule.near_m)
        if not record["inside"]:
            if away > rule.near_m or in_disc(lon, lat, t, ports, rule.port_m):
                continue
            if 0.0 < row["length_m"] < rule.length_m:
                continue
            record["inside"], record["open"], record["t_in"] = True, False, t
            record["t_still"], record["t_fast"], record["reports"], record["crossings"] = NONE, NONE, 0, 0
            record["speeds"], record["squares"], record["angles"], record["aside"] = 0.0, 0.0, 0.0, 0.0
            record["slowest"] = sog
        elif away > rule.near_m:
            out, n = _close(out, n, record, lines, t, t)
            continue
        if not _may(row):  # she says now what she does there
            out, n = _close(out, n, record, lines, t, t)
            continue
        if sog > rule.slow_kn:
            if record["t_fast"] == NONE:
                record["t_fast"] = t
            if t - record["t_fast"] >= rule.fast_us:
                out, n = _close(out, n, record, lines, record["t_fast"], t)
            continue
        record["t_fast"] = NONE
        status = np.int64(row["status"])
        if sog > rule.still_kn:
            record["reports"] += 1
            record["speeds"] += sog
            record["squares"] += sog * sog
            if not math.isnan(row["heading_deg"]) and not math.isnan(row["cog_deg"]):
                record["angles"] += 1.0
                record["aside"] += from_west(np.float64(row["cog_deg"]) - np.float64(row["heading_deg"]), -180.0)
            record["t_still"] = NONE
        elif record["t_still"] == NONE:
            record["t_still"], record["still_lon"], record["still_lat"] = t, lon, lat
        if not record["open"] and record["t_still"] != NONE and away <= rule.anchor_m:
            long = rule.anchored_us if status == 1 else rule.still_us
            if t - record["t_still"] >= long and status != 5 and not in_disc(lon, lat, t, anchorages, 0.0):
                out, n = _raise(out, n, record, row, line, lines, ANCHORED, away, np.nan)
        if before == 0 or t - before > rule.gap_us or t == before:
            continue
        first, end = starts[cell], starts[cell + 1]
        cut, angle = _cut(lon1, lat1, lon, lat, lines, points, members, first, end, t)
        if sog <= rule.still_kn:
            continue
        over = 0.0
        if cut >= 0:
            record["crossings"] += 1
        elif not record["open"] and t - record["t_in"] >= _SEEN_US:
            cut, angle = _will_cut(row, sog, rule.ahead_s, lines, points, members, first, end)
            over = away
        if cut < 0 or record["open"] or in_disc(lon, lat, t, anchorages, 0.0):
            continue
        many = max(record["reports"], 1)
        mean = record["speeds"] / many
        spread = math.sqrt(max(record["squares"] / many - mean * mean, 0.0))
        aside = abs(record["aside"]) / record["angles"] if record["angles"] > 0 else 0.0
        reason = SLOW
        if status in (1, 5):
            reason = UNDER_ANCHOR
        elif record["crossings"] > 1:
            reason = TO_AND_FRO
        elif aside >= rule.aside_deg or spread >= rule.uneven_kn:
            reason = DRAGGING
        out, n = _raise(out, n, record, row, cut, lines, reason, over, angle)
    for slot in range(len(state)):
        record = state[slot]
        if record["inside"] and record["t"] + rule.lost_us <= w:
            out, n = _close(out, n, record, lines, record["t"], record["t"] + rule.lost_us)
    return out[:n]
