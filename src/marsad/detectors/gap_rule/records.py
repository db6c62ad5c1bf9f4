"""What the detector of gaps remembers, as records."""

from __future__ import annotations

from typing import Final

import numpy as np

CELL: Final = np.dtype(
    [("key", "i8"), ("t1", "i8"), ("v1", "i8"), ("t2", "i8"), ("v2", "i8"), ("heard", "f4"), ("missed", "f4")]
)
"""A cell of the sea: key 0 is an empty place of the table; the two ships heard there last; expected reports."""

RECEIVER: Final = np.dtype(
    [("id", "u8"), ("t1", "i8"), ("v1", "i8"), ("t2", "i8"), ("v2", "i8"), ("heard", "f8"), ("missed", "f8"),
     ("usual_heard", "f8"), ("usual_missed", "f8")]
)  # fmt: skip
"""A receiver: the two senders it heard last, its share now and usually; id 0 is the feed as a whole."""

EVIDENCE: Final = (
    "silent_minutes", "expected_reports", "heard_share", "neighbours_heard", "receivers_up", "well_heard_way_km",
    "chance", "last_speed_kn", "last_course_deg",
)  # fmt: skip

EARS: Final = 4
"""So many receivers that heard a ship are kept in mind."""

SHIP: Final = np.dtype(
    [("vessel", "i8"), ("t", "i8"), ("t_place", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"),
     ("cog_deg", "f4"), ("interval_s", "f4"), ("heard", "f4"), ("missed", "f4"), ("n", "i4"), ("class_b", "?"),
     ("at_rest", "?"), ("from_space", "?"), ("gone", "?"), ("open", "?"), ("ears", "i4", (EARS,)),
     ("t_ears", "i8", (EARS,)), ("n_ears", "i4", (EARS,)), ("t_now", "i8"), ("lon_now_deg", "f8"),
     ("lat_now_deg", "f8"), ("way_m", "f8"), ("expected", "f8"), ("neighbours", "i4"), ("t_event", "i8"),
     ("told", "f8", (len(EVIDENCE),))]
)  # fmt: skip
"""A ship: when she was heard last and where, how well she was heard until then, and, while she is silent, where she
would be by now and over how much of her way she should have been heard."""

TOLD: Final = np.dtype(
    [("t_start", "i8"), ("t_end", "i8"), ("t_event", "i8"), ("t_known", "i8"), ("a", "i8"), ("b", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8"), ("code", "i8"), ("n", "f8", (len(EVIDENCE),))]
)  # fmt: skip
"""As `plugin.found.FOUND`, with more numbers; code 1: of class B, or nobody else told that the receiver was up."""
