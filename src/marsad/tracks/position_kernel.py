"""Kernel that names the class of station of each position."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.tracks import kind

SAR_DIGITS = 111


@njit(cache=True, nogil=True)
def station_kinds(mmsi, message, of_type, out):
    """Class of station by MMSI (locating devices), by message number, else by the digits that SAR aircraft have."""
    for i in range(mmsi.size):
        leading = np.int64(mmsi[i]) // 1_000_000
        told = of_type[np.int64(message[i]) & 63]
        if leading == 970 or leading == 972 or leading == 974:
            told = kind.LOCATING_DEVICE
        elif told == kind.UNKNOWN and leading == SAR_DIGITS:
            told = kind.SAR_AIRCRAFT
        out[i] = told
