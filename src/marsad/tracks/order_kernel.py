"""Kernels that put rows in the order of vessel and time, settled by content so that no two orders are possible."""

from __future__ import annotations

import numpy as np
from numba import njit

SHORT_RUN = 24
"""Runs of rows with one key up to this length are put in order by insertion, longer ones by merging."""


@njit(cache=True, nogil=True)
def in_order(mmsi, tk, digest, t):
    """Whether the rows stand in the order (mmsi, tk, digest, t) already."""
    for i in range(1, mmsi.size):
        if not _at_most(mmsi, tk, digest, t, i - 1, i):
            return False
    return True


@njit(cache=True, nogil=True)
def packed_keys(mmsi, tk, first, shift, key):
    """MMSI in the upper 30 bits, time since `first` in the lower 34, less its `shift` lowest bits."""
    for i in range(mmsi.size):
        key[i] = (np.uint64(mmsi[i]) << np.uint64(34)) | np.uint64((tk[i] - first) >> shift)


@njit(cache=True, nogil=True)
def settle_runs(mmsi, tk, digest, t, key, order, spare):
    """Order the rows of each run of equal keys by (mmsi, tk, digest, t, row)."""
    n = order.size
    begin = 0
    while begin < n:
        end = begin + 1
        while end < n and key[order[end]] == key[order[begin]]:
            end += 1
        if end - begin > SHORT_RUN:
            _merge_sort(mmsi, tk, digest, t, order, begin, end, spare)
        elif end - begin > 1:
            _insertion_sort(mmsi, tk, digest, t, order, begin, end)
        begin = end


@njit(cache=True, nogil=True)
def _at_most(mmsi, tk, digest, t, i, j):
    """Whether row i may stand before row j; rows equal in all four keep the order of their numbers."""
    if mmsi[i] != mmsi[j]:
        return mmsi[i] < mmsi[j]
    if tk[i] != tk[j]:
        return tk[i] < tk[j]
    if digest[i] != digest[j]:
        return digest[i] < digest[j]
    if t[i] != t[j]:
        return t[i] < t[j]
    return i <= j


@njit(cache=True, nogil=True)
def _insertion_sort(mmsi, tk, digest, t, order, begin, end):
    for i in range(begin + 1, end):
        one = order[i]
        j = i
        while j > begin and not _at_most(mmsi, tk, digest, t, order[j - 1], one):
            order[j] = order[j - 1]
            j -= 1
        order[j] = one


@njit(cache=True, nogil=True)
def _merge_sort(mmsi, tk, digest, t, order, begin, end, spare):
    low = begin
    while low < end:
        _insertion_sort(mmsi, tk, digest, t, order, low, min(low + SHORT_RUN, end))
        low += SHORT_RUN
    width = SHORT_RUN
    while width < end - begin:
        low = begin
        while low + width < end:
            middle, high = low + width, min(low + 2 * width, end)
            _merge(mmsi, tk, digest, t, order, low, middle, high, spare)
            low = high
        width *= 2


@njit(cache=True, nogil=True)
def _merge(mmsi, tk, digest, t, order, low, middle, high, spare):
    for i in range(low, middle):
        spare[i] = order[i]
    left, right = low, middle
    for place in range(low, high):
        if right == high or (left < middle and _at_most(mmsi, tk, digest, t, spare[left], order[right])):
            if left == middle:
                return
            order[place] = spare[left]
            left += 1
        else:
            order[place] = order[right]
            right += 1
