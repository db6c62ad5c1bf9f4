"""From message bits to columns: one generic kernel driven by bit tables, column after column.

A `spec` row (int64) says where a field lies and which raw values count, a `scale` row (float64) turns raw into value;
both come from decode/columns.py. `start` is the first word of each message, `base` the bit from which the table
counts (behind DAC and FI for an application; an empty array for messages, which count from 0), `end` the bit behind
its last, `row` its row in the output.
"""

import numpy as np
from numba import njit

(COLUMN, OK, FIRST, WIDTH, SIGNED, NA_1, NA_2, NA_3, LOW, HIGH, DOUBT, FLAG, SENDER, WHENS, WHEN_1) = range(15)
WHEN_CELLS = 3  # first, width, mask of allowed values
SPEC_CELLS = WHEN_1 + 3 * WHEN_CELLS
NEVER = -(2**62)  # a raw value that no field can hold
ANYONE, AUXILIARY, NOT_AUXILIARY = range(3)
TIMES, PER, PLUS = range(3)


@njit(cache=True, nogil=True)
def bits_at(words, start, at, width):
    """`width` (at most 60) bits from bit `at` of the message that begins in word `start`."""
    word = start + at // 60
    behind = 60 - at % 60 - width
    if behind >= 0:
        value = words[word] >> np.uint64(behind)
    else:
        value = (words[word] << np.uint64(-behind)) | (words[word + 1] >> np.uint64(60 + behind))
    return np.int64(value & ((np.uint64(1) << np.uint64(width)) - np.uint64(1)))


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _place(first, width):
    """Where a field at a fixed bit lies: word, shift down and up of that word, shift down of the next, mask.

    A field within one word takes nothing of the next: words hold 60 bits, so a shift by 63 leaves zero.
    """
    behind = 60 - first % 60 - width
    word = np.uint64(first // 60)
    mask = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
    if behind >= 0:
        return word, np.uint64(behind), np.uint64(0), np.uint64(63), mask
    return word, np.uint64(0), np.uint64(-behind), np.uint64(60 + behind), mask


@njit(cache=True, nogil=True)
def _store_all(words, start, end, row, spec, scale, out, ok, flags):
    """A field that every long enough message of its layout has, at one place: the common case, without branches."""
    word, down, up, next_down, mask = _place(spec[FIRST], spec[WIDTH])
    sign = np.int64(1) << (spec[WIDTH] - 1) if spec[SIGNED] else np.int64(0)
    na_1, na_2, na_3 = spec[NA_1], spec[NA_2], spec[NA_3]
    low, high, doubt, flag = spec[LOW], spec[HIGH], spec[DOUBT], spec[FLAG]
    times, per, plus = scale[TIMES], scale[PER], scale[PLUS]
    plain = times == 1 and per == 1 and plus == 0
    last = spec[FIRST] + spec[WIDTH]
    for j in range(start.shape[0]):
        if end[j] < last:
            continue
        w = np.uint64(start[j]) + word
        value = ((words[w] >> down) << up) | (words[w + np.uint64(1)] >> next_down)
        raw = (np.int64(value & mask) ^ sign) - sign
        r = np.uint64(row[j])
        inside = low <= raw <= high
        there = raw != na_1 and raw != na_2 and raw != na_3
        if plain:
            out[r] = raw
        else:
            out[r] = raw * times / per + plus
        ok[r] = there and inside
        if flag and there and (not inside or raw > doubt):
            flags[r] |= flag


@njit(cache=True, nogil=True)
def _store_when(words, start, end, row, spec, scale, out, ok, flags):
    """A field at a fixed place, under conditions on fixed bits."""
    word, down, up, next_down, mask = _place(spec[FIRST], spec[WIDTH])
    word_1, down_1, up_1, next_1, mask_1 = _place(spec[WHEN_1], spec[WHEN_1 + 1])
    more = 1 if spec[WHENS] > 1 else 0
    word_2, down_2, up_2, next_2, mask_2 = _place(spec[WHEN_1 + 3 * more], spec[WHEN_1 + 3 * more + 1])
    more = 2 if spec[WHENS] > 2 else 0
    word_3, down_3, up_3, next_3, mask_3 = _place(spec[WHEN_1 + 3 * more], spec[WHEN_1 + 3 * more + 1])
    allowed_1 = spec[WHEN_1 + 2]
    allowed_2 = spec[WHEN_1 + 5] if spec[WHENS] > 1 else allowed_1
    allowed_3 = spec[WHEN_1 + 8] if spec[WHENS] > 2 else allowed_1
    sign = np.int64(1) << (spec[WIDTH] - 1) if spec[SIGNED] else np.int64(0)
    times, per, plus = scale[TIMES], scale[PER], scale[PLUS]
    last = spec[FIRST] + spec[WIDTH]
    for k in range(spec[WHENS]):
        last = max(last, spec[WHEN_1 + 3 * k] + spec[WHEN_1 + 3 * k + 1])
    one = np.uint64(1)
    for j in range(start.shape[0]):
        if end[j] < last:
            continue
        s = np.uint64(start[j])
        seen = (((words[s + word_1] >> down_1) << up_1) | (words[s + word_1 + one] >> next_1)) & mask_1
        if not (allowed_1 >> np.int64(seen)) & 1:
            continue
        if spec[WHENS] > 1:
            seen = (((words[s + word_2] >> down_2) << up_2) | (words[s + word_2 + one] >> next_2)) & mask_2
            if not (allowed_2 >> np.int64(seen)) & 1:
                continue
            seen = (((words[s + word_3] >> down_3) << up_3) | (words[s + word_3 + one] >> next_3)) & mask_3
            if spec[WHENS] > 2 and not (allowed_3 >> np.int64(seen)) & 1:
                continue
        value = ((words[s + word] >> down) << up) | (words[s + word + one] >> next_down)
        raw = (np.int64(value & mask) ^ sign) - sign
        if raw == spec[NA_1] or raw == spec[NA_2] or raw == spec[NA_3]:
            continue
        r = np.uint64(row[j])
        if raw < spec[LOW] or raw > spec[HIGH]:
            flags[r] |= spec[FLAG]
            continue
        if raw > spec[DOUBT]:
            flags[r] |= spec[FLAG]
        out[r] = raw * times / per + plus
        ok[r] = 1


@njit(cache=True, nogil=True)
def _store_some(words, start, base, end, row, spec, scale, out, ok, flags):
    """A field under conditions, or counted from the end of the message, or behind a varying base."""
    first, width = spec[FIRST], spec[WIDTH]
    sign = np.int64(1) << (width - 1) if spec[SIGNED] else np.int64(0)
    for j in range(start.shape[0]):
        zero = base[j] if base.shape[0] else np.int32(0)
        at = zero + first if first >= 0 else end[j] + first
        if at < zero or at + width > end[j] or not holds(words, start[j], zero, end[j], spec):
            continue
        raw = (bits_at(words, start[j], at, width) ^ sign) - sign
        if raw == spec[NA_1] or raw == spec[NA_2] or raw == spec[NA_3]:
            continue
        r = row[j]
        if raw < spec[LOW] or raw > spec[HIGH]:
            flags[r] |= spec[FLAG]
            continue
        if raw > spec[DOUBT]:
            flags[r] |= spec[FLAG]
        out[r] = raw * scale[TIMES] / scale[PER] + scale[PLUS]
        ok[r] = 1


@njit(cache=True, nogil=True)
def extract(words, start, base, end, row, specs, scales, out, ok, flags):
    """Fill the columns of one storage type for all messages of one layout.

    out: columns x rows of that type; ok: columns x rows, 1 where there is a value; flags: quality marks by row. Only
    cells of rows named in `row` are touched.
    """
    for f in range(specs.shape[0]):
        spec = specs[f]
        column, valid = out[spec[COLUMN]], ok[spec[OK]]
        fixed = base.shape[0] == 0 and spec[FIRST] >= 0 and spec[SENDER] == ANYONE
        for k in range(spec[WHENS]):
            fixed = fixed and spec[WHEN_1 + k * WHEN_CELLS] >= 0
        if not fixed:
            _store_some(words, start, base, end, row, spec, scales[f], column, valid, flags)
        elif spec[WHENS]:
            _store_when(words, start, end, row, spec, scales[f], column, valid, flags)
        else:
            _store_all(words, start, end, row, spec, scales[f], column, valid, flags)


@njit(cache=True, nogil=True)
def sort_by_layout(messages, count, layout_of, layouts):
    """Message indices by layout, in the order heard; `begins[k]` is where those of layout k begin."""
    begins = np.zeros(layouts + 1, np.int64)
    for m in range(count):
        begins[layout_of[messages[m].number] + 1] += 1
    for k in range(layouts):
        begins[k + 1] += begins[k]
    at = begins.copy()
    order = np.empty(count, np.int32)
    start = np.empty(count, np.int32)
    end = np.empty(count, np.int32)
    for m in range(count):
        k = layout_of[messages[m].number]
        i = at[k]
        order[i] = m
        start[i] = messages[m].start
        end[i] = messages[m].bits
        at[k] = i + 1
    return order, start, end, begins


@njit(cache=True, nogil=True)
def rows_of_family(messages, count, member):
    """The messages that give a row of a family, in the order heard, and the row of each message (-1 for none)."""
    row = np.empty(count, np.int32)
    n = 0
    for m in range(count):
        if member[messages[m].number]:
            row[m] = n
            n += 1
        else:
            row[m] = -1
    chosen = np.empty(n, np.int32)
    for m in range(count):
        if row[m] >= 0:
            chosen[row[m]] = m
    return chosen, row


@njit(cache=True, nogil=True)
def all_hold(words, start, base, end, spec, out):
    """For each message whether the conditions of `spec` hold."""
    for j in range(start.shape[0]):
        out[j] = holds(words, start[j], base[j], end[j], spec)
