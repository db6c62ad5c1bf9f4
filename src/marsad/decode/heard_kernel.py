"""The columns that every report carries, copied out of a page for the rows of one table."""

import numpy as np
from numba import njit

from marsad.schema.flags import Flag
from marsad.wire.nmea_kernel import NO_SIGNAL, NO_TIME

MMSI_DOUBT, SIMULATED = int(Flag.MMSI), int(Flag.SIMULATED)
OK_COLUMNS = ("t", "t_recv", "source", "station", "group_id", "channel", "signal_dbm", "slot_heard")
CHANNEL_CODES = 128  # a channel is an ASCII letter or digit; noise beyond names none

_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_ROLL, _BACK = np.uint64(31), np.uint64(33)


@njit(cache=True, nogil=True)
def digest_of(words, start, bits):
    """A hash of the message's bits: equal for one transmission however often and wherever it was heard."""
    value = np.uint64(bits) * _MIX_1
    for w in range(start, start + (bits + 59) // 60):
        value = (value ^ (words[w] * _MIX_2)) * _MIX_1
        value = (value << _ROLL) | (value >> _BACK)
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def heard(messages, words, chosen, odd_mmsi, simulated, t, recv, offset, digest, group, mmsi, flags, signal, slot,
          station, source, channel, number, repeat, sentences, ok):  # fmt: skip
    """Fill the shared columns; `ok` has a row for each of OK_COLUMNS, `odd_mmsi` marks digits nobody is given."""
    for r in range(chosen.shape[0]):
        m = chosen[r]
        start = messages[m].start
        t[r] = messages[m].t
        recv[r] = messages[m].recv
        offset[r] = messages[m].offset
        digest[r] = digest_of(words, start, messages[m].bits)
        group[r] = messages[m].group
        identity = np.int64((words[start] >> np.uint64(22)) & np.uint64(0x3FFFFFFF))
        mmsi[r] = identity
        doubt = messages[m].flags
        if odd_mmsi[min(identity // 10_000, 100_000)]:
            doubt |= MMSI_DOUBT
        signal[r] = messages[m].signal
        slot[r] = messages[m].slot
        station[r] = messages[m].station
        source[r] = messages[m].source
        if messages[m].station >= 0 and simulated[messages[m].station]:
            doubt |= SIMULATED
        flags[r] = doubt
        channel[r] = messages[m].channel
        number[r] = messages[m].number
        repeat[r] = (words[start] >> np.uint64(52)) & np.uint64(3)
        sentences[r] = messages[m].sentences
        ok[0, r] = messages[m].t != NO_TIME
        ok[1, r] = messages[m].recv != NO_TIME
        ok[2, r] = messages[m].source >= 0
        ok[3, r] = messages[m].station >= 0
        ok[4, r] = messages[m].group >= 0
        ok[5, r] = 0 < messages[m].channel < CHANNEL_CODES
        ok[6, r] = messages[m].signal != NO_SIGNAL
        ok[7, r] = messages[m].slot >= 0


@njit(cache=True, nogil=True)
def mark_length(messages, order, row, lengths, flags):
    """Raise LENGTH where a message's bit count is none of the standard's (`lengths`: a table by bits)."""
    for j in range(order.shape[0]):
        bits = messages[order[j]].bits
        if bits >= lengths.shape[0] or not lengths[bits]:
            flags[row[j]] |= 1
