"""When a station speaks: reporting intervals of M.1371-6 and the slots of the data link, as a pure function of time.

A self-organised station keeps its slots for eight frames, then chooses new ones near the nominal times; so the slot
numbers that the comm state tells are true.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.traffic.chance import share

Ints = npt.NDArray[np.int64]

MINUTE_US = 60_000_000
SLOTS = 2250
FRAMES_KEPT = 8
SPREAD = 0.1
"""A slot is chosen within this part of the interval on either side of the nominal time (M.1371: SI is 0.2 NI)."""


class Times(NamedTuple):
    """Transmissions: who, which of its nominal times, the slot counted from 1970, and the end of the slot in us.

    `timeout` is the frames for which this slot stays, `next_offset` the slots to the same report of the next frame.
    """

    vessel: Ints
    nth: Ints
    slot: Ints
    t_us: Ints
    timeout: Ints
    next_offset: Ints


def class_a_interval_us(speed_kn: npt.NDArray[np.float64], at_rest: npt.NDArray[np.bool_]) -> Ints:
    """Class A, course steady: 180 s at rest below 3 kn, 10 s to 14 kn, 6 s to 23 kn, else 2 s (M.1371-6 table 1)."""
    seconds = np.select([at_rest & (speed_kn <= 3), speed_kn <= 14, speed_kn <= 23], [180, 10, 6], 2)
    return seconds.astype(np.int64) * 1_000_000


def class_b_interval_us(speed_kn: npt.NDArray[np.float64]) -> Ints:
    """Class B, carrier sense: 30 s above 2 kn, else 180 s."""
    return np.where(speed_kn > 2, 30, 180).astype(np.int64) * 1_000_000


def transmissions(
    seed: int, purpose: int, vessel: Ints, interval_us: Ints, t0_us: int, t1_us: int, fine: int = 1
) -> Times:
    """All transmissions heard in t0 <= t < t1, of each vessel at its interval divided by `fine`.

    `purpose` keeps the draws of different kinds of report apart.
    """
    parts = [_of_interval(seed, purpose, vessel[interval_us == every], int(every), t0_us, t1_us, fine)
             for every in np.unique(interval_us)]  # fmt: skip
    return Times(*(np.concatenate([np.empty(0, np.int64), *columns]) for columns in zip(*parts, strict=True)))


def _of_interval(seed: int, purpose: int, who: Ints, interval_us: int, t0_us: int, t1_us: int, fine: int) -> Times:
    phase = (share(seed, purpose, who, -1) * interval_us).astype(np.int64)
    first, last = (t0_us - 2 * interval_us) * fine // interval_us, (t1_us + interval_us) * fine // interval_us
    each = np.arange(first, last + 1)
    vessel, nth = np.repeat(who, each.size), np.tile(each, who.size)
    nominal = nth * interval_us // fine + np.repeat(phase, each.size)
    minute = nominal // MINUTE_US
    age = minute + (share(seed, purpose, vessel, -2) * FRAMES_KEPT).astype(np.int64)
    if interval_us <= MINUTE_US:
        in_minute = (nominal - minute * MINUTE_US) * fine // interval_us
        key, next_key = ((age // FRAMES_KEPT + later) * 64 + in_minute for later in (0, 1))
    else:
        key = next_key = nth
    width = SPREAD * interval_us * SLOTS / MINUTE_US
    moved, moved_next = (np.rint((2 * share(seed, purpose, vessel, each) - 1) * width).astype(np.int64)
                         for each in (key, next_key))  # fmt: skip
    slot = nominal * 3 // 80_000 + moved
    t_us = ((slot + 1) * 80_000 + 2) // 3
    heard = (t_us >= t0_us) & (t_us < t1_us)
    columns = (vessel, nth, slot, t_us, FRAMES_KEPT - 1 - age % FRAMES_KEPT, SLOTS + moved_next - moved)
    return Times(*(column[heard] for column in columns))


def sotdma(times: Times, received: int) -> Ints:
    """The 19 bits of a SOTDMA comm state (M.1371-6 annex 2, 3.3.7.2): UTC direct, and what the time-out tells."""
    slot = times.slot % SLOTS
    minutes = times.slot // SLOTS
    clock = (minutes // 60 % 24 << 9) | (minutes % 60 << 2)
    stations = received + (times.vessel * 7 + minutes) % 23
    told = np.select(
        [times.timeout == 0, times.timeout == 1, times.timeout % 2 == 0], [times.next_offset, clock, slot], stations
    )
    return (times.timeout << 14) | told


def itdma(offset_slots: Ints | int) -> Ints:
    """The 19 bits of an ITDMA comm state: UTC direct, slots to the next transmission, one slot, not kept."""
    return np.asarray(offset_slots, np.int64) << 4


CARRIER_SENSE = (1 << 19) | 0b110_0000_0000_0000_0110
"""What a class B carrier-sense unit sends in place of a comm state, its selector first (M.1371-6 table 68)."""
