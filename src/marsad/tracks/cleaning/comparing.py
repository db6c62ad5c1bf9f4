"""Offsets of clocks from times that should be one: medians, and how far they scatter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

FEWEST: Final = 5
"""Comparisons that an offset needs."""
MOST_SPREAD_S: Final = 5.0
"""Where comparisons lie further than this from their median, by the median, the clock is not what differs."""
MOST_OFFSET_US: Final = 14 * 3_600_000_000
"""Time zones reach fourteen hours; what is further off is no clock of this day."""

MOST_TIMES: Final = 8
"""Times of one payload at one receiver that are looked at."""

Times = npt.NDArray[np.int64]
Heard = list[tuple[int, int]]
"""Receiver and time of each hearing of one payload."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The offset of one receiver's clock in whole seconds, ahead positive."""

    offset_s: int
    spread_s: float
    compared: int
    by: str


def against_utc(receiver: Times, off_us: Times, mmsi: Times) -> dict[int, Clock]:
    """From times less the UTC that base stations told; of several stations the median of their medians counts."""
    found = {}
    near = np.abs(off_us) <= MOST_OFFSET_US
    receiver, off_us, mmsi = receiver[near], off_us[near], mmsi[near]
    for one in np.unique(receiver).tolist():
        mine = receiver == one
        stations = np.unique(mmsi[mine])
        each = off_us[mine]
        if stations.size > 2:
            each = np.array([np.median(off_us[mine & (mmsi == station)]) for station in stations], dtype=np.int64)
        clock = _clock(each, "message_4", int(np.count_nonzero(mine)))
        if clock is not None:
            found[one] = clock
    return found


def against_others(
    receiver: Times, t: Times, payload: npt.NDArray[np.uint64], known: Mapping[int, Clock]
) -> dict[int, Clock]:
    """From the times at which others heard the same payloads, for receivers that are not `known`."""
    groups, of_receiver = _heard_by_several(receiver, t, payload)
    shared = {one: _common(one, [groups[k] for k in mine]) for one, mine in of_receiver.items()}
    right = {one: clock.offset_s * 1_000_000 for one, clock in known.items()}
    found: dict[int, Clock] = {}
    left = set(shared) - set(right)
    while left:
        beside = {one for one in left if any(mate in right for mate in shared[one])}
        if not beside:
            # None of them was heard together with a known clock: the one with most in common is taken to be right.
            reference = min(left, key=lambda one: (-sum(shared[one].values()), one))
            right[reference] = 0
            left.discard(reference)
            continue
        settled = {}
        for one in sorted(beside):
            off_us = _differences(one, [groups[k] for k in of_receiver[one]], right)
            clock = _clock(off_us, "other_stations", off_us.size)
            if clock is not None:
                settled[one] = clock
        # Those that scatter, or have too little in common with what is known, wait for others, then go without.
        left -= settled.keys() or beside
        found |= settled
        right |= {one: clock.offset_s * 1_000_000 for one, clock in settled.items()}
    return found


def _heard_by_several(
    receiver: Times, t: Times, payload: npt.NDArray[np.uint64]
) -> tuple[list[Heard], dict[int, list[int]]]:
    """Payloads that several receivers heard, and for each receiver which of them it heard."""
    order = np.lexsort((t, receiver, payload))
    receiver, t, payload = receiver[order], t[order], payload[order]
    bounds = np.concatenate([[0], np.flatnonzero(np.diff(payload)) + 1, [payload.size]]).tolist()
    groups: list[Heard] = []
    of_receiver: dict[int, list[int]] = {}
    for begin, end in pairwise(bounds):
        if end - begin < 2 or receiver[begin] == receiver[end - 1]:
            continue
        group = list(zip(receiver[begin:end].tolist(), t[begin:end].tolist(), strict=True))
        for one in {who for who, _ in group}:
            of_receiver.setdefault(one, []).append(len(groups))
        groups.append(group)
    return groups, of_receiver


def _common(one: int, groups: list[Heard]) -> Counter[int]:
    """How many payloads a receiver heard together with each other."""
    return Counter(mate for group in groups for mate in {who for who, _ in group} if mate != one)


def _differences(one: int, groups: list[Heard], right: Mapping[int, int]) -> Times:
    """For each payload, the time of this receiver less the nearest of those whose clocks are known."""
    result = []
    for group in groups:
        mine = [time for who, time in group if who == one]
        others = [time - right[who] for who, time in group if who in right]
        if others:
            # A payload that is sent again and again is compared where it was heard the nearest.
            result.append(min(((a - b) for a in mine[:MOST_TIMES] for b in others[:MOST_TIMES]), key=abs))
    off = np.array(result, dtype=np.int64)
    return off[np.abs(off) <= MOST_OFFSET_US]


def _clock(off_us: Times, by: str, compared: int) -> Clock | None:
    """The median of offsets that rest on so many comparisons."""
    if compared < FEWEST or not off_us.size:
        return None
    median = float(np.median(off_us))
    spread = float(np.median(np.abs(off_us - median))) / 1e6
    if spread > MOST_SPREAD_S:
        return None
    return Clock(round(median / 1e6), spread, compared, by)
