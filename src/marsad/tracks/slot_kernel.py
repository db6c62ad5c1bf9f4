"""Kernels that find, give out and take back slots: open addressing with linear probing over a power of two.

`room` is a small state array: [slots ever used, free slots on the stack, slots in use]. A table is never more than half
full, and is rebuilt after slots were taken back, so that it needs no grave marks.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import Integer

USED, FREE, LIVE = 0, 1, 2
FULL = -1


@njit(cache=True, nogil=True)
def bucket_of(key: Integer, mask: Integer) -> Integer:
    """Where a key begins to look: Fibonacci hashing, in signed arithmetic that wraps."""
    mixed = np.int64(key) ^ (np.int64(key) >> np.int64(31))
    low = (mixed & np.int64(0x7FFFFFFF)) * np.int64(2654435769)
    return (low >> np.int64(7)) & mask


@njit(cache=True, nogil=True)
def find_slot(key: Integer, table_key: npt.NDArray[np.int64], table_slot: npt.NDArray[np.int32]) -> Integer:
    """Slot of a key, or -1."""
    mask = np.int64(table_key.shape[0] - 1)
    at = bucket_of(key, mask)
    while table_key[at] != 0:
        if table_key[at] == key:
            return np.int64(table_slot[at])
        at = (at + 1) & mask
    return np.int64(-1)


@njit(cache=True, nogil=True)
def take_slot(
    key: Integer,
    table_key: npt.NDArray[np.int64],
    table_slot: npt.NDArray[np.int32],
    room: npt.NDArray[np.int64],
    free_stack: npt.NDArray[np.int32],
    slot_key: npt.NDArray[np.int64],
) -> Integer:
    """Slot of a key, a new one where it has none; -1 when all are taken."""
    mask = np.int64(table_key.shape[0] - 1)
    at = bucket_of(key, mask)
    while table_key[at] != 0:
        if table_key[at] == key:
            return np.int64(table_slot[at])
        at = (at + 1) & mask
    if room[1] > 0:
        room[1] -= 1
        slot = np.int64(free_stack[room[1]])
    elif room[0] < slot_key.shape[0]:
        slot = np.int64(room[0])
        room[0] += 1
    else:
        return np.int64(-1)
    room[2] += 1
    table_key[at] = key
    table_slot[at] = slot
    slot_key[slot] = key
    return slot


@njit(cache=True, nogil=True)
def rebuild_table(
    slot_key: npt.NDArray[np.int64], used: Integer, table_key: npt.NDArray[np.int64], table_slot: npt.NDArray[np.int32]
) -> None:
    """Fill the table anew from the slots in use."""
    mask = np.int64(table_key.shape[0] - 1)
    table_key[:] = 0
    for slot in range(used):
        key = slot_key[slot]
        if key != 0:
            at = bucket_of(key, mask)
            while table_key[at] != 0:
                at = (at + 1) & mask
            table_key[at] = key
            table_slot[at] = slot


@njit(cache=True, nogil=True)
def find_slots(
    keys: npt.NDArray[np.int64],
    table_key: npt.NDArray[np.int64],
    table_slot: npt.NDArray[np.int32],
    out: npt.NDArray[np.int64],
) -> None:
    """Slots of many keys; -1 where there is none."""
    for i in range(keys.shape[0]):
        out[i] = find_slot(keys[i], table_key, table_slot)
