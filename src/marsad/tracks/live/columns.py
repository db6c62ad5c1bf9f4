"""How the senders under one MMSI are kept apart while they are heard."""

from __future__ import annotations

from typing import Final

import numpy as np

MOST_LANES: Final = 4
"""Senders followed at once under one MMSI."""
SURE_FIXES: Final = 3
"""Fixes that fit one another before a place that nobody could have reached is believed."""
ALIVE_US: Final = 1_800_000_000
"""A sender that was silent for longer speaks against nothing."""
TURNS: Final = 2
"""So often must a sender have come back between fixes of another, before there are two."""

LANE: Final = np.dtype(
    [
        ("vessel", "i8"),  # MMSI x 100 + number of the lane
        ("t", "i8"),
        ("t_first", "i8"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("slat", "f8"),
        ("clat", "f8"),
        ("slon", "f8"),
        ("clon", "f8"),
        ("east", "f8"),  # made good, m/s
        ("north", "f8"),
        ("then_t", "i8"),  # where it was a minute ago, or two
        ("then_lon", "f8"),
        ("then_lat", "f8"),
        ("next_t", "i8"),  # what will be that
        ("next_lon", "f8"),
        ("next_lat", "f8"),
        ("digest", "u8"),  # of the newest fix
        ("fixes", "u4"),
        ("turns", "u4"),  # times it was heard after another sender
        ("faults", "u4"),  # in lane 0: fixes under this MMSI that fitted nothing, then or later
    ],
    align=True,
)
"""Fixes that one sender can have sent. Zero where there is nothing yet."""
