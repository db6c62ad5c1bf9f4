"""The columns that every report carries, copied out of a page for the rows of one table."""

import numpy as np

from marsad.decode.page import (
    GROUP_TOLD,
    RECV_TOLD,
    SIGNAL_TOLD,
    SLOT_TOLD,
    SOURCE_TOLD,
    STATION_TOLD,
    T_TOLD,
)  # fmt: skip
from marsad.schema.flags import Flag
from marsad.wire.nmea_kernel import NO_SIGNAL, NO_TIME
from marsad.wire.uncounted import uncounted

MMSI_DOUBT, SIMULATED = np.uint32(int(Flag.MMSI)), np.uint32(int(Flag.SIMULATED))
OK_COLUMNS = ("t", "t_recv", "source", "station", "group_id", "channel", "signal_dbm", "slot_heard")
CHANNEL_OK = OK_COLUMNS.index("channel")
CHANNEL_CODES = 128  # a channel is an ASCII letter or digit; noise beyond names none

_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_ROLL, _BACK = np.uint64(31), np.uint64(33)


@uncounted
def digest_of(words, start, bits):
    """A hash of the message's bits: equal for one transmission however often and wherever it was heard."""
    value = np.uint64(bits) * _MIX_1
    for w in range(np.uint64(start), np.uint64(start + (bits + 59) // 60)):
        value = (value ^ (words[w] * _MIX_2)) * _MIX_1
        value = (value << _ROLL) | (value >> _BACK)
    return value ^ (value >> np.uint64(29))


@uncounted
def heard(messages, words, chosen, start, end, odd_mmsi, offset, digest, mmsi, flags, channel, number, repeat,
          sentences, ok):  # fmt: skip
    """Fill the shared columns that every row has; `odd_mmsi` marks leading digits nobody is given.

    `ok` has a row for each of OK_COLUMNS; here that of `channel`.
    """
    channel_ok = ok[CHANNEL_OK]
    for r in range(chosen.shape[0]):
        m = chosen[r]
        first = words[np.uint64(start[r])]
        identity = (first >> np.uint64(22)) & np.uint64(0x3FFFFFFF)
        leading = min(identity // np.uint64(10_000), np.uint64(100_000))
        digest[r] = digest_of(words, start[r], end[r])
        offset[r] = messages[m].offset
        mmsi[r] = identity
        flags[r] = messages[m].quality | (MMSI_DOUBT if odd_mmsi[leading] else np.uint32(0))
        channel[r] = messages[m].channel
        channel_ok[r] = 0 < messages[m].channel < CHANNEL_CODES
        number[r] = first >> np.uint64(54)
        repeat[r] = (first >> np.uint64(52)) & np.uint64(3)
        sentences[r] = messages[m].sentences


@uncounted
def told_columns(messages, chosen, told, simulated, t, recv, group, flags, signal, slot, station, source, ok):
    """Fill the shared columns that any message of the page tells; of the others only `ok` is written."""
    for k in range(ok.shape[0]):
        if k != CHANNEL_OK:
            for r in range(ok.shape[1]):
                ok[k, r] = 0
    if told & T_TOLD:
        for r in range(chosen.shape[0]):
            t[r] = messages[chosen[r]].t
            ok[0, r] = t[r] != NO_TIME
    if told & RECV_TOLD:
        for r in range(chosen.shape[0]):
            recv[r] = messages[chosen[r]].recv
            ok[1, r] = recv[r] != NO_TIME
    if told & SOURCE_TOLD:
        for r in range(chosen.shape[0]):
            source[r] = messages[chosen[r]].source
            ok[2, r] = source[r] >= 0
    if told & STATION_TOLD:
        for r in range(chosen.shape[0]):
            station[r] = messages[chosen[r]].station
            ok[3, r] = station[r] >= 0
            if station[r] >= 0 and simulated[station[r]]:
                flags[r] |= SIMULATED
    if told & GROUP_TOLD:
        for r in range(chosen.shape[0]):
            group[r] = messages[chosen[r]].group
            ok[4, r] = messages[chosen[r]].group >= 0
    if told & SIGNAL_TOLD:
        for r in range(chosen.shape[0]):
            signal[r] = messages[chosen[r]].signal
            ok[6, r] = messages[chosen[r]].signal != NO_SIGNAL
    if told & SLOT_TOLD:
        for r in range(chosen.shape[0]):
            slot[r] = messages[chosen[r]].slot
            ok[7, r] = messages[chosen[r]].slot >= 0
