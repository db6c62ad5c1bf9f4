"""Pairs of ships that are near each other, or will be if neither acts: both at one instant, over the date line too."""

import math

import numpy as np
from numba import njit

METRES_PER_DEGREE = 111195.0797
_BAND = 1000.0


@njit(cache=True, nogil=True)
def _grown(some):
    more = np.empty((2 * len(some), some.shape[1]))
    more[: len(some)] = some
    return more


@njit(cache=True, nogil=True)
def pairs(lon, lat, east, north, near_m, horizon_s):
    """Each pair that is or within `horizon_s` comes within `near_m`: a, b, distance now, least distance in m, and time
    to it in s, and where b now is east and north of a in m. a < b are numbers of the arrays; pairs in no order.

    Ships keep speed and course, on a plane that touches between them.
    """
    n = len(lon)
    out, found = np.empty((256, 7)), 0
    if n < 2:
        return out[:0]
    top = 0.0
    for i in range(n):
        top = max(top, math.hypot(east[i], north[i]))
    reach_deg = max((near_m + 2.0 * top * horizon_s) / METRES_PER_DEGREE, 1e-4)
    keys = np.empty(n)
    for i in range(n):
        keys[i] = math.floor((lat[i] + 90.0) / reach_deg) * _BAND + lon[i] + 180.0
    order = np.argsort(keys, kind="mergesort")
    keys = keys[order]
    for at in range(n):
        i = order[at]
        speed = math.hypot(east[i], north[i])
        for above in range(2):
            edge = min(abs(lat[i]) + 2.0 * reach_deg, 89.5)
            width = min(reach_deg / math.cos(math.radians(edge)), 179.9)
            band = (math.floor((lat[i] + 90.0) / reach_deg) + above) * _BAND
            x = lon[i] + 180.0
            # in the own band only those to the east, in the band above on both sides
            west = x if above == 0 else x - width
            for window in range(3):
                if window == 0:
                    low, high = max(west, 0.0), min(x + width, 360.0)
                elif window == 1:
                    low, high = 0.0, x + width - 360.0
                else:
                    low, high = west + 360.0, 360.0
                if high < low or (window == 2 and west >= 0.0):
                    continue
                first = at + 1 if above == 0 and window == 0 else np.searchsorted(keys, band + low)
                for other in range(first, n):
                    if keys[other] > band + high:
                        break
                    j = order[other]
                    dy = (lat[j] - lat[i]) * METRES_PER_DEGREE
                    reach = near_m + (speed + math.hypot(east[j], north[j])) * horizon_s
                    if abs(dy) > reach:
                        continue
                    turn = lon[j] - lon[i]
                    turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
                    dx = turn * METRES_PER_DEGREE * math.cos(math.radians((lat[i] + lat[j]) / 2.0))
                    now = math.hypot(dx, dy)
                    if now > reach:
                        continue
                    vx, vy = east[j] - east[i], north[j] - north[i]
                    square = vx * vx + vy * vy
                    ahead = 0.0 if square < 1e-12 else -(dx * vx + dy * vy) / square
                    ahead = min(max(ahead, 0.0), horizon_s)
                    least = math.hypot(dx + vx * ahead, dy + vy * ahead)
                    if least > near_m:
                        continue
                    if found == len(out):
                        out = _grown(out)
                    out[found, 0], out[found, 1] = min(i, j), max(i, j)
                    out[found, 2], out[found, 3], out[found, 4] = now, least, ahead
                    side = 1.0 if i < j else -1.0
                    out[found, 5], out[found, 6] = side * dx, side * dy
                    found += 1
    return out[:found]
