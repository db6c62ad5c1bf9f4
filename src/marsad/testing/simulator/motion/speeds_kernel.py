"""How fast along a path: her speed, but slower where the way bends, with the acceleration she has."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.motion.paths_kernel import METRES

_JOIN_M = 150.0
"""Bends alike and so near to one another are passed at one speed."""


@njit(cache=True, nogil=True)
def _course(lon, lat, k):
    cosine = math.cos(math.radians(0.5 * (lat[k] + lat[k + 1])))
    return math.atan2((lon[k + 1] - lon[k]) * cosine, lat[k + 1] - lat[k])


@njit(cache=True, nogil=True)
def place(lon, lat, along, s):
    """The stretch that a distance along lies in, the share of it that is behind, and the course in degrees."""
    k = min(max(np.searchsorted(along, s, side="right") - 1, 0), along.size - 2)
    part = min(max((s - along[k]) / (along[k + 1] - along[k]), 0.0), 1.0)
    course = _course(lon, lat, k)
    other, share = course, 0.0
    if part >= 0.5 and k + 2 < along.size:
        other = _course(lon, lat, k + 1)
        share = (part - 0.5) * (along[k + 1] - along[k]) / (0.5 * (along[k + 2] - along[k]))
    elif part < 0.5 and k > 0:
        other = _course(lon, lat, k - 1)
        share = (0.5 - part) * (along[k + 1] - along[k]) / (0.5 * (along[k + 1] - along[k - 1]))
    turn = (other - course + math.pi) % (2.0 * math.pi) - math.pi
    return k, part, math.degrees(course + share * turn)


@njit(cache=True, nogil=True)
def _sections(lon, lat, along, s_from, s_to, cruise, turn_rad_s):
    """Ends of sections and the speed allowed in each."""
    some = 2 * (np.searchsorted(along, s_to) - np.searchsorted(along, s_from)) + 12
    ends, allowed = np.empty(some), np.empty(some)
    n = 0
    at = s_from
    # A leg may be a small part of the way across an ocean.
    first = max(1, min(np.searchsorted(along, s_from) - 1, lon.size - 2))
    course = _course(lon, lat, first - 1)
    for k in range(first, lon.size - 1):
        if along[k - 1] >= s_to:
            break
        after = _course(lon, lat, k)
        turn = abs((after - course + math.pi) % (2.0 * math.pi) - math.pi)
        course = after
        low, high = 0.5 * (along[k - 1] + along[k]), 0.5 * (along[k] + along[k + 1])
        if turn < 1e-9 or high <= s_from or low >= s_to:
            continue
        most = turn_rad_s * (high - low) / turn
        if most >= cruise:
            continue
        low, high = max(low, s_from), min(high, s_to)
        if n > 0 and low - at < _JOIN_M and abs(most - allowed[n - 1]) < 0.25 * allowed[n - 1] < 0.25 * cruise:
            allowed[n - 1] = min(allowed[n - 1], most)
            ends[n - 1] = at = high
            continue
        if low > at + 0.1:
            ends[n], allowed[n] = low, cruise
            n += 1
        ends[n], allowed[n] = high, most
        n += 1
        at = high
    if at < s_to:
        ends[n], allowed[n] = s_to, cruise
        n += 1
    return ends[:n], allowed[:n]


@njit(cache=True, nogil=True)
def profile(lon, lat, along, s_from, s_to, v_from, v_to, cruise, accel, turn_rad_s):
    """Parts of constant acceleration from `s_from` to `s_to`: rows of distance at the start, speed, acceleration, time.

    She begins with `v_from` and would end with `v_to` (less where she cannot reach it). Too fast a beginning is braked
    harder than `accel` in the first section.
    """
    ends, allowed = _sections(lon, lat, along, s_from, s_to, cruise, turn_rad_s)
    n = ends.size
    speed = np.empty(n + 1)
    speed[0] = v_from
    for k in range(1, n):
        speed[k] = min(allowed[k - 1], allowed[k])
    speed[n] = min(v_to, allowed[n - 1]) if n else v_to
    for k in range(n - 1, 0, -1):
        speed[k] = min(speed[k], math.sqrt(speed[k + 1] ** 2 + 2.0 * accel * (ends[k] - ends[k - 1])))
    parts = np.empty((3 * n, 4))
    count = 0
    begin = s_from
    for k in range(n):
        length = ends[k] - begin
        v0, v1 = speed[k], speed[k + 1]
        v1 = min(v1, math.sqrt(v0 * v0 + 2.0 * accel * length))
        speed[k + 1] = v1
        brake = accel
        if v0 * v0 - v1 * v1 > 2.0 * accel * length:
            brake = (v0 * v0 - v1 * v1) / (2.0 * length)
        top = min(max(allowed[k], v1), math.sqrt(max(0.5 * (v0 * v0 + v1 * v1) + accel * length, 0.0)))
        if brake > accel:
            top = v0
        if v0 > top:
            # Faster than she may be here: she slows down at once.
            first = min((v0 * v0 - top * top) / (2.0 * brake), length)
            parts[count] = (begin, v0, -brake, 2.0 * first / (v0 + top))
        else:
            first = (top * top - v0 * v0) / (2.0 * accel)
            parts[count] = (begin, v0, accel, 2.0 * first / max(v0 + top, 1e-9))
        if first > 1e-6:
            count += 1
        last = (top * top - v1 * v1) / (2.0 * brake)
        hold = length - first - last
        if hold > 1e-6:
            parts[count] = (begin + first, top, 0.0, hold / top)
            count += 1
        if last > 1e-6:
            parts[count] = (begin + length - last, top, -brake, 2.0 * last / (top + v1))
            count += 1
        begin = ends[k]
    return parts[:count].copy()


@njit(cache=True, nogil=True)
def turn_to(lon, lat, course, to_lon, to_lat, radius_m):
    """Points of the arc from a course until the bow points at a place; at least the point she is at."""
    step = math.radians(4.0)
    cosine = math.cos(math.radians(lat))
    east, north = (to_lon - lon) * cosine * METRES, (to_lat - lat) * METRES
    heading = math.radians(course)
    right = east * math.cos(heading) - north * math.sin(heading)
    ahead = east * math.sin(heading) + north * math.cos(heading)
    side = 1.0 if right >= 0.0 else -1.0
    right *= side
    # Of a place within the circle to its side she turns away first.
    if (right - radius_m) ** 2 + ahead**2 < radius_m**2 * 1.0001:
        side, right = -side, -right
    # The centre lies at (radius, 0) of (right, ahead): the tangent to the place leaves after this angle.
    across, along = right - radius_m, ahead
    distance = math.hypot(across, along)
    angle = (math.atan2(along, -across) - math.acos(min(radius_m / max(distance, 1e-9), 1.0))) % (2.0 * math.pi)
    if angle < 1e-3 or 2.0 * math.pi - angle < 1e-3:
        angle = 0.0
    steps = math.ceil(angle / step)
    x, y = np.empty(steps + 2), np.empty(steps + 2)
    x[0], y[0] = lon, lat
    for i in range(1, steps + 1):
        turned = angle * i / steps
        forward, aside = radius_m * math.sin(turned), side * radius_m * (1.0 - math.cos(turned))
        x[i] = lon + (forward * math.sin(heading) + aside * math.cos(heading)) / (METRES * cosine)
        y[i] = lat + (forward * math.cos(heading) - aside * math.sin(heading)) / METRES
    # A point more, so that the course does not go on turning for the whole way ahead.
    chord = angle / max(steps, 1) * radius_m
    free = math.sqrt(max(distance**2 - radius_m**2, 0.0))
    if steps == 0 or free < 2.0 * chord:
        return x[: steps + 1].copy(), y[: steps + 1].copy()
    x[steps + 1] = x[steps] + chord / free * (to_lon - x[steps])
    y[steps + 1] = y[steps] + chord / free * (to_lat - y[steps])
    return x, y
