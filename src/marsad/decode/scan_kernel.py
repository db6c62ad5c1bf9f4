"""From bytes to messages: every line becomes exactly one of used, reject, other, blank or (for fragments) waiting.

One pass over the bytes. A line may hold several sentences, and anything a logger wrote around them (see
wire/nmea_kernel); each byte of it is counted with the sentence that it stands before, the tail of the line with the
last.
"""

import numpy as np

from marsad.decode.ais.messages import MOST_BITS
from marsad.decode.feed_kernel import feed_cell, group_memory
from marsad.decode.fragments_kernel import add_fragment, doubt, number_of, reject, told
from marsad.decode.other_line_kernel import line_without_vdm
from marsad.decode.page import (
    GATEHOUSE_PENDING,
    GATEHOUSE_TIME,
    LINES,
    MESSAGES,
    N_LINES,
    N_MESSAGES,
    N_REJECTS,
    N_WORDS,
    NAME_TABLE,
    NAMES,
    ORDINAL,
    REJECTS,
    TOLD,
    USED_BYTES,
    USED_LINES,
    WORDS,
)
from marsad.decode.vdm_kernel import find_vdm, is_plain, is_vdm, read_sentence
from marsad.schema.reasons import REASONS
from marsad.wire.armour_kernel import clear_behind, eight_bytes, unarmour
from marsad.wire.nmea_kernel import (
    FEED,
    FLAGS,
    GROUP_ID,
    GROUP_TOTAL,
    NO_SIGNAL,
    NO_TIME,
    RECEIVED,
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
    parse_prefix,
    parse_suffix,
    parse_tag_block,
    plain_tag_block,
)
from marsad.wire.uncounted import uncounted

_VDM_1_1 = np.uint64(int.from_bytes(b"VDM,1,1,", "big"))
LINE_TOO_LONG = [name for name, _ in REASONS].index("line_too_long")
SEGMENT = 7  # what one sentence says of itself, see add_fragment
LONGEST_LINE = 16_384
LONGEST_HEAD = 160  # the tag block that the raw log writes before a line does not count
LINE_MARGIN = LONGEST_LINE // 16  # no more sentences than this stand in one line


@uncounted(forceinline=True)
def _enter(buf, offset, size, messages, words, rejects, tally, name_table, names, slots, slot_names, parts, payload,
           groups, group_names, now, min_bits, reg, seg):  # fmt: skip
    """Enter a good sentence: a message of its own, or a part of one."""
    cell = np.int64(-1)
    if reg[GROUP_ID] >= 0:
        if reg[GROUP_TOTAL] > 1:
            cell = group_memory(groups, group_names, now[feed_cell(reg)], buf, reg)
        else:
            reg[GROUP_ID] = -1
    if seg[0] > 1:
        add_fragment(slots, slot_names, parts, payload, now[feed_cell(reg)], messages, words, rejects, tally,
                     name_table, names, buf, reg, seg, offset, size, min_bits)  # fmt: skip
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
            tally[TOLD] |= told(messages, i)
            tally[N_MESSAGES] = i + 1
            tally[N_WORDS] = first + taken


@uncounted(forceinline=True)
def _plain_lines(buf, begin, end, base, recv, messages, words, tally, name_table, names, now, min_bits, reg):
    """Run over lines of the plain kind: at most one tag block, one complete message, nothing behind the checksum.

    Gives the index of the first line of another kind, untouched. All here could be said by `_sentence` and `_enter`;
    it is written out because nine of ten lines are plain, and each call with an array costs a reference count.
    """
    m, first, at_first = tally[N_MESSAGES], tally[N_WORDS], begin
    m_first = m
    telling = np.int64(0)
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
        if (buf[u] != 33 or eight_bytes(buf, u + np.uint64(3)) != _VDM_1_1 or not is_plain(buf[u + np.uint64(1)])
                or not is_plain(buf[u + np.uint64(2)]) or now[GATEHOUSE_PENDING]):  # fmt: skip
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
        if tagged or recv != NO_TIME:
            telling |= told(messages, m)
        m += 1
        first += taken
        now[feed_cell(reg) if tagged and not simple else ORDINAL] += 1
        begin = after
    tally[TOLD] |= telling
    tally[N_MESSAGES] = m
    tally[N_WORDS] = first
    tally[USED_LINES] += m - m_first
    tally[USED_BYTES] += begin - at_first
    return begin


@uncounted
def scan(buf, begin, end, base, recv, reg, seg, messages, words, rejects, lines, tally, name_table, names, slots,
         slot_names, parts, payload, groups, group_names, now, min_bits):  # fmt: skip
    """Read whole lines from `begin` to `end`; gives where it stopped: at `end`, or earlier where the page is full.

    `base` is the offset of buf[0] in the stream, `recv` the receive time in microseconds or NO_TIME. `reg` and `seg`
    are memory to work in: REGISTERS and SEGMENT numbers.
    """
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
        if limit - begin > LONGEST_LINE and _is_too_long(buf, begin, limit, reg):
            source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
            reject(rejects, tally, base + begin, limit - begin, LINE_TOO_LONG, NO_TIME, reg[RECEIVED], source)
            begin = limit
            continue
        clear_registers(reg)
        reg[RECEIVED] = recv
        while begin < limit:
            i = begin
            broken = False
            while i < limit and (buf[i] <= 32 or buf[i] == 92):
                if buf[i] <= 32:
                    i += 1
                    continue
                behind = parse_tag_block(buf, i, limit, reg)
                if behind < 0:
                    broken = True
                    break
                i = behind
            if i < limit and buf[i] == 35:
                v = np.int64(-1)  # a comment, even one that quotes a sentence
            elif i < limit and buf[i] == 33 and is_vdm(buf, i + 3, limit):
                v = i + 3
            else:
                v = find_vdm(buf, i, limit)
            if v < 0:
                line_without_vdm(buf, begin, i, limit, base + begin, lines, rejects, tally, name_table, names, groups,
                                  group_names, now, reg)  # fmt: skip
                begin = limit
                continue
            if v != i + 3:
                lead = v - 3 if v >= i + 3 and (buf[v - 3] == 33 or buf[v - 3] == 36) else max(v - 2, i)
                _lead(buf, i, lead, broken, reg)
            now[feed_cell(reg)] += 1
            after, reason = read_sentence(buf, v, limit, seg, words, tally[N_WORDS], reg)
            stop = limit
            if after + 2 < limit:
                # a logger's suffix, or a further sentence in the same line
                following = find_vdm(buf, after, limit)
                if following >= 0:
                    stop = _start_of_next(buf, after, following)
                parse_suffix(buf, after, stop, reg)
            if now[GATEHOUSE_PENDING]:
                cell = GATEHOUSE_TIME + feed_cell(reg)
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


@uncounted
def _is_too_long(buf, begin, limit, reg):
    """Whether a line is, without its end and without what the raw log wrote before it: each site may write its own."""
    end = limit
    while end > begin and (buf[end - 1] == 10 or buf[end - 1] == 13):
        end -= 1
    return end - begin - raw_log_head(buf, begin, limit, reg) > LONGEST_LINE


@uncounted
def raw_log_head(buf, at, end, reg):
    """Length of the tag block that the raw log wrote before a line, 0 where there is none; reads it into `reg`."""
    if buf[at] != 92:
        return 0
    behind = parse_tag_block(buf, at, min(end, at + LONGEST_HEAD), reg)
    return behind - at if behind >= 0 and reg[SOURCE] >= 0 else 0


@uncounted(forceinline=True)
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


@uncounted
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
