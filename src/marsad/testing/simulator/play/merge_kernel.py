"""Kernel that lays pieces of bytes one after another."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def copy_pieces(data, begin, end, out):
    """Fill `out` with data[begin[i]:end[i]] for every i."""
    at = 0
    for i in range(begin.size):
        for k in range(begin[i], end[i]):
            out[at] = data[k]
            at += 1
