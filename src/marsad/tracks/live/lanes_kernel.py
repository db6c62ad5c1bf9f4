"""Kernels that tell, as fixes come, which sender under an MMSI sent each, and which fits none.

A fix belongs to the lane that could have come there, at the top speed of its class and with some slack; if several
could, to the one that dead reckoning brings nearest. A fix that fits none opens a lane, which is not believed before
a few fixes have followed one another in it.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.kind import CLASS_B
from marsad.tracks.live.columns import ALIVE_US, MOST_LANES, SURE_FIXES
from marsad.tracks.ways.hash_kernel import find_vessel, take_vessel
from marsad.tracks.ways.sphere_kernel import RADIUS_M, arc_m, east_north, place

_COPY_US = 30_000_000
_RECKON_US = 600_000_000
_THEN_US = 60_000_000


@njit(cache=True, nogil=True)
def _strain_m(r, t, slat, clat, slon, clon, top_mps, slack_m):
    """How far a fix lies from where a lane would be by now; -1 where it cannot have come there."""
    dx, dy, dz = clat * clon - r["clat"] * r["clon"], clat * slon - r["clat"] * r["slon"], slat - r["slat"]
    away = arc_m(dx * dx + dy * dy + dz * dz)
    age = t - r["t"]
    if away > top_mps * abs(age) * 1e-6 + slack_m:
        return -1.0
    if age < 0 or age > _RECKON_US:
        return away
    east, north = east_north(r["slat"], r["clat"], r["slon"], r["clon"], dx, dy, dz)
    past = age * 1e-6
    return math.hypot(RADIUS_M * east - r["east"] * past, RADIUS_M * north - r["north"] * past)


@njit(cache=True, nogil=True)
def find_unreached(mmsi, t, lon, lat, kind, tops_mps, slack_m, records, table_key, table_slot, out):
    """Whether a vessel well known under this MMSI and heard lately can not have come to each place, nor any other."""
    many = 0
    for i in range(mmsi.shape[0]):
        out[i] = False
        if kind[i] > CLASS_B or math.isnan(lon[i]):
            continue
        base = np.int64(mmsi[i]) * np.int64(100)
        known, reached = False, False
        slat, clat, slon, clon = 0.0, 0.0, 0.0, 0.0
        for n in range(MOST_LANES):
            s = find_vessel(base + n, table_key, table_slot)
            if s < 0:
                continue
            r = records[s]
            if r["fixes"] < SURE_FIXES or abs(t[i] - r["t"]) > ALIVE_US:
                continue
            if not known:
                slat, clat, slon, clon = place(lon[i], lat[i])
                known = True
            if _strain_m(r, t[i], slat, clat, slon, clon, tops_mps[kind[i]], slack_m) >= 0.0:
                reached = True
                break
        if known and not reached:
            out[i] = True
            many += 1
    return many


@njit(cache=True, nogil=True)
def _join(r, t, lon, lat, slat, clat, slon, clon, digest):
    """Lead a lane on to a fix that is not older than its newest."""
    dt = (t - r["t"]) * 1e-6
    if dt >= 1.0:
        dx, dy, dz = clat * clon - r["clat"] * r["clon"], clat * slon - r["clat"] * r["slon"], slat - r["slat"]
        east, north = east_north(r["slat"], r["clat"], r["slon"], r["clon"], dx, dy, dz)
        r["east"] = RADIUS_M * east / dt
        r["north"] = RADIUS_M * north / dt
    if t - r["next_t"] >= _THEN_US:
        r["then_t"] = r["next_t"]
        r["then_lon"] = r["next_lon"]
        r["then_lat"] = r["next_lat"]
        r["next_t"] = t
        r["next_lon"] = lon
        r["next_lat"] = lat
    r["t"] = t
    r["lon"] = lon
    r["lat"] = lat
    r["slat"] = slat
    r["clat"] = clat
    r["slon"] = slon
    r["clon"] = clon
    r["digest"] = digest
    if r["fixes"] < 1000000:
        r["fixes"] += 1


@njit(cache=True, nogil=True)
def _begin(r, t, lon, lat, slat, clat, slon, clon, digest):
    """Let a lane begin at a fix."""
    r["fixes"] = 0
    r["turns"] = 0
    r["t"] = t
    r["t_first"] = t
    r["then_t"] = r["next_t"] = t
    r["then_lon"] = r["next_lon"] = lon
    r["then_lat"] = r["next_lat"] = lat
    r["east"] = 0.0
    r["north"] = 0.0
    _join(r, t, lon, lat, slat, clat, slon, clon, digest)


@njit(cache=True, nogil=True)
def give_lanes(
    start, mmsi, tk, lon, lat, kind, digest, tops_mps, slack_m, records, room, table_key, table_slot, number, counts
):
    """Give each row the number of its lane, 255 to copies and to rows older than their lane; these are counted.

    Gives the row at which room ran out, or the number of rows. `counts`: late rows, copies.
    """
    for i in range(start, mmsi.shape[0]):
        number[i] = 255
        if math.isnan(lon[i]) or math.isnan(lat[i]):
            continue
        base, t = np.int64(mmsi[i]) * np.int64(100), tk[i]
        slat, clat, slon, clon = place(lon[i], lat[i])
        best, best_m, free, weak, weak_rank, weak_t = -1, math.inf, -1, 0, 2, np.int64(0)
        best_slot, last_other = np.int64(-1), np.int64(0)
        for n in range(MOST_LANES):
            s = find_vessel(base + n, table_key, table_slot)
            if s < 0:
                if free < 0:
                    free = n
                continue
            r = records[s]
            strain = _strain_m(r, t, slat, clat, slon, clon, tops_mps[kind[i]], slack_m)
            if strain >= 0.0 and strain < best_m:
                best, best_m, best_slot = n, strain, s
            rank = 1 if r["fixes"] >= SURE_FIXES and t - r["t"] <= ALIVE_US else 0
            if rank < weak_rank or (rank == weak_rank and r["t"] < weak_t):
                weak, weak_rank, weak_t = n, rank, r["t"]
        if best >= 0:
            r = records[best_slot]
            age = t - r["t"]
            if r["digest"] == digest[i] and abs(age) <= _COPY_US:
                counts[1] += 1
                continue
            if age < 0:
                counts[0] += 1
                continue
            for n in range(MOST_LANES):
                s = find_vessel(base + n, table_key, table_slot) if n != best else -1
                if s >= 0 and records[s]["fixes"] >= SURE_FIXES and records[s]["t"] > last_other:
                    last_other = records[s]["t"]
            if last_other > r["t"] and r["turns"] < 1000000:
                r["turns"] += 1
            _join(r, t, lon[i], lat[i], slat, clat, slon, clon, digest[i])
            number[i] = best
            continue
        n = free if free >= 0 else weak
        s = take_vessel(base + n, records, room, table_key, table_slot)
        if s < 0:
            return i
        r = records[s]
        if 0 < r["fixes"] < SURE_FIXES:
            first = find_vessel(base, table_key, table_slot)
            if first >= 0:
                records[first]["faults"] += r["fixes"]
        _begin(r, t, lon[i], lat[i], slat, clat, slon, clon, digest[i])
        number[i] = n
    return mmsi.shape[0]
