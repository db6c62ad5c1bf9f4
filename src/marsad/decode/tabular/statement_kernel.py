"""The static cells of a row to values, and whether they say anything new."""

import numpy as np

from marsad.decode.tabular import fields as f
from marsad.decode.tabular.known_kernel import known_already, note, place
from marsad.decode.tabular.lines_kernel import coded, measure
from marsad.decode.tabular.time_kernel import days_from_civil, time_of
from marsad.decode.tabular.value_kernel import BAD, FINE, NO_TIME, found, mixed, raw_hash, text_hash, whole
from marsad.wire.uncounted import uncounted

NO_PART = np.uint8(255)
"""A part of an ETA that is not told."""
TEXTS = (f.NAME - f.FIRST_STATIC, f.CALLSIGN - f.FIRST_STATIC, f.DESTINATION - f.FIRST_STATIC)
_DAY_US, _MINUTE_US = np.int64(86_400_000_000), np.int64(60_000_000)
_QUOTE, _AT = 34, 64
_LONGEST_TEXT = 128
_NO_ZONE_FROM, _NO_ZONE = np.zeros(0, np.int64), np.zeros(0, np.int64)
_FOLD = np.uint64(29)


@uncounted
def copied(data, begin, end, nulls, out, at):
    """A text without doubled quotes to `out`; returns one past it. What spells "not available" gives nothing."""
    doubled = end < 0
    end = abs(end)
    if end - begin > _LONGEST_TEXT:
        end = begin + _LONGEST_TEXT
    if begin == end or found(nulls, text_hash(data, begin, end)) >= 0:
        return at
    first = at
    i = begin
    while i < end:
        c = data[i]
        if c == _AT:  # six-bit text ends here; what stands behind is filling
            break
        out[at] = c
        at += 1
        i += 2 if doubled and c == _QUOTE else 1
    while at > first and out[at - 1] == 32:
        at -= 1
    return at


@uncounted
def amount(data, begin, end, decimal, nulls, scale, top):
    """(FINE, number from 0 to top), BLANK or BAD."""
    how, value = measure(data, begin, abs(end), decimal, nulls, scale)
    if how == FINE and not value >= 0.0:
        return BAD, 0.0
    if how == FINE and value > top:
        value = top
    return how, value


@uncounted
def imo_number(data, begin, end, nulls):
    """(FINE, number) of `IMO1234567`, `1234567` or `IMO 1234567`; 0 is not available."""
    if (
        end - begin > 3
        and (data[begin] | 32) == 105
        and (data[begin + 1] | 32) == 109
        and (data[begin + 2] | 32) == 111
    ):
        begin += 3
        while begin < end and data[begin] == 32:
            begin += 1
    if begin == end or found(nulls, text_hash(data, begin, end)) >= 0:
        return FINE, np.int64(0)
    how, value = whole(data, begin, end)
    if how == FINE and value >= 2**30:
        how = BAD
    return (how, value) if how == FINE else (BAD, np.int64(0))


@uncounted
def read_statements(data, mmsi, t, statements, total, plan, keys, values, count, at, out, used, text_ends, imo,
                    ship_type, hull, draught, eta, digest, trouble, keep):  # fmt: skip
    """Values of statements from `at` on, until all are read or the room in `keys` ends; returns (how far, text bytes).

    `text_ends` has a row for each statement and a column for each of TEXTS: one past its bytes in `out`.
    """
    decimal = plan.settings[1]
    scale = plan.scale
    while at < total and count[0] * 2 < keys.shape[0]:
        begin, end = statements.begin[at], statements.end[at]
        bad = False
        value = np.uint64(mmsi[at])
        for n in range(3):
            first = used
            used = copied(data, begin[TEXTS[n]], end[TEXTS[n]], plan.text_nulls, out, used)
            text_ends[at, n] = used
            value = raw_hash(value, out, first, used)
        c = f.IMO - f.FIRST_STATIC
        how, imo[at] = imo_number(data, begin[c], abs(end[c]), plan.nulls)
        bad |= how == BAD
        c = f.SHIP_TYPE - f.FIRST_STATIC
        code = coded(data, begin[c], abs(end[c]), plan.nulls, plan.ship_words, plan.ship_codes, True)
        ship_type[at] = code if 0 < code <= 255 else 0
        c = f.TO_BOW - f.FIRST_STATIC
        for n in range(4):
            how, side = amount(data, begin[c + n], end[c + n], decimal, plan.nulls, scale[f.TO_BOW + n],
                               511.0 if n < 2 else 63.0)  # fmt: skip
            bad |= how == BAD
            hull[n, at] = np.uint16(np.rint(side)) if how == FINE else 0
        if hull[0, at] == 0 and hull[1, at] == 0 and hull[2, at] == 0 and hull[3, at] == 0:
            # M.1371: a hull without a reference point has bow and port at 0, and length and beam in the others
            c = f.LENGTH - f.FIRST_STATIC
            how, side = amount(data, begin[c], end[c], decimal, plan.nulls, scale[f.LENGTH], 1022.0)
            bad |= how == BAD
            metres = np.int64(np.rint(side)) if how == FINE else np.int64(0)
            hull[0, at], hull[1, at] = max(metres - 511, 0), min(metres, 511)
            how, side = amount(data, begin[c + 1], end[c + 1], decimal, plan.nulls, scale[f.WIDTH], 126.0)
            bad |= how == BAD
            metres = np.int64(np.rint(side)) if how == FINE else np.int64(0)
            hull[2, at], hull[3, at] = max(metres - 63, 0), min(metres, 63)
        c = f.DRAUGHT - f.FIRST_STATIC
        how, side = amount(data, begin[c], end[c], decimal, plan.nulls, scale[f.DRAUGHT], 25.5)
        bad |= how == BAD
        draught[at] = side if how == FINE and side > 0.0 else np.nan
        eta[:, at] = NO_PART
        c = f.ETA - f.FIRST_STATIC
        if begin[c] != abs(end[c]) and found(plan.nulls, text_hash(data, begin[c], abs(end[c]))) < 0:
            instant = time_of(data, begin[c], abs(end[c]), plan.pattern, _NO_ZONE_FROM, _NO_ZONE)
            if instant == NO_TIME:
                bad = True
            else:
                day, rest = instant // _DAY_US, instant % _DAY_US
                split_day(day, eta, at)
                eta[2, at], eta[3, at] = rest // (60 * _MINUTE_US), rest // _MINUTE_US % 60
        else:
            c = f.ETA_MONTH - f.FIRST_STATIC
            for n in range(4):
                how, side = amount(data, begin[c + n], end[c + n], decimal, plan.nulls, 1.0, 99.0)
                low, high = 1 if n < 2 else 0, (12, 31, 23, 59)[n]
                if how == FINE and low <= side <= high:
                    eta[n, at] = np.uint8(side)
        value = mixed(value, np.uint64(imo[at]) | (np.uint64(ship_type[at]) << np.uint64(32)))
        for n in range(4):
            value = mixed(value, np.uint64(hull[n, at]) | (np.uint64(eta[n, at]) << np.uint64(16)))
        value = mixed(value, np.uint64(np.rint(draught[at] * 10.0)) if draught[at] == draught[at] else np.uint64(0))
        digest[at] = value ^ (value >> _FOLD)
        trouble[at] = bad
        cell = place(keys, np.int64(mmsi[at]))
        if statements.always[at]:
            keep[at] = True
        else:
            anew = keys[cell] == 0 or not known_already(values, cell, value, t[at])
            keep[at] = anew and not nothing(text_ends, at, imo, ship_type, hull, draught, eta)
        if keep[at]:
            note(keys, values, count, cell, np.int64(mmsi[at]), value, t[at])
        at += 1
    return at, used


@uncounted
def nothing(text_ends, at, imo, ship_type, hull, draught, eta):
    """Whether a statement says nothing at all."""
    begin = text_ends[at - 1, 2] if at else 0
    told = text_ends[at, 2] > begin or imo[at] > 0 or ship_type[at] > 0 or draught[at] == draught[at]
    for n in range(4):
        told |= hull[n, at] > 0 or eta[n, at] != NO_PART
    return not told


@uncounted
def split_day(day, eta, at):
    """Month and day of a day since the epoch."""
    year = np.int64(1970) + day // 366
    while days_from_civil(year + 1, 1, 1) <= day:
        year += 1
    month = np.int64(12)
    while days_from_civil(year, month, 1) > day:
        month -= 1
    eta[0, at], eta[1, at] = month, day - days_from_civil(year, month, 1) + 1
