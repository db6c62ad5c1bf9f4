"""How what is known of every sender is laid out in memory while it is heard."""

from __future__ import annotations

from typing import Final

import numpy as np

from marsad.tracks.vessels.records import OPEN

SURE_FIXES: Final = 3
"""Fixes that fit one another before a place that nobody could have reached is believed."""
ALIVE_US: Final = 1_800_000_000
"""A vessel that was silent for longer speaks against nothing."""
TRANSMISSIONS: Final = 4
"""So many transmissions of each sender are remembered, to know copies of them."""
MANY_RUNS: Final = 64
"""A sender with so many jumps, as a forged one, is decided on anew only when an eighth more have come."""
MOST_RUNS_FOLLOWED: Final = 2048
"""With more runs under one MMSI on one day, what they are is not decided before the day is over."""

UNDECIDED: Final = 255
"""Stands for the vessel of a run that is no vessel's, or of which nothing is decided."""
MOST_ROWS_KEPT: Final = 65_536
"""So many rows of one sender are traced anew at most."""

UNWATCHED, WATCHED, SETTLED = 0, 1, 2
"""Whether a sender's rows are kept to be traced anew: not, yes, and again from what was made of it so far."""

SENDER: Final = np.dtype(
    [
        ("vessel", "i8"),  # the MMSI
        ("t", "i8"),  # newest position
        ("digest", "u8", TRANSMISSIONS),  # of its newest transmissions
        ("heard", "i8", TRANSMISSIONS),  # when each was heard last
        ("next", "u1"),  # place of the oldest of them
        ("lanes", "u1"),  # vessels carried from the days before
        ("vessels", "u1"),  # highest number of a vessel under it, and one
        ("first", "u1"),  # vessel that the first run of the day was given as it began, UNDECIDED none
        ("own", "u1"),  # vessel of the open run, UNDECIDED none
        ("outcome", "u1"),  # of the open run
        ("watched", "u1"),
        ("crowd", "u1"),  # 1: its runs were more than there is room for
        ("runs", "u4"),  # that ended today
        ("last_run", "i8"),  # place of the newest of them, and one; 0 none
        ("decided", "u4"),  # runs, the open one too, that were decided on
        ("instants", "u4"),  # distinct instants of the open run when that was decided
        ("traced", "u4"),  # runs, the open one too, that had rows until the call before
        ("faults", "u4"),  # fixes that were faults on days before, and what a repeater sent again
        ("doubted", "u4"),  # fixes of today's runs that fit no vessel
        ("kept", "u4"),  # rows that are kept to trace them anew
        ("last_row", "i8"),  # number of the newest of them, and one
        ("sure_t", "i8"),  # end of the newest run that ended after three instants or more; 0 none
        ("sure_lon", "f8"),
        ("sure_lat", "f8"),
        ("open", OPEN),
    ]
)
"""All that is carried of one MMSI through the day. Zero where there is nothing yet."""

PACE: Final = np.dtype(
    [
        ("vessel", "i8"),  # MMSI x 100 + number
        ("t", "i8"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("then_t", "i8"),  # where it was a minute ago, or two
        ("then_lon", "f8"),
        ("then_lat", "f8"),
        ("next_t", "i8"),  # what will be that
        ("next_lon", "f8"),
        ("next_lat", "f8"),
    ],
    align=True,
)
"""Where a vessel is and was lately, from which its speed made good is taken."""

KEPT_ROW: Final = np.dtype(
    [
        ("before", "i8"),  # number of the row before it under the same MMSI, and one; 0 none
        ("tk", "i8"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("sog_kn", "f4"),
        ("run", "u4"),
        ("kind", "u1"),
        ("type", "u1"),
    ],
    align=True,
)
"""A position that can be traced anew."""
