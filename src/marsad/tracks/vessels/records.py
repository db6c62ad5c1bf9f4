"""How vessels under one MMSI are laid out in memory: runs of fixes of the day, and lanes carried from day to day."""

from __future__ import annotations

from typing import Final

import numpy as np

TRAIL_POINTS: Final = 8
TRAIL_STEP_US: Final = 60_000_000
"""A place is kept for each minute, eight back: what is repeated later than that is an outlier, no echo."""

MOST_VESSELS: Final = 8
"""Vessels told apart at once under one MMSI."""
NO_VESSEL: Final = 255
NO_RUN: Final = 0xFFFFFFFF

TRACK, NO_POSITION, OUT_OF_RANGE, ECHO, SIGN_FLIP, OUTLIER, CROWD = range(7)
"""Codes of schema/lake/resolved.OUTCOMES."""

RUN = np.dtype(
    [
        ("mmsi", "u4"),
        ("ordinal", "u4"),  # number of the run under this MMSI on this day, from 0
        ("fixes", "u4"),
        ("instants", "u4"),  # distinct instants among them
        ("kind", "u1"),
        ("coarse", "u1"),  # 1 where a position was of message 27, told to 1/10 minute
        ("digest", "u8"),  # of its first fix
        ("t0", "i8"),  # first fix
        ("lon0", "f8"),
        ("lat0", "f8"),
        ("t1", "i8"),  # last fix
        ("lon1", "f8"),
        ("lat1", "f8"),
        ("sog0", "f4"),  # kn, NaN not told
        ("cog0", "f4"),
        ("sog1", "f4"),
        ("cog1", "f4"),
        ("east0", "f4"),  # m/s made good from the first fix to the next that is 5 s later, NaN not known
        ("north0", "f4"),
        ("east1", "f4"),  # and to the last fix from the one before it
        ("north1", "f4"),
        ("echo_m", "f4"),  # from the first fix to the nearest earlier place under this MMSI, inf none
    ]
)
"""Fixes that follow one another under one MMSI, each as near to the one before as a slow change of speed allows."""

OPEN = np.dtype(
    [
        ("run", RUN),
        ("trail_t", "i8", TRAIL_POINTS),
        ("trail_lon", "f4", TRAIL_POINTS),
        ("trail_lat", "f4", TRAIL_POINTS),
        ("trail_end", "u1"),
    ]
)
"""The run that an MMSI is in, and where the MMSI was heard in the last minutes. No run yet: fixes is 0."""

LANE = np.dtype(
    [
        ("mmsi", "u4"),
        ("vessel", "u1"),
        ("kind", "u1"),
        ("fixes", "u4"),
        ("t", "i8"),
        ("lon_deg", "f8"),
        ("lat_deg", "f8"),
        ("sog_kn", "f4"),
        ("cog_deg", "f4"),
        ("east_m_s", "f4"),
        ("north_m_s", "f4"),
    ]
)
"""A vessel's last fix at the end of a day, all that the next day has to know of it."""

SPLIT = np.dtype(
    [
        ("mmsi", "u4"),
        ("vessel", "u1"),
        ("other", "u1"),  # the vessel it takes turns with most
        ("switches", "u4"),  # times that fixes went over from one to the other
        ("impossible", "u4"),  # of these, faster than the class can move
        ("mean_km", "f4"),  # distance between the two at the switches
        ("top_kn", "f4"),  # speed that one vessel would have needed at the fastest of them
        ("t_first", "i8"),  # first and last switch
        ("t_last", "i8"),
    ]
)
"""Why a vessel was told apart from another under its MMSI on this day."""
