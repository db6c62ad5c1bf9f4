"""The points of a path: corners rounded by arcs, long ways cut where the metric of longitude changes."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

METRES = 6_371_008.8 * math.pi / 180.0
"""Metres in a degree of latitude."""
_STEP = math.radians(4.0)
_BACK = math.radians(140.0)
_METRIC = 0.01  # by which share the length of a degree of longitude may change from point to point


@njit(cache=True, nogil=True)
def length_m(lon1, lat1, lon2, lat2):
    """Length of the straight line in longitude and latitude between two near points."""
    cosine = math.cos(math.radians(0.5 * (lat1 + lat2)))
    return METRES * math.hypot((lon2 - lon1) * cosine, lat2 - lat1)


@njit(cache=True, nogil=True)
def measured(lon, lat):
    """Distance of each point along the path, from 0."""
    along = np.zeros(lon.size)
    for i in range(1, lon.size):
        along[i] = along[i - 1] + length_m(lon[i - 1], lat[i - 1], lon[i], lat[i])
    return along


@njit(cache=True, nogil=True)
def _lead(lon, lat, n, to_lon, to_lat):
    """Add a straight way to a point, which comes last; the new number of points."""
    from_lon, from_lat = lon[n - 1], lat[n - 1]
    steep = math.tan(math.radians(min(max(abs(from_lat), abs(to_lat)), 89.0)))
    pieces = int(math.radians(abs(to_lat - from_lat)) * steep / _METRIC) + 1
    for piece in range(1, pieces + 1):
        part = piece / pieces
        lon[n], lat[n] = from_lon + part * (to_lon - from_lon), from_lat + part * (to_lat - from_lat)
        n += 1
    return n


@njit(cache=True, nogil=True)
def _room(lon, lat):
    """More than the points that rounding will make."""
    total = 8
    for i in range(1, lon.size):
        steep = math.tan(math.radians(min(max(abs(lat[i - 1]), abs(lat[i])), 89.0)))
        total += int(math.radians(abs(lat[i] - lat[i - 1])) * steep / _METRIC) + 64
    return total


@njit(cache=True, nogil=True)
def _widened(lon, lat, radius_m):
    """Corners at which the way nearly goes back made into two, so that there is room for the turn between them."""
    out_lon, out_lat, n = np.empty(2 * lon.size), np.empty(2 * lon.size), 0
    for i in range(lon.size):
        if 0 < i < lon.size - 1:
            cosine = math.cos(math.radians(lat[i]))
            before = math.atan2((lon[i] - lon[i - 1]) * cosine, lat[i] - lat[i - 1])
            after = math.atan2((lon[i + 1] - lon[i]) * cosine, lat[i + 1] - lat[i])
            turn = (after - before + math.pi) % (2.0 * math.pi) - math.pi
            if abs(turn) > _BACK:
                way = min(
                    length_m(lon[i - 1], lat[i - 1], lon[i], lat[i]), length_m(lon[i], lat[i], lon[i + 1], lat[i + 1])
                )
                half = min(radius_m, 0.2 * way) * (1.0 if turn > 0.0 else -1.0)
                east, north = half * math.cos(before) / (METRES * cosine), -half * math.sin(before) / METRES
                out_lon[n], out_lat[n] = lon[i], lat[i]
                out_lon[n + 1], out_lat[n + 1] = lon[i] + 2.0 * east, lat[i] + 2.0 * north
                n += 2
                continue
        out_lon[n], out_lat[n] = lon[i], lat[i]
        n += 1
    return out_lon[:n], out_lat[:n]


@njit(cache=True, nogil=True)
def smooth(lon, lat, radius_m, cut_m):
    """Longitudes and latitudes of the path through corners that differ by a metre at least.

    No corner is cut from more than `cut_m` before it.
    """
    lon, lat = _widened(lon, lat, radius_m)
    corners = lon.size
    out_lon, out_lat = np.empty(_room(lon, lat)), np.empty(_room(lon, lat))
    out_lon[0], out_lat[0], n = lon[0], lat[0], 1
    reach, turn = np.zeros(corners), np.zeros(corners)
    leg = np.zeros(corners)
    for i in range(1, corners):
        leg[i] = length_m(lon[i - 1], lat[i - 1], lon[i], lat[i])
    for i in range(1, corners - 1):
        cosine = math.cos(math.radians(lat[i]))
        before = math.atan2((lon[i] - lon[i - 1]) * cosine, lat[i] - lat[i - 1])
        after = math.atan2((lon[i + 1] - lon[i]) * cosine, lat[i + 1] - lat[i])
        turn[i] = (after - before + math.pi) % (2.0 * math.pi) - math.pi
        reach[i] = min(radius_m * math.tan(min(abs(turn[i]), 3.0) / 2.0), cut_m)
    for _ in range(2):
        # Neighbouring arcs share the way between them.
        for i in range(1, corners):
            both = reach[i - 1] + reach[i]
            if both > 0.98 * leg[i]:
                reach[i - 1] *= 0.98 * leg[i] / both
                reach[i] *= 0.98 * leg[i] / both
    for i in range(1, corners - 1):
        if abs(turn[i]) < 0.3 * _STEP or reach[i] < 0.01:
            n = _lead(out_lon, out_lat, n, lon[i], lat[i])
            continue
        cosine = math.cos(math.radians(lat[i]))
        # The tangent points are measured in the plane of the corner, where the arc is drawn.
        back = reach[i] / (METRES * math.hypot((lon[i] - lon[i - 1]) * cosine, lat[i] - lat[i - 1]))
        on = reach[i] / (METRES * math.hypot((lon[i + 1] - lon[i]) * cosine, lat[i + 1] - lat[i]))
        first_lon, first_lat = lon[i] + back * (lon[i - 1] - lon[i]), lat[i] + back * (lat[i - 1] - lat[i])
        heading = math.atan2((lon[i] - lon[i - 1]) * cosine, lat[i] - lat[i - 1])
        radius = reach[i] / math.tan(abs(turn[i]) / 2.0)
        steps = math.ceil(abs(turn[i]) / _STEP)
        chord = abs(turn[i]) / steps * radius
        # A point one step before the arc and one after it, so that the course does not turn early on a long way.
        free = length_m(out_lon[n - 1], out_lat[n - 1], first_lon, first_lat)
        if free > 2.0 * chord:
            part = chord / free
            n = _lead(
                out_lon,
                out_lat,
                n,
                first_lon + part * (out_lon[n - 1] - first_lon),
                first_lat + part * (out_lat[n - 1] - first_lat),
            )
        if free > 0.01:
            out_lon[n], out_lat[n] = first_lon, first_lat
            n += 1
        side = 1.0 if turn[i] > 0.0 else -1.0
        for step in range(1, steps):
            angle = abs(turn[i]) * step / steps
            ahead, aside = radius * math.sin(angle), side * radius * (1.0 - math.cos(angle))
            east = ahead * math.sin(heading) + aside * math.cos(heading)
            north = ahead * math.cos(heading) - aside * math.sin(heading)
            out_lon[n], out_lat[n] = first_lon + east / (METRES * cosine), first_lat + north / METRES
            n += 1
        out_lon[n], out_lat[n] = lon[i] + on * (lon[i + 1] - lon[i]), lat[i] + on * (lat[i + 1] - lat[i])
        n += 1
        free = leg[i + 1] - reach[i] - reach[i + 1]
        if free > 2.0 * chord:
            part = (reach[i] + chord) / leg[i + 1]
            out_lon[n], out_lat[n] = lon[i] + part * (lon[i + 1] - lon[i]), lat[i] + part * (lat[i + 1] - lat[i])
            n += 1
    if length_m(out_lon[n - 1], out_lat[n - 1], lon[-1], lat[-1]) > 0.01 or n == 1:
        n = _lead(out_lon, out_lat, n, lon[-1], lat[-1])
    return out_lon[:n].copy(), out_lat[:n].copy()
