"""Ways over a grid of places in water, with extra ways (lanes, canals, passages) laid over it.

A *node* is a cell of the grid, or beyond them a point of an extra way. From a cell one goes to its 16 neighbours: those
around it and those a knight's move away. `net` is a `Net` (grid.py).
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.sea import coast_kernel

_NOWHERE = -1
ROW = np.array([0, 1, 1, 1, 0, -1, -1, -1, 1, 2, 2, 1, -1, -2, -2, -1], np.int64)
COLUMN = np.array([1, 1, 0, -1, -1, -1, 0, 1, 2, 1, -1, -2, -2, -1, 1, 2], np.int64)
"""Neighbour n's opposite is n + 4 modulo 8 within the first eight and within the last eight."""
_MOVES = 16

_clearance_to = coast_kernel.clearance_to
_clear = coast_kernel.clear
_length = coast_kernel.length
_far = coast_kernel.far


@njit(cache=True, nogil=True)
def place(shore, west, south, step_lon, step_lat, rows, columns, margin, wanted, cap):
    """Longitude, latitude and clearance of each cell's node: its middle, or where near the coast the freest of 9.

    Clearance is told up to `cap`, and -1 where no place of the cell has more than `margin` metres.
    """
    lon, lat = np.empty(rows * columns), np.empty(rows * columns)
    free = np.empty(rows * columns)
    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            x, y = west + (column + 0.5) * step_lon, south + (row + 0.5) * step_lat
            best = _clearance_to(shore, x, y, cap)
            best_x, best_y = x, y
            if best < wanted and (best >= 0.0 or _near_water(shore, x, y, 0.6 * step_lon)):
                for k in range(9):
                    try_x = x + (k % 3 - 1) * 0.34 * step_lon
                    try_y = y + (k // 3 - 1) * 0.34 * step_lat
                    found = _clearance_to(shore, try_x, try_y, wanted)
                    if found > best:
                        best, best_x, best_y = found, try_x, try_y
            lon[at], lat[at] = best_x, best_y
            free[at] = best if best > margin else -1.0
    return lon, lat, free


@njit(cache=True, nogil=True)
def _near_water(shore, lon, lat, reach):
    """Whether a coast may be so many degrees from a place on land."""
    row, column = coast_kernel.bin_of(shore, lon, lat)
    return row >= 0 and shore.rings[row, column] <= 1 + int(reach / shore.bin_deg)


@njit(cache=True, nogil=True)
def open_moves(shore, lon, lat, free, rows, columns, round_world, margin):
    """For each node the neighbours to which the straight way is clear, as bits."""
    bits = np.zeros(rows * columns, np.uint16)
    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if free[at] < 0.0:
                continue
            for move in (0, 1, 2, 3, 8, 9, 10, 11):
                r, c = row + ROW[move], column + COLUMN[move]
                if c < 0 or c >= columns:
                    if not round_world:
                        continue
                    c %= columns
                if r < 0 or r >= rows:
                    continue
                to = r * columns + c
                if free[to] < 0.0:
                    continue
                far = _length(lon[at], lat[at], lon[to], lat[to])
                if far < free[at] + free[to] - 2.0 * margin or _clear(
                    shore, lon[at], lat[at], lon[to], lat[to], margin
                ):
                    bits[at] |= np.uint16(1 << move)
                    back = (move + 4) % 8 if move < 8 else 8 + (move - 8 + 4) % 8
                    bits[to] |= np.uint16(1 << back)
    return bits


@njit(cache=True, nogil=True)
def _push(heap, keys, size, node, key):
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] <= key:
            break
        heap[at], keys[at] = heap[above], keys[above]
        at = above
    heap[at], keys[at] = node, key
    return size + 1


@njit(cache=True, nogil=True)
def _pop(heap, keys, size):
    size -= 1
    node, key = heap[size], keys[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        heap[at], keys[at] = heap[below], keys[below]
        at = below
    heap[at], keys[at] = node, key
    return size


@njit(cache=True, nogil=True)
def toward(net, factor, goal, starts, least):
    """For every node the next one on the cheapest way to `goal`, and what that way costs (metres times factors).

    With `starts` it ends once the ways from all of them are known; other nodes may then have no next one. With `least`,
    the cheapest metre, it looks only where a way from the one start may lead (A*): other nodes' answers mean nothing.
    """
    guided = least > 0.0
    left = starts.size
    wanted = np.zeros(net.lon.size if left > 1 else 0, np.bool_)
    if left > 1:
        left = 0
        for node in starts:
            if not wanted[node]:
                wanted[node] = True
                left += 1
    nodes = net.lon.size
    cells = net.rows * net.columns
    following = np.full(nodes, _NOWHERE, np.int32)
    cost = np.full(nodes, np.inf, np.float64)
    done = np.zeros(nodes, np.bool_)
    heap, keys = np.empty(4096, np.int32), np.empty(4096, np.float64)
    cost[goal] = 0.0
    size = _push(heap, keys, 0, goal, 0.0)
    while size > 0:
        here = heap[0]
        size = _pop(heap, keys, size)
        if done[here]:
            continue
        done[here] = True
        if left > 0 and (wanted[here] if wanted.size > 0 else here == starts[0]):
            left -= 1
            if left == 0:
                break
        if size + 64 > heap.size:
            heap = np.concatenate((heap, np.empty(heap.size, np.int32)))
            keys = np.concatenate((keys, np.empty(keys.size, np.float64)))
        row, column = here // net.columns, here % net.columns
        moves = _MOVES if here < cells else 0
        first, last = net.extra_starts[here], net.extra_starts[here + 1]
        for move in range(moves + last - first):
            if move < moves:
                if not (net.moves[here] >> np.uint16(move)) & np.uint16(1):
                    continue
                c = column + COLUMN[move]
                if c < 0 or c >= net.columns:
                    c %= net.columns
                there = (row + ROW[move]) * net.columns + c
                if done[there] and not guided:
                    continue
                far = _length(net.lon[here], net.lat[here], net.lon[there], net.lat[there])
                price = far * 0.5 * (factor[here] + factor[there])
            else:
                k = first + move - moves
                there = net.extra_from[k]
                price = net.extra_m[k] * (
                    net.extra_factor[k] if net.extra_factor[k] > 0.0 else factor[min(here, there)]
                )
            total = cost[here] + price
            if total < cost[there]:
                cost[there] = total
                following[there] = here
                if guided:
                    total += least * _far(net.lon[there], net.lat[there], net.lon[starts[0]], net.lat[starts[0]])
                if size + 1 >= heap.size:
                    heap = np.concatenate((heap, np.empty(heap.size, np.int32)))
                    keys = np.concatenate((keys, np.empty(keys.size, np.float64)))
                size = _push(heap, keys, size, there, total)
    if starts.size > 0 and not guided:
        following[~done] = _NOWHERE
    return following, cost


@njit(cache=True, nogil=True)
def parts(net):
    """For each node the number of the connected part that it belongs to (-1 land), and how large each part is."""
    nodes, cells = net.lon.size, net.rows * net.columns
    part = np.full(nodes, -1, np.int32)
    sizes = np.zeros(nodes + 1, np.int32)
    stack = np.empty(nodes, np.int32)
    found = 0
    for seed in range(nodes):
        if part[seed] >= 0 or (seed < cells and net.free[seed] < 0.0):
            continue
        part[seed] = found
        stack[0] = seed
        depth = 1
        while depth > 0:
            depth -= 1
            here = stack[depth]
            sizes[found] += 1
            row, column = here // net.columns, here % net.columns
            moves = _MOVES if here < cells else 0
            first, last = net.extra_starts[here], net.extra_starts[here + 1]
            for move in range(moves + last - first):
                if move < moves:
                    if not (net.moves[here] >> np.uint16(move)) & np.uint16(1):
                        continue
                    there = (row + ROW[move]) * net.columns + (column + COLUMN[move]) % net.columns
                else:
                    there = net.extra_from[first + move - moves]
                if part[there] < 0:
                    part[there] = found
                    stack[depth] = there
                    depth += 1
        found += 1
    return part, sizes[:found].copy()


@njit(cache=True, nogil=True)
def seen_from(shore, net, lon, lat, rows, columns, margin):
    """The nearest node of the grid that a straight way leads to from a place, in the cells so far around; -1 none."""
    row = math.floor((lat - net.south) / net.step_lat)
    east = lon - net.west
    east -= 360.0 * math.floor(east / 360.0)
    column = int(east / net.step_lon)
    best, found = np.inf, -1
    for r in range(max(0, row - rows), min(net.rows, row + rows + 1)):
        for shift in range(-columns, columns + 1):
            c = column + shift
            if c < 0 or c >= net.columns:
                if not net.round_world:
                    continue
                c %= net.columns
            at = r * net.columns + c
            if net.free[at] < 0.0:
                continue
            far = _length(lon, lat, net.lon[at], net.lat[at])
            if far < best and _clear(shore, lon, lat, net.lon[at], net.lat[at], margin):
                best, found = far, at
    return found
