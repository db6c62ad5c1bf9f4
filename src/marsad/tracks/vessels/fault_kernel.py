"""Kernels that name what is wrong with a place that no vessel of the MMSI can have been at."""

from __future__ import annotations

import math

from numba import njit

from marsad.tracks.vessels.motion_kernel import SLACK_M, displacement
from marsad.tracks.vessels.records import ECHO, OUTLIER, SIGN_FLIP

ECHO_M = 500.0
FLIP_APART_M = 5_000.0
FLIP_GAP_S = 900.0
FLIP_SPEED = 26.0
"""Fifty knots: a flipped place is looked for as far away as a fast ship can be."""


@njit(cache=True, nogil=True)
def flipped(lon, lat, form):
    """The place with the hemisphere of latitude (1), longitude (2) or both (3) inverted; with 4 more, exchanged."""
    x, y = (lat, lon) if form & 4 else (lon, lat)
    if form & 1:
        y = -y
    if form & 2:
        x = -x
    return x, y


@njit(cache=True, nogil=True)
def is_flipped(nodes, of, vessel, i, at_end):
    """Whether the start (or end) of node i lies near a vessel once its signs are put right, or the two exchanged."""
    t = nodes[i]["t1"] if at_end else nodes[i]["t0"]
    lon = nodes[i]["lon1"] if at_end else nodes[i]["lon0"]
    lat = nodes[i]["lat1"] if at_end else nodes[i]["lat0"]
    for step in (-1, 1):
        j = i + step
        while 0 <= j < nodes.size and of[j] != vessel:
            j += step
        if j < 0 or j >= nodes.size:
            continue
        there = nodes[j]["lon1"] if step < 0 else nodes[j]["lon0"]
        above = nodes[j]["lat1"] if step < 0 else nodes[j]["lat0"]
        gap = (t - nodes[j]["t1"]) * 1e-6 if step < 0 else (nodes[j]["t0"] - t) * 1e-6
        if gap > FLIP_GAP_S:
            continue
        east, north = displacement(lon, lat, there, above)
        if math.hypot(east, north) < FLIP_APART_M:
            continue
        for form in range(1, 8):
            x, y = flipped(lon, lat, form)
            if abs(y) <= 90.0:
                east, north = displacement(x, y, there, above)
                if math.hypot(east, north) <= SLACK_M + FLIP_SPEED * max(gap, 2.0):
                    return True
    return False


@njit(cache=True, nogil=True)
def fault_of(nodes, of, vessel, i):
    """Outcome of a run that fits no vessel."""
    if is_flipped(nodes, of, vessel, i, False):
        return SIGN_FLIP
    return ECHO if nodes[i]["echo_m"] <= ECHO_M else OUTLIER
