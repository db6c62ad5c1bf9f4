"""Kernel that tells the first hearing of a transmission from its copies while they come."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def mixed_key(mmsi, digest, day, mark):
    """One number for a sender, a payload, a day and a kind of row; never 0."""
    h = np.uint64(digest) ^ (np.uint64(mmsi) * np.uint64(0x9E3779B97F4A7C15))
    h = (h ^ (h >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    h ^= (np.uint64(day) * np.uint64(64) + np.uint64(mark)) * np.uint64(0x94D049BB133111EB)
    h = (h ^ (h >> np.uint64(29))) * np.uint64(0xC2B2AE3D27D4EB4F)
    h ^= h >> np.uint64(32)
    return h if h != np.uint64(0) else np.uint64(1)


@njit(cache=True, nogil=True)
def find_firsts(mmsi, digest, t, mark, window_us, day_us, table_key, table_t, first):
    """Which rows, in the order of time, are first hearings; `table_t` is led on. Gives how many were new to the table.

    A copy was heard at most the window after the hearing before it, on the same day. The table is open addressed, its
    size a power of two, and has room for all.
    """
    mask, new = np.uint64(table_key.size - 1), 0
    for i in range(t.size):
        key = mixed_key(mmsi[i], digest[i], t[i] // day_us, mark[i])
        at = key & mask
        while table_key[at] != np.uint64(0) and table_key[at] != key:
            at = (at + np.uint64(1)) & mask
        if table_key[at] == key:
            first[i] = t[i] - table_t[at] > window_us[i]
        else:
            table_key[at] = key
            first[i] = True
            new += 1
        table_t[at] = t[i]
    return new


@njit(cache=True, nogil=True)
def find_known(mmsi, digest, t, mark, window_us, day_us, table_key, table_t, known):
    """Which rows are hearings of what the table has, of before or after it; the table stays as it is."""
    mask = np.uint64(table_key.size - 1)
    for i in range(t.size):
        key = mixed_key(mmsi[i], digest[i], t[i] // day_us, mark[i])
        at = key & mask
        while table_key[at] != np.uint64(0) and table_key[at] != key:
            at = (at + np.uint64(1)) & mask
        known[i] = table_key[at] == key and abs(t[i] - table_t[at]) <= window_us[i]


@njit(cache=True, nogil=True)
def enter_again(old_key, old_t, after_us, table_key, table_t):
    """Move what was heard after an instant into a new table; gives how many there are."""
    mask, moved = np.uint64(table_key.size - 1), 0
    for i in range(old_key.size):
        if old_key[i] == np.uint64(0) or old_t[i] < after_us:
            continue
        at = old_key[i] & mask
        while table_key[at] != np.uint64(0):
            at = (at + np.uint64(1)) & mask
        table_key[at] = old_key[i]
        table_t[at] = old_t[i]
        moved += 1
    return moved
