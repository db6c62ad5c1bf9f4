"""One VDM or VDO sentence: where it stands in a line, its header, its payload unpacked, its checksum."""

import numpy as np

from marsad.schema.flags import Flag
from marsad.schema.reasons import REASONS
from marsad.wire.armour_kernel import unarmour
from marsad.wire.nmea_kernel import FLAGS, exclusive_or, hex_pair
from marsad.wire.uncounted import uncounted

_CODES = [name for name, _ in REASONS]
CHECKSUM, FRAMING, EMPTY_PAYLOAD, ARMOUR, FRAGMENT_NUMBER = (
    _CODES.index(name) for name in ("checksum", "framing", "empty_payload", "armour", "fragment_number")
)
OWN_SHIP, TALKER, NO_CHECKSUM, FILL_BITS = (
    int(flag) for flag in (Flag.OWN_SHIP, Flag.TALKER, Flag.NO_CHECKSUM, Flag.FILL_BITS)
)


@uncounted
def is_vdm(buf, at, end):
    """Whether `at` is the V of `VDM,` or `VDO,`."""
    return (at + 4 <= end and buf[at] == 86 and buf[at + 1] == 68 and (buf[at + 2] == 77 or buf[at + 2] == 79)
            and buf[at + 3] == 44)  # fmt: skip


@uncounted
def find_vdm(buf, at, end):
    """Index of the V of the first VDM or VDO sentence in a stretch of a line, -1 where there is none."""
    for i in range(at + 2, end - 3):
        if buf[i] == 86 and is_vdm(buf, i, end):
            return i
    return -1


@uncounted
def is_plain(c):
    return 48 <= c <= 57 or 65 <= c <= 90


@uncounted(forceinline=True)
def read_sentence(buf, v, limit, seg, words, first, reg):
    """Read the VDM or VDO whose V is at `v`; the line ends at `limit`. Gives the index behind its checksum.

    Returns (index, reason); reason is -1 where the sentence is good. The payload of a good one lies, unpacked, at the
    end of the page's pool; its header fields are left in `seg`.
    """
    if buf[v + 2] == 79:
        reg[FLAGS] |= OWN_SHIP
    opening = v >= 3 and (buf[v - 3] == 33 or buf[v - 3] == 36)
    if not opening or not is_plain(buf[v - 2]) or not is_plain(buf[v - 1]):
        reg[FLAGS] |= TALKER
    i = v + 4
    total = part = sequence = np.int64(-1)
    if i < limit and 48 <= buf[i] <= 57:
        total = np.int64(buf[i]) - 48
        i += 1
    if i >= limit or buf[i] != 44:
        return i, FRAMING if total < 0 else FRAGMENT_NUMBER
    i += 1
    if i < limit and 48 <= buf[i] <= 57:
        part = np.int64(buf[i]) - 48
        i += 1
    if i >= limit or buf[i] != 44:
        return i, FRAGMENT_NUMBER
    i += 1
    while i < limit and buf[i] != 44 and buf[i] >= 32:
        if sequence < 0:
            sequence = np.int64(0)
        sequence = (sequence * 31 + np.int64(buf[i])) & 0xFFFF
        i += 1
    if i >= limit or buf[i] != 44:
        return i, FRAMING
    i += 1
    channel = np.int64(0)
    while i < limit and buf[i] != 44 and buf[i] >= 32:
        if channel == 0 and buf[i] < 128:
            channel = np.int64(buf[i])
        i += 1
    if i >= limit or buf[i] != 44:
        return i, FRAMING
    i += 1
    payload = i
    i = unarmour(buf, payload, limit, words, first)
    payload_end = i
    fill = np.int64(0)
    armoured = i < limit and buf[i] == 44
    star = i
    if armoured:
        i += 1
        if i < limit and 48 <= buf[i] <= 53:
            fill = np.int64(buf[i]) - 48
            i += 1
        else:
            reg[FLAGS] |= FILL_BITS
            if i < limit and buf[i] != 42 and buf[i] > 32 and buf[i] != 44:
                i += 1
        star = i
    if star >= limit or buf[star] != 42:
        while star < limit and buf[star] != 42 and buf[star] >= 32:
            star += 1
    after = star
    if star < limit and buf[star] == 42:
        if hex_pair(buf, star + 1, limit) != exclusive_or(buf, v - 2, star):
            return star, CHECKSUM
        after = star + 3
    elif armoured and star == i:
        reg[FLAGS] |= NO_CHECKSUM
    else:
        return star, FRAMING if armoured else ARMOUR
    if not armoured:
        return after, ARMOUR
    if star != i:
        return after, FRAMING
    if total < 1 or part < 1 or part > total:
        return after, FRAGMENT_NUMBER
    if payload_end == payload and total == 1:
        return after, EMPTY_PAYLOAD
    seg[0], seg[1], seg[2], seg[3] = total, part, sequence, channel
    seg[4], seg[5], seg[6] = payload, payload_end - payload, fill
    return after, -1
