"""Instants as archives write them: ISO 8601, seconds of the epoch, or a stated order of parts.

A pattern is a list of codes: a directive below, or the literal byte itself. Local times are moved by a zone: a list of
(local instant from which it holds, offset), where AMBIGUOUS marks the hour that a clock set back shows twice and the
one that a clock set forward leaves out.
"""

import numpy as np

from marsad.decode.tabular.value_kernel import BAD, NO_TIME, number
from marsad.wire.uncounted import uncounted

YEAR, YEAR_2, MONTH, DAY, HOUR, MINUTE, SECOND, FRACTION, ZONE, MONTH_NAME, HALF, YEAR_DAY = range(256, 268)
DIRECTIVES = {
    "Y": YEAR, "y": YEAR_2, "m": MONTH, "d": DAY, "H": HOUR, "I": HOUR, "M": MINUTE, "S": SECOND, "f": FRACTION,
    "z": ZONE, "b": MONTH_NAME, "p": HALF, "j": YEAR_DAY,
}  # fmt: skip
ISO, EPOCH, PATTERN = 0, 1, 2
"""How the first code of a pattern says it is read; EPOCH is followed by the microseconds of one unit."""
AMBIGUOUS = np.int64(2**62)

_US = np.int64(1_000_000)
_DAY_US = np.int64(86_400_000_000)
_MONTHS = np.frombuffer(b"janfebmaraprmayjunjulaugsepoctnovdec", np.uint8).copy()
_LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_FAR = 9.0e18


@uncounted
def days_from_civil(year, month, day):
    """Days since 1970-01-01 of a day of the Gregorian calendar."""
    y = year - (month <= 2)
    era = y // 400
    of_era = y - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@uncounted
def month_length(year, month):
    """Days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _LENGTHS[month - 1]


@uncounted
def instant(year, month, day, hour, minute, second, micros):
    """Microseconds since the epoch; NO_TIME where no calendar or clock shows it. Second 60 is a leap second."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and hour <= 23 and minute <= 59 and second <= 60):
        return NO_TIME
    if not 1 <= day <= month_length(year, month):
        return NO_TIME
    seconds = (hour * 60 + minute) * 60 + second
    return days_from_civil(year, month, day) * _DAY_US + seconds * _US + micros


@uncounted
def digits(data, at, end, most):
    """(value, one past it) of at most so many digits."""
    value = np.int64(0)
    begin = at
    while at < end and at - begin < most and 48 <= data[at] <= 57:
        value = value * 10 + (np.int64(data[at]) - 48)
        at += 1
    return value, at


@uncounted
def fraction(data, at, end):
    """(microseconds, one past them) of the digits behind the point; the seventh and on are cut off."""
    value, scale = np.int64(0), np.int64(100_000)
    while at < end and 48 <= data[at] <= 57:
        value += scale * (np.int64(data[at]) - 48)
        scale //= 10
        at += 1
    return value, at


@uncounted
def stated_zone(data, at, end):
    """(known, offset in microseconds, one past it) of Z, UTC, +hh, +hhmm, +hh:mm."""
    if at < end and (data[at] == 90 or data[at] == 122):
        return True, np.int64(0), at + 1
    if end - at >= 3 and data[at] == 85 and data[at + 1] == 84 and data[at + 2] == 67:
        return True, np.int64(0), at + 3
    if at < end and (data[at] == 43 or data[at] == 45):
        sign = np.int64(1) if data[at] == 43 else np.int64(-1)
        hours, after = digits(data, at + 1, end, 2)
        if after != at + 3 or hours > 23:
            return False, np.int64(0), at
        minutes = np.int64(0)
        if after < end:
            begin = after + 1 if data[after] == 58 else after
            minutes, after = digits(data, begin, end, 2)
            if after != begin + 2 or minutes > 59:
                return False, np.int64(0), at
        return True, sign * (hours * 60 + minutes) * 60 * _US, after
    return False, np.int64(0), at


@uncounted
def to_utc(local, zone_from, zone_offset):
    """A local instant moved to UTC; NO_TIME where the local clock does not tell which."""
    if local == NO_TIME or zone_from.shape[0] == 0:
        return local
    low, high = 0, zone_from.shape[0]
    while high - low > 1:
        middle = (low + high) >> 1
        if zone_from[middle] <= local:
            low = middle
        else:
            high = middle
    if zone_offset[low] == AMBIGUOUS:
        return NO_TIME
    return local - zone_offset[low]


@uncounted
def iso(data, at, end, zone_from, zone_offset):
    """YYYY-MM-DD, then T or a space and hh:mm, :ss, a fraction and a zone, each optional behind the one before."""
    year, at = digits(data, at, end, 4)
    if at >= end or data[at] != 45:
        return NO_TIME
    month, at = digits(data, at + 1, end, 2)
    if at >= end or data[at] != 45:
        return NO_TIME
    day, at = digits(data, at + 1, end, 2)
    hour = minute = second = micros = np.int64(0)
    if at < end:
        if not (data[at] == 84 or data[at] == 116 or data[at] == 32):
            return NO_TIME
        begin = at + 1
        hour, at = digits(data, begin, end, 2)
        if at == begin or at >= end or data[at] != 58:
            return NO_TIME
        minute, after = digits(data, at + 1, end, 2)
        if after == at + 1:
            return NO_TIME
        at = after
        if at < end and data[at] == 58:
            second, after = digits(data, at + 1, end, 2)
            if after == at + 1:
                return NO_TIME
            at = after
            if at < end and (data[at] == 46 or data[at] == 44):
                micros, at = fraction(data, at + 1, end)
    value = instant(year, month, day, hour, minute, second, micros)
    if at == end:
        return to_utc(value, zone_from, zone_offset)
    if data[at] == 32:
        at += 1
    known, offset, at = stated_zone(data, at, end)
    if not known or at != end or value == NO_TIME:
        return NO_TIME
    return value - offset


@uncounted
def month_named(data, at, end):
    """(month, one past it) of an English month's first three letters; 0 for none."""
    if end - at < 3:
        return np.int64(0), at
    for m in range(12):
        same = True
        for k in range(3):
            same &= (np.int64(data[at + k]) | 32) == np.int64(_MONTHS[3 * m + k])
        if same:
            return np.int64(m + 1), at + 3
    return np.int64(0), at


@uncounted
def patterned(data, at, end, pattern, zone_from, zone_offset):
    """An instant in the stated order of parts; one digit may stand where two are meant."""
    year, month, day, year_day = np.int64(1970), np.int64(1), np.int64(1), np.int64(0)
    hour = minute = second = micros = offset = np.int64(0)
    zoned = False
    half = -1
    for p in range(1, pattern.shape[0]):
        code = pattern[p]
        begin = at
        if code < 256:
            if at >= end or data[at] != code:
                return NO_TIME
            at += 1
            continue
        if code == YEAR:
            year, at = digits(data, at, end, 4)
        elif code == YEAR_2:
            year, at = digits(data, at, end, 2)
            year += 1900 if year >= 69 else 2000
        elif code == MONTH:
            month, at = digits(data, at, end, 2)
        elif code == DAY:
            day, at = digits(data, at, end, 2)
        elif code == HOUR:
            hour, at = digits(data, at, end, 2)
        elif code == MINUTE:
            minute, at = digits(data, at, end, 2)
        elif code == SECOND:
            second, at = digits(data, at, end, 2)
        elif code == FRACTION:
            micros, at = fraction(data, at, end)
        elif code == YEAR_DAY:
            year_day, at = digits(data, at, end, 3)
            if not 1 <= year_day <= 366:
                return NO_TIME
        elif code == MONTH_NAME:
            month, at = month_named(data, at, end)
        elif code == HALF:
            if end - at < 2 or (np.int64(data[at + 1]) | 32) != 109:
                return NO_TIME
            half = 1 if (np.int64(data[at]) | 32) == 112 else 0
            at += 2
        else:
            zoned, offset, at = stated_zone(data, at, end)
        if at == begin:
            return NO_TIME
    if at != end:
        return NO_TIME
    if half >= 0:
        if not 1 <= hour <= 12:
            return NO_TIME
        hour = hour % 12 + 12 * half
    value = instant(year, month, day, hour, minute, second, micros)
    if value == NO_TIME:
        return value
    if year_day:
        value += (year_day - 1) * _DAY_US
    return value - offset if zoned else to_utc(value, zone_from, zone_offset)


@uncounted
def time_of(data, begin, end, pattern, zone_from, zone_offset):
    """Microseconds UTC of a cell; NO_TIME where it cannot be read so."""
    if pattern[0] == ISO:
        return iso(data, begin, end, zone_from, zone_offset)
    if pattern[0] == PATTERN:
        return patterned(data, begin, end, pattern, zone_from, zone_offset)
    how, value = number(data, begin, end, 46)
    value *= np.float64(pattern[1])
    if how == BAD or not -_FAR < value < _FAR:
        return NO_TIME
    return np.int64(np.round(value))
