"""Which disturbed cells touch each other in space and time."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def join(window, where, around, gap, root):
    """Join rows in the order (window, cell) that belong together: `root` has the first row of each event afterwards."""
    last = np.full(len(around), -1, np.int64)
    for i in range(len(window)):
        _meet(i, where[i], window, last, gap, root)
        for j in range(around.shape[1]):
            near = around[where[i], j]
            if near < 0:
                continue
            _meet(i, near, window, last, gap, root)
            for k in range(around.shape[1]):
                if around[near, k] >= 0:
                    _meet(i, around[near, k], window, last, gap, root)
        last[where[i]] = i
    for i in range(len(window)):
        root[i] = _top(i, root)


@njit(cache=True, nogil=True)
def _meet(i, cell, window, last, gap, root):
    j = last[cell]
    if j >= 0 and window[i] - window[j] <= gap:
        _unite(i, j, root)


@njit(cache=True, nogil=True)
def _unite(i, j, root):
    a, b = _top(i, root), _top(j, root)
    if a != b:
        root[max(a, b)] = min(a, b)


@njit(cache=True, nogil=True)
def _top(i, root):
    while root[i] != i:
        root[i] = root[root[i]]
        i = root[i]
    return i
