"""Six-bit text and raw bits of messages, written as Arrow's offsets and bytes."""

import numpy as np
from numba import njit

from marsad.decode.extract_kernel import bits_at, holds
from marsad.schema.flags import Flag

TEXT_DOUBT = int(Flag.TEXT)
_AT_SIGN, _SPACE = 0, 32


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


@njit(cache=True, nogil=True)
def _write_text(words, start, at, bits, out, n):
    """Characters up to the first @; gives the index behind the last, and whether anything follows the @."""
    characters = bits // 6
    for k in range(characters):
        value = bits_at(words, start, at + 6 * k, 6)
        if value == _AT_SIGN:
            for rest in range(k + 1, characters):
                follows = bits_at(words, start, at + 6 * rest, 6)
                if follows != _AT_SIGN and follows != _SPACE:
                    return n, True
            return n, False
        out[n] = value + 64 if value < 32 else value
        n += 1
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
