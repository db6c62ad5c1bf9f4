"""Lines in which no VDM or VDO stands: time lines, radar tracks, what other formats may claim, and rubbish."""

import numpy as np

from marsad.decode.feed_kernel import feed_cell, group_memory
from marsad.decode.fragments_kernel import number_of, reject
from marsad.decode.page import (
    BLANK_BYTES,
    BLANK_LINES,
    GATEHOUSE_PENDING,
    GATEHOUSE_TIME,
    N_LINES,
    OTHER_BYTES,
    OTHER_LINES,
    USED_BYTES,
    USED_LINES,
)
from marsad.decode.vdm_kernel import is_plain
from marsad.schema.reasons import REASONS
from marsad.wire.nmea_kernel import (
    FLAGS,
    GROUP_ID,
    GROUP_TOTAL,
    NO_TIME,
    RECEIVED,
    SOURCE,
    SOURCE_LENGTH,
    STATION,
    STATION_LENGTH,
    T,
    hex_pair,
    parse_gatehouse,
)
from marsad.wire.uncounted import uncounted

_CODES = [name for name, _ in REASONS]
CHECKSUM, GARBAGE, TAG_BLOCK, TIME_FIELDS = (
    _CODES.index(name) for name in ("checksum", "garbage", "tag_block", "time_fields")
)


@uncounted
def _proper(buf, at, end):
    """Whether a stretch without VDM is a well-formed sentence, comment or tag block that another format may claim.

    1 yes, 0 no, -1 a sentence whose checksum is wrong.
    """
    if buf[at] == 35:
        return 1
    if buf[at] != 36 and buf[at] != 33:
        return 0
    star = -1
    total = np.int64(0)
    for i in range(at + 1, end):
        if buf[i] == 42:
            star = i
            break
        total ^= np.int64(buf[i])
    stop = star if star >= 0 else end
    fields = 0
    for i in range(at + 1, stop):
        if buf[i] == 44:
            fields += 1
        elif buf[i] < 32 and i < stop and buf[i] != 13 and buf[i] != 10 and buf[i] != 0:
            return 0
    if fields == 0 or not is_plain(buf[at + 1]):
        return 0
    if star >= 0 and hex_pair(buf, star + 1, end) != total:
        return -1
    return 1


@uncounted
def _is_radar(buf, at, end):
    """Whether `at` begins `$--TTM,`, `$--TLL,` or `$--TLB,`."""
    if at + 7 > end or buf[at] != 36 or buf[at + 6] != 44 or buf[at + 3] != 84:
        return False
    a, b = buf[at + 4], buf[at + 5]
    return (a == 84 and b == 77) or (a == 76 and (b == 76 or b == 66))


@uncounted
def _is_gatehouse(buf, at, end):
    return (at + 6 <= end and buf[at] == 36 and buf[at + 1] == 80 and buf[at + 2] == 71 and buf[at + 3] == 72
            and buf[at + 4] == 80 and buf[at + 5] == 44)  # fmt: skip


@uncounted(forceinline=True)
def line_without_vdm(
    buf, begin, at, end, offset, lines, rejects, tally, name_table, names, groups, group_names, now, reg
):
    """Place a line in which no VDM or VDO stands: time line, radar track, other, reject or blank."""
    size = end - begin
    source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
    while at < end and (buf[at] <= 32):
        at += 1
    if at >= end:
        if at > begin and reg[FLAGS] == 0 and reg[T] == NO_TIME and reg[SOURCE] < 0 and reg[STATION] < 0:
            tally[BLANK_LINES] += 1
            tally[BLANK_BYTES] += size
        else:
            tally[OTHER_LINES] += 1
            tally[OTHER_BYTES] += size
        return
    proper = _proper(buf, at, end)
    if proper < 0:
        reject(rejects, tally, offset, size, CHECKSUM, reg[T], reg[RECEIVED], source)
        return
    if proper == 0:
        reason = TAG_BLOCK if buf[at] == 92 else GARBAGE
        reject(rejects, tally, offset, size, reason, reg[T], reg[RECEIVED], source)
        return
    if _is_gatehouse(buf, at, end):
        time = parse_gatehouse(buf, at, end)
        if time == NO_TIME:
            reject(rejects, tally, offset, size, TIME_FIELDS, reg[T], reg[RECEIVED], source)
        else:
            cell = GATEHOUSE_TIME + feed_cell(reg)
            if now[cell] == NO_TIME:
                now[GATEHOUSE_PENDING] += 1
            now[cell] = time
            tally[USED_LINES] += 1
            tally[USED_BYTES] += size
        return
    if _is_radar(buf, at, end):
        i = tally[N_LINES]
        lines[i].begin, lines[i].at, lines[i].end = begin, at, end
        lines[i].t = reg[T] if reg[T] != NO_TIME else reg[RECEIVED]
        lines[i].recv = reg[RECEIVED]
        lines[i].station = number_of(name_table, names, buf, reg[STATION], reg[STATION_LENGTH])
        lines[i].source = source
        tally[N_LINES] = i + 1
        return  # counted by the radar format, which can still find it wanting
    if reg[GROUP_ID] >= 0 and reg[GROUP_TOTAL] > 1:
        group_memory(groups, group_names, now[feed_cell(reg)], buf, reg)
    tally[OTHER_LINES] += 1
    tally[OTHER_BYTES] += size
