"""Six-bit text and raw bits of messages, written as Arrow's offsets and bytes."""

import numpy as np
from numba import njit

from marsad.decode.extract_kernel import bits_at, holds
from marsad.schema.flags import Flag
from marsad.wire.uncounted import uncounted

TEXT_DOUBT = int(Flag.TEXT)
_AT_SIGN, _SPACE = 0, 32
# one character in each of eight lanes
_EVEN_6, _ODD_6 = np.uint64(0x0FC00FC00FC00FC0), np.uint64(0x003F003F003F003F)
_EVEN_12, _ODD_12 = np.uint64(0x00FFF00000FFF000), np.uint64(0x00000FFF00000FFF)
_HIGH_24, _LOW_24 = np.uint64(0x0000FFFFFF000000), np.uint64(0x0000000000FFFFFF)
_BIT_5, _AT_SIGNS = np.uint64(0x2020202020202020), np.uint64(0x4040404040404040)
_SEVENS, _TOPS, _ALL = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080), np.uint64(2**64 - 1)


@njit(cache=True, nogil=True)
def place(words, start, base, end, row, spec, first, width, leave, place_start, place_at, place_bits):
    """Note where the text or the bits of each row lie; rows without it keep their zero length."""
    for j in range(start.shape[0]):
        at = base[j] + first
        if not holds(words, start[j], base[j], end[j], spec):
            continue
        stop = end[j] - leave if width == 0 else min(at + width, end[j] - leave)
        if stop <= at:
            continue
        r = row[j]
        place_start[r] = start[j]
        place_at[r] = at
        place_bits[r] = stop - at


@uncounted
def _eight_characters(bits):
    """48 bits as eight ASCII characters, one a byte, the first highest: the six-bit code is ASCII less its bit 6."""
    lanes = ((bits & _HIGH_24) << np.uint64(8)) | (bits & _LOW_24)
    lanes = ((lanes & _EVEN_12) << np.uint64(4)) | (lanes & _ODD_12)
    lanes = ((lanes & _EVEN_6) << np.uint64(2)) | (lanes & _ODD_6)
    return lanes | ((~lanes & _BIT_5) << np.uint64(1))


@uncounted
def _write_text(words, start, at, bits, out, n):
    """Characters up to the first @; gives the index behind the last, and whether anything follows the @.

    Eight characters are written at once, so `out` has room for seven more than the text.
    """
    characters = bits // 6
    k = 0
    while k < characters:
        count = min(np.int64(8), characters - k)
        code = bits_at(words, start, at + 6 * k, 6 * count) << (48 - 6 * count)
        lanes = _eight_characters(np.uint64(code))
        ends = lanes ^ _AT_SIGNS
        ends = ~(((ends & _SEVENS) + _SEVENS) | ends) & _TOPS  # the top bit of each byte that is an @
        if count < 8:
            ends &= ~(_ALL >> np.uint64(8 * count))
        for i in range(np.uint64(8)):
            out[np.uint64(n) + i] = lanes >> (np.uint64(56) - np.uint64(8) * i)
        if ends:
            while not ends >> np.uint64(63):
                ends <<= np.uint64(8)
                n += 1
                k += 1
            for rest in range(k + 1, characters):
                follows = bits_at(words, start, at + 6 * rest, 6)
                if follows != _AT_SIGN and follows != _SPACE:
                    return n, True
            return n, False
        n += count
        k += count
    return n, False


@njit(cache=True, nogil=True)
def text(words, start, at, bits, more_start, more_at, more_bits, offsets, out, ok, flags):
    """Write one text column: each row's text, then its continuation; trailing spaces dropped, empty is null.

    A text that its end mark has ended is not continued: what stands there is fill.
    """
    n = 0
    for r in range(start.shape[0]):
        offsets[r] = n
        begin = n
        n, doubt = _write_text(words, start[r], at[r], bits[r], out, n)
        if more_bits.shape[0] and more_bits[r] and n - begin == bits[r] // 6:
            n, more_doubt = _write_text(words, more_start[r], more_at[r], more_bits[r], out, n)
            doubt = doubt or more_doubt
        while n > begin and out[n - 1] == _SPACE:
            n -= 1
        ok[r] = n > begin
        if doubt:
            flags[r] |= TEXT_DOUBT
    offsets[start.shape[0]] = n
    return n


@njit(cache=True, nogil=True)
def raw_bits(words, start, at, bits, offsets, out):
    """Write one column of raw bits: most significant first, zero-filled to a byte."""
    n = 0
    for r in range(start.shape[0]):
        offsets[r] = n
        left = np.int64(bits[r])
        position = np.int64(at[r])
        while left > 0:
            width = min(left, np.int64(8))
            out[n] = bits_at(words, start[r], position, width) << (8 - width)
            n += 1
            position += width
            left -= width
    offsets[start.shape[0]] = n
    return n
