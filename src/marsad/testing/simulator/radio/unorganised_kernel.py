"""Stations that keep no slots of a frame: carrier sense, aids to navigation, locating devices.

A carrier-sense unit (M.1371-6 annex 7) has ten chances in the ten seconds about its time; where the link is full, its
report comes late or not at all. An aid's slots are fixed. A locating device sends bursts of eight in fourteen seconds
every minute, in the same slots for eight minutes (IEC 61097-14): messages 1, and message 14 in the middle every fourth
minute.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.radio.effects_kernel import TEXT, active
from marsad.testing.simulator.radio.link_kernel import SLOTS, is_blocked, is_free, take, time_of
from marsad.testing.simulator.radio.organised_kernel import select_between, sotdma
from marsad.testing.simulator.radio.transmit_kernel import NEVER, draw, told_status, told_words, transmit, wanted_rate

SENSING, AID, DEVICE = 3, 4, 5
CARRIER_SENSE = 1 << 19 | 0b110_0000_0000_0000_0110
_CHANCES = 10
_EARLY = 187  # half of the ten seconds
_REST = 6750


@njit(cache=True, nogil=True)
def is_quiet(c, v, channel, k, slots):
    """Whether a unit that listens at slot k may transmit."""
    row = np.int64(c.units[v]["near"][0])
    return is_free(c.link, row, channel, k, slots, 0) and not is_blocked(c.link, row, channel, k, slots)


@njit(cache=True, nogil=True)
def enter_sensing(c, v, base):
    """Begin to report by carrier sense, first about a slot."""
    u = c.units[v]
    u["mode"], u["base"], u["tries"], u["rate"] = SENSING, base, 0, 2
    u["regular"] = base - _EARLY + int(draw(c, v) * 100)


@njit(cache=True, nogil=True)
def sense(c, v, k, state, fix, sent, count):
    """A chance of a carrier-sense unit has come."""
    u = c.units[v]
    channel = np.int64(u["parity"])
    done = is_quiet(c, v, channel, k, 1)
    if done:
        take(c.link, u["near"], np.int64(u["cells"]), channel, k, 1, 0)
        transmit(c, v, k, channel, 1, 18, 0, CARRIER_SENSE, -1, state, fix, sent, count)
    else:
        u["tries"] += 1
        if np.int64(u["tries"]) < _CHANCES:
            u["regular"] = k + 1 + int(draw(c, v) * 28)
            return
    wanted = wanted_rate(c, v, k, state)
    u["parity"], u["tries"] = 1 - channel, 0
    if wanted != np.int64(u["rate"]):
        u["rate"], u["base"] = wanted, k
    u["base"] += SLOTS // wanted if wanted > 0 else _REST
    u["regular"] = max(np.int64(u["base"]) - _EARLY + int(draw(c, v) * 100), k + 1)


@njit(cache=True, nogil=True)
def enter_aid(c, v, base):
    """Begin to report an aid: its slots, and those three minutes later."""
    u = c.units[v]
    u["mode"], u["n"] = AID, 0
    at = select_between(c, v, np.int64(u["parity"]), base, base + 150, 2)
    u["regular"] = at if at >= 0 else base


@njit(cache=True, nogil=True)
def aid(c, v, k, state, fix, sent, count):
    """An aid's slots have come."""
    u = c.units[v]
    channel = np.int64(u["parity"])
    transmit(c, v, k, channel, 2, 21, 0, 0, told_words(c, v, k), state, fix, sent, count)
    u["parity"], u["regular"] = 1 - channel, k + _REST
    take(c.link, u["near"], np.int64(u["cells"]), 1 - channel, k + _REST, 2, 0)


@njit(cache=True, nogil=True)
def enter_device(c, v, base):
    """A locating device is switched on: its first burst."""
    u = c.units[v]
    u["mode"], u["n"], u["burst"], u["base"], u["regular"] = DEVICE, 0, 7, base, base


@njit(cache=True, nogil=True)
def device(c, v, k, state, fix, sent, count):
    """One of the eight of a burst."""
    u = c.units[v]
    n, timeout = np.int64(u["n"]), np.int64(u["burst"])
    channel = n & 1
    if n == 0 and timeout == 0:
        u["static_at"] = SLOTS + int(draw(c, v) * 451) - 225
    if (n == 4 or n == 5) and (timeout == 7 or timeout == 3):
        row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), TEXT, time_of(k))
        if row >= 0:
            words = np.int64(c.effects[row]["a"])
        else:
            kind = np.int64(u["mmsi"]) // 1_000_000
            words = c.device_texts + (2 if kind == 972 else (4 if kind == 974 else 0))
            words += 1 if told_status(c, v, k, state) == 15 else 0
        transmit(c, v, k, channel, 1, 14, 0, 0, words, state, fix, sent, count)
    else:
        radio = sotdma(c, u, k, timeout, np.int64(u["static_at"]) if timeout == 0 else 0)
        transmit(c, v, k, channel, 1, 1, 0, radio, -1, state, fix, sent, count)
    n += 1
    if n == 8:
        u["base"] += SLOTS if timeout > 0 else np.int64(u["static_at"])
        u["burst"] = timeout - 1 if timeout > 0 else 7
        u["static_at"] = NEVER
        n = np.int64(0)
    u["n"] = n
    u["regular"] = np.int64(u["base"]) + 75 * n
