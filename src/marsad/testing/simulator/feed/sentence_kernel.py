"""Payloads into lines, byte by byte: tag block, VDM sentence, checksums (IEC 61162-1 and -450)."""

import numpy as np
from numba import njit

LONGEST = 60  # payload characters of a sentence, so that it stays within the 82 of IEC 61162-1

_ARMOUR = (np.arange(64) + 48 + 8 * (np.arange(64) > 39)).astype(np.uint8)
_HEX = np.frombuffer(b"0123456789ABCDEF", np.uint8).copy()
_VDM = np.frombuffer(b"!AIVDM,", np.uint8).copy()
_SINGLE = np.frombuffer(b"1,1,,", np.uint8).copy()


@njit(cache=True, nogil=True)
def lay_down(sixes, first, chars):
    """Armour six-bit values (characters x messages) and lay message i from first[i] on."""
    for i in range(sixes.shape[1]):
        at = first[i]
        for c in range(sixes.shape[0]):
            chars[at + c] = _ARMOUR[sixes[c, i]]


@njit(cache=True, nogil=True)
def _digits(value):
    count = 1
    while value >= 10:
        value //= 10
        count += 1
    return count


@njit(cache=True, nogil=True)
def _put_number(out, at, value, digits):
    for place in range(digits - 1, -1, -1):
        out[at + place] = np.uint8(48 + value % 10)
        value //= 10
    return at + digits


@njit(cache=True, nogil=True)
def _put_bytes(out, at, some):
    for c in range(some.size):
        out[at + c] = some[c]
    return at + some.size


@njit(cache=True, nogil=True)
def _close(out, begin, at):
    """`*hh` over what lies from `begin` to before `at`."""
    check = np.uint8(0)
    for c in range(begin, at):
        check ^= out[c]
    out[at] = np.uint8(42)
    out[at + 1] = _HEX[check >> 4]
    out[at + 2] = _HEX[check & np.uint8(15)]
    return at + 3


@njit(cache=True, nogil=True)
def sizes(first, row, name_length):
    """Bytes that all lines of the messages fill at most."""
    total = np.int64(0)
    for i in range(row.size):
        length = first[row[i] + 1] - first[row[i]]
        parts = max((length + LONGEST - 1) // LONGEST, 1)
        # of a line: tag block with group, name and 13 digits; frame, checksum and end
        total += length + parts * (name_length + 72)
    return total


@njit(cache=True, nogil=True)
def write(chars, first, fill, channel, number, row, t_ms, repeat, name, out):
    r"""Lines of the messages `row` as heard at t_ms with these repeat indicators; gives the bytes written.

    `name` is the tag block's station with its code and a comma: `s:SIMADEN,`. A message of several sentences bears a
    group `g:1-2-1234` in their tag blocks; station and time stand in the first.
    """
    at = np.int64(0)
    for i in range(row.size):
        which = row[i]
        begin = first[which]
        length = first[which + 1] - begin
        parts = max((length + LONGEST - 1) // LONGEST, 1)
        for part in range(parts):
            out[at] = np.uint8(92)
            at += 1
            inner = at
            if parts > 1:
                group = np.int64(number[which]) % 9999 + 1
                out[at] = np.uint8(103)
                out[at + 1] = np.uint8(58)
                out[at + 2] = np.uint8(49 + part)
                out[at + 3] = np.uint8(45)
                out[at + 4] = np.uint8(48 + parts)
                out[at + 5] = np.uint8(45)
                at = _put_number(out, at + 6, group, _digits(group))
                if part == 0:
                    out[at] = np.uint8(44)
                    at += 1
            if part == 0:
                at = _put_bytes(out, at, name)
                out[at] = np.uint8(99)
                out[at + 1] = np.uint8(58)
                at = _put_number(out, at + 2, np.int64(t_ms[i]), _digits(np.int64(t_ms[i])))
            at = _close(out, inner, at)
            out[at] = np.uint8(92)
            at += 1
            inner = at + 1
            at = _put_bytes(out, at, _VDM)
            if parts == 1:
                at = _put_bytes(out, at, _SINGLE)
            else:
                out[at] = np.uint8(48 + parts)
                out[at + 1] = np.uint8(44)
                out[at + 2] = np.uint8(49 + part)
                out[at + 3] = np.uint8(44)
                out[at + 4] = np.uint8(48 + np.int64(number[which]) % 10)
                out[at + 5] = np.uint8(44)
                at += 6
            out[at] = channel[which]
            out[at + 1] = np.uint8(44)
            at += 2
            last = min(length, LONGEST * (part + 1))
            payload = at
            for c in range(LONGEST * part, last):
                out[at] = chars[begin + c]
                at += 1
            if part == 0:
                # bits 6 and 7 are the repeat indicator: the upper two of the second character
                armoured = np.int64(out[payload + 1])
                six = armoured - 48 if armoured < 88 else armoured - 56
                out[payload + 1] = _ARMOUR[(six & 15) | (np.int64(repeat[i]) & 3) << 4]
            out[at] = np.uint8(44)
            out[at + 1] = np.uint8(48 + (fill[which] if part == parts - 1 else 0))
            at = _close(out, inner, at + 2)
            out[at] = np.uint8(13)
            out[at + 1] = np.uint8(10)
            at += 2
    return at
