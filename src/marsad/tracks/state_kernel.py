"""Kernels that judge the age of every slot, count them, and take back those that were silent for too long."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import Integer, Real
from marsad.tracks.pack_kernel import SIMULATED_FLAG
from marsad.tracks.slot_kernel import rebuild_table

STALE_INTERVALS = 3.0
STALE_FLOOR_S = 30.0
LOST_INTERVALS = 12.0
LOST_FLOOR_S = 360.0
LOCATING_LOST_S = 3600.0
ONCE_HEARD_HANDICAP_US = 1_800_000_000
LOCATING_BONUS_US = 86_400_000_000


@njit(cache=True, nogil=True)
def state_of(kind: Integer, interval_s: Real, status: Integer, age_s: Real) -> Integer:
    """0 active, 1 stale, 2 lost.

    Stale after three expected reports did not come, at the soonest after 30 s: a single lost slot means nothing. Lost
    after twelve, at the soonest after 6 min. A locating device floats in and out of hearing behind waves: it is lost
    after an hour at the soonest. A radar that says "lost" of its own track is believed.
    """
    if kind == 8 and status == 0:
        return 2
    lost = max(LOST_INTERVALS * interval_s, LOST_FLOOR_S)
    if kind == 7:
        lost = max(lost, LOCATING_LOST_S)
    if age_s > lost:
        return 2
    if age_s > max(STALE_INTERVALS * interval_s, STALE_FLOOR_S):
        return 1
    return 0


@njit(cache=True, nogil=True)
def refresh_states(
    used: Integer,
    now_us: Integer,
    revision: Integer,
    slot_key: npt.NDArray[np.int64],
    changed: npt.NDArray[np.int64],
    heard: npt.NDArray[np.int64],
    state: npt.NDArray[np.uint8],
    dynamic: npt.NDArray[np.void],
    counts: npt.NDArray[np.int64],
) -> Integer:
    """Set the state of all slots at `now_us`; counts becomes [slots, active, stale, lost, simulated]. Gives how many
    changed."""
    counts[:] = 0
    different = 0
    for slot in range(used):
        if slot_key[slot] == 0:
            continue
        one = dynamic[slot]
        newest = one["t_heard"] if one["t"] != 0 else heard[slot]
        interval = np.float64(one["interval_s"])
        new = state_of(one["kind"], interval if interval > 0.0 else 360.0, one["status"], (now_us - newest) / 1e6)
        if new != state[slot]:
            state[slot] = new
            changed[slot] = revision
            different += 1
        counts[0] += 1
        counts[1 + new] += 1
        if ((one["flags"] | one["pos_flags"]) & SIMULATED_FLAG) != 0:
            counts[4] += 1
    return different


@njit(cache=True, nogil=True)
def eviction_order(
    used: Integer,
    slot_key: npt.NDArray[np.int64],
    heard: npt.NDArray[np.int64],
    dynamic: npt.NDArray[np.void],
    out: npt.NDArray[np.int64],
) -> None:
    """How soon each slot may go: the smallest first. A station heard once goes before one that was heard often.

    A flood of made-up identities then drives out its own kind first; locating devices go a day later than all else.
    """
    for slot in range(used):
        if slot_key[slot] == 0:
            out[slot] = np.int64(9223372036854775807)
            continue
        worth = heard[slot]
        one = dynamic[slot]
        if one["reports"] < 2:
            worth -= ONCE_HEARD_HANDICAP_US
        if one["kind"] == 7:
            worth += LOCATING_BONUS_US
        out[slot] = worth


@njit(cache=True, nogil=True)
def find_forgotten(
    used: Integer,
    before_us: Integer,
    slot_key: npt.NDArray[np.int64],
    heard: npt.NDArray[np.int64],
    out: npt.NDArray[np.int64],
) -> Integer:
    """Slots whose last row is older than `before_us`; gives how many."""
    n = 0
    for slot in range(used):
        if slot_key[slot] != 0 and heard[slot] < before_us:
            out[n] = slot
            n += 1
    return n


@njit(cache=True, nogil=True)
def release_slots(
    gone: npt.NDArray[np.int64],
    revision: Integer,
    table_key: npt.NDArray[np.int64],
    table_slot: npt.NDArray[np.int32],
    room: npt.NDArray[np.int64],
    free_stack: npt.NDArray[np.int32],
    slot_key: npt.NDArray[np.int64],
    changed: npt.NDArray[np.int64],
    renamed: npt.NDArray[np.int64],
    owned: npt.NDArray[np.int64],
    heard: npt.NDArray[np.int64],
    xs: npt.NDArray[np.int32],
    ys: npt.NDArray[np.int32],
    state: npt.NDArray[np.uint8],
    dynamic: npt.NDArray[np.void],
    number_t: npt.NDArray[np.int64],
    text: npt.NDArray[np.uint8],
    text_t: npt.NDArray[np.int64],
    trail_head: npt.NDArray[np.uint8],
    trail_length: npt.NDArray[np.uint8],
    blank: npt.NDArray[np.void],
) -> None:
    """Take slots back and leave them clean for the next owner. `blank` is one zeroed element of `dynamic`."""
    for i in range(gone.shape[0]):
        slot = gone[i]
        if slot_key[slot] == 0:
            continue
        slot_key[slot] = 0
        changed[slot] = 0
        renamed[slot] = 0
        owned[slot] = revision
        heard[slot] = 0
        xs[slot] = 0
        ys[slot] = 0
        state[slot] = 0
        dynamic[slot] = blank[0]
        for f in range(number_t.shape[1]):
            number_t[slot, f] = 0
        for f in range(text_t.shape[1]):
            text_t[slot, f] = 0
            for j in range(text.shape[2]):
                text[slot, f, j] = 0
        trail_head[slot] = 0
        trail_length[slot] = 0
        free_stack[room[1]] = slot
        room[1] += 1
        room[2] -= 1
    rebuild_table(slot_key, room[0], table_key, table_slot)
