"""How often each slot should be heard, from its kind, speed, turn and status (ITU-R M.1371 table 1)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.tracks import kind
from marsad.tracks.columns import BOOLS

TURNING_DEG_MIN = 10.0  # a course change of 5 degrees in 30 s is what the standard calls one
CS_UNIT = BOOLS.index("cs_unit")


def expected_interval_s(dynamic: npt.NDArray[np.void]) -> npt.NDArray[np.float32]:
    """Seconds between two reports of the newest state, as the standard asks of that station; of slots without a report
    360 s, the interval of static messages."""
    sog = np.where(dynamic["sog"] == 65535, np.nan, dynamic["sog"] / 10.0)
    status, of_kind = dynamic["status"], dynamic["kind"]
    turning = (dynamic["rot"] != -32768) & (np.abs(dynamic["rot"] / 10.0) > TURNING_DEG_MIN)
    turning |= np.abs(dynamic["rot_raw"].astype(np.int16)) == 127
    at_rest = np.isin(status, (1, 5, 6)) & ~(sog > 3)
    class_a = np.select(
        [at_rest, sog > 23, sog > 14], [180.0, 2.0, np.where(turning, 2.0, 6.0)], np.where(turning, 10 / 3, 10.0)
    )
    carrier_sense = (dynamic["bits"] >> np.uint32(2 * CS_UNIT)) & 3 != 1  # told "no" is self-organised
    class_b = np.select(
        [sog <= 2, carrier_sense, sog > 23, sog > 14], [180.0, 30.0, 5.0, 15.0], np.full(len(dynamic), 30.0)
    )
    fixed = {
        kind.BASE_STATION: 10.0,
        kind.ATON_PHYSICAL: 180.0,
        kind.ATON_VIRTUAL: 180.0,
        kind.SAR_AIRCRAFT: 10.0,
        kind.LOCATING_DEVICE: 60.0,  # a burst of 8 in 14 s, once a minute
        kind.RADAR_CONTACT: 3.0,  # one turn of the antenna
    }
    interval = np.select([of_kind == kind.CLASS_B, *(of_kind == k for k in fixed)], [class_b, *fixed.values()], class_a)
    interval = np.where(dynamic["type"] == 27, np.maximum(interval, 180.0), interval)
    result: npt.NDArray[np.float32] = np.where(dynamic["t"] == 0, 360.0, interval).astype(np.float32)
    return result
