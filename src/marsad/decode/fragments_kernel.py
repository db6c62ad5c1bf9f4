"""Joining the sentences of one message: in any order, interleaved, by sequence number or by tag-block group."""

import numpy as np

from marsad.decode.ais.messages import MOST_BITS
from marsad.decode.page import (
    AT,
    BYTES,
    COMPLETE,
    EMPTY,
    FILL,
    GROUP_TOLD,
    LENGTH,
    N_MESSAGES,
    N_REJECTS,
    N_WORDS,
    NAME_BYTES,
    NAME_TABLE,
    NAMES,
    OFFSET,
    PARTS,
    PAYLOAD,
    RECV_TOLD,
    REJECT_BYTES,
    REJECT_LINES,
    SETS,
    SIGNAL_TOLD,
    SLOT_TOLD,
    SOURCE_TOLD,
    STATION_TOLD,
    T_TOLD,
    TOLD,
    USED_BYTES,
    USED_LINES,
    WAITING,
    WAYS,
)  # fmt: skip
from marsad.schema.flags import Flag
from marsad.schema.reasons import REASONS
from marsad.wire.armour_kernel import SIX_BIT, eight_bytes, eight_characters
from marsad.wire.nmea_kernel import (
    FEED,
    FLAGS,
    GROUP_ID,
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
    name_hash,
)  # fmt: skip
from marsad.wire.uncounted import uncounted

OWN_SHIP = int(Flag.OWN_SHIP)  # a transmission of one's own is never part of one heard
_CODES = [name for name, _ in REASONS]
INCOMPLETE, DUPLICATE = _CODES.index("fragment_incomplete"), _CODES.index("fragment_duplicate")
MESSAGE_TYPE, TOO_SHORT, TOO_LONG = (_CODES.index(name) for name in ("message_type", "too_short", "too_long"))

# The parts of one message leave the ship within five slots; half a minute covers every network.
PATIENCE_US = 30_000_000
PATIENCE_SENTENCES = 1_000  # where nothing tells the time
# A part that overtook an earlier one of its message overtook few sentences. One that waits longer has lost its first
# part: joined to the next message of the same sequence number, it would spoil that one, and with what that one leaves
# the next, and so on to the end of the feed. A tag-block group names its message, so there the rest may take its time.
OVERTAKEN = 32


@uncounted
def number_of(name_table, names, text, at, length):
    """The number of a name within this page, given at first sight; -1 for no name. Names are cut at NAME_BYTES."""
    if length <= 0:
        return np.int64(-1)
    length = min(length, NAME_BYTES)
    code = name_hash(text, at, at + length)
    cell = (code ^ (code >> 15)) & (NAME_TABLE - 1)
    while name_table[cell] >= 0:
        known = np.int64(name_table[cell])
        if np.int64(names[known, NAME_BYTES]) == length:
            same = True
            i = np.uint64(0)
            while same and i + np.uint64(8) <= np.uint64(length):
                same = eight_bytes(names[known], i) == eight_bytes(text, np.uint64(at) + i)
                i += np.uint64(8)
            while same and i < np.uint64(length):
                same = names[known, i] == text[np.uint64(at) + i]
                i += np.uint64(1)
            if same:
                return known
        cell = (cell + 1) & (NAME_TABLE - 1)
    number = np.int64(name_table[NAME_TABLE])
    if number >= NAMES:
        return np.int64(-1)
    name_table[cell] = number
    names[number, NAME_BYTES] = length
    for k in range(length):
        names[number, k] = text[at + k]
    name_table[NAME_TABLE] = number + 1
    return number


@uncounted
def reject(rejects, tally, offset, length, reason, t, recv, source):
    """Count a stretch of input that gives no row, with its reason."""
    i = tally[N_REJECTS]
    rejects[i].offset = offset
    rejects[i].length = length
    rejects[i].reason = reason
    rejects[i].t = t if t != NO_TIME else recv
    rejects[i].recv = recv
    rejects[i].source = source
    tally[N_REJECTS] = i + 1
    tally[REJECT_LINES] += 1
    tally[REJECT_BYTES] += length


@uncounted
def doubt(words, bits, first, min_bits):
    """Why a complete message cannot be used, -1 if it can: its number, its length."""
    number = np.int64(words[first] >> np.uint64(54))
    if bits < 6:
        return TOO_SHORT
    if number < 1 or number > 28 or min_bits[number] == 0:
        return MESSAGE_TYPE
    if bits < min_bits[number] or bits < 38:
        return TOO_SHORT
    if bits > MOST_BITS:
        return TOO_LONG
    return -1


@uncounted(forceinline=True)
def _same_name(name, length, buf, at, other):
    """Whether a slot's name and a sentence's can be one; an unknown name fits all."""
    if length <= 0 or other <= 0:
        return True
    if length != min(other, NAME_BYTES):
        return False
    for i in range(length):
        if name[i] != buf[at + i]:
            return False
    return True


@uncounted
def _dead(slots, slot_names, s, buf, reg, t, ordinal):
    """Whether the rest of this message can no longer come: by the clock of this site, else by that of the same station.

    Stations' clocks differ, and a feed may hold times of minutes ago beside sentences without one.
    """
    if reg[RECEIVED] != NO_TIME and slots[s].recv != NO_TIME:
        return abs(reg[RECEIVED] - slots[s].recv) > PATIENCE_US
    same = _same_name(slot_names[s, 0], slots[s].station_length, buf, reg[STATION], reg[STATION_LENGTH])
    if t != NO_TIME and slots[s].t != NO_TIME and same:
        return abs(t - slots[s].t) > PATIENCE_US
    return ordinal - slots[s].ordinal > PATIENCE_SENTENCES


@uncounted(forceinline=True)
def _can_follow(slots, s, part, reg, ordinal):
    """Whether a part can still come after what this slot holds: a later part always, an earlier one only soon."""
    if slots[s].group >= 0 and slots[s].group == reg[GROUP_ID]:
        return True
    if slots[s].have >> part == 0:
        return True
    return ordinal - slots[s].ordinal <= OVERTAKEN


@uncounted
def give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, reason):
    """Reject each part that waited in slot `s`, and free it."""
    if slots[s].state == WAITING:
        source = number_of(name_table, names, slot_names[s, 1], 0, slots[s].source_length)
        for part in range(PARTS):
            if slots[s].have >> part & 1:
                reject(rejects, tally, parts[s, part, OFFSET], parts[s, part, BYTES], reason, slots[s].t,
                       slots[s].recv, source)  # fmt: skip
    slots[s].state = EMPTY


@uncounted(forceinline=True)
def _same_payload(slots, parts, payload, s, part, buf, at, length):
    if slots[s].have >> part & 1 == 0 or parts[s, part, LENGTH] != length:
        return False
    first = parts[s, part, AT]
    for i in range(length):
        if payload[s, first + i] != buf[at + i]:
            return False
    return True


@uncounted
def _holds_all_of(slots, parts, payload, whole, s):
    """Whether what waits in slot `s` is all in the message of slot `whole` too: another station's copy of it."""
    for part in range(PARTS):
        if slots[s].have >> part & 1:
            if slots[whole].have >> part & 1 == 0 or parts[whole, part, LENGTH] != parts[s, part, LENGTH]:
                return False
            mine, theirs = parts[s, part, AT], parts[whole, part, AT]
            for i in range(parts[s, part, LENGTH]):
                if payload[s, mine + i] != payload[whole, theirs + i]:
                    return False
    return True


@uncounted(forceinline=True)
def _find(slots, slot_names, parts, payload, key, part, buf, at, length, reg, t, ordinal, rejects, tally, name_table,
          names):  # fmt: skip
    """The slot for this sentence: the newest that can take it, else a free or the oldest one.

    Often only the first part of a message names its station, and the same message comes from several of them. So a part
    that a message waits for is no copy of a part that came before, unless that came with a message begun later.
    """
    feed = max(reg[FEED], np.int64(0))
    first = (((key * 40503) >> 4) + feed) % SETS * WAYS
    free = -1
    oldest = first
    lacks, has, other = -1, -1, -1
    for s in range(first, first + WAYS):
        if slots[s].state == EMPTY:
            if free < 0:
                free = s
            continue
        if _dead(slots, slot_names, s, buf, reg, t, ordinal):
            give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, INCOMPLETE)
            if free < 0:
                free = s
            continue
        if slots[s].ordinal < slots[oldest].ordinal or slots[oldest].state == EMPTY:
            oldest = s
        if (
            slots[s].key == key
            and (slots[s].group == reg[GROUP_ID] or slots[s].group < 0 or reg[GROUP_ID] < 0)
            and _same_name(slot_names[s, 0], slots[s].station_length, buf, reg[STATION], reg[STATION_LENGTH])
            and _same_name(slot_names[s, 1], slots[s].source_length, buf, reg[SOURCE], reg[SOURCE_LENGTH])
        ):
            if not _can_follow(slots, s, part, reg, ordinal):
                give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, INCOMPLETE)
                if free < 0:
                    free = s
            elif slots[s].have >> part & 1 == 0:
                lacks = s if lacks < 0 or slots[s].ordinal > slots[lacks].ordinal else lacks
            elif _same_payload(slots, parts, payload, s, part, buf, at, length):
                has = s if has < 0 or slots[s].ordinal > slots[has].ordinal else has
            else:
                other = s if other < 0 or slots[s].ordinal > slots[other].ordinal else other
    if lacks >= 0 and has >= 0:
        newer = slots[lacks].ordinal > slots[has].ordinal
        return lacks if newer or _holds_all_of(slots, parts, payload, has, lacks) else has
    if lacks >= 0 or has >= 0:
        return max(lacks, has)
    if other >= 0:
        return other
    if free < 0:
        give_up(slots, slot_names, parts, oldest, rejects, tally, name_table, names, INCOMPLETE)
        free = oldest
    return free


@uncounted(forceinline=True)
def _begin(slots, s, key, t, recv, ordinal):
    slots[s].state = WAITING
    slots[s].key = key
    slots[s].group = -1
    slots[s].have = 0
    slots[s].ordinal = ordinal
    slots[s].t = t
    slots[s].recv = recv
    slots[s].quality = 0
    slots[s].signal = NO_SIGNAL
    slots[s].slot = -1
    slots[s].station_length = 0
    slots[s].source_length = 0
    slots[s].payload_length = 0


@uncounted(forceinline=True)
def _learn(slots, slot_names, s, buf, reg, t):
    """Take over what this part tells of the whole; the first part to tell it wins."""
    if slots[s].t == NO_TIME:
        slots[s].t = t
    if slots[s].group < 0:
        slots[s].group = reg[GROUP_ID]
    slots[s].quality |= reg[FLAGS]
    if slots[s].signal == NO_SIGNAL:
        slots[s].signal = reg[SIGNAL]
    if slots[s].slot < 0:
        slots[s].slot = reg[SLOT]
    if slots[s].station_length <= 0 and reg[STATION_LENGTH] > 0:
        slots[s].station_length = min(reg[STATION_LENGTH], NAME_BYTES)
        for i in range(slots[s].station_length):
            slot_names[s, 0, i] = buf[reg[STATION] + i]
    if slots[s].source_length <= 0 and reg[SOURCE_LENGTH] > 0:
        slots[s].source_length = min(reg[SOURCE_LENGTH], NAME_BYTES)
        for i in range(slots[s].source_length):
            slot_names[s, 1, i] = buf[reg[SOURCE] + i]


@uncounted(forceinline=True)
def _join(parts, payload, s, total, words, first):
    """Write the parts' bits, each without its fill bits, into 60-bit words; gives the number of bits."""
    bits = np.int64(0)
    acc = np.uint64(0)
    filled = np.int64(0)
    word = first
    for part in range(total):
        at, length = parts[s, part, AT], parts[s, part, LENGTH]
        letters = payload[s, at : at + length]
        i = np.uint64(0)
        while i < np.uint64(length):
            if i + np.uint64(8) < np.uint64(length):
                value = eight_characters(eight_bytes(letters, i))
                width = np.int64(48)
                i += np.uint64(8)
            else:
                i += np.uint64(1)
                width = np.int64(6) if i < np.uint64(length) else 6 - parts[s, part, FILL]
                value = np.uint64(SIX_BIT[letters[i - np.uint64(1)]]) >> np.uint64(6 - width)
            bits += width
            if filled + width < 60:
                acc = (acc << np.uint64(width)) | value
                filled += width
            else:
                rest = filled + width - 60
                words[word] = (acc << np.uint64(width - rest)) | (value >> np.uint64(rest))
                word += 1
                acc = value & ((np.uint64(1) << np.uint64(rest)) - np.uint64(1))
                filled = rest
    words[word] = acc << np.uint64(60 - filled)
    words[word + 1] = np.uint64(0)
    return bits


@uncounted(forceinline=True)
def add_fragment(slots, slot_names, parts, payload, ordinal, messages, words, rejects, tally, name_table, names, buf,
                 reg, seg, offset, size, min_bits):  # fmt: skip
    """Take in one part of a message of several; the last one to come completes it.

    `seg` holds what the sentence says of itself: total, part (from 1), sequence, channel, payload index, length, fill.
    """
    total, part, channel = seg[0], seg[1] - 1, seg[3]
    at, length = seg[4], seg[5]
    t, recv = reg[T], reg[RECEIVED]
    seen = t if t != NO_TIME else recv
    key = ((seg[2] + 2) << 16) + (channel << 4) + total + ((reg[FLAGS] & OWN_SHIP) << 24)
    source = number_of(name_table, names, buf, reg[SOURCE], reg[SOURCE_LENGTH])
    if length > PAYLOAD:
        reject(rejects, tally, offset, size, TOO_LONG, t, recv, source)
        return
    s = _find(slots, slot_names, parts, payload, key, part, buf, at, length, reg, seen, ordinal, rejects, tally,
              name_table, names)  # fmt: skip
    if slots[s].state == COMPLETE:
        if part > 0 and _same_payload(slots, parts, payload, s, part, buf, at, length):
            reject(rejects, tally, offset, size, DUPLICATE, t, recv, source)
            return
        slots[s].state = EMPTY
    if slots[s].state == WAITING and slots[s].have >> part & 1:
        if _same_payload(slots, parts, payload, s, part, buf, at, length):
            reject(rejects, tally, offset, size, DUPLICATE, t, recv, source)
            return
        give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, INCOMPLETE)
    if slots[s].state == WAITING and slots[s].payload_length + length > PAYLOAD:
        give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, TOO_LONG)
    if slots[s].state == EMPTY:
        _begin(slots, s, key, seen, recv, ordinal)
    _learn(slots, slot_names, s, buf, reg, t)
    slots[s].have |= 1 << part
    parts[s, part, OFFSET] = offset
    parts[s, part, BYTES] = size
    parts[s, part, AT] = slots[s].payload_length
    parts[s, part, LENGTH] = length
    parts[s, part, FILL] = seg[6]
    kept, sent = payload[s, slots[s].payload_length :], buf[at : at + length]
    for i in range(np.uint64(length)):
        kept[i] = sent[i]
    slots[s].payload_length += length
    if slots[s].have == (1 << total) - 1:
        _complete(slots, slot_names, parts, payload, s, total, channel, messages, words, rejects, tally, name_table,
                  names, min_bits)  # fmt: skip


@uncounted(forceinline=True)
def told(messages, i):
    """What a message tells of its reception, as bits of Page.tally[TOLD]."""
    bits = T_TOLD if messages[i].t != NO_TIME else 0
    bits |= RECV_TOLD if messages[i].recv != NO_TIME else 0
    bits |= SOURCE_TOLD if messages[i].source >= 0 else 0
    bits |= STATION_TOLD if messages[i].station >= 0 else 0
    bits |= GROUP_TOLD if messages[i].group >= 0 else 0
    bits |= SIGNAL_TOLD if messages[i].signal != NO_SIGNAL else 0
    bits |= SLOT_TOLD if messages[i].slot >= 0 else 0
    return bits


@uncounted(forceinline=True)
def _complete(slots, slot_names, parts, payload, s, total, channel, messages, words, rejects, tally, name_table, names,
              min_bits):  # fmt: skip
    first = tally[N_WORDS]
    bits = _join(parts, payload, s, total, words, first)
    why = doubt(words, bits, first, min_bits)
    if why >= 0:
        give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, why)
        return
    slots[s].state = COMPLETE
    i = tally[N_MESSAGES]
    messages[i].offset = parts[s, 0, OFFSET]
    for part in range(total):
        messages[i].offset = min(messages[i].offset, parts[s, part, OFFSET])
        tally[USED_LINES] += 1
        tally[USED_BYTES] += parts[s, part, BYTES]
    messages[i].t = slots[s].t
    messages[i].recv = slots[s].recv
    messages[i].sentences = total
    messages[i].group = slots[s].group
    messages[i].channel = channel
    messages[i].station = number_of(name_table, names, slot_names[s, 0], 0, slots[s].station_length)
    messages[i].source = number_of(name_table, names, slot_names[s, 1], 0, slots[s].source_length)
    messages[i].signal = slots[s].signal
    messages[i].slot = slots[s].slot
    messages[i].quality = slots[s].quality
    messages[i].number = words[first] >> np.uint64(54)
    messages[i].start = first
    messages[i].bits = bits
    tally[TOLD] |= told(messages, i)
    tally[N_MESSAGES] = i + 1
    tally[N_WORDS] = first + bits // 60 + 2


@uncounted
def waiting_bytes(slots, parts):
    """Bytes of input that wait in slots for the rest of their message."""
    total = np.int64(0)
    for s in range(slots.shape[0]):
        if slots[s].state == WAITING:
            for part in range(PARTS):
                if slots[s].have >> part & 1:
                    total += parts[s, part, BYTES]
    return total


@uncounted
def give_up_all(slots, slot_names, parts, rejects, tally, name_table, names):
    """End of the stream: what still waits is incomplete."""
    for s in range(slots.shape[0]):
        give_up(slots, slot_names, parts, s, rejects, tally, name_table, names, INCOMPLETE)
