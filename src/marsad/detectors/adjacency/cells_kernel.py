"""Neighbours by cells: points in space are sorted into cubes by a hash, and each looks into the cubes about its own.

A cube is as wide as the farthest neighbour looked for, so that the 13 cubes on one side of it and itself hold all that
can be near, each pair once. The sphere meets few of them: those that are empty cost one look.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _bucket(i, j, k, mask):
    return (i * np.int64(73856093) ^ j * np.int64(19349663) ^ k * np.int64(83492791)) & mask


@njit(cache=True, nogil=True)
def sorted_by_cell(points, n, cell_m):
    """The first n points in the order of their buckets.

    Returns `order` (numbers of points), `cells` (x, y, z of the cube, in that order) and `first` (where each bucket
    begins, and the end).
    """
    size = 16
    while size < 2 * n:
        size *= 2
    mask = np.int64(size - 1)
    first = np.zeros(size + 1, np.int64)
    bucket = np.empty(n, np.int64)
    for at in range(n):
        i, j, k = (
            np.int64(points[at, 0] // cell_m),
            np.int64(points[at, 1] // cell_m),
            np.int64(points[at, 2] // cell_m),
        )
        bucket[at] = _bucket(i, j, k, mask)
        first[bucket[at] + 1] += 1
    for at in range(size):
        first[at + 1] += first[at]
    order, cells, filled = np.empty(n, np.int64), np.empty((n, 3), np.int64), first.copy()
    for at in range(n):
        to = filled[bucket[at]]
        filled[bucket[at]] += 1
        order[to] = at
        for axis in range(3):
            cells[to, axis] = np.int64(points[at, axis] // cell_m)
    return order, cells, first


@njit(cache=True, nogil=True)
def grown(some):
    """Twice the room."""
    more = np.empty((2 * len(some), *some.shape[1:]), some.dtype)
    more[: len(some)] = some
    return more


@njit(cache=True, nogil=True)
def neighbours(points, n, near_m, idle):
    """Each pair of the first n points within `near_m`: numbers a < b, and their distance; in no order.

    Two that are both `idle` are no pair: a harbour has many of these, so only those that are not look about them, for
    one another on one side and for the idle on all.
    """
    order, cells, first = sorted_by_cell(points, n, near_m)
    ends, far, found = np.empty((256, 2), np.int64), np.empty(256), 0
    mask, square, resting = np.int64(len(first) - 2), near_m * near_m, np.empty(n, np.bool_)
    for at in range(n):
        resting[at] = idle[order[at]]
    least = 0 if resting.any() else 13
    for at in range(n):
        if resting[at]:
            continue
        one = order[at]
        x, y, z = points[one, 0], points[one, 1], points[one, 2]
        for number in range(least, 27):
            # 13 is the cube itself, 14 to 26 those on one side of it
            i = cells[at, 0] + number // 9 - 1
            j = cells[at, 1] + number // 3 % 3 - 1
            k = cells[at, 2] + number % 3 - 1
            where = _bucket(i, j, k, mask)
            for to in range(first[where], first[where + 1]):
                if not resting[to] and (number < 13 or (number == 13 and to <= at)):
                    continue
                if cells[to, 0] != i or cells[to, 1] != j or cells[to, 2] != k:
                    continue
                other = order[to]
                dx, dy, dz = points[other, 0] - x, points[other, 1] - y, points[other, 2] - z
                apart = dx * dx + dy * dy + dz * dz
                if apart > square:
                    continue
                if found == len(far):
                    ends, far = grown(ends), grown(far)
                ends[found, 0], ends[found, 1] = min(one, other), max(one, other)
                far[found] = np.sqrt(apart)
                found += 1
    return ends[:found], far[:found]


@njit(cache=True, nogil=True)
def meetings(points, n, reach_m, near_m, pass_m, horizon_s, closing_mps):
    """Each pair of the first n moving points (x y z vx vy vz) that is near, or will pass near if neither acts.

    A pair within `reach_m` is given when it is within `near_m`, or passes within `pass_m` in `horizon_s` while its ways
    differ by `closing_mps`. Numbers a < b, and a row of: distance now, least distance, seconds to it (negative: passed)
    and the difference of the ways in m/s; in no order.
    """
    order, cells, first = sorted_by_cell(points, n, reach_m)
    ends, told, found = np.empty((256, 2), np.int64), np.empty((256, 4)), 0
    mask, square, slow = np.int64(len(first) - 2), reach_m * reach_m, closing_mps * closing_mps
    packed = np.empty((n, 6))
    for at in range(n):
        packed[at] = points[order[at], :6]
    for at in range(n):
        x, y, z = packed[at, 0], packed[at, 1], packed[at, 2]
        for side in range(14):
            number = 13 + side
            i = cells[at, 0] + number // 9 - 1
            j = cells[at, 1] + number // 3 % 3 - 1
            k = cells[at, 2] + number % 3 - 1
            where = _bucket(i, j, k, mask)
            for to in range(at + 1 if side == 0 else first[where], first[where + 1]):
                dx, dy, dz = packed[to, 0] - x, packed[to, 1] - y, packed[to, 2] - z
                apart = dx * dx + dy * dy + dz * dz
                if apart > square:
                    continue
                vx, vy, vz = packed[to, 3] - packed[at, 3], packed[to, 4] - packed[at, 4], packed[to, 5] - packed[at, 5]
                ways = vx * vx + vy * vy + vz * vz
                along = dx * vx + dy * vy + dz * vz
                if apart > near_m * near_m and (
                    along >= 0.0
                    or ways < slow
                    or -along > horizon_s * ways
                    or apart * ways - along * along > pass_m * pass_m * ways
                ):
                    continue
                if cells[to, 0] != i or cells[to, 1] != j or cells[to, 2] != k:
                    continue
                if found == len(told):
                    ends, told = grown(ends), grown(told)
                one, other = order[at], order[to]
                ends[found, 0], ends[found, 1] = min(one, other), max(one, other)
                after_s = 0.0 if ways < 1e-12 else -along / ways
                least = apart if ways < 1e-12 else max(apart - along * along / ways, 0.0)
                told[found, 0], told[found, 1] = np.sqrt(apart), np.sqrt(least)
                told[found, 2], told[found, 3] = after_s, np.sqrt(ways)
                found += 1
    return ends[:found], told[:found]
