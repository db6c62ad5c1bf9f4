"""Kernels that give each row the slot of its vessel and the hull that its sender had told: one pass, hashed."""

from __future__ import annotations

import numpy as np
from numba import njit

_PART_A = 0
_TWO_PARTS = 24


@njit(cache=True, nogil=True)
def _place(key, mask):
    h = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    return np.int64((h ^ (h >> np.uint64(29))) & np.uint64(mask))


@njit(cache=True, nogil=True)
def enter(ids, used, table):
    """Fill a table (its size a power of two, -1 throughout) with the places of some numbers."""
    mask = table.size - 1
    for k in range(used):
        at = _place(ids[k], mask)
        while table[at] >= 0:
            at = (at + 1) & mask
        table[at] = k


@njit(cache=True, nogil=True)
def find(wanted, ids, table, out):
    """The place of each number, -1 where it has none."""
    mask = table.size - 1
    for i in range(wanted.size):
        at = _place(wanted[i], mask)
        while table[at] >= 0 and ids[table[at]] != wanted[i]:
            at = (at + 1) & mask
        out[i] = table[at]


@njit(cache=True, nogil=True)
def take(wanted, start, ids, used, table, out):
    """The same, and a place for each that had none; gives the row at which room ran out, or how many there are.

    `used` holds one number, how many of `ids` are in use.
    """
    mask = table.size - 1
    for i in range(start, wanted.size):
        at = _place(wanted[i], mask)
        while table[at] >= 0 and ids[table[at]] != wanted[i]:
            at = (at + 1) & mask
        if table[at] < 0:
            if used[0] == ids.size:
                return i
            ids[used[0]] = wanted[i]
            table[at] = used[0]
            used[0] += 1
        out[i] = table[at]
    return wanted.size


@njit(cache=True, nogil=True)
def join_hulls(position, static, hulls, ids, used, table):
    """Write into positions the hull that was told at or before each; the statements are then known. Both are in the
    order of t; there is room for every statement."""
    mask, j = table.size - 1, 0
    for i in range(position.size + 1):
        while j < static.size and (i == position.size or static[j]["t"] <= position[i]["t"]):
            if not (static[j]["type"] == _TWO_PARTS and static[j]["part"] == _PART_A):
                mmsi = np.int64(static[j]["mmsi"])
                at = _place(mmsi, mask)
                while table[at] >= 0 and ids[table[at]] != mmsi:
                    at = (at + 1) & mask
                if table[at] < 0:
                    table[at] = used[0]
                    ids[used[0]] = mmsi
                    hulls[used[0]]["mmsi"] = static[j]["mmsi"]
                    used[0] += 1
                k = table[at]
                hulls[k]["ship_type"] = static[j]["ship_type"]
                hulls[k]["length_m"] = static[j]["length_m"]
                hulls[k]["beam_m"] = static[j]["beam_m"]
            j += 1
        if i < position.size:
            mmsi = np.int64(position[i]["mmsi"])
            at = _place(mmsi, mask)
            while table[at] >= 0 and ids[table[at]] != mmsi:
                at = (at + 1) & mask
            if table[at] >= 0:
                k = table[at]
                position[i]["ship_type"] = hulls[k]["ship_type"]
                position[i]["length_m"] = hulls[k]["length_m"]
                position[i]["beam_m"] = hulls[k]["beam_m"]
