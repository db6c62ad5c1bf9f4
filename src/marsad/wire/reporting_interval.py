"""How often a station should report (ITU-R M.1371-6, annex 1, tables 1 and 2).

What was heard is judged against these: a ship at anchor is silent for three minutes by rule. Carrier-sense units wait
for a free slot and may come later. A command (messages 16, 22, 23) or a quiet time changes the interval; that is not
known here.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from marsad.wire.navigation_status import AT_ANCHOR, MOORED

Floats = npt.NDArray[np.float64]

STATIC_S = 360.0
"""Messages 5 and 24."""
LONG_RANGE_S = 180.0
"""Message 27: on channels 75 and 76 only, and not near base stations; never expect it ashore."""


class Station(IntEnum):
    """Classes of station that report by one rule."""

    CLASS_A = 0
    CLASS_B_CARRIER_SENSE = 1
    CLASS_B_SELF_ORGANISED = 2
    BASE = 3
    ATON = 4
    SAR_AIRCRAFT = 5
    LOCATING_DEVICE = 6  # eight messages within 14 s, once a minute


_FIXED_S = {Station.BASE: 10.0, Station.ATON: 180.0, Station.SAR_AIRCRAFT: 10.0, Station.LOCATING_DEVICE: 60.0}


def class_a_interval_s(sog_kn: Floats, status: npt.NDArray[np.uint8], turning: npt.NDArray[np.bool_]) -> Floats:
    """Seconds between positions of class A; a speed that is not known (NaN) counts as 0 to 14 kn."""
    at_rest = np.isin(status, (AT_ANCHOR, MOORED)) & ~(sog_kn > 3)
    slow = np.where(turning, 10 / 3, 10.0)
    fast = np.where(turning, 2.0, 6.0)
    return np.select([at_rest, sog_kn > 23, sog_kn > 14], [np.full(slow.shape, 180.0), 2.0, fast], slow)


def class_b_interval_s(sog_kn: Floats, carrier_sense: npt.NDArray[np.bool_]) -> Floats:
    """Seconds between positions of class B; a speed that is not known (NaN) counts as above 2 kn."""
    organised = np.select([sog_kn > 23, sog_kn > 14], [5.0, 15.0], 30.0)
    return np.where(sog_kn <= 2, 180.0, np.where(carrier_sense, 30.0, organised))


def expected_interval_s(
    station: npt.NDArray[np.uint8], sog_kn: Floats, status: npt.NDArray[np.uint8], turning: npt.NDArray[np.bool_]
) -> Floats:
    """Seconds between positions of each station: arrays of one length, `station` as codes of `Station`.

    `sog_kn` is NaN and `status` 15 or 255 where not known. `turning` is a change of course above 5 degrees in 30 s. A
    class that is not known gives 180 s, the slowest.
    """
    carrier_sense = station == Station.CLASS_B_CARRIER_SENSE
    class_b = carrier_sense | (station == Station.CLASS_B_SELF_ORGANISED)
    return np.select(
        [station == Station.CLASS_A, class_b, *(station == fixed for fixed in _FIXED_S)],
        [
            class_a_interval_s(sog_kn, status, turning),
            class_b_interval_s(sog_kn, carrier_sense),
            *(np.full(station.shape, seconds) for seconds in _FIXED_S.values()),
        ],
        180.0,
    )
