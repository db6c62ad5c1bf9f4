"""NMEA framing as kernels: line ends, checksums, tag blocks, and what loggers write around a sentence.

Every function takes the whole buffer (uint8) and indices into it. Findings about one sentence are left in `reg`, an
int64 array of REGISTERS cells; NO_TIME and -1 mean that nothing was said. Sources: IEC 61162-1 (sentences), NMEA 0183
4.0 tag blocks (IEC 61162-450), the suffixes of the US Coast Guard's receivers and the `$PGHP` lines of Gatehouse
loggers.
"""

import numpy as np

from marsad.wire.armour_kernel import eight_bytes
from marsad.wire.uncounted import uncounted

NO_TIME = -(2**63)
EARLIEST_US = 631_152_000_000_000  # 1990-01-01: AIS did not exist before, so an earlier time is a slip

(T, STATION, STATION_LENGTH, GROUP_PART, GROUP_TOTAL, GROUP_ID, RECEIVED, SOURCE, SOURCE_LENGTH, FLAGS, SIGNAL, SLOT,
 FEED, REGISTERS) = range(14)  # fmt: skip

TAG_CHECKSUM, TIME_DOUBT = 1 << 2, 1 << 14  # the bits of schema/flags
NO_SIGNAL = -(2**31)

_1 = np.uint64(1)
# one byte in each of eight lanes
_FEEDS, _RETURNS = np.uint64(0x0A0A0A0A0A0A0A0A), np.uint64(0x0D0D0D0D0D0D0D0D)
_SEVENS, _TOPS = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)
_ZEROS, _BEYOND_9, _DIGITS = np.uint64(0x3030303030303030), np.uint64(0x4646464646464646), np.uint64(0x0F0F0F0F0F0F0F0F)
_MIX, _LOW_32 = np.uint64(0x9E3779B1), np.uint64(0xFFFFFFFF)
_PAIRS, _FOURS = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF)

_COMMA, _STAR, _BACKSLASH, _COLON, _DASH, _DOT, _ZERO = 44, 42, 92, 58, 45, 46, 48


@uncounted
def clear_registers(reg):
    """Nothing known yet of the next sentence."""
    reg[:] = -1
    reg[T] = NO_TIME
    reg[RECEIVED] = NO_TIME
    reg[FLAGS] = 0
    reg[SIGNAL] = NO_SIGNAL


@uncounted
def hex_pair(buf, at, end):
    """Two hexadecimal digits as a number, -1 where they are not there."""
    value = np.int64(0)
    if at + 2 > end:
        return np.int64(-1)
    for i in range(at, at + 2):
        c = np.int64(buf[i])
        if 48 <= c <= 57:
            value = value * 16 + c - 48
        elif 65 <= c <= 70:
            value = value * 16 + c - 55
        elif 97 <= c <= 102:
            value = value * 16 + c - 87
        else:
            return np.int64(-1)
    return value


@uncounted
def exclusive_or(buf, at, end):
    """The checksum of a stretch: all its bytes under exclusive or."""
    i, stop = np.uint64(at), np.uint64(end)
    lanes = np.uint64(0)
    while i + np.uint64(8) <= stop:
        lanes ^= eight_bytes(buf, i)
        i += np.uint64(8)
    while i < stop:
        lanes ^= np.uint64(buf[i])
        i += np.uint64(1)
    lanes ^= lanes >> np.uint64(32)
    lanes ^= lanes >> np.uint64(16)
    lanes ^= lanes >> np.uint64(8)
    return np.int64(lanes & np.uint64(255))


@uncounted
def _zero_bytes(lanes):
    """The top bit of each of eight bytes that is zero."""
    return ~(((lanes & _SEVENS) + _SEVENS) | lanes) & _TOPS


@uncounted
def line_end(buf, at, end):
    """Index behind the line that begins at `at`: after LF, or after a CR that no LF follows; `end` where none comes."""
    i, stop = np.uint64(at), np.uint64(end)
    while i < stop:
        if i + np.uint64(8) <= stop:
            lanes = eight_bytes(buf, i)
            if not _zero_bytes(lanes ^ _FEEDS) | _zero_bytes(lanes ^ _RETURNS):
                i += np.uint64(8)
                continue
        c = buf[i]
        i += np.uint64(1)
        if c == 10 or (c == 13 and (i == stop or buf[i] != 10)):
            return np.int64(i)
    return np.int64(end)


@uncounted
def eight_digits(letters):
    """The number that eight decimal digits write, -1 where one of them is no digit."""
    if ((letters + _BEYOND_9) | (letters & _TOPS) | ~((letters | _TOPS) - _ZEROS)) & _TOPS:
        return np.int64(-1)
    value = letters & _DIGITS
    value = ((value >> np.uint64(8)) & _PAIRS) * np.uint64(10) + (value & _PAIRS)
    value = ((value >> np.uint64(16)) & _FOURS) * np.uint64(100) + (value & _FOURS)
    return np.int64((value >> np.uint64(32)) * np.uint64(10_000) + (value & np.uint64(0xFFFFFFFF)))


@uncounted
def epoch_us(buf, at, end):
    """A run of digits, perhaps with a fraction, as microseconds: s, ms or us by its magnitude. Else NO_TIME."""
    value = np.int64(0)
    digits = 0
    i = at
    while i < end and 48 <= buf[i] <= 57:
        digits += 1
        if digits > 17:
            return np.int64(NO_TIME)
        value = value * 10 + np.int64(buf[i]) - 48
        i += 1
    if digits == 0:
        return np.int64(NO_TIME)
    if value < 100_000_000_000:
        value *= 1_000_000
        if i < end and buf[i] == _DOT:
            i += 1
            unit = np.int64(100_000)
            while i < end and 48 <= buf[i] <= 57:
                value += (np.int64(buf[i]) - 48) * unit
                unit //= 10
                i += 1
    elif value < 100_000_000_000_000:
        value *= 1_000
    if i != end:
        return np.int64(NO_TIME)
    return value


@uncounted
def days_from_civil(year, month, day):
    """Days from 1970-01-01 to a date of the proleptic Gregorian calendar."""
    y = year - (1 if month <= 2 else 0)
    era = y // 400
    of_era = y - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@uncounted
def _digits(buf, at, count):
    value = np.int64(0)
    for i in range(at, at + count):
        c = np.int64(buf[i])
        if c < 48 or c > 57:
            return np.int64(-1)
        value = value * 10 + c - 48
    return value


@uncounted
def iso_us(buf, at, end):
    """`YYYY-MM-DD[T ]hh:mm:ss[.fff][Z]` in UTC as microseconds; NO_TIME if it is not that."""
    if end - at < 19:
        return np.int64(NO_TIME)
    year, month, day = _digits(buf, at, 4), _digits(buf, at + 5, 2), _digits(buf, at + 8, 2)
    hour, minute, second = _digits(buf, at + 11, 2), _digits(buf, at + 14, 2), _digits(buf, at + 17, 2)
    if year < 1 or month < 1 or month > 12 or day < 1 or day > 31 or hour < 0 or hour > 23:
        return np.int64(NO_TIME)
    if minute < 0 or minute > 59 or second < 0 or second > 60:
        return np.int64(NO_TIME)
    value = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    value *= 1_000_000
    i = at + 19
    if i < end and (buf[i] == _DOT or buf[i] == _COMMA):
        i += 1
        unit = np.int64(100_000)
        while i < end and 48 <= buf[i] <= 57:
            value += (np.int64(buf[i]) - 48) * unit
            unit //= 10
            i += 1
    return value


@uncounted
def set_time(reg, cell, value):
    """Keep a time, or mark that what was written is none."""
    if value == NO_TIME or value < EARLIEST_US:
        reg[FLAGS] |= TIME_DOUBT
    else:
        reg[cell] = value


@uncounted
def parse_group(buf, at, end, reg):
    """`part-total-id` of a `g:` field; a part beyond its total is no group."""
    value = np.int64(0)
    place = 0
    part = total = np.int64(-1)
    for i in range(at, end + 1):
        c = np.int64(buf[i]) if i < end else np.int64(_DASH)
        if 48 <= c <= 57:
            value = value * 10 + c - 48
            if value > 0xFFFFFFFF:
                return
        elif c == _DASH:
            if place == 0:
                part = value
                value = np.int64(0)
            elif place == 1:
                total = value
                value = np.int64(0)
            place += 1
        else:
            return
    if place >= 3 and 1 <= part <= total:
        reg[GROUP_PART], reg[GROUP_TOTAL], reg[GROUP_ID] = part, total, value


@uncounted
def _parse_old_group(buf, at, colon, end, reg):
    """The older `xGy:id` spelling of a group."""
    g = -1
    for i in range(at, colon):
        if buf[i] == 71:
            g = i
            break
    if g <= at or g + 1 >= colon:
        return
    part, total = _digits(buf, at, g - at), _digits(buf, g + 1, colon - g - 1)
    if 0 < end - colon - 1 <= 9:
        number = _digits(buf, colon + 1, end - colon - 1)
        if number >= 0 and 1 <= part <= total:
            reg[GROUP_PART], reg[GROUP_TOTAL], reg[GROUP_ID] = part, total, number


@uncounted
def name_hash(text, at, end):
    """A number of 32 bits for a name."""
    if end <= at:
        return np.int64(0)
    code = np.uint64(end - at)
    i, stop = np.uint64(at), np.uint64(end)
    while i < stop:
        left = stop - i
        if left >= np.uint64(8):
            code ^= eight_bytes(text, i)
        elif i + np.uint64(8) <= np.uint64(text.shape[0]):
            code ^= eight_bytes(text, i) >> (np.uint64(64) - left * np.uint64(8))
        else:
            part = np.uint64(0)
            for k in range(i, stop):
                part = (part << np.uint64(8)) | np.uint64(text[k])
            code ^= part
        # a product of two numbers of 32 bits never overflows
        code = ((code >> np.uint64(32)) ^ (code & _LOW_32)) * _MIX
        i += np.uint64(8)
    # the last letters tell themselves in the lower half alone
    return np.int64((code >> np.uint64(32)) ^ (code & _LOW_32))


@uncounted
def _is_marsad(buf, at, end):
    """The information field `marsad`: this block was written by the raw log."""
    return (end - at == 6 and buf[at] == 109 and buf[at + 1] == 97 and buf[at + 2] == 114 and buf[at + 3] == 115
            and buf[at + 4] == 97 and buf[at + 5] == 100)  # fmt: skip


@uncounted
def parse_tag_block(buf, at, end, reg):
    """Read the tag block whose opening backslash is at `at`; give the index behind it, -1 if it does not end.

    A wrong checksum is flagged and the block is read all the same: real receivers send them by the hundred.
    """
    close = -1
    star = -1
    total = np.int64(0)
    for i in range(at + 1, end):
        c = np.int64(buf[i])
        if c == _BACKSLASH:
            close = i
            break
        if c == 10 or c == 13:
            return -1
        if c == _STAR:
            star = i
        if star < 0:
            total ^= c
    if close < 0:
        return -1
    fields_end = close
    if star >= 0:
        fields_end = star
        if hex_pair(buf, star + 1, close) != total:
            reg[FLAGS] |= TAG_CHECKSUM
    time = np.int64(NO_TIME)
    timed = marsad = False
    name = name_length = np.int64(-1)
    i = at + 1
    while i < fields_end:
        stop = i
        colon = -1
        while stop < fields_end and buf[stop] != _COMMA:
            if colon < 0 and buf[stop] == _COLON:
                colon = stop
            stop += 1
        if colon == i + 1:
            key = buf[i]
            if key == 99:
                time = epoch_us(buf, colon + 1, stop)
                timed = True
            elif key == 115 and stop > colon + 1:
                name, name_length = np.int64(colon + 1), np.int64(stop - colon - 1)
            elif key == 103:
                parse_group(buf, colon + 1, stop, reg)
            elif key == 105:
                marsad = marsad or _is_marsad(buf, colon + 1, stop)
        elif colon > i + 1:
            _parse_old_group(buf, i, colon, stop, reg)
        i = stop + 1
    if marsad:
        reg[SOURCE], reg[SOURCE_LENGTH] = name, name_length
        reg[FEED] = name_hash(buf, name, name + name_length)
        if timed:
            set_time(reg, RECEIVED, time)
    else:
        if name >= 0:
            reg[STATION], reg[STATION_LENGTH] = name, name_length
        if timed:
            set_time(reg, T, time)
    return close + 1


@uncounted(forceinline=True)
def plain_tag_block(buf, at, end):
    """Read a tag block of nothing but `s:` and `c:`, whole and right: what most networks put before each sentence.

    Gives (index behind it, index of the station's name, its length, time); the index is -1 where `parse_tag_block` has
    to look.
    """
    nothing = np.int64(-1), np.int64(-1), np.int64(0), np.int64(NO_TIME)
    i, stop = np.uint64(at) + _1, np.uint64(end)
    name, length, time = np.int64(-1), np.int64(0), np.int64(NO_TIME)
    while True:
        if i + np.uint64(20) > stop or buf[i + _1] != _COLON:
            return nothing
        key = buf[i]
        i += np.uint64(2)
        begin = i
        if key == 99:
            value = eight_digits(eight_bytes(buf, i))
            if value < 0:
                return nothing
            i += np.uint64(8)
            while i < stop and 48 <= buf[i] <= 57 and i - begin <= np.uint64(13):
                value = value * 10 + np.int64(buf[i]) - 48
                i += _1
            digits = i - begin
            if digits == np.uint64(10):
                time = value * 1_000_000
            elif digits == np.uint64(13):
                time = value * 1_000
            if time < EARLIEST_US or value < 10**9:
                return nothing
        elif key == 115:
            while i < stop and buf[i] != _COMMA and buf[i] != _STAR and buf[i] != _BACKSLASH and buf[i] >= 32:
                i += _1
            name, length = np.int64(begin), np.int64(i - begin)
            if length == 0:
                return nothing
        else:
            return nothing
        if i + np.uint64(4) > stop:
            return nothing
        if buf[i] == _STAR:
            break
        if buf[i] != _COMMA:
            return nothing
        i += _1
    star = np.int64(i)
    if buf[i + np.uint64(3)] != _BACKSLASH or hex_pair(buf, star + 1, star + 3) != exclusive_or(buf, at + 1, star):
        return nothing
    return star + 4, name, length, time


@uncounted
def parse_suffix(buf, at, end, reg):
    """What a logger wrote behind the checksum: station (r, b), signal (d), slot (S), epoch; the first of each."""
    i = at
    while i < end:
        if buf[i] != _COMMA:
            i += 1
            continue
        i += 1
        stop = i
        digits = True
        while stop < end and buf[stop] != _COMMA and buf[stop] > 32:
            digits = digits and 48 <= buf[stop] <= 57
            stop += 1
        if stop - i < 2:
            i = stop
            continue
        first = buf[i]
        if digits and stop - i >= 9:
            if reg[T] == NO_TIME:
                set_time(reg, T, epoch_us(buf, i, stop))
        elif (first == 114 or first == 98) and reg[STATION] < 0:
            reg[STATION], reg[STATION_LENGTH] = i, stop - i
        elif first == 100 and reg[SIGNAL] == NO_SIGNAL:
            negative = buf[i + 1] == _DASH
            start = i + (2 if negative else 1)
            value = _digits(buf, start, stop - start) if 0 < stop - start <= 3 else np.int64(-1)
            if value >= 0:
                reg[SIGNAL] = -value if negative else value
        elif first == 83 and reg[SLOT] < 0 and stop - i <= 5:
            value = _digits(buf, i + 1, stop - i - 1)
            if 0 <= value < 2250:
                reg[SLOT] = value
        i = stop


@uncounted
def parse_prefix(buf, at, end, reg):
    """What a logger wrote before the sentence: an ISO time or an epoch."""
    first, digits = -1, 0
    for i in range(at, end):
        if 48 <= buf[i] <= 57:
            if first < 0:
                first = i
            digits += 1
    if digits < 9:
        return
    stop = first
    while stop < end and (48 <= buf[stop] <= 57 or buf[stop] == _DOT):
        stop += 1
    value = epoch_us(buf, first, stop) if stop - first >= 9 else iso_us(buf, first, end)
    set_time(reg, T, value)


@uncounted
def parse_gatehouse(buf, at, end):
    """`$PGHP,1,year,month,day,hour,minute,second,millisecond,...`: the time of the next sentence, else NO_TIME."""
    year = month = day = hour = minute = second = milli = np.int64(-1)
    field = 0
    i = at
    while i < end and field < 9:
        stop = i
        while stop < end and buf[stop] != _COMMA and buf[stop] != _STAR:
            stop += 1
        value = _digits(buf, i, stop - i) if 0 < stop - i <= 4 else np.int64(-1)
        if field == 2:
            year = value
        elif field == 3:
            month = value
        elif field == 4:
            day = value
        elif field == 5:
            hour = value
        elif field == 6:
            minute = value
        elif field == 7:
            second = value
        elif field == 8:
            milli = value
        field += 1
        i = stop + 1
    if year < 1990 or month < 1 or month > 12 or day < 1 or day > 31 or hour < 0 or hour > 23:
        return np.int64(NO_TIME)
    if minute < 0 or minute > 59 or second < 0 or second > 60 or milli < 0 or milli > 999:
        return np.int64(NO_TIME)
    seconds = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    return (seconds * 1000 + milli) * 1000
