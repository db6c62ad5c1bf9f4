"""What the detector of unusual traffic remembers, as records."""

from __future__ import annotations

from typing import Final

import numpy as np

COURSES: Final = 8
"""Eighths of the compass; the first is about north."""
SPEEDS_KN: Final = (3.0, 8.0, 13.0, 18.0, 25.0)
"""Where classes of speed begin; who is slower is not under way on a passage, and not counted."""

TRAFFIC: Final = np.dtype([("key", "i8"), ("t", "i8"), ("courses", "f4", (COURSES,)), ("speeds", "f4", (5,))])
"""Passages of one class of ships through a cell; key 0 is an empty place of the table."""

EVIDENCE: Final = (
    "speed_kn", "course_deg", "normal_speed_kn", "normal_course_deg", "probability", "passages_counted",
    "share_of_class",
)  # fmt: skip

SHIP: Final = np.dtype(
    [("vessel", "i8"), ("t", "i8"), ("key", "i8"), ("hits", "i2"), ("calm", "i2"), ("open", "?"), ("code", "i1"),
     ("course", "i1"), ("speed", "i1"),
     ("t_first", "i8"), ("t_last", "i8"), ("t_event", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"),
     ("told", "f8", (len(EVIDENCE),))]
)  # fmt: skip
"""A ship: when she was looked at last, how often in a row she did what nobody does, or what others do, since when."""

TOLD: Final = np.dtype(
    [("t_start", "i8"), ("t_end", "i8"), ("t_event", "i8"), ("t_known", "i8"), ("a", "i8"), ("b", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8"), ("code", "i8"), ("n", "f8", (len(EVIDENCE),))]
)  # fmt: skip
"""As `plugin.found.FOUND`, with more numbers; code 1: against a lane, 2: her course, 3: her speed."""
