"""The six-bit payload armour of VDM sentences as kernels (IEC 61162-1; M.1371 bit order).

Messages lie in words of 60 bits, ten characters each, first bit highest: a six-bit character never straddles two words.
"""

import numpy as np

from marsad.wire.uncounted import uncounted

WORD_BITS = 60


def _six_bit_table() -> np.ndarray:
    """Value of each payload character, 255 where it is none: `0`-`W` are 0-39, `` ` ``-`w` are 40-63."""
    table = np.full(256, 255, np.uint8)
    for value in range(64):
        table[value + (48 if value < 40 else 56)] = value
    return table


SIX_BIT = _six_bit_table()


# one byte in each of eight lanes
_TOP, _LOW_SEVEN = np.uint64(0x8080808080808080), np.uint64(0x7F7F7F7F7F7F7F7F)
_ZERO_SIGN = np.uint64(0x3030303030303030)  # the character 0
# added to 0-127, these reach the top bit from 40 (behind W), 48 (from the grave accent) and 72 (behind w) on
_FROM_40, _FROM_48 = np.uint64(0x5858585858585858), np.uint64(0x5050505050505050)
_FROM_72 = np.uint64(0x3838383838383838)
_EVEN_6, _ODD_6 = np.uint64(0x3F003F003F003F00), np.uint64(0x003F003F003F003F)
_EVEN_12, _ODD_12 = np.uint64(0x0FFF00000FFF0000), np.uint64(0x00000FFF00000FFF)
_HIGH_24, _LOW_24 = np.uint64(0x00FFFFFF00000000), np.uint64(0x0000000000FFFFFF)
_NO_EIGHT = np.uint64(2**64 - 1)


@uncounted
def eight_bytes(buf, at):
    """Eight bytes as one number, the first highest; the compiler makes one load of it. `at` is unsigned."""
    return (
        np.uint64(buf[at]) << np.uint64(56)
        | np.uint64(buf[at + np.uint64(1)]) << np.uint64(48)
        | np.uint64(buf[at + np.uint64(2)]) << np.uint64(40)
        | np.uint64(buf[at + np.uint64(3)]) << np.uint64(32)
        | np.uint64(buf[at + np.uint64(4)]) << np.uint64(24)
        | np.uint64(buf[at + np.uint64(5)]) << np.uint64(16)
        | np.uint64(buf[at + np.uint64(6)]) << np.uint64(8)
        | np.uint64(buf[at + np.uint64(7)])
    )


@uncounted
def eight_characters(letters):
    """48 bits of eight payload characters, worked out in all eight lanes at once; _NO_EIGHT where one is none."""
    above = (letters | _TOP) - _ZERO_SIGN  # the top bit stays where a character is 0 or beyond
    value = above & _LOW_SEVEN
    accented = value + _FROM_48
    wrong = letters | ~above | ((value + _FROM_40) & ~accented) | (value + _FROM_72)
    if wrong & _TOP:
        return _NO_EIGHT
    value -= (accented & _TOP) >> np.uint64(4)  # those from the grave accent on stand 8 further up
    value = ((value & _EVEN_6) >> np.uint64(2)) | (value & _ODD_6)
    value = ((value & _EVEN_12) >> np.uint64(4)) | (value & _ODD_12)
    return ((value & _HIGH_24) >> np.uint64(8)) | (value & _LOW_24)


@uncounted
def unarmour(buf, at, end, words, first):
    """Write the characters from `at` up to the first that is no payload character into `words` from `first`.

    Gives the index of that character (`end` where there is none). One zero word is written behind the last.
    """
    word = np.uint64(first)
    i = np.uint64(at)
    stop = np.uint64(end)
    while True:
        acc = np.uint64(0)
        count = 0
        if i + np.uint64(8) <= stop:
            eight = eight_characters(eight_bytes(buf, i))
            if eight != _NO_EIGHT:
                acc = eight
                count = 8
                i += np.uint64(8)
        while count < 10 and i < stop:
            value = SIX_BIT[buf[i]]
            if value > 63:
                break
            acc = (acc << np.uint64(6)) | np.uint64(value)
            count += 1
            i += np.uint64(1)
        if count < 10:
            words[word] = acc << np.uint64(60 - 6 * count)
            words[word + np.uint64(1)] = np.uint64(0)
            return np.int64(i)
        words[word] = acc
        word += np.uint64(1)


@uncounted
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
