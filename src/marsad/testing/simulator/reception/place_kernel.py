"""Where transmitters are, as points on a unit sphere, and which receivers may be near enough to hear them."""

import math

import numpy as np
from numba import njit

RADIUS_KM = 6371.0088
HORIZON_KM = 4.12
"""Radio horizon in km over the square root of a height in m, over an earth of 4/3 its radius."""
LOW_M = 64.0
"""Antennas up to this height are found by cells; higher ones, of aircraft, are held against every receiver."""
BEYOND = 1.6
"""How far beyond the horizon, as a multiple of it, a signal can matter."""


@njit(cache=True, nogil=True)
def unit(lon, lat, out):
    """Unit vectors (rows x 3) of places in degrees."""
    for i in range(lon.size):
        a = math.radians(lon[i])
        b = math.radians(lat[i])
        out[i, 0] = math.cos(b) * math.cos(a)
        out[i, 1] = math.cos(b) * math.sin(a)
        out[i, 2] = math.sin(b)


@njit(cache=True, nogil=True)
def cell(lon, lat):
    """Number of the cell of one degree."""
    column = np.int64(math.floor(lon + 180.0)) % 360
    row = np.int64(math.floor(min(max(lat, -90.0), 89.5) + 90.0))
    return row * 360 + column


@njit(cache=True, nogil=True)
def _reaches(x, y, z, tx_root_m, receiver, at, root_m, duct):
    """Whether a receiver may hear from there: within its horizon of the night, and some way beyond."""
    dx = x - at[receiver, 0]
    dy = y - at[receiver, 1]
    dz = z - at[receiver, 2]
    chord = RADIUS_KM * math.sqrt(dx * dx + dy * dy + dz * dz)
    return chord <= BEYOND * HORIZON_KM * (tx_root_m + root_m[receiver]) * duct[receiver]


@njit(cache=True, nogil=True)
def count(where, lon, lat, antenna_m, channel, first, near, at, root_m, duct, counts):
    """How many candidates each receiver has among the rows. `first` and `near` name the receivers of each cell."""
    receivers = root_m.size
    for i in range(lon.size):
        if channel[i] > 1:
            continue
        tx_root_m = math.sqrt(max(antenna_m[i], 0.0))
        if antenna_m[i] <= LOW_M:
            here = cell(lon[i], lat[i])
            for n in range(first[here], first[here + 1]):
                r = near[n]
                if _reaches(where[i, 0], where[i, 1], where[i, 2], tx_root_m, r, at, root_m, duct):
                    counts[r] += 1
        else:
            for r in range(receivers):
                if _reaches(where[i, 0], where[i, 1], where[i, 2], tx_root_m, r, at, root_m, duct):
                    counts[r] += 1


@njit(cache=True, nogil=True)
def fill(where, lon, lat, antenna_m, channel, first, near, at, root_m, duct, begin, out):
    """The candidates, those of receiver r from begin[r] on in `out`, in the order of the rows."""
    receivers = root_m.size
    for i in range(lon.size):
        if channel[i] > 1:
            continue
        tx_root_m = math.sqrt(max(antenna_m[i], 0.0))
        if antenna_m[i] <= LOW_M:
            here = cell(lon[i], lat[i])
            for n in range(first[here], first[here + 1]):
                r = near[n]
                if _reaches(where[i, 0], where[i, 1], where[i, 2], tx_root_m, r, at, root_m, duct):
                    out[begin[r]] = i
                    begin[r] += 1
        else:
            for r in range(receivers):
                if _reaches(where[i, 0], where[i, 1], where[i, 2], tx_root_m, r, at, root_m, duct):
                    out[begin[r]] = i
                    begin[r] += 1
