"""Kernels that join the hearings of one transmission: single linkage in time among rows of one sender and payload."""

from __future__ import annotations

import numpy as np
from numba import njit

DAY_US = 86_400_000_000
NONE = -1
STEPS_PER_ROW = 48
"""Rows that are looked back at, on average, before a sender's rows are put in the order of their payload instead."""


@njit(cache=True, nogil=True)
def _payload_of_day(digest, t, is_table):
    """The payload as this UTC day and kind of row has it: only equal ones can be one transmission."""
    mixed = np.uint64(t // DAY_US * 2 + is_table) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.uint64(digest) ^ mixed ^ (mixed >> np.uint64(32))


@njit(cache=True, nogil=True)
def link(order, mmsi, told, t, digest, is_table, heard_window_us, table_window_us, payload, time, root):
    """For each row, the first row (by the clock) of the transmission it belongs to.

    `order` puts rows by (mmsi, told, ...), `told` is the time by a right clock. Rows link when sender, payload, kind of
    row and UTC day (of `t`) are equal and the one before is at most the window away. `payload` and `time` are filled in
    `order`: what must be equal, and `told`.
    """
    n = order.size
    sender = np.empty(n, np.uint32)
    window = np.empty(n, np.int64)
    for i in range(n):
        row = order[i]
        payload[i] = _payload_of_day(digest[row], t[row], np.int64(is_table[row]))
        time[i] = told[row]
        window[i] = table_window_us if is_table[row] != 0 else heard_window_us
        sender[i] = mmsi[row]
    begin = 0
    while begin < n:
        end = begin + 1
        while end < n and sender[end] == sender[begin]:
            end += 1
        if not _link_near(order, payload, time, window, root, begin, end):
            _link_sorted(order, payload, time, window, root, begin, end)
        begin = end


@njit(cache=True, nogil=True)
def _link_near(order, payload, time, window, root, begin, end):
    """Link one sender's rows by looking back in time; False when too many rows lie within the window."""
    budget = STEPS_PER_ROW * (end - begin)
    for i in range(begin, end):
        root[order[i]] = order[i]
        j = i - 1
        while j >= begin and time[i] - time[j] <= window[i]:
            if payload[j] == payload[i]:
                root[order[i]] = root[order[j]]
                break
            j -= 1
            budget -= 1
        if budget < 0:
            return False
    return True


@njit(cache=True, nogil=True)
def _link_sorted(order, payload, time, window, root, begin, end):
    """The same by the order of payload, then time: no slower however many rows are heard at once."""
    by_payload = np.argsort(payload[begin:end], kind="mergesort")
    for k in range(by_payload.size):
        i = begin + by_payload[k]
        root[order[i]] = order[i]
        if k > 0:
            j = begin + by_payload[k - 1]
            if payload[j] == payload[i] and time[i] - time[j] <= window[i]:
                root[order[i]] = root[order[j]]


@njit(cache=True, nogil=True)
def choose_kept(root, t, receiver, station_of, is_table, tie, offset, kept):
    """For each transmission (by its first row) the row to keep: the first by (t, receiver, tie, offset).

    Of tables the station counts before the tie and the source after it: how rows were cut into files decides nothing.
    """
    for row in range(root.size):
        kept[row] = row
    for row in range(root.size):
        first = root[row]
        if row != first and _before(t, receiver, station_of, is_table, tie, offset, row, kept[first]):
            kept[first] = row


@njit(cache=True, nogil=True)
def _before(t, receiver, station_of, is_table, tie, offset, i, j):
    if t[i] != t[j]:
        return t[i] < t[j]
    if is_table[i] == 0:
        if receiver[i] != receiver[j]:
            return receiver[i] < receiver[j]
    elif station_of[receiver[i]] != station_of[receiver[j]]:
        return station_of[receiver[i]] < station_of[receiver[j]]
    if tie[i] != tie[j]:
        return tie[i] < tie[j]
    if receiver[i] != receiver[j]:
        return receiver[i] < receiver[j]
    return offset[i] < offset[j]


@njit(cache=True, nogil=True)
def choose_hearings(order, payload, time, root, kept, mmsi, t, digest, receiver, station_of, is_table, tie, chosen):
    """Rows that tell who heard a transmission, in `order`: one for each distinct hearing; returns their number.

    Rows of one (mmsi, digest, t, source, station) are one hearing, in tables of one (mmsi, digest, t, station). Of
    these the first by `tie` is taken, and none for a hearing by no named station that the kept row tells in full.
    """
    n = order.size
    named = False
    for station in station_of:
        named = named or station != 0
    count = 0
    i = 0
    while i < n:
        best = order[i]
        j = i + 1
        while (
            j < n
            and payload[j] == payload[i]
            and time[j] == time[i]
            and _one_hearing(mmsi, t, digest, receiver, station_of, is_table, order[i], order[j])
        ):
            if is_table[best] == 0 and tie[order[j]] < tie[best]:
                best = order[j]
            j += 1
        first = root[order[i]]
        keeper = kept[first]
        if named or keeper != order[i]:
            known = (
                station_of[receiver[best]] == 0
                and t[keeper] == t[best]
                and (is_table[keeper] != 0 or receiver[keeper] == receiver[best])
                and station_of[receiver[keeper]] == 0
            )
            if not known:
                chosen[count] = best
                count += 1
        i = j
    return count


@njit(cache=True, nogil=True)
def _one_hearing(mmsi, t, digest, receiver, station_of, is_table, i, j):
    if mmsi[i] != mmsi[j] or digest[i] != digest[j] or t[i] != t[j] or is_table[i] != is_table[j]:
        return False
    if is_table[i] != 0:
        return station_of[receiver[i]] == station_of[receiver[j]]
    return receiver[i] == receiver[j]
