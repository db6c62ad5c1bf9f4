"""How often each slot should be heard, judged by its newest report."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.tracks import kind
from marsad.tracks.columns import BOOLS
from marsad.wire.reporting_interval import LONG_RANGE_S, STATIC_S, Station
from marsad.wire.reporting_interval import expected_interval_s as interval_of_station

TURNING_DEG_MIN = 10.0  # a change of course of 5 degrees in 30 s
NO_INDICATOR = 127  # turns faster than that, told without a turn indicator
RADAR_S = 3.0  # one turn of the antenna
CS_UNIT = BOOLS.index("cs_unit")

STATION_OF_KIND = np.zeros(len(kind.KINDS), dtype=np.uint8)
STATION_OF_KIND[kind.CLASS_B] = Station.CLASS_B_CARRIER_SENSE
STATION_OF_KIND[kind.BASE_STATION] = Station.BASE
STATION_OF_KIND[[kind.ATON_PHYSICAL, kind.ATON_VIRTUAL]] = Station.ATON
STATION_OF_KIND[kind.SAR_AIRCRAFT] = Station.SAR_AIRCRAFT
STATION_OF_KIND[kind.LOCATING_DEVICE] = Station.LOCATING_DEVICE


def expected_interval_s(dynamic: npt.NDArray[np.void]) -> npt.NDArray[np.float32]:
    """Seconds between two reports of the newest state; where there is no report, those of static messages.

    What is heard by message 27 is expected as seldom as that message; a kind that is not known counts as class A.
    """
    sog = np.where(dynamic["sog"] == 65535, np.nan, dynamic["sog"] / 10.0)
    of_kind = dynamic["kind"]
    turning = (dynamic["rot"] != -32768) & (np.abs(dynamic["rot"] / 10.0) > TURNING_DEG_MIN)
    turning |= np.abs(dynamic["rot_raw"].astype(np.int16)) == NO_INDICATOR
    station = STATION_OF_KIND[of_kind].copy()
    organised = (dynamic["bits"] >> np.uint32(2 * CS_UNIT)) & 3 == 1  # told, and not carrier sense
    station[(of_kind == kind.CLASS_B) & organised] = Station.CLASS_B_SELF_ORGANISED
    interval = interval_of_station(station, sog, dynamic["status"], turning)
    interval = np.where(of_kind == kind.RADAR_CONTACT, RADAR_S, interval)
    interval = np.where(dynamic["type"] == 27, np.maximum(interval, LONG_RANGE_S), interval)
    result: npt.NDArray[np.float32] = np.where(dynamic["t"] == 0, STATIC_S, interval).astype(np.float32)
    return result
