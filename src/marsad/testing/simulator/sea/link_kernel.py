"""How a point of an extra way hangs together with the grid below it."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.sea import coast_kernel

length = coast_kernel.length
_clear = coast_kernel.clear


@njit(cache=True, nogil=True)
def around(shore, net, lon, lat, margin):
    """The nearest node that a clear way leads to in each of the four quarters, within two cells; -1 none."""
    best = np.full(4, np.inf)
    found = np.full(4, -1, np.int64)
    row = math.floor((lat - net.south) / net.step_lat)
    east = lon - net.west
    east -= 360.0 * math.floor(east / 360.0)
    column = int(east / net.step_lon)
    for r in range(max(0, row - 2), min(net.rows, row + 3)):
        for shift in range(-2, 3):
            c = column + shift
            if c < 0 or c >= net.columns:
                if not net.round_world:
                    continue
                c %= net.columns
            at = r * net.columns + c
            if net.free[at] < 0.0:
                continue
            quarter = (1 if coast_kernel.turned(net.lon[at] - lon) >= 0.0 else 0) + (2 if net.lat[at] >= lat else 0)
            far = length(lon, lat, net.lon[at], net.lat[at])
            if far < best[quarter] and _clear(shore, lon, lat, net.lon[at], net.lat[at], margin):
                best[quarter], found[quarter] = far, at
    return found


@njit(cache=True, nogil=True)
def lengths(lon, lat, to_lon, to_lat):
    """Metres from one place to each of many near it."""
    out = np.empty(to_lon.size)
    for k in range(to_lon.size):
        out[k] = length(lon, lat, to_lon[k], to_lat[k])
    return out
