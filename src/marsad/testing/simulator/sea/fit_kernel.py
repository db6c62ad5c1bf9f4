"""Moves what was drawn by hand to where the base map has water."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.sea import coast_kernel

_clearance = coast_kernel.clearance


@njit(cache=True, nogil=True)
def nearest_free(shore, lon, lat, wanted_m, reach_m, step_m):
    """The nearest place with `wanted_m` of water, else the freest within reach; its clearance is the third number."""
    best = _clearance(shore, lon, lat)
    best_lon, best_lat = lon, lat
    if best >= wanted_m:
        return best_lon, best_lat, best
    scale = coast_kernel.METRES * max(0.01, math.cos(math.radians(lat)))
    for ring in range(1, int(reach_m / step_m) + 1):
        places = max(8, int(2.0 * np.pi * ring))
        for k in range(places):
            angle = 2.0 * np.pi * k / places
            x = lon + ring * step_m * math.sin(angle) / scale
            y = lat + ring * step_m * math.cos(angle) / coast_kernel.METRES
            free = _clearance(shore, x, y)
            if free > best:
                best, best_lon, best_lat = free, x, y
        if best >= wanted_m:
            break
    return best_lon, best_lat, best
