"""Kernel that tells stops: a vessel lies still where it stays within a circle, and slow, for long enough."""

from __future__ import annotations

import math

from numba import njit

from marsad.tracks.ways.columns import MAYBE, NO_STOP, RESTS, STOPPED
from marsad.tracks.ways.hash_kernel import stop_hash
from marsad.tracks.ways.sphere_kernel import RADIUS_M, east_north, from_place

NOISE_M = 30.0
"""Two positions so far apart need not mean that a vessel moved."""


@njit(cache=True, nogil=True)
def speed_kn(told_kn, step_m, dt_us):
    """Speed over ground: as told, else what the last step proves; -1 where neither says anything."""
    if not math.isnan(told_kn):
        return told_kn
    if dt_us < 1000000:
        return -1.0
    return max(0.0, step_m - NOISE_M) / (dt_us * 1e-6) * (3600.0 / 1852.0)


@njit(cache=True, nogil=True)
def put_rest(r, rests, counts):
    """Note the part of a stop that ends here, and make room for the next part."""
    if r["stop_points"] > 0:
        k = rests[counts[RESTS]]
        k["t_start"] = r["stop_start"]
        k["t_end"] = r["stop_last"]
        k["stop_id"] = stop_hash(r["vessel"], r["stop_begin"])
        k["t_begin"] = r["stop_begin"]
        k["track_id"] = r["track_id"]
        k["vessel"] = r["vessel"]
        k["points"] = r["stop_points"]
        x, y = r["stop_x"] / r["stop_points"], r["stop_y"] / r["stop_points"]
        lon, lat = from_place(r["stop_slat"], r["stop_clat"], r["stop_slon"], r["stop_clon"], x, y)
        k["lon"] = lon
        k["lat"] = lat
        k["radius_m"] = r["stop_radius_m"]
        k["part"] = r["stop_part"]
        counts[RESTS] += 1
        r["stop_part"] += 1
    clear_sums(r)


@njit(cache=True, nogil=True)
def clear_sums(r):
    """Nothing lay still in this part yet."""
    r["stop_start"] = 0
    r["stop_points"] = 0
    r["stop_x"] = 0.0
    r["stop_y"] = 0.0
    r["stop_radius_m"] = 0.0


@njit(cache=True, nogil=True)
def end_stop(r, rests, counts):
    """The vessel is under way, or its track has ended."""
    if r["stop"] == STOPPED:
        put_rest(r, rests, counts)
    clear_sums(r)
    r["stop"] = NO_STOP
    r["stop_part"] = 0
    r["stop_begin"] = r["stop_t0"] = r["stop_last"] = 0
    r["stop_lon"] = r["stop_lat"] = 0.0
    r["stop_slat"] = r["stop_clat"] = r["stop_slon"] = r["stop_clon"] = 0.0


@njit(cache=True, nogil=True)
def _add(r, t, east_m, north_m, away_m):
    if r["stop_points"] == 0:
        r["stop_start"] = t
        if r["stop_begin"] == 0:
            r["stop_begin"] = t
    r["stop_points"] += 1
    r["stop_last"] = t
    r["stop_x"] += east_m
    r["stop_y"] += north_m
    r["stop_radius_m"] = max(r["stop_radius_m"], away_m)


@njit(cache=True, nogil=True)
def judge_stop(r, t, lon, lat, slat, clat, slon, clon, told_kn, kn, rule, rests, counts):
    """Take a position of the track into account. `rule`: radius, slow, min_us, leave_m, fast, leave_us.

    `kn` is the speed as told, else as the last step proves it. Where none is told, any position may begin a stop: how
    fast a vessel came says nothing of whether it stays.
    """
    if r["stop"] != NO_STOP:
        dx = clat * clon - r["stop_clat"] * r["stop_clon"]
        dy = clat * slon - r["stop_clat"] * r["stop_slon"]
        dz = slat - r["stop_slat"]
        away_m = RADIUS_M * math.sqrt(dx * dx + dy * dy + dz * dz)
        fast = kn >= rule[4]
        if r["stop"] == MAYBE:
            over = fast or away_m > rule[0]
        else:
            over = away_m > rule[3] or (fast and t - r["stop_last"] > rule[5])
        if over:
            end_stop(r, rests, counts)
        elif not fast:
            east, north = east_north(r["stop_slat"], r["stop_clat"], r["stop_slon"], r["stop_clon"], dx, dy, dz)
            _add(r, t, RADIUS_M * east, RADIUS_M * north, away_m)
            if r["stop"] == MAYBE and t - r["stop_t0"] >= rule[2]:
                r["stop"] = STOPPED
    if r["stop"] == NO_STOP and not told_kn >= rule[1]:
        r["stop"] = MAYBE
        r["stop_lon"] = lon
        r["stop_lat"] = lat
        r["stop_slat"] = slat
        r["stop_clat"] = clat
        r["stop_slon"] = slon
        r["stop_clon"] = clon
        r["stop_t0"] = t
        _add(r, t, 0.0, 0.0, 0.0)
