"""Kernel that merges position-like rows into the picture: newest wins, whatever the order, however often repeated.

Rows are compared by (t, rank), where rank is a number made of the row's own content: the result is the same for every
order of arrival. The newest row gives speed, course and status; the newest row that has a position gives the place.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import MERCATOR, Bool, Integer, Real
from marsad.tracks.slot_kernel import take_slot
from marsad.tracks.trail_kernel import add_trail_point

LIMIT = 2147483647
MOST_NORTH = 85.05112877980659


@njit(cache=True, nogil=True)
def mercator_x(lon_deg: Real) -> Integer:
    """East of Greenwich in units of which 2^32 go round the world."""
    return min(max(round(lon_deg / 360.0 * MERCATOR), -LIMIT), LIMIT)


@njit(cache=True, nogil=True)
def mercator_y(lat_deg: Real) -> Integer:
    """South of the equator in the same units; the poles are drawn at the edge of the square world."""
    lat = min(max(lat_deg, -MOST_NORTH), MOST_NORTH)
    north = math.log(math.tan(math.pi / 4.0 + math.radians(lat) / 2.0))
    return min(max(round(-north / (2.0 * math.pi) * MERCATOR), -LIMIT), LIMIT)


@njit(cache=True, nogil=True)
def is_newer(t: Integer, rank: Integer, old_t: Integer, old_rank: Integer) -> Bool:
    """Whether a row comes after the one that is kept."""
    if t != old_t:
        return bool(t > old_t)
    return bool(rank > old_rank)


@njit(cache=True, nogil=True)
def take_kind(one: np.void, t: Integer, kind: Integer, sure: Integer) -> Bool:
    """What the station is, told by its newest row that tells it. True when it changed."""
    told = t if sure != 0 else np.int64(1)
    if told > one["kind_t"] or (told == one["kind_t"] and kind > one["kind"]):
        changed = bool(one["kind"] != kind)
        one["kind_t"] = told
        one["kind"] = kind
        return changed
    return False


@njit(cache=True, nogil=True)
def apply_reports(
    rows: npt.NDArray[np.void],
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
    xs: npt.NDArray[np.int32],
    ys: npt.NDArray[np.int32],
    state: npt.NDArray[np.uint8],
    dynamic: npt.NDArray[np.void],
    trail: npt.NDArray[np.void],
    trail_head: npt.NDArray[np.uint8],
    trail_length: npt.NDArray[np.uint8],
) -> Integer:
    """Merge rows[start:]; gives the number of the row for which no slot was left, or the number of rows."""
    for i in range(start, rows.shape[0]):
        row = rows[i]
        before = room[2]
        slot = take_slot(row["key"], table_key, table_slot, room, free_stack, slot_key)
        if slot < 0:
            return i
        one = dynamic[slot]
        if room[2] != before:
            one["mmsi"] = row["mmsi"]
            one["track_number"] = row["track_number"]
            renamed[slot] = revision
            owned[slot] = revision
        t, rank = row["t"], row["rank"]
        if row["t_heard"] > heard[slot]:
            heard[slot] = row["t_heard"]
        if one["reports"] < np.uint32(4294967295):
            one["reports"] = one["reports"] + np.uint32(1)
        touched = take_kind(one, t, row["kind"], row["kind_sure"])
        if is_newer(t, rank, one["t"], one["rank"]):
            touched = True
            one["t"] = t
            one["rank"] = rank
            one["t_heard"] = row["t_heard"]
            one["type"] = row["type"]
            one["origin"] = row["origin"]
            one["flags"] = row["flags"]
            one["bits"] = row["bits"]
            one["radio"] = row["radio"]
            one["utc"] = row["utc"]
            one["sog"] = row["sog"]
            one["cog"] = row["cog"]
            one["heading"] = row["heading"]
            one["rot"] = row["rot"]
            one["rot_raw"] = row["rot_raw"]
            one["altitude_m"] = row["altitude_m"]
            one["status"] = row["status"]
            one["second"] = row["second"]
            one["maneuver"] = row["maneuver"]
            one["aton_status"] = row["aton_status"]
            one["distance_m"] = row["distance_m"]
            one["bearing_deg"] = row["bearing_deg"]
            state[slot] = 0
        if not math.isnan(row["lon_deg"]):
            x = np.int32(mercator_x(row["lon_deg"]))
            y = np.int32(mercator_y(row["lat_deg"]))
            if is_newer(t, rank, one["pos_t"], one["pos_rank"]):
                touched = True
                one["pos_t"] = t
                one["pos_rank"] = rank
                one["pos_heard"] = row["t_heard"]
                one["pos_type"] = row["type"]
                one["pos_origin"] = row["origin"]
                one["pos_flags"] = row["flags"]
                one["lon_deg"] = row["lon_deg"]
                one["lat_deg"] = row["lat_deg"]
                xs[slot] = x
                ys[slot] = y
            kind = row["kind"]
            if (kind < 3 or kind > 5) and t >= 0:  # fixed stations leave no trail
                add_trail_point(trail, trail_head, trail_length, slot, t // 1000000, x, y, row["sog"], row["cog"])
        if touched:
            changed[slot] = revision
    return len(rows)
