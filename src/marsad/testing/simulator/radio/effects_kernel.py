"""What effects and areas do to a vessel at an instant."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import uniform

SILENT, OFFSET, CIRCLE, RELOCATE, DRAG_OFF, NO_FIX, NOISE, STATUS, MMSI, STATIC = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
SIGN_FLIP, ECHO, SENTINEL, SPEED, TEXT, VIRTUAL, RESERVE, OUTAGE, REPLAY, DARKEN = (
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
)
METRES = 6_371_008.8 * math.pi / 180.0
_ERROR = 9  # Purpose.ERROR
_TOUCHED = 1 << 40  # who is touched by an area is drawn by vessel and area, in an hour that never is


@njit(cache=True, nogil=True)
def active(effects, first, last, kind, t):
    """The last effect of a kind that holds at `t` among rows `first` to before `last`; -1 none."""
    found = -1
    for row in range(first, last):
        if (
            np.int64(effects[row]["kind"]) == kind
            and np.int64(effects[row]["t0"]) <= t
            and t < np.int64(effects[row]["t1"])
        ):
            found = row
    return found


@njit(cache=True, nogil=True)
def is_within(area, lon, lat, t):
    """Whether a place lies within an area at an instant."""
    t0 = np.int64(area["t0"])
    if t < t0 or t >= np.int64(area["t1"]):
        return False
    passed = np.float64(t - t0) * 1e-6
    centre = np.float64(area["lat"])
    north = (lat - centre) * METRES - np.float64(area["north_mps"]) * passed
    radius = np.float64(area["radius_m"])
    if abs(north) > radius:
        return False
    apart = lon - np.float64(area["lon"])
    apart -= 360.0 * math.floor((apart + 180.0) / 360.0)
    east = apart * METRES * math.cos(math.radians(0.5 * (lat + centre))) - np.float64(area["east_mps"]) * passed
    return east * east + north * north <= radius * radius


@njit(cache=True, nogil=True)
def is_touched(seed, areas, row, vessel, lon, lat, t):
    """Whether an area does what it does to a vessel that is truly there."""
    if not is_within(areas[row], lon, lat, t):
        return False
    share = np.float64(areas[row]["share"])
    return share >= 1.0 or uniform(seed, _ERROR, vessel, _TOUCHED, 2 * row) < share


@njit(cache=True, nogil=True)
def is_darkened(seed, areas, vessel, lon, lat, t):
    """Whether a vessel keeps silent for an area that she is in."""
    for row in range(areas.size):
        if (
            np.int64(areas[row]["kind"]) == DARKEN
            and is_touched(seed, areas, row, vessel, lon, lat, t)
            and uniform(seed, _ERROR, vessel, _TOUCHED, 2 * row + 1) < np.float64(areas[row]["a"])
        ):
            return True
    return False
