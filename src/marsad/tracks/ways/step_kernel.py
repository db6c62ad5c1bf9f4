"""Kernel that leads every vessel's way on by the new positions, in the order of time."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.ways.columns import CLASS, FIRST, GAP, MAYBE, NO_STOP, PARTS, STOPPED, TELEPORT
from marsad.tracks.ways.hash_kernel import track_hash
from marsad.tracks.ways.line_kernel import begin_line, end_line, extend_line
from marsad.tracks.ways.sphere_kernel import arc_m, east_north, place
from marsad.tracks.ways.stop_kernel import clear_sums, end_stop, judge_stop, put_rest, speed_kn

ONE_INSTANT_US = 1_000_000
"""AIS tells whole seconds: what lies closer together has no speed and no course made good."""
MOVED_M = 0.5
"""A shorter step has no course: coordinates are told to 0.2 m."""
TOP_OVER_US = 10_000_000
LONG_RANGE = 27
_KNOT = 3600.0 / 1852.0


@njit(cache=True, nogil=True)
def put_part(r, parts, counts):
    """Note the part of a track that ends here, and make room for the next part."""
    p = parts[counts[PARTS]]
    p["line"] = r["line"]
    p["t_start"] = r["t_start"]
    p["t_end"] = r["t"]
    p["track_id"] = r["track_id"]
    p["t_begin"] = r["t_begin"]
    p["vessel"] = r["vessel"]
    p["points"] = r["points"]
    p["distance_m"] = r["distance_m"]
    p["top_kn"] = r["top_kn"]
    p["west"] = r["west"]
    p["south"] = r["south"]
    p["east"] = r["east"]
    p["north"] = r["north"]
    p["part"] = r["part"]
    p["kind"] = r["kind"]
    p["cause"] = r["cause"]
    counts[PARTS] += 1
    r["part"] += 1
    r["points"] = 0
    r["line"] = r["t_start"] = r["seg_t"] = 0
    r["turns"] = 0
    r["distance_m"] = r["top_kn"] = r["west"] = r["south"] = r["east"] = r["north"] = 0.0
    r["seg_lon"] = r["seg_lat"] = r["seg_slat"] = r["seg_clat"] = r["seg_slon"] = r["seg_clon"] = 0.0
    r["lo0"] = r["lo1"] = r["lo2"] = r["lo3"] = r["hi0"] = r["hi1"] = r["hi2"] = r["hi3"] = 0.0


@njit(cache=True, nogil=True)
def why_cut(r, told, kind, long_range, dt, step_m, gaps_us, long_us, tops_mps, slack_m):
    """Why a position does not belong to the open track; -1 where it does."""
    of = kind if told else r["kind"]
    gap = gaps_us[of]
    if (long_range or r["long_range"] != 0) and gap < long_us:
        gap = long_us
    if dt > gap:
        return GAP
    if told and r["kind"] != 0 and r["kind"] != kind:
        return CLASS
    if step_m > tops_mps[of] * (dt * 1e-6) + slack_m:
        return TELEPORT
    return -1


@njit(cache=True, nogil=True)
def open_track(r, t, lon, lat, slat, clat, slon, clon, cause):
    """Let a new track begin at a position."""
    r["again"] = r["again"] + 1 if r["open"] != 0 and t == r["t_begin"] else 0
    r["t_begin"] = t
    r["track_id"] = track_hash(r["vessel"] + (np.int64(r["again"]) << np.int64(40)), t)
    r["cause"] = cause
    r["part"] = 0
    r["run_m"] = 0.0
    r["course"] = math.nan
    r["course_t"] = 0
    r["kind"] = 0
    r["open"] = 1
    r["seen"] = 1
    refer(r, t, lon, lat, slat, clat, slon, clon)


@njit(cache=True, nogil=True)
def refer(r, t, lon, lat, slat, clat, slon, clon):
    """Take the next speed over ten seconds from here."""
    r["ref_t"] = t
    r["ref_lon"] = lon
    r["ref_lat"] = lat
    r["ref_slat"] = slat
    r["ref_clat"] = clat
    r["ref_slon"] = slon
    r["ref_clon"] = clon


@njit(cache=True, nogil=True)
def step_rows(
    slot_of, tk, lon, lat, sog_kn, kind, message, gaps_us, long_us, tops_mps, slack_m, error_m, rule, draw,
    records, parts, rests, vertices, counts, track_id, step_m, made_kn, made_deg, turn_deg_min,
):  # fmt: skip
    """Give each row its track and how it was come to; finished parts, stops and vertices are noted.

    A row that is older than the newest of its track counts as of that instant. Gives the number of such rows.
    """
    late = 0
    for i in range(slot_of.shape[0]):
        track_id[i] = 0
        step_m[i] = made_kn[i] = made_deg[i] = turn_deg_min[i] = math.nan
        s = slot_of[i]
        if s < 0:
            continue
        r = records[s]
        t, x, y = tk[i], lon[i], lat[i]
        long_range = message[i] == LONG_RANGE
        k = np.int64(kind[i])
        told = k != 0 and k != 255 and not long_range
        was_open = r["open"] != 0
        if was_open and x == r["lon"] and y == r["lat"]:
            slat, clat, slon, clon = r["slat"], r["clat"], r["slon"], r["clon"]
        else:
            slat, clat, slon, clon = place(x, y)
        cause = FIRST if r["seen"] == 0 else GAP
        dt, step, dx, dy, dz = np.int64(0), 0.0, 0.0, 0.0, 0.0
        if was_open:
            if t < r["t"]:
                t = r["t"]
                late += 1
            dt = t - r["t"]
            dx, dy, dz = clat * clon - r["clat"] * r["clon"], clat * slon - r["clat"] * r["slon"], slat - r["slat"]
            step = arc_m(dx * dx + dy * dy + dz * dz)
            cause = why_cut(r, told, k, long_range, dt, step, gaps_us, long_us, tops_mps, slack_m)
        if cause >= 0:
            if was_open:
                end_stop(r, rests, counts)
                if r["points"] > 0:
                    if draw:
                        end_line(r, vertices, counts)
                    put_part(r, parts, counts)
            open_track(r, t, x, y, slat, clat, slon, clon, cause)
            dt, step = np.int64(0), 0.0
        else:
            step_m[i] = step
            r["run_m"] += step
            if dt >= ONE_INSTANT_US:
                made_kn[i] = step / (dt * 1e-6) * _KNOT
                if step >= MOVED_M:
                    east, north = east_north(r["slat"], r["clat"], r["slon"], r["clon"], dx, dy, dz)
                    course = math.degrees(math.atan2(east, north))
                    made_deg[i] = course if course >= 0.0 else course + 360.0
                    middle = t - dt // 2
                    if not math.isnan(r["course"]):
                        turn = course - r["course"]
                        turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
                        turn_deg_min[i] = turn / ((middle - r["course_t"]) * 1e-6) * 60.0
                    r["course"] = course
                    r["course_t"] = middle
        if told:
            r["kind"] = k
        if r["points"] == 0:
            r["t_start"] = t
            r["top_kn"] = math.nan
            r["turns"] = 0
            r["west"] = r["east"] = x
            r["south"] = r["north"] = y
            if draw:
                begin_line(r, t, x, y, slat, clat, slon, clon, vertices, counts)
        else:
            if x - r["lon"] > 180.0:
                r["turns"] -= 1
            elif x - r["lon"] < -180.0:
                r["turns"] += 1
            flat = x + 360.0 * r["turns"]
            r["west"] = min(r["west"], flat)
            r["east"] = max(r["east"], flat)
            r["south"] = min(r["south"], y)
            r["north"] = max(r["north"], y)
            if draw:
                extend_line(r, t, x, y, slat, clat, slon, clon, error_m, vertices, counts)
        r["distance_m"] += step
        r["points"] += 1
        if t - r["ref_t"] >= TOP_OVER_US:
            ax, ay = clat * clon - r["ref_clat"] * r["ref_clon"], clat * slon - r["ref_clat"] * r["ref_slon"]
            az = slat - r["ref_slat"]
            kn = arc_m(ax * ax + ay * ay + az * az) / ((t - r["ref_t"]) * 1e-6) * _KNOT
            if not kn <= r["top_kn"]:
                r["top_kn"] = kn
            refer(r, t, x, y, slat, clat, slon, clon)
        r["t"] = t
        r["lon"] = x
        r["lat"] = y
        r["slat"] = slat
        r["clat"] = clat
        r["slon"] = slon
        r["clon"] = clon
        r["long_range"] = 1 if long_range else 0
        track_id[i] = r["track_id"]
        kn = speed_kn(sog_kn[i], step, dt)
        judge_stop(r, t, x, y, slat, clat, slon, clon, sog_kn[i], kn, rule, rests, counts)
    return late


@njit(cache=True, nogil=True)
def end_day(records, used, draw, parts, rests, vertices, counts):
    """End the parts of a day: tracks and stops that go on have another part on the next."""
    for s in range(used):
        r = records[s]
        if r["open"] == 0:
            continue
        if r["points"] > 0:
            if draw:
                end_line(r, vertices, counts)
            put_part(r, parts, counts)
        if r["stop"] == STOPPED:
            put_rest(r, rests, counts)
        elif r["stop"] == MAYBE:
            clear_sums(r)
            r["stop_begin"] = 0


@njit(cache=True, nogil=True)
def renew_places(records, used):
    """Derive again what is not kept of a record."""
    for s in range(used):
        r = records[s]
        if r["open"] == 0:
            continue
        r["slat"], r["clat"], r["slon"], r["clon"] = place(r["lon"], r["lat"])
        r["ref_slat"], r["ref_clat"], r["ref_slon"], r["ref_clon"] = place(r["ref_lon"], r["ref_lat"])
        if r["stop"] != NO_STOP:
            r["stop_slat"], r["stop_clat"], r["stop_slon"], r["stop_clon"] = place(r["stop_lon"], r["stop_lat"])
