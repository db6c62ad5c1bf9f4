"""Kernels that join the runs of one MMSI into chains: each run to the one that it goes on to best, the surest first.

A node is the last fix of a vessel on an earlier day, or a run of this day; nodes stand in the order of time. As joins
are made by how well they fit and not in the order of time, a vessel that waits while another is heard is found again.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.vessels.motion_kernel import SLACK_M, clock_slack_s, displacement, strain, top_speed, velocity

AHEAD = 24
"""Nodes after a node that may go on from it; what is silent for longer is joined when there are chains."""
WORST = 2.5
"""Strain beyond which two runs are not joined."""
VELOCITY_GAP_S = 7200.0
MOST_CHAINS = 200
DISORDER_S = 60.0
EXCHANGES = 4
GUESS_NODES = 12
GUESS_GAP_S = 3600.0
GUESS_TOP = 15.0
WORST_GUESS = 10.0
STAY_DRIFT = 0.05
STAY_COST = 5.0
"""What has to be made up for before a vessel is taken to have lain still, and metres a second it may shift by."""
MOST_FREE = 64
IMPOSSIBLE = np.inf


@njit(cache=True, nogil=True)
def move_strain(nodes, speeds, i, j):
    """Strain of going on from the end of node i to the start of node j; infinite where no such craft is fast enough."""
    return _move(nodes, speeds, i, j)[0]


@njit(cache=True, nogil=True)
def move_cost(nodes, speeds, i, j):
    """The same as a likelihood: of two moves that fit alike, the one over less time costs less."""
    value, room_m = _move(nodes, speeds, i, j)
    if value > WORST:
        return IMPOSSIBLE
    moved = 2.0 * value * value + 2.0 * math.log(room_m / SLACK_M)
    return min(moved, _stay_cost(nodes, i, j))


@njit(cache=True, nogil=True)
def _stay_cost(nodes, i, j):
    """Cost of having lain still at one place from the end of node i to the start of node j.

    Over hours, where a vessel may have gone to is wide; that it is heard again where it was last is then no chance.
    """
    dt = max(0.0, (nodes[j]["t0"] - nodes[i]["t1"]) * 1e-6)
    east, north = displacement(nodes[i]["lon1"], nodes[i]["lat1"], nodes[j]["lon0"], nodes[j]["lat0"])
    room_m = SLACK_M + 300.0 * max(nodes[i]["coarse"], nodes[j]["coarse"]) + STAY_DRIFT * dt
    value = math.hypot(east, north) / room_m
    return 2.0 * value * value + 2.0 * math.log(room_m / SLACK_M) + STAY_COST


@njit(cache=True, nogil=True)
def _move(nodes, speeds, i, j):
    dt = (nodes[j]["t0"] - nodes[i]["t1"]) * 1e-6
    if dt < -DISORDER_S:
        return IMPOSSIBLE, SLACK_M
    dt = max(dt, 0.0)  # over midnight, fixes may stand in another order than the days they were heard on
    slack_s = clock_slack_s(nodes[i]["t1"], nodes[j]["t0"])
    slack_m = SLACK_M + 300.0 * max(nodes[i]["coarse"], nodes[j]["coarse"])
    east, north = displacement(nodes[i]["lon1"], nodes[i]["lat1"], nodes[j]["lon0"], nodes[j]["lat0"])
    top = top_speed(max(nodes[i]["kind"], nodes[j]["kind"]), nodes[i]["sog1"], nodes[j]["sog0"])
    if math.hypot(east, north) > top * (dt + slack_s) + slack_m:
        return IMPOSSIBLE, SLACK_M
    return strain(east, north, dt, slack_s, slack_m, speeds[i, 2], speeds[i, 3], speeds[j, 0], speeds[j, 1])


@njit(cache=True, nogil=True)
def told_speeds(nodes, speeds):
    """Velocity at the start and at the end of each node, in metres a second east and north; NaN where not known."""
    for i in range(nodes.size):
        one = nodes[i]
        speeds[i, 0], speeds[i, 1] = velocity(one["sog0"], one["cog0"], one["east0"], one["north0"])
        speeds[i, 2], speeds[i, 3] = velocity(one["sog1"], one["cog1"], one["east1"], one["north1"])


@njit(cache=True, nogil=True)
def guess_speeds(nodes, speeds):
    """Fill velocities that are not told by the steadiest way through each node: from a node before to one after it."""
    told = speeds.copy()
    for j in range(nodes.size):
        if nodes[j]["fixes"] > 1 or told[j, 0] == told[j, 0] or told[j, 2] == told[j, 2]:
            continue
        best = WORST_GUESS
        for i in range(max(0, j - GUESS_NODES), j):
            dt1 = (nodes[j]["t0"] - nodes[i]["t1"]) * 1e-6
            if dt1 <= 0.0 or dt1 > GUESS_GAP_S:
                continue
            east1, north1 = displacement(nodes[i]["lon1"], nodes[i]["lat1"], nodes[j]["lon0"], nodes[j]["lat0"])
            if math.hypot(east1, north1) > GUESS_TOP * dt1 + SLACK_M:
                continue
            for k in range(j + 1, min(nodes.size, j + 1 + GUESS_NODES)):
                dt2 = (nodes[k]["t0"] - nodes[j]["t1"]) * 1e-6
                if dt2 <= 0.0 or dt2 > GUESS_GAP_S:
                    continue
                east2, north2 = displacement(nodes[j]["lon1"], nodes[j]["lat1"], nodes[k]["lon0"], nodes[k]["lat0"])
                if math.hypot(east2, north2) > GUESS_TOP * dt2 + SLACK_M:
                    continue
                dt = dt1 + dt2
                east, north = (east1 + east2) / dt, (north1 + north2) / dt
                off = math.hypot(east1 - east * dt1, north1 - north * dt1)
                slack_s = clock_slack_s(nodes[i]["t1"], nodes[k]["t0"])
                room = 0.5 * SLACK_M + 0.5 * slack_s * math.hypot(east, north) + 0.4 * dt
                cost = 2.0 * (off / room) ** 2 + 2.0 * math.log(room / SLACK_M)
                if cost < best:
                    best = cost
                    speeds[j, 0], speeds[j, 1] = east, north
                    speeds[j, 2], speeds[j, 3] = east, north


@njit(cache=True, nogil=True)
def learn_speeds(nodes, after, speeds):
    """Fill velocities that are not told from the moves along the chains that were found."""
    for i in range(nodes.size):
        j = after[i]
        if j < 0:
            continue
        dt = (nodes[j]["t0"] - nodes[i]["t1"]) * 1e-6
        if dt < 30.0 or dt > VELOCITY_GAP_S:
            continue
        east, north = displacement(nodes[i]["lon1"], nodes[i]["lat1"], nodes[j]["lon0"], nodes[j]["lat0"])
        # The move that led to a node tells its velocity; where none did, the move that leads on from it.
        if speeds[j, 2] != speeds[j, 2]:
            speeds[j, 2], speeds[j, 3] = east / dt, north / dt
        if speeds[i, 0] != speeds[i, 0]:
            speeds[i, 0], speeds[i, 1] = east / dt, north / dt


@njit(cache=True, nogil=True)
def join_cheapest(cost, pair, after, before):
    """Join nodes i to j, the cheapest pairs first, where neither is joined yet; equal costs in the order given."""
    for k in np.argsort(cost, kind="mergesort"):
        i, j = pair[k, 0], pair[k, 1]
        if after[i] < 0 and before[j] < 0:
            after[i] = j
            before[j] = i


@njit(cache=True, nogil=True)
def join(nodes, lanes, speeds, after, before):
    """Join nodes into chains, the least strain first. The first `lanes` nodes lie before the day and follow none."""
    n = nodes.size
    for i in range(n):
        after[i] = -1
        before[i] = -1
    count = 0
    cost = np.empty(n * AHEAD + lanes * AHEAD, np.float64)
    pair = np.empty((cost.size, 2), np.int64)
    for i in range(n):
        first = max(i + 1, lanes)
        for j in range(first, min(n, first + AHEAD)):
            value = move_cost(nodes, speeds, i, j)
            if value < IMPOSSIBLE:
                cost[count] = value
                pair[count, 0] = i
                pair[count, 1] = j
                count += 1
    join_cheapest(cost[:count], pair, after, before)


@njit(cache=True, nogil=True)
def exchange(nodes, speeds, after, before):
    """Let pairs of chains exchange what goes on from them where the two new moves fit better than the two old."""
    for _ in range(EXCHANGES):
        changed = False
        for i in range(nodes.size):
            if after[i] < 0:
                continue
            seen = 0
            k = i + 1
            # Only joins that span a common time can be exchanged: those from nodes before the end of this one.
            least_us = (nodes[after[i]]["t0"] - nodes[i]["t1"]) // 5
            while k < after[i] and seen < AHEAD:
                # Within a long gap of one, the many short steps of others are no doubt their own.
                if after[k] >= 0 and nodes[after[k]]["t0"] - nodes[k]["t1"] >= least_us:
                    seen += 1
                    j, other = after[i], after[k]
                    old = move_cost(nodes, speeds, i, j) + move_cost(nodes, speeds, k, other)
                    new = move_cost(nodes, speeds, i, other) + move_cost(nodes, speeds, k, j)
                    if new < old - 1e-9:
                        after[i], after[k] = other, j
                        before[other], before[j] = i, k
                        changed = True
                k += 1
        if not changed:
            return


@njit(cache=True, nogil=True)
def relocate(nodes, lanes, speeds, after, before):
    """Let starts and ends of chains take the place of others in joins that fit them better.

    The joins stay as many as they are, so that a vessel that is silent to the end, or not heard before, is another than
    the one that the surest joins of all left over.
    """
    for _ in range(EXCHANGES):
        changed = False
        ends = np.flatnonzero(after < 0)
        starts = np.flatnonzero(before < 0)
        if ends.size <= MOST_FREE:
            for k in ends:
                best, least = -1, -1e-9
                for j in range(max(k + 1, lanes), nodes.size):
                    i = before[j]
                    if i >= 0:
                        gain = move_cost(nodes, speeds, k, j) - move_cost(nodes, speeds, i, j)
                        if gain < least:
                            best, least = j, gain
                if best >= 0:
                    after[before[best]] = -1
                    after[k], before[best] = best, k
                    changed = True
        if starts.size <= MOST_FREE:
            for k in starts:
                if k < lanes:
                    continue
                best, least = -1, -1e-9
                for i in range(k):
                    j = after[i]
                    if j >= 0:
                        gain = move_cost(nodes, speeds, i, k) - move_cost(nodes, speeds, i, j)
                        if gain < least:
                            best, least = i, gain
                if best >= 0:
                    before[after[best]] = -1
                    after[best], before[k] = k, best
                    changed = True
        if not changed:
            return


@njit(cache=True, nogil=True)
def number_chains(before, chain):
    """The number of each node's chain, in the order of their first nodes; returns how many there are."""
    count = 0
    for i in range(before.size):
        if before[i] < 0:
            chain[i] = count
            count += 1
        else:
            chain[i] = chain[before[i]]
    return count


@njit(cache=True, nogil=True)
def join_chains(nodes, lanes, speeds, after, before):
    """Join ends of chains with starts of others that were too many nodes away."""
    ends = np.flatnonzero(after < 0)
    starts = np.flatnonzero(before < 0)
    if ends.size > MOST_CHAINS:
        return
    cost = np.empty(ends.size * starts.size, np.float64)
    pair = np.empty((cost.size, 2), np.int64)
    count = 0
    for i in ends:
        for j in starts:
            if j >= lanes and j > i:
                value = move_cost(nodes, speeds, i, j)
                if value < IMPOSSIBLE:
                    cost[count] = value
                    pair[count, 0] = i
                    pair[count, 1] = j
                    count += 1
    join_cheapest(cost[:count], pair, after, before)
