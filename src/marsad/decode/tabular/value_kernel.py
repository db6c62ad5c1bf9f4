"""One cell of a table: text to a number, to a hash, to an instant."""

import numpy as np

from marsad.wire.uncounted import uncounted

NO_TIME = np.int64(-(2**63))
"""An instant that could not be read."""
BLANK, FINE, BAD = 0, 1, 2
"""A cell says nothing, says a number, says something else."""

_POWERS = np.array([10.0**n for n in range(23)], np.float64)
_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_ROLL, _BACK, _FOLD = np.uint64(31), np.uint64(33), np.uint64(29)
_EXACT = np.int64(1) << np.int64(53)
_LONGEST_MANTISSA = np.int64(922337203685477579)
_SPLIT = 134217729.0  # 2**27 + 1: Veltkamp's splitting of a double into halves
_US = np.int64(1_000_000)


@uncounted
def mixed(value, word):
    """One more word into a hash."""
    value = (value ^ (np.uint64(word) * _MIX_2)) * _MIX_1
    return (value << _ROLL) | (value >> _BACK)


@uncounted
def text_hash(data, begin, end):
    """Hash of a text, ASCII letters taken as small ones; of nothing it is 0."""
    value, word, held = np.uint64(end - begin), np.uint64(0), 0
    for i in range(begin, end):
        c = np.uint64(data[i])
        if np.uint64(65) <= c <= np.uint64(90):
            c += np.uint64(32)
        word = (word << np.uint64(8)) | c
        held += 1
        if held == 8:
            value, word, held = mixed(value, word), np.uint64(0), 0
    if held:
        value = mixed(value, word)
    return value ^ (value >> _FOLD)


@uncounted
def raw_hash(value, data, begin, end):
    """The bytes of a cell into a hash, as they stand."""
    word, held = np.uint64(end - begin), 1
    for i in range(begin, end):
        word = (word << np.uint64(8)) | np.uint64(data[i])
        held += 1
        if held == 8:
            value, word, held = mixed(value, word), np.uint64(0), 0
    return mixed(value, word) if held else value


@uncounted
def found(table, value):
    """Place of a hash in a sorted table, -1 where it is not."""
    low, high = 0, table.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if table[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low if low < table.shape[0] and table[low] == value else -1


@uncounted
def quotient(mantissa, power):
    """mantissa / 10**power rounded once, though the mantissa has more than 53 bits."""
    high = np.float64(mantissa)
    low = np.float64(mantissa - np.int64(high))
    p = _POWERS[power]
    q = high / p
    big = _SPLIT * q
    q1 = big - (big - q)
    q2 = q - q1
    big = _SPLIT * p
    p1 = big - (big - p)
    p2 = p - p1
    product = q * p
    error = ((q1 * p1 - product) + q1 * p2 + q2 * p1) + q2 * p2
    return q + (((high - product) - error) + low) / p


@uncounted
def number(data, begin, end, decimal):
    """(FINE, value) of a decimal number with an optional exponent; (BAD, 0) of anything else. No spaces around."""
    i = begin
    negative = False
    if i < end and (data[i] == 45 or data[i] == 43):
        negative = data[i] == 45
        i += 1
    mantissa, places, dropped = np.int64(0), 0, 0
    digits = 0
    point = False
    while i < end:
        c = np.int64(data[i])
        if 48 <= c <= 57:
            digits += 1
            if mantissa < _LONGEST_MANTISSA:
                mantissa = mantissa * 10 + (c - 48)
                places += point
            else:
                dropped += not point
        elif c == decimal and not point:
            point = True
        else:
            break
        i += 1
    if digits == 0:
        return BAD, 0.0
    exponent = np.int64(dropped - places)
    if i < end and (data[i] == 101 or data[i] == 69):
        i += 1
        down = False
        if i < end and (data[i] == 45 or data[i] == 43):
            down = data[i] == 45
            i += 1
        stated, count = np.int64(0), 0
        while i < end and 48 <= data[i] <= 57 and count < 4:
            stated = stated * 10 + (np.int64(data[i]) - 48)
            count += 1
            i += 1
        if count == 0:
            return BAD, 0.0
        exponent += -stated if down else stated
    if i != end:
        return BAD, 0.0
    if exponent == 0:
        value = np.float64(mantissa)
    elif -22 <= exponent < 0:
        value = np.float64(mantissa) / _POWERS[-exponent] if mantissa <= _EXACT else quotient(mantissa, -exponent)
    elif 0 < exponent <= 22:
        value = np.float64(mantissa) * _POWERS[exponent]
    else:
        value = np.float64(mantissa) * 10.0 ** np.float64(exponent)
    return FINE, -value if negative else value


@uncounted
def whole(data, begin, end):
    """(FINE, value) of a number without sign or fraction; a fraction of zeros (`219000001.0`) is none."""
    value = np.int64(0)
    i = begin
    while i < end and 48 <= data[i] <= 57:
        value = value * 10 + (np.int64(data[i]) - 48)
        i += 1
        if i - begin > 15:
            return BAD, np.int64(0)
    if i == begin:
        return BAD, np.int64(0)
    if i < end and data[i] == 46:
        i += 1
        while i < end and data[i] == 48:
            i += 1
    if i != end:
        return BAD, np.int64(0)
    return FINE, value
