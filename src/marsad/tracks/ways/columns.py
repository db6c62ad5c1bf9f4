"""How the state of a vessel's way, and what it gives, are laid out in memory."""

from __future__ import annotations

from typing import Final

import numpy as np

CAUSES: Final = ("first", "gap", "teleport", "class")
"""Why a track starts; the place here is the code in the kernels."""
FIRST, GAP, TELEPORT, CLASS = 0, 1, 2, 3

NO_STOP, MAYBE, STOPPED = 0, 1, 2
"""How `stop` of a record stands: under way, still but not long enough, stopped."""

_KEPT: Final = [
    ("vessel", "i8"),  # MMSI x 100 + number
    ("t", "i8"),  # newest position
    ("lon", "f8"),
    ("lat", "f8"),
    ("track_id", "i8"),
    ("t_begin", "i8"),
    ("run_m", "f8"),  # way since t_begin
    ("course", "f8"),  # newest course made good, NaN none
    ("course_t", "f8"),  # middle of the step that gave it, us
    ("ref_t", "i8"),  # position from which the next speed over 10 s is taken
    ("ref_lon", "f8"),
    ("ref_lat", "f8"),
    ("stop_lon", "f8"),  # where the stop, or what may become one, began
    ("stop_lat", "f8"),
    ("stop_t0", "i8"),  # since when it is still
    ("stop_begin", "i8"),  # start of the whole stop; 0: the next position
    ("stop_last", "i8"),  # newest position that lay still
    ("again", "i4"),  # tracks of this vessel that began at the same instant before
    ("part", "u2"),
    ("stop_part", "u2"),
    ("seen", "u1"),
    ("open", "u1"),
    ("kind", "u1"),  # 0 not told
    ("long_range", "u1"),  # the newest position came by message 27
    ("cause", "u1"),
    ("stop", "u1"),
]
_TODAY: Final = [
    ("t_start", "i8"),  # of this part
    ("points", "i8"),
    ("distance_m", "f8"),
    ("top_kn", "f8"),  # NaN none
    ("west", "f8"),  # unwrapped by `turns`
    ("east", "f8"),
    ("south", "f8"),
    ("north", "f8"),
    ("seg_t", "i8"),  # newest vertex of the simplified line
    ("seg_lon", "f8"),
    ("seg_lat", "f8"),
    ("lo0", "f8"),  # velocities that the line may have: an octagon, as intervals along four directions
    ("hi0", "f8"),
    ("lo1", "f8"),
    ("hi1", "f8"),
    ("lo2", "f8"),
    ("hi2", "f8"),
    ("lo3", "f8"),
    ("hi3", "f8"),
    ("stop_start", "i8"),  # of this part
    ("stop_points", "i8"),
    ("stop_x", "f8"),  # sums of eastings and northings from where it began
    ("stop_y", "f8"),
    ("stop_radius_m", "f8"),
    ("turns", "i4"),
]
_DERIVED: Final = [
    *((f"{place}{name}", "f8") for place in ("", "ref_", "seg_", "stop_") for name in ("slat", "clat", "slon", "clon")),
    ("line", "i8"),  # number of the line that this part draws
]

KEPT: Final = tuple(name for name, _ in _KEPT)
"""Fields that are carried from day to day; all others are zero at the end of a day, or follow from these."""

RECORD: Final = np.dtype([*_KEPT, *_TODAY, *_DERIVED], align=True)
"""One vessel's way, as far as it is known. Times in us UTC, places in degrees; zero where there is nothing yet."""

PART: Final = np.dtype(
    [
        ("line", "i8"), ("t_start", "i8"), ("t_end", "i8"), ("track_id", "i8"), ("t_begin", "i8"), ("vessel", "i8"),
        ("points", "i8"), ("distance_m", "f8"), ("top_kn", "f8"), ("west", "f8"), ("south", "f8"), ("east", "f8"),
        ("north", "f8"), ("part", "u2"), ("kind", "u1"), ("cause", "u1"),
    ],
    align=True,
)  # fmt: skip
"""One finished part of a track."""

REST: Final = np.dtype(
    [
        ("t_start", "i8"), ("t_end", "i8"), ("stop_id", "i8"), ("t_begin", "i8"), ("track_id", "i8"), ("vessel", "i8"),
        ("points", "i8"), ("lon", "f8"), ("lat", "f8"), ("radius_m", "f8"), ("part", "u2"),
    ],
    align=True,
)  # fmt: skip
"""One finished part of a stop."""

VERTEX: Final = np.dtype([("line", "i8"), ("t", "i8"), ("lon", "f8"), ("lat", "f8")])
"""One vertex of a simplified line."""

PARTS, RESTS, VERTICES, LINES = 0, 1, 2, 3
"""Places in the array that counts what a kernel gave."""
