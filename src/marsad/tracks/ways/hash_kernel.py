"""Kernels that name tracks and stops, and find a vessel's record."""

from __future__ import annotations

import numpy as np
from numba import njit

_TRACK = 0x51_5EED
_STOP = 0x57_0B5
_LOW32 = 0xFFFFFFFF


@njit(cache=True, nogil=True)
def _mix(value):
    """The finisher of splitmix64 on int64, whose products wrap; written with halves so that Python agrees."""
    z = _times(value ^ ((value >> np.int64(30)) & np.int64(0x3FFFFFFFF)), np.int64(0x1CE4E5B9), np.int64(0xBF58476D))
    z = _times(z ^ ((z >> np.int64(27)) & np.int64(0x1FFFFFFFFF)), np.int64(0x133111EB), np.int64(0x94D049BB))
    return z ^ ((z >> np.int64(31)) & np.int64(0x1FFFFFFFF))


@njit(cache=True, nogil=True)
def _times(a, low, high):
    """a x (high x 2^32 + low) modulo 2^64, by products that never exceed 63 bits."""
    a0 = a & np.int64(_LOW32)
    a1 = (a >> np.int64(32)) & np.int64(_LOW32)
    l0, l1 = low & np.int64(0xFFFF), low >> np.int64(16)
    below = a0 * l0
    middle = a0 * l1 + (below >> np.int64(16))
    bottom = ((middle & np.int64(0xFFFF)) << np.int64(16)) | (below & np.int64(0xFFFF))
    carry = middle >> np.int64(16)
    top = carry + _low_product(a0, high) + _low_product(a1, low)
    return ((top & np.int64(0x7FFFFFFF)) << np.int64(32)) | bottom | _sign_of(top)


@njit(cache=True, nogil=True)
def _low_product(a, b):
    """The lower 32 bits of a product of two 32-bit numbers."""
    return (a * (b & np.int64(0xFFFF)) + (((a * (b >> np.int64(16))) & np.int64(0xFFFF)) << np.int64(16))) & np.int64(
        _LOW32
    )


@njit(cache=True, nogil=True)
def _sign_of(top):
    return np.int64(-9223372036854775808) if (top >> np.int64(31)) & np.int64(1) else np.int64(0)


@njit(cache=True, nogil=True)
def _hash(vessel, t_us, salt):
    z = _mix(np.int64(vessel) ^ np.int64(salt))
    return _mix(z ^ np.int64(t_us)) & np.int64(0x7FFFFFFFFFFFFFFF)


@njit(cache=True, nogil=True)
def track_hash(vessel, t_begin_us):
    """Name of the track of a vessel that began at an instant: int64, never negative."""
    return _hash(vessel, t_begin_us, _TRACK)


@njit(cache=True, nogil=True)
def stop_hash(vessel, t_begin_us):
    """Name of the stop of a vessel that began at an instant: int64, never negative."""
    return _hash(vessel, t_begin_us, _STOP)


@njit(cache=True, nogil=True)
def find_vessel(vessel, table_key, table_slot):
    """Place of a vessel's record, or -1. `table_key` holds vessel + 1, 0 where empty; its length is a power of two."""
    mask = np.int64(table_key.shape[0] - 1)
    at = _mix(np.int64(vessel)) & mask
    while table_key[at] != 0:
        if table_key[at] == vessel + 1:
            return np.int64(table_slot[at])
        at = (at + 1) & mask
    return np.int64(-1)


@njit(cache=True, nogil=True)
def enter_vessels(records, begin, used, table_key, table_slot):
    """Put records[begin:used] into the table, which has room and knows none of them."""
    mask = np.int64(table_key.shape[0] - 1)
    for slot in range(begin, used):
        vessel = np.int64(records[slot]["vessel"])
        at = _mix(vessel) & mask
        while table_key[at] != 0:
            at = (at + 1) & mask
        table_key[at] = vessel + 1
        table_slot[at] = slot


@njit(cache=True, nogil=True)
def take_vessel(vessel, records, room, table_key, table_slot):
    """Place of a vessel's record, a new one where it has none; -1 where there is no room. `room[0]` counts records."""
    mask = np.int64(table_key.shape[0] - 1)
    at = _mix(np.int64(vessel)) & mask
    while table_key[at] != 0:
        if table_key[at] == vessel + 1:
            return np.int64(table_slot[at])
        at = (at + 1) & mask
    slot = np.int64(room[0])
    if slot >= records.shape[0]:
        return np.int64(-1)
    records[slot]["vessel"] = vessel
    table_key[at] = vessel + 1
    table_slot[at] = slot
    room[0] += 1
    return slot


@njit(cache=True, nogil=True)
def enlist(start, mmsi, number, outcome, lon, lat, records, room, table_key, table_slot, slot_of):
    """Find or make the record of each row's vessel; gives the row at which room ran out, or the number of rows.

    `slot_of` is -1 for rows that lie in no track.
    """
    last_vessel, last_slot = np.int64(-1), np.int64(-1)
    for i in range(start, mmsi.shape[0]):
        slot_of[i] = -1
        if number[i] == 255 or outcome[i] != 0 or lon[i] != lon[i] or lat[i] != lat[i]:
            continue
        vessel = np.int64(mmsi[i]) * np.int64(100) + np.int64(number[i])
        if vessel != last_vessel:
            last_slot = take_vessel(vessel, records, room, table_key, table_slot)
            if last_slot < 0:
                return i
            last_vessel = vessel
        slot_of[i] = last_slot
    return mmsi.shape[0]
