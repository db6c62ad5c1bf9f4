"""Who goes where: the messages of a page, by layout and by family, in the order heard."""

import numpy as np
from numba import njit

from marsad.schema.flags import Flag
from marsad.wire.bare import bare
from marsad.wire.nmea_kernel import NO_SIGNAL, NO_TIME

LENGTH = np.uint32(int(Flag.LENGTH))
T_TOLD, RECV_TOLD, SOURCE_TOLD, STATION_TOLD, GROUP_TOLD, SIGNAL_TOLD, SLOT_TOLD = (1 << n for n in range(7))


@njit(cache=True, nogil=True)
def arrange(messages, count, layout_of, homes, kinds, lengths, families, start, end, row, chosen, starts, ends, kind):
    """Sort the messages of a page into layouts and families.

    `homes` (layouts x 2) are the families that a layout gives a row, -1 for none, `kinds` its number within each;
    `lengths` (layouts x bits) says which bit counts are standard: others raise LENGTH. Gives where the
    messages of each layout begin, where the rows of each family begin, and which of the *_TOLD things any message
    tells. Writes, by layout, each message's first word, end, and row in each home; by family, each row's message, first
    word, end and kind. (A page's messages make at most twice as many rows.)
    """
    by_layout = np.zeros(layout_of.max() + 2, np.int64)
    for m in range(count):
        by_layout[layout_of[messages[m].number] + 1] += 1
    by_family = np.zeros(families + 1, np.int64)
    for k in range(homes.shape[0]):
        for home in range(2):
            if homes[k, home] >= 0:
                by_family[homes[k, home] + 1] += by_layout[k + 1]
    for k in range(homes.shape[0]):
        by_layout[k + 1] += by_layout[k]
    for f in range(families):
        by_family[f + 1] += by_family[f]
    told = _fill(bare(messages), count, bare(layout_of), bare(homes), bare(kinds), bare(lengths),
                 bare(by_layout.copy()), bare(by_family), bare(by_family.copy()), bare(start), bare(end), bare(row),
                 bare(chosen), bare(starts), bare(ends), bare(kind))  # fmt: skip
    return by_layout, by_family, told


@njit(cache=True, nogil=True)
def _fill(messages, count, layout_of, homes, kinds, lengths, place, by_family, at, start, end, row, chosen, starts,
          ends, kind):  # fmt: skip
    told = np.int64(0)
    for m in range(count):
        k = layout_of[messages[m].number]
        first, bits = messages[m].start, messages[m].bits
        if bits >= lengths.shape[1] or not lengths[k, bits]:
            messages[m].quality |= LENGTH
        i = place[k]
        place[k] = i + 1
        start[i], end[i] = first, bits
        for home in range(2):
            f = homes[k, home]
            if f >= 0:
                r = at[f]
                at[f] = r + 1
                row[home, i] = r - by_family[f]
                chosen[r], starts[r], ends[r], kind[r] = m, first, bits, kinds[k, home]
        told |= T_TOLD if messages[m].t != NO_TIME else 0
        told |= RECV_TOLD if messages[m].recv != NO_TIME else 0
        told |= SOURCE_TOLD if messages[m].source >= 0 else 0
        told |= STATION_TOLD if messages[m].station >= 0 else 0
        told |= GROUP_TOLD if messages[m].group >= 0 else 0
        told |= SIGNAL_TOLD if messages[m].signal != NO_SIGNAL else 0
        told |= SLOT_TOLD if messages[m].slot >= 0 else 0
    return told
