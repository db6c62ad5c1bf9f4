"""Where ships could lie alongside: places a little off the coast, along it."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.sea import coast_kernel

_EVERY_M = 90.0
_MOST = 4000
_clearance = coast_kernel.clearance


@njit(cache=True, nogil=True)
def along_coast(shore, lon, lat, radius_m, off_m, margin_m):
    """Rows of longitude, latitude, heading and distance from the middle, `off_m` off the coast on its water side."""
    out = np.empty((_MOST, 4))
    found = 0
    scale = coast_kernel.METRES * math.cos(math.radians(lat))
    for k in range(shore.x0.size):
        y0, y1 = (shore.y0[k] - lat) * coast_kernel.METRES, (shore.y1[k] - lat) * coast_kernel.METRES
        if min(y0, y1) > radius_m or max(y0, y1) < -radius_m:
            continue
        x0 = coast_kernel.turned(shore.x0[k] - lon) * scale
        x1 = coast_kernel.turned(shore.x1[k] - lon) * scale
        if min(x0, x1) > radius_m or max(x0, x1) < -radius_m:
            continue
        far = math.hypot(x1 - x0, y1 - y0)
        if far == 0.0:
            continue
        for n in range(max(1, int(far / _EVERY_M))):
            share = (n + 0.5) / max(1, int(far / _EVERY_M))
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            if math.hypot(x, y) > radius_m or found == _MOST:
                continue
            for side in (-1.0, 1.0):
                px = x + side * off_m * (y1 - y0) / far
                py = y - side * off_m * (x1 - x0) / far
                place_lon, place_lat = lon + px / scale, lat + py / coast_kernel.METRES
                if found < _MOST and _clearance(shore, place_lon, place_lat) > margin_m:
                    heading = math.degrees(math.atan2(x1 - x0, y1 - y0)) % 360.0
                    out[found, 0], out[found, 1], out[found, 2] = place_lon, place_lat, heading
                    out[found, 3] = math.hypot(x, y)
                    found += 1
    return out[:found]
