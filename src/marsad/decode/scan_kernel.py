"""From bytes to messages: every line becomes exactly one of used, reject, other, blank or (for fragments) waiting.

One pass over the bytes. A line may hold several sentences, and anything a logger wrote around them (see
wire/nmea_kernel); each byte of it is counted with the sentence that it stands before, the tail of the line with the
last.
"""

import numpy as np
from numba import njit

from marsad.decode.ais.messages import MOST_BITS
from marsad.decode.fragments_kernel import add_fragment, doubt, number_of, reject
from marsad.decode.page import (
    BLANK_BYTES,
    BLANK_LINES,
    FEEDS,
    GATEHOUSE_PENDING,
    GATEHOUSE_TIME,
    GROUPS,
    LINES,
    MESSAGES,
    N_LINES,
    N_MESSAGES,
    N_REJECTS,
    N_WORDS,
    NAME_BYTES,
    NAME_TABLE,
    NAMES,
    ORDINAL,
    OTHER_BYTES,
    OTHER_LINES,
    REJECTS,
    USED_BYTES,
    USED_LINES,
    WORDS,
)  # fmt: skip
from marsad.schema.flags import Flag
from marsad.schema.reasons import REASONS
from marsad.wire.armour_kernel import clear_behind, eight_bytes, unarmour
from marsad.wire.bare import bare
from marsad.wire.nmea_kernel import (
    FEED,
    FLAGS,
    GROUP_ID,
    GROUP_TOTAL,
    NO_SIGNAL,
    NO_TIME,
    RECEIVED,
    REGISTERS,
    SIGNAL,
    SLOT,
    SOURCE,
    SOURCE_LENGTH,
    STATION,
    STATION_LENGTH,
    T,
    clear_registers,
    exclusive_or,
    hex_pair,
    line_end,
    parse_gatehouse,
    parse_prefix,
    parse_suffix,
    parse_tag_block,
    plain_tag_block,
)  # fmt: skip

_CODES = [name for name, _ in REASONS]
(CHECKSUM, FRAMING, GARBAGE, TAG_BLOCK, EMPTY_PAYLOAD, ARMOUR, FRAGMENT_NUMBER, TIME_FIELDS, LINE_TOO_LONG) = (
    _CODES.index(name) for name in ("checksum", "framing", "garbage", "tag_block", "empty_payload", "armour",
                                    "fragment_number", "time_fields", "line_too_long"))  # fmt: skip
OWN_SHIP, TALKER, NO_CHECKSUM, FILL_BITS = (
    int(flag) for flag in (Flag.OWN_SHIP, Flag.TALKER, Flag.NO_CHECKSUM, Flag.FILL_BITS)
)
_VDM_1_1 = np.uint64(int.from_bytes(b"VDM,1,1,", "big"))
LONGEST_LINE = 16_384
LONGEST_HEAD = 160  # the tag block that the raw log writes before a line does not count
LINE_MARGIN = LONGEST_LINE // 16  # no more sentences than this stand in one line


@njit(cache=True, nogil=True, _nrt=False)
def _is_vdm(buf, at, end):
    """Whether `at` is the V of `VDM,` or `VDO,`."""
    return (at + 4 <= end and buf[at] == 86 and buf[at + 1] == 68 and (buf[at + 2] == 77 or buf[at + 2] == 79)
            and buf[at + 3] == 44)  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False)
def _find_vdm(buf, at, end):
    """Index of the V of the first VDM or VDO sentence in a stretch of a line, -1 where there is none."""
    for i in range(at + 2, end - 3):
        if buf[i] == 86 and _is_vdm(buf, i, end):
            return i
    return -1


@njit(cache=True, nogil=True, _nrt=False)
def _plain(c):
    return 48 <= c <= 57 or 65 <= c <= 90


@njit(cache=True, nogil=True, _nrt=False)
def _feed(reg):
    """The cell of the feed that a sentence came by, as the raw log tells it; 0 where nothing does."""
    return ORDINAL + max(reg[FEED], np.int64(0)) % FEEDS


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _group_memory(groups, group_names, ordinal, buf, reg):
    """Give a sentence the time and the station that the head of its tag-block group told."""
    key = reg[GROUP_ID] | max(reg[FEED], np.int64(0)) << 32
    cell = (reg[GROUP_ID] + max(reg[FEED], np.int64(0))) % GROUPS
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


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _sentence(buf, v, limit, seg, words, first, reg):
    """Read the VDM or VDO whose V is at `v`; the line ends at `limit`. Gives the index behind its checksum.

    Returns (index, reason); reason is -1 where the sentence is good. The payload of a good one lies, unpacked, at the
    end of the page's pool; its header fields are left in `seg`.
    """
    if buf[v + 2] == 79:
        reg[FLAGS] |= OWN_SHIP
    opening = v >= 3 and (buf[v - 3] == 33 or buf[v - 3] == 36)
    if not opening or not _plain(buf[v - 2]) or not _plain(buf[v - 1]):
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


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _enter(buf, offset, size, messages, words, rejects, tally, name_table, names, slots, slot_names, parts, payload,
           groups, group_names, now, min_bits, reg, seg):  # fmt: skip
    """Enter a good sentence: a message of its own, or a part of one."""
    cell = np.int64(-1)
    if reg[GROUP_ID] >= 0:
        if reg[GROUP_TOTAL] > 1:
            cell = _group_memory(groups, group_names, now[_feed(reg)], buf, reg)
        else:
            reg[GROUP_ID] = -1
    if seg[0] > 1:
        add_fragment(slots, slot_names, parts, payload, now[_feed(reg)], messages, words, rejects, tally, name_table, names,
                     buf, reg, seg, offset, size, min_bits)  # fmt: skip
    else:
        first = tally[N_WORDS]
        bits = 6 * seg[5] - seg[6]
        taken = seg[5] // 10 + 2
        why = doubt(words, bits, first, min_bits)
        source = np.int64(-1)
        if reg[SOURCE] >= 0:
            source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
        if why >= 0:
            reject(rejects, tally, offset, size, why, reg[T], reg[RECEIVED], source)
        else:
            if seg[6]:
                clear_behind(words, first, bits, first + taken)
            station = np.int64(-1)
            if reg[STATION] >= 0:
                station = number_of(name_table, names, buf, reg[STATION], reg[STATION_LENGTH])
            elif cell >= 0 and groups[cell].station_length > 0:
                station = number_of(name_table, names, group_names[cell], 0, groups[cell].station_length)
            tally[USED_LINES] += 1
            tally[USED_BYTES] += size
            i = tally[N_MESSAGES]
            messages[i].t = reg[T] if reg[T] != NO_TIME else reg[RECEIVED]
            messages[i].recv = reg[RECEIVED]
            messages[i].offset = offset
            messages[i].group = reg[GROUP_ID]
            messages[i].start = first
            messages[i].bits = bits
            messages[i].station = station
            messages[i].source = source
            messages[i].signal = reg[SIGNAL]
            messages[i].slot = reg[SLOT]
            messages[i].quality = reg[FLAGS]
            messages[i].number = words[first] >> np.uint64(54)
            messages[i].channel = seg[3]
            messages[i].sentences = 1
            tally[N_MESSAGES] = i + 1
            tally[N_WORDS] = first + taken


@njit(cache=True, nogil=True, _nrt=False)
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
    if fields == 0 or not _plain(buf[at + 1]):
        return 0
    if star >= 0 and hex_pair(buf, star + 1, end) != total:
        return -1
    return 1


@njit(cache=True, nogil=True, _nrt=False)
def _is_radar(buf, at, end):
    """Whether `at` begins `$--TTM,`, `$--TLL,` or `$--TLB,`."""
    if at + 7 > end or buf[at] != 36 or buf[at + 6] != 44 or buf[at + 3] != 84:
        return False
    a, b = buf[at + 4], buf[at + 5]
    return (a == 84 and b == 77) or (a == 76 and (b == 76 or b == 66))


@njit(cache=True, nogil=True, _nrt=False)
def _is_gatehouse(buf, at, end):
    return (at + 6 <= end and buf[at] == 36 and buf[at + 1] == 80 and buf[at + 2] == 71 and buf[at + 3] == 72
            and buf[at + 4] == 80 and buf[at + 5] == 44)  # fmt: skip


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _line_without_vdm(
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
            cell = GATEHOUSE_TIME + _feed(reg)
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
        _group_memory(groups, group_names, now[_feed(reg)], buf, reg)
    tally[OTHER_LINES] += 1
    tally[OTHER_BYTES] += size


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _plain_lines(buf, begin, end, base, recv, messages, words, tally, name_table, names, now, min_bits, reg):
    """Run over lines of the plain kind: at most one tag block, one complete message, nothing behind the checksum.

    Gives the index of the first line of another kind, untouched. All here could be said by `_sentence` and `_enter`;
    it is written out because nine of ten lines are plain, and each call with an array costs a reference count.
    """
    m, first, at_first = tally[N_MESSAGES], tally[N_WORDS], begin
    m_first = m
    while begin + 24 < end and m < MESSAGES - LINE_MARGIN and first < WORDS - 4 * LINE_MARGIN:
        i = begin
        tagged = buf[i] == 92
        if tagged:
            if name_table[NAME_TABLE] >= NAMES - LINE_MARGIN:
                break
            i, name, name_length, time = plain_tag_block(buf, begin, end)
            simple = i >= 0
            if not simple:
                clear_registers(reg)
                i = parse_tag_block(buf, begin, end, reg)
                if i < 0 or reg[GROUP_ID] >= 0:
                    break
            if i + 24 >= end:
                break
        # !xxVDM,1,1,s,c,payload,f*hh with s and c empty or one character
        u = np.uint64(i)
        if (buf[u] != 33 or eight_bytes(buf, u + np.uint64(3)) != _VDM_1_1 or not _plain(buf[u + np.uint64(1)])
                or not _plain(buf[u + np.uint64(2)]) or now[GATEHOUSE_PENDING]):  # fmt: skip
            break
        k = i + 11
        if buf[k] != 44 and buf[k] >= 32:
            k += 1
        channel = np.uint8(0)
        if buf[k] != 44:
            break
        k += 1
        if buf[k] != 44 and 32 <= buf[k] < 128:
            channel = buf[k]
            k += 1
        if buf[k] != 44:
            break
        k += 1
        stop = unarmour(buf, k, end, words, first)
        length = stop - k
        if stop + 6 > end or buf[stop] != 44 or buf[stop + 2] != 42 or length == 0:
            break
        fill = np.int64(buf[stop + 1]) - 48
        after = stop + 5
        if buf[after] == 13 and after + 1 < end:
            after += 1
        if fill < 0 or fill > 5 or buf[after] != 10:
            break
        if hex_pair(buf, stop + 3, end) != exclusive_or(buf, i + 1, stop + 2):
            break
        bits = 6 * length - fill
        number = np.int64(words[first] >> np.uint64(54))
        least = min_bits[number & 31]
        if number > 28 or least == 0 or bits < least or bits < 38 or bits > MOST_BITS:
            break
        taken = length // 10 + 2
        if fill:
            clear_behind(words, first, bits, first + taken)
        after += 1
        if tagged and simple:
            messages[m].t = time if time != NO_TIME else recv
            messages[m].recv = recv
            messages[m].station = number_of(name_table, names, buf, name, name_length)
            messages[m].source = -1
            messages[m].quality = 0
        elif tagged:
            received = reg[RECEIVED] if reg[RECEIVED] != NO_TIME else recv
            messages[m].t = reg[T] if reg[T] != NO_TIME else received
            messages[m].recv = received
            messages[m].station = number_of(name_table, names, buf, reg[STATION], reg[STATION_LENGTH])
            messages[m].source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
            messages[m].quality = reg[FLAGS]
        else:
            messages[m].t = recv
            messages[m].recv = recv
            messages[m].station = -1
            messages[m].source = -1
            messages[m].quality = 0
        messages[m].offset = base + begin
        messages[m].group = -1
        messages[m].start = first
        messages[m].bits = bits
        messages[m].signal = NO_SIGNAL
        messages[m].slot = -1
        messages[m].number = number
        messages[m].channel = channel
        messages[m].sentences = 1
        m += 1
        first += taken
        now[_feed(reg) if tagged and not simple else ORDINAL] += 1
        begin = after
    tally[N_MESSAGES] = m
    tally[N_WORDS] = first
    tally[USED_LINES] += m - m_first
    tally[USED_BYTES] += begin - at_first
    return begin


@njit(cache=True, nogil=True)
def scan(buf, at, end, base, recv, messages, words, rejects, lines, tally, name_table, names, slots, slot_names, parts,
         payload, groups, group_names, now, min_bits):  # fmt: skip
    """Read whole lines from `at` to `end`; gives where it stopped: at `end`, or earlier where the page is full.

    `base` is the offset of buf[0] in the stream, `recv` the receive time in microseconds or NO_TIME.
    """
    reg = np.zeros(REGISTERS, np.int64)
    seg = np.zeros(7, np.int64)
    return _lines(bare(buf), at, end, base, recv, bare(messages), bare(words), bare(rejects), bare(lines), bare(tally),
                  bare(name_table), bare(names), bare(slots), bare(slot_names), bare(parts), bare(payload),
                  bare(groups), bare(group_names), bare(now), bare(min_bits), bare(reg), bare(seg))  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False)
def _lines(buf, begin, end, base, recv, messages, words, rejects, lines, tally, name_table, names, slots, slot_names,
           parts, payload, groups, group_names, now, min_bits, reg, seg):  # fmt: skip
    """All whole lines, or as many as the page takes."""
    while begin < end:
        if (tally[N_MESSAGES] >= MESSAGES - LINE_MARGIN or tally[N_WORDS] >= WORDS - 4 * LINE_MARGIN
                or tally[N_REJECTS] >= REJECTS - 16 * LINE_MARGIN or tally[N_LINES] >= LINES - LINE_MARGIN
                or name_table[NAME_TABLE] >= NAMES - LINE_MARGIN):  # fmt: skip
            break
        begin = _plain_lines(buf, begin, end, base, recv, messages, words, tally, name_table, names, now, min_bits, reg)
        if begin >= end or tally[N_MESSAGES] >= MESSAGES - LINE_MARGIN:
            break
        limit = line_end(buf, begin, end)
        clear_registers(reg)
        reg[RECEIVED] = recv
        if limit - begin > LONGEST_LINE and limit - begin - raw_log_head(buf, begin, limit, reg) > LONGEST_LINE:
            source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
            reject(rejects, tally, base + begin, limit - begin, LINE_TOO_LONG, NO_TIME, reg[RECEIVED], source)
            begin = limit
            continue
        clear_registers(reg)
        reg[RECEIVED] = recv
        while begin < limit:
            i = begin
            while i < limit and buf[i] <= 32:
                i += 1
            broken = False
            while i < limit and buf[i] == 92:
                behind = parse_tag_block(buf, i, limit, reg)
                if behind < 0:
                    broken = True
                    break
                i = behind
            if i < limit and buf[i] == 35:
                v = np.int64(-1)  # a comment, even one that quotes a sentence
            elif i < limit and buf[i] == 33 and _is_vdm(buf, i + 3, limit):
                v = i + 3
            else:
                v = _find_vdm(buf, i, limit)
            if v < 0:
                _line_without_vdm(buf, begin, i, limit, base + begin, lines, rejects, tally, name_table, names, groups,
                                  group_names, now, reg)  # fmt: skip
                begin = limit
                continue
            if v != i + 3:
                lead = v - 3 if v >= i + 3 and (buf[v - 3] == 33 or buf[v - 3] == 36) else max(v - 2, i)
                _lead(buf, i, lead, broken, reg)
            now[_feed(reg)] += 1
            after, reason = _sentence(buf, v, limit, seg, words, tally[N_WORDS], reg)
            stop = limit
            if after + 2 < limit:
                # a logger's suffix, or a further sentence in the same line
                following = _find_vdm(buf, after, limit)
                if following >= 0:
                    stop = _start_of_next(buf, after, following)
                parse_suffix(buf, after, stop, reg)
            if now[GATEHOUSE_PENDING]:
                cell = GATEHOUSE_TIME + _feed(reg)
                if now[cell] != NO_TIME:
                    if reg[T] == NO_TIME:
                        reg[T] = now[cell]
                    now[cell] = NO_TIME
                    now[GATEHOUSE_PENDING] -= 1
            if reason >= 0:
                source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
                reject(rejects, tally, base + begin, stop - begin, reason, reg[T], reg[RECEIVED], source)
            else:
                _enter(buf, base + begin, stop - begin, messages, words, rejects, tally, name_table, names, slots,
                       slot_names, parts, payload, groups, group_names, now, min_bits, reg, seg)  # fmt: skip
            begin = stop
            if begin < limit:
                source_at, source_length = reg[SOURCE], reg[SOURCE_LENGTH]
                received, feed = reg[RECEIVED], reg[FEED]
                clear_registers(reg)
                reg[SOURCE], reg[SOURCE_LENGTH] = source_at, source_length
                reg[RECEIVED], reg[FEED] = received, feed
    return begin


@njit(cache=True, nogil=True, _nrt=False)
def raw_log_head(buf, at, end, reg):
    """Length of the tag block that the raw log wrote before a line, 0 where there is none; reads it into `reg`."""
    if buf[at] != 92:
        return 0
    behind = parse_tag_block(buf, at, min(end, at + LONGEST_HEAD), reg)
    return behind - at if behind >= 0 and reg[SOURCE] >= 0 else 0


@njit(cache=True, nogil=True, forceinline=True, _nrt=False)
def _lead(buf, at, lead, broken, reg):
    """What stands between the start of a line and its sentence: a time, perhaps a tag block behind it."""
    tag = -1
    if not broken:
        for k in range(at, lead):
            if buf[k] == 92:
                tag = k
                break
    parse_prefix(buf, at, tag if tag >= 0 else lead, reg)
    while 0 <= tag < lead and buf[tag] == 92:
        tag = parse_tag_block(buf, tag, lead, reg)


@njit(cache=True, nogil=True, _nrt=False)
def _start_of_next(buf, after, v):
    """Where, behind a sentence, the next one of the same line begins: at its tag block, else at its opening mark."""
    start = v - 3 if v - 3 >= after and (buf[v - 3] == 33 or buf[v - 3] == 36) else max(v - 2, after)
    if start > after and buf[start - 1] == 92:
        k = start - 2
        while k >= after:
            if buf[k] == 92:
                start = k
                # an escaped line end (a logger's literal \r\n) is no tag block
                if v - k <= 8:
                    start = v - 3
                break
            k -= 1
    return start
