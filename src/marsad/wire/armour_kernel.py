"""The six-bit payload armour of VDM sentences as kernels (IEC 61162-1; M.1371 bit order).

Messages lie in words of 60 bits, ten characters each, first bit highest: a six-bit character never straddles two words.
"""

import numpy as np
from numba import njit

WORD_BITS = 60


def _six_bit_table() -> np.ndarray:
    """Value of each payload character, 255 where it is none: `0`-`W` are 0-39, `` ` ``-`w` are 40-63."""
    table = np.full(256, 255, np.uint8)
    for value in range(64):
        table[value + (48 if value < 40 else 56)] = value
    return table


SIX_BIT = _six_bit_table()


@njit(cache=True, nogil=True)
def unarmour(buf, at, end, words, first):
    """Write the characters from `at` up to the first that is no payload character into `words` from `first`.

    Gives the index of that character (`end` where there is none). One zero word is written behind the last.
    """
    word = first
    i = at
    while True:
        acc = np.uint64(0)
        count = 0
        while count < 10 and i < end:
            value = SIX_BIT[buf[i]]
            if value > 63:
                break
            acc = (acc << np.uint64(6)) | np.uint64(value)
            count += 1
            i += 1
        if count < 10:
            words[word] = acc << np.uint64(60 - 6 * count)
            words[word + 1] = np.uint64(0)
            return i
        words[word] = acc
        word += 1


@njit(cache=True, nogil=True)
def clear_behind(words, first, bits, last):
    """Zero every bit from `bits` on, up to word `last` (exclusive): fill bits carry nothing."""
    word = first + bits // WORD_BITS
    keep = bits % WORD_BITS
    if word < last:
        if keep:
            words[word] &= ((np.uint64(1) << np.uint64(keep)) - np.uint64(1)) << np.uint64(WORD_BITS - keep)
        else:
            words[word] = np.uint64(0)
        word += 1
    while word < last:
        words[word] = np.uint64(0)
        word += 1
