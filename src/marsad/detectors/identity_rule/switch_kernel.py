"""Under which number the movement of a hull goes on: each MMSI is led on from its last report (dead reckoning)."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)
NO_POSITION, OUT_OF_RANGE, ECHO, SIGN_FLIP = 1, 2, 3, 4
_METRES_PER_DEGREE = 111195.0797
_MPS = 1852.0 / 3600.0
_MINUTE = 60_000_000
_SPELL = 10

LED = np.dtype(
    [("t", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"), ("cog_deg", "f4"), ("mmsi", "i8"),
     ("length_m", "f4"), ("left_t", "i8"), ("left_lon", "f8"), ("left_lat", "f8"), ("left_sog", "f4"),
     ("left_cog", "f4"), ("jump_t", "i8"), ("jump_lon", "f8"), ("jump_lat", "f8")]
)  # fmt: skip
"""The last report under an MMSI, and of the last jump the report before it and where it led."""
NEWCOMER = np.dtype(
    [("t", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"), ("cog_deg", "f4"), ("mmsi", "i8"),
     ("length_m", "f4"), ("times", "i8", (_SPELL,)), ("at", "i8"), ("first_t", "i8"), ("first_lon", "f8"),
     ("first_lat", "f8"), ("first_sog", "f4"), ("first_cog", "f4"), ("count", "i8"), ("asked", "?")]
)  # fmt: skip
"""The last report under an MMSI, when the ten before it came, and its first after a long silence."""


@njit(cache=True, nogil=True)
def _usable(row):
    what = row["outcome"]
    good = what != NO_POSITION and what != OUT_OF_RANGE and what != ECHO and what != SIGN_FLIP
    return good and not (math.isnan(row["lon_deg"]) or math.isnan(row["lat_deg"]))


@njit(cache=True, nogil=True)
def off_m(lon, lat, sog_kn, cog_deg, dt_s, to_lon, to_lat):
    """How far a place is from where a vessel is led on to, on a plane that touches at the place, over the date line."""
    way = sog_kn * _MPS * dt_s
    scale = _METRES_PER_DEGREE * math.cos(math.radians(to_lat))
    east = to_lon - lon
    east -= 360.0 * math.floor((east + 180.0) / 360.0)
    east = east * scale - way * math.sin(math.radians(cog_deg))
    north = (to_lat - lat) * _METRES_PER_DEGREE - way * math.cos(math.radians(cog_deg))
    return math.hypot(east, north)


@njit(cache=True, nogil=True)
def _turned(one, other):
    turn = abs(np.float64(one) - np.float64(other)) % 360.0
    return min(turn, 360.0 - turn)


@njit(cache=True, nogil=True)
def _keep(record, row):
    record["t"], record["lon_deg"], record["lat_deg"] = row["t"], row["lon_deg"], row["lat_deg"]
    record["sog_kn"], record["cog_deg"], record["mmsi"] = row["sog_kn"], row["cog_deg"], row["mmsi"]
    record["length_m"] = row["length_m"]


@njit(cache=True, nogil=True)
def _tell(out, row, t_start, a, b):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = t_start, row["t"], row["t"], row["t"]
    out["a"], out["b"], out["code"] = a * 100, b * 100, 0
    out["lon_deg"], out["lat_deg"], out["radius_m"] = row["lon_deg"], row["lat_deg"], np.nan


@njit(cache=True, nogil=True)
def swaps(rows, owner, own, state, slow_kn, gap_us, near_m, jump_m, apart_us, out):
    """How many records of `out` were written, one for each pair that exchanged; `out` has one for each row.

    A jump is a report `jump_m` and more from where its MMSI is led on to, within `gap_us` of the one before. Two that
    jump within `apart_us` of each other exchanged when each came to where the other is led on to, within `near_m`.
    """
    n = 0
    jumped = np.empty(len(state), np.int64)
    many = 0
    for slot in range(len(state)):
        if state[slot]["jump_t"] != 0:
            jumped[many] = slot
            many += 1
    for i in range(len(rows)):
        row = rows[i]
        slot = row["slot"]
        if not own[slot] or not _usable(row) or not row["sog_kn"] >= 0.0 or math.isnan(row["cog_deg"]):
            continue
        mine = owner[slot]
        record = state[mine]
        t = row["t"]
        dt = (t - record["t"]) / 1e6
        # In no time nobody is led on: two reports of one instant tell that times are missing or rounded, no jump.
        if t - record["t"] < 1_000_000 or t - record["t"] > gap_us or min(record["sog_kn"], row["sog_kn"]) < slow_kn:
            _keep(record, row)
            continue
        off = off_m(record["lon_deg"], record["lat_deg"], record["sog_kn"], record["cog_deg"], dt, row["lon_deg"],
                    row["lat_deg"])  # fmt: skip
        if off < jump_m + 0.1 * record["sog_kn"] * _MPS * dt:
            _keep(record, row)
            continue
        if record["jump_t"] == 0:
            jumped[many] = mine
            many += 1
        record["left_t"], record["left_lon"], record["left_lat"] = record["t"], record["lon_deg"], record["lat_deg"]
        record["left_sog"], record["left_cog"] = record["sog_kn"], record["cog_deg"]
        record["jump_t"], record["jump_lon"], record["jump_lat"] = t, row["lon_deg"], row["lat_deg"]
        _keep(record, row)
        best, found = math.inf, -1
        left = 0
        for at in range(many):
            one = jumped[at]
            other = state[one]
            if t - other["jump_t"] > apart_us:
                other["jump_t"] = 0
                continue
            jumped[left] = one
            left += 1
            if one == mine:
                continue
            here_s = (t - other["left_t"]) / 1e6
            there_s = (other["jump_t"] - record["left_t"]) / 1e6
            here = off_m(other["left_lon"], other["left_lat"], other["left_sog"], other["left_cog"], here_s,
                         row["lon_deg"], row["lat_deg"])  # fmt: skip
            there = off_m(record["left_lon"], record["left_lat"], record["left_sog"], record["left_cog"], there_s,
                          other["jump_lon"], other["jump_lat"])  # fmt: skip
            most_here = near_m + 0.08 * other["left_sog"] * _MPS * abs(here_s)
            most_there = near_m + 0.08 * record["left_sog"] * _MPS * abs(there_s)
            worst = max(here, there)
            if here <= most_here and there <= most_there and (worst, other["mmsi"]) < (best, np.int64(1) << 40):
                best, found = worst, one
        many = left
        if found >= 0:
            other = state[found]
            one = out[n]
            _tell(one, row, min(t, other["jump_t"]), np.int64(row["mmsi"]), other["mmsi"])
            one["n"][0], one["n"][1], one["n"][2] = off, best, (t - record["left_t"]) / 6e7
            n += 1
            record["jump_t"], other["jump_t"] = 0, 0
            left = 0
            for at in range(many):
                if state[jumped[at]]["jump_t"] != 0:
                    jumped[left] = jumped[at]
                    left += 1
            many = left
    return n


@njit(cache=True, nogil=True)
def changes(rows, owner, ship, own, state, slow_kn, forget_us, gap_us, sure_us, often_us, near_m, out):
    """How many records of `out` were written, one for each change; `out` has one for each row.

    A newcomer is an MMSI that was not heard for `forget_us` and begins under way. After `sure_us`, well heard (one
    report each `often_us`), she is asked about: whether she began where a ship that was as well heard, stopped to
    be heard at most `gap_us` before and has been silent since, is led on to within `near_m`, on her course and at her
    speed.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        slot = row["slot"]
        if not ship[slot] or row["outcome"] >= ECHO or not _usable(row):
            continue
        mine = owner[slot]
        record = state[mine]
        t = row["t"]
        moving = row["sog_kn"] >= slow_kn and not math.isnan(row["cog_deg"])
        if record["t"] == 0 or t - record["t"] > forget_us:
            record["first_t"], record["first_lon"], record["first_lat"] = t, row["lon_deg"], row["lat_deg"]
            record["first_sog"], record["first_cog"] = row["sog_kn"], row["cog_deg"]
            record["count"], record["asked"], record["at"] = 0, not moving, 0
        _keep(record, row)
        record["times"][record["at"] % _SPELL] = t
        record["at"] += 1
        record["count"] += 1
        if record["asked"] or t - record["first_t"] < sure_us:
            continue
        record["asked"] = True
        if (
            not moving
            or (t - record["first_t"]) > record["count"] * often_us
            or _turned(row["cog_deg"], record["first_cog"]) > 45.0
        ):
            continue
        best, found, silent = math.inf, -1, 0.0
        for at in range(len(state)):
            old = state[at]
            before = record["first_t"] - old["t"]
            if at == mine or old["t"] == 0 or before < -1_000_000 or before > gap_us or not own[at]:
                continue
            if old["at"] < _SPELL or not old["sog_kn"] >= slow_kn or math.isnan(old["cog_deg"]):
                continue
            if old["t"] - old["times"][old["at"] % _SPELL] > (_SPELL - 1) * often_us:
                continue
            if _turned(old["cog_deg"], record["first_cog"]) > 25.0:
                continue
            if abs(old["sog_kn"] - record["first_sog"]) > 1.0 + 0.15 * old["sog_kn"]:
                continue
            dt = before / 1e6
            off = off_m(old["lon_deg"], old["lat_deg"], old["sog_kn"], old["cog_deg"], dt, record["first_lon"],
                        record["first_lat"])  # fmt: skip
            if off > near_m + 0.2 * old["sog_kn"] * _MPS * dt:
                continue
            if off < best or (off == best and old["mmsi"] < state[found]["mmsi"]):
                best, found, silent = off, at, dt
        if found >= 0:
            old = state[found]
            one = out[n]
            _tell(one, row, record["first_t"], np.int64(row["mmsi"]), old["mmsi"])
            one["lon_deg"], one["lat_deg"] = record["first_lon"], record["first_lat"]
            one["n"][0], one["n"][1], one["n"][2] = best, silent / 60.0, old["sog_kn"]
            one["n"][3], one["n"][4] = record["first_sog"], (t - old["t"]) / 6e7
            n += 1
    return n
