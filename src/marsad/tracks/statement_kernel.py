"""Kernel that merges who a station says it is: each field keeps its newest value, with its own time and origin.

Messages 5, 19, 21, 24 A and 24 B tell different fields; a field that a message does not tell, or tells as not
available, stays as it was. Of two values of one instant the greater one is kept, so that the order of arrival does not
matter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import Integer
from marsad.tracks.report_kernel import take_kind
from marsad.tracks.slot_kernel import take_slot

SHIP_TYPE, AID_TYPE = 1, 18
HULL_FIRST, HULL_LAST = 2, 5
IMO, NAME, CALLSIGN = 0, 0, 1


@njit(cache=True, nogil=True)
def compare_text(value: npt.NDArray[np.uint8], width: Integer, kept: npt.NDArray[np.uint8]) -> Integer:
    """Sign of value - kept, byte by byte."""
    for j in range(width):
        a, b = np.int64(value[j]), np.int64(kept[j])
        if a != b:
            return 1 if a > b else -1
    return 0


@njit(cache=True, nogil=True)
def apply_statements(
    rows: npt.NDArray[np.void],
    told: npt.NDArray[np.uint8],
    numbers: npt.NDArray[np.int32],
    text_told: npt.NDArray[np.uint8],
    texts: npt.NDArray[np.uint8],
    origin_rank: npt.NDArray[np.int64],
    start: Integer,
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
    dynamic: npt.NDArray[np.void],
    number: npt.NDArray[np.int32],
    number_t: npt.NDArray[np.int64],
    number_origin: npt.NDArray[np.int32],
    number_type: npt.NDArray[np.uint8],
    text: npt.NDArray[np.uint8],
    text_t: npt.NDArray[np.int64],
    text_origin: npt.NDArray[np.int32],
    text_type: npt.NDArray[np.uint8],
) -> Integer:
    """Merge rows[start:]; gives the number of the row for which no slot was left, or the number of rows.

    told: u1[rows, numbers]; numbers: i4[rows, numbers]; text_told: u1[rows, texts]; texts: u1[rows, texts, width].
    """
    for i in range(start, rows.shape[0]):
        row = rows[i]
        before = room[2]
        slot = take_slot(row["key"], table_key, table_slot, room, free_stack, slot_key)
        if slot < 0:
            return i
        one = dynamic[slot]
        if room[2] != before:
            one["mmsi"] = row["mmsi"]
            owned[slot] = revision
            renamed[slot] = revision
        t, origin = row["t"], row["origin"]
        if t > heard[slot]:
            heard[slot] = t
        if row["kind"] != 255 and take_kind(one, t, row["kind"], row["kind_sure"]):
            changed[slot] = revision
        rank = origin_rank[origin]
        for f in range(numbers.shape[1]):
            if told[i, f] == 0 or t < number_t[slot, f]:
                continue
            value, kept = numbers[i, f], number[slot, f]
            if t == number_t[slot, f] and (
                value < kept or (value == kept and rank <= origin_rank[number_origin[slot, f]])
            ):
                continue
            if value != kept or number_t[slot, f] == 0:
                number[slot, f] = value
                if f in (SHIP_TYPE, AID_TYPE):
                    changed[slot] = revision
                elif f == IMO or (f >= HULL_FIRST and f <= HULL_LAST):
                    renamed[slot] = revision
            number_t[slot, f] = t
            number_origin[slot, f] = origin
            number_type[slot, f] = row["type"]
        for f in range(text_told.shape[1]):
            if text_told[i, f] == 0 or t < text_t[slot, f]:
                continue
            sign = compare_text(texts[i, f], texts.shape[2], text[slot, f])
            if t == text_t[slot, f] and (sign < 0 or (sign == 0 and rank <= origin_rank[text_origin[slot, f]])):
                continue
            if sign != 0:
                for j in range(texts.shape[2]):
                    text[slot, f, j] = texts[i, f, j]
                if f in (NAME, CALLSIGN):
                    renamed[slot] = revision
            text_t[slot, f] = t
            text_origin[slot, f] = origin
            text_type[slot, f] = row["type"]
    return len(rows)


@njit(cache=True, nogil=True)
def copy_texts(
    offsets: npt.NDArray[np.int32],
    data: npt.NDArray[np.uint8],
    valid: npt.NDArray[np.uint8],
    field: Integer,
    texts: npt.NDArray[np.uint8],
    told: npt.NDArray[np.uint8],
) -> None:
    """Cut an Arrow string column into fixed-width bytes; longer texts lose their end, control bytes become blanks."""
    for i in range(valid.shape[0]):
        if valid[i] == 0:
            continue
        first, last = np.int64(offsets[i]), np.int64(offsets[i + 1])
        length = min(last - first, texts.shape[2])
        if length > 0:
            told[i, field] = 1
        for j in range(length):
            byte = data[first + j]
            texts[i, field, j] = byte if byte >= 32 and byte < 127 else 32
