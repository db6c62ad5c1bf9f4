"""The normal model: passages by cell, class, course and speed; and ships who depart from it."""

import math

import numpy as np
from numba import njit

from marsad.detectors.cells.table_kernel import place_of

NONE = -(1 << 63)
_NEVER = 1 << 62
PER_DEGREE = 120
"""Cells are half a minute of arc wide and high."""
_COLUMNS = 360 * PER_DEGREE
GROUPS = 5
"""Merchants, ferries and fast craft, fishing vessels, others, small craft (class B)."""
_MOST = 20_000.0
_SAMPLE_US = 60_000_000
_LOST_US = 1_800_000_000
_AGAINST, _COURSE, _SPEED = 1, 2, 3


@njit(cache=True, nogil=True)
def group_of(class_b, ship_type):
    """The class of ships that one belongs to."""
    if class_b:
        return 4
    if 70 <= ship_type < 90:
        return 0
    if 40 <= ship_type < 50 or 60 <= ship_type < 70:
        return 1
    return 2 if ship_type == 30 else 3


@njit(cache=True, nogil=True)
def key_of(lon, lat, group):
    """The number of a cell for a class of ships, from 1."""
    row = np.int64(math.floor((min(max(lat, -90.0), 89.9999) + 90.0) * PER_DEGREE))
    column = np.int64(math.floor((lon + 180.0) * PER_DEGREE)) % _COLUMNS
    return (row * _COLUMNS + column) * GROUPS + group + 1


@njit(cache=True, nogil=True)
def course_class(course_deg):
    """Which eighth of the compass."""
    return np.int64(math.floor((course_deg + 22.5) / 45.0)) % 8


@njit(cache=True, nogil=True)
def speed_class(knots):
    """Which class of speed; -1 for who is not on passage."""
    if not knots >= 3.0:
        return -1
    return 0 if knots < 8.0 else 1 if knots < 13.0 else 2 if knots < 18.0 else 3 if knots < 25.0 else 4


@njit(cache=True, nogil=True)
def counted(table, key, t, course, speed):
    """Count a passage; gives how many cells are new."""
    at, new = place_of(key, table), 0
    if at < 0:
        at, new = -1 - at, 1
        table[at]["key"] = key
    cell = table[at]
    cell["t"] = t
    courses, speeds = cell["courses"], cell["speeds"]
    courses[course] += 1.0
    speeds[speed] += 1.0
    if courses.sum() > _MOST:
        for n in range(courses.size):
            courses[n] *= 0.5
        for n in range(speeds.size):
            speeds[n] *= 0.5
    return new


@njit(cache=True, nogil=True)
def _turn(one, other):
    turn = abs(one - other) % 360.0
    return min(turn, 360.0 - turn)


@njit(cache=True, nogil=True)
def _inside(lon, lat, lane, points):
    east = (lon - lane["west_deg"]) % 360.0
    if not lane["south_deg"] <= lat <= lane["north_deg"] or east > (lane["east_deg"] - lane["west_deg"]) % 360.0:
        return False
    first, size = lane["first"], lane["count"]
    odd = False
    for n in range(size):
        a, b = points[first + n], points[first + (n + 1) % size]
        if (a["lat_deg"] > lat) != (b["lat_deg"] > lat):
            ax = (a["lon_deg"] - lon + 180.0) % 360.0 - 180.0
            bx = (b["lon_deg"] - lon + 180.0) % 360.0 - 180.0
            if ax + (lat - a["lat_deg"]) / (b["lat_deg"] - a["lat_deg"]) * (bx - ax) > 0.0:
                odd = not odd
    return odd


@njit(cache=True, nogil=True)
def _against(row, lanes, points, limit_deg):
    """The general direction of the lane that she sails against; NaN where there is none, or one goes her way too."""
    found = np.nan
    for n in range(lanes.size):
        lane = lanes[n]
        if lane["t_from"] <= row["t"] < lane["t_to"] and _inside(row["lon_deg"], row["lat_deg"], lane, points):
            if _turn(np.float64(row["cog_deg"]), lane["course_deg"]) <= limit_deg:
                return np.nan
            found = lane["course_deg"]
    return found


@njit(cache=True, nogil=True)
def _at_work(row):
    """Who may go as her work asks: at anchor, restricted, tugs, dredgers, divers, pilots, rescue, law enforcement."""
    status, kind = row["status"], row["ship_type"]
    return (status == 1 or status == 2 or status == 3 or status == 5 or status == 6 or 31 <= kind <= 35
            or 50 <= kind <= 55 or kind == 58)  # fmt: skip


@njit(cache=True, nogil=True)
def known_before(normal, key, quarter, t, courses, speeds):
    """Add what is known of a cell for a class from before, in this quarter of the day and in any."""
    low, high = 0, normal.size
    cell, group = (key - 1) // GROUPS, (key - 1) % GROUPS
    while low < high:
        middle = (low + high) // 2
        if normal[middle]["cell"] < cell:
            low = middle + 1
        else:
            high = middle
    while low < normal.size and normal[low]["cell"] == cell:
        one = normal[low]
        if one["group"] == group and one["quarter"] == quarter and one["t_from"] <= t < one["t_to"]:
            for n in range(courses.size):
                courses[n] += one["courses"][n]
            for n in range(speeds.size):
                speeds[n] += one["speeds"][n]
        low += 1


@njit(cache=True, nogil=True)
def probability(counts, at, ring):
    """That a ship does this: Jeffreys' prior of half a ship on what was never seen; a neighbouring class of course
    counts as hers, for she may lie between two."""
    same, whole = np.float64(counts[at]), np.float64(counts.sum())
    if ring:
        same += counts[(at + 1) % counts.size] + counts[(at - 1) % counts.size]
    else:
        same += (counts[at + 1] if at + 1 < counts.size else 0.0) + (counts[at - 1] if at > 0 else 0.0)
    return (same + 0.5) / (whole + 1.0)


@njit(cache=True, nogil=True)
def _judged(row, ship, key, table, lanes, points, normal, p):
    """What is unusual about her now (0: nothing); her record is told the evidence."""
    knots, course = np.float64(row["sog_kn"]), np.float64(row["cog_deg"])
    told = ship["told"]
    if not _at_work(row) and row["ship_type"] != 36 and row["ship_type"] != 37:
        lane = _against(row, lanes, points, p[4])
        if not math.isnan(lane):
            told[0], told[1], told[2], told[3], told[4], told[5], told[6] = (
                knots,
                course,
                np.nan,
                lane,
                np.nan,
                0.0,
                1.0,
            )
            return _AGAINST
    if _at_work(row):
        return 0
    at = place_of(key, table)
    courses, speeds = np.zeros(8), np.zeros(5)
    known_before(normal, key, (row["t"] // 21_600_000_000) % 4, row["t"], courses, speeds)
    if courses.sum() < p[1]:
        known_before(normal, key, -1, row["t"], courses, speeds)
    if at >= 0:
        for n in range(8):
            courses[n] += table[at]["courses"][n]
        for n in range(5):
            speeds[n] += table[at]["speeds"][n]
    if key == ship["key"]:
        # Her own passage, which was counted when she came into the cell, does not make her usual.
        courses[ship["course"]] = max(courses[ship["course"]] - 1.0, 0.0)
        speeds[ship["speed"]] = max(speeds[ship["speed"]] - 1.0, 0.0)
    whole = courses.sum()
    if whole < p[1]:
        return 0
    by_course = probability(courses, course_class(course), True)
    by_speed = probability(speeds, speed_class(knots), False)
    if min(by_course, by_speed) >= p[0]:
        return 0
    usual, half = 0, 0.0
    for n in range(5):
        half += speeds[n]
        if half >= 0.5 * whole:
            usual = n
            break
    told[0], told[1] = knots, course
    told[2], told[3] = (5.5, 10.5, 15.5, 21.5, 30.0)[usual], 45.0 * courses.argmax()
    told[4], told[5] = min(by_course, by_speed), whole
    told[6] = courses.max() / whole
    return _COURSE if by_course <= by_speed else _SPEED


@njit(cache=True, nogil=True)
def _tell(out, ship, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = ship["t_first"], t_end, ship["t_event"], t_known
    out["a"], out["b"], out["radius_m"], out["code"] = ship["vessel"], 0, np.nan, ship["code"]
    out["lon_deg"], out["lat_deg"] = ship["lon_deg"], ship["lat_deg"]
    for n in range(ship["told"].size):
        out["n"][n] = ship["told"][n]


@njit(cache=True, nogil=True)
def depart(rows, ships, table, used, lanes, points, normal, p, i, w, out):
    """Lead ships on: gives how far it came, events told, cells used, and whether it is done; else a table is full."""
    n = 0
    scratch = np.zeros(1, ships.dtype)
    while i < len(rows):
        row = rows[i]
        slot, type_ = row["slot"], row["type"]
        class_b = 18 <= type_ <= 19
        if slot < 0 or not (200_000_000 <= row["mmsi"] < 800_000_000) or not (class_b or 1 <= type_ <= 3):
            i += 1
            continue
        ship, t = ships[slot], row["t"]
        if ship["vessel"] != 0 and t - ship["t"] < _SAMPLE_US:
            i += 1
            continue
        if n + 2 > len(out) or (used + 1) * 10 > table.size * 7:
            return i, n, used, False
        i += 1
        if ship["vessel"] != 0 and t - ship["t"] > _LOST_US:
            if ship["open"]:
                _tell(out[n], ship, ship["t_last"], ship["t"] + _LOST_US)
                n += 1
            ship["open"], ship["hits"], ship["calm"], ship["key"] = False, 0, 0, 0
        known = not (math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]) or math.isnan(row["cog_deg"]))
        speed = speed_class(row["sog_kn"])
        ship["vessel"], ship["t"] = row["vessel"], t
        code = 0
        if known and speed >= 0 and row["outcome"] == 0:
            key = key_of(row["lon_deg"], row["lat_deg"], group_of(class_b, row["ship_type"]))
            scratch[0] = ship
            code = _judged(row, scratch[0], key, table, lanes, points, normal, p)
            if key != ship["key"]:
                course = course_class(np.float64(row["cog_deg"]))
                used += counted(table, key, t, course, speed)
                ship["key"], ship["course"], ship["speed"] = key, course, speed
        if code == 0:
            ship["calm"] += 1
            if not ship["open"]:
                ship["hits"] = 0
            elif ship["calm"] >= np.int64(p[3]):
                _tell(out[n], ship, ship["t_last"], t)
                n += 1
                ship["open"], ship["hits"] = False, 0
            ship["calm"] = min(ship["calm"], 1_000)
            continue
        ship["calm"], ship["t_last"] = 0, t
        if ship["open"]:
            continue
        if ship["hits"] == 0:
            ship["t_first"], ship["lon_deg"], ship["lat_deg"] = t, row["lon_deg"], row["lat_deg"]
        ship["hits"] += 1
        if ship["hits"] >= np.int64(p[2]):
            for m in range(ship["told"].size):
                ship["told"][m] = scratch[0]["told"][m]
            ship["code"], ship["open"], ship["t_event"] = code, True, t
            _tell(out[n], ship, NONE, t)
            n += 1
    for slot in range(ships.size):
        ship = ships[slot]
        if ship["open"] and ship["t"] + _LOST_US <= w:
            if n + 1 > len(out):
                return i, n, used, False
            _tell(out[n], ship, ship["t_last"], ship["t"] + _LOST_US)
            n += 1
            ship["open"], ship["hits"], ship["calm"], ship["key"] = False, 0, 0, 0
    return i, n, used, True
