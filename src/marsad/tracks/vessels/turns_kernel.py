"""Kernels that tell whether two chains of runs take turns in time as two vessels do, or follow one another."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.vessels.motion_kernel import KN, displacement
from marsad.tracks.vessels.nodes_kernel import move_cost, move_strain

TURNS = 3
"""A-B-A-B: a vessel that jumps away and back (A-B-A) is one vessel still."""
SLOW_TURNS = 4
SLOW_STRAIN = 2.5
IMPOSSIBLE_TURNS = 2
CAPPED = 20.0
IMPOSSIBLE_COST = 1e6
TURN_INSTANTS = 3
"""What is stamped with one second (the batch of a satellite) stands in no order, and takes no turns within it."""
TOLD = 9
"""Numbers that `turns` tells."""


@njit(cache=True, nogil=True)
def turns(nodes, speeds, of, one, other, found):
    """How `one` and `other` (values of `of`, by node) take turns.

    Fills `found`: switches, impossible ones, mean strain of the switches, mean distance in m, highest speed needed in
    m/s, instants of the first and of the last, cost of the cheapest (beyond IMPOSSIBLE_COST where none can be), and the
    distinct instants at which they switch.
    """
    found[:] = 0.0
    last = -1
    total_strain, total_m = 0.0, 0.0
    counted = np.int64(-9223372036854775807)
    for i in range(nodes.size):
        if of[i] != one and of[i] != other:
            continue
        if last >= 0 and of[last] != of[i]:
            value = move_strain(nodes, speeds, last, i)
            found[0] += 1.0
            if value == np.inf:
                found[1] += 1.0
            total_strain += min(value, CAPPED)
            east, north = displacement(nodes[last]["lon1"], nodes[last]["lat1"], nodes[i]["lon0"], nodes[i]["lat0"])
            away = math.hypot(east, north)
            total_m += away
            cost = move_cost(nodes, speeds, last, i)
            dt = max(1.0, (nodes[i]["t0"] - nodes[last]["t1"]) * 1e-6)
            found[4] = max(found[4], away / dt)
            if cost == np.inf:
                cost = IMPOSSIBLE_COST + away / dt
            if found[0] == 1.0:
                found[5] = nodes[i]["t0"]
                found[7] = cost
            found[7] = min(found[7], cost)
            found[6] = nodes[i]["t0"]
            for t in (nodes[last]["t1"], nodes[i]["t0"]):
                if t > counted:
                    counted = t
                    found[8] += 1.0
        last = i
    if found[0] > 0.0:
        found[2] = total_strain / found[0]
        found[3] = total_m / found[0]


@njit(cache=True, nogil=True)
def are_two(found):
    """Whether such turns are those of two vessels."""
    if found[0] < TURNS or found[8] < TURN_INSTANTS:
        return False
    return found[1] >= IMPOSSIBLE_TURNS or (found[0] >= SLOW_TURNS and found[2] >= SLOW_STRAIN)


@njit(cache=True, nogil=True)
def needed_kn(found):
    """The highest speed needed, in knots."""
    return found[4] / KN
