"""Columns of a table that is no text: arrays to rows, texts within them to numbers and instants."""

import numpy as np

from marsad.decode.tabular import page as p
from marsad.decode.tabular.known_kernel import known_already, note, place
from marsad.decode.tabular.lines_kernel import MMSI_VALUE, NUMBER_VALUE, TIME_VALUE, coded, measure
from marsad.decode.tabular.row_kernel import HIGHEST_MMSI, family_of, judge
from marsad.decode.tabular.time_kernel import time_of, to_utc
from marsad.decode.tabular.value_kernel import BAD, NO_TIME, mixed, raw_hash
from marsad.wire.uncounted import uncounted

UNREADABLE = np.inf
"""A cell that should be a number and is none."""
NO_MMSI = np.int64(-1)


@uncounted
def times_of_texts(data, begins, ends, plan, out):
    """Instants of text cells."""
    for i in range(out.shape[0]):
        out[i] = time_of(data, begins[i], ends[i], plan.pattern, plan.zone_from, plan.zone_offset)


@uncounted
def times_to_utc(times, zone_from, zone_offset):
    """Local instants to UTC, in place."""
    for i in range(times.shape[0]):
        times[i] = to_utc(times[i], zone_from, zone_offset)


@uncounted
def numbers_of_texts(data, begins, ends, plan, out):
    """Numbers of text cells, NaN for nothing, UNREADABLE for anything else."""
    decimal = plan.settings[1]
    for i in range(out.shape[0]):
        how, value = measure(data, begins[i], ends[i], decimal, plan.nulls, 1.0)
        out[i] = UNREADABLE if how == BAD else value


@uncounted
def codes_of_texts(data, begins, ends, nulls, words, codes, numbers, out):
    """Codes of text cells, -1 for none."""
    for i in range(out.shape[0]):
        out[i] = coded(data, begins[i], ends[i], nulls, words, codes, numbers)


@uncounted
def hashes_of_texts(data, begins, ends, out):
    """A hash of each text cell."""
    for i in range(out.shape[0]):
        out[i] = raw_hash(np.uint64(7), data, begins[i], ends[i]) if ends[i] > begins[i] else np.uint64(0)


@uncounted
def fold_texts(raw, told, codes, hashes):
    """A dictionary column into the hash of each row; a code below 0 is null."""
    for i in range(raw.shape[0]):
        value = hashes[codes[i]] if codes[i] >= 0 else np.uint64(0)
        told[i] |= value != np.uint64(0)
        raw[i] = mixed(raw[i], value)


@uncounted
def fold_numbers(raw, told, values):
    """A number column into the hash of each row."""
    for i in range(raw.shape[0]):
        value = values[i]
        if value == value:
            told[i] = True
            raw[i] = mixed(raw[i], np.uint64(np.int64(np.rint(min(max(value, -1e12), 1e12) * 100.0))))
        else:
            raw[i] = mixed(raw[i], np.uint64(3))


@uncounted
def at_or_nan(values, i, scale):
    """A cell of a column that may be missing."""
    return values[i] * scale if values.shape[0] else np.nan


@uncounted
def read_arrays(first, t, mmsi, lat, lon, sog, cog, heading, rot, status, kind, fraction, raw, told, scale, odd_mmsi,
                keys, values, count, rows, rejects, candidates, tally):  # fmt: skip
    """Rows from `first` on until the arrays or the room in `keys` end; returns how far.

    Columns that are missing have no length. NaN, NO_TIME and NO_MMSI are null. `candidates` takes the numbers of rows
    whose static cells differ from those their vessel showed last.
    """
    for i in range(first, t.shape[0]):
        if count[0] * 2 >= keys.shape[0]:
            return i
        number = tally[p.ROW_NUMBER]
        tally[p.ROW_NUMBER] += 1
        code = max(kind[i], np.int64(0)) if kind.shape[0] else np.int64(0)
        family = family_of(code)
        if family < 0:
            tally[p.OTHER_LINES] += 1
            continue
        y, x = lat[i] * scale[0] if lat.shape[0] else np.nan, at_or_nan(lon, i, scale[1])
        knots, course = at_or_nan(sog, i, scale[2]), at_or_nan(cog, i, scale[3])
        head, turn = at_or_nan(heading, i, scale[4]), at_or_nan(rot, i, scale[5])
        reason = np.int32(-1)
        if not 0 <= mmsi[i] <= HIGHEST_MMSI:
            reason = MMSI_VALUE
        elif t[i] == NO_TIME:
            reason = TIME_VALUE
        elif (abs(y) == UNREADABLE or abs(x) == UNREADABLE or abs(knots) == UNREADABLE or abs(course) == UNREADABLE
              or abs(head) == UNREADABLE or abs(turn) == UNREADABLE):  # fmt: skip
            reason = NUMBER_VALUE
        if reason >= 0:
            n = tally[p.REJECTS]
            rejects.t[n], rejects.offset[n], rejects.length[n], rejects.reason[n] = t[i], number, 1, reason
            tally[p.REJECTS] += 1
            continue
        when = t[i]
        if fraction.shape[0] and fraction[i] == fraction[i]:
            when += np.int64(np.rint(fraction[i] * scale[6]))
        r = tally[p.ROWS]
        y, x, knots, course, head, turn, shown, flags, digest = judge(
            odd_mmsi, when, mmsi[i], y, x, knots, course, head, turn, status[i] if status.shape[0] else np.int64(-1),
            code, family,
        )  # fmt: skip
        rows.t[r], rows.mmsi[r], rows.lat[r], rows.lon[r] = when, mmsi[i], y, x
        rows.sog[r], rows.cog[r], rows.heading[r], rows.rot[r] = knots, course, head, turn
        rows.status[r], rows.type[r], rows.family[r], rows.flags[r] = shown, code, family, flags
        rows.digest[r], rows.number[r] = digest, number
        tally[p.ROWS] += 1
        always = family == p.STATIC_ONLY or family == p.ATON
        if raw.shape[0] == 0 or (not told[i] and not always):
            continue
        cell = place(keys, mmsi[i])
        if keys[cell] != 0 and not always and known_already(values, cell, raw[i], when):
            continue
        note(keys, values, count, cell, mmsi[i], raw[i], when)
        n = tally[p.STATEMENTS]
        candidates[0, n], candidates[1, n] = i, r
        tally[p.STATEMENTS] += 1
    return t.shape[0]


@uncounted
def points(data, begins, ends, x, y):
    """Longitude and latitude of WKB points (also with SRID, Z or M); NaN for an empty or missing one, UNREADABLE else.

    The bytes of eight make a double where `data` is handed over in the machine's own order, little first.
    """
    for i in range(x.shape[0]):
        x[i] = y[i] = np.nan
        size = ends[i] - begins[i]
        if size == 0:
            continue
        at = begins[i]
        if size < 21 or data[at] != 1:
            x[i] = y[i] = UNREADABLE
            continue
        kind = np.int64(data[at + 1]) | (np.int64(data[at + 2]) << 8)
        extra = 4 if data[at + 4] & 0x20 else 0
        if kind % 1000 != 1 or size < 21 + extra:
            x[i] = y[i] = UNREADABLE
            continue
        x[i] = double_at(data, at + 5 + extra)
        y[i] = double_at(data, at + 13 + extra)


@uncounted
def double_at(data, at):
    """A little-endian double from its bytes."""
    word = np.uint64(0)
    for k in range(8):
        word |= np.uint64(data[at + k]) << np.uint64(8 * k)
    sign = -1.0 if word >> np.uint64(63) else 1.0
    exponent = np.int64((word >> np.uint64(52)) & np.uint64(0x7FF))
    part = np.float64(np.int64(word & np.uint64(0xFFFFFFFFFFFFF)))
    if exponent == 0x7FF:
        return np.nan
    if exponent == 0:
        return sign * part * 5e-324
    return sign * (part + 4503599627370496.0) * 2.0 ** np.float64(exponent - 1075)
