"""Visits to ports: entered, made fast or laid down, left."""

import math
from collections import namedtuple

import numpy as np
from numba import njit

from marsad.geo.area_kernel import METRES_PER_DEGREE, boxes_grid, cell_of, edge_m, from_west, inside
from marsad.plugin.found import FOUND

NONE = -(1 << 63)
LAY, SILENT = 0, 1

BOX = np.dtype([("west", "f8"), ("south", "f8"), ("east", "f8"), ("north", "f8")])
VISIT = np.dtype(
    [("t", "i8"), ("vessel", "i8"), ("inside", "?"), ("open", "?"), ("seen_outside", "?"), ("entered", "i8"),
     ("port", "i8"), ("t_still", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"), ("still_lon", "f8"),
     ("still_lat", "f8"), ("t_last", "i8"), ("t_away", "i8"), ("t_event", "i8"), ("t_start", "i8"), ("how", "i4"),
     ("reports", "i4")]
)  # fmt: skip
"""`t_still`: since when she lies, about `still_lon`, `still_lat`; `t_last`: last seen there; `t_away`: first seen off
her berth since."""
Rule = namedtuple("Rule", "in_m polygon_m out_m still_kn lay_us berth_m away_us gap_us slow_kn")


@njit(cache=True, nogil=True)
def boxes_of(places):
    """The boxes of discs."""
    boxes = np.zeros(len(places), BOX)
    for at in range(len(places)):
        up = places[at]["radius_m"] / METRES_PER_DEGREE
        across = up / max(math.cos(math.radians(min(abs(places[at]["lat_deg"]) + up, 89.0))), 0.01)
        boxes[at]["west"], boxes[at]["east"] = places[at]["lon_deg"] - across, places[at]["lon_deg"] + across
        boxes[at]["south"], boxes[at]["north"] = places[at]["lat_deg"] - up, places[at]["lat_deg"] + up
    return boxes


@njit(cache=True, nogil=True)
def away_m(lon1, lat1, lon2, lat2):
    """Distance of near places."""
    east = from_west(lon2 - lon1, -180.0) * math.cos(math.radians((lat1 + lat2) / 2.0))
    return METRES_PER_DEGREE * math.hypot(east, lat2 - lat1)


@njit(cache=True, nogil=True)
def _in_any(lon, lat, t, places, starts, members, cell, beyond_m):
    """Row of the disc in which she is deepest, of those that hold; -1 none."""
    best, found = np.inf, -1
    if cell >= 0:
        for member in range(starts[cell], starts[cell + 1]):
            at = members[member]
            if places[at]["t_from"] <= t < places[at]["t_to"]:
                away = away_m(lon, lat, places[at]["lon_deg"], places[at]["lat_deg"]) - places[at]["radius_m"]
                if away <= beyond_m and away < best:
                    best, found = away, at
    return found


@njit(cache=True, nogil=True)
def _shapes_of(places, zones, kind):
    """Row of the zone whose polygon a disc stands for; -1 it is a disc."""
    shapes = np.full(len(places), -1)
    for at in range(len(places)):
        for of in range(len(zones)):
            if (zones[of]["kind"] == kind and zones[of]["id"] == places[at]["id"]
                    and zones[of]["t_from"] == places[at]["t_from"]):  # fmt: skip
                shapes[at] = of
    return shapes


@njit(cache=True, nogil=True)
def _beyond_m(lon, lat, at, places, shapes, zones, points):
    """How far beyond the edge of a port a place lies; inside negative, and of a disc the more the deeper."""
    if shapes[at] < 0:
        return away_m(lon, lat, places[at]["lon_deg"], places[at]["lat_deg"]) - places[at]["radius_m"]
    zone = zones[shapes[at]]
    beyond = edge_m(lon, lat, zone, points)
    return -beyond if inside(lon, lat, zone, points) else beyond


@njit(cache=True, nogil=True)
def _port_at(lon, lat, t, ports, shapes, zones, points, starts, members, cell, rule):
    """Row of the port in which she is deepest, of those that hold; -1 none."""
    best, found = np.inf, -1
    for member in range(starts[cell], starts[cell + 1]):
        at = members[member]
        if ports[at]["t_from"] <= t < ports[at]["t_to"]:
            beyond = _beyond_m(lon, lat, at, ports, shapes, zones, points)
            if beyond <= (rule.in_m if shapes[at] < 0 else rule.polygon_m) and beyond < best:
                best, found = beyond, at
    return found


@njit(cache=True, nogil=True)
def row_of(places, ident):
    """Row of a place; -1 there is none."""
    for at in range(len(places)):
        if places[at]["id"] == ident:
            return at
    return -1


@njit(cache=True, nogil=True)
def _lies_in(record, ports, shapes, zones, points, rule):
    """Whether she lies in the port that she came into: who waits in the roads off a polygon that somebody drew does
    not; a disc only stands for a port, and takes her in."""
    at = row_of(ports, record["port"])
    if at < 0 or shapes[at] < 0:
        return True
    lon, lat = record["lon_deg"], record["lat_deg"]
    return _beyond_m(lon, lat, at, ports, shapes, zones, points) <= rule.polygon_m


@njit(cache=True, nogil=True)
def _put(out, n, record, t_end, t_known):
    if n == len(out):
        more = np.zeros(2 * len(out) + 16, FOUND)
        more[:n] = out
        out = more
    one = out[n]
    one["t_start"], one["t_end"], one["t_event"], one["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    one["a"], one["b"], one["code"] = record["vessel"], 0, record["how"]
    one["lon_deg"], one["lat_deg"], one["radius_m"] = record["still_lon"], record["still_lat"], np.nan
    one["n"][0] = record["port"]
    one["n"][1] = (record["t_start"] - record["entered"]) / 6e7 if record["seen_outside"] else np.nan
    return out, n + 1


@njit(cache=True, nogil=True)
def _silent(out, n, record, rule):
    """She came in slowly and fell silent: as ships do that switch off at the quay."""
    record["open"], record["how"] = True, SILENT
    record["t_event"], record["t_start"] = record["t"] + rule.gap_us, record["t"]
    record["t_last"], record["still_lon"], record["still_lat"] = record["t"], record["lon_deg"], record["lat_deg"]
    record["t_away"] = NONE
    return _put(out, n, record, NONE, record["t_event"])


@njit(cache=True, nogil=True)
def _left(out, n, record, t_known):
    if record["open"]:
        out, n = _put(out, n, record, max(record["t_last"], record["t_start"]), t_known)
    record["inside"], record["open"], record["t_still"] = False, False, NONE
    return out, n


@njit(cache=True, nogil=True)
def visits(rows, state, ports, anchorages, zones, points, kind, w, rule):
    """One step; gives what is told. Ports whose polygon is among the zones, of this kind, are held as that."""
    out, n = np.zeros(64, FOUND), 0
    boxes, roads = boxes_of(ports), boxes_of(anchorages)
    shapes = _shapes_of(ports, zones, kind)
    for at in range(len(ports)):
        if shapes[at] >= 0:
            zone = zones[shapes[at]]
            boxes[at]["west"], boxes[at]["south"] = zone["west"], zone["south"]
            boxes[at]["east"], boxes[at]["north"] = zone["east"], zone["north"]
    every, others = np.arange(len(ports)), np.arange(len(anchorages))
    west, south, step_x, step_y, starts, members = boxes_grid(boxes, every, rule.out_m)
    a_west, a_south, a_step_x, a_step_y, a_starts, a_members = boxes_grid(roads, others, 0.0)
    for i in range(len(rows)):
        row = rows[i]
        lon, lat, t = row["lon_deg"], row["lat_deg"], row["t"]
        mmsi = np.int64(row["mmsi"])
        if math.isnan(lon) or math.isnan(lat) or row["outcome"] != 0 or not (200_000_000 <= mmsi < 800_000_000):
            continue
        record = state[row["slot"]]
        cell = cell_of(lon, lat, west, south, step_x, step_y)
        if not record["inside"] and (cell < 0 or starts[cell] == starts[cell + 1]):
            record["seen_outside"] = True
            continue
        sog = np.float64(row["sog_kn"])
        if math.isnan(sog):
            sog = np.float64(row["made_kn"])
        silent = t > record["t"] + rule.gap_us and record["sog_kn"] < rule.slow_kn and record["reports"] > 1
        silent = silent and record["inside"] and not record["open"]
        if silent and _lies_in(record, ports, shapes, zones, points, rule):
            out, n = _silent(out, n, record, rule)
        at = -1
        if record["inside"]:
            at = row_of(ports, record["port"])
            if at < 0 or _beyond_m(lon, lat, at, ports, shapes, zones, points) > rule.out_m:
                out, n = _left(out, n, record, t)
                record["seen_outside"] = True
        if not record["inside"]:
            at = _port_at(lon, lat, t, ports, shapes, zones, points, starts, members, cell, rule)
            if at < 0:
                record["seen_outside"] = True
                continue
            record["inside"], record["open"], record["port"], record["entered"] = True, False, ports[at]["id"], t
            record["t_still"], record["t_away"] = NONE, NONE
            record["vessel"], record["reports"] = row["vessel"], 0
        record["reports"] += 1  # a single one may be of another ship, whose number was mistyped
        record["t"], record["lon_deg"], record["lat_deg"] = t, lon, lat
        record["sog_kn"] = sog if not math.isnan(sog) else 0.0
        if record["open"]:
            off = away_m(lon, lat, record["still_lon"], record["still_lat"]) > rule.berth_m
            if not off:
                record["t_last"], record["t_away"] = t, NONE
            elif record["t_away"] == NONE:
                record["t_away"] = t
            elif t - record["t_away"] >= rule.away_us:  # she has left her berth for good, wherever she goes now
                keep, port = record["entered"], record["port"]
                out, n = _left(out, n, record, t)
                record["inside"], record["entered"], record["port"] = True, keep, port
                record["seen_outside"], record["t_away"] = False, NONE
            continue
        moved = record["t_still"] != NONE and (
            away_m(lon, lat, record["still_lon"], record["still_lat"]) > rule.berth_m
        )
        if sog > rule.still_kn or moved:
            record["t_still"] = NONE
        if sog <= rule.still_kn and record["t_still"] == NONE:
            record["t_still"], record["still_lon"], record["still_lat"] = t, lon, lat
        if record["t_still"] != NONE and t - record["t_still"] >= rule.lay_us:
            road = cell_of(lon, lat, a_west, a_south, a_step_x, a_step_y)
            waits = _in_any(lon, lat, t, anchorages, a_starts, a_members, road, 0.0) >= 0 or row["status"] == 1
            if not waits and _lies_in(record, ports, shapes, zones, points, rule):
                record["open"], record["how"], record["t_event"] = True, LAY, t
                record["t_start"], record["t_last"], record["t_away"] = record["t_still"], t, NONE
                out, n = _put(out, n, record, NONE, t)
    for slot in range(len(state)):
        record = state[slot]
        silent = record["t"] + rule.gap_us <= w and record["sog_kn"] < rule.slow_kn and record["reports"] > 1
        if record["inside"] and not record["open"] and silent and _lies_in(record, ports, shapes, zones, points, rule):
            out, n = _silent(out, n, record, rule)
    return out[:n]
