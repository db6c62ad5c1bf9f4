"""Following what vessels say of themselves: one pass over the statements of a day, vessel by vessel."""

import numpy as np
from numba import njit

from marsad.tracks.identity.fields import CALLSIGN, IMO

KEPT_CHANGES = 8
"""Of one field of one vessel on one day, so many changes are kept, and the last one."""
NOT_TOLD = -1
_DAY_US = 86_400_000_000
TIMED = (IMO, CALLSIGN)
"""Fields whose last telling is timed: they tell when a vessel ceased to be another."""


@njit(cache=True, nogil=True)
def follow(codes, spoken, from_table, sender, t, said, told, rows, fields, before, told_before, count, write):
    """Compare each statement with what stood before it; gives how many changes there are.

    `codes` (fields, rows) are the values in order of (sender, t), NOT_TOLD for null; `spoken` has a bit per field that
    a row speaks of, and `from_table` marks rows that came because a value changed. `said` (fields, senders) is what
    each says now and `told` (timed fields, senders) when it last said it; both are carried on. With `write`, the k-th
    change goes to rows[k] (the row that told it), fields[k], before[k] (the value that the last kept change left),
    told_before[k] (when that was last told) and count[k] (which change of the day it is, from 1).
    """
    n_fields = codes.shape[0]
    recorded = np.empty(n_fields, np.int64)
    changes = np.zeros(n_fields, np.int64)
    last_row = np.zeros(n_fields, np.int64)
    last_told = np.zeros(n_fields, np.int64)
    found = 0
    n = sender.size
    i = 0
    while i < n:
        s = sender[i]
        day = t[i] // _DAY_US
        for f in range(n_fields):
            recorded[f] = said[f, s]
            changes[f] = 0
        while i < n and sender[i] == s and t[i] // _DAY_US == day:
            for f in range(n_fields):
                if (spoken[i] >> np.uint32(f)) & np.uint32(1) == 0:
                    continue
                value = codes[f, i]
                slot = -1
                if f == IMO:
                    slot = 0
                elif f == CALLSIGN:
                    slot = 1
                if value != said[f, s]:
                    changes[f] += 1
                    last_row[f] = i
                    until = t[i]
                    if slot >= 0:
                        until = t[i] - 1 if from_table[i] else told[slot, s]
                    last_told[f] = until
                    if changes[f] <= KEPT_CHANGES:
                        if write:
                            rows[found], fields[found], before[found] = i, f, recorded[f]
                            told_before[found], count[found] = until, changes[f]
                        found += 1
                        recorded[f] = value
                    said[f, s] = value
                if slot >= 0 and value != NOT_TOLD:
                    told[slot, s] = t[i]
            i += 1
        for f in range(n_fields):
            if changes[f] > KEPT_CHANGES and recorded[f] != said[f, s]:
                if write:
                    rows[found], fields[found], before[found] = last_row[f], f, recorded[f]
                    told_before[found], count[found] = last_told[f], changes[f]
                found += 1
    return found
