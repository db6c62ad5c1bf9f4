"""Who goes where: the messages of a page, by layout and by family, in the order heard."""

import numpy as np
from numba import njit

from marsad.schema.flags import Flag
from marsad.wire.uncounted import uncounted

LENGTH = np.uint32(int(Flag.LENGTH))


@njit(cache=True, nogil=True)
def arrange(messages, count, layout_of, homes, kinds, lengths, families, start, end, row, chosen, starts, ends, kind):
    """Sort the messages of a page into layouts and families.

    `homes` (layouts x 2) are the families that a layout gives a row, -1 for none, `kinds` its number within each;
    `lengths` (layouts x bits) says which bit counts are standard: others raise LENGTH. Gives where the
    messages of each layout begin, and where the rows of each family. Writes, by layout, each message's first word, end,
    and row in each home; by family, each row's message, first word, end and kind. (A page's messages make at most twice
    as many rows.)
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
    _fill(messages, count, layout_of, homes, kinds, lengths, by_layout.copy(), by_family, by_family.copy(), start, end,
          row, chosen, starts, ends, kind)  # fmt: skip
    return by_layout, by_family


@uncounted
def _fill(messages, count, layout_of, homes, kinds, lengths, place, by_family, at, start, end, row, chosen, starts,
          ends, kind):  # fmt: skip
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
