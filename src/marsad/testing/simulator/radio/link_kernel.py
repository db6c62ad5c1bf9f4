"""The slots of the data link: when they are, and which are spoken for where.

What a station knows of its neighbours' slots is what its cell of about 60 sea miles hears: all that transmit within 20
sea miles of the cell. Beyond, slots are used again, as at sea.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

SLOTS = 2250
RANGE_DEG = 20.0 / 60.0
"""Ship to ship."""


@njit(cache=True, nogil=True)
def slot_of(t):
    """The slot that covers an instant."""
    return t * 3 // 80_000


@njit(cache=True, nogil=True)
def time_of(k):
    """First whole microsecond of a slot."""
    return (k * 80_000 + 2) // 3


@njit(cache=True, nogil=True)
def _columns(band):
    """Cells of a band of one degree of latitude."""
    return max(1, int(360.0 * math.cos(math.radians(band - 89.5))))


@njit(cache=True, nogil=True)
def _row(link, band, column):
    row = np.int64(link.row_of[band, column])
    if row < 0:
        row = link.rows[0]
        link.row_of[band, column] = row
        link.rows[0] = row + 1
    return row


@njit(cache=True, nogil=True)
def cells(link, near, lon, lat):
    """Write the rows of the cells that hear a station there, its own first; how many."""
    own_band = min(max(math.floor(lat + 90.0), 0), 179)
    around = lon - 360.0 * math.floor((lon + 180.0) / 360.0) + 180.0
    columns = _columns(own_band)
    own_column = min(int(around / 360.0 * columns), columns - 1)
    near[0] = _row(link, own_band, own_column)
    n = 1
    low = min(max(math.floor(lat + 90.0 - RANGE_DEG), 0), 179)
    high = min(max(math.floor(lat + 90.0 + RANGE_DEG), 0), 179)
    half = RANGE_DEG / max(math.cos(math.radians(lat)), 0.02)
    for band in range(low, high + 1):
        columns = _columns(band)
        first = math.floor((around - half) / 360.0 * columns)
        last = min(math.floor((around + half) / 360.0 * columns), first + columns - 1)
        for column in range(first, last + 1):
            at = column % columns
            if n < near.size and not (band == own_band and at == own_column):
                near[n] = _row(link, band, at)
                n += 1
    return n


@njit(cache=True, nogil=True)
def bring(link, row, frame):
    """Bring a row up to a frame: forget what is past, and carry its counts on."""
    last = link.cells[row]["frame"]
    if last >= frame:
        return
    link.cells[row]["frame"] = frame
    if last == 0:
        return
    gap = min(frame - last, 16)
    past = 0
    for each in range(last, last + gap):
        past |= 1 << (each & 15)
    keep = np.uint16(0xFFFF ^ past)
    for channel in range(2):
        for slot in range(SLOTS):
            link.cells[row]["taken"][channel, slot] &= keep
    if link.blocked.shape[0] > 1:
        for channel in range(2):
            for slot in range(SLOTS):
                kept = np.int64(link.blocked[row, channel, slot])
                if kept != 0 and (kept - 1 - frame) % 255 >= 16:
                    link.blocked[row, channel, slot] = 0
    for each in range(min(gap, 8)):
        used = link.cells[row]["used"][1] if each == 0 else 0
        link.cells[row]["load"] = 0.75 * link.cells[row]["load"] + 0.25 * used / (2 * SLOTS)
    link.cells[row]["stations"][0] = link.cells[row]["stations"][1] if gap == 1 else 0
    link.cells[row]["used"][0] = link.cells[row]["used"][1] if gap == 1 else 0
    link.cells[row]["stations"][1] = 0
    link.cells[row]["used"][1] = 0


@njit(cache=True, nogil=True)
def is_free(link, row, channel, k, slots, frames):
    """Whether nobody speaks in `slots` slots from k on, nor in the same slots of `frames` frames after it."""
    for at in range(k, k + slots):
        slot, frame = at % SLOTS, at // SLOTS
        bits = np.int64(link.cells[row]["taken"][channel, slot])
        if bits != 0:
            for each in range(frame, frame + frames + 1):
                if bits >> (each & 15) & 1:
                    return False
    return True


@njit(cache=True, nogil=True)
def is_blocked(link, row, channel, k, slots):
    """Whether a base station keeps one of these slots for itself."""
    if link.blocked.shape[0] == 1:
        return False
    for at in range(k, k + slots):
        last = np.int64(link.blocked[row, channel, at % SLOTS])
        if last != 0 and (last - 1 - at // SLOTS) % 255 < 16:
            return True
    return False


@njit(cache=True, nogil=True)
def _frames_from(frame, frames):
    """Bits of a frame and so many after it."""
    bits = np.int64(0)
    for each in range(frame, frame + frames + 1):
        bits |= 1 << (each & 15)
    return bits


@njit(cache=True, nogil=True)
def choose(link, row, channel, low, high, slots, frames, draw):
    """A slot from `low` to before `high` on a channel, by a number `draw` from 0 to below 1; -1 where all are kept.

    One of the free ones; with fewer than four, one of four, some of which others use (M.1371-6 annex 2, 3.3.1.2: slots
    are used on purpose a second time when the link is full).
    """
    taken = link.cells[row]["taken"]
    blocks = link.blocked.shape[0] > 1
    free, wanted = np.int64(0), np.int64(-1)
    for sweep in range(2):
        slot, frame = np.int64(low % SLOTS), np.int64(low // SLOTS)
        mask = _frames_from(frame, frames)
        for k in range(low, high):
            good = np.int64(taken[channel, slot]) & mask == 0
            if good and slots > 1:
                good = is_free(link, row, channel, k + 1, slots - 1, frames)
            if good and blocks:
                good = not is_blocked(link, row, channel, k, slots)
            if good:
                if sweep == 0:
                    free += 1
                elif wanted == 0:
                    return k
                else:
                    wanted -= 1
            slot += 1
            if slot == SLOTS:
                slot, frame = np.int64(0), frame + 1
                mask = _frames_from(frame, frames)
        if draw * 4.0 >= free:
            break
        wanted = np.int64(draw * (free if free >= 4 else 4))
    # Too few: any slot that is not a base station's, beginning somewhere.
    span = high - low
    for each in range(span):
        k = low + (np.int64(draw * span) + each * (7 if span % 7 else 1)) % span
        if not is_blocked(link, row, channel, k, slots):
            return k
    return np.int64(-1)


@njit(cache=True, nogil=True)
def take(link, near, cells_, channel, k, slots, frames):
    """Speak for slots, and for the same ones of `frames` frames after, in all cells that hear it."""
    for at in range(k, k + slots):
        slot, frame = at % SLOTS, at // SLOTS
        bits = _frames_from(frame, frames)
        for cell in range(cells_):
            link.cells[near[cell]]["taken"][channel, slot] |= np.uint16(bits)


@njit(cache=True, nogil=True)
def keep(link, near, cells_, channel, k, frames):
    """A base station keeps a slot for itself, for so many frames more."""
    for cell in range(cells_):
        link.blocked[near[cell], channel, k % SLOTS] = np.uint8((k // SLOTS + frames) % 255 + 1)
