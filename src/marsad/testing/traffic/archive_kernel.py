"""Vessels that sail, turn, lie still and fall silent, an hour at a time: the motion behind a generated archive.

Each vessel has a row of the state; every random number comes from the vessel's own stream, so that the hours of an
archive are the same whatever is made beside them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

LON, LAT, SPEED, COURSE, CRUISE, INTERVAL, NEXT_T, LEG_ENDS, UNDER_WAY = range(9)
WIDTH = 9

_KN_TO_M_S = 1852.0 / 3600.0
_M_PER_DEG = 111194.9266
_NOISE_M = 6.0


@njit(cache=True, nogil=True)
def _draw(stream, k):
    """A number in [0, 1) of vessel `k`: splitmix64 over its own counter."""
    stream[k] += np.uint64(0x9E3779B97F4A7C15)
    z = stream[k]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True, nogil=True)
def start(stream, state, t_s, interval_s):
    """Put every vessel somewhere between 65 S and 65 N, some of them moored."""
    for k in range(state.shape[0]):
        state[k, LON] = _draw(stream, k) * 360.0 - 180.0
        state[k, LAT] = _draw(stream, k) * 130.0 - 65.0
        state[k, CRUISE] = 4.0 + 14.0 * _draw(stream, k)
        state[k, COURSE] = 360.0 * _draw(stream, k)
        state[k, INTERVAL] = interval_s * (0.5 + _draw(stream, k))
        state[k, NEXT_T] = t_s + state[k, INTERVAL] * _draw(stream, k)
        state[k, LEG_ENDS] = t_s + 6 * 3600.0 * _draw(stream, k)
        state[k, UNDER_WAY] = 1.0 if _draw(stream, k) < 0.6 else 0.0
        state[k, SPEED] = state[k, CRUISE] * state[k, UNDER_WAY]


@njit(cache=True, nogil=True)
def sail(stream, state, until_s, vessel, t_s, lon, lat, sog, cog, heading, status):
    """Every report before `until_s`, vessel after vessel; the number of rows written. Stops where the room ends."""
    n = 0
    for k in range(state.shape[0]):
        t = state[k, NEXT_T]
        while t < until_s and n < vessel.shape[0]:
            if t >= state[k, LEG_ENDS]:
                state[k, LEG_ENDS] = t + 1800.0 + 5 * 3600.0 * _draw(stream, k)
                if _draw(stream, k) < 0.35:
                    state[k, UNDER_WAY] = 1.0 - state[k, UNDER_WAY]
                else:
                    state[k, COURSE] += 120.0 * (_draw(stream, k) - 0.5)
            under_way = state[k, UNDER_WAY] > 0.5
            wanted = state[k, CRUISE] if under_way else 0.0
            state[k, SPEED] += 0.4 * (wanted - state[k, SPEED])
            if abs(state[k, LAT]) > 68.0:
                state[k, COURSE] = 180.0 if state[k, LAT] > 0 else 0.0
            if under_way:
                state[k, COURSE] += 3.0 * (_draw(stream, k) - 0.5)
            state[k, COURSE] -= 360.0 * np.floor(state[k, COURSE] / 360.0)
            step = state[k, INTERVAL] * (0.7 + 0.6 * _draw(stream, k))
            north = (_draw(stream, k) - 0.5) * 2.0 * _NOISE_M / _M_PER_DEG
            east = (_draw(stream, k) - 0.5) * 2.0 * _NOISE_M / _M_PER_DEG
            cos = np.cos(np.radians(state[k, LAT]))
            vessel[n] = k
            t_s[n] = np.int64(t)
            x = state[k, LON] + east / cos
            lon[n] = np.rint((x - 360.0 * np.floor((x + 180.0) / 360.0)) * 1e5) / 1e5
            lat[n] = np.rint((state[k, LAT] + north) * 1e5) / 1e5
            sog[n] = np.rint(max(state[k, SPEED] + 0.2 * (_draw(stream, k) - 0.5), 0.0) * 10.0) / 10.0
            told = np.rint((state[k, COURSE] + 2.0 * (_draw(stream, k) - 0.5)) * 10.0) / 10.0
            cog[n] = told - 360.0 * np.floor(told / 360.0)
            heading[n] = np.int64(cog[n]) % 360 if k % 4 else 511
            status[n] = 0 if under_way else 5
            n += 1
            # where it will be: half a per mille of the steps is a silence of up to two hours
            wait = step if _draw(stream, k) > 0.0005 else step + 7200.0 * _draw(stream, k)
            metres = state[k, SPEED] * _KN_TO_M_S * wait
            state[k, LAT] += metres * np.cos(np.radians(state[k, COURSE])) / _M_PER_DEG
            state[k, LON] += metres * np.sin(np.radians(state[k, COURSE])) / (_M_PER_DEG * cos)
            t += wait
        state[k, NEXT_T] = t
    return n
