"""What one feed of a stream remembers from sentence to sentence: the heads of its tag-block groups."""

import numpy as np

from marsad.decode.page import FEEDS, GROUPS, NAME_BYTES, ORDINAL
from marsad.wire.nmea_kernel import FEED, GROUP_ID, NO_TIME, STATION, STATION_LENGTH, T
from marsad.wire.uncounted import uncounted


@uncounted
def feed_cell(reg):
    """The cell of the feed that a sentence came by, as the raw log tells it; 0 where nothing does."""
    return ORDINAL + max(reg[FEED], np.int64(0)) % FEEDS


@uncounted(forceinline=True)
def group_memory(groups, group_names, ordinal, buf, reg):
    """Give a sentence the time and the station that the head of its tag-block group told."""
    feed = max(reg[FEED], np.int64(0))
    key = reg[GROUP_ID] | feed << 32
    cell = ((reg[GROUP_ID] * 2_654_435_761 + feed * 2_246_822_519) & 0xFFFFFFFF) * GROUPS >> 32
    fresh = groups[cell].id == key and ordinal - groups[cell].ordinal < 1_000
    if not fresh:
        groups[cell].id = key
        groups[cell].t = NO_TIME
        groups[cell].station_length = 0
    groups[cell].ordinal = ordinal
    if reg[T] != NO_TIME:
        groups[cell].t = reg[T]
    else:
        reg[T] = groups[cell].t
    if reg[STATION_LENGTH] > 0:
        length = min(reg[STATION_LENGTH], NAME_BYTES)
        groups[cell].station_length = length
        for i in range(length):
            group_names[cell, i] = buf[reg[STATION] + i]
        return np.int64(-1)
    return np.int64(cell)
