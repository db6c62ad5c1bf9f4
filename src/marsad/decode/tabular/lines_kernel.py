"""Lines of delimited text to rows: one pass over the bytes."""

import numpy as np

from marsad.decode.tabular import page as p
from marsad.decode.tabular.fields import (
    COG,
    FIRST_STATIC,
    HEADING,
    LAT,
    LON,
    MMSI,
    N_FIELDS,
    N_STATIC,
    ROT,
    SOG,
    STATUS,
    T_FRACTION,
    TYPE,
    T,
)  # fmt: skip
from marsad.decode.tabular.known_kernel import known_already, note, place
from marsad.decode.tabular.row_kernel import HIGHEST_MMSI, family_of, judge
from marsad.decode.tabular.time_kernel import time_of
from marsad.decode.tabular.value_kernel import (
    BAD,
    BLANK,
    FINE,
    NO_TIME,
    found,
    number,
    raw_hash,
    text_hash,
    whole,
)  # fmt: skip
from marsad.wire.uncounted import uncounted

LINE_TOO_LONG, COLUMNS, TIME_VALUE, NUMBER_VALUE, MMSI_VALUE = (
    np.int32(p.REASON_CODES[name]) for name in ("line_too_long", "columns", "time_value", "number_value", "mmsi_value")
)
LONGEST_LINE = 65_536
_LF, _CR, _QUOTE, _SPACE, _TAB, _ZERO = 10, 13, 34, 32, 9, 48
_SEED = np.uint64(0x51ED270B76A3)


@uncounted
def count_lines(data):
    """Line ends in a stretch of bytes."""
    count = 0
    for i in range(data.shape[0]):
        count += data[i] == _LF
    return count


@uncounted
def split(data, begin, end, delimiter, begins, ends):
    """Cells of a line into `begins` and `ends`, trimmed and without their quotes.

    Returns how many, -1 where a quote does not close or text stands behind it. A cell with doubled quotes within has a
    negative end.
    """
    count, i, most = 0, begin, begins.shape[0]
    while True:
        if count == most:
            return most + 1
        while i < end and data[i] == _SPACE:
            i += 1
        if i < end and data[i] == _QUOTE:
            i += 1
            first, doubled = i, False
            while True:
                while i < end and data[i] != _QUOTE:
                    i += 1
                if i >= end:
                    return -1
                if i + 1 < end and data[i + 1] == _QUOTE:
                    doubled = True
                    i += 2
                    continue
                break
            last = i
            i += 1
            while i < end and data[i] == _SPACE:
                i += 1
            if i < end and data[i] != delimiter:
                return -1
            while first < last and data[first] == _SPACE:
                first += 1
        else:
            first, doubled = i, False
            while i < end and data[i] != delimiter:
                i += 1
            last = i
        while last > first and data[last - 1] == _SPACE:
            last -= 1
        begins[count], ends[count] = first, -last if doubled else last
        count += 1
        if i >= end:
            return count
        i += 1


@uncounted
def measure(data, begin, end, decimal, nulls, scale):
    """(BLANK, NaN), (FINE, value in our unit) or (BAD, NaN) of a number's cell."""
    if begin == end:
        return BLANK, np.nan
    how, value = number(data, begin, end, decimal)
    if how == FINE:
        return FINE, value * scale
    if found(nulls, text_hash(data, begin, end)) >= 0:
        return BLANK, np.nan
    return BAD, np.nan


@uncounted
def coded(data, begin, end, nulls, words, codes, numbers):
    """The code that a cell names, or states as a number where `numbers` may stand; -1 for what has no code."""
    if begin == end:
        return np.int64(-1)
    if numbers:
        how, value = whole(data, begin, end)
        if how == FINE:
            return value
    at = found(words, text_hash(data, begin, end))
    return codes[at] if at >= 0 else np.int64(-1)


@uncounted
def refuse(rejects, tally, t, offset, length, reason):
    """Note a line that cannot be used."""
    i = tally[p.REJECTS]
    rejects.t[i], rejects.offset[i], rejects.length[i], rejects.reason[i] = t, offset, length, reason
    tally[p.REJECTS] += 1
    tally[p.REJECT_BYTES] += length


@uncounted
def same_bytes(data, begin, end, other):
    """Whether a stretch is these bytes."""
    if end - begin != other.shape[0]:
        return False
    for i in range(other.shape[0]):
        if data[begin + i] != other[i]:
            return False
    return True


@uncounted
def read_lines(data, at, offset, width, plan, header, odd_mmsi, keys, values, count, rows, rejects, statements, tally,
               begins, ends):  # fmt: skip
    """Read whole lines from `at` on until the data or the room in `keys` ends; returns how far.

    `offset` is the stream's offset of data[at]; `width` is 1, or 2 where the stream is UTF-16 and data its UTF-8 form.
    """
    column_of, scale = plan.column_of, plan.scale
    delimiter, decimal, columns = plan.settings[0], plan.settings[1], plan.settings[2]
    end_of_data = data.shape[0]
    while at < end_of_data:
        if count[0] * 2 >= keys.shape[0]:
            return at
        line = at
        while at < end_of_data and data[at] != _LF:
            at += 1
        end = at
        at += at < end_of_data
        length = at - line
        if width == 2:
            units = 0
            for i in range(line, at):
                units += ((data[i] & 0xC0) != 0x80) + (data[i] >= 0xF0)
            length = 2 * units
        begin_of_line = offset
        offset += length
        if end > line and data[end - 1] == _CR:
            end -= 1
        if end == line:
            tally[p.BLANK_LINES] += 1
            tally[p.BLANK_BYTES] += length
            continue
        if end - line > LONGEST_LINE:
            refuse(rejects, tally, NO_TIME, begin_of_line, length, LINE_TOO_LONG)
            tally[p.ROW_NUMBER] += 1
            continue
        cells = split(data, line, end, delimiter, begins, ends)
        if cells > columns:  # empty cells behind the last column are a habit of some writers
            extra = cells
            while extra > columns and extra <= begins.shape[0] and begins[extra - 1] == abs(ends[extra - 1]):
                extra -= 1
            cells = extra
        if cells != columns:
            blank = True
            for i in range(line, end):
                blank &= data[i] == _SPACE or data[i] == _TAB
            if blank:
                tally[p.BLANK_LINES] += 1
                tally[p.BLANK_BYTES] += length
                continue
            refuse(rejects, tally, NO_TIME, begin_of_line, length, COLUMNS)
            tally[p.ROW_NUMBER] += 1
            continue
        c = column_of[MMSI]
        how, mmsi = whole(data, begins[c], abs(ends[c]))
        if how != FINE or mmsi > HIGHEST_MMSI:
            if same_bytes(data, line, end, header):
                tally[p.OTHER_LINES] += 1
                tally[p.OTHER_BYTES] += length
                continue
            refuse(rejects, tally, NO_TIME, begin_of_line, length, MMSI_VALUE)
            tally[p.ROW_NUMBER] += 1
            continue
        c = column_of[T]
        t = time_of(data, begins[c], abs(ends[c]), plan.pattern, plan.zone_from, plan.zone_offset)
        if t == NO_TIME:
            refuse(rejects, tally, NO_TIME, begin_of_line, length, TIME_VALUE)
            tally[p.ROW_NUMBER] += 1
            continue
        bad = False
        c = column_of[T_FRACTION]
        if c >= 0:
            how, value = measure(data, begins[c], abs(ends[c]), decimal, plan.nulls, scale[T_FRACTION])
            bad = how == BAD
            if how == FINE:
                t += np.int64(np.rint(value))
        kind = np.int64(0)
        c = column_of[TYPE]
        if c >= 0:
            kind = max(coded(data, begins[c], abs(ends[c]), plan.nulls, plan.type_words, plan.type_codes, False),
                       np.int64(0))  # fmt: skip
        family = family_of(kind)
        if family < 0:
            tally[p.OTHER_LINES] += 1
            tally[p.OTHER_BYTES] += length
            tally[p.ROW_NUMBER] += 1
            continue
        lat = lon = sog = cog = heading = rot = np.nan
        for f in range(LAT, ROT + 1):
            c = column_of[f]
            if c < 0:
                continue
            how, value = measure(data, begins[c], abs(ends[c]), decimal, plan.nulls, scale[f])
            if how == BAD:
                bad = True
            if f == LAT:
                lat = value
            elif f == LON:
                lon = value
            elif f == SOG:
                sog = value
            elif f == COG:
                cog = value
            elif f == HEADING:
                heading = value
            else:
                rot = value
        if bad:
            refuse(rejects, tally, t, begin_of_line, length, NUMBER_VALUE)
            tally[p.ROW_NUMBER] += 1
            continue
        status = np.int64(-1)
        c = column_of[STATUS]
        if c >= 0:
            status = coded(data, begins[c], abs(ends[c]), plan.nulls, plan.status_words, plan.status_codes, True)
        i = tally[p.ROWS]
        lat, lon, sog, cog, heading, rot, shown, flags, digest = judge(
            odd_mmsi, t, mmsi, lat, lon, sog, cog, heading, rot, status, kind, family
        )
        rows.t[i], rows.mmsi[i], rows.lat[i], rows.lon[i] = t, mmsi, lat, lon
        rows.sog[i], rows.cog[i], rows.heading[i], rows.rot[i] = sog, cog, heading, rot
        rows.status[i], rows.type[i], rows.family[i], rows.flags[i] = shown, kind, family, flags
        rows.digest[i], rows.number[i] = digest, tally[p.ROW_NUMBER]
        tally[p.ROWS] += 1
        tally[p.ROW_NUMBER] += 1
        tally[p.USED_BYTES] += length
        told, raw = 0, _SEED
        for f in range(FIRST_STATIC, N_FIELDS):
            c = column_of[f]
            if c >= 0:
                told += abs(ends[c]) - begins[c]
                raw = raw_hash(raw, data, begins[c], abs(ends[c]))
        always = family == p.STATIC_ONLY or family == p.ATON
        if told == 0 and not always:
            continue
        cell = place(keys, mmsi)
        if keys[cell] != 0 and not always and known_already(values, cell, raw, t):
            continue
        note(keys, values, count, cell, mmsi, raw, t)
        s = tally[p.STATEMENTS]
        statements.row[s], statements.always[s] = i, always
        for f in range(N_STATIC):
            c = column_of[FIRST_STATIC + f]
            statements.begin[s, f] = begins[c] if c >= 0 else 0
            statements.end[s, f] = ends[c] if c >= 0 else 0
        tally[p.STATEMENTS] += 1
    return at
