"""From message bits to columns: one generic kernel driven by bit tables, column after column.

A `spec` row (int64) says where a field lies, which raw values count and where its column lies; a `scale` row (float64)
turns raw into value; both come from decode/block.py. `start` is the first word of each message, `base` the bit from
which the table counts (behind DAC and FI for an application; an empty array for messages, which count from 0), `end`
the bit behind its last, `row` its row in the output (an empty array where message j is row j).

The work goes in blocks of messages that fit the nearest cache, and in whole runs over one block: the words of the
messages are first laid out one array for each word, so that every later step reads and writes memory in order, without
branches, and the compiler makes it do many messages with one instruction. What a step makes of messages that lack the
field is thrown away by `good`.
"""

import numpy as np
from numba import njit

from marsad.wire.uncounted import uncounted

(PLACE, STORE, OK, FRESH, MEMBERS, FIRST, WIDTH, SIGNED, NA_1, NA_2, NA_3, LOW, HIGH, DOUBT, FLAG, SENDER, WHENS,
 WHEN_1) = range(18)  # fmt: skip
WHEN_CELLS = 3  # first, width, mask of allowed values
SPEC_CELLS = WHEN_1 + 3 * WHEN_CELLS
WIDEST = 31  # bits of a number field: raw values are handled in 32 bits
NEVER = -(2**31)  # a raw value that no such field can hold
ANYONE, AUXILIARY, NOT_AUXILIARY = range(3)
TIMES, PER, PLUS = range(3)
TRUTH, U1, I1, U2, I2, U4, I4, F4, I8, U8, F8 = range(11)  # how a column is stored

BLOCK = 4096  # messages handled at once
EVERYONE = -1  # MEMBERS of a field that all layouts at hand share
_ONE = np.uint64(1)
_WORD = np.uint64((1 << 60) - 1)


@uncounted
def bits_at(words, start, at, width):
    """`width` (at most 60) bits from bit `at` of the message that begins in word `start`."""
    word = start + at // 60
    behind = 60 - at % 60 - width
    if behind >= 0:
        value = words[word] >> np.uint64(behind)
    else:
        value = (words[word] << np.uint64(-behind)) | (words[word + 1] >> np.uint64(60 + behind))
    return np.int64(value & ((np.uint64(1) << np.uint64(width)) - np.uint64(1)))


@uncounted
def holds(words, start, base, end, spec):
    """Whether each condition of a field holds in this message."""
    for k in range(spec[WHENS]):
        cell = WHEN_1 + k * WHEN_CELLS
        first, width = spec[cell], spec[cell + 1]
        at = base + first if first >= 0 else end + first
        if at < base or at + width > end:
            return False
        if not (spec[cell + 2] >> bits_at(words, start, at, width)) & 1:
            return False
    if spec[SENDER] != ANYONE:
        auxiliary = bits_at(words, start, 8, 30) // 10_000_000 == 98
        if auxiliary != (spec[SENDER] == AUXILIARY):
            return False
    return True


@uncounted
def _lay_out(words, start, base, n, lanes):
    """Word w of message j, counted from its base, into lanes[w, j]."""
    for w in range(lanes.shape[0]):
        lane = lanes[w]
        if base.shape[0] == 0:
            for j in range(n):
                lane[j] = words[np.uint64(start[j] + w)]
        else:
            for j in range(n):
                at = np.uint64(start[j] + base[j] // 60 + w)
                up = np.uint64(base[j] % 60)
                lane[j] = ((words[at] << up) | (words[at + _ONE] >> (np.uint64(60) - up))) & _WORD


@uncounted
def _read(lanes, n, first, width, sign, raw):
    """A field at a fixed bit of each message: raw[j], as signed as it is.

    A field within one word takes nothing of the next: words hold 60 bits, so a shift by 63 leaves zero.
    """
    behind = 60 - first % 60 - width
    down, up, next_down = np.uint64(0), np.uint64(0), np.uint64(63)
    if behind >= 0:
        down = np.uint64(behind)
    else:
        up, next_down = np.uint64(-behind), np.uint64(60 + behind)
    mask = (_ONE << np.uint64(width)) - _ONE
    here, following = lanes[first // 60], lanes[first // 60 + 1]
    for j in range(np.uint64(n)):
        value = (((here[j] >> down) << up) | (following[j] >> next_down)) & mask
        raw[j] = (np.int64(value) ^ sign) - sign


@uncounted
def _fitting(lanes, n, length, spec, raw, fits):
    """How many bits each message has, or -1 where a condition of the field does not hold in it."""
    for j in range(np.uint64(n)):
        fits[j] = length[j]
    for k in range(spec[WHENS]):
        cell = WHEN_1 + k * WHEN_CELLS
        _read(lanes, n, spec[cell], spec[cell + 1], np.int64(0), raw)
        last = np.int32(spec[cell] + spec[cell + 1])
        allowed = np.uint64(spec[cell + 2])
        for j in range(np.uint64(n)):
            held = (allowed >> np.uint64(raw[j])) & _ONE
            fits[j] = fits[j] if held & np.uint64(length[j] >= last) else np.int32(-1)
    if spec[SENDER] != ANYONE:
        _read(lanes, n, 8, 30, np.int64(0), raw)
        wanted = spec[SENDER] == AUXILIARY
        for j in range(np.uint64(n)):
            fits[j] = fits[j] if (raw[j] // 10_000_000 == 98) == wanted else np.int32(-1)


@uncounted
def _from_end(words, start, base, end, n, length, spec, sign, raw, fits):
    """A field, or conditions, counted from the end of each message: one after another, for few messages have such."""
    first, width = spec[FIRST], spec[WIDTH]
    for j in range(n):
        zero = base[j] if base.shape[0] else np.int32(0)
        at = zero + first if first >= 0 else end[j] + first
        fits[j] = -1
        raw[j] = 0
        if length[j] >= 0 and at >= zero and at + width <= end[j] and holds(words, start[j], zero, end[j], spec):
            fits[j] = 2**31 - 1
            raw[j] = (bits_at(words, start[j], at, width) ^ sign) - sign


@uncounted
def _judge(raw, fits, n, last, spec, good):
    """good[j]: whether there is a value; returns whether any value is doubtful."""
    na_1, na_2, na_3 = np.int32(spec[NA_1]), np.int32(spec[NA_2]), np.int32(spec[NA_3])
    low, high, limit = np.int32(spec[LOW]), np.int32(spec[HIGH]), np.int32(last)
    for j in range(np.uint64(n)):
        there = (fits[j] >= limit) & (raw[j] != na_1) & (raw[j] != na_2) & (raw[j] != na_3)
        good[j] = there & (raw[j] >= low) & (raw[j] <= high)
    if not spec[FLAG]:
        return False
    most = min(high, np.int32(spec[DOUBT]))
    doubtful = np.uint8(0)
    for j in range(np.uint64(n)):
        there = (fits[j] >= limit) & (raw[j] != na_1) & (raw[j] != na_2) & (raw[j] != na_3)
        doubtful |= np.uint8(there & ((raw[j] < low) | (raw[j] > most)))
    return doubtful != 0


@uncounted
def _mark(raw, fits, n, last, spec, begin, row, flags):
    """Raise the field's flag for its doubtful values."""
    for j in range(n):
        value = np.int64(raw[j])
        if fits[j] < last or value == spec[NA_1] or value == spec[NA_2] or value == spec[NA_3]:
            continue
        if value < spec[LOW] or value > spec[HIGH] or value > spec[DOUBT]:
            flags[row[j] if row.shape[0] else begin + j] |= spec[FLAG]


@uncounted
def _values(raw, good, n, begin, row, fresh, scale, out):
    """Write one column's values; a `fresh` column has nothing yet that must be kept."""
    times, per, plus = scale[TIMES], scale[PER], scale[PLUS]
    plain = times == 1 and per == 1 and plus == 0
    if row.shape[0]:
        for j in range(np.uint64(n)):
            if good[j]:
                out[np.uint64(row[j])] = raw[j] * times / per + plus
    elif fresh and plain:
        part = out[begin : begin + n]
        for j in range(np.uint64(n)):
            part[j] = raw[j]
    elif fresh:
        part = out[begin : begin + n]
        for j in range(np.uint64(n)):
            part[j] = np.float64(raw[j]) * times / per + plus
    else:
        part = out[begin : begin + n]
        for j in range(np.uint64(n)):
            if good[j]:
                part[j] = raw[j] * times / per + plus


@uncounted
def _valid(good, n, begin, row, fresh, ok):
    if row.shape[0]:
        for j in range(np.uint64(n)):
            ok[np.uint64(row[j])] |= good[j]
    elif fresh:
        part = ok[begin : begin + n]
        for j in range(np.uint64(n)):
            part[j] = good[j]
    else:
        part = ok[begin : begin + n]
        for j in range(np.uint64(n)):
            part[j] |= good[j]


@uncounted
def _store(store, raw, good, n, begin, row, fresh, scale, cells):
    """Write values into a column whose bytes are `cells`, by the way it is stored."""
    if store == U1:
        _values(raw, good, n, begin, row, fresh, scale, cells)
    elif store == I1:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.int8))
    elif store == U2:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.uint16))
    elif store == I2:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.int16))
    elif store == U4:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.uint32))
    elif store == I4:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.int32))
    elif store == F4:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.float32))
    elif store == I8:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.int64))
    elif store == U8:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.uint64))
    else:
        _values(raw, good, n, begin, row, fresh, scale, cells.view(np.float64))


@uncounted
def _members(kind, members, base, end, n, length):
    """How many bits count for a field: none (-1) in a message whose layout is not among its members."""
    for j in range(np.uint64(n)):
        length[j] = end[j]
    if base.shape[0]:
        for j in range(np.uint64(n)):
            length[j] -= base[j]
    if members != EVERYONE:
        among = np.uint64(members)
        for j in range(np.uint64(n)):
            if not (among >> np.uint64(kind[j])) & _ONE:
                length[j] = -1


@uncounted
def _same_whens(a, b):
    if a[WHENS] != b[WHENS] or a[SENDER] != b[SENDER] or a[MEMBERS] != b[MEMBERS]:
        return False
    for cell in range(WHEN_1, WHEN_1 + a[WHENS] * WHEN_CELLS):
        if a[cell] != b[cell]:
            return False
    return True


@uncounted
def _needed(specs):
    """How many words of each message the fields at fixed bits reach, with one to spare."""
    last = 38
    for f in range(specs.shape[0]):
        last = max(last, specs[f, FIRST] + specs[f, WIDTH])
        for k in range(specs[f, WHENS]):
            cell = WHEN_1 + k * WHEN_CELLS
            last = max(last, specs[f, cell] + specs[f, cell + 1])
    return (last + 59) // 60 + 1


@uncounted
def _at_fixed_bits(spec):
    fixed = spec[FIRST] >= 0
    for k in range(spec[WHENS]):
        fixed = fixed and spec[WHEN_1 + k * WHEN_CELLS] >= 0
    return fixed


@njit(cache=True, nogil=True)
def extract(words, start, base, end, kind, row, specs, scales, stride, cells, marks, flags):
    """Fill the columns of a table from some of its messages.

    A column of numbers begins at byte PLACE * `stride` of `cells`, one of truths is row PLACE of `marks`; row OK of
    `marks` is 1 where there is a value. `flags`: quality marks by row. A field is read in messages whose `kind` is a
    bit of its MEMBERS. Only cells of rows named in `row` are touched.
    """
    lanes = np.empty((_needed(specs), BLOCK), np.uint64)
    raw, fits, length = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32)
    good = np.empty(BLOCK, np.uint8)
    _extract(words, start, base, end, kind, row, specs, scales, stride, cells, marks, flags, lanes, raw, fits, length,
             good)  # fmt: skip


@uncounted
def _extract(words, start, base, end, kind, row, specs, scales, stride, cells, marks, flags, lanes, raw, fits, length,
             good):  # fmt: skip
    for begin in range(0, start.shape[0], BLOCK):
        n = min(BLOCK, start.shape[0] - begin)
        starts, ends, kinds = start[begin : begin + n], end[begin : begin + n], kind[begin : begin + n]
        bases, rows = base[begin : begin + n], row[begin : begin + n]  # empty where they are
        _lay_out(words, starts, bases, n, lanes)
        for f in range(specs.shape[0]):
            spec = specs[f]
            sign = np.int64(1) << (spec[WIDTH] - 1) if spec[SIGNED] else np.int64(0)
            if f == 0 or spec[MEMBERS] != specs[f - 1, MEMBERS]:
                _members(kinds, spec[MEMBERS], bases, ends, n, length)
            last = max(0, spec[FIRST] + spec[WIDTH])
            if _at_fixed_bits(spec):
                if f == 0 or not _same_whens(spec, specs[f - 1]):
                    _fitting(lanes, n, length, spec, raw, fits)
                _read(lanes, n, spec[FIRST], spec[WIDTH], sign, raw)
            else:
                _from_end(words, starts, bases, ends, n, length, spec, sign, raw, fits)
            if _judge(raw, fits, n, last, spec, good):
                _mark(raw, fits, n, last, spec, begin, rows, flags)
            fresh = spec[FRESH] != 0
            if spec[STORE] == TRUTH:
                _values(raw, good, n, begin, rows, fresh, scales[f], marks[spec[PLACE]])
            else:
                _store(spec[STORE], raw, good, n, begin, rows, fresh, scales[f], cells[spec[PLACE] * stride :])
            _valid(good, n, begin, rows, fresh, marks[spec[OK]])


@njit(cache=True, nogil=True)
def all_hold(words, start, base, end, spec, out):
    """For each message whether the conditions of `spec` hold."""
    for j in range(start.shape[0]):
        out[j] = holds(words, start[j], base[j], end[j], spec)
