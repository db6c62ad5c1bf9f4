"""Kernels that lay slots out for the wire, and find them by place or by text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import Bool, Integer

DOUBTFUL_FLAGS = 1 << 0 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 14  # length, range, null island, speed, time
SIMULATED_FLAG = 1 << 13
OFF_TOLD_AND_SET = 0b11 << 22  # bool column 11 of columns.BOOLS
SHIP_TYPE, AID_TYPE = 1, 18


@njit(cache=True, nogil=True)
def is_sleeping(kind: Integer, status: Integer, sog: Integer) -> Bool:
    """At anchor, moored or aground by its own word and not above 3 kn, or not moving at all (at most 0.5 kn)."""
    if kind == 0 or kind > 2:
        return False
    if status == 1 or status == 5 or status == 6:
        return sog == 65535 or sog <= 30
    return sog <= 5


@njit(cache=True, nogil=True)
def state_bits(one: np.void, state: Integer) -> Integer:
    """The byte of state bits of the live protocol."""
    bits = np.int64(state)
    flags = np.int64(one["pos_flags"])
    if (flags & DOUBTFUL_FLAGS) != 0 or one["pos_t"] != one["t"]:
        bits |= 4
    if (flags & SIMULATED_FLAG) != 0:
        bits |= 8
    if (np.int64(one["bits"]) & OFF_TOLD_AND_SET) == OFF_TOLD_AND_SET:
        bits |= 16
    if is_sleeping(one["kind"], one["status"], one["sog"]):
        bits |= 32
    return bits


@njit(cache=True, nogil=True)
def pack_rows(
    slots: npt.NDArray[np.int64],
    xs: npt.NDArray[np.int32],
    ys: npt.NDArray[np.int32],
    state: npt.NDArray[np.uint8],
    dynamic: npt.NDArray[np.void],
    number: npt.NDArray[np.int32],
    number_t: npt.NDArray[np.int64],
    out: npt.NDArray[np.void],
) -> Integer:
    """Fill one wire row per slot; a slot without a position is left out. Gives how many rows were filled."""
    n = 0
    for i in range(slots.shape[0]):
        slot = slots[i]
        one = dynamic[slot]
        if one["pos_t"] == 0:
            continue
        row = out[n]
        kind = one["kind"]
        row["slot"] = slot
        row["x"] = xs[slot]
        row["y"] = ys[slot]
        row["sog"] = one["sog"]
        row["cog"] = one["cog"]
        row["heading"] = one["heading"]
        row["rot"] = one["rot"]
        row["kind"] = kind
        field = AID_TYPE if kind == 4 or kind == 5 else SHIP_TYPE
        row["type_code"] = number[slot, field] if number_t[slot, field] != 0 else 0
        row["status"] = 255 if kind == 8 else one["status"]
        row["state"] = state_bits(one, state[slot])
        row["t"] = min(max(one["pos_t"] // 1000000, 0), 4294967295)
        n += 1
    return n


@njit(cache=True, nogil=True)
def find_changed(
    used: Integer,
    since: Integer,
    slot_key: npt.NDArray[np.int64],
    changed: npt.NDArray[np.int64],
    renamed: npt.NDArray[np.int64],
    owned: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    names: npt.NDArray[np.int64],
    gone: npt.NDArray[np.int64],
    n: npt.NDArray[np.int64],
) -> None:
    """Slots whose row, static part or owner changed after revision `since`; n becomes how many of each."""
    n[:] = 0
    for slot in range(used):
        if owned[slot] > since:
            gone[n[2]] = slot
            n[2] += 1
        if slot_key[slot] == 0:
            continue
        if changed[slot] > since:
            rows[n[0]] = slot
            n[0] += 1
        if renamed[slot] > since:
            names[n[1]] = slot
            n[1] += 1


@njit(cache=True, nogil=True)
def rows_in_view(
    rows: npt.NDArray[np.void], west: Integer, east: Integer, north: Integer, south: Integer, out: npt.NDArray[np.int64]
) -> Integer:
    """Numbers of the wire rows inside a box of mercator units; west > east crosses the date line."""
    n = 0
    for i in range(rows.shape[0]):
        x, y = np.int64(rows[i]["x"]), np.int64(rows[i]["y"])
        if y < north or y > south:
            continue
        if west <= east:
            if x < west or x > east:
                continue
        elif x < west and x > east:
            continue
        out[n] = i
        n += 1
    return n


@njit(cache=True, nogil=True)
def contains(text: npt.NDArray[np.uint8], needle: npt.NDArray[np.uint8]) -> Bool:
    """Whether upper-case text (padded with 0) holds the needle."""
    for at in range(text.shape[0] - needle.shape[0] + 1):
        hit = True
        for j in range(needle.shape[0]):
            if text[at + j] != needle[j]:
                hit = False
                break
        if hit:
            return True
    return False


@njit(cache=True, nogil=True)
def find_text(
    used: Integer,
    needle: npt.NDArray[np.uint8],
    digits: Integer,
    slot_key: npt.NDArray[np.int64],
    dynamic: npt.NDArray[np.void],
    number: npt.NDArray[np.int32],
    number_t: npt.NDArray[np.int64],
    text: npt.NDArray[np.uint8],
    out: npt.NDArray[np.int64],
) -> Integer:
    """Slots whose name or call sign holds `needle`, or whose MMSI or IMO number begins with `digits` (-1: none)."""
    n = 0
    places = np.int64(1)
    while digits >= 0 and places <= digits:
        places *= 10
    for slot in range(used):
        if slot_key[slot] == 0:
            continue
        hit = contains(text[slot, 0], needle) or contains(text[slot, 1], needle)
        if not hit and digits >= 0:
            mmsi = np.int64(dynamic[slot]["mmsi"])
            imo = np.int64(number[slot, 0]) if number_t[slot, 0] != 0 else np.int64(-1)
            while mmsi >= places and mmsi != digits:
                mmsi //= 10
            while imo >= places and imo != digits:
                imo //= 10
            hit = mmsi == digits or imo == digits
        if hit:
            out[n] = slot
            n += 1
            if n == out.shape[0]:
                break
    return n
