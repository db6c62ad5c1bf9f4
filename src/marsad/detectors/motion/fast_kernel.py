"""A ship under way who is fast on the bottom, and the ships who stop behind her."""

import math

import numpy as np
from numba import njit

from marsad.detectors.motion.queue_kernel import compare, course, queue_up
from marsad.detectors.motion.ship_kernel import (
    NONE,
    apart_m,
    believable,
    is_hull,
    speed_kn,
    tell,
    usable,
)
from marsad.geo.disc_kernel import in_disc

KNOT = 1852.0 / 3600.0
FAST = np.dtype(
    [("t", "i8"), ("here_lon", "f8"), ("here_lat", "f8"), ("fast", "i8"), ("fast_from", "i8"), ("fast_kn", "f8"),
     ("fast_lon", "f8"), ("fast_lat", "f8"), ("steady", "i2"), ("since", "i8"), ("last", "i8"),
     ("t_event", "i8"), ("vessel", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("reports", "i2"), ("need", "i8"), ("moving", "?"), ("stopped", "?"),
     ("open", "?"), ("aground", "?"), ("way_deg", "f8"), ("rest", "i8"), ("rest_lon", "f8"), ("rest_lat", "f8"),
     ("queued", "i8"), ("freed", "i8"), ("told", "f8", (6,))]
)  # fmt: skip
"""How she last went, where and when she came to rest, since when she lies where she was brought up, behind whom she
was counted, and when she went off by herself (`freed`)."""
ANCHORED, MOORED, SAYS_AGROUND = 1, 5, 6


@njit(cache=True, nogil=True)
def _place_of(table, used, vessel):
    for at in range(used):
        if table[at]["vessel"] == vessel:
            return at
    return -1


@njit(cache=True, nogil=True)
def _forget(record, table, used):
    record["stopped"], record["open"] = False, False
    at = _place_of(table, used, record["vessel"])
    if at >= 0:
        used -= 1
        for later in range(at, used):
            table[later] = table[later + 1]
    return used


@njit(cache=True, nogil=True)
def _end(record, table, used, out, n, t_end, t_known):
    if record["open"]:
        at = _place_of(table, used, record["vessel"])
        if at >= 0:
            record["told"][5] = table[at]["behind"]
        _tell(out[n], record, table, at, t_end, t_known)
        n += 1
    return n, _forget(record, table, used)


@njit(cache=True, nogil=True)
def _tell(out, record, table, at, t_end, t_known):
    tell(out, record, t_end, t_known)
    before, lay = (table[at]["before"], table[at]["lay"]) if at >= 0 else (0, 0)
    # What she says, then what was there before, in one number: the six others are taken.
    out["code"] = np.int64(record["aground"]) + 2 * np.int64(before) + (np.int64(lay) << 32)


@njit(cache=True, nogil=True)
def _patience(row, brake, held_us, abrupt, dead_us, ferry_us, sparse_us, sparse):
    """How long she must lie until it is told; 0: she is not looked at."""
    kind = row["ship_type"]
    if 30 <= kind <= 39 or 50 <= kind <= 59:
        return 0
    if sparse:
        return sparse_us
    if 40 <= kind <= 49 or 60 <= kind <= 69:
        return ferry_us
    return dead_us if brake > abrupt else held_us


@njit(cache=True, nogil=True)
def aground(rows, state, table, used, ports, anchorages, fast_kn, slow_kn, brake, most_us, steady, held_us, abrupt,
            dead_us, ferry_us, sparse_us, most_sparse_us, told_us, still_m, afloat_kn, behind_m, behind_deg, headed_deg,
            before_us, queue, queue_us, port_m, silence_us, w, out):  # fmt: skip
    """How many records of `out` were written, in no order, and how many of `table` are used.

    `out` has two for each row and one for each slot, `table` room for one more than it has for each row.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        if not usable(row):
            continue
        record = state[row["slot"]]
        if record["stopped"] and row["t"] > record["last"] + silence_us:
            n, used = _end(record, table, used, out, n, record["last"], record["last"] + silence_us)
        speed, t = speed_kn(row), row["t"]
        sparse = math.isnan(row["sog_kn"])
        if math.isnan(speed):
            record["t"], record["here_lon"], record["here_lat"] = t, row["lon_deg"], row["lat_deg"]
            continue
        if speed >= fast_kn:
            if record["stopped"]:
                record["freed"] = 0 if record["aground"] else t
                n, used = _end(record, table, used, out, n, t, t)
            before = record["fast_kn"] if record["steady"] > 0 else speed
            agrees = believable(np.float64(row["made_kn"]), before, speed)
            record["steady"] = min(record["steady"] + 1, 1000) if agrees else 0
            # A speed made good is that of the whole way from the fix before.
            record["fast_from"] = record["t"] if sparse else t
            record["fast"], record["fast_kn"], record["moving"] = t, speed, True
            record["way_deg"] = row["cog_deg"]
            if math.isnan(row["cog_deg"]) and record["t"] > 0:
                record["way_deg"] = course(record["here_lon"], record["here_lat"], row["lon_deg"], row["lat_deg"])
            record["fast_lon"], record["fast_lat"] = row["lon_deg"], row["lat_deg"]
        elif record["stopped"] and speed >= afloat_kn:
            record["freed"] = 0 if record["aground"] else t
            n, used = _end(record, table, used, out, n, t, t)
        elif speed <= slow_kn and not record["stopped"] and record["steady"] > 0:
            # Without speeds told she lay already where the way to this fix began.
            since = record["t"] if sparse else t
            seconds = (since - record["fast_from"]) / 1e6
            braked = (record["fast_kn"] - speed) * KNOT / max(seconds, 1.0)
            need = _patience(row, braked, held_us, abrupt, dead_us, ferry_us, sparse_us, sparse)
            if not sparse and record["freed"] != 0 and t - record["freed"] <= before_us:
                need = 0  # she was brought up so and went off again: her work is to stop here and there
            began = 0.0 < seconds <= (most_sparse_us if sparse else most_us) / 1e6 and record["steady"] >= steady
            # An archive without speeds often leaves out the class as well, and whoever is too small to tell it.
            hull = is_hull(row, 50.0) or (sparse and row["type"] == 0 and math.isnan(row["length_m"]))
            began = began and (sparse or braked >= brake) and hull
            record["steady"] = 0
            if began and (need > 0 or row["status"] == SAYS_AGROUND):
                record["stopped"], record["since"], record["vessel"], record["need"] = True, since, row["vessel"], need
                record["lon_deg"] = record["here_lon"] if sparse else row["lon_deg"]
                record["lat_deg"] = record["here_lat"] if sparse else row["lat_deg"]
                record["reports"], record["aground"] = 0, False
                record["told"][0], record["told"][1] = record["fast_kn"], seconds
                record["told"][2], record["told"][5] = braked, 0.0
                table[used]["vessel"], table[used]["behind"] = row["vessel"], 0
                table[used]["lon_deg"], table[used]["lat_deg"] = record["lon_deg"], record["lat_deg"]
                table[used]["course_deg"] = course(
                    record["fast_lon"], record["fast_lat"], record["lon_deg"], record["lat_deg"]
                )
                compare(table[used], row["slot"], state, since, before_us, silence_us, behind_m, behind_deg, headed_deg)
                used += 1
        if speed <= 2.0 * slow_kn and record["moving"]:
            record["moving"] = False
            record["rest"], record["rest_lon"], record["rest_lat"] = t, row["lon_deg"], row["lat_deg"]
            queue_up(
                table, used, record, row["vessel"], row["lon_deg"], row["lat_deg"], record["way_deg"], behind_m,
                behind_deg, headed_deg,
            )  # fmt: skip
        record["t"], record["here_lon"], record["here_lat"] = t, row["lon_deg"], row["lat_deg"]
        if not record["stopped"]:
            continue
        record["last"] = t
        said = row["status"] == SAYS_AGROUND
        away = apart_m(record["lon_deg"], record["lat_deg"], row["lon_deg"], row["lat_deg"])
        berthed = row["status"] == MOORED or (row["status"] == ANCHORED and not sparse)
        if away > (5.0 if record["open"] else 1.0) * still_m or (berthed and not record["open"]):
            n, used = _end(record, table, used, out, n, t, t)
            continue
        at = _place_of(table, used, record["vessel"])
        behind = table[at]["behind"] if at >= 0 else 0
        if record["open"]:
            more = behind > record["told"][5] and (behind <= 6 or behind >= 1.5 * record["told"][5])
            if more or (said and not record["aground"]):
                record["told"][5], record["aground"] = behind, record["aground"] or said
                _tell(out[n], record, table, at, NONE, t)
                n += 1
            continue
        record["reports"] = min(record["reports"] + 1, 1000)
        held = t - record["since"]
        need = record["need"]
        if sparse and at >= 0 and behind >= queue and behind > 2 * table[at]["before"]:
            need = min(need, queue_us)  # a way that others were on is blocked
        long_enough = (need > 0 and held >= need) or (said and held >= told_us)
        if not long_enough or record["reports"] < 3:
            continue
        if in_disc(row["lon_deg"], row["lat_deg"], t, ports, port_m) or in_disc(
            row["lon_deg"], row["lat_deg"], t, anchorages, 0.0
        ):
            used = _forget(record, table, used)
            continue
        record["open"], record["t_event"], record["aground"] = True, t, said
        record["told"][3], record["told"][4], record["told"][5] = held / 6e7, away, behind
        _tell(out[n], record, table, at, NONE, t)
        n += 1
    for slot in range(len(state)):
        record = state[slot]
        if record["stopped"] and record["last"] + silence_us <= w:
            n, used = _end(record, table, used, out, n, record["last"], record["last"] + silence_us)
    return n, used
