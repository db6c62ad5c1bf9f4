"""Whether two ships enter each other's domain between two instants at which the truth tells where they are."""

import math

import numpy as np
from numba import njit

METRES_PER_DEGREE = 111195.0797
STEPS = 12
"""Looks from the one instant to the other: each 5 s of a minute."""


@njit(cache=True, nogil=True)
def _turn(deg):
    """Brought into -180 to 180."""
    return deg - 360.0 * math.floor((deg + 180.0) / 360.0)


@njit(cache=True, nogil=True)
def _inside(east_m, north_m, bow_deg, along_m, across_m):
    """Whether a place lies within the ellipse about a ship, of these half axes along and across her."""
    bow = math.radians(bow_deg)
    along = east_m * math.sin(bow) + north_m * math.cos(bow)
    across = east_m * math.cos(bow) - north_m * math.sin(bow)
    return (along / along_m) ** 2 + (across / across_m) ** 2 < 1.0


@njit(cache=True, nogil=True)
def _apart(states, a, b):
    """How far b is east and north of a, in m."""
    squeeze = math.cos(math.radians((states[a, 1] + states[b, 1]) / 2.0))
    east = _turn(states[b, 0] - states[a, 0]) * squeeze * METRES_PER_DEGREE
    return east, (states[b, 1] - states[a, 1]) * METRES_PER_DEGREE


@njit(cache=True, nogil=True)
def _parting(states, a, b, seconds):
    """How far b would come east and north of a in so many seconds at the speeds and courses of this instant, in m."""
    knot = 1852.0 / 3600.0 * seconds
    one, other = math.radians(states[a, 3]), math.radians(states[b, 3])
    east = knot * (states[b, 2] * math.sin(other) - states[a, 2] * math.sin(one))
    return east, knot * (states[b, 2] * math.cos(other) - states[a, 2] * math.cos(one))


@njit(cache=True, nogil=True)
def entered(near, before, after, length_m, along, across, seconds):
    """Of each pair when one is in the other's domain: the share of the time at which it first is, and last; -1 never.

    `near` begins with the numbers a and b. `before` and `after` are rows (lon, lat, sog_kn, cog_deg, heading_deg) of
    all ships at two instants, `seconds` apart. Between them the one lies off the other on the cubic (Hermite) that
    leaves and comes with the speeds and courses that are told, so that both are looked at in one instant, in turns,
    too. A domain is the ellipse about a ship along her heading, of half axes `along` and `across` times her length.
    """
    out = np.full((len(near), 2), -1.0)
    for row in range(len(near)):
        a, b = int(near[row, 0]), int(near[row, 1])
        x0, y0 = _apart(before, a, b)
        x1, y1 = _apart(after, a, b)
        u0, v0 = _parting(before, a, b, seconds)
        u1, v1 = _parting(after, a, b, seconds)
        turn_a, turn_b = _turn(after[a, 4] - before[a, 4]), _turn(after[b, 4] - before[b, 4])
        for step in range(STEPS + 1):
            s = step / STEPS
            rest = 1.0 - s
            east = (1.0 + 2.0 * s) * rest**2 * x0 + s * rest**2 * u0 + s * s * (3.0 - 2.0 * s) * x1 - s * s * rest * u1
            north = (1.0 + 2.0 * s) * rest**2 * y0 + s * rest**2 * v0 + s * s * (3.0 - 2.0 * s) * y1 - s * s * rest * v1
            of_a = _inside(east, north, before[a, 4] + s * turn_a, along * length_m[a], across * length_m[a])
            of_b = _inside(east, north, before[b, 4] + s * turn_b, along * length_m[b], across * length_m[b])
            if of_a or of_b:
                if out[row, 0] < 0.0:
                    out[row, 0] = s
                out[row, 1] = s
    return out
