"""Kernel that keeps the way a vessel came: one point of each stretch of time, the first heard of it.

Which points remain depends on the points alone, never on the order in which they arrive: of every stretch of
TRAIL_STEP_S seconds the point with the smallest (t, x, y, speed, course), and of those the newest TRAIL_POINTS.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from marsad.tracks.columns import TRAIL_POINTS, TRAIL_STEP_S, Bool, Integer


@njit(cache=True, nogil=True)
def comes_before(kept: np.void, t_s: Integer, x: Integer, y: Integer, sog: Integer, cog: Integer) -> Bool:
    """Whether a point is to be kept in place of another of its stretch: any fixed order will do."""
    if t_s != kept["t_s"]:
        return bool(t_s < kept["t_s"])
    if x != kept["x"]:
        return bool(x < kept["x"])
    if y != kept["y"]:
        return bool(y < kept["y"])
    return bool(sog < kept["sog"] or (sog == kept["sog"] and cog < kept["cog"]))


@njit(cache=True, nogil=True)
def add_trail_point(
    trail: npt.NDArray[np.void],
    head_of: npt.NDArray[np.uint8],
    length_of: npt.NDArray[np.uint8],
    slot: Integer,
    t_s: Integer,
    x: Integer,
    y: Integer,
    sog: Integer,
    cog: Integer,
) -> Bool:
    """Put a point where it belongs in time. True when the trail changed."""
    length = np.int64(length_of[slot])
    head = np.int64(head_of[slot])
    points = trail[slot]
    stretch = np.int64(t_s) // TRAIL_STEP_S
    after = np.int64(length)  # the place behind the last point that is not later
    while after > 0:
        there = points[(head + after - 1) % TRAIL_POINTS]
        other = np.int64(there["t_s"]) // TRAIL_STEP_S
        if other < stretch:
            break
        if other == stretch:
            if comes_before(there, t_s, x, y, sog, cog):
                there["t_s"] = t_s
                there["x"] = x
                there["y"] = y
                there["sog"] = sog
                there["cog"] = cog
                return True
            return False
        after -= 1
    if length == TRAIL_POINTS:
        if after == 0:
            return False
        head = (head + 1) % TRAIL_POINTS  # the oldest point makes room
        head_of[slot] = head
        after -= 1
    else:
        length += 1
        length_of[slot] = length
    for i in range(length - 1, after, -1):
        source = points[(head + i - 1) % TRAIL_POINTS]
        target = points[(head + i) % TRAIL_POINTS]
        target["t_s"] = source["t_s"]
        target["x"] = source["x"]
        target["y"] = source["y"]
        target["sog"] = source["sog"]
        target["cog"] = source["cog"]
    new = points[(head + after) % TRAIL_POINTS]
    new["t_s"] = t_s
    new["x"] = x
    new["y"] = y
    new["sog"] = sog
    new["cog"] = cog
    return True
