"""What each vessel said of itself last: an open hash table from MMSI to the hash of its static cells."""

import numpy as np

from marsad.wire.uncounted import uncounted

_DAY_US = np.int64(86_400_000_000)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@uncounted
def place(keys, mmsi):
    """The cell that holds an MMSI, or the free one it would get. The table has free cells."""
    mask = keys.shape[0] - 1
    at = np.int64(((np.uint64(mmsi) + np.uint64(1)) * _SPREAD) >> np.uint64(32)) & mask
    while keys[at] != 0 and keys[at] != mmsi + 1:
        at = (at + 1) & mask
    return at


@uncounted
def moved(keys, values, new_keys, new_values):
    """Fill a larger table with what a smaller one holds."""
    for i in range(keys.shape[0]):
        if keys[i]:
            at = place(new_keys, keys[i] - 1)
            new_keys[at] = keys[i]
            new_values[0, at], new_values[1, at] = values[0, i], values[1, i]


@uncounted
def known_already(values, cell, value, t):
    """Whether the vessel of this cell said so last, on the same UTC day and no later."""
    since = np.int64(values[1, cell])
    return values[0, cell] == value and t >= since and t // _DAY_US == since // _DAY_US


@uncounted
def note(keys, values, count, cell, mmsi, value, t):
    """Keep what a vessel says now."""
    if keys[cell] == 0:
        keys[cell] = mmsi + 1
        count[0] += 1
    values[0, cell], values[1, cell] = value, np.uint64(t)
