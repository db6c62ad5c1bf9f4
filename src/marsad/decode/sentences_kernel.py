"""Messages back into sentences: what any wrapper held, as plain VDM with a standard tag block."""

import numpy as np
from numba import njit

from marsad.decode.page import NAME_BYTES
from marsad.schema.flags import Flag
from marsad.wire.nmea_kernel import NO_TIME

OWN_SHIP = int(Flag.OWN_SHIP)
PAYLOAD = 60  # characters of payload in one sentence: the line stays within 82
MOST_BYTES = 4 * (PAYLOAD + 120)  # of one message of at most 1,200 bits: four sentences, each with its tag block

_HEX = np.frombuffer(b"0123456789ABCDEF", np.uint8)


@njit(cache=True, nogil=True)
def _put(out, n, text):
    for i in range(text.shape[0]):
        out[n + i] = text[i]
    return n + text.shape[0]


@njit(cache=True, nogil=True)
def _number(out, n, value):
    """A whole number in decimal digits."""
    unit = np.int64(1)
    while value // unit >= 10:
        unit *= 10
    while unit:
        out[n] = 48 + value // unit % 10
        n += 1
        unit //= 10
    return n


@njit(cache=True, nogil=True)
def _checksum(out, begin, n):
    """Append `*hh` for what stands from `begin`."""
    total = np.int64(0)
    for i in range(begin, n):
        total ^= np.int64(out[i])
    out[n] = 42
    out[n + 1] = _HEX[total >> 4]
    out[n + 2] = _HEX[total & 15]
    return n + 3


@njit(cache=True, nogil=True)
def _tag_block(out, n, message, names, part, parts, group):
    """`\\g:part-parts-group,s:station,c:time*hh\\`; nothing where there is nothing to say."""
    timed = message.t != NO_TIME and message.t >= 0
    if not timed and message.station < 0 and parts == 1:
        return n
    out[n] = 92
    n += 1
    begin = n
    if parts > 1:
        out[n], out[n + 1] = 103, 58
        n = _number(out, n + 2, part)
        out[n] = 45
        n = _number(out, n + 1, parts)
        out[n] = 45
        n = _number(out, n + 1, group)
    if message.station >= 0:
        if n > begin:
            out[n] = 44
            n += 1
        out[n], out[n + 1] = 115, 58
        n = _put(out, n + 2, names[message.station, : names[message.station, NAME_BYTES]])
    if timed:
        if n > begin:
            out[n] = 44
            n += 1
        out[n], out[n + 1] = 99, 58
        whole = message.t % 1_000_000 == 0
        n = _number(out, n + 2, message.t // 1_000_000 if whole else message.t // 1_000)
    n = _checksum(out, begin, n)
    out[n] = 92
    return n + 1


@njit(cache=True, nogil=True)
def write_sentences(messages, first, count, words, names, sequence, out):
    """Write messages `first` to `count` as lines; gives the bytes written, the next message, the next sequence number.

    Stops early where `out` has no room for one more.
    """
    n = 0
    m = first
    while m < count and n + MOST_BYTES <= out.shape[0]:
        message = messages[m]
        characters = (message.bits + 5) // 6
        parts = max(1, (characters + PAYLOAD - 1) // PAYLOAD)
        for part in range(1, parts + 1):
            n = _tag_block(out, n, message, names, part, parts, sequence)
            out[n] = 33
            begin = n + 1
            out[n + 1], out[n + 2], out[n + 3], out[n + 4] = 65, 73, 86, 68
            out[n + 5] = 79 if message.quality & OWN_SHIP else 77
            out[n + 6] = 44
            out[n + 7], out[n + 8], out[n + 9], out[n + 10] = 48 + parts, 44, 48 + part, 44
            n += 11
            if parts > 1:
                out[n] = 48 + sequence % 10
                n += 1
            out[n] = 44
            n += 1
            if message.channel:
                out[n] = message.channel
                n += 1
            out[n] = 44
            n += 1
            last = min(part * PAYLOAD, characters)
            for k in range((part - 1) * PAYLOAD, last):
                value = np.int64(words[message.start + k // 10] >> np.uint64(54 - 6 * (k % 10))) & 63
                out[n] = value + (48 if value < 40 else 56)
                n += 1
            out[n] = 44
            out[n + 1] = 48 + (6 * characters - message.bits if part == parts else 0)
            n = _checksum(out, begin, n + 2)
            out[n] = 10
            n += 1
        if parts > 1:
            sequence = (sequence + 1) % 1_000
        m += 1
    return n, m, sequence
