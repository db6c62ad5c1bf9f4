"""Kernel of the table of squares from which vessels were heard."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import Bool, Integer
from marsad.tracks.kind import CLASS_A, CLASS_B, UNKNOWN

_PER_DEGREE = 40
_COLUMNS = 360 * _PER_DEGREE


@njit(cache=True, nogil=True)
def place_in(table: npt.NDArray[np.void], key: Integer) -> Integer:
    """Where a square stands in the table, or the empty place where it would."""
    mask = table.shape[0] - 1
    at = (np.int64(key) * 2654435761 >> 15) & mask
    while table[at]["key"] != 0 and table[at]["key"] != key:
        at = (at + 1) & mask
    return int(at)


@njit(cache=True, nogil=True)
def hear_rows(
    rows: npt.NDArray[np.void], start: Integer, table: npt.NDArray[np.void], used: Integer, most: Integer
) -> tuple[Integer, Integer]:
    """Note the squares of rows[start:]; gives how many rows are through and how many places are taken: it stops where
    `most` are. What flies, what stands still for ever and what tells no place says nothing of the sea's surface."""
    for i in range(start, rows.shape[0]):
        row = rows[i]
        kind = row["kind"]
        if kind != UNKNOWN and kind != CLASS_A and kind != CLASS_B:
            continue
        lon, lat = row["lon_deg"], row["lat_deg"]
        if math.isnan(lon) or math.isnan(lat):
            continue
        north = np.int64(math.floor((min(max(lat, -90.0), 89.9999) + 90.0) * _PER_DEGREE))
        east = np.int64(math.floor((lon + 180.0) * _PER_DEGREE)) % _COLUMNS
        key = north * _COLUMNS + east + 1
        at = place_in(table, key)
        if table[at]["key"] == 0:
            if used >= most:
                return i, used
            used += 1
            table[at]["key"] = key
        one = table[at]
        if row["t_heard"] > one["heard_us"]:
            one["heard_us"] = row["t_heard"]
        if row["origin"] > 0:
            bit = min(int(row["origin"]) - 1, 63)
            one["receivers"] = one["receivers"] | (np.uint64(1 << bit))
    return rows.shape[0], used


@njit(cache=True, nogil=True)
def put_all(some: npt.NDArray[np.void], table: npt.NDArray[np.void]) -> Bool:
    """Put squares into an empty table that has room for them."""
    for i in range(some.shape[0]):
        table[place_in(table, some[i]["key"])] = some[i]
    return True
