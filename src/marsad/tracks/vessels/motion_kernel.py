"""Kernels on how far a vessel can have moved between two fixes, and how well a move fits the speeds that both tell."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks import kind

M_PER_DEG = 111_194.93
KN = 0.514444
MINUTE_US = 60_000_000
SLACK_M = 300.0
SHIP_TOP = 60.0 * KN
POWER_BOAT_TOP = 80.0 * KN
AIRCRAFT_TOP = 500.0 * KN
FAR_DEG = 3.0
START_AND_STOP = 2.0
START_S = 600.0
"""Between two fixes ten minutes apart a vessel may get under way and stop again: metres a second more."""
SHORT_OF_WAY = 0.3
STEADY_S = 1800.0
"""A vessel is not taken to keep its speed for longer than this."""


@njit(cache=True, nogil=True)
def wrapped(dlon):
    """A difference of longitudes, the short way round."""
    if dlon > 180.0:
        return dlon - 360.0
    if dlon < -180.0:
        return dlon + 360.0
    return dlon


@njit(cache=True, nogil=True)
def displacement(lon1, lat1, lon2, lat2):
    """Metres east and north from one place to another; the length is that of the great circle where it is long."""
    dlon, dlat = wrapped(lon2 - lon1), lat2 - lat1
    middle = math.radians(0.5 * (lat1 + lat2))
    east, north = dlon * math.cos(middle) * M_PER_DEG, dlat * M_PER_DEG
    if abs(dlon) < FAR_DEG and abs(dlat) < FAR_DEG and abs(lat1) < 85.0 and abs(lat2) < 85.0:
        return east, north
    half_lat, half_lon = math.radians(0.5 * dlat), math.radians(0.5 * dlon)
    shrunk = math.cos(math.radians(lat1)) * math.cos(math.radians(lat2))
    chord = math.sin(half_lat) ** 2 + shrunk * math.sin(half_lon) ** 2
    length = 2.0 * math.degrees(math.asin(math.sqrt(min(1.0, chord)))) * M_PER_DEG
    flat = math.hypot(east, north)
    if flat == 0.0:
        return length, 0.0
    return east * length / flat, north * length / flat


@njit(cache=True, nogil=True)
def clock_slack_s(t1, t2):
    """How far two instants may be off: a minute where both are whole minutes, else what a table's rounding does."""
    if t1 % MINUTE_US == 0 and t2 % MINUTE_US == 0:
        return 60.0
    return 2.0


@njit(cache=True, nogil=True)
def top_speed(station_kind, sog1, sog2):
    """Metres a second that this class can move at; more where a craft says so itself."""
    top = SHIP_TOP
    if station_kind == kind.SAR_AIRCRAFT:
        top = AIRCRAFT_TOP
    elif station_kind == kind.CLASS_B:
        top = POWER_BOAT_TOP
    told = 0.0
    if sog1 == sog1:
        told = sog1
    if sog2 == sog2 and sog2 > told:
        told = sog2
    # 102.2 kn or more is what a garbled speed looks like: only message 9 tells more.
    if told < 102.0 or station_kind == kind.SAR_AIRCRAFT:
        top = max(top, 1.3 * told * KN)
    return top


@njit(cache=True, nogil=True)
def velocity(sog, cog, east, north):
    """Metres a second east and north: as told, else as made good, else NaN."""
    if sog == sog and sog < 102.0:
        if sog < 0.5:
            return 0.0, 0.0
        if cog == cog:
            course = math.radians(cog)
            return sog * KN * math.sin(course), sog * KN * math.cos(course)
    return np.float64(east), np.float64(north)


@njit(cache=True, nogil=True)
def strain(east, north, dt_s, slack_s, slack_m, east1, north1, east2, north2):
    """How ill a move fits: metres from where the velocities at both ends lead, over the metres that it may differ by.

    Below 1 is ordinary. Velocities may be NaN: then the vessel is taken to lie still, with more room. The second number
    is the room in metres.
    """
    known1, known2 = east1 == east1, east2 == east2
    room = 2.6
    if known1 and known2:
        mean_east, mean_north = 0.5 * (east1 + east2), 0.5 * (north1 + north2)
        speed = 0.5 * (math.hypot(east1, north1) + math.hypot(east2, north2))
        room = 0.8 + 0.35 * speed + START_AND_STOP * min(1.0, dt_s / START_S)
    elif known1 or known2:
        mean_east, mean_north = (east1, north1) if known1 else (east2, north2)
        speed = math.hypot(mean_east, mean_north)
        room = 1.3 + 0.45 * speed
    else:
        mean_east, mean_north, speed = 0.0, 0.0, 0.0
    along_s = dt_s
    if dt_s > STEADY_S and speed > 0.0:
        # It may have stopped on the way: the nearest place of the way counts, and a little that it is short of its end.
        along_s = (east * mean_east + north * mean_north) / (mean_east * mean_east + mean_north * mean_north + 1e-9)
        along_s = min(max(along_s, 0.0), dt_s)
        along_s += SHORT_OF_WAY * (dt_s - along_s)
    off = math.hypot(east - mean_east * along_s, north - mean_north * along_s)
    metres = slack_m + speed * slack_s + room * dt_s
    return off / metres, metres
